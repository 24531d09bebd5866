import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files, type Picture } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { MarkLine } from '../view.ts'

const level = (line: MarkLine, at: number): string => line.levels[at] ?? ''

/** As the sheet has them, with what was given: taken along as a workbook, it is the filled-in sheet. */
export const markColumns: ReadonlyArray<Column<MarkLine>> = [
  { key: 'place', label: '序号', kind: 'number', phone: 'hide', value: row => row.place },
  { key: 'level1', label: '一级指标', value: row => level(row, 0) },
  { key: 'level2', label: '二级指标', aside: true, phone: 'hide', value: row => level(row, 1) },
  { key: 'level3', label: '三级指标', aside: true, phone: 'hide', value: row => level(row, 2) },
  {
    key: 'indicator',
    label: '自评项',
    phone: 'title',
    width: 40,
    value: row => row.indicator,
    cell: row => <a href={`/desk/evaluations/marks/${row.id}`}>{row.indicator}</a>,
  },
  {
    key: 'explanation',
    label: '指标解释',
    aside: true,
    phone: 'hide',
    width: 40,
    value: row => row.explanation,
  },
  { key: 'full', label: '分值', kind: 'number', value: row => Number(row.full) },
  {
    key: 'score',
    label: '得分',
    kind: 'number',
    value: row => (row.score === '' ? null : Number(row.score)),
  },
  {
    key: 'words',
    label: '自评说明',
    aside: true,
    phone: 'hide',
    long: true,
    width: 50,
    value: row => row.words,
  },
  { key: 'evidence', label: '评价材料', aside: true, phone: 'hide', width: 30, value: row => row.evidence },
  {
    key: 'proofs',
    label: '平台上的依据',
    aside: true,
    phone: 'hide',
    width: 40,
    value: row => row.proofs.map(one => `${one.label} ${one.href}`).join('；'),
  },
  { key: 'onSite', label: '现场检查', aside: true, phone: 'hide', width: 30, value: row => row.onSite },
  { key: 'clause', label: '条款', value: row => row.clause },
  { key: 'bonus', label: '加分项', aside: true, phone: 'hide', value: row => (row.bonus ? '是' : '否') },
  { key: 'owner', label: '评分人', value: row => row.owner },
  { key: 'head', label: '确认人', value: row => row.head },
  stateColumn as Column<MarkLine>,
]

interface ListProps {
  id: string
  title: string
  rows: readonly MarkLine[]
  query: Record<string, string>
  filters: readonly Filter[]
}

export const MarkList = ({ id, title, rows, query, filters }: ListProps) => (
  <>
    <PageHead
      title={`${title}：自评项`}
      lead="每项由一人评分并附依据，由这一部分的负责人确认；全部确认后自动汇总。导出的表就是填好分数的评分表。"
    />
    <DataTable
      path={`/desk/evaluations/${id}/marks`}
      query={query}
      rows={rows}
      filters={filters}
      exportable
      empty={{ title: '没有自评项', text: '开始自评后，评分表的每一行在这里分给各负责人。' }}
      columns={markColumns}
    />
  </>
)

interface MarkProps {
  line: MarkLine
  returned: string | null
  services: ReadonlyArray<{ label: string; count: number; looked: boolean }>
  files: ReadonlyArray<Picture & { size: number }>
  buttons: Button[]
  story: Told[]
}

/** One row of the sheet in one round. */
export const MarkPage = ({ line, returned, services, files, buttons, story }: MarkProps) => (
  <>
    <PageHead
      title={line.indicator}
      lead={line.levels.slice(0, -1).join(' / ')}
      badges={<Badge tone={line.state.tone}>{line.state.label}</Badge>}
      actions={<ActionButtons offers={buttons} back={`/desk/evaluations/marks/${line.id}`} />}
    />
    <div class="columns">
      <div>
        {returned && (
          <Alert tone="warning" title="被退回">
            <p>{returned}</p>
          </Alert>
        )}
        <Card title="得分与依据">
          <Facts
            columns={1}
            items={[
              { label: '得分', value: line.score === '' ? '还没有评分' : `${line.score} 分` },
              { label: '满分', value: `${line.full} 分${line.bonus ? '（加分项）' : ''}` },
              { label: '自评说明', value: line.words && <span class="prose">{line.words}</span> },
            ]}
          />
          {line.proofs.length > 0 && (
            <ul class="link-list">
              {line.proofs.map(one => (
                <li>
                  <a href={one.href}>{one.label}</a>
                </li>
              ))}
            </ul>
          )}
          <Files files={files} />
        </Card>
        {services.length > 0 && (
          <Card title="期内提供过的服务">
            <ul class="link-list">
              {services.map(one => (
                <li>
                  {one.label}（{one.count} 次）{' '}
                  <Badge tone={one.looked ? 'green' : 'grey'}>{one.looked ? '核对过' : '没有核对'}</Badge>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
      <aside>
        <Card title="怎样评">
          <Facts
            columns={1}
            items={[
              { label: '指标解释', value: line.explanation },
              { label: '条款', value: line.clauseWords },
              { label: '评价材料', value: line.evidence },
              { label: '现场检查', value: line.onSite },
              { label: '评分人', value: line.owner },
              { label: '确认人', value: line.head },
            ]}
          />
        </Card>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)
