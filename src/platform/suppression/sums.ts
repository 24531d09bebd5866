import { isFew } from '../suppression.ts'

/** A figure that may be published, or belongs to a sum that is. */
export interface Cell {
  key: string
  value: number
  /** How many stand behind it; null: it is not of single ones. */
  reporters: number | null
  /** False: it is not published anyway, and stands here because of the sums that it belongs to. */
  open: boolean
}

/** The whole is the sum of its parts, by keys. Everybody knows that, and so can subtract. */
export interface Sum {
  whole: string
  parts: readonly string[]
}

/**
 * Which figures are not shown: those of fewer than `least` reporters, and as many others as it takes so that none of those
 * few can be computed from what is shown and the sums (secondary suppression). The smallest go first. What a sum leaves
 * over is itself an aggregate: it is of at least `least` reporters and not zero.
 */
export function suppressSums(cells: readonly Cell[], sums: readonly Sum[], least: number): Set<string> {
  const known = new Map(cells.map(cell => [cell.key, cell]))
  const sensitive = new Set(cells.filter(cell => isFew(cell.reporters, least)).map(cell => cell.key))
  const hidden = new Set(cells.filter(cell => !cell.open || sensitive.has(cell.key)).map(cell => cell.key))
  const equations = sums
    .map(({ whole, parts }) => ({ whole, parts: parts.filter(part => known.has(part)) }))
    .filter(({ whole, parts }) => known.has(whole) && parts.length > 0)
  for (const one of connected(equations))
    if (one.some(equation => touches(equation, [...sensitive])))
      hideWithin(one, { known, hidden, sensitive, least })
  return hidden
}

/** Hides more of these sums until they tell nothing; where nothing is left to hide, all of them are hidden. */
function hideWithin(equations: readonly Equation[], state: State): void {
  const { known, hidden, sensitive } = state
  for (;;) {
    const weak = equations.find(one => leavesFew(one, state))
    const told = weak ? [] : [...computable(equations, hidden)].filter(key => sensitive.has(key))
    if (!weak && told.length === 0) return
    const next = smallestShown(weak ? [weak] : equations.filter(one => touches(one, told)), known, hidden)
    if (next !== null) hidden.add(next)
    else {
      for (const { whole, parts } of equations) for (const key of [whole, ...parts]) hidden.add(key)
      return
    }
  }
}

/** Sums that share figures, however far apart; those that share none tell nothing of one another. */
function connected(equations: readonly Equation[]): Equation[][] {
  const groups: Array<{ keys: Set<string>; of: Equation[] }> = []
  for (const one of equations) {
    const keys = [one.whole, ...one.parts]
    const near = groups.filter(group => keys.some(key => group.keys.has(key)))
    for (const group of near) groups.splice(groups.indexOf(group), 1)
    groups.push({
      keys: new Set([...keys, ...near.flatMap(group => [...group.keys])]),
      of: [...near.flatMap(group => group.of), one],
    })
  }
  return groups.map(group => group.of)
}

type Equation = Sum

const touches = ({ whole, parts }: Equation, keys: readonly string[]): boolean =>
  keys.some(key => key === whole || parts.includes(key))

interface State {
  known: ReadonlyMap<string, Cell>
  hidden: Set<string>
  sensitive: ReadonlySet<string>
  least: number
}

/** Whether whole minus what is shown of it leaves a figure of too few, or of nothing. */
function leavesFew({ whole, parts }: Equation, { known, hidden, sensitive, least }: State): boolean {
  if (hidden.has(whole)) return false
  const left = parts.filter(part => hidden.has(part)).map(part => known.get(part) as Cell)
  if (!left.some(cell => sensitive.has(cell.key))) return false
  const reporters = left.reduce((sum, cell) => sum + (cell.reporters ?? least), 0)
  return reporters < least || left.every(cell => cell.value === 0)
}

/** A part before the whole, the smallest first: as much as can be shown stays. */
function smallestShown(
  equations: readonly Equation[],
  known: ReadonlyMap<string, Cell>,
  hidden: ReadonlySet<string>,
): string | null {
  const shown = (keys: readonly string[]) =>
    keys
      .filter(key => !hidden.has(key))
      .map(key => known.get(key) as Cell)
      .sort((a, b) => a.value - b.value || (a.key < b.key ? -1 : 1))
  const parts = shown([...new Set(equations.flatMap(one => one.parts))]).filter(cell => cell.value !== 0)
  return (parts[0] ?? shown([...new Set(equations.map(one => one.whole))])[0])?.key ?? null
}

/** Hidden figures that the sums determine: those whose unit vector lies in the row space of what is not known. */
export function computable(equations: readonly Equation[], hidden: ReadonlySet<string>): Set<string> {
  const within = new Set(equations.flatMap(({ whole, parts }) => [whole, ...parts]))
  const columns = [...within].filter(key => hidden.has(key))
  const at = new Map(columns.map((key, index) => [key, index]))
  const rows = equations.map(({ whole, parts }) => {
    const row = new Array<number>(columns.length).fill(0)
    const add = (key: string, by: number) => {
      const index = at.get(key)
      if (index !== undefined) row[index] = (row[index] ?? 0) + by
    }
    add(whole, 1)
    for (const part of parts) add(part, -1)
    return row
  })
  const told = reduced(rows).filter(row => row.filter(n => Math.abs(n) > tiny).length === 1)
  return new Set(told.map(row => columns[row.findIndex(n => Math.abs(n) > tiny)] as string))
}

const tiny = 1e-9

/** Reduced row echelon form; a variable that is determined has a row of its own. */
function reduced(given: ReadonlyArray<readonly number[]>): number[][] {
  const rows = given.map(row => [...row])
  let top = 0
  for (let column = 0; column < (rows[0]?.length ?? 0) && top < rows.length; column++) {
    const pivot = rows.findIndex((row, index) => index >= top && Math.abs(row[column] ?? 0) > tiny)
    if (pivot < 0) continue
    const chosen = rows[pivot] as number[]
    rows[pivot] = rows[top] as number[]
    const by = chosen[column] as number
    rows[top] = chosen.map(n => n / by)
    for (const [index, row] of rows.entries()) {
      const factor = row[column] ?? 0
      if (index === top || Math.abs(factor) <= tiny) continue
      rows[index] = row.map((n, at) => n - factor * (rows[top]?.[at] ?? 0))
    }
    top++
  }
  return rows.slice(0, top)
}
