import { roundBegun, roundOf, roundReady } from '#modules/evaluations'
import type { Ctx } from '#platform/ctx'
import type { Appraisal } from './people.ts'

/** Tells the round of the period how far the appraisal is; nothing where the round is not open yet. */
export async function tellRound(ctx: Ctx, row: Appraisal): Promise<void> {
  const round = await roundOf(ctx, 'third_party', row.period)
  if (!round || row.state === 'declaring' || row.state === 'terminated') return
  await roundBegun(ctx, round.id)
  if (row.state === 'closed') await roundReady(ctx, round.id)
}
