import type { Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { type Part, suppress } from '#platform/suppression'
import { type Cell, cellsOf, type Definition } from './definition.ts'
import { approvedOf, corrected } from './queries.ts'
import { parseRule } from './rules.ts'
import { dominance } from './settings.ts'

/** One figure of a summary; `value` is null where it may not be told, `own` is what it is, for statistics people. */
export interface Sum {
  value: number | null
  own: number
  reporters: number
}
export interface TownSums {
  town: string | null
  label: string
  /** By the key of the cell. */
  sums: Map<string, Sum>
}
export interface Summary {
  cells: Cell[]
  towns: TownSums[]
  county: Map<string, Sum>
}

/** The approved sheets of a round, summed by town and for the county, with what must be hidden from everybody else. */
export async function summaryOf(ctx: Ctx, roundId: string, definition: Definition): Promise<Summary> {
  const sheets = await approvedOf(ctx, roundId)
  const values = await corrected(ctx, sheets)
  const cells = cellsOf(definition)
  const names = new Map(townsOf(ctx.centre.division).map((one, at) => [one.code, { name: one.name, at }]))
  const codes = [...new Set(sheets.map(sheet => sheet.town))].sort(
    (one, other) => (names.get(one ?? '')?.at ?? 999) - (names.get(other ?? '')?.at ?? 999),
  )
  const parts = (key: string, town: string | null): Part[] =>
    sheets.flatMap(sheet => {
      const value = values.get(sheet.id)?.[key]
      return sheet.town === town && value !== undefined ? [{ reporter: sheet.id, value }] : []
    })
  const table = new Map(cells.map(({ key }) => [key, codes.map(town => parts(key, town))]))
  const shown = hidden(definition, cells, table, codes.length, dominance.of(ctx.centre))
  const sumOf = (key: string, at: number): Sum => {
    const column = table.get(key) ?? []
    const those = at < codes.length ? (column[at] ?? []) : column.flat()
    return {
      value: shown.get(key)?.[at] ?? null,
      own: those.reduce((sum, part) => sum + part.value, 0),
      reporters: those.length,
    }
  }
  return {
    cells,
    towns: codes.map((town, at) => ({
      town,
      label: town ? (names.get(town)?.name ?? '外地') : '没有写乡镇',
      sums: new Map(cells.map(({ key }) => [key, sumOf(key, at)])),
    })),
    county: new Map(cells.map(({ key }) => [key, sumOf(key, codes.length)])),
  }
}

type Columns = ReadonlyMap<string, Part[][]>

/** What is shown of each cell by town, the county last: parts and their whole are hidden together, the rest one by one. */
export function hidden(
  definition: Definition,
  cells: readonly Cell[],
  table: Columns,
  towns: number,
  share: number,
): Map<string, Array<number | null>> {
  const shown = new Map<string, Array<number | null>>()
  const done = new Set<string>()
  const column = (key: string) => table.get(key) ?? Array.from({ length: towns }, () => [])
  for (const { whole, parts } of wholes(definition, cells)) {
    const all = [whole, ...parts]
    if (all.some(key => done.has(key))) {
      // In two sums at once: which town says what could be worked out between them.
      for (const key of all)
        shown.set(key, [...Array.from({ length: towns }, () => null), shown.get(key)?.[towns] ?? null])
    } else {
      const made = suppress({
        cells: Array.from({ length: towns }, (_, at) => parts.map(key => column(key)[at] ?? [])),
        totals: 'both',
        dominance: share,
      })
      parts.forEach(
        (key, at) =>
          void shown.set(
            key,
            made.map(line => line[at] ?? null),
          ),
      )
      shown.set(
        whole,
        made.map(line => line.at(-1) ?? null),
      )
    }
    for (const key of all) done.add(key)
  }
  for (const { key } of cells.filter(cell => !done.has(cell.key))) {
    const made = suppress({
      cells: column(key).map(parts => [parts]),
      totals: 'columns',
      dominance: share,
    })
    shown.set(
      key,
      made.map(line => line[0] ?? null),
    )
  }
  return shown
}

/** Rules that say of which cells another is the sum; they hold always, so they give away what is missing. */
function wholes(definition: Definition, cells: readonly Cell[]): Array<{ whole: string; parts: string[] }> {
  const keys = new Map(cells.map(cell => [cell.code, cell.key]))
  return definition.rules.flatMap(rule => {
    const parsed = parseRule(rule.text)
    if (rule.weight !== 'hard' || parsed?.operator !== '=') return []
    const [one, many] = parsed.left.length === 1 ? [parsed.left, parsed.right] : [parsed.right, parsed.left]
    const whole = one.length === 1 ? keys.get(one[0]?.code ?? '') : undefined
    const own = [...one, ...many].every(term => term.sign === 1 && term.form === null && !term.previous)
    const parts = many.flatMap(term => keys.get(term.code) ?? [])
    return whole && own && parts.length === many.length && parts.length > 1 ? [{ whole, parts }] : []
  })
}
