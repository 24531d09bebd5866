import { indicators } from '#platform/indicators'
import { defineJob } from '#platform/jobs'
import { countOne } from './counting.ts'
import { openPeriods, settleIndicators } from './settle.ts'

/** By night the running and the last period of every kind are counted; new periods are opened for looking through. */
export const countIndicators = defineJob({
  name: 'indicator.count',
  cron: '40 1 * * *',
  async run(work) {
    await work.write(settleIndicators)
    for (const indicator of indicators.values()) await work.write(ctx => countOne(ctx, indicator))
    await work.write(openPeriods)
  },
})
