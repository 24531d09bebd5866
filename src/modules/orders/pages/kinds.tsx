import type { Button, Told } from '#modules/actions'
import { dateTime } from '#platform/format'
import type { FormDefinition } from '#platform/forms'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { Stage } from '../plan.ts'

interface Line {
  id: string
  name: string
  version: number
  stages: readonly Stage[]
  warranty_days: number
  items: number
  state: { label: string; tone: BadgeTone }
}

const columns: ReadonlyArray<Column<Line>> = [
  {
    key: 'name',
    label: '类别',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/support/${row.id}`}>{row.name}</a>,
  },
  { key: 'stages', label: '交付阶段', long: true, value: row => row.stages.map(one => one.name).join('、') },
  {
    key: 'warranty',
    label: '质保期',
    value: row => (row.warranty_days > 0 ? `${row.warranty_days} 天` : '不另设'),
  },
  { key: 'items', label: '服务项目', kind: 'number', value: row => row.items },
  { key: 'version', label: '版本', value: row => `第 ${row.version} 版` },
  stateColumn,
]

export const DeskKinds = ({ rows, query }: { rows: readonly Line[]; query: Record<string, string> }) => (
  <>
    <PageHead
      title="业务支持类别"
      lead="九类业务支持各问什么、分几段交付、怎么验收。新订单按最新版本预填里程碑，已有的订单不变。"
    />
    <DataTable
      path="/desk/support"
      query={query}
      columns={columns}
      rows={rows}
      empty={{ title: '九类业务支持还没有设立', text: '每天凌晨自动补齐，明天再来看看。' }}
    />
  </>
)

const stageColumns: ReadonlyArray<Column<Stage>> = [
  { key: 'name', label: '阶段', value: one => one.name, phone: 'title' },
  { key: 'deliverable', label: '交付什么', value: one => one.deliverable, long: true },
  { key: 'points', label: '验收要点', value: one => one.points.join('；'), long: true },
  { key: 'price', label: '占价款', kind: 'number', value: one => `${one.price_share}%` },
  { key: 'time', label: '占工期', kind: 'number', value: one => `${one.time_share}%` },
]

export const Stages = ({ stages }: { stages: readonly Stage[] }) => (
  <Table
    columns={stageColumns}
    rows={stages.map((one, at) => ({ ...one, name: `${at + 1}. ${one.name}` }))}
  />
)

interface KindProps {
  kind: {
    id: string
    code: string
    name: string
    about: string
    gains: string
    process: string
    version: number
    warranty_days: number
    stages: readonly Stage[]
    intake: FormDefinition
    state: { label: string; tone: BadgeTone }
  }
  versions: ReadonlyArray<{ number: number; saved_at: Date; warranty_days: number }>
  items: ReadonlyArray<{ id: string; code: string; name: string; shown: boolean | null }>
  buttons: readonly Button[]
  story: readonly Told[]
  mayEdit: boolean
}

export function DeskKind({ kind, versions, items, buttons, story, mayEdit }: KindProps) {
  const back = `/desk/support/${kind.id}`
  return (
    <>
      <PageHead
        title={kind.name}
        lead={`第 ${kind.version} 版`}
        badges={<Badge tone={kind.state.tone}>{kind.state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      <div class="columns">
        <div>
          <Card title="对外介绍" action={<a href={`/support/${kind.code}`}>看公开页面</a>}>
            <Facts
              columns={1}
              items={[
                { label: '是什么', value: kind.about },
                { label: '您得到什么', value: kind.gains },
                { label: '怎么进行', value: kind.process },
                {
                  label: '质保',
                  value: kind.warranty_days > 0 ? `${kind.warranty_days} 天` : '不另设质保期',
                },
              ]}
            />
          </Card>
          <Card title="交付阶段">
            <Stages stages={kind.stages} />
          </Card>
          <Card title="申请表">
            <ol>
              {kind.intake.fields.map(field => (
                <li>
                  {field.label}
                  {field.required && <span class="quiet">（必填）</span>}
                </li>
              ))}
            </ol>
          </Card>
        </div>
        <aside>
          <Card title="服务项目">
            {items.length === 0 && <p class="quiet">还没有归入这一类的服务项目。</p>}
            <ul class="task-list">
              {items.map(item => (
                <li>
                  <a href={`/desk/items/${item.id}`}>{item.name}</a>
                  {mayEdit && (
                    <form
                      method="post"
                      action={`/act/support_kind/removeItem/${kind.id}`}
                      data-controller="submit-once"
                    >
                      <input type="hidden" name="item_id" value={item.id} />
                      <input type="hidden" name="_back" value={back} />
                      <button type="submit" class="button button-secondary">
                        移出
                      </button>
                    </form>
                  )}
                </li>
              ))}
            </ul>
          </Card>
          <Card title="历次版本">
            <ul>
              {versions.map(one => (
                <li>
                  第 {one.number} 版 <span class="quiet">{dateTime(one.saved_at)}</span>
                </li>
              ))}
            </ul>
          </Card>
          <Card title="记录">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
