import { z } from 'zod'
import { inBrief } from '#modules/activities'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, notFound } from '#platform/errors'
import { tell } from '#platform/notify'
import { eligibility, type OfFile } from './fit.ts'
import { type Fund, fundOf, hasRoom, post } from './ledger.ts'
import { toldHolder } from './messages.ts'
import type { Programme, Voucher } from './people.ts'
import { lockProgramme, programmeOf } from './queries/programmes.ts'
import { heldByParty, lastTurn, partyToClaim, unusedOf } from './queries/vouchers.ts'
import { mostUnused } from './settings.ts'

export interface Claim {
  programme_id: string
  party_id: string
}
export const claim = z.object({
  programme_id: z.uuid().meta({ widget: 'hidden', label: '服务券计划' }),
  party_id: z.uuid().meta({ widget: 'hidden', label: '服务对象' }),
}) as unknown as z.ZodType<Claim>

/**
 * First come, first served, and never a 分 too much: whether somebody may claim is looked at first; then, one after the
 * other under the lock of the programme, whether there is still room for them and for one more voucher. The line in the
 * ledger follows in the same transaction, and the database refuses it where there is no money.
 */
export async function claimed(ctx: Ctx, _row: Voucher, input: Claim) {
  const party = await whoClaims(ctx, input)
  const programme = await programmeOf(ctx, input.programme_id)
  if (!programme?.published_at) throw notFound('这个服务券计划')
  await refuseUnfit(ctx, programme, party)
  const locked = (await lockProgramme(ctx, programme.id)) as Programme
  const why = await whyNot(ctx, locked, party.id)
  if (why) throw conflict(why, `/vouchers/${programme.id}`)
  return voucherOf(ctx, locked, party.id, (await lastTurn(ctx, locked.id)) + 1)
}

function voucherOf(ctx: Ctx, programme: Programme, party_id: string, turn: number) {
  const valid_until = addDays(dayOf(ctx.now), programme.valid_days)
  return {
    ...{ programme_id: programme.id, party_id, turn, claimed_at: ctx.now },
    ...{ cap_fen: programme.cap_fen, share: programme.share },
    ...{ valid_until, redeem_until: addDays(valid_until, programme.grace_days) },
  }
}

async function whoClaims(ctx: Ctx, { party_id }: Claim): Promise<OfFile> {
  if (!ctx.actor.parties.includes(party_id)) throw forbidden('这一步由服务对象本人或其授权的人办理。')
  const party = await partyToClaim(ctx, party_id)
  if (!party) throw notFound('这个服务对象')
  return party
}

async function refuseUnfit(ctx: Ctx, programme: Programme, party: OfFile): Promise<void> {
  const { verdict, groups } = await eligibility(ctx, programme, party)
  if (verdict === 'yes') return
  const see = `/my/vouchers/claim/${programme.id}?party=${party.id}`
  if (verdict === 'unknown') throw conflict('还差几项情况，请先回答再领取。', see)
  const missed = groups.flatMap(group =>
    group.verdict === 'no' ? group.reasons.filter(one => one.verdict === 'no').map(one => one.asks) : [],
  )
  throw conflict(`不符合领取条件：${missed.join('；')}。`, see)
}

/** Why this party gets no voucher just now, in plain words with what else can be done; null where it gets one. */
export async function whyNot(ctx: Ctx, programme: Programme, partyId: string): Promise<string | null> {
  const outside = outsideTime(programme, ctx.now)
  if (outside) return outside
  const mine = await heldByParty(ctx, programme.id, partyId)
  if (mine.vouchers >= programme.party_most)
    return `每个对象最多领 ${programme.party_most} 张，您已经领过了。`
  if (mine.fen + programme.cap_fen > programme.party_most_fen) return '您领到的券合计已经到了最高额。'
  const most = mostUnused.of(ctx.centre)
  if ((await unusedOf(ctx, partyId)) >= most) return `您有 ${most} 张券还没有用，用掉或退回以后再领。`
  return hasRoom(await fundOf(ctx, programme.id), programme.cap_fen) ? null : noneLeft
}

/** There is no queue: whoever comes back is as good as anybody. */
export const noneLeft =
  '这个计划的券已经领完了，没有排队。别人退回或过期的券会重新放出来，可以过几天再看；也可以看看其他计划，或者向中心咨询能享受的其他支持。'

function outsideTime(programme: Programme, now: Date): string | null {
  if (now < programme.opens_at) return `${inBrief(programme.opens_at, now)} 开始领取，请到时再来。`
  if (programme.state !== 'running' || now >= programme.closes_at)
    return '这个计划已经停止领取，可以看看其他计划。'
  return null
}

/** What everybody sees of whether there is still something to claim. */
export type Phase = 'before' | 'open' | 'none' | 'over' | 'finished'
export function phaseOf(programme: Programme, fund: Fund, now: Date): Phase {
  if (programme.state === 'finished') return 'finished'
  if (programme.state !== 'running' || now >= programme.closes_at) return 'over'
  if (now < programme.opens_at) return 'before'
  return hasRoom(fund, programme.cap_fen) ? 'open' : 'none'
}

/** Its money is set aside at once. */
export async function reserved(ctx: Ctx, row: Voucher): Promise<void> {
  await post(
    ctx,
    { flow: 'voucher', action: 'claim', id: row.id },
    { programme_id: row.programme_id, voucher_id: row.id, kind: 'reserve', amount_fen: row.cap_fen },
  )
  const programme = await programmeOf(ctx, row.programme_id)
  await tell(ctx, toldHolder('claimed', row, programme?.code ?? ''))
}
