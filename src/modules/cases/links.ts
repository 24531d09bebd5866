import type { Ctx } from '#platform/ctx'

/**
 * The secret of a case's rating link: derived from the case by the centre's own key, so that the receipt can carry it
 * before there is anything to rate, and nothing but its hash need be kept. 80 bits.
 */
export const ratingToken = ({ centre }: Ctx, caseId: string): string =>
  Buffer.from(centre.keys.hash(`rating ${caseId}`), 'hex')
    .subarray(0, 10)
    .toString('base64url')

/** Where the case can be rated once, without an account. */
export const ratingLink = (ctx: Ctx, caseId: string): string =>
  `${ctx.centre.origin}/r/${ratingToken(ctx, caseId)}`

/** Where anybody with the 查询码 sees how the case stands. */
export const progressLink = ({ centre }: Ctx, number: string): string =>
  `${centre.origin}/progress?number=${number}`
