import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { money } from '#platform/format'
import { type Fund, fundOf } from './ledger.ts'
import type { Programme } from './people.ts'
import * as queries from './queries/reconcile.ts'
import { bankDays } from './settings.ts'

/** One figure: as the ledger has it, and as it comes out of vouchers and redemptions themselves. */
export interface Figure {
  label: string
  ledger: number
  computed: number
  /** Vouchers are counted, not paid. */
  count?: true
}
export interface Reconciled {
  figures: Figure[]
  /** What does not agree, each in a sentence; none where all is well. */
  findings: string[]
}

/**
 * 对账: everything recomputed from vouchers and redemptions and compared with the fund, with the sum of the ledger's
 * lines, with the journal, with the public funds and with the bank. It only says what it finds; nothing is put right.
 */
export async function reconcile(ctx: Ctx, programme: Programme): Promise<Reconciled> {
  const [fund, computed, sums] = await Promise.all([
    fundOf(ctx, programme.id),
    computedFund(ctx, programme),
    queries.ledgerSums(ctx, programme.id),
  ])
  const figures = compared(fund, computed)
  const findings = [
    ...figures.flatMap(({ label, ledger, computed: found, count }) =>
      ledger === found
        ? []
        : [`${label}：台账 ${shown(ledger, count)}，按券和兑付计算 ${shown(found, count)}。`],
    ),
    ...compared(fund, sums).flatMap(({ label, ledger, computed: summed, count }) =>
      ledger === summed
        ? []
        : [`${label}：余额 ${shown(ledger, count)}，台账逐笔合计 ${shown(summed, count)}。`],
    ),
    ...(await torn(ctx, programme)),
    ...(await unbooked(ctx, programme)),
    ...(await atTheBank(ctx, programme)),
  ]
  return { figures, findings }
}

const shown = (value: number, count?: true): string => (count ? `${value} 张` : money(value))

const compared = (ledger: Fund, computed: Omit<Fund, 'most'>): Figure[] => [
  { label: '预算', ledger: ledger.budget_fen, computed: computed.budget_fen },
  { label: '可用', ledger: ledger.available_fen, computed: computed.available_fen },
  { label: '已预留', ledger: ledger.reserved_fen, computed: computed.reserved_fen },
  { label: '已核销待付', ledger: ledger.due_fen, computed: computed.due_fen },
  { label: '已付', ledger: ledger.paid_fen, computed: computed.paid_fen },
  { label: '占用张数', ledger: ledger.issued, computed: computed.issued, count: true },
]

async function computedFund(ctx: Ctx, programme: Programme): Promise<Omit<Fund, 'most'>> {
  const [vouchers, redemptions, granted] = await Promise.all([
    queries.ofVouchers(ctx, programme.id),
    queries.ofRedemptions(ctx, programme.id),
    queries.grantedBesides(ctx, programme.id),
  ])
  const budget_fen = programme.published_at ? programme.budget_fen + granted : 0
  const { reserved_fen, issued } = vouchers
  const { due_fen, paid_fen } = redemptions
  const available_fen = budget_fen - reserved_fen - due_fen - paid_fen
  return { budget_fen, available_fen, reserved_fen, due_fen, paid_fen, issued }
}

/** Lines that are missing, or that belong to no action of the journal. */
async function torn(ctx: Ctx, programme: Programme): Promise<string[]> {
  const { lines, last, strays } = await queries.chain(ctx, programme.id)
  return [
    ...(lines === last ? [] : [`台账序号不连续：共 ${lines} 笔，最后一笔是第 ${last} 笔。`]),
    ...(strays === 0 ? [] : [`有 ${strays} 笔台账在日志里找不到对应的操作。`]),
  ]
}

/** What was paid from the centre's own account stands among its public funds, to the cent. */
async function unbooked(ctx: Ctx, programme: Programme): Promise<string[]> {
  if (programme.funds !== 'centre') return []
  const { paid, booked } = await queries.amongPublicFunds(ctx, programme.id)
  return paid === booked
    ? []
    : [`“资金收支”里随拨付登记的净额是 ${money(booked)}，台账已付是 ${money(paid)}。`]
}

async function atTheBank(ctx: Ctx, programme: Programme): Promise<string[]> {
  const late = addDays(dayOf(ctx.now), -bankDays.of(ctx.centre))
  const [missing, open] = await Promise.all([
    queries.paymentsWithoutLine(ctx, programme.id),
    queries.openLines(ctx, programme.id),
  ])
  return [
    ...missing
      .filter(one => one.day < late)
      .map(
        one => `${one.day} ${one.label} ${money(one.amount_fen)}（凭证号 ${one.number}）还没有对上银行流水。`,
      ),
    ...open.map(
      one => `银行流水 ${one.day} ${money(one.amount_fen)}（${one.reference}）没有对应的拨付或追回。`,
    ),
  ]
}
