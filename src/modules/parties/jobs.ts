import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { defineJob, on } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { settle } from './liaison.ts'
import { mandateFlow } from './mandate.ts'
import { remaining } from './queries.ts'

/** Mandates end on their day; the actor query ignores them from then on, this makes it visible. */
export const expireMandates = defineJob({
  name: 'mandate.expire',
  cron: '15 0 * * *',
  run: work =>
    work.write(async ctx => {
      const over = await ctx.db
        .selectFrom('mandate')
        .select('id')
        .where('state', '=', 'active')
        .where('valid_until', '<', dayOf(ctx.now))
        .limit(500)
        .execute()
      await performMany(
        ctx,
        mandateFlow,
        'expire',
        over.map(row => row.id),
      )
    }),
})

/** Nobody stays without a 服务专员 because posts changed: once there is somebody, they have everyone. */
export const settleLiaison = defineJob({
  name: 'liaison.settle',
  cron: '10 0 * * *',
  run: work => work.write(settle),
})

/** When a party is merged into another, a later module moves what it keeps of it to the one that stays. */
export const onMerge = (name: string, move: (ctx: Ctx, from: string, into: string) => Promise<void>): void =>
  on('party.merge', name, (work, { recordId }) =>
    work.write(async ctx => {
      const into = await remaining(ctx, recordId)
      if (into !== recordId) await move(ctx, recordId, into)
    }),
  )
