import { openPeriods, settleIndicators } from '#modules/indicators'
import { type Ctx, system } from '#platform/ctx'
import type { TestApp } from './app.ts'
import type { World } from './world.ts'

/** The night has passed: the dictionary is settled, the figures are counted, the last periods wait to be looked through. */
export const counted = (app: TestApp): Promise<void> => app.runClock('indicator.count')

/** The dictionary, and a period that waits to be looked through; nothing is counted. */
export async function dictionary(app: TestApp, world: World) {
  await world.at(system, app.clock.now, settleIndicators)
  await world.at(system, app.clock.now, openPeriods)
  return {
    indicatorVersion: await idOf(app, world, ctx =>
      ctx.db
        .selectFrom('indicator_version')
        .select('id')
        .where('code', '=', 'parcels.sent')
        .executeTakeFirst(),
    ),
    indicatorPeriod: await periodId(app, world, 'counted', '2026-10'),
  }
}

/** The record by which a period is locked. */
export const periodId = (app: TestApp, world: World, source: string, period: string): Promise<string> =>
  idOf(app, world, ctx =>
    ctx.db
      .selectFrom('indicator_period')
      .select('id')
      .where('source', '=', source)
      .where('period', '=', period)
      .executeTakeFirst(),
  )

const idOf = async (
  app: TestApp,
  world: World,
  find: (ctx: Ctx) => Promise<{ id: string } | undefined>,
): Promise<string> => (await world.at(system, app.clock.now, find))?.id ?? ''
