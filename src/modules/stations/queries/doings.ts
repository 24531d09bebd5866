import { sql } from 'kysely'
import { addDays, type Day } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { working } from '../levels.ts'

/** The first and the last day of '2026-11'. */
export const daysOfMonth = (month: string): [Day, Day] => {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
  return [`${month}-01`, addDays(next, -1)]
}

/** What a station entered in a month, day by day; a day without a row was not entered. */
export const entriesOf = (ctx: Ctx, stationId: string, month: string) => {
  const [first, last] = daysOfMonth(month)
  return ctx.db
    .selectFrom('station_entry')
    .selectAll()
    .where('station_id', '=', stationId)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .orderBy('day', 'desc')
    .limit(31)
    .execute()
}

/** A month's sums for each station that was open in it, also for those that entered nothing. */
export async function monthByStation(ctx: Ctx, month: string) {
  const [first, last] = daysOfMonth(month)
  const { rows } = await sql<MonthRow>`
    select s.id, s.code, s.name, s.town, s.state, s.opened_on,
      count(e.id)::int as entered, count(e.late_reason)::int as late,
      coalesce(sum(buy_count), 0)::int as buy_count, coalesce(sum(buy_fen), 0)::bigint as buy_fen,
      coalesce(sum(sell_count), 0)::int as sell_count, coalesce(sum(sell_fen), 0)::bigint as sell_fen,
      coalesce(sum(parcel_count), 0)::int as parcel_count, coalesce(sum(parcel_fen), 0)::bigint as parcel_fen,
      coalesce(sum(errand_count), 0)::int as errand_count, coalesce(sum(errand_fen), 0)::bigint as errand_fen
    from station s
    left join station_entry e on e.centre_id = s.centre_id and e.station_id = s.id and e.day between ${first} and ${last}
    where s.opened_on <= ${last} and (s.state <> 'closed' or e.id is not null)
    group by s.centre_id, s.id
    order by s.code limit 1000`.execute(ctx.db)
  return rows
}
export interface MonthRow {
  id: string
  code: string
  name: string
  town: string | null
  state: string
  opened_on: Day
  entered: number
  late: number
  buy_count: number
  buy_fen: number
  sell_count: number
  sell_fen: number
  parcel_count: number
  parcel_fen: number
  errand_count: number
  errand_fen: number
}

/** Checks, newest first: of one station, or of all. */
export const checks = (ctx: Ctx, stationId: string | null, limit: number) => {
  const query = ctx.db
    .selectFrom('station_check')
    .innerJoin('station', 'station.id', 'station_check.station_id')
    .innerJoin('staff', 'staff.id', 'station_check.checked_by')
    .selectAll('station_check')
    .select(['station.name as station', 'station.code as code', 'staff.name as inspector'])
    .orderBy('station_check.id', 'desc')
    .limit(limit)
  return stationId ? query.where('station_id', '=', stationId).execute() : query.execute()
}

/** Stations that serve people and were not checked since this day. */
export const uncheckedSince = (ctx: Ctx, since: Day) =>
  ctx.db
    .selectFrom('station')
    .select(['id', 'name', 'code'])
    .where('state', 'in', [...working])
    .where('opened_on', '<', since)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('station_check')
            .select('station_check.id')
            .whereRef('station_check.station_id', '=', 'station.id')
            .where('checked_on', '>=', since),
        ),
      ),
    )
    .orderBy('code')
    .limit(500)
    .execute()

export const rectificationsOf = (ctx: Ctx, stationId: string) =>
  ctx.db
    .selectFrom('station_rectification')
    .selectAll()
    .where('station_id', '=', stationId)
    .orderBy('id', 'desc')
    .limit(30)
    .execute()

export const errandsOf = (ctx: Ctx, stationId: string, identityId: string | null, limit = 50) => {
  const query = ctx.db
    .selectFrom('errand')
    .selectAll()
    .where('station_id', '=', stationId)
    .orderBy('id', 'desc')
    .limit(limit)
  return identityId ? query.where('identity_id', '=', identityId).execute() : query.execute()
}

/** How often the actor, and anybody about this phone, asked for a mandate since then. */
export async function errandsSince(ctx: Ctx, since: Date, phoneHash: string) {
  const { own, to_phone } = await ctx.db
    .selectFrom('errand')
    .select(({ fn, eb }) => [
      fn
        .countAll<number>()
        .filterWhere(eb('identity_id', '=', ctx.actor.identityId))
        .as('own'),
      fn
        .countAll<number>()
        .filterWhere(eb('phone_hash', '=', phoneHash))
        .as('to_phone'),
    ])
    .where('asked_at', '>=', since)
    .executeTakeFirstOrThrow()
  return { own, toPhone: to_phone }
}

export interface Doing {
  flow: 'service_case' | 'consultation' | 'activity_registration'
  id: string
  title: string
  number: string
  state: string
}

/** What was applied for, asked and registered for under a mandate, newest first. The tables are later modules'; this only reads them. */
export async function doingsUnder(ctx: Ctx, mandateId: string): Promise<Doing[]> {
  const most = 30
  const [cases, questions, registrations] = await Promise.all([
    ctx.db
      .selectFrom('service_case')
      .select(['id', 'title', 'number', 'state'])
      .where('proxy_id', '=', mandateId)
      .orderBy('id', 'desc')
      .limit(most)
      .execute(),
    ctx.db
      .selectFrom('consultation')
      .select(['id', 'number', 'state'])
      .where('proxy_id', '=', mandateId)
      .orderBy('id', 'desc')
      .limit(most)
      .execute(),
    ctx.db
      .selectFrom('activity_registration')
      .innerJoin('activity', 'activity.id', 'activity_registration.activity_id')
      .select(['activity_registration.id', 'activity.title', 'activity_registration.state'])
      .where('proxy_id', '=', mandateId)
      .orderBy('activity_registration.id', 'desc')
      .limit(most)
      .execute(),
  ])
  return [
    ...cases.map(row => ({ flow: 'service_case' as const, ...row })),
    ...questions.map(row => ({ flow: 'consultation' as const, title: '咨询', ...row })),
    ...registrations.map(row => ({ flow: 'activity_registration' as const, number: '活动报名', ...row })),
  ]
    .sort((a, b) => b.id.localeCompare(a.id))
    .slice(0, most)
}

/** Who asked on somebody's behalf, by a mandate that still holds, and what the record is called. */
export async function proxyOf(ctx: Ctx, flow: Doing['flow'], recordId: string) {
  const row = await ctx.db
    .selectFrom(flow)
    .innerJoin('mandate', 'mandate.id', `${flow}.proxy_id`)
    .select(['mandate.id', 'mandate.identity_id'])
    .where(`${flow}.id`, '=', recordId)
    .where('mandate.state', '=', 'active')
    .executeTakeFirst()
  const doing = row && (await doingsUnder(ctx, row.id)).find(one => one.id === recordId)
  return row && doing ? { ...doing, identity_id: row.identity_id } : undefined
}
