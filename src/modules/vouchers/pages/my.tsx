import { type ReasonGroup, Reasons } from '#modules/policies'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import type { RedemptionView, VoucherLine, VoucherView } from '../view.ts'

interface ListProps {
  /** Still to be used or paid, then what is over. */
  open: readonly VoucherLine[]
  past: readonly VoucherLine[]
}

/** 我的服务券: what I have, until when, how to use it. */
export function MyVouchers({ open, past }: ListProps) {
  return (
    <div class="wrap stack">
      <PageHead
        title="我的服务券"
        actions={
          <a class="button button-primary" href="/vouchers">
            看看能领什么券
          </a>
        }
      />
      {open.length === 0 && past.length === 0 && (
        <Card>
          <Empty
            icon="gift"
            title="还没有服务券"
            text="请人拍视频、做设计、管账目，政府替您出一部分钱。"
            action={{ href: '/vouchers', label: '去领券' }}
          />
        </Card>
      )}
      {open.length > 0 && (
        <Card title="在用的">
          <ul class="task-list">
            {open.map(one => (
              <Line one={one} />
            ))}
          </ul>
        </Card>
      )}
      {past.length > 0 && (
        <Card title="以前的">
          <ul class="task-list">
            {past.map(one => (
              <Line one={one} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

const Line = ({ one }: { one: VoucherLine }) => (
  <li>
    <div>
      <a href={`/my/vouchers/${one.id}`}>{one.programme}</a>{' '}
      <Badge tone={one.state.tone}>{one.state.label}</Badge>
      <p>
        券号 {one.number}，最高 {money(one.cap)}
        {one.redeemed > 0 && `，已核定 ${money(one.redeemed)}`}
      </p>
      <p class="quiet">
        {one.order
          ? `用于：${one.order}；最迟 ${one.redeemUntil} 申请兑付`
          : `${one.validUntil} 前用到订单上`}
      </p>
    </div>
  </li>
)

/** One voucher: what it is worth, what to do next, what became of what was asked for. */
export function MyVoucher({ view }: { view: VoucherView }) {
  const back = `/my/vouchers/${view.id}`
  return (
    <div class="wrap stack">
      <PageHead
        title={`服务券 ${view.number}`}
        lead={view.programme}
        badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      />
      <Next view={view} />
      <Card>
        <Facts
          items={[
            { label: '补贴', value: `验收价格的 ${view.share}%，最高 ${money(view.cap)}` },
            { label: '还剩', value: money(view.left) },
            { label: '领券人', value: view.party },
            { label: '用到订单上', value: `${view.validUntil} 前` },
            { label: '申请兑付', value: `${view.redeemUntil} 前` },
            { label: '补贴给谁', value: view.payTo },
            view.orderId !== null && {
              label: '订单',
              value: <a href={`/my/orders/${view.orderId}`}>{`${view.order}（${view.orderNumber}）`}</a>,
            },
            { label: '服务商', value: view.provider },
            { label: '兑付材料', value: view.proof },
          ]}
        />
        {view.buttons.length > 0 && <ActionButtons offers={view.buttons} back={back} />}
      </Card>
      {view.redemptions.map(one => (
        <Card
          title={`兑付：${one.milestone}`}
          action={<Badge tone={one.state.tone}>{one.state.label}</Badge>}
        >
          <RedemptionFacts view={one} />
          {one.buttons.length > 0 && <ActionButtons offers={one.buttons} back={back} />}
        </Card>
      ))}
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
    </div>
  )
}

/** What the state means for the reader, and the next step. */
function Next({ view }: { view: VoucherView }) {
  if (view.canAsk.length > 0)
    return (
      <Alert tone="success" title="可以申请兑付了">
        <p>
          {view.canAsk.map(one => `${one.name}可补贴 ${money(one.amount)}`).join('；')}。请准备：{view.proof}
        </p>
        <p>
          <a class="button button-primary" href={`/act/voucher_redemption/apply?voucher_id=${view.id}`}>
            申请兑付
          </a>
        </p>
      </Alert>
    )
  if (view.state.label === '待使用' && view.mine)
    return (
      <Alert tone="info" title="下一步：用到服务订单上">
        <p>
          已有订单的，点下面“用到订单上”；还没有的，先到<a href="/items?family=support">办服务</a>
          里找服务商比价、下单。{view.validUntil} 前没有用上就作废，用不上的请退回。
        </p>
      </Alert>
    )
  if (view.state.label === '已用于订单')
    return (
      <Alert tone="info" title="等订单验收">
        <p>订单有一个阶段验收通过，就可以申请兑付。</p>
      </Alert>
    )
  if (view.reason)
    return (
      <Alert tone="danger" title="这张券已撤销">
        <p>原因：{view.reason}</p>
      </Alert>
    )
  return null
}

export const RedemptionFacts = ({ view }: { view: RedemptionView }) => (
  <>
    <Facts
      items={[
        { label: '验收价格', value: money(view.price) },
        { label: '补贴', value: money(view.amount) },
        { label: '收款', value: view.payee },
        { label: '发票', value: view.invoice },
        { label: '领券人自付', value: view.own },
        { label: '申请时间', value: view.applied },
        view.paid !== null && { label: '拨付', value: view.paid },
        view.reclaim !== null && { label: '追回原因', value: view.reclaim },
        view.reclaimed !== null && { label: '追回', value: view.reclaimed },
      ]}
    />
    <Files files={view.files} />
  </>
)

interface ClaimProps {
  programme: { id: string; name: string; offer: string; left: string }
  parties: ReadonlyArray<{
    id: string
    name: string
    verdict: 'yes' | 'no' | 'unknown'
    groups: readonly ReasonGroup[]
    /** Why not just now, though it fits. */
    why: string | null
    /** The next question to answer. */
    ask: string | null
  }>
  /** Of the form: each party's button performs once. */
  formKey: string
}

/** Whether one may claim, and why; one tap where one may. */
export const ClaimPage = ({ programme, parties, formKey }: ClaimProps) => (
  <div class="wrap stack">
    <PageHead title="领取服务券" lead={programme.name} />
    <p>{programme.offer}。</p>
    <p class="quiet">{programme.left}。</p>
    {parties.length === 0 && (
      <Card>
        <Empty
          icon="users"
          title="还没有您的档案"
          text="先登记姓名，或者请单位授权您办事，再来领取。"
          action={{ href: '/my', label: '去登记' }}
        />
      </Card>
    )}
    {parties.map(one => (
      <Card title={one.name}>
        {one.verdict === 'yes' && one.why === null && (
          <form method="post" action="/act/voucher/claim" data-controller="submit-once">
            <input type="hidden" name="_key" value={`${formKey.slice(0, -12)}${one.id.slice(-12)}`} />
            <input type="hidden" name="programme_id" value={programme.id} />
            <input type="hidden" name="party_id" value={one.id} />
            <button type="submit" class="button button-primary">
              领取一张
            </button>
          </form>
        )}
        {one.why !== null && (
          <Alert tone="warning" title="现在不能领">
            <p>{one.why}</p>
          </Alert>
        )}
        {one.verdict === 'unknown' && one.ask && (
          <p>
            还差几项情况才能判断：
            <a class="button button-primary" href={one.ask}>
              回答下一个问题
            </a>
          </p>
        )}
        {one.verdict === 'no' && <p>按现在知道的情况，不符合领取条件：</p>}
        <Reasons groups={one.groups} />
      </Card>
    ))}
    <p class="quiet">
      <a href={`/vouchers/${programme.id}`}>回到计划，看全部规则</a>
    </p>
  </div>
)
