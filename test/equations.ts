import type { FigureTable, Part, ShownTable } from '#platform/suppression'

/** What a reader of a published table can work out, by linear algebra: apart from how the table was made. */

/** The equations that a reader has: unknown are the hidden cells, with their parts where they are no sums. */
export function systemOf({ cells, totals }: FigureTable, shown: ShownTable) {
  const [rows, columns] = [cells.length, cells[0]?.length ?? 0]
  const unknowns: Array<readonly Part[] | null> = []
  const at = new Map<string, number>()
  const note = (row: number, column: number) => {
    if (shown[row]?.[column] !== null) return
    at.set(`${row}.${column}`, unknowns.length)
    unknowns.push(cells[row]?.[column] ?? null)
  }
  for (let row = 0; row <= rows; row++)
    for (let column = 0; column < columns + (totals === 'both' ? 1 : 0); column++) note(row, column)
  const matrix: number[][] = []
  const right: number[] = []
  const equation = (line: ReadonlyArray<[number, number]>) => {
    const coefficients = unknowns.map(() => 0)
    let rest = 0
    line.forEach(([row, column], index) => {
      const factor = index === line.length - 1 ? -1 : 1
      const unknown = at.get(`${row}.${column}`)
      if (unknown !== undefined) coefficients[unknown] = factor
      else rest -= factor * (shown[row]?.[column] as number)
    })
    matrix.push(coefficients)
    right.push(rest)
  }
  const upTo = (last: number) => Array.from({ length: last + 1 }, (_, index) => index)
  const last = totals === 'both' ? columns : columns - 1
  for (const column of upTo(last)) equation(upTo(rows).map(row => [row, column]))
  if (totals === 'both') for (const row of upTo(rows)) equation(upTo(columns).map(column => [row, column]))
  return { matrix, right, unknowns }
}

/** A combination that is one of the unknowns alone. */
export const unit = (length: number, at: number) =>
  Array.from({ length }, (_, index) => (index === at ? 1 : 0))

/** Over a prime field: the matrices of networks have the same rank there. */
export function rank(matrix: number[][]): number {
  const prime = 10_007
  const rows = matrix.map(line => line.map(value => ((value % prime) + prime) % prime))
  let found = 0
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = rows.findIndex((line, index) => index >= found && line[column] !== 0)
    if (pivot === -1) continue
    ;[rows[found], rows[pivot]] = [rows[pivot] as number[], rows[found] as number[]]
    const top = rows[found] as number[]
    const inverse = power(top[column] as number, prime - 2, prime)
    rows.forEach((line, index) => {
      if (index === found || line[column] === 0) return
      const factor = ((line[column] as number) * inverse) % prime
      line.forEach((value, place) => {
        line[place] = (((value - factor * (top[place] as number)) % prime) + prime) % prime
      })
    })
    found++
  }
  return found
}

function power(base: number, exponent: number, prime: number): number {
  let result = 1
  for (let [b, e] = [base, exponent]; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = (result * b) % prime
    b = (b * b) % prime
  }
  return result
}

/** All whole solutions from 0 to `most`, one unknown after the other, left as soon as an equation cannot be met. */
export function* solutions(
  matrix: number[][],
  right: number[],
  length: number,
  most: number,
): Generator<number[]> {
  function* go(found: number[]): Generator<number[]> {
    const at = found.length
    const fits = matrix.every((line, index) => {
      const sum = found.reduce((total, value, place) => total + value * (line[place] as number), 0)
      const rest = line.slice(at)
      const [low, high] = [rest.some(value => value < 0), rest.some(value => value > 0)]
      const missing = (right[index] as number) - sum
      return missing === 0 || (missing > 0 ? high : low)
    })
    if (!fits) return
    if (at === length) yield found
    else for (let value = 0; value <= most; value++) yield* go([...found, value])
  }
  yield* go([])
}
