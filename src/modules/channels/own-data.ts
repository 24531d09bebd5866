import { type Ctx, system } from '#platform/ctx'
import { performMany } from '#platform/perform'
import { definePersonalData } from '#platform/personal-data'
import { subscriberFlow } from './subscriber.ts'

const own = (ctx: Ctx) =>
  ctx.db
    .selectFrom('digest_subscriber')
    .selectAll()
    .where('identity_id', '=', ctx.actor.identityId)
    .where('state', '<>', 'left')
    .limit(50)
    .execute()

/** Subscriptions that were asked for while signed in; others belong to an address alone, which ends them by one click. */
definePersonalData('channels', {
  async keeps(ctx) {
    const rows = await own(ctx)
    return rows.map(({ email_sealed, columns, rhythm, asked_at, confirmed_at }) => ({
      ...(email_sealed && { email: ctx.centre.keys.decrypt(email_sealed) }),
      ...{ columns, rhythm, asked_at, confirmed_at },
    }))
  },
  async warns(ctx) {
    return (await own(ctx)).length > 0 ? ['您订阅了邮件摘要，注销后不再寄信，邮箱地址随即删除。'] : []
  },
  async forget(ctx) {
    const ids = (await own(ctx)).map(row => row.id)
    await performMany({ ...ctx, actor: system }, subscriberFlow, 'leave', ids, { how: 'erased' })
  },
})
