import { type RawBuilder, sql } from 'kysely'
import { endOfDay, startOfDay } from './calendar.ts'
import type { Ctx } from './ctx.ts'
import type { Period } from './periods.ts'

/**
 * Somebody who was really served (6.1: only those are asked how it was). A person is known by their account or, where they
 * have none, by the phone they left; without either nobody can be asked.
 */
export interface Served {
  identityId: string | null
  partyId: string | null
  /** '' where none was left. */
  phone: string
  /** Division code; null where the record has none. */
  town: string | null
  /** What was done for them: the id of an item of the directory, else the kind of service ('consulting', 'training' …). */
  serviceKey: string
  /** 短视频拍摄 */
  serviceName: string
  servedAt: Date
  /** Staff who had a hand in it: they are not the ones to ask. */
  servedBy: readonly string[]
}

/** One kind of service, declared beside its queries by the module that owns the records. */
export interface ServedSource {
  /** 'consulting': the module. */
  code: string
  label: string
  /** Everybody whom it served in the period, at most `limit` of them, newest first. */
  list(ctx: Ctx, period: Pick<Period, 'first' | 'last'>, limit: number): Promise<Served[]>
}

export const servedSources = new Map<string, ServedSource>()

export function defineServed(source: ServedSource): void {
  if (servedSources.has(source.code)) throw new Error(`served source ${source.code} is declared twice`)
  servedSources.set(source.code, source)
}

/** Staff who did something on a record, for a query: `servedBy('booking', sql.ref('b.id'))`. */
export const servedBy = (flow: string, record: RawBuilder<unknown>): RawBuilder<string[]> =>
  sql<string[]>`array(select distinct staff_id from journal
    where flow = ${flow} and record_id = ${record} and staff_id is not null)`

interface Row {
  identity_id: string | null
  party_id: string | null
  phone: string | null
  town: string | null
  key: string
  name: string
  at: Date
  by: Array<string | null>
}

/** Runs the query of a source, whose columns are those of `Row`. */
export async function servedRows(ctx: Ctx, query: RawBuilder<unknown>, limit: number): Promise<Served[]> {
  const { rows } = await sql<Row>`select * from (${query}) served order by at desc limit ${limit}`.execute(
    ctx.db,
  )
  return rows.map(row => ({
    ...{ identityId: row.identity_id, partyId: row.party_id, phone: row.phone ?? '', town: row.town },
    ...{ serviceKey: row.key, serviceName: row.name, servedAt: row.at },
    servedBy: [...new Set(row.by)].filter(id => id !== null),
  }))
}

/** The instants of a span of days, for a query on timestamps. */
export const between = (
  column: string,
  { first, last }: Pick<Period, 'first' | 'last'>,
): RawBuilder<boolean> => sql<boolean>`${sql.ref(column)} between ${startOfDay(first)} and ${endOfDay(last)}`
