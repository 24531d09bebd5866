import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'
import { Timeline } from '#ui/timeline'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface CheckRow {
  id: string
  station: string
  code: string
  day: string
  inspector: string
  score: number
  grade: StateBadge
}

export const checkColumns: ReadonlyArray<Column<CheckRow>> = [
  {
    key: 'station',
    label: '站点',
    phone: 'title',
    width: 28,
    value: row => row.station,
    cell: row => <a href={`/desk/stations/checks/${row.id}`}>{row.station}</a>,
  },
  { key: 'code', label: '编码', value: row => row.code },
  { key: 'day', label: '检查日期', sort: true, value: row => row.day },
  { key: 'inspector', label: '检查人', value: row => row.inspector },
  { key: 'score', label: '得分', kind: 'number', sort: true, value: row => row.score },
  {
    key: 'grade',
    label: '等级',
    value: row => row.grade.label,
    cell: row => <Badge tone={row.grade.tone}>{row.grade.label}</Badge>,
  },
]

interface ListProps {
  rows: readonly CheckRow[]
  /** Stations that were not checked this month. */
  unchecked: ReadonlyArray<{ id: string; name: string; code: string }>
  query: Record<string, string>
}

export function CheckList({ rows, unchecked, query }: ListProps) {
  return (
    <>
      <PageHead title="服务站检查" lead="每月到站检查一次，按四项评分；不合格的限期整改。" />
      {unchecked.length > 0 && (
        <Card title={`本月还没有检查（${unchecked.length} 个）`}>
          <ul class="link-list">
            {unchecked.map(one => (
              <li>
                <a href={`/desk/stations/${one.id}`}>{one.name}</a>
                <small>{one.code}</small>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <DataTable
        path="/desk/stations/checks"
        query={query}
        columns={checkColumns}
        rows={rows}
        exportable
        empty={{ title: '还没有检查记录', text: '打开一个站点，点“现场检查”开始。' }}
      />
    </>
  )
}

export interface CheckView {
  id: string
  station: { id: string; name: string }
  day: string
  inspector: string
  parts: ReadonlyArray<{ label: string; score: number; weight: string }>
  score: string
  grade: StateBadge
  remarks: string
  issues: string
  /** How far from the station the phone was, where both are known. */
  distance: string | null
}

export function CheckPage({
  check,
  photos,
  rectification,
  story,
}: {
  check: CheckView
  photos: readonly Picture[]
  rectification: string | null
  story: readonly Told[]
}) {
  return (
    <>
      <PageHead
        title={`${check.station.name}检查`}
        lead={`${check.day} · ${check.inspector}`}
        badges={<Badge tone={check.grade.tone}>{check.grade.label}</Badge>}
        actions={
          <div class="actions">
            <a class="button" href={`/desk/stations/checks/${check.id}/sheet.pdf`} data-turbo="false">
              打印检查表
            </a>
            {rectification && (
              <a class="button" href={`/desk/stations/rectifications/${rectification}`}>
                整改情况
              </a>
            )}
          </div>
        }
      />
      <div class="columns">
        <div>
          <Card title={`合计 ${check.score} 分`}>
            <Facts
              columns={1}
              items={[
                ...check.parts.map(part => ({
                  label: part.label,
                  value: `${part.score} 分，占 ${part.weight}`,
                })),
                { label: '检查情况', value: check.remarks },
                { label: '需要整改', value: check.issues },
                { label: '检查位置', value: check.distance },
              ]}
            />
          </Card>
          <Card title="现场照片">
            <Pictures files={photos} alt="现场" />
          </Card>
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

interface RectificationProps {
  rectification: {
    id: string
    issues: string
    report: string
    round: string
    until: string | null
    station: { id: string; name: string }
    orderedBy: string
    checkId: string | null
  }
  state: StateBadge
  buttons: Button[]
  photos: readonly Picture[]
  story: readonly Told[]
}

export function RectificationPage({ rectification, state, buttons, photos, story }: RectificationProps) {
  const { station } = rectification
  return (
    <>
      <PageHead
        title={`${station.name}整改`}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={
          <ActionButtons offers={buttons} back={`/desk/stations/rectifications/${rectification.id}`} />
        }
      />
      <div class="columns">
        <div>
          <Card title="要求">
            <p class="prose">{rectification.issues}</p>
            <Facts
              items={[
                {
                  label: '站点',
                  value: <a href={`/desk/stations/${station.id}`}>{station.name}</a>,
                },
                { label: '提出人', value: rectification.orderedBy },
                { label: '整改次数', value: rectification.round },
                { label: '期限', value: rectification.until },
                rectification.checkId !== null && {
                  label: '依据',
                  value: <a href={`/desk/stations/checks/${rectification.checkId}`}>检查记录</a>,
                },
              ]}
            />
          </Card>
          <Card title="站长提交的整改情况">
            {rectification.report ? (
              <p class="prose">{rectification.report}</p>
            ) : (
              <p class="quiet">还没有提交。</p>
            )}
            <Pictures files={photos} alt="整改" />
          </Card>
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
