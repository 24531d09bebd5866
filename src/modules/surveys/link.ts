import { createHash, randomBytes } from 'node:crypto'
import type { Ctx } from '#platform/ctx'

/** What a link holds: random, kept nowhere but in the letter. */
export const newToken = (): string => randomBytes(15).toString('base64url')

/** Under which it is found. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

export const addressOf = (ctx: Ctx, token: string): string => `${ctx.centre.origin}/s/${token}`

/** A link by letter or message runs out with the survey, which is closed long before. */
export const letterDays = 180
/** A link on the screen of the counter is for whoever stands before it. */
export const counterMinutes = 30

export async function keepToken(ctx: Ctx, invitationId: string, token: string, until: Date): Promise<void> {
  await ctx.db
    .insertInto('survey_token')
    .values({ hash: hashOfToken(token), invitation_id: invitationId, until })
    .execute()
}
