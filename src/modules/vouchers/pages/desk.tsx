import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { VoucherLine, VoucherView } from '../view.ts'
import { RedemptionFacts } from './my.tsx'

export const voucherColumns: ReadonlyArray<Column<VoucherLine>> = [
  {
    key: 'number',
    label: '券号',
    phone: 'title',
    value: row => row.number,
    cell: row => <a href={`/desk/vouchers/${row.id}`}>{row.number}</a>,
  },
  { key: 'programme', label: '计划', long: true, phone: 'hide', width: 26, value: row => row.programme },
  { key: 'party', label: '领券人', long: true, width: 26, value: row => row.party },
  { key: 'cap', label: '最高（元）', kind: 'money', value: row => row.cap },
  { key: 'redeemed', label: '已核定（元）', kind: 'money', value: row => row.redeemed },
  { key: 'claimed', label: '领取时间', aside: true, value: row => row.claimed },
  { key: 'until', label: '有效期至', value: row => row.validUntil },
  { key: 'order', label: '订单', long: true, phone: 'hide', width: 26, value: row => row.order },
  { key: 'provider', label: '服务商', long: true, aside: true, width: 22, value: row => row.provider },
  stateColumn,
]

interface ListProps {
  rows: readonly VoucherLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  mayEnter: boolean
}

/** 服务券台账. */
export const DeskVouchers = ({ rows, query, filters, next, mayEnter }: ListProps) => (
  <>
    <PageHead
      title="服务券"
      lead="每一张券从领取到兑付。"
      actions={
        <>
          <a class="button" href="/desk/vouchers/programmes">
            服务券计划
          </a>
          <a class="button" href="/desk/vouchers/redemptions">
            服务券兑付
          </a>
          <a class="button" href="/desk/vouchers/bank">
            银行流水
          </a>
          {mayEnter && (
            <a class="button button-primary" href="/desk/vouchers/claim">
              代为领取
            </a>
          )}
        </>
      }
    />
    <DataTable
      path="/desk/vouchers"
      query={query}
      columns={voucherColumns}
      rows={rows}
      search="券号或领券人"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的券', text: '换个条件试试；计划公布以后，领到的券会在这里。' }}
    />
  </>
)

/** One voucher at the workbench. */
export const DeskVoucher = ({ view }: { view: VoucherView }) => (
  <>
    <PageHead
      title={`服务券 ${view.number}`}
      lead={view.party}
      badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      actions={
        view.buttons.length > 0 && <ActionButtons offers={view.buttons} back={`/desk/vouchers/${view.id}`} />
      }
    />
    <div class="columns">
      <div>
        <Card title="券">
          <Facts
            items={[
              {
                label: '计划',
                value: <a href={`/desk/vouchers/programmes/${view.programmeId}`}>{view.programme}</a>,
              },
              { label: '领券人', value: <a href={`/desk/parties/${view.partyId}`}>{view.party}</a> },
              { label: '领取', value: view.claimed },
              { label: '代领', value: view.claimedBy },
              { label: '补贴', value: `验收价格的 ${view.share}%，最高 ${money(view.cap)}` },
              { label: '还剩', value: money(view.left) },
              { label: '用到订单上', value: `${view.validUntil} 前` },
              { label: '申请兑付', value: `${view.redeemUntil} 前` },
              view.orderId !== null && {
                label: '订单',
                value: <a href={`/desk/orders/${view.orderId}`}>{`${view.order}（${view.orderNumber}）`}</a>,
              },
              { label: '服务商', value: view.provider },
              { label: '撤销原因', value: view.reason ?? '' },
            ]}
          />
        </Card>
        {view.consents.length > 0 && (
          <Card title="对方签字的委托">
            <Files files={view.consents} />
          </Card>
        )}
        {view.redemptions.map(one => (
          <Card
            title={`兑付：${one.milestone}`}
            action={<a href={`/desk/vouchers/redemptions/${one.id}`}>{one.state.label}</a>}
          >
            <RedemptionFacts view={one} />
          </Card>
        ))}
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={view.story} />
        </Card>
      </aside>
    </div>
  </>
)
