import { count, percent } from '#platform/format'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import type { StateBadge } from './booking.tsx'

export interface ListedBooking {
  id: string
  resource: string
  plate: string
  /** '2026-11-26 09:00–11:00' */
  hours: string
  who: string
  contact: string
  people: number
  purpose: string
  driver: string
  destination: string
  km_from: number | null
  km_to: number | null
  state: StateBadge
}

const hours: Column<ListedBooking> = {
  key: 'hours',
  label: '时间',
  phone: 'title',
  value: row => row.hours,
  cell: row => <a href={`/desk/bookings/${row.id}`}>{row.hours}</a>,
}
const resource: Column<ListedBooking> = { key: 'resource', label: '场地或车辆', value: row => row.resource }
const purpose: Column<ListedBooking> = {
  key: 'purpose',
  label: '用途',
  long: true,
  value: row => row.purpose,
}

export const bookingColumns: ReadonlyArray<Column<ListedBooking>> = [
  hours,
  resource,
  { key: 'who', label: '预约人', value: row => row.who },
  { key: 'contact', label: '联系人', phone: 'hide', value: row => row.contact },
  { key: 'people', label: '人数', kind: 'number', value: row => row.people },
  purpose,
  stateColumn,
]

export const tripColumns: ReadonlyArray<Column<ListedBooking>> = [
  hours,
  { ...resource, label: '车辆', long: true },
  { key: 'plate', label: '车牌号', value: row => row.plate },
  { key: 'driver', label: '驾驶员', value: row => row.driver },
  { key: 'destination', label: '去哪里', value: row => row.destination },
  purpose,
  { key: 'from', label: '出车里程', kind: 'number', phone: 'hide', value: row => row.km_from },
  { key: 'to', label: '收车里程', kind: 'number', phone: 'hide', value: row => row.km_to },
  {
    key: 'km',
    label: '公里',
    kind: 'number',
    value: row => (row.km_from !== null && row.km_to !== null ? row.km_to - row.km_from : null),
  },
  stateColumn,
]

interface ListProps {
  trips: boolean
  rows: readonly ListedBooking[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
}

/** All bookings, or the log of trips (用车台账). */
export function BookingList({ trips, rows, query, filters, next }: ListProps) {
  return (
    <>
      <PageHead
        title={trips ? '用车记录' : '预约记录'}
        {...(trips && { lead: '谁在什么时候开车去了哪里、走了多少公里。' })}
      />
      <DataTable
        path={trips ? '/desk/bookings/trips' : '/desk/bookings/list'}
        query={query}
        columns={trips ? tripColumns : bookingColumns}
        rows={rows}
        filters={filters}
        next={next}
        exportable
        empty={{ title: trips ? '没有用车记录' : '没有预约记录' }}
      />
    </>
  )
}

export interface UsageLine {
  id: string
  name: string
  kind: string
  times: number
  hours: number
  /** Share of the hours that it was open; null where it was not open at all. */
  share: number | null
  people: number
  parties: number
  missed: number
  mark: number | null
  km: number
}

export const usageColumns: ReadonlyArray<Column<UsageLine>> = [
  {
    key: 'name',
    label: '场地或车辆',
    phone: 'title',
    sort: true,
    value: row => row.name,
    cell: row => <a href={`/desk/bookings/resources/${row.id}`}>{row.name}</a>,
  },
  { key: 'kind', label: '类型', value: row => row.kind },
  { key: 'times', label: '使用次数', kind: 'number', sort: true, value: row => row.times },
  {
    key: 'hours',
    label: '使用小时',
    kind: 'number',
    sort: true,
    value: row => Math.round(row.hours * 10) / 10,
  },
  {
    key: 'share',
    label: '使用率',
    sort: true,
    value: row => (row.share === null ? '' : percent(row.share)),
  },
  { key: 'people', label: '人次', kind: 'number', sort: true, value: row => row.people },
  { key: 'parties', label: '服务对象', kind: 'number', value: row => row.parties },
  { key: 'missed', label: '未到', kind: 'number', sort: true, value: row => row.missed },
  {
    key: 'mark',
    label: '评分',
    kind: 'number',
    value: row => (row.mark === null ? null : Math.round(row.mark * 10) / 10),
  },
  { key: 'km', label: '公里', kind: 'number', phone: 'hide', value: row => row.km || null },
]

interface UsageProps {
  month: string
  months: readonly string[]
  rows: readonly UsageLine[]
  query: Record<string, string>
}

/** 使用统计 of a month: how often, how long, by how many; against the hours that a place was open. */
export function UsagePage({ month, months, rows, query }: UsageProps) {
  const times = rows.reduce((sum, row) => sum + row.times, 0)
  const missed = rows.reduce((sum, row) => sum + row.missed, 0)
  return (
    <>
      <PageHead
        title="使用统计"
        lead={`${month}：使用 ${count(times)} 次，预约未到 ${count(missed)} 次。使用率按签到到签退的时间，除以到今天为止的开放时间。`}
      />
      <DataTable
        path="/desk/bookings/figures"
        query={query}
        columns={usageColumns}
        rows={rows}
        filters={[{ name: 'month', label: '月份', options: months.map(value => ({ value, label: value })) }]}
        exportable
        empty={{ title: '还没有可以预约的场地' }}
      />
    </>
  )
}
