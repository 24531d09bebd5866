/**
 * 数据保密: what may be shown of figures that single reporters gave (统计法 第九条: 不得泄露统计调查对象的商业秘密). A figure of
 * fewer than three reporters is hidden, and one that a single reporter dominates; then so many others that nothing hidden
 * can be solved by subtraction, across rows, columns and totals.
 *
 * This is for a table of which every part is known. Where only sums and numbers of reporters are known, and the sums are
 * of any shape, `suppressSums` (suppression/sums.ts) does what can be done then; decision 0049 says why there are two.
 */

/** Aggregates of fewer reporters are hidden. */
export const fewestReporters = 3

/** Of so few that somebody among them could be known; of nobody, or of no single ones (null), there is nothing to know. */
export const isFew = (reporters: number | null, least: number = fewestReporters): boolean =>
  reporters !== null && reporters > 0 && reporters < least

/** What one reporter contributes to a cell. */
export interface Part {
  reporter: string
  /** Not below zero. */
  value: number
}

export interface FigureTable {
  /** By row and column; no parts: nobody reported there, which is no secret. */
  cells: ReadonlyArray<ReadonlyArray<readonly Part[]>>
  /**
   * Which sums are published beside the cells: of each row, each column and all, where columns are parts of one whole
   * (goods, services); of the columns only, where each column is a thing of its own.
   */
  totals: 'both' | 'columns'
  /** A reporter with more than this share of a figure could be told from it: 80 is 80 %. Absent: not looked at. */
  dominance?: number
}

/** The value of every cell, null where it is hidden; the last row and the last column are the sums. */
export type ShownTable = Array<Array<number | null>>

/** Parts of reporters of whom only the number is known, and the sum. */
export const unnamed = (cell: string, reporters: number, value: number): Part[] =>
  Array.from({ length: reporters }, (_, at) => ({
    reporter: `${cell}#${at}`,
    value: value / reporters,
  }))

/** Whether a figure would tell on somebody: fewer than three reporters, or one who makes nearly all of it. */
export function isSensitive(parts: readonly Part[], dominance?: number): boolean {
  if (parts.length === 0) return false
  const byReporter = sums(parts)
  if (isFew(byReporter.size)) return true
  const total = sumOf(parts)
  return dominance !== undefined && Math.max(...byReporter.values()) * 100 > total * dominance && total > 0
}

/** Hides what would tell on a reporter, by itself or by subtraction. Pure; the same table is always shown the same way. */
export function suppress(table: FigureTable): ShownTable {
  const graph = graphOf(table)
  for (const edge of graph.edges) if (isSensitive(edge.parts, table.dominance)) edge.hidden = true
  protectPairs(graph)
  // Each of the two can make work for the other; both only ever hide more.
  while (protectLines(graph, table.dominance) || protectSolvable(graph));
  return graph.shown()
}

/**
 * A published table is a system of equations: every row and every column, sums with their sign reversed, adds up to zero.
 * Lines are nodes, cells are edges between their row and their column. What can be derived of hidden cells are then the
 * cuts of the graph of hidden edges (Gusfield 1988): a cell that is alone in a cut is solved, and a cut of which all cells
 * belong to two reporters lets one of them work out the other.
 */
interface Edge {
  row: number
  column: number
  parts: readonly Part[]
  value: number
  /** A sum: hidden, it is a consequence of cells and tells nothing of its own. */
  sum: boolean
  /** Not published at all. */
  unpublished: boolean
  /** +1: the value may grow without limit as one goes from row to column; −1: from column to row. */
  sign: 1 | -1
  hidden: boolean
}

interface Graph {
  nodes: number
  edges: Edge[]
  lines: Edge[][]
  shown(): ShownTable
}

function graphOf({ cells, totals }: FigureTable): Graph {
  const [rows, columns] = [cells.length, cells[0]?.length ?? 0]
  const all: Edge[][] = []
  for (let row = 0; row <= rows; row++) {
    all[row] = []
    for (let column = 0; column <= columns; column++) {
      const parts =
        row < rows && column < columns
          ? (cells[row]?.[column] ?? [])
          : cells.flatMap((line, r) =>
              line.flatMap((cell, c) =>
                (row === rows || r === row) && (column === columns || c === column) ? cell : [],
              ),
            )
      const unpublished = totals === 'columns' && column === columns
      const sum = row === rows || column === columns
      const sign = (row === rows) === (column === columns) ? 1 : -1
      all[row]?.push({ row, column, parts, value: sumOf(parts), sum, unpublished, sign, hidden: unpublished })
    }
  }
  // Where nobody reported there is nothing to hide, and nothing to hide behind.
  const edges = all.flat().filter(edge => edge.parts.length > 0 || edge.unpublished)
  return {
    nodes: rows + 1 + columns + 1,
    edges: edges.map(edge => Object.assign(edge, { column: rows + 1 + edge.column })),
    lines: linesOf(edges, rows, totals),
    shown: () => all.map(line => line.map(edge => (edge.hidden ? null : edge.value))),
  }
}

/** The cells whose remainder can be had by subtraction, each line with its sum as the last. */
function linesOf(edges: readonly Edge[], rows: number, totals: FigureTable['totals']): Edge[][] {
  const lines = [...Map.groupBy(edges, edge => `c${edge.column}`).values()]
  if (totals === 'both') lines.push(...Map.groupBy(edges, edge => `r${edge.row}`).values())
  return lines.filter(line => line.some(edge => !edge.sum || edge.row === rows))
}

/** No two reporters may have a derivable sum to themselves: one of them could subtract their own. */
function protectPairs(graph: Graph): void {
  const small = graph.edges.filter(edge => !edge.sum && isFew(sums(edge.parts).size))
  const names = [...new Set(small.flatMap(edge => edge.parts.map(part => part.reporter)))].sort()
  const owners = new Map(small.map(edge => [edge, new Set(edge.parts.map(part => part.reporter))]))
  names.forEach((one, at) => {
    for (const other of [one, ...names.slice(at + 1)]) {
      const theirs = (edge: Edge) => {
        const owner = owners.get(edge)
        return owner !== undefined && [...owner].every(name => name === one || name === other)
      }
      for (const edge of small) if (theirs(edge)) hideAlong(graph, edge, 'either', theirs)
    }
  })
}

/** What is left of a line when everything shown is subtracted from its sum must not be dominated by one reporter. */
function protectLines(graph: Graph, dominance?: number): boolean {
  let changed = false
  for (const line of graph.lines) {
    for (;;) {
      const hidden = line.filter(edge => edge.hidden)
      if (hidden.length === 0 || line.at(-1)?.hidden) break
      if (
        !isSensitive(
          hidden.flatMap(edge => edge.parts),
          dominance,
        )
      )
        break
      const next = line.filter(edge => !edge.hidden).sort((a, b) => costOf(a) - costOf(b))[0]
      if (!next) break
      next.hidden = changed = true
    }
  }
  return changed
}

/** No hidden cell may be solved, also not by knowing that no figure is below zero. */
function protectSolvable(graph: Graph): boolean {
  let changed = false
  for (const edge of graph.edges) {
    if (!edge.hidden || edge.unpublished) continue
    const self = (other: Edge) => other === edge
    if (edge.value > 0 ? hideAlong(graph, edge, 'less', self) : hideAlong(graph, edge, 'more', self))
      changed = true
  }
  return changed
}

/**
 * Hides the cheapest way round from one end of an edge to the other, without `except`; false where there is one already.
 * There always is one: over the sums of its row, of everything and of its column.
 */
function hideAlong(
  graph: Graph,
  edge: Edge,
  which: 'either' | 'more' | 'less',
  except: (edge: Edge) => boolean,
): boolean {
  // To make a cell greater, what flows from row to column over it must flow back some other way.
  const back = which === 'either' || (which === 'more') === (edge.sign === 1)
  const [from, to] = back ? [edge.column, edge.row] : [edge.row, edge.column]
  const cost = new Array<number>(graph.nodes).fill(Number.POSITIVE_INFINITY)
  const by = new Array<Edge | undefined>(graph.nodes)
  const done = new Set<number>()
  cost[from] = 0
  for (;;) {
    let at = -1
    for (let node = 0; node < graph.nodes; node++)
      if (!done.has(node) && (cost[node] as number) < (cost[at] ?? Number.POSITIVE_INFINITY)) at = node
    if (at === -1 || at === to) break
    done.add(at)
    for (const next of graph.edges) {
      if ((next.row !== at && next.column !== at) || except(next)) continue
      const forward = next.row === at
      if (which !== 'either' && !mayGo(next, forward)) continue
      const other = forward ? next.column : next.row
      const price = (cost[at] as number) + (next.hidden ? 0 : costOf(next))
      if (price < (cost[other] as number)) {
        cost[other] = price
        by[other] = next
      }
    }
  }
  let changed = false
  for (let node = to; node !== from; ) {
    const used = by[node] as Edge
    if (!used.hidden) used.hidden = changed = true
    node = used.row === node ? used.column : used.row
  }
  return changed
}

/** Growing is always possible; shrinking only where there is something. */
const mayGo = (edge: Edge, forward: boolean): boolean => forward === (edge.sign === 1) || edge.value > 0

/** What it costs the reader: few reporters less than many, a sum far more than a cell. */
const costOf = (edge: Edge): number => (edge.sum ? 1_000_000 : 1_000) + Math.min(edge.parts.length, 900)

function sums(parts: readonly Part[]): Map<string, number> {
  const byReporter = new Map<string, number>()
  for (const { reporter, value } of parts) byReporter.set(reporter, (byReporter.get(reporter) ?? 0) + value)
  return byReporter
}

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.value, 0)
