import { defineImport, type Existing } from '#platform/imports'
import { perform } from '#platform/perform'
import { bankLineFlow, entering } from './bank.ts'
import { payVouchers } from './duties.ts'
import { bankLinesAfter } from './queries/bank.ts'

const text = (value: unknown): string => String(value ?? '').trim()
const keyOf = (input: Record<string, unknown>): string =>
  [input.programme_id, input.direction, input.day, input.reference, input.amount_fen].map(text).join('｜')

/** The bank's statement by the sheet: each row is entered as by hand, and found again in the payments where it agrees. */
defineImport('voucher_bank_line', {
  label: '银行流水',
  about:
    '服务券的银行流水，一笔一行；凭证号和金额与登记的拨付一致的自动对上，其余的由人核对。录过的不会再录。',
  by: payVouchers,
  list: '/desk/vouchers/bank',
  schema: entering,
  columns: [
    { name: 'programme_id', example: '2026-01 直播短视频服务券' },
    { name: 'direction', example: '付出' },
    { name: 'day', example: '2026-11-24' },
    { name: 'amount_fen', example: '600.00' },
    { name: 'reference', example: '凭 1108' },
    { name: 'counterpart', example: '安庆某某文化传媒有限公司' },
  ],
  keyOf: input => (text(input.reference) ? keyOf(input) : null),
  titleOf: input => [text(input.day), text(input.reference)].filter(Boolean).join(' '),
  async find(ctx, inputs) {
    const all = (await bankLinesAfter(ctx, '', 5_000)).map(asLine)
    const known = new Map(all.map(one => [keyOf(one.input), one]))
    return inputs.map(input => known.get(keyOf(input)))
  },
  perform: async (ctx, input, id) => id ?? (await perform(ctx, bankLineFlow, 'enter', null, input)).id,
  page: async (ctx, after, limit) => (await bankLinesAfter(ctx, after, limit)).map(asLine),
})

function asLine(row: Awaited<ReturnType<typeof bankLinesAfter>>[number]): Existing {
  const { id, programme_id, direction, day, amount_fen, reference, counterpart } = row
  return { id, input: { programme_id, direction, day, amount_fen, reference, counterpart } }
}
