import type { Child } from 'hono/jsx'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { periodOf } from '#platform/periods'
import { holds } from '#platform/who'
import { readClauses } from './duties.ts'
import { clauseMatrix, stateInWords, tally } from './matrix.ts'
import { ClauseStrip } from './pages/clauses.tsx'

/** What stands above the tasks of whoever answers for the clauses: how they stand, and the gravest gaps. Null for others. */
export async function clauseStrip(ctx: Ctx): Promise<Child | null> {
  if (!holds(ctx.actor, readClauses)) return null
  const period = periodOf('quarter', dayOf(ctx.now))
  const lines = await clauseMatrix(ctx, period)
  const grave = lines
    .filter(line => line.verb !== '可' && line.state !== 'kept')
    .sort((a, b) => rank(a) - rank(b))
    .flatMap(line => line.gaps.slice(0, 1).map(gap => ({ number: line.number, ...gap })))
  return <ClauseStrip label={period.label} tally={tally(lines)} gaps={grave.slice(0, 3)} />
}

/** What is not kept before what is partly, 应 before 宜. */
const rank = (line: { state: 'kept' | 'partly' | 'not'; verb: '应' | '宜' | '可' | '' }): number =>
  (stateInWords(line.state, line.verb).key === 'not' ? 0 : 2) + (line.verb === '应' ? 0 : 1)
