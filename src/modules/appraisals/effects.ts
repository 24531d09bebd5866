import { sql } from 'kysely'
import { staffFlow } from '#modules/team'
import { dayOf, workingDaysBetween } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { perform, performMany } from '#platform/perform'
import { periodFrom } from '#platform/periods'
import { checkFlow } from './check.ts'
import * as commissioning from './commission-inputs.ts'
import { findingFlow } from './finding.ts'
import type * as inputs from './inputs.ts'
import { memberFlow } from './member.ts'
import type { Appraisal } from './people.ts'
import { itemsOfSheet } from './queries/commissioning.ts'
import { frameOf } from './register.ts'
import { registerOf } from './registers.ts'
import { digestOf, drawSample, writeFrame } from './sampling.ts'
import { itemLabel, itemsIn, openItems, type Scores, scoresIn, totalOf } from './scores.ts'
import { leastMembers } from './settings.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** The sheet is copied: what is scored by stays as it was, whatever becomes of the sheet. */
export async function commissioned(ctx: Ctx, _row: Appraisal, input: commissioning.Commission) {
  const { member_ids: _members, contract: _contract, ...columns } = input
  const sheet = await itemsOfSheet(ctx, input.sheet_id)
  if (sheet.items.length === 0) throw invalid({ sheet_id: '这张评分表没有评分项。' })
  await onlyOne(ctx, input.period)
  return {
    ...columns,
    title: `${periodFrom(input.period).label}第三方评价`,
    sheet_name: sheet.name,
    sheet_version: sheet.version,
    items: JSON.stringify(sheet.items),
    opening: commissioning.usualOpening(input.assessor),
    work_days: daysLeft(ctx, input),
    made_at: ctx.now,
  }
}

async function onlyOne(ctx: Ctx, period: string): Promise<void> {
  // Two who commission at once come one after the other: the second is told in words.
  await sql`select pg_advisory_xact_lock(hashtext(${`appraisal ${ctx.centre.id} ${period}`}))`.execute(ctx.db)
  const known = await ctx.db
    .selectFrom('appraisal')
    .select('title')
    .where('period', '=', period)
    .where('state', '!=', 'terminated')
    .executeTakeFirst()
  if (known) throw conflict(`这一期已经委托过：${known.title}。`)
}

const daysLeft = (ctx: Ctx, { first_day, last_day }: { first_day: string; last_day: string }): number => {
  const from = first_day > dayOf(ctx.now) ? first_day : dayOf(ctx.now)
  return Math.max(1, workingDaysBetween(ctx.centre.calendar, from, last_day))
}

export async function seated(
  ctx: Ctx,
  row: Appraisal,
  { member_ids }: commissioning.Commission,
): Promise<void> {
  for (const staff_id of new Set(member_ids)) await seat(ctx, row, staff_id)
}

export const added = (ctx: Ctx, row: Appraisal, { staff_id }: commissioning.Added): Promise<void> =>
  seat(ctx, row, staff_id)

async function seat(ctx: Ctx, row: Appraisal, staff_id: string): Promise<void> {
  await bind(ctx, row, staff_id)
  await perform(asSystem(ctx), memberFlow, 'ask', null, { appraisal_id: row.id, staff_id })
}

/** The account of a member lasts as long as the contract, and no day longer. */
async function bind(ctx: Ctx, { first_day, last_day }: Appraisal, staffId: string): Promise<void> {
  const from = first_day < dayOf(ctx.now) ? first_day : dayOf(ctx.now)
  await perform(asSystem(ctx), staffFlow, 'bind', staffId, { contract_from: from, contract_until: last_day })
}

export async function bindAll(ctx: Ctx, row: Appraisal): Promise<void> {
  const members = await ctx.db
    .selectFrom('appraisal_member')
    .select('staff_id')
    .where('appraisal_id', '=', row.id)
    .where('state', 'in', ['asked', 'declared'])
    .limit(100)
    .execute()
  for (const { staff_id } of members) await bind(ctx, row, staff_id)
}

/** Nobody begins alone: who drafts and who signs are two. */
export async function begun(ctx: Ctx, row: Appraisal) {
  const least = leastMembers.of(ctx.centre)
  if (row.team_ids.length < least) throw conflict(`作过声明的评价人员不足 ${least} 人，请先增加。`)
  return { work_days: daysLeft(ctx, row) }
}

export const scripted = async (_ctx: Ctx, _row: Appraisal, { opening, fields }: inputs.Script) => ({
  opening,
  script: JSON.stringify({ fields }),
})

const mostInFrame = 20_000

/** The list is fixed, then shuffled by the seed; each drawn record becomes a check. */
export async function drawn(ctx: Ctx, row: Appraisal, input: inputs.Drawing): Promise<void> {
  const register = registerOf(input.register)
  if (!register) throw invalid({ register: '没有这本台账' })
  const records = await frameOf(ctx, register, periodFrom(row.period), mostInFrame)
  if (records.length === 0) throw invalid({ register: '这本台账在这一期没有记录' })
  if (records.length > mostInFrame)
    throw invalid({ register: `这本台账超过 ${mostInFrame} 条，请请主管部门协助分段抽样` })
  const size = Math.min(input.size, records.length)
  const frame = writeFrame({ register: register.label, period: row.period, ids: records.map(one => one.id) })
  const { id } = await keepDraw(ctx, row, {
    ...input,
    frame,
    digest: digestOf(frame),
    people: records.length,
    size,
  })
  const titles = new Map(records.map(one => [one.id, one.title]))
  for (const [at, record_id] of drawSample(frame, input.seed, size).entries())
    await perform(asSystem(ctx), checkFlow, 'pick', null, {
      ...{ appraisal_id: row.id, draw_id: id, rank: at + 1, method: input.method },
      ...{ register: register.name, record_id, title: titles.get(record_id) ?? register.label },
    })
}

async function keepDraw(
  ctx: Ctx,
  row: Appraisal,
  { register, method, seed, ...draw }: inputs.Drawing & { frame: string; digest: string; people: number },
): Promise<{ id: string }> {
  const kept = await ctx.db
    .insertInto('appraisal_draw')
    .values({
      ...{ appraisal_id: row.id, register, method, seed, size: draw.size },
      ...{ frame: draw.frame, digest: draw.digest, people: draw.people },
      drawn_by: ctx.actor.staffId as string,
      drawn_at: ctx.now,
    })
    .onConflict(known =>
      known.columns(['centre_id', 'appraisal_id', 'register', 'method', 'seed']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!kept) throw invalid({ seed: '这本台账已经用这个种子抽过，结果是一样的；要另抽，请换一个种子' })
  return kept
}

export async function scored(_ctx: Ctx, row: Appraisal, { scores, remarks }: inputs.Scored) {
  const now: Scores = Object.fromEntries(
    itemsIn(row).flatMap(item => {
      const mark = scores[item.key]
      return mark === undefined
        ? []
        : [[item.key, { score: Math.round(mark * 10), remark: remarks[item.key] ?? '' }]]
    }),
  )
  return { scores: JSON.stringify({ ...scoresIn(row), ...now }) }
}

export async function drafted(ctx: Ctx, row: Appraisal, { conclusion }: inputs.Concluded) {
  const open = openItems(row)
  if (open.length > 0)
    throw conflict(`还有 ${open.length} 项没有评分：${open.slice(0, 5).map(itemLabel).join('、')}。`)
  const { count } = await ctx.db
    .selectFrom('appraisal_check')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('appraisal_id', '=', row.id)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  if (Number(count) > 0) throw conflict(`还有 ${count} 个抽中的没有核查，请核查完，或者登记联系不上。`)
  return { conclusion, drafted_at: ctx.now, drafted_by: ctx.actor.staffId }
}

export const issued = async (ctx: Ctx, row: Appraisal) => ({
  issued_at: ctx.now,
  issued_score: totalOf(row),
})

const findingIds = async (
  ctx: Ctx,
  row: Appraisal,
  states: ReadonlyArray<'noted' | 'accepted' | 'contested'>,
) => {
  const rows = await ctx.db
    .selectFrom('appraisal_finding')
    .select('id')
    .where('appraisal_id', '=', row.id)
    .where('state', 'in', [...states])
    .orderBy('number')
    .limit(200)
    .execute()
  return rows.map(one => one.id)
}

export async function issueFindings(ctx: Ctx, row: Appraisal): Promise<void> {
  await performMany(asSystem(ctx), findingFlow, 'issue', await findingIds(ctx, row, ['noted']))
}

export const replied = async (ctx: Ctx, _row: Appraisal, { reply }: inputs.Reply) => ({
  reply,
  replied_at: ctx.now,
})

export async function sendAnswers(ctx: Ctx, row: Appraisal): Promise<void> {
  const ids = await findingIds(ctx, row, ['accepted', 'contested'])
  await performMany(asSystem(ctx), findingFlow, 'send', ids)
}

export const finalised = async (ctx: Ctx, row: Appraisal, { final_word }: inputs.FinalWord) => ({
  final_word,
  final_score: totalOf(row),
  finalised_at: ctx.now,
})
