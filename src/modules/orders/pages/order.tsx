import { date, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import { Agreement, Milestones, Money, Plan, Supplements, Warranty } from './parts.tsx'
import type { OrderView } from './shapes.ts'

const Badges = ({ view }: { view: OrderView }) => (
  <>
    <Badge tone={view.state.tone}>{view.state.label}</Badge>
    {view.deadline && <Badge tone={view.deadline.tone}>{view.deadline.text}</Badge>}
  </>
)

const About = ({ view }: { view: OrderView }) => (
  <Card title="订单">
    <Facts
      items={[
        { label: '编号', value: <span class="number">{view.number}</span> },
        { label: '类别', value: view.kind },
        { label: '服务对象', value: view.recipient.name },
        {
          label: '服务商',
          value:
            view.provider.state === 'left' ? (
              `${view.provider.name}（已退出服务商库）`
            ) : (
              <a href={`/providers/${view.provider.id}`}>{view.provider.name}</a>
            ),
        },
        { label: '成交价', value: money(view.balance.price) },
        { label: '工期', value: `${view.days} 个工作日` },
        { label: '选定', value: date(view.agreedAt) },
        { label: '质保', value: view.warrantyDays > 0 ? `${view.warrantyDays} 天` : '不另设质保期' },
        { label: '内容', value: view.scope },
        {
          label: '办件',
          value: (
            <a href={view.side === 'centre' ? `/desk/cases/${view.caseId}` : `/my/cases/${view.caseId}`}>
              {view.caseNumber}
            </a>
          ),
        },
      ]}
    />
  </Card>
)

/** One's own order, for whichever side: first of all what is asked of one now. */
export function MyOrder({ view }: { view: OrderView }) {
  const back = `/my/orders/${view.id}`
  return (
    <div class="wrap stack">
      <PageHead title={view.title} lead={view.number} badges={<Badges view={view} />} />
      {view.asked ? (
        <Alert tone="warning" title="请您办理">
          <p>{view.asked}</p>
        </Alert>
      ) : (
        <Alert>现在没有要您办的事，有进展会通知您。</Alert>
      )}
      {view.state.name === 'simple' && (
        <Alert>
          这个订单一次交付、确认，请到 <a href={`/my/cases/${view.caseId}`}>办件页面</a> 交付或确认。
        </Alert>
      )}
      {view.buttons.length > 0 && (
        <Card title="您可以">
          <ActionButtons offers={view.buttons} back={back} />
        </Card>
      )}
      <Milestones view={view} back={back} />
      <Plan view={view} />
      <Agreement view={view} pdf={`${back}/agreement.pdf`} />
      {view.state.name !== 'cancelled' && <Money view={view} back={back} />}
      {view.panels}
      <Supplements view={view} back={back} />
      <Warranty view={view} back={back} />
      <About view={view} />
      {view.may.complain && (
        <Card title="协商不成">
          <p>
            先与服务商协商；协商不成的，请{' '}
            <a href={`/complaints/new?about=case&case_id=${view.caseId}&order=${view.number}`}>向中心反映</a>
            ，订单号会一并带上。
          </p>
        </Card>
      )}
      <Card title="进展">
        <Timeline items={view.story} />
      </Card>
    </div>
  )
}

/** The workbench's view of an order. */
export function DeskOrder({ view }: { view: OrderView }) {
  const back = `/desk/orders/${view.id}`
  return (
    <>
      <PageHead
        title={view.title}
        lead={view.number}
        badges={<Badges view={view} />}
        actions={<ActionButtons offers={view.buttons} back={back} />}
      />
      {view.asked && <Alert tone="warning">{view.asked}</Alert>}
      <div class="columns">
        <div>
          <Milestones view={view} back={back} />
          <Plan view={view} />
          <Agreement view={view} pdf={`${back}/agreement.pdf`} />
          <Money view={view} back={back} />
          {view.panels}
          <Supplements view={view} back={back} />
          <Warranty view={view} back={back} />
        </div>
        <aside>
          <About view={view} />
          <Card title="进展">
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
