import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'

export interface StateBadge {
  label: string
  tone: BadgeTone
}
/** How a thing stands in the stock-taking that is under way. */
export interface CountView {
  stocktakingId: string
  /** Name of the stock-taking. */
  of: string
  waiting: boolean
  /** '盘到'、'位置不对'…; null while it waits. */
  outcome: string | null
  tone: BadgeTone
  /** '陈静 今天 10:21' */
  counted: string
  details: string
  /** Where the books have it. */
  expected: string
  buttons: Button[]
  /** How many others still wait. */
  left: number
  /** While it is being counted or explained. */
  open: boolean
}

/** The big buttons for whoever stands before the thing with a phone. */
export const CountCard = ({ count, back }: { count: CountView; back: string }) => (
  <Card title={count.of}>
    {count.waiting ? (
      <p>登记位置：{count.expected || '没有写明'}。</p>
    ) : (
      <Alert tone={count.tone === 'green' ? 'success' : 'warning'} title={`已清点：${count.outcome}`}>
        {[count.counted, count.details].filter(Boolean).join(' · ')}
      </Alert>
    )}
    {count.buttons.length > 0 && (
      <div class={count.waiting ? 'count-buttons' : 'count-again'}>
        <ActionButtons offers={count.buttons} back={back} />
      </div>
    )}
    <p class="count-next">
      <a href={`/desk/assets/stocktakings/${count.stocktakingId}`}>
        {count.open && count.left > 0 ? `还有 ${count.left} 件待盘` : '查看这次盘点'}
      </a>
    </p>
  </Card>
)

export const State = ({ state }: { state: StateBadge }) => <Badge tone={state.tone}>{state.label}</Badge>
