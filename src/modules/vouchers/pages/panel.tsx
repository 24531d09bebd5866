import { money } from '#platform/format'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import type { Mark } from '../view.ts'

interface Props {
  href: string
  number: string
  programme: string
  share: number
  cap: number
  redeemed: number
  until: string
  state: Mark
}

/** The voucher that an order is paid with in part: both sides see it. */
export const OrderVoucher = ({ href, number, programme, share, cap, redeemed, until, state }: Props) => (
  <Card title="服务券" action={<a href={href}>查看</a>}>
    <Facts
      items={[
        { label: '券号', value: number },
        { label: '状态', value: <Badge tone={state.tone}>{state.label}</Badge> },
        { label: '计划', value: programme },
        { label: '补贴', value: `验收价格的 ${share}%，最高 ${money(cap)}` },
        { label: '已核定', value: redeemed > 0 ? money(redeemed) : '' },
        { label: '最迟申请兑付', value: until },
      ]}
    />
    <p class="quiet">每个阶段验收以后，可以按阶段申请兑付。</p>
  </Card>
)

export const UnusedVouchers = ({ count }: { count: number }) => (
  <Card title="服务券">
    <p>
      您有 {count} 张没用的服务券。适用这个订单的，现在就可以用上：<a href="/my/vouchers">我的服务券</a>
    </p>
  </Card>
)
