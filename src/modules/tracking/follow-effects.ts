import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import type { Answered, Invited } from './inputs.ts'
import { hashOfToken, tokenOf } from './link.ts'
import type { FollowUp, Round } from './people.ts'
import { linkDays } from './settings.ts'

export async function opened(ctx: Ctx, row: Round) {
  const { people } = await ctx.db
    .selectFrom('enrolment')
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .where('class_id', '=', row.class_id)
    .where('state', '=', 'completed')
    .executeTakeFirstOrThrow()
  return { people: Number(people), opened_at: ctx.now }
}

export const invited = async (
  ctx: Ctx,
  row: FollowUp,
  { phone: _phone, title: _title, ...input }: Invited,
) => ({
  ...input,
  token_hash: hashOfToken(tokenOf(ctx, row.id)),
  token_until: new Date(ctx.now.getTime() + linkDays.of(ctx.centre) * 86_400_000),
})

/** 没有开店的, the shop of before is not kept. */
export async function answered(ctx: Ctx, row: FollowUp, input: Answered) {
  const round = await ctx.db
    .selectFrom('follow_round')
    .select('state')
    .where('id', '=', row.round_id)
    .executeTakeFirstOrThrow()
  if (round.state !== 'open') throw conflict('这次跟踪已经结束，谢谢您。')
  const shop = input.shop === 'yes'
  return {
    ...{ shop, platform: shop ? (input.platform ?? null) : null, shop_url: shop ? input.shop_url : '' },
    ...{ sales_fen: input.sales_fen, employment: input.employment, remark: input.remark },
    ...{ answered_on: today(ctx), channel: channelOf(ctx) },
  }
}

const channelOf = ({ actor }: Ctx): 'link' | 'own' | 'phone' =>
  actor.holdsCodeOf ? 'link' : actor.staffId ? 'phone' : 'own'
const today = (ctx: Ctx): string => dayOf(ctx.now)
