import { addDays, addWorkingDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { afterEnd } from './cycles.ts'
import { broughtIn, type Covered, type Evaluation } from './kinds.ts'
import { gapsOf } from './queries/rounds.ts'
import { type ItemServed, ratingsIn, servedIn } from './queries/served.ts'
import { beginDays, leastRatings } from './settings.ts'

/**
 * `pending`: not looked at yet, and there is time; `gap`: nobody looked at it and nobody said why; `explained`: said, and not
 * accepted yet; `accepted`: that too.
 */
export type CoverState = 'covered' | 'pending' | 'accepted' | 'explained' | 'gap'

/** One service that was provided in the period of a round, and whether the round looked at it. */
export interface CoverLine extends ItemServed {
  state: CoverState
  /** '12 份答卷'; '' where the round itself has none. */
  says: string
  /** 好差评 of the period, counted apart: of recipients' rounds only. */
  ratings: number
  explanation: string
}

/**
 * 6.1.3 The coverage of a round as it is now, or as it was when it was closed. What was not provided in the period need not
 * be looked at and is not listed.
 */
export async function coverageOf(ctx: Ctx, round: Evaluation): Promise<CoverLine[]> {
  if (round.coverage) return round.coverage as unknown as CoverLine[]
  const [served, covered, ratings, gaps] = await Promise.all([
    servedIn(ctx, { first: round.first_day, last: round.last_day }),
    broughtIn(round.kind)?.covered(ctx, round),
    round.kind === 'recipients' ? ratingsIn(ctx, round.period) : new Map<string, number>(),
    gapsOf(ctx, round.id),
  ])
  const lines = coverLines(served, { covered, ratings, gaps, enough: leastRatings.of(ctx.centre) })
  return isInTime(ctx, round)
    ? lines.map(line => (line.state === 'gap' ? { ...line, state: 'pending' as const } : line))
    : lines
}

/** Whether it is still being worked on, and not late. */
function isInTime(ctx: Ctx, { state, opened_at, days, last_day }: Evaluation): boolean {
  if (state !== 'opened' && state !== 'working') return false
  const all = beginDays.of(ctx.centre) + days
  const today = dayOf(ctx.now)
  return (
    today <= addDays(last_day, afterEnd) ||
    today <= addWorkingDays(ctx.centre.calendar, dayOf(opened_at), all)
  )
}

interface Known {
  covered: ReadonlyMap<string, Covered> | undefined
  ratings: ReadonlyMap<string, number>
  gaps: ReadonlyArray<{ service: string; state: string; explanation: string }>
  /** 好差评 that are enough to count as looked at. */
  enough: number
}

/** Every service that was provided, with what is known of it. */
export function coverLines(
  served: readonly ItemServed[],
  { covered, ratings, gaps, enough }: Known,
): CoverLine[] {
  const gapOf = new Map(gaps.map(gap => [gap.service, gap]))
  return served.map(item => {
    const own = covered?.get(item.service)
    const rated = ratings.get(item.service) ?? 0
    const gap = gapOf.get(item.service)
    return {
      ...item,
      state: coverState((own?.count ?? 0) > 0 || rated >= enough, gap?.state),
      says: own && own.count > 0 ? own.says : '',
      ratings: rated,
      explanation: gap?.explanation ?? '',
    }
  })
}

/** What is covered now needs no explanation, whatever was said before. */
export const coverState = (covered: boolean, gap: string | undefined): CoverState =>
  covered ? 'covered' : gap === 'accepted' || gap === 'explained' ? gap : 'gap'

/** What keeps the round from being closed. */
export const blocking = (lines: readonly CoverLine[]): CoverLine[] =>
  lines.filter(line => line.state === 'gap' || line.state === 'explained')
