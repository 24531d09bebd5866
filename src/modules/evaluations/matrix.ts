import type { ClauseNumber } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { type CoverLine, coverageOf } from './coverage.ts'
import { type EvaluationKind, kindNames } from './kinds.ts'
import { titleOf } from './messages.ts'
import { latestRounds } from './queries/rounds.ts'
import { columnsShown } from './settings.ts'
import { shortTitle } from './words.ts'

export interface MatrixRow {
  service: string
  label: string
  clause: ClauseNumber
  /** By id of the round; none where the service was not provided in its period. */
  cells: Map<string, CoverLine>
}
export interface Matrix {
  rounds: Array<{ id: string; title: string; short: string }>
  rows: MatrixRow[]
  /** Cells that nobody looked at and nobody explained. */
  gaps: number
}

/** 6.1.3 Services × the latest rounds, those of one kind beside each other, earlier ones first. */
export async function matrixOf(ctx: Ctx, kind: EvaluationKind | ''): Promise<Matrix> {
  const most = columnsShown.of(ctx.centre)
  const rounds: Matrix['rounds'] = []
  const rows = new Map<string, MatrixRow>()
  let gaps = 0
  for (const one of kind === '' ? kindNames : [kind])
    for (const round of (await latestRounds(ctx, one, most)).reverse()) {
      rounds.push({ id: round.id, title: titleOf(round), short: shortTitle(round) })
      for (const line of await coverageOf(ctx, round)) {
        const { service, label, clause } = line
        const row = rows.get(service) ?? { service, label, clause, cells: new Map() }
        row.cells.set(round.id, line)
        rows.set(service, row)
        if (line.state === 'gap') gaps++
      }
    }
  const inOrder = [...rows.values()].sort((a, b) =>
    a.clause === b.clause ? a.label.localeCompare(b.label, 'zh') : a.clause.localeCompare(b.clause),
  )
  return { rounds, rows: inOrder, gaps }
}
