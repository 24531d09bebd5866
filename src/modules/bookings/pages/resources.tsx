import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { StateBadge } from './booking.tsx'
import type { BoardEntry } from './desk.tsx'
import { type Feed, FeedCard } from './my.tsx'
import { type FreeDay, FreeDays } from './public.tsx'

export interface ResourceLine {
  id: string
  name: string
  kind: string
  place: string
  plate: string | null
  capacity: number
  hours: string
  access: string
  state: StateBadge
}

const columns: ReadonlyArray<Column<ResourceLine>> = [
  {
    key: 'name',
    label: '名称',
    phone: 'title',
    sort: true,
    value: row => row.name,
    cell: row => <a href={`/desk/bookings/resources/${row.id}`}>{row.name}</a>,
  },
  { key: 'kind', label: '类型', sort: true, value: row => row.kind },
  { key: 'place', label: '位置或车牌', value: row => row.plate ?? row.place },
  { key: 'capacity', label: '人数', kind: 'number', sort: true, value: row => row.capacity },
  { key: 'hours', label: '开放', value: row => row.hours },
  { key: 'access', label: '谁能预约', value: row => row.access },
  stateColumn,
]
export const resourceColumns = columns

export function ResourceList({
  rows,
  query,
  mayManage,
}: {
  rows: readonly ResourceLine[]
  query: Record<string, string>
  mayManage: boolean
}) {
  return (
    <>
      <PageHead
        title="场地和车辆"
        lead="登记后即可预约；场地还会显示在公开页面上。"
        actions={
          <div class="actions">
            <a class="button" href="/bookings">
              公开页面
            </a>
            {mayManage && (
              <>
                <a class="button" href="/act/resource/registerVehicle">
                  登记车辆
                </a>
                <a class="button button-primary" href="/act/resource/register">
                  登记场地
                </a>
              </>
            )}
          </div>
        }
      />
      <DataTable
        path="/desk/bookings/resources"
        query={query}
        columns={columns}
        rows={rows}
        exportable
        empty={{ title: '还没有登记场地和车辆', text: '登记会议室、直播间、工位或车辆后，就能预约。' }}
      />
    </>
  )
}

interface Props {
  resource: ResourceLine & {
    introduction: string
    terms: string
    longest_hours: number
    mileage_km: number | null
    inspection_until: string | null
    insurance_until: string | null
  }
  buttons: Button[]
  days: readonly FreeDay[]
  coming: readonly BoardEntry[]
  feed: Feed | null
  story: Told[]
}

export function DeskResource({ resource, buttons, days, coming, feed, story }: Props) {
  const page = `/desk/bookings/resources/${resource.id}`
  return (
    <>
      <PageHead
        title={resource.name}
        badges={<Badge tone={resource.state.tone}>{resource.state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={page} />}
      />
      <div class="columns">
        <div class="stack">
          <Card title={resource.plate ? '车辆' : '场地'}>
            <Facts
              items={[
                { label: '类型', value: resource.kind },
                { label: resource.plate ? '车牌号' : '位置', value: resource.plate ?? resource.place },
                { label: resource.plate ? '核定载人' : '可容纳', value: `${resource.capacity} 人` },
                { label: '开放时间', value: resource.hours },
                { label: '一次最长', value: `${resource.longest_hours} 小时` },
                { label: '谁能预约', value: resource.access },
                resource.mileage_km !== null && { label: '里程', value: `${resource.mileage_km} 公里` },
                { label: '年检有效期至', value: resource.inspection_until },
                { label: '保险有效期至', value: resource.insurance_until },
              ]}
            />
            {resource.introduction && <p class="prose">{resource.introduction}</p>}
            {resource.terms && <p class="quiet">使用须知：{resource.terms}</p>}
          </Card>
          <Card title="要用的">
            {coming.length === 0 ? (
              <p class="quiet">没有预约。</p>
            ) : (
              <ul class="task-list">
                {coming.map(one => (
                  <li>
                    <div>
                      <a href={`/desk/bookings/${one.id}`}>{one.hours}</a>{' '}
                      <Badge tone={one.state.tone}>{one.state.label}</Badge>
                      <p class="quiet">
                        {one.who} · {one.purpose}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          <Card title="空闲的时段">
            <FreeDays days={days} resourceId={resource.id} />
          </Card>
        </div>
        <div class="stack">
          <FeedCard feed={feed} resourceId={resource.id} back={page} />
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </div>
      </div>
    </>
  )
}
