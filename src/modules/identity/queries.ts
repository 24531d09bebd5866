import type { Ctx } from '#platform/ctx'
import { definePersonalData } from '#platform/personal-data'

export const identityOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('identity')
    .select(['id', 'name', 'username', 'phone_number', 'totp_confirmed'])
    .where('id', '=', ctx.actor.identityId as string)
    .executeTakeFirstOrThrow()

definePersonalData('account', {
  keeps: ctx =>
    ctx.db
      .selectFrom('identity')
      .select(['name', 'phone_number', 'created_at'])
      .where('id', '=', ctx.actor.identityId)
      .executeTakeFirst(),
})
