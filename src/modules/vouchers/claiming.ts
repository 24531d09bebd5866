import { z } from 'zod'
import { inBrief } from '#modules/activities'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, notFound } from '#platform/errors'
import { files } from '#platform/forms'
import { isId } from '#platform/ids'
import { tell } from '#platform/notify'
import { isConcerned } from '#platform/who'
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
  return claimedBy(ctx, input, await whoClaims(ctx, input))
}

async function claimedBy(ctx: Ctx, input: Claim, party: OfFile) {
  const programme = await programmeOf(ctx, input.programme_id)
  if (!programme?.published_at) throw notFound('这个服务券计划')
  await refuseUnfit(ctx, programme, party)
  const locked = (await lockProgramme(ctx, programme.id)) as Programme
  const why = await whyNot(ctx, locked, party.id)
  if (why) throw conflict(why, ctx.actor.staffId ? atCounter(party.id) : `/vouchers/${programme.id}`)
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

export const atCounter = (partyId: string): string => `/desk/vouchers/claim?party=${partyId}`

export interface ClaimFor extends Claim {
  consent_papers: string[]
  consent: boolean
}
/** At the counter: for the party of its file, with its own word on paper. */
export async function claimFor(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<ClaimFor>> {
  const party = isId(String(raw.party_id)) ? await partyToClaim(ctx, String(raw.party_id)) : undefined
  if (!party) throw notFound('这个服务对象')
  return z.object({
    programme_id: z.uuid().meta({ widget: 'hidden', label: '服务券计划' }),
    party_id: z.literal(party.id).meta({ widget: 'hidden' }),
    consent_papers: files(3)
      .refine(ids => ids.length > 0, '请上传签字的委托照片')
      .meta({
        label: '对方签字的委托',
        accept: 'image/*',
        help: '写明请中心代领哪个计划的券，负责人签名或盖章。',
      }),
    consent: z
      .boolean()
      .default(false)
      .refine(Boolean, '对方没有听明白，就先不领')
      .meta({
        label: `已向${party.name}说明：什么时候以前用、过期作废、用不上可以退回`,
        widget: 'checkbox',
      }),
  }) as unknown as z.ZodType<ClaimFor>
}
export const aboutClaim = async (ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> => {
  const party = isId(String(raw.party_id)) ? await partyToClaim(ctx, String(raw.party_id)) : undefined
  const programme = isId(String(raw.programme_id))
    ? await programmeOf(ctx, String(raw.programme_id))
    : undefined
  return party && programme ? `${programme.name}，替${party.name}领` : null
}

/** By the rules that hold for everybody; never for one’s own, by whichever account. */
export async function claimedFor(ctx: Ctx, _row: Voucher, input: ClaimFor) {
  if (isConcerned(ctx.actor, input)) throw forbidden('这是您自己的服务对象，请由另一位工作人员代领。')
  const party = await partyToClaim(ctx, input.party_id)
  if (!party) throw notFound('这个服务对象')
  return { ...(await claimedBy(ctx, input, party)), claimed_by: ctx.actor.staffId }
}

async function refuseUnfit(ctx: Ctx, programme: Programme, party: OfFile): Promise<void> {
  const { verdict, groups } = await eligibility(ctx, programme, party)
  if (verdict === 'yes') return
  const see = ctx.actor.parties.includes(party.id)
    ? `/my/vouchers/claim/${programme.id}?party=${party.id}`
    : atCounter(party.id)
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
export const reserved =
  (action: 'claim' | 'claimFor') =>
  async (ctx: Ctx, row: Voucher): Promise<void> => {
    await post(
      ctx,
      { flow: 'voucher', action, id: row.id },
      { programme_id: row.programme_id, voucher_id: row.id, kind: 'reserve', amount_fen: row.cap_fen },
    )
    const programme = await programmeOf(ctx, row.programme_id)
    await tell(ctx, toldHolder(action === 'claim' ? 'claimed' : 'claimedFor', row, programme?.code ?? ''))
  }
