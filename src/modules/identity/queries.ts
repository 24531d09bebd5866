import type { Ctx } from '#platform/ctx'

export const identityOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('identity')
    .select(['id', 'name', 'username', 'phone_number', 'totp_confirmed'])
    .where('id', '=', ctx.actor.identityId as string)
    .executeTakeFirstOrThrow()
