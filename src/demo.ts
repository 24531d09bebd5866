import type { PgBoss } from 'pg-boss'
import type { Kernel } from '#platform/http'
import { liveYear } from './demo/history.ts'
import { items, notices } from './demo/items.ts'
import { demoPassword, huaining, posts, providers, recipients, staff, taihu, taihuStaff } from './demo/people.ts'
import { openCentre, settle } from './demo/settle.ts'
import { runJobs } from './worker.ts'

/** Loads the demonstration: 怀宁县 with a year of history, and 太湖县 beside it, so that tenancy is real. */
export async function loadDemo(kernel: Kernel, queue: PgBoss, say: (line: string) => void): Promise<void> {
  const began = new Date(kernel.outside.now().getTime() - 371 * 86_400_000)
  const port = kernel.config.PORT
  say('正在载入演示县：怀宁县……')
  const first = await openCentre(kernel, { ...huaining, host: `${huaining.host}:${port}` }, { demo: true, origin: `http://${huaining.host}:${port}` })
  const settled = await settle(first, { posts, staff, password: demoPassword, items, recipients, providers, notices }, began)
  await liveYear(kernel, settled, { cases: 260, seed: 340822, items, recipients, providers, runJobs: jobsAt(kernel, queue) })
  say('正在载入演示县：太湖县……')
  const second = await openCentre(kernel, { ...taihu, host: `${taihu.host}:${port}` }, { demo: true, origin: `http://${taihu.host}:${port}` })
  const few = items.filter(item => item.handling === 'consultation').slice(0, 8)
  const neighbours = recipients.slice(8, 12).map(one => ({ ...one, name: one.name.replaceAll('怀宁', '太湖'), phone: one.phone.replace('1380000', '1390000') }))
  const other = await settle(second, { posts, staff: taihuStaff, password: demoPassword, items: few, recipients: neighbours, providers: [], notices: [] }, began)
  await liveYear(kernel, other, { cases: 24, seed: 340825, items: few, recipients: neighbours, providers: [], runJobs: jobsAt(kernel, queue) })
}

/** Jobs of the past run with the past's clock, and nothing of the past is sent out any more. */
function jobsAt(kernel: Kernel, queue: PgBoss): (at: Date) => Promise<void> {
  return async at => {
    const past: Kernel = { ...kernel, outside: { ...kernel.outside, now: () => at, sms: async () => {}, mail: async () => {} } }
    await runJobs(past, queue)
  }
}
