import type { Ctx } from '#platform/ctx'

export const identityOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('identity')
    .select(['id', 'name', 'username', 'phone_number', 'totp_confirmed'])
    .where('id', '=', ctx.actor.identityId as string)
    .executeTakeFirstOrThrow()

export const consentsOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('consent')
    .select(['document', 'version', 'given_at', 'withdrawn_at'])
    .where('identity_id', '=', ctx.actor.identityId as string)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
