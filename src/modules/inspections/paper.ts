import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { pdf } from '#platform/documents'
import { date, dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { find } from '#platform/perform'
import { profileOf } from '#platform/profile'
import { type Inspection, inspectionFlow } from './inspection.ts'
import { seatsOf } from './queries.ts'
import { type Rectification, rectificationFlow } from './rectification.ts'
import { shownSheet } from './view.ts'
import { type Plan, planFlow } from './workflow.ts'

const planOf = async (ctx: Ctx, id: string) =>
  (await find({ ...ctx, actor: system }, planFlow, id)) as unknown as Plan

const sent = (c: Http, name: string, made: Buffer): Response =>
  c.body(new Uint8Array(made), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'no-store',
  })

/** 整改通知书 of one order, for whoever may read it. */
export async function noticePdf(ctx: Ctx, c: Http): Promise<Answer> {
  const order = (await find(ctx, rectificationFlow, c.req.param('id') ?? '')) as unknown as Rectification
  const inspection = await ctx.db
    .selectFrom('inspection')
    .select(['plan_id', 'inspected_on'])
    .where('id', '=', order.inspection_id)
    .executeTakeFirstOrThrow()
  const plan = await planOf(ctx, inspection.plan_id)
  const { supervisor, phone } = profileOf(ctx.centre)
  const notice = {
    issuer: supervisor || ctx.centre.name,
    number: order.number,
    target: order.target_name,
    plan: `${plan.title}（${plan.number}）`,
    inspectedOn: inspection.inspected_on ?? dayOf(order.issued_at),
    point: order.point,
    finding: order.finding,
    requirement: order.requirement,
    dueOn: order.due_on,
    phone,
    issuedOn: date(order.issued_at),
  }
  return async () => sent(c, `整改通知书-${order.number}.pdf`, await pdf('rectification', notice))
}

/** 检查表 of one inspection, filled in as far as it is; blank it goes along on paper. */
export async function sheetPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const inspection = (await find(ctx, inspectionFlow, c.req.param('id') ?? '')) as unknown as Inspection
  const [plan, { points }, seats, sheet] = await Promise.all([
    planOf(ctx, inspection.plan_id),
    shownSheet(ctx, inspection),
    seatsOf(ctx, [inspection.id]),
    ctx.db
      .selectFrom('inspection_sheet')
      .select('name')
      .where('id', '=', inspection.sheet_id)
      .executeTakeFirstOrThrow(),
  ])
  const paper = {
    centre: ctx.centre.name,
    title: sheet.name,
    version: inspection.sheet_version,
    plan: `${plan.title}（${plan.number}）`,
    target: inspection.target_name,
    inspectedOn: inspection.inspected_on,
    inspectors: (seats.get(inspection.id) ?? [])
      .filter(seat => seat.state !== 'replaced')
      .map(seat => ({
        name: seat.name,
        confirmed: seat.confirmed_at && dateTime(seat.confirmed_at),
      })),
    points: points.map(point => ({
      text: point.text,
      help: point.help,
      verdict: point.verdict?.label ?? '',
      remark: point.remark,
      photos: point.photos.length,
    })),
    score: inspection.score,
    opinion: inspection.opinion ?? '',
    printedAt: dateTime(ctx.now),
  }
  return async () => sent(c, `检查表-${inspection.target_name}.pdf`, await pdf('inspection', paper))
}
