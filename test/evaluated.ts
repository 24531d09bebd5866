import { ensureSheet, evaluationFlow } from '#modules/evaluations'
import { system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import type { World } from './world.ts'

/** The self-evaluation of the half-year before, just opened, and the sheet that comes with the platform. */
export const evaluated = (app: TestApp, world: World): Promise<{ evaluation: string; scoreSheet: string }> =>
  world.at(system, app.clock.now, async ctx => {
    await ensureSheet(ctx)
    const sheet = await ctx.db.selectFrom('score_sheet').select('id').executeTakeFirstOrThrow()
    const { id } = await perform(ctx, evaluationFlow, 'open', null, {
      ...{ kind: 'self', period: '2026-H1', first_day: '2026-01-01', last_day: '2026-06-30' },
    })
    return { evaluation: id, scoreSheet: sheet.id }
  })
