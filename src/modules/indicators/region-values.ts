import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { indicators } from '#platform/indicators'
import { type Period, type PeriodCode, type PeriodKind, partsOf, periodKinds } from '#platform/periods'
import { fewestReporters } from '#platform/suppression'
import { suppressSums } from '#platform/suppression/sums'
import { shapeOf, underHolding, type Version } from './dictionary.ts'
import { sumsOf } from './published.ts'
import type { Definition } from './standard.ts'
import type { Held } from './words.ts'

/** A county's figure as the region's role reads it. */
export interface RegionRow extends Held {
  centre_id: number
  code: string
  period: PeriodCode
  version: number
  state: string
}

/** What was read for some periods: the figures, and what must not be told. */
export interface Gathered {
  byCode: Map<string, RegionRow[]>
  /** By `untoldKey`. */
  untold: ReadonlySet<string>
  /** Where it stands among the others; the same in every centre. */
  entry(code: string): Entry | undefined
  /** What a centre's figure means: as the program declares it, or under a version (the one in force). */
  definition(centre: number, code: string, version?: number): Definition | null
}

export const untoldKey = (centre: number, code: string, period: PeriodCode): string =>
  `${centre} ${code} ${period}`

/** Rows of an answer at most: a year of a province with a hundred counties is some 50,000. */
const most = 100_000

interface Entry {
  centre_id: number
  code: string
  source: 'counted' | 'reported'
  theme: string
  part_of: string | null
  rank: number
}
type RegionVersion = Version & { centre_id: number }

/**
 * Reads the figures of these periods, and of the shorter ones that make them where sums are made of those; of one indicator
 * its family as well, since whole and parts tell of one another.
 */
export async function gather(db: Db, periods: readonly Period[], only?: string): Promise<Gathered> {
  const entries = (await db
    .selectFrom('indicator')
    .select(['centre_id', 'code', 'source', 'theme', 'part_of', 'rank'])
    .where('state', '=', 'active')
    .where('code', 'not like', 'local.%')
    .orderBy('code')
    .limit(most)
    .execute()) as Entry[]
  const codes = only === undefined ? null : [...familyOf(only, entries)]
  const wanted = periods.map(one => one.code)
  const parts = [
    ...new Set(
      periods.flatMap(period =>
        (Object.keys(periodKinds) as PeriodKind[])
          .filter(kind => periodKinds[kind].months <= periodKinds[period.kind].months)
          .flatMap(kind => partsOf(period, kind).map(one => one.code)),
      ),
    ),
  ]
  const [{ rows }, few, versions] = await Promise.all([
    sql<RegionRow>`
      select v.centre_id, v.code, v.period, v.version, v.value, v.base, v.state
      from indicator_value v
      join indicator i on i.centre_id = v.centre_id and i.code = v.code and i.state = 'active'
      where v.town = 'county' and v.code not like 'local.%' and v.period = any (${parts}::text[])
        and (i.source = 'reported' or v.period = any (${wanted}::text[]))
        and (${codes}::text[] is null or v.code = any (${codes}::text[]))
      order by v.code, v.centre_id, v.period limit ${most}`.execute(db),
    sql<{ centre_id: number; code: string; period: string }>`
      select centre_id, code, period from untold_figures(${parts}::text[]) limit ${most}`.execute(db),
    db.selectFrom('indicator_version').selectAll().orderBy('number').limit(most).execute(),
  ])
  const defined = Map.groupBy(versions as unknown as RegionVersion[], one => one.centre_id)
  const held = [...Map.groupBy(rows, row => row.centre_id)].flatMap(([centre, of]) =>
    underHolding(of, defined.get(centre) ?? []),
  )
  const untold = new Set(few.rows.map(row => untoldKey(row.centre_id, row.code, row.period)))
  const named = new Map(entries.map(one => [one.code, one]))
  const under = (centre: number, code: string, version?: number): Definition | null =>
    defined
      .get(centre)
      ?.findLast(one =>
        version === undefined
          ? one.state === 'in_force' && one.code === code
          : one.code === code && one.number === version,
      ) ?? null
  const byCode = Map.groupBy(held, row => row.code)
  // What nobody may be told is there all the same: its line says so.
  for (const { code } of few.rows)
    if (!byCode.has(code) && (codes?.includes(code) ?? true)) byCode.set(code, [])
  return {
    byCode,
    untold: new Set([...untold, ...besides(held, few.rows, entries)]),
    entry: code => named.get(code),
    definition(centre, code, version) {
      const declared = indicators.get(code)
      return declared ? shapeOf(declared) : under(centre, code, version)
    },
  }
}

/** The indicator, what it is part of, what that consists of, and so on. */
function familyOf(code: string, entries: readonly Entry[]): Set<string> {
  const family = new Set([code])
  for (let size = 0; size < family.size; ) {
    size = family.size
    for (const { code: part, part_of: whole } of entries) {
      if (whole === null || (!family.has(part) && !family.has(whole))) continue
      family.add(part).add(whole)
    }
  }
  return family
}

/**
 * What else of a county must not be told, since whole and parts are known. Of what is untold nothing is known here but that
 * it is: it counts as one reporter's, which hides as much as it can take.
 */
function besides(
  held: readonly RegionRow[],
  few: ReadonlyArray<{ centre_id: number; code: string; period: string }>,
  entries: readonly Entry[],
): string[] {
  const named = Map.groupBy(entries, one => one.centre_id)
  return [...Map.groupBy(few, row => `${row.centre_id} ${row.period}`).values()].flatMap(untold => {
    const [{ centre_id, period }] = untold as [(typeof few)[number]]
    const told = held.filter(row => row.centre_id === centre_id && row.period === period)
    const cells = [
      ...told.map(row => ({ key: `${row.code} county`, value: row.value, reporters: null, open: true })),
      ...untold.map(row => ({ key: `${row.code} county`, value: 0, reporters: 1, open: true })),
    ]
    const shapes = new Map((named.get(centre_id) ?? []).map(one => [one.code, { ...one, adds: false }]))
    const rows = [...told, ...untold].map(({ code }) => ({ code, town: 'county' }))
    const sums = sumsOf(rows, shapes)
    return [...suppressSums(cells, sums, fewestReporters)].map(key =>
      untoldKey(centre_id, key.slice(0, -' county'.length), period),
    )
  })
}
