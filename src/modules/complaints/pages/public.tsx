import { percent } from '#platform/format'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, Table } from '#ui/table'
import type { MonthOfComplaints, Statistics } from '../statistics.ts'

interface Props {
  phone: string
  address: string
  hours: string
  limits: {
    accept: number
    simple: number
    complex: number
    extend: number
    callback: number
    higher: string
  }
  figures: Statistics
}

/** 4.5.1 For everyone: how to complain, how long it takes, and how the centre has done. */
export function ComplaintsPage({ phone, address, hours, limits, figures }: Props) {
  return (
    <div class="wrap stack">
      <PageHead title="投诉建议" lead="哪里没做好、有什么建议、谁做得好，都请告诉我们。实名匿名都受理。" />
      <Card>
        <div class="actions">
          <a class="button button-primary" href="/complaints/new">
            我要反映
          </a>
          <a class="button" href="/complaints/progress">
            查进展
          </a>
        </div>
      </Card>
      <Card title="怎么反映">
        <Facts
          items={[
            { label: '网上', value: <a href="/complaints/new">填一张表</a> },
            phone !== '' && { label: '电话', value: <Phone number={phone} /> },
            address !== '' && { label: '当面或来信', value: address },
            hours !== '' && { label: '办公时间', value: hours },
          ]}
        />
        <p>反映中心、中心负责人或运营机构的，由主管部门直接办理，中心的人员看不到。</p>
        <p>匿名的不记姓名和账号，凭编号和查询码看结果、补充情况。被反映的人不经手，也不会知道是谁反映的。</p>
      </Card>
      <Card title="多久有结果">
        <ul class="bullets">
          <li>{limits.accept} 个工作日内决定是否受理；不受理的说明理由，可以请主管部门复查一次。</li>
          <li>
            简单的 {limits.simple} 个工作日、复杂的 {limits.complex} 个工作日内答复；确需延长的只延一次，最多{' '}
            {limits.extend} 个工作日，并告知原因。
          </li>
          <li>答复后 {limits.callback} 个工作日内，由没经手的人回访；不满意的换人复核。</li>
          <li>超过时限的，主管部门督办。复核后仍有不同意见，可以向{limits.higher}反映。</li>
        </ul>
        <p>
          经查属实的列为问题，分析原因、落实改进；改了什么、效果怎样，见每季度的
          <a href="/improvements">改进报告</a>。
        </p>
      </Card>
      <Figures figures={figures} />
    </div>
  )
}

const few = '不足 5 件'
const share = (rate: number | null) => (rate === null ? '—' : percent(rate))

const monthColumns: ReadonlyArray<Column<MonthOfComplaints>> = [
  { key: 'month', label: '月份', value: row => row.month, phone: 'title' },
  { key: 'received', label: '收到', kind: 'number', value: row => row.received ?? few },
  { key: 'accepted', label: '受理', kind: 'number', value: row => row.accepted ?? few },
  { key: 'onTime', label: '按时办理', kind: 'number', value: row => share(row.onTime) },
  { key: 'satisfied', label: '满意', kind: 'number', value: row => share(row.satisfied) },
]

function Figures({ figures }: { figures: Statistics }) {
  const told = figures.months.filter(one => one.received !== null || one.onTime !== null)
  return (
    <Card title="办理情况">
      {told.length === 0 ? (
        <p class="quiet">近 12 个月每月都不足 5 件，不单独公布。</p>
      ) : (
        <Table columns={monthColumns} rows={told} />
      )}
      {figures.causes.length > 0 && (
        <>
          <h3>近 12 个月查实的问题</h3>
          <ul class="task-list">
            {figures.causes.map(one => (
              <li>
                <span>{one.label}</span>
                <span class="right">{one.n} 件</span>
              </li>
            ))}
            {figures.otherCauses !== null && (
              <li>
                <span>其余各类合计</span>
                <span class="right">{figures.otherCauses} 件</span>
              </li>
            )}
          </ul>
        </>
      )}
      <p class="quiet">
        按时办理：当月办完的在时限内办完的占比。满意：回访或本人告知中满意的占比。不足 5
        件的不公布，以免认出当事人。
      </p>
    </Card>
  )
}
