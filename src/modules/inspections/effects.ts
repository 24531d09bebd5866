import { z } from 'zod'
import { addWorkingDays, dayOf, workingDaysBetween } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { inspectables } from '#platform/inspectable'
import { type Message, message, tell } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import type { Template } from '#platform/templates'
import { type Inspection, inspectionFlow } from './inspection.ts'
import { texts } from './messages.ts'
import type { Assignment } from './plan.ts'
import { rectificationFlow } from './rectification.ts'
import { seatFlow } from './seat.ts'
import { publishDays, rectifyDays } from './settings.ts'
import { type Answers, type Filled, merged, type Point, pointsOf, scoreOf, verdicts } from './sheet.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
export const answersOf = (row: Pick<Inspection, 'answers'>): Answers => row.answers as unknown as Answers

export async function assigned(ctx: Ctx, _row: Inspection, input: Assignment) {
  const { plan_title: _title, first_day: _first, ...columns } = input
  const days = workingDaysBetween(ctx.centre.calendar, dayOf(ctx.now), input.last_day)
  return { ...columns, visit_days: Math.max(1, days) }
}

/** Everybody who was drawn gets a seat; both sides are told. */
export async function seatTeam(ctx: Ctx, row: Inspection, input: Assignment): Promise<void> {
  for (const [rank, staff_id] of input.inspector_ids.entries())
    await perform(asSystem(ctx), seatFlow, 'take', null, { inspection_id: row.id, staff_id, rank })
  const { plan_title: plan, first_day: from, last_day: until, target_name: target } = input
  await tellInspected(ctx, row, texts.drawn, { target, plan, from, until }, `/inspections/${row.plan_id}`)
}

/** Tells those whose the inspected is; staff find it at the desk, a party in its own place. */
export async function tellInspected<V extends string>(
  ctx: Ctx,
  row: Pick<Inspection, 'kind' | 'target_id' | 'id'>,
  template: Template<V>,
  values: Record<V, string>,
  href?: string,
): Promise<void> {
  const whom = (await inspectables.get(row.kind)?.told(ctx, row.target_id)) ?? []
  const page = (to: Message['to']) =>
    'party' in to ? `/my/inspections/${row.id}` : `/desk/inspections/${row.id}`
  await tell(ctx, ...whom.map(to => message(to, template, values, href ?? page(to))))
}

export const answersInForm = (row: Inspection): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answersOf(row)).flatMap(([key, { result, remark }]) => [
      [key, verdicts[result]],
      [`${key}_remark`, remark],
    ]),
  )

export async function filled(ctx: Ctx, row: Inspection, input: Filled) {
  const points = await pointsOf(ctx, row.sheet_id, row.sheet_version)
  return { answers: JSON.stringify(merged(points, answersOf(row), input)) }
}

export interface Submission {
  opinion: string
  requirements: Record<string, { requirement: string; days: number }>
}

/** For each point that failed: what is to be done about it, and by when. 409 while points are without a verdict. */
export async function submission(ctx: Ctx, row: Inspection | null) {
  const points = row ? await pointsOf(ctx, row.sheet_id, row.sheet_version) : []
  const open = points.flatMap((one, at) => (row && answersOf(row)[one.key] ? [] : [at + 1]))
  if (open.length > 0) throw conflict(`第 ${open.join('、')} 项还没有填写，请先填完检查表。`)
  const failed = points.filter(one => row && answersOf(row)[one.key]?.result === 'fail')
  const asked = failed.map(({ key, text }) => [
    key,
    z.object({
      requirement: z
        .string()
        .trim()
        .min(4)
        .max(300)
        .meta({ label: `整改要求：${text}`, widget: 'textarea', rows: 2 }),
      days: z
        .number()
        .int()
        .min(1)
        .max(120)
        .default(rectifyDays.of(ctx.centre))
        .meta({ label: '整改期限', unit: '个工作日' }),
    }),
  ])
  return z.object({
    opinion: z
      .string()
      .trim()
      .max(500)
      .default('')
      .meta({ label: '总体意见', widget: 'textarea', rows: 3, help: '会告知检查对象；没有可以不填。' }),
    requirements: z.object(Object.fromEntries(asked)).prefault({}),
  }) as unknown as z.ZodType<Submission>
}

/** The usual days, in the form from the start. */
export async function usualDays(ctx: Ctx, row: Inspection | null) {
  const days = rectifyDays.of(ctx.centre)
  const failed = row ? findingsIn(row).map(one => [one.key, { days }]) : []
  return { requirements: Object.fromEntries(failed) as Record<string, { days: number }> }
}

export async function submitted(ctx: Ctx, _row: Inspection, { opinion, requirements }: Submission) {
  return { opinion, requirements: JSON.stringify(requirements), submitted_at: ctx.now }
}

/** Whoever submits has confirmed by that; the others are asked. */
export async function askTeam(ctx: Ctx, row: Inspection): Promise<void> {
  const seats = await ctx.db
    .selectFrom('inspection_seat')
    .select(['id', 'staff_id'])
    .where('inspection_id', '=', row.id)
    .where('state', '=', 'named')
    .orderBy('rank')
    .limit(10)
    .execute()
  const others = seats.filter(one => one.staff_id !== ctx.actor.staffId).map(one => one.id)
  await performMany(asSystem(ctx), seatFlow, 'ask', others)
  const own = seats.filter(one => one.staff_id === ctx.actor.staffId).map(one => one.id)
  await performMany(asSystem(ctx), seatFlow, 'vouch', own)
}

export interface Finding {
  key: string
  remark: string
}
export const findingsIn = (row: Pick<Inspection, 'answers'>): Finding[] =>
  Object.entries(answersOf(row)).flatMap(([key, one]) =>
    one.result === 'fail' ? [{ key, remark: one.remark }] : [],
  )

export async function conclusion(ctx: Ctx, row: Inspection) {
  const points = await pointsOf(ctx, row.sheet_id, row.sheet_version)
  return {
    concluded_at: ctx.now,
    result: findingsIn(row).length > 0 ? 'findings' : 'clean',
    score: scoreOf(points, answersOf(row)),
    publish_on: addWorkingDays(ctx.centre.calendar, dayOf(ctx.now), publishDays.of(ctx.centre)),
  }
}

/** One 整改单 for each point that failed. */
export async function issueOrders(ctx: Ctx, row: Inspection): Promise<void> {
  const findings = findingsIn(row)
  const target = row.target_name
  if (findings.length === 0) return tellInspected(ctx, row, texts.clean, { target })
  const points = new Map<string, Point>(
    (await pointsOf(ctx, row.sheet_id, row.sheet_version)).map(one => [one.key, one]),
  )
  const wanted = row.requirements as unknown as Submission['requirements']
  for (const { key, remark } of findings)
    await perform(asSystem(ctx), rectificationFlow, 'issue', null, {
      inspection_id: row.id,
      target_name: target,
      party_id: row.party_id,
      inspector_ids: await everSeated(ctx, row.id),
      point: points.get(key)?.text ?? '',
      finding: remark,
      requirement: wanted[key]?.requirement ?? '',
      due_days: wanted[key]?.days ?? rectifyDays.of(ctx.centre),
    })
  await tellInspected(ctx, row, texts.findings, { target, count: String(findings.length) })
}

async function everSeated(ctx: Ctx, inspectionId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('inspection_seat')
    .select('staff_id')
    .where('inspection_id', '=', inspectionId)
    .limit(50)
    .execute()
  return rows.map(row => row.staff_id)
}

/** Inspectors need not go, and who was to be inspected need not wait. */
export async function tellExcused(ctx: Ctx, row: Inspection, { reason }: { reason: string }): Promise<void> {
  const values = { target: row.target_name, reason }
  await tellInspected(ctx, row, texts.excused, values, `/inspections/${row.plan_id}`)
  await tell(
    ctx,
    ...row.inspector_ids.map(id =>
      message({ staff: id }, texts.excused, values, `/desk/inspections/${row.id}`),
    ),
  )
}

/** Back to the spot: nobody has confirmed any more. */
export async function sendBack(ctx: Ctx, inspectionId: string, reason: string): Promise<void> {
  const seats = await ctx.db
    .selectFrom('inspection_seat')
    .select('id')
    .where('inspection_id', '=', inspectionId)
    .where('state', 'in', ['asked', 'confirmed'])
    .limit(10)
    .execute()
  await performMany(
    asSystem(ctx),
    seatFlow,
    'release',
    seats.map(one => one.id),
  )
  const { row } = await perform(asSystem(ctx), inspectionFlow, 'reopen', inspectionId, { reason })
  const { target_name: target, inspector_ids } = row as unknown as Inspection
  await tell(
    ctx,
    ...inspector_ids
      .filter(id => id !== ctx.actor.staffId)
      .map(id =>
        message({ staff: id }, texts.returned, { target, reason }, `/desk/inspections/${inspectionId}`),
      ),
  )
}
