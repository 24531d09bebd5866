import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { noId } from '#platform/ids'
import { working } from './levels.ts'

export const stationById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('station').selectAll().where('id', '=', id).executeTakeFirst()

/** The station, held until the transaction is over: what is done there at once is done one after the other. */
export async function lockedStation(ctx: Ctx, id: string) {
  const station = await ctx.db
    .selectFrom('station')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!station) throw notFound('这个服务站')
  return station
}

/** The station whose head the actor is: the one that is not over, or else the last. */
export const stationOfHead = (ctx: Ctx) =>
  ctx.db
    .selectFrom('station')
    .selectAll()
    .where('head_identity_id', '=', ctx.actor.identityId)
    .orderBy(sql`state in ('closed', 'refused')`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Stations that the centre noted this phone for, and that nobody has taken over yet. */
export const claimableStations = (ctx: Ctx, phone: string) =>
  ctx.db
    .selectFrom('station')
    .select(['id', 'name'])
    .where('head_phone', '=', phone)
    .where('head_identity_id', 'is', null)
    .where('state', 'not in', ['closed', 'refused'])
    .limit(10)
    .execute()

/** Names of the stations that records belong to, by record. */
export async function stationHints(
  ctx: Ctx,
  table: 'station_rectification' | 'station_check' | 'station_entry' | 'errand',
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom(table)
    .innerJoin('station', 'station.id', `${table}.station_id`)
    .select([`${table}.id`, 'station.name'])
    .where(`${table}.id`, 'in', [noId, ...ids])
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

export interface StationFilter {
  question: string
  town: string
  state: string
  level: string
}

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Stations for the workbench, by code; with the last day that somebody entered and the last check. */
export async function stationList(ctx: Ctx, filter: StationFilter, limit: number) {
  let query = ctx.db
    .selectFrom('station')
    .leftJoin('staff', 'staff.id', 'station.keeper_id')
    .selectAll('station')
    .select(eb => [
      'staff.name as keeper',
      eb
        .selectFrom('station_entry')
        .whereRef('station_entry.station_id', '=', 'station.id')
        .select(({ fn }) => fn.max('day').as('day'))
        .as('last_entry'),
      eb
        .selectFrom('station_check')
        .whereRef('station_check.station_id', '=', 'station.id')
        .select('grade')
        .orderBy('id', 'desc')
        .limit(1)
        .as('last_grade'),
      eb
        .selectFrom('station_check')
        .whereRef('station_check.station_id', '=', 'station.id')
        .select(({ fn }) => fn.max('checked_on').as('day'))
        .as('last_check'),
    ])
    .orderBy('station.code')
    .limit(limit)
  if (filter.state) query = query.where('station.state', '=', filter.state)
  if (filter.town) query = query.where('station.town', '=', filter.town)
  if (filter.level) query = query.where('station.level', '=', filter.level)
  const { question } = filter
  if (question)
    query = query.where(eb =>
      eb.or([
        eb('station.name', 'like', like(question)),
        eb('station.code', 'like', like(question.toUpperCase())),
        eb('station.head_name', 'like', like(question)),
        eb('station.address', 'like', like(question)),
      ]),
    )
  return query.execute()
}

/** For everyone: stations that serve people, with the last day that something was entered. No head, no personal number. */
export const openStations = (ctx: Ctx) =>
  ctx.db
    .selectFrom('station')
    .select(eb => [
      'station.id',
      'station.name',
      'level',
      'town',
      'village',
      'address',
      'phone',
      'hours',
      'offers',
      eb
        .selectFrom('station_entry')
        .whereRef('station_entry.station_id', '=', 'station.id')
        .select(({ fn }) => fn.max('day').as('day'))
        .as('last_entry'),
    ])
    .where('state', 'in', [...working])
    .orderBy(sql`town nulls last`)
    .orderBy('level')
    .orderBy('station.name')
    .limit(1_000)
    .execute()

export const openStation = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('station')
    .select(eb => [
      'station.id',
      'name',
      'level',
      'town',
      'village',
      'address',
      'longitude',
      'latitude',
      'phone',
      'hours',
      'offers',
      'opened_on',
      eb
        .selectFrom('station_entry')
        .whereRef('station_entry.station_id', '=', 'station.id')
        .select(({ fn }) => fn.max('day').as('day'))
        .as('last_entry'),
    ])
    .where('station.id', '=', id)
    .where('state', 'in', [...working])
    .executeTakeFirst()

/** Every open record that a member of staff takes care of. */
export const keptBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('station')
    .select('id')
    .where('keeper_id', '=', staffId)
    .where('state', 'not in', ['closed', 'refused'])
    .limit(1_000)
    .execute()

/** Where the stations of a town are, as far as it was noted. */
export const stationPlaces = (ctx: Ctx, town: string) =>
  ctx.db
    .selectFrom('station')
    .select(['longitude', 'latitude'])
    .where('town', '=', town)
    .where('longitude', 'is not', null)
    .where('state', 'in', ['open', 'rectifying', 'closing'])
    .limit(100)
    .execute()
