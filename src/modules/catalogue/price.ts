import { money } from '#platform/format'
import { priceKinds } from './workflow.ts'

interface Price {
  price_kind: string
  price_fen: number | null
  price_unit: string
}

/** 免费 / ¥300.00 每条（优惠价）/ 面议 */
export function priceText({ price_kind, price_fen, price_unit }: Price): string {
  if (price_fen === null) return priceKinds[price_kind as keyof typeof priceKinds] ?? ''
  const amount = `${money(price_fen)}${price_unit ? ` ${price_unit}` : ''}`
  return price_kind === 'discounted' ? `${amount}（优惠价）` : amount
}

/** ¥1,500.00（每条 60 秒以内） / 面议 */
export const offerText = ({
  price_fen,
  price_note,
}: {
  price_fen: number | null
  price_note: string
}): string => `${price_fen === null ? '面议' : money(price_fen)}${price_note ? `（${price_note}）` : ''}`
