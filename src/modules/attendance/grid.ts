import { type Learner, learnersOf } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import type { Session } from './clock.ts'
import { type Counted, type Figures, figuresOf, type Share, shareOf } from './counting.ts'
import { type GridRecord, gridRecords } from './queries/figures.ts'
import { sessionsOf } from './queries/records.ts'

export interface GridLine {
  learner: Learner
  /** By half day. */
  cells: Map<string, GridRecord>
  share: Share
  late: number
}
export interface Grid {
  sessions: Session[]
  lines: GridLine[]
  figures: Figures
  /** Of all learners together. */
  share: Share
}

export const asCounted = (row: GridRecord): Counted => ({
  person: row.id_hash,
  present: row.state === 'present',
  late: row.method === 'late',
  hours_tenths: row.hours_tenths,
})

/** Learners × half days of a class. Shares are of the half days that are over. */
export async function gridOf(ctx: Ctx, classId: string): Promise<Grid> {
  const [sessions, learners, records] = await Promise.all([
    sessionsOf(ctx, classId),
    learnersOf(ctx, classId),
    gridRecords(ctx, classId),
  ])
  const over = (rows: readonly GridRecord[]) => rows.filter(one => one.closes_at <= ctx.now).map(asCounted)
  const byLearner = Map.groupBy(records, one => one.enrolment_id)
  return {
    sessions: sessions.filter(one => one.state !== 'dropped'),
    lines: learners.map(learner => {
      const rows = byLearner.get(learner.id) ?? []
      return {
        learner,
        cells: new Map(rows.map(one => [one.session_id, one])),
        share: shareOf(over(rows)),
        late: rows.filter(one => one.method === 'late').length,
      }
    }),
    figures: figuresOf(records.map(asCounted)),
    share: shareOf(over(records)),
  }
}

/** '11-26 上': as narrow as a column of the grid. */
export const halfInBrief = (half: string): string =>
  `${half.slice(5, 10)} ${half.endsWith('am') ? '上' : half.endsWith('pm') ? '下' : '晚'}`
