import { sql } from 'kysely'
import { fewestRatings, type Qualification } from '#modules/catalogue'
import { substantiatedAgainst } from '#modules/complaints'
import { addDays, addWorkingDays, dayOf, endOfDay, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { countOrders, daysHidden, type Order, type Period, type PeriodFacts, touches } from '../facts.ts'

/** As many as one page still shows; what is counted is not cut. */
const mostListed = 200

/** Everything that the centre knows of a provider in a period, as of now. */
export async function factsIn(ctx: Ctx, providerId: string, period: Period): Promise<PeriodFacts> {
  const [orders, ratings, complaints, qualifications, hiddenDays] = await Promise.all([
    ordersOf(ctx, providerId, period),
    ratingsIn(ctx, providerId, period),
    substantiatedAgainst(ctx, providerId, startOfDay(period.from), endOfDay(period.to)),
    lackingNow(ctx, providerId),
    hiddenIn(ctx, providerId, period),
  ])
  return {
    orders: countOrders(orders, period),
    ...{ ratings, complaints, qualifications, hiddenDays },
    list: orders.filter(order => touches(order, period)).slice(0, mostListed),
  }
}

/** No quote promises more than 366 working days. */
const longestOrder = 550

/**
 * The orders that may have to do with a period, latest first: when they were agreed, due, delivered and over. The case
 * forgets the provider when it is handed back; quote and journal do not.
 */
async function ordersOf(ctx: Ctx, providerId: string, period: Period): Promise<Order[]> {
  const step = (action: string) => sql`(select min(at) from journal
    where flow = 'service_case' and record_id = quote.case_id and action = ${action} and at >= agreed.at)`
  const { rows } = await sql<{
    case_id: string
    days: number
    number: string
    title: string
    state: string
    agreed_at: Date
    delivered_at: Date | null
    handed_back_at: Date | null
    closed_at: Date | null
  }>`
    select quote.case_id, quote.days, number, title, service_case.state, agreed.at as agreed_at,
      ${step('deliver')} as delivered_at, ${step('handBack')} as handed_back_at, closed_at
    from quote
      join journal agreed on agreed.flow = 'quote' and agreed.action = 'agree' and agreed.record_id = quote.id
      join service_case on service_case.id = quote.case_id
    where quote.provider_id = ${providerId} and quote.state = 'agreed'
      and agreed.at >= ${startOfDay(addDays(period.from, -longestOrder))} and agreed.at <= ${endOfDay(period.to)}
    order by agreed.at desc limit 5000`.execute(ctx.db)
  return rows.map(row => {
    const back = row.handed_back_at
    const delivered = row.delivered_at && (!back || row.delivered_at < back) ? row.delivered_at : null
    const outcome = back
      ? 'handed_back'
      : row.state === 'closed'
        ? 'done'
        : row.state === 'withdrawn'
          ? 'cancelled'
          : 'under_way'
    const over = outcome === 'under_way' ? null : (back ?? row.closed_at)
    const agreed = dayOf(row.agreed_at)
    return {
      case_id: row.case_id,
      number: row.number,
      title: row.title,
      agreed_on: agreed,
      due_on: addWorkingDays(ctx.centre.calendar, agreed, row.days),
      delivered_on: delivered && dayOf(delivered),
      outcome,
      ended_on: over && dayOf(over),
    }
  })
}

/**
 * Ratings have a month and no day: those of the month in which the period begins count, those of the month in which the
 * next one begins do not. Fewer than can be shown have no mean.
 */
async function ratingsIn(
  ctx: Ctx,
  providerId: string,
  { from, to }: Period,
): Promise<PeriodFacts['ratings']> {
  const { total, sum } = await ctx.db
    .selectFrom('rating')
    .select(({ fn }) => [fn.countAll<number>().as('total'), fn.sum<number | null>('mark').as('sum')])
    .where('provider_id', '=', providerId)
    .where('month', '>=', from.slice(0, 7))
    .where('month', '<', addDays(to, 1).slice(0, 7))
    .executeTakeFirstOrThrow()
  return { total, average: total >= fewestRatings ? Math.round((Number(sum) / total) * 10) : null }
}

async function lackingNow(ctx: Ctx, providerId: string): Promise<string[]> {
  const provider = await ctx.db
    .selectFrom('provider')
    .select('qualifications')
    .where('id', '=', providerId)
    .executeTakeFirstOrThrow()
  const all = provider.qualifications as unknown as Qualification[]
  if (all.length === 0) return ['没有登记资质']
  const today = dayOf(ctx.now)
  return all
    .filter(one => one.valid_until !== null && one.valid_until < today)
    .map(one => `${one.name}（${one.valid_until} 到期）`)
}

/** What brings a hidden entry back, or makes hiding it pointless. */
const turns = ['hide', 'affirm', 'readmit', 'resume', 'suspend', 'leave']

async function hiddenIn(ctx: Ctx, providerId: string, period: Period): Promise<number> {
  const rows = await ctx.db
    .selectFrom('journal')
    .select(['action', 'at'])
    .where('record_id', '=', providerId)
    .where('flow', '=', 'provider')
    .where('action', 'in', turns)
    .where('at', '<=', endOfDay(period.to))
    .orderBy('id')
    .limit(5_000)
    .execute()
  return daysHidden(
    rows.map(row => ({ hidden: row.action === 'hide', day: dayOf(row.at) })),
    period,
  )
}
