import type { Ctx } from '#platform/ctx'
import { newId } from '#platform/ids'

/** The text that is agreed to; a new version asks again. */
export const privacyNotice = { document: 'privacy', version: '2026-11' } as const

export async function giveConsent(ctx: Ctx): Promise<void> {
  await ctx.db
    .insertInto('consent')
    .values({ id: newId(), identity_id: ctx.actor.identityId as string, ...privacyNotice, given_at: ctx.now })
    .execute()
}
