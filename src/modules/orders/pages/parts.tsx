import { dateTime, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { Stat } from '#ui/stat'
import { type Column, Table } from '#ui/table'
import type { ClaimView, MilestoneView, OrderView, PaymentView, SupplementView } from './shapes.ts'

interface Part {
  view: OrderView
  back: string
}

/** 成交价, 应付, 已付, 未付: kept apart, and exact. */
export function Money({ view, back }: Part) {
  const { balance } = view
  return (
    <Card
      title="付款"
      {...(view.may.pay && {
        action: (
          <a href={`/act/order_payment/note?order_id=${view.id}&back=${encodeURIComponent(back)}`}>
            登记付款
          </a>
        ),
      })}
    >
      <div class="stats stats-tight">
        <Stat value={money(balance.price)} label="成交价" />
        <Stat value={money(balance.due)} label="应付" hint="已验收的部分" />
        <Stat
          value={money(balance.paid)}
          label="已付"
          {...(balance.waiting > 0 && { hint: `另有 ${money(balance.waiting)} 待确认` })}
        />
        <Stat value={money(balance.open)} label="未付" />
      </div>
      <p class="table-note">款项由服务对象直接付给服务商，平台不经手资金，这里只登记和确认。</p>
      {view.payments.length > 0 && (
        <ul class="task-list">
          {view.payments.map(one => (
            <Payment one={one} back={back} />
          ))}
        </ul>
      )}
    </Card>
  )
}

const Payment = ({ one, back }: { one: PaymentView; back: string }) => (
  <li>
    <div>
      <strong>{money(one.amount)}</strong>（{one.about}）
      <p class="quiet item-meta">
        <span>{one.on}</span>
        <span>{one.means}</span>
        {one.note && <span>{one.note}</span>}
      </p>
      {one.objection && <p>服务商的异议：{one.objection}</p>}
      <Files files={one.files} />
      <ActionButtons offers={one.buttons} back={back} />
    </div>
    <Badge tone={one.state.tone}>{one.state.label}</Badge>
  </li>
)

export const Milestones = ({ view, back }: Part) =>
  view.milestones.length === 0 ? null : (
    <Card title="里程碑">
      {view.milestones.map(one => (
        <Milestone one={one} back={back} />
      ))}
    </Card>
  )

const verdicts: Record<string, string> = {
  accepted: '验收通过',
  returned: '退回返工',
  withdrawn: '服务商撤回',
}

const Milestone = ({ one, back }: { one: MilestoneView; back: string }) => (
  <section class="milestone" id={`milestone-${one.position}`}>
    <h3>
      {one.position}. {one.name} <Badge tone={one.state.tone}>{one.state.label}</Badge>{' '}
      {one.late ? (
        <Badge tone="red">已过约定日期</Badge>
      ) : (
        one.deadline && <Badge tone={one.deadline.tone}>{one.deadline.text}</Badge>
      )}
    </h3>
    <p>{one.deliverable}</p>
    <p class="quiet item-meta">
      <span>{money(one.price)}</span>
      <span>{one.dueOn} 前交付</span>
      {one.acceptedAt && (
        <span>
          {dateTime(one.acceptedAt)} {one.acceptedHow}
        </span>
      )}
    </p>
    <ul class="points">
      {one.points.map(point => (
        <li>{point}</li>
      ))}
    </ul>
    {one.deliveries.map((delivery, at) => (
      <details open={at === 0}>
        <summary>
          第 {delivery.version} 版 · {dateTime(delivery.at)}
          {delivery.verdict && ` · ${verdicts[delivery.verdict]}`}
        </summary>
        <p class="prose">{delivery.note}</p>
        <Files files={delivery.files} />
        {delivery.failed.length > 0 && <p>没有达到：{delivery.failed.join('；')}</p>}
        {delivery.reason && <p>理由：{delivery.reason}</p>}
      </details>
    ))}
    <ActionButtons offers={one.buttons} back={back} />
  </section>
)

const planColumns: ReadonlyArray<Column<OrderView['plan'][number]>> = [
  { key: 'name', label: '里程碑', value: one => one.name, phone: 'title' },
  {
    key: 'deliverable',
    label: '交付什么',
    long: true,
    value: one => `${one.deliverable} 验收要点：${one.points.join('；')}`,
    cell: one => (
      <div>
        {one.deliverable}
        <p class="quiet">验收要点：{one.points.join('；')}</p>
      </div>
    ),
  },
  { key: 'due', label: '哪天交付', value: one => one.due_on },
  { key: 'price', label: '金额', kind: 'number', value: one => money(one.price_fen) },
]

/** Before both have confirmed: the plan side by side, then the text itself. */
export const Plan = ({ view }: { view: OrderView }) =>
  view.plan.length === 0 ? null : (
    <Card title="拟定的里程碑">
      <Table
        columns={planColumns}
        rows={view.plan.map((one, at) => ({ ...one, name: `${at + 1}. ${one.name}` }))}
      />
    </Card>
  )

export const Agreement = ({ view, pdf }: { view: OrderView; pdf: string }) =>
  view.agreement === null ? null : (
    <Card
      title="服务协议"
      {...(view.digest && {
        action: (
          <a href={pdf} data-turbo="false">
            下载协议（PDF）
          </a>
        ),
      })}
    >
      <Facts
        items={[
          ...view.confirmed.map(one => ({
            label: `${one.who}确认`,
            value: one.at ? `${one.by} ${dateTime(one.at)}` : '还没有',
          })),
          view.inForceAt !== null && { label: '生效', value: dateTime(view.inForceAt) },
          view.proof !== null && {
            label: '验证号',
            value: (
              <>
                <span class="number">{view.proof}</span>{' '}
                <a href={`/agreements/check?number=${view.number}&proof=${view.proof.replaceAll(' ', '')}`}>
                  查验真伪
                </a>
              </>
            ),
          },
        ]}
      />
      <details open={view.inForceAt === null}>
        <summary>协议全文</summary>
        {view.agreement.split('\n').map(line => (
          <p>{line}</p>
        ))}
        {view.digest && (
          <p class="quiet">
            全文摘要（改动一个字就会不同）：<code class="digest">{view.digest}</code>
          </p>
        )}
      </details>
    </Card>
  )

export const Supplements = ({ view, back }: Part) =>
  view.supplements.length === 0 && !view.may.propose ? null : (
    <Card title="补充约定">
      {view.supplements.map(one => (
        <Supplement one={one} back={back} />
      ))}
      {view.may.propose && (
        <div class="actions">
          <a class="button button-secondary" href={`/act/order_amendment/propose?order_id=${view.id}`}>
            提出变更
          </a>
          <a class="button button-secondary" href={`/act/order_amendment/proposeEnd?order_id=${view.id}`}>
            提出提前终止
          </a>
        </div>
      )}
    </Card>
  )

const Supplement = ({ one, back }: { one: SupplementView; back: string }) => (
  <section class="milestone">
    <h3>
      第 {one.number} 号 {one.what} <Badge tone={one.state.tone}>{one.state.label}</Badge>
    </h3>
    <p class="quiet">
      {one.by}提出 · {dateTime(one.at)}
    </p>
    {one.body.split('\n').map(line => (
      <p>{line}</p>
    ))}
    <ActionButtons offers={one.buttons} back={back} />
  </section>
)

export const Warranty = ({ view, back }: Part) =>
  view.warrantyUntil === null && view.claims.length === 0 ? null : (
    <Card
      title="质保"
      {...(view.may.report && {
        action: <a href={`/act/warranty_claim/report?order_id=${view.id}`}>质保报修</a>,
      })}
    >
      {view.warrantyUntil !== null && (
        <p>
          {view.inWarranty
            ? `质保期到 ${view.warrantyUntil} 为止，期内的缺陷由服务商免费修好。`
            : `质保期已于 ${view.warrantyUntil} 结束。`}
        </p>
      )}
      <ul class="task-list">
        {view.claims.map(one => (
          <Claim one={one} back={back} />
        ))}
      </ul>
    </Card>
  )

const Claim = ({ one, back }: { one: ClaimView; back: string }) => (
  <li>
    <div>
      <p>{one.body}</p>
      <p class="quiet">{dateTime(one.at)} 报修</p>
      <Files files={one.files} />
      {one.answer && <p>服务商：{one.answer}</p>}
      <ActionButtons offers={one.buttons} back={back} />
    </div>
    <Badge tone={one.state.tone}>{one.state.label}</Badge>
  </li>
)
