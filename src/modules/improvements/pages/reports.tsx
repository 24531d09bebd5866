import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { Problem, ReportFacts } from '../report-facts.ts'
import { listTabs, Tabs } from './head.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface ReportLine {
  id: string
  title: string
  state: Mark
  drawn: string
  approved: string
  published: Date | null
}

export const reportColumns: ReadonlyArray<Column<ReportLine>> = [
  {
    key: 'title',
    label: '报告',
    phone: 'title',
    width: 36,
    value: row => row.title,
    cell: row => <a href={`/desk/improvements/reports/${row.id}`}>{row.title}</a>,
  },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  { key: 'drawn', label: '编写', value: row => row.drawn },
  { key: 'approved', label: '批准', value: row => row.approved },
  { key: 'published', label: '公布', kind: 'date', value: row => row.published },
]

export const ReportList = ({
  rows,
  query,
  mayStart,
}: {
  rows: readonly ReportLine[]
  query: Record<string, string>
  mayStart: boolean
}) => (
  <>
    <PageHead
      title="季度改进报告"
      lead="每季度结束后自动开始编写：逐个问题写明责任人、倒排工期、做了什么、指标前后。"
      actions={
        mayStart && (
          <a class="button" href="/act/improvement_report/start?back=/desk/improvements/reports">
            编写季度报告
          </a>
        )
      }
    />
    <Tabs tabs={listTabs('/desk/improvements/reports')} label="问题与改进的各部分" />
    <DataTable
      path="/desk/improvements/reports"
      query={query}
      rows={rows}
      columns={reportColumns}
      exportable
      empty={{ title: '还没有季度报告', text: '一个季度结束后自动开始编写。' }}
    />
  </>
)

interface PageProps {
  id: string
  title: string
  state: Mark
  buttons: readonly Button[]
  summary: string
  outlook: string
  facts: ReportFacts
  published: string | null
  story: readonly Told[]
}

export const ReportPage = ({ id, title, state, buttons, facts, ...report }: PageProps) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={<ActionButtons offers={buttons} back={`/desk/improvements/reports/${id}`} />}
    />
    <div class="stats">
      {facts.counts.map(one => (
        <Stat value={String(one.value)} label={one.label} />
      ))}
    </div>
    <div class="columns">
      <div>
        <Card title="小结">
          {report.summary === '' ? (
            <p class="quiet">还没有写。下面的内容由系统按记录列出。</p>
          ) : (
            <>
              <p class="prose">{report.summary}</p>
              <p class="prose">{report.outlook}</p>
            </>
          )}
        </Card>
        {facts.problems.length === 0 ? (
          <Empty icon="list-search" title="这一季没有改进事项" text="立项改进后，这里逐个列出。" />
        ) : (
          facts.problems.map(one => <ProblemCard problem={one} />)
        )}
        {facts.dismissed.length > 0 && (
          <Card title="研究后不列为问题的">
            <ul class="bullets">
              {facts.dismissed.map(one => (
                <li>
                  {one.number} {one.title}：{one.reason}
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
      <aside>
        <Card title="文件">
          <ul class="bullets">
            <li>
              <a href={`/desk/improvements/reports/${id}/report.docx`} data-turbo="false">
                下载 Word 文档
              </a>
            </li>
            <li>
              <a href={`/desk/improvements/reports/${id}/report.pdf`} data-turbo="false">
                下载 PDF 文档
              </a>
            </li>
            {report.published && (
              <li>
                <a href={report.published}>网站上的公开内容</a>
              </li>
            )}
          </ul>
        </Card>
        <Card title="各来源的问题">
          <Table columns={sourceColumns} rows={facts.bySource} />
        </Card>
        <Card title="经过">
          <Timeline items={report.story} />
        </Card>
      </aside>
    </div>
  </>
)

const sourceColumns: ReadonlyArray<Column<ReportFacts['bySource'][number]>> = [
  { key: 'source', label: '来源', value: one => one.label, phone: 'title' },
  { key: 'found', label: '发现', kind: 'number', value: one => one.found },
  { key: 'major', label: '较重以上', kind: 'number', value: one => one.major },
  { key: 'again', label: '再次出现', kind: 'number', value: one => one.again },
]

const ProblemCard = ({ problem }: { problem: Problem }) => (
  <Card
    title={`${problem.number} ${problem.title}`}
    action={<a href={`/desk/improvements/items/${problem.id}`}>查看</a>}
  >
    <Facts
      items={[
        { label: '问题', value: problem.findings },
        { label: '条款与轻重', value: `${problem.clause} · ${problem.severity}` },
        { label: '责任人', value: problem.owner },
        { label: '状态', value: problem.state },
        { label: '根本原因', value: problem.root },
        { label: '要达到', value: problem.goal },
        { label: '指标', value: problem.indicator },
        { label: '改进前', value: problem.before },
        { label: '目标', value: problem.target },
        { label: '改进后', value: problem.after },
        { label: '回头看', value: problem.look },
      ]}
    />
    {problem.timetable.length > 0 && <Table columns={timetableColumns} rows={problem.timetable} />}
  </Card>
)

const timetableColumns: ReadonlyArray<Column<Problem['timetable'][number]>> = [
  {
    key: 'due',
    label: '倒排工期',
    phone: 'title',
    value: one => [one.due, one.left].filter(Boolean).join(' '),
    cell: one => (
      <>
        {one.due}
        <br />
        <span class="quiet">{one.left}</span>
      </>
    ),
  },
  { key: 'what', label: '措施', value: one => one.what, long: true },
  { key: 'owner', label: '落实人', value: one => one.owner },
  { key: 'done', label: '做了什么', value: one => one.result || one.state, long: true },
]
