import { packFlow } from '#modules/packs'
import { issueFlow } from '#modules/quality'
import { clauseNumbers } from '#platform/clauses'
import type { Actor } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { runJob } from '../worker.ts'
import type { Settled } from './settle.ts'
import type { SimulatedYear } from './year.ts'

/** The packs of the simulated year, one for each half of it, with all clauses; and what the nightly look found, some of it explained. */
export async function liveProof(
  kernel: Kernel,
  settled: Settled,
  { halves }: SimulatedYear,
  now: Date,
): Promise<void> {
  const staff = (name: string) => settled.staff.get(name) as Actor
  // Each asks for one: nobody has two in the making.
  for (const [at, name] of ['周健', '李卫东'].entries()) {
    const code = halves[at]?.code
    const id = await settled.at(staff(name), kernel.outside.now(), async ctx => {
      const input = { period: code, clauses: [...clauseNumbers] }
      return (await perform(ctx, packFlow, 'build', null, input)).id
    })
    // On a machine that has much else to do a paper may take too long: the clock takes the pack up again.
    await runJob(kernel, { job: 'pack.build', centre: settled.id, data: { id } }).catch((error: Error) =>
      kernel.log.warn({ error: error.message }, 'a pack of the demonstration is left to the clock'),
    )
  }
  await runJob(kernel, { job: 'quality.look', centre: settled.id, data: {} })
  await settled.at(staff('李卫东'), now, async ctx => {
    const found = await ctx.db
      .selectFrom('quality_issue')
      .select(['id', 'kind'])
      .where('kind', 'in', ['backfilled', 'late'])
      .orderBy('id')
      .limit(3)
      .execute()
    for (const one of found)
      await perform(ctx, issueFlow, 'explain', one.id, {
        explanation:
          one.kind === 'late' ? '对照单据，日期属实，登记晚了。' : '对照纸质签到表，人数和签名一致。',
      })
  })
}
