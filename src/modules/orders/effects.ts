import { sql } from 'kysely'
import { serviceCaseFlow } from '#modules/cases'
import { addDays, type Day, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { type AnyWorkflow, type RowOf, workflows } from '#platform/workflow'
import { agreementText, digestOf, planIn, signersOf } from './agreement.ts'
import type { Confirmation, Opening, Termination } from './inputs.ts'
import { kindOfItem } from './kind-queries.ts'
import { texts } from './messages.ts'
import { checkPlan, oneStage, type Planned, type Planning, planOf, type Stage, workDaysTo } from './plan.ts'

type Order = RowOf<'service_order'>

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
const milestones = (): AnyWorkflow => workflows.get('milestone') as AnyWorkflow

/** What an order takes over from the quote that was agreed, and from the kind as it is today. */
export async function open(ctx: Ctx, _row: Order, input: Opening) {
  const agreed = await ctx.db
    .selectFrom('service_case')
    .innerJoin('quote', join =>
      join
        .onRef('quote.case_id', '=', 'service_case.id')
        .onRef('quote.centre_id', '=', 'service_case.centre_id'),
    )
    .select([
      'service_case.item_id',
      'service_case.party_id',
      'service_case.proxy_id',
      'service_case.channel',
    ])
    .select(['service_case.applicant_identity_id', 'service_case.title'])
    .select(['quote.id as quote_id', 'quote.provider_id', 'quote.party_id as provider_party_id'])
    .select(['quote.price_fen', 'quote.days', 'quote.proposal'])
    .where('service_case.id', '=', input.case_id)
    .where('quote.state', '=', 'agreed')
    .executeTakeFirstOrThrow()
  const { proxy_id, applicant_identity_id, proposal, price_fen, days, ...rest } = agreed
  const kind = await kindOfItem(ctx, agreed.item_id)
  const today = dayOf(ctx.now)
  return {
    ...rest,
    case_id: input.case_id,
    number: sql<string>`next_order_number(${today})`,
    proxy_identity_id: proxy_id === null ? null : applicant_identity_id,
    kind_code: kind?.code ?? null,
    kind_version: kind?.number ?? null,
    scope: proposal ?? '',
    price_fen: price_fen ?? 0,
    days: days ?? 1,
    warranty_days: kind?.warranty_days ?? 0,
    agreed_at: ctx.now,
    ...(input.agreement && {
      plan: JSON.stringify(
        planOf(ctx, kind?.stages ?? oneStage, { price_fen: price_fen ?? 0, days: days ?? 1, from: today }),
      ),
    }),
  }
}

/**
 * The case is delivered by milestones where an agreement is made, and in one piece where none is. Once it is in force, the
 * case is not late before the last day that both agreed on.
 */
export async function sayHowDelivered(ctx: Ctx, row: Order): Promise<void> {
  await perform(asSystem(ctx), serviceCaseFlow, 'deliverBy', row.case_id, {
    milestones: row.state !== 'simple',
    until: row.state === 'running' ? await lastDayOf(ctx, row.id) : null,
  })
}

async function lastDayOf(ctx: Ctx, orderId: string): Promise<Day | null> {
  const { day } = await ctx.db
    .selectFrom('milestone')
    .select(({ fn }) => fn.max('due_on').as('day'))
    .where('order_id', '=', orderId)
    .where('state', '!=', 'cancelled')
    .executeTakeFirstOrThrow()
  return day
}

const ofCase = (ctx: Ctx, row: Order) =>
  ctx.db.selectFrom('service_case').select('state').where('id', '=', row.case_id).executeTakeFirstOrThrow()

/** Whatever was confirmed is not confirmed any more. */
export const unconfirmed = (plan: readonly Planned[]) => ({
  plan: JSON.stringify(plan),
  agreement: null,
  digest: null,
  recipient_confirmed_at: null,
  recipient_confirmed_by: null,
  provider_confirmed_at: null,
  provider_confirmed_by: null,
})

/** The plan as the kind says, from the version that the order was made under. */
export async function require(ctx: Ctx, row: Order) {
  if ((await ofCase(ctx, row)).state !== 'in_delivery')
    throw conflict('服务商已经交付，等对方确认，不再改签协议。')
  const version = await ctx.db
    .selectFrom('support_kind_version')
    .innerJoin('support_kind', 'support_kind.id', 'support_kind_version.kind_id')
    .select('stages')
    .where('support_kind.code', '=', row.kind_code ?? '')
    .where('support_kind_version.number', '=', row.kind_version ?? 0)
    .executeTakeFirst()
  const stages = (version?.stages as unknown as Stage[] | undefined) ?? oneStage
  const { price_fen, days } = row
  return unconfirmed(planOf(ctx, stages, { price_fen, days, from: dayOf(ctx.now) }))
}

export const currentPlan = async (_ctx: Ctx, row: Order | null) =>
  row ? { plan: planIn(row), warranty_days: row.warranty_days } : {}

export async function adjust(ctx: Ctx, row: Order, input: Planning) {
  checkPlan(input.plan, row.price_fen, dayOf(ctx.now))
  return { ...unconfirmed(input.plan), warranty_days: input.warranty_days }
}

/** The text as it stands: frozen once one side has confirmed it. */
export const textOf = async (ctx: Ctx, row: Order): Promise<string> =>
  row.agreement ?? agreementText(row, await signersOf(ctx, row), ctx.centre.name)

export const textToConfirm = async (ctx: Ctx, row: Order | null) =>
  row ? { digest: digestOf(await textOf(ctx, row)) } : {}

export async function confirm(ctx: Ctx, row: Order, input: Confirmation, side: 'recipient' | 'provider') {
  const agreement = await textOf(ctx, row)
  const digest = digestOf(agreement)
  if (input.digest !== digest) throw conflict('协议内容刚刚有改动，请重新核对后再确认。')
  checkDays(ctx, row)
  const other = side === 'recipient' ? row.provider_confirmed_at : row.recipient_confirmed_at
  return {
    agreement,
    digest,
    ...(side === 'recipient'
      ? { recipient_confirmed_at: ctx.now, recipient_confirmed_by: ctx.actor.name }
      : { provider_confirmed_at: ctx.now, provider_confirmed_by: ctx.actor.name }),
    ...(other !== null && { in_force_at: ctx.now }),
  }
}

/** Nobody agrees to a day that has passed. */
function checkDays(ctx: Ctx, row: Order): void {
  if (planIn(row).some(one => one.due_on < dayOf(ctx.now)))
    throw invalid({ '': '有里程碑的交付日期已经过了，请服务商或工作人员先调整日期。' })
}

/** Once both have confirmed, what was planned becomes milestones to work on. */
export async function begin(ctx: Ctx, row: Order): Promise<void> {
  if (row.state !== 'running') return
  const today = dayOf(ctx.now)
  for (const [at, one] of planIn(row).entries())
    await perform(asSystem(ctx), milestones(), 'open', null, {
      ...one,
      order_id: row.id,
      position: at + 1,
      work_days: workDaysTo(ctx, today, one.due_on),
      channel: row.channel,
      party_id: row.party_id,
      provider_party_id: row.provider_party_id,
      proxy_identity_id: row.proxy_identity_id,
    })
  await sayHowDelivered(ctx, row)
}

/** 质保: so many calendar days, beginning on the day after the last acceptance. */
export async function warrantyFromNow(ctx: Ctx, row: Order) {
  return {
    completed_at: ctx.now,
    ...(row.warranty_days > 0
      ? { warranty_until: addDays(dayOf(ctx.now), row.warranty_days) }
      : { ended_at: ctx.now }),
  }
}

export async function complete(ctx: Ctx, row: Order) {
  const accepted = await acceptedOf(ctx, row.id)
  if (accepted.length === 0) throw conflict('还没有验收通过的里程碑。')
  return warrantyFromNow(ctx, row)
}

const acceptedOf = (ctx: Ctx, orderId: string) =>
  ctx.db
    .selectFrom('milestone')
    .select(['id', 'accepted_how'])
    .where('order_id', '=', orderId)
    .where('state', '=', 'accepted')
    .orderBy('accepted_at')
    .orderBy('position')
    .limit(50)
    .execute()

/** The case goes on by itself, so that rating and statistics follow as from any other; accepted in silence is marked. */
export async function fulfilCase(ctx: Ctx, row: Order): Promise<void> {
  const accepted = await acceptedOf(ctx, row.id)
  const by_time = accepted.at(-1)?.accepted_how === 'time'
  await perform(asSystem(ctx), serviceCaseFlow, 'fulfil', row.case_id, { by_time })
}

/**
 * Ends what is open. Children are locked before their parent everywhere else; whoever comes from the parent does not wait
 * for them, so that two never wait for each other.
 */
export async function stopMilestones(ctx: Ctx, row: Order): Promise<void> {
  const open = ['planned', 'delivered', 'returned']
  const of = ctx.db
    .selectFrom('milestone')
    .select('id')
    .where('order_id', '=', row.id)
    .where('state', 'in', open)
  const all = await of.limit(50).execute()
  const free = await of.orderBy('id').limit(50).forUpdate().skipLocked().execute()
  if (free.length < all.length) throw conflict('对方正在办理其中一个里程碑，请稍后再试。')
  for (const { id } of free) await perform(asSystem(ctx), milestones(), 'cancel', id)
  const proposed = await ctx.db
    .selectFrom('order_amendment')
    .select('id')
    .where('order_id', '=', row.id)
    .where('state', '=', 'proposed')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (proposed)
    await perform(asSystem(ctx), workflows.get('order_amendment') as AnyWorkflow, 'lapse', proposed.id)
}

/** 提前终止: what was accepted stays payable; the case is handed back, or closed with what there is. */
export async function end(ctx: Ctx, row: Order, input: Termination): Promise<void> {
  await stopMilestones(ctx, row)
  for (const party of [row.party_id, row.provider_party_id])
    await tell(
      ctx,
      message(
        { party },
        texts.terminated,
        { item: row.title, number: row.number, reason: input.reason },
        `/my/orders/${row.id}`,
      ),
    )
  const closes = input.goes_on === 'close' && (await acceptedOf(ctx, row.id)).length > 0
  if (closes) await perform(asSystem(ctx), serviceCaseFlow, 'fulfil', row.case_id, { by_time: false })
  else
    await perform(asSystem(ctx), serviceCaseFlow, 'handBack', row.case_id, {
      reason: `订单提前终止：${input.reason}`.slice(0, 500),
    })
}

/** 'DD-20261128-0001 · 独秀山专业合作社', by order. */
export async function orderHints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('service_order')
    .innerJoin('party', 'party.id', 'service_order.party_id')
    .select(['service_order.id', 'number', 'party.name'])
    .where('service_order.id', 'in', [noId, ...ids])
    .limit(500)
    .execute()
  return new Map(rows.map(row => [row.id, `${row.number} · ${row.name}`]))
}
