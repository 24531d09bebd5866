import { putAllReported, type Reported } from '#modules/indicators'
import { dayOf } from '#platform/calendar'
import { system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { lastOver, periodAfter } from '#platform/periods'
import { addReader, openRegion } from '../region/founding.ts'
import { demoPassword } from './people.ts'
import type { Settled } from './settle.ts'

/** 安庆市 over both counties, and somebody who reads there. */
export const demoReader = { username: 'zhoumin', person: '周敏' }

/** What the smaller county reports of a usual month; goods and services make the whole. */
const usual = [
  ['retail.goods', 5_200_000_000],
  ['retail.services', 700_000_000],
  ['retail.online', 5_900_000_000],
  ['parcels.sent', 520_000],
  ['parcels.received', 930_000],
  ['live.sessions', 410],
] as const

export async function liveRegion(kernel: Kernel, neighbours: Settled, now: Date): Promise<void> {
  const last = lastOver('month', dayOf(now))
  const rows = Array.from({ length: 9 }, (_, ago) =>
    usual.map(([code, value]): Reported => {
      const period = periodAfter(last, -ago).code
      return { code, period, town: null, value: Math.round((value * (100 - ago)) / 100), reporters: null }
    }),
  ).flat()
  await neighbours.at(system, now, ctx => putAllReported(ctx, rows))
  const origin = `http://anqing.localhost:${kernel.config.PORT}`
  await openRegion(kernel, { division: '3408', name: '安庆市商务局', origin }, true)
  await addReader(kernel, { region: '3408', ...demoReader, password: demoPassword })
}
