import { createHash } from 'node:crypto'
import type { Ctx } from '#platform/ctx'

/** What the link in the message holds: derived by the centre's own key, so that it is kept nowhere. */
export const tokenOf = (ctx: Ctx, id: string): string => ctx.centre.keys.hash(`follow-up ${id}`).slice(0, 24)

/** Under which it is found. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')
