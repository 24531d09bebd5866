import { type Ctx, system } from '#platform/ctx'
import { savepoint } from '#platform/db'
import { Problem } from '#platform/errors'
import { defineJob } from '#platform/jobs'
import { perform, performMany } from '#platform/perform'
import { duePeriods } from './cycles.ts'
import { ensureSheet } from './default-sheet.ts'
import { lookForGaps } from './effects.ts'
import { type EvaluationKind, kindNames } from './kinds.ts'
import { evaluatedUntil, finishedEarly, firstDayOfCentre, roundsToWatch } from './queries/rounds.ts'
import { cycles } from './settings.ts'
import { evaluationFlow } from './workflow.ts'

/** 6.1.2 In the morning after a period's end its evaluations are opened by themselves. */
export const openRounds = defineJob({
  name: 'evaluation.open',
  cron: '20 7 * * *',
  run: work =>
    work.write(async ctx => {
      await ensureSheet(ctx)
      for (const kind of kindNames) await openDue(ctx, kind)
      const ready = (await finishedEarly(ctx)).map(round => round.id)
      await performMany({ ...ctx, actor: system }, evaluationFlow, 'conclude', ready)
    }),
})

async function openDue(ctx: Ctx, kind: EvaluationKind): Promise<void> {
  const [until, began] = [await evaluatedUntil(ctx, kind), await firstDayOfCentre(ctx)]
  for (const { code, first, last } of duePeriods(cycles[kind].of(ctx.centre), ctx.now, {
    ...{ evaluatedUntil: until, began },
  })) {
    const input = { kind, period: code, first_day: first, last_day: last }
    await perform({ ...ctx, actor: system }, evaluationFlow, 'open', null, input)
  }
}

/** What was entered late may uncover a service that nobody looked at, and a late answer may cover one. */
export const watchCoverage = defineJob({
  name: 'evaluation.coverage',
  cron: '40 6 * * *',
  async run(work) {
    for (const round of await work.read(roundsToWatch))
      await work.write(async ctx => {
        try {
          await savepoint(ctx.db, () => lookForGaps(ctx, round))
        } catch (error) {
          // Closed or given back meanwhile: tomorrow is another day.
          if (!(error instanceof Problem)) throw error
        }
      })
  },
})
