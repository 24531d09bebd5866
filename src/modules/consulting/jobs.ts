import { whenProviderLeaves } from '#modules/catalogue'
import { onMerge } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { on } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { transferFlow } from './transfer.ts'

onMerge('consultation.follow_merge', async (ctx, from, into) => {
  await ctx.db.updateTable('consultation').set({ party_id: into }).where('party_id', '=', from).execute()
  await ctx.db
    .updateTable('consultation_transfer')
    .set({ party_id: into })
    .where('party_id', '=', from)
    .execute()
  await moveTasks(ctx, from, into)
})

const openOf = (ctx: Ctx, column: 'consultation_id' | 'provider_id', id: string) =>
  ctx.db
    .selectFrom('consultation_transfer')
    .select('id')
    .where(column, '=', id)
    .where('state', 'in', ['offered', 'accepted'])
    .limit(100)
    .execute()

/** It was answered, taken back or withdrawn: nobody needs to go on with what was passed to them. */
for (const action of ['reply', 'takeBack', 'withdraw', 'abandon'])
  on(`consultation.${action}`, `consultation.after_${action}`, (work, { recordId }) =>
    work.write(async ctx => {
      const open = (await openOf(ctx, 'consultation_id', recordId)).map(one => one.id)
      await performMany({ ...ctx, actor: system }, transferFlow, 'cancel', open)
    }),
  )

/** Whoever is responsible now follows up what was passed on. */
on('consultation.handOn', 'consultation.follow_owner', (work, { recordId }) =>
  work.write(async ctx => {
    const row = await ctx.db
      .selectFrom('consultation')
      .select('assignee_id')
      .where('id', '=', recordId)
      .executeTakeFirst()
    if (!row?.assignee_id) return
    const open = (await openOf(ctx, 'consultation_id', recordId)).map(one => one.id)
    await performMany({ ...ctx, actor: system }, transferFlow, 'follow', open, { owner_id: row.assignee_id })
  }),
)

/** What a provider was asked comes back to who was asked first, in the transaction in which it leaves. */
whenProviderLeaves('consulting', {
  async lock(ctx, providerId) {
    await ctx.db
      .selectFrom('consultation_transfer')
      .select('id')
      .where('provider_id', '=', providerId)
      .where('state', 'in', ['offered', 'accepted'])
      .orderBy('id')
      .limit(100)
      .forUpdate()
      .execute()
  },
  async handBack(ctx, provider) {
    const open = (await openOf(ctx, 'provider_id', provider.id)).map(one => one.id)
    await performMany({ ...ctx, actor: system }, transferFlow, 'leave', open)
  },
})
