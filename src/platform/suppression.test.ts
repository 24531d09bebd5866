import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rank, solutions, systemOf, unit } from '../../test/equations.ts'
import { type FigureTable, isSensitive, type Part, suppress, unnamed } from './suppression.ts'

const firms = (...values: number[]): Part[] => values.map((value, at) => ({ reporter: `firm ${at}`, value }))
const named = (cell: string, ...values: number[]): Part[] =>
  values.map((value, at) => ({ reporter: `${cell}${at}`, value }))

describe('a figure tells on somebody', () => {
  it('where fewer than three reported, however often', () => {
    expect(isSensitive(firms(10, 20))).toBe(true)
    expect(isSensitive([...firms(10, 20), ...firms(5)])).toBe(true)
    expect(isSensitive(firms(10, 20, 0))).toBe(false)
    expect(isSensitive([])).toBe(false)
  })

  it('where one has more than the share', () => {
    expect(isSensitive(firms(80, 10, 10), 80)).toBe(false)
    expect(isSensitive(firms(81, 10, 9), 80)).toBe(true)
    expect(isSensitive(firms(81, 10, 9))).toBe(false)
    expect(isSensitive(firms(0, 0, 0), 80)).toBe(false)
  })
})

describe('towns and categories', () => {
  it('are shown whole where nobody could be told from them', () => {
    const cells = [
      [named('a', 1, 2, 3), named('b', 4, 5, 6)],
      [named('c', 7, 8, 9), []],
    ]
    expect(suppress({ cells, totals: 'both' })).toEqual([
      [6, 15, 21],
      [24, 0, 24],
      [30, 15, 45],
    ])
  })

  it('hide one more of a column, so that the first is not its sum less the rest', () => {
    const cells = [[named('a', 50)], [named('b', 1, 2, 3)], [named('c', 4, 5, 6, 7)]]
    expect(suppress({ cells, totals: 'columns' })).toEqual([
      [null, null],
      [null, null],
      [22, null],
      [78, null],
    ])
  })

  it('hide a third where two single reporters share what is left: one would know the other', () => {
    const cells = [[named('a', 50)], [named('b', 60)], [named('c', 4, 5, 6, 7)]]
    expect(suppress({ cells, totals: 'columns' }).map(([value]) => value)).toEqual([null, null, null, 132])
  })

  it('hide four cells of a rectangle, so that neither row nor column gives the first away', () => {
    const many = (cell: string) => named(cell, 10, 20, 30)
    const cells = [
      [named('x', 9), many('a'), many('b')],
      [many('c'), many('d'), many('e')],
      [many('f'), many('g'), many('h')],
    ]
    const shown = suppress({ cells, totals: 'both' })
    expect(shown[0]?.[0]).toBeNull()
    expect(shown.flat().filter(value => value === null)).toHaveLength(4)
    expect(shown.at(-1)).not.toContain(null)
  })

  it('hide the sum too where nothing else can stand in front', () => {
    expect(suppress({ cells: [[named('a', 50)], [[]]], totals: 'columns' })).toEqual([
      [null, null],
      [0, null],
      [null, null],
    ])
  })

  it('do not hide nothing behind nothing: two zeros that make a zero are no secret any more', () => {
    const cells = [[named('a', 0)], [named('b', 0, 0, 0)], [named('c', 4, 5, 6, 7)]]
    expect(suppress({ cells, totals: 'columns' }).map(([value]) => value)).toEqual([null, null, null, 22])
  })

  it('hide more where the sums of two towns would together tell on two reporters', () => {
    const many = (cell: string) => named(cell, 10, 20, 30)
    const cells = [
      [named('a', 50), []],
      [[], named('b', 60)],
      [many('c'), many('d')],
      [many('e'), many('f')],
    ]
    const shown = suppress({ cells, totals: 'both' })
    expect(shown.map(line => line.at(-1)).filter(value => value === null)).toHaveLength(3)
  })

  it('count reporters of whom only the number is known', () => {
    const cells = [[unnamed('a', 2, 10)], [unnamed('b', 3, 30)], [unnamed('c', 4, 40)]]
    expect(suppress({ cells, totals: 'columns' }).map(([value]) => value)).toEqual([null, null, 40, 80])
  })
})

/** Few reporters of few towns, so that nearly every table has something to hide. */
const tables = (most: number) =>
  fc
    .record({
      rows: fc.integer({ min: 1, max: 4 }),
      columns: fc.integer({ min: 1, max: 3 }),
      totals: fc.constantFrom('both' as const, 'columns' as const),
    })
    .chain(({ rows, columns, totals }) =>
      fc
        .array(
          fc.array(
            fc.oneof(
              {
                weight: 2,
                arbitrary: fc.array(fc.integer({ min: 0, max: most }), { minLength: 3, maxLength: 5 }),
              },
              { weight: 2, arbitrary: fc.array(fc.integer({ min: 0, max: most }), { maxLength: 2 }) },
            ),
            { minLength: columns, maxLength: columns },
          ),
          { minLength: rows, maxLength: rows },
        )
        .map(
          (values): FigureTable => ({
            totals,
            // A firm of a town reports in several columns.
            cells: values.map((line, row) =>
              line.map(cell => cell.map((value, at) => ({ reporter: `${row}.${at}`, value }))),
            ),
          }),
        ),
    )

describe('whatever the table', () => {
  it('no hidden cell is solved by any combination of what is shown', () => {
    fc.assert(
      fc.property(tables(1000), table => {
        const { matrix, unknowns } = systemOf(table, suppress(table))
        const whole = rank(matrix)
        unknowns.forEach((_, at) => {
          expect(rank([...matrix, unit(unknowns.length, at)])).toBe(whole + 1)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('no two reporters have a derivable sum to themselves', () => {
    fc.assert(
      fc.property(tables(1000), table => {
        const { matrix, unknowns } = systemOf(table, suppress(table))
        const whole = rank(matrix)
        const names = [...new Set(table.cells.flat(2).map(part => part.reporter))]
        for (const one of names)
          for (const other of names) {
            const others = unknowns.flatMap((parts, at) =>
              parts?.every(({ reporter }) => reporter === one || reporter === other) ? [] : [at],
            )
            expect(rank(matrix.map(line => others.map(at => line[at] as number)))).toBe(whole)
          }
      }),
      { numRuns: 500 },
    )
  })

  it('no hidden cell is solved by knowing that nothing is below zero', () => {
    fc.assert(
      fc.property(tables(1), table => {
        const shown = suppress(table)
        const { matrix, unknowns, right } = systemOf(table, shown)
        fc.pre(unknowns.length <= 10)
        const seen = unknowns.map(() => new Set<number>())
        for (const found of solutions(matrix, right, unknowns.length, 8))
          found.forEach((value, at) => void seen[at]?.add(value))
        for (const values of seen) expect(values.size).toBeGreaterThan(1)
      }),
      { numRuns: 200 },
    )
  })

  it('what a single reporter dominates is hidden, and what remains of a line is not dominated', () => {
    fc.assert(
      fc.property(tables(1000), table => {
        const dominance = 60
        const shown = suppress({ ...table, dominance })
        const rows = table.cells.length
        table.cells.forEach((line, row) => {
          line.forEach((parts, column) => {
            if (isSensitive(parts, dominance)) expect(shown[row]?.[column]).toBeNull()
          })
        })
        table.cells[0]?.forEach((_, column) => {
          if (shown[rows]?.[column] === null) return
          const rest = table.cells.flatMap((line, row) => (shown[row]?.[column] === null ? line[column] : []))
          expect(isSensitive(rest as Part[], dominance)).toBe(false)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('what is shown is true, and nothing is hidden where nobody could be told', () => {
    fc.assert(
      fc.property(tables(1000), table => {
        const shown = suppress(table)
        const sum = (parts: readonly Part[]) => parts.reduce((total, part) => total + part.value, 0)
        table.cells.forEach((line, row) => {
          line.forEach((parts, column) => {
            expect([null, sum(parts)]).toContain(shown[row]?.[column])
          })
        })
        if (table.totals === 'both' && !table.cells.flat().some(parts => isSensitive(parts)))
          expect(shown.flat()).not.toContain(null)
      }),
    )
  })
})
