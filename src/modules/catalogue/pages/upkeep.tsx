import type { Button } from '#modules/actions'
import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { offerText } from '../price.ts'

export interface AskedProps {
  /** Hidden because nobody confirmed it, or still public. */
  lapsed: boolean
  state: string
  lastConfirmed: string
  buttons: Button[]
}

/** At the desk: that the entry waits to be confirmed, and what can be done about it. */
export const AskedOf = ({ lapsed, state, lastConfirmed, buttons, back }: AskedProps & { back: string }) => (
  <Alert
    tone={lapsed ? 'danger' : 'warning'}
    title={lapsed ? '逾期未确认，已暂停公开' : '请确认内容仍然属实'}
  >
    <p>
      上次确认是 {lastConfirmed}
      {!lapsed && `（${state}）`}。核对下面的内容：没有变化，点“仍然属实”；有变化，先修改。
    </p>
    <ActionButtons offers={buttons} back={back} />
  </Alert>
)

export interface PastPrice {
  since: Date
  offered: boolean
  price_fen: number | null
  price_note: string
  provider: string
  item: string
}

/** Every price that was asked, newest first, of one provider by item or of one item by provider. */
export function PastPrices({ prices, of }: { prices: readonly PastPrice[]; of: 'item' | 'provider' }) {
  if (prices.length === 0) return null
  return (
    <Card title="历次报价">
      <ul class="link-list">
        {prices.map(price => (
          <li>
            <b>{price[of]}</b>
            <small>
              {date(price.since)} 起，{price.offered ? offerText(price) : '不再提供'}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  )
}
