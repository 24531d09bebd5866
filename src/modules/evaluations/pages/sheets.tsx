import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { SheetRow } from '../score-sheet.ts'
import { pointWords } from '../words.ts'
import { Figures } from './parts.tsx'

export interface SheetLine {
  id: string
  name: string
  version: string
  points: string
  bonus: string
  state: { label: string; tone: BadgeTone }
  made_at: Date
  adopted_at: Date | null
}

export const sheetColumns: ReadonlyArray<Column<SheetLine>> = [
  {
    key: 'name',
    label: '评分表',
    phone: 'title',
    width: 30,
    value: row => row.name,
    cell: row => <a href={`/desk/evaluations/sheets/${row.id}`}>{row.name}</a>,
  },
  { key: 'version', label: '版本', value: row => row.version },
  stateColumn as Column<SheetLine>,
  { key: 'points', label: '满分', value: row => row.points },
  { key: 'bonus', label: '加分', value: row => row.bonus },
  { key: 'made', label: '导入', kind: 'date', value: row => row.made_at },
  { key: 'adopted', label: '启用', kind: 'date', value: row => row.adopted_at },
]

interface ListProps {
  rows: readonly SheetLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  mayUpload: boolean
}

export const SheetList = ({ rows, query, next, filters, mayUpload }: ListProps) => (
  <>
    <PageHead
      title="评分表"
      lead="中心自评用的评分表，可以导入上级下发的考核表。启用后内容不再变动，修改存为新的版本：不同版本的得分不能直接比较。"
      actions={
        <div class="actions">
          {mayUpload && (
            <a class="button button-primary" href="/act/score_sheet/upload?back=/desk/evaluations/sheets">
              导入评分表
            </a>
          )}
          <a class="button" href="/desk/evaluations/sheets/template.xlsx" data-turbo="false">
            下载模板
          </a>
        </div>
      }
    />
    <DataTable
      path="/desk/evaluations/sheets"
      query={query}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '还没有评分表', text: '下载模板填好后导入；平台也会配发一张按标准条款编制的评分表。' }}
      columns={sheetColumns}
    />
  </>
)

interface PageProps {
  id: string
  title: string
  state: { label: string; tone: BadgeTone }
  rows: readonly SheetRow[]
  faults: readonly string[]
  summary: string
  buttons: Button[]
  story: Told[]
  isReading: boolean
}

export const SheetPage = (props: PageProps) => {
  const { id, title, state, rows, faults, summary, buttons, story, isReading } = props
  return (
    <>
      <PageHead
        title={title}
        lead={summary}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={
          <div class="actions">
            <ActionButtons offers={buttons} back={`/desk/evaluations/sheets/${id}`} />
            {rows.length > 0 && (
              <a class="button" href={`/desk/evaluations/sheets/${id}/sheet.xlsx`} data-turbo="false">
                下载这张表
              </a>
            )}
          </div>
        }
      />
      <div class="columns">
        <div>
          {isReading && <Alert title="正在读取">请稍后刷新页面。</Alert>}
          {faults.length > 0 && (
            <Alert tone="danger" title="表格里有需要改的地方，改好后重新导入">
              <ul>
                {faults.map(fault => (
                  <li>{fault}</li>
                ))}
              </ul>
            </Alert>
          )}
          {rows.length > 0 && (
            <Card title="指标">
              <Figures
                head={['指标', '分值', '条款', '评价材料', '现场检查']}
                rows={rows.map(row => [
                  row.levels.join(' / '),
                  `${pointWords(row.points)}${row.bonus ? '（加分）' : ''}`,
                  row.clause ?? '',
                  row.evidence,
                  row.on_site,
                ])}
              />
            </Card>
          )}
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
