import { smallestGroup } from '#platform/anonymity'

/** Answers with what is known of where they come from; null: no longer. */
export interface Placed {
  service: string | null
  town: string | null
  /** How many such answers this stands for; one where nothing is said. */
  n?: number
}
export const sizeOf = (rows: readonly Placed[]): number => rows.reduce((sum, { n = 1 }) => sum + n, 0)

/**
 * Answers that may move now, each with as much of its origin as at least five of them share: service and town, or the
 * service alone. The others wait for company.
 */
export function movable<Row extends Placed>(rows: readonly Row[]): Row[] {
  const full = large(rows, row => `${row.service}\n${row.town}`)
  const taken = new Set(full)
  const byService = large(
    rows.filter(row => !taken.has(row)),
    row => `${row.service}`,
  )
  return [...full, ...byService.map(row => ({ ...row, town: null }))]
}

const large = <Row extends Placed>(rows: readonly Row[], key: (row: Row) => string): Row[] =>
  [...Map.groupBy(rows, key).values()].filter(group => sizeOf(group) >= smallestGroup).flat()

/**
 * At the end everything is put in order once more: towns of a service with fewer than five lose their name, services with
 * fewer than five go to 其他. What is left over must not be told apart by what it is not: where fewer than five would stand
 * alone, the smallest group beside them joins. Fewer than five answers in all stay nowhere.
 */
export function grouped<Row extends Placed>(rows: readonly Row[]): Row[] {
  if (sizeOf(rows) < smallestGroup) return []
  const services = merged(rows, row => row.service).map(({ rows: some, kept }) =>
    kept ? some : some.map(row => ({ ...row, service: null, town: null })),
  )
  return services.flatMap(some =>
    merged(some, row => row.town).flatMap(({ rows: those, kept }) =>
      kept ? those : those.map(row => ({ ...row, town: null })),
    ),
  )
}

/** Groups by a key: those that keep it, and one of all that lose it, which has at least five or nobody. */
function merged<Row extends Placed>(
  rows: readonly Row[],
  key: (row: Row) => string | null,
): Array<{ rows: Row[]; kept: boolean }> {
  const groups = [...Map.groupBy(rows, key)].map(([name, some]) => ({ name, some }))
  const kept = groups.filter(({ name, some }) => name !== null && sizeOf(some) >= smallestGroup)
  const rest = groups.filter(group => !kept.includes(group)).flatMap(({ some }) => some)
  kept.sort((a, b) => sizeOf(a.some) - sizeOf(b.some) || ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
  while (rest.length > 0 && sizeOf(rest) < smallestGroup && kept.length > 0)
    rest.push(...(kept.shift()?.some ?? []))
  return [
    ...kept.map(({ some }) => ({ rows: some, kept: true })),
    ...(rest.length > 0 ? [{ rows: rest, kept: false }] : []),
  ]
}
