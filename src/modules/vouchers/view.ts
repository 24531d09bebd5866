import { badgeOf, buttonsFor, story } from '#modules/actions'
import type { Ctx } from '#platform/ctx'
import { filesByRecord, filesOf } from '#platform/files'
import { dateTime, money } from '#platform/format'
import { maskName } from '#platform/identifiers'
import type { BadgeTone } from '#ui/badge'
import { leftOf } from './amounts.ts'
import { phaseOf } from './claiming.ts'
import { accounts, payees, signalWords, voucherNumber } from './codes.ts'
import { ruleInWords } from './fit.ts'
import { type Fund, fundOf } from './ledger.ts'
import type { Programme, Redemption } from './people.ts'
import { kindsOfSupport, supportItems } from './queries/programmes.ts'
import { redemptionsOf, type VoucherRow } from './queries/vouchers.ts'
import { redemptionFlow } from './redemption.ts'
import { openOf } from './redemption-inputs.ts'
import { voucherFlow } from './voucher.ts'

export interface Mark {
  label: string
  tone: BadgeTone
}

const phases: Record<ReturnType<typeof phaseOf>, Mark> = {
  before: { label: '还没开始', tone: 'blue' },
  open: { label: '可以领取', tone: 'green' },
  none: { label: '已领完', tone: 'orange' },
  over: { label: '已停止领取', tone: 'grey' },
  finished: { label: '已结清', tone: 'grey' },
}

/** 公示 names firms; of natural persons only the family name stands there. */
export const publicName = (name: string, kind: string): string => (kind === 'person' ? maskName(name) : name)

/** A programme in a line, as everybody sees it. */
export function programmeCard(programme: Programme, fund: Fund, now: Date) {
  const phase = phaseOf(programme, fund, now)
  return {
    id: programme.id,
    name: programme.name,
    offer: offerWords(programme),
    when: `${dateTime(programme.opens_at)} 至 ${dateTime(programme.closes_at)}`,
    phase: phases[phase],
    open: phase === 'open',
    left: leftWords(programme, fund),
  }
}
export type ProgrammeCard = ReturnType<typeof programmeCard>

export const offerWords = ({ share, cap_fen }: Pick<Programme, 'share' | 'cap_fen'>): string =>
  `补贴服务价格的 ${share}%，每张券最高 ${money(cap_fen)}`

/** How many vouchers the money and the number still allow. */
export const roomOf = ({ cap_fen }: Pick<Programme, 'cap_fen'>, fund: Fund): number =>
  Math.min(Math.floor(fund.available_fen / cap_fen), Math.max(0, fund.most - fund.issued))

const leftWords = (programme: Programme, fund: Fund): string =>
  `还可领 ${roomOf(programme, fund)} 张，余额 ${money(fund.available_fen)}`

/** The rules in plain words. */
export async function rulesOf(ctx: Ctx, programme: Programme) {
  const [kinds, items] = await Promise.all([kindsOfSupport(ctx), supportItems(ctx)])
  const uses = [
    ...kinds.filter(one => programme.kinds.includes(one.code)).map(one => one.name),
    ...items.filter(one => programme.item_ids.includes(one.id)).map(one => one.name),
  ]
  return {
    who: ruleInWords(programme, ctx.centre.division),
    facts: [
      { label: '补贴', value: offerWords(programme) },
      { label: '可用于', value: uses.length > 0 ? uses.join('、') : '业务支持的各类服务订单' },
      {
        label: '每个对象',
        value: `最多 ${programme.party_most} 张，合计最高 ${money(programme.party_most_fen)}`,
      },
      { label: '领取时间', value: `${dateTime(programme.opens_at)} 至 ${dateTime(programme.closes_at)}` },
      {
        label: '有效期',
        value: `领取后 ${programme.valid_days} 天内用到订单上，之后 ${programme.grace_days} 天内验收和兑付；过期作废，钱退回预算`,
      },
      { label: '补贴给谁', value: payees[programme.pay_to as keyof typeof payees] },
      { label: '兑付材料', value: programme.proof },
      { label: '批准预算', value: money(programme.budget_fen) },
      { label: '资金来源', value: programme.source },
      { label: '拨付', value: accounts[programme.funds as keyof typeof accounts] },
      { label: '批准文号', value: programme.number },
    ],
  }
}
export type Rules = Awaited<ReturnType<typeof rulesOf>>

/** A voucher in a line. */
export const voucherLine = (row: VoucherRow) => ({
  id: row.id,
  number: voucherNumber(row.code, row.turn),
  programme: row.programme,
  programmeId: row.programme_id,
  party: row.party,
  partyId: row.party_id,
  cap: row.cap_fen,
  redeemed: Number(row.redeemed_fen),
  claimed: dateTime(row.claimed_at),
  validUntil: row.valid_until,
  redeemUntil: row.redeem_until,
  order: row.order_title ?? '',
  provider: row.provider ?? '',
  state: badgeOf(voucherFlow, row.state),
})
export type VoucherLine = ReturnType<typeof voucherLine>

/** One redemption, with what the reader may do with it. */
export async function redemptionView(ctx: Ctx, row: Redemption) {
  const files = await filesByRecord(ctx, 'voucher_redemption', [row.id])
  return {
    id: row.id,
    voucherId: row.voucher_id,
    milestone: row.milestone,
    price: row.price_fen,
    amount: row.amount_fen,
    payee: `${payees[row.payee as keyof typeof payees]}（${row.payee_name}）`,
    invoice: row.invoice,
    own: `${money(row.own_fen)}，${row.own_on}`,
    applied: dateTime(row.applied_at),
    paid: row.paid_on ? `${row.paid_on}，凭证号 ${row.paid_number}` : null,
    reclaim: row.reclaim_reason,
    reclaimed: row.reclaimed_on ? `${row.reclaimed_on}，凭证号 ${row.reclaimed_number}` : null,
    checkNote: row.check_note,
    signals: row.signals.map(signalWords),
    files: files.get(row.id) ?? [],
    state: badgeOf(redemptionFlow, row.state),
    buttons: await buttonsFor(ctx, redemptionFlow, row),
  }
}
export type RedemptionView = Awaited<ReturnType<typeof redemptionView>>

/** One voucher with its order and its redemptions, for whoever may see it. */
export async function voucherView(ctx: Ctx, row: VoucherRow) {
  const redemptions = await redemptionsOf(ctx, [row.id])
  const canAsk = ['attached', 'redeemable', 'settling'].includes(row.state) ? await openOf(ctx, row) : []
  return {
    ...voucherLine(row),
    mine: ctx.actor.parties.includes(row.party_id),
    provides: row.provider_party_id !== null && ctx.actor.parties.includes(row.provider_party_id),
    claimedBy: row.claimed_by ? `窗口代领（${row.claimed_by_name ?? ''}）` : '',
    consents: row.claimed_by ? await filesOf(ctx, 'voucher', row.id) : [],
    share: row.share,
    left: leftOf(row, redemptions),
    proof: row.proof,
    payTo: payees[row.pay_to as keyof typeof payees],
    orderId: row.order_id,
    orderNumber: row.order_number ?? '',
    reason: row.reason,
    canAsk: canAsk.map(one => ({ name: one.name, price: one.price_fen, amount: one.amount_fen })),
    redemptions: await Promise.all(redemptions.map(one => redemptionView(ctx, one))),
    buttons: await buttonsFor(ctx, voucherFlow, row),
    story: await story(ctx, { recordId: row.id }),
  }
}
export type VoucherView = Awaited<ReturnType<typeof voucherView>>

/** Where the money stands, for people: the four parts make up the budget. */
export const fundParts = (fund: Fund) => [
  { label: '预算', value: money(fund.budget_fen) },
  { label: '可用', value: money(fund.available_fen) },
  { label: '已预留', value: money(fund.reserved_fen) },
  { label: '已核销待付', value: money(fund.due_fen) },
  { label: '已付', value: money(fund.paid_fen) },
]
export const partsOf = async (ctx: Ctx, programmeId: string) => fundParts(await fundOf(ctx, programmeId))
