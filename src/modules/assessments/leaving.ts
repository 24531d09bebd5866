import { whenProviderLeaves } from '#modules/catalogue'
import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { openOf } from './queries.ts'
import { assessmentFlow } from './workflow.ts'

/** 4.5.1 Whoever leaves the directory is assessed no further. */
whenProviderLeaves('assessments', {
  async lock(ctx, providerId) {
    const open = await openOf(ctx, providerId)
    if (!open) return
    await ctx.db
      .selectFrom('provider_assessment')
      .select('id')
      .where('id', '=', open.id)
      .forUpdate()
      .execute()
  },
  async handBack(ctx: Ctx, gone) {
    const open = await openOf(ctx, gone.id)
    if (open) await perform({ ...ctx, actor: system }, assessmentFlow, 'end', open.id)
  },
})
