import type { Child } from 'hono/jsx'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { SheetView, Slip } from '../view.ts'
import { Figures, Signatures, Slips } from './parts.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface SheetLine {
  id: string
  name: string
  town: string
  title: string
  period: string
  state: Mark
  late: boolean
  due: string
  submitted: Date | null
  urged: number
  explained: number
}

export const sheetColumns: ReadonlyArray<Column<SheetLine>> = [
  {
    key: 'name',
    label: '填报单位',
    phone: 'title',
    width: 32,
    value: row => row.name,
    cell: row => <a href={`/desk/reports/sheets/${row.id}`}>{row.name}</a>,
  },
  { key: 'title', label: '报表', value: row => row.title },
  { key: 'period', label: '报告期', value: row => row.period },
  stateColumn as unknown as Column<SheetLine>,
  {
    key: 'late',
    label: '逾期',
    value: row => (row.late ? '逾期' : ''),
    cell: row => (row.late ? <Badge tone="red">逾期</Badge> : ''),
  },
  { key: 'due', label: '截止日', kind: 'date', value: row => row.due },
  { key: 'submitted', label: '报送于', kind: 'date', value: row => row.submitted },
  { key: 'urged', label: '催报次数', kind: 'number', aside: true, value: row => row.urged },
  { key: 'explained', label: '有说明的指标', kind: 'number', aside: true, value: row => row.explained },
  { key: 'town', label: '乡镇', aside: true, value: row => row.town },
]

interface ListProps {
  rows: readonly SheetLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  tabs: Child
}

export const Sheets = ({ rows, query, next, filters, tabs }: ListProps) => (
  <>
    <PageHead
      title="审核与催报"
      lead="单个单位的数字只有统计人员能看，每次查阅都有记录。没有报送的排在前面，点开可以催报、代录。"
    />
    {tabs}
    <DataTable
      path="/desk/reports/sheets"
      {...{ query, rows, filters, next }}
      search="填报单位"
      exportable
      columns={sheetColumns}
      empty={{ title: '没有这样的报表', text: '换个条件试试。' }}
    />
  </>
)

export function SheetPage({ view }: { view: SheetView }) {
  const { row } = view
  const back = `/desk/reports/sheets/${row.id}`
  const open = view.lines.flatMap(line => line.findings)
  return (
    <>
      <PageHead
        title={row.name}
        lead={`${view.form.title}（${view.period}）`}
        badges={
          <>
            <Badge tone={view.state.tone}>{view.state.label}</Badge>
            {view.late && <Badge tone="red">逾期</Badge>}
          </>
        }
        actions={<ActionButtons offers={view.buttons} back={back} />}
      />
      {row.opinion && ['returned', 'excused'].includes(row.state) && (
        <Alert tone="warning" title={view.state.label}>
          <p>{row.opinion}</p>
        </Alert>
      )}
      <div class="columns">
        <div>
          <Card title="所报的数">
            {view.filled ? (
              <>
                {row.state === 'submitted' && open.length > 0 && (
                  <p class="quiet">有 {open.length} 处与上期、去年、台账或审核关系不一致，请看说明和附件。</p>
                )}
                <Figures view={view} {...(view.mayCorrect && { correctFrom: back })} />
              </>
            ) : (
              <p class="quiet">还没有填。</p>
            )}
          </Card>
          {view.slips.length > 0 && (
            <Card title="更正单">
              <Slips slips={view.slips} linked />
            </Card>
          )}
        </div>
        <aside>
          <Card title="报表">
            <Facts
              columns={1}
              items={[
                { label: '截止日', value: row.due_on },
                { label: '催报', value: row.urged > 0 ? `${row.urged} 次` : '没有催过' },
                {
                  label: '这一期',
                  value: <a href={`/desk/reports/rounds/${row.round_id}`}>{view.period}进度</a>,
                },
                row.party_id !== null && {
                  label: '档案',
                  value: <a href={`/desk/parties/${row.party_id}`}>服务对象档案</a>,
                },
              ]}
            />
          </Card>
          {view.filled && (
            <Card title="签字">
              <Signatures view={view} />
            </Card>
          )}
          {view.files.length > 0 && (
            <Card title="附件">
              <Files files={view.files} />
            </Card>
          )}
          <Card
            title="经过"
            action={
              <a href={`${back}/sheet.pdf`} data-turbo="false">
                打印报表
              </a>
            }
          >
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

export const slipColumns: ReadonlyArray<Column<Slip>> = [
  {
    key: 'title',
    label: '报表',
    phone: 'title',
    width: 30,
    value: row => row.title,
    cell: row => <a href={`/desk/reports/corrections/${row.id}`}>{row.title}</a>,
  },
  { key: 'label', label: '指标', width: 24, value: row => row.label },
  { key: 'before', label: '更正前', value: row => row.before },
  { key: 'after', label: '更正后', value: row => row.after },
  { key: 'unit', label: '单位', aside: true, value: row => row.unit },
  { key: 'reason', label: '原因', long: true, width: 40, value: row => row.reason },
  { key: 'asked', label: '申请人', value: row => row.asked },
  { key: 'askedAt', label: '申请于', kind: 'date', value: row => row.askedAt },
  stateColumn as unknown as Column<Slip>,
]

export const SlipList = ({
  rows,
  query,
  next,
  filters,
  tabs,
}: Omit<ListProps, 'rows'> & { rows: readonly Slip[] }) => (
  <>
    <PageHead
      title="更正单"
      lead="锁定以后只能用更正单更正：更正前后的数都保留，由主管部门审批，申请人不能审批自己的。"
    />
    {tabs}
    <DataTable
      path="/desk/reports/corrections"
      {...{ query, rows, filters, next }}
      exportable
      columns={slipColumns}
      empty={{ title: '没有更正单', text: '报表锁定后发现数字有误，从那张报表的那一行申请更正。' }}
    />
  </>
)

interface SlipProps {
  slip: Slip
  buttons: SheetView['buttons']
  files: SheetView['files']
  story: SheetView['story']
}

export const SlipPage = ({ slip, buttons, files, story }: SlipProps) => (
  <>
    <PageHead
      title={`更正 ${slip.title}`}
      badges={<Badge tone={slip.state.tone}>{slip.state.label}</Badge>}
      actions={<ActionButtons offers={buttons} back={`/desk/reports/corrections/${slip.id}`} />}
    />
    <div class="columns">
      <div>
        <Card title="更正什么">
          <Facts
            items={[
              { label: '指标', value: slip.label },
              { label: '报表', value: <a href={`/desk/reports/sheets/${slip.report_id}`}>打开报表</a> },
              { label: '更正前', value: `${slip.before} ${slip.before === '没有填' ? '' : slip.unit}` },
              { label: '更正后', value: `${slip.after} ${slip.unit}` },
              { label: '原因', value: slip.reason },
              { label: '申请人', value: slip.asked },
              { label: '审批意见', value: slip.opinion },
            ]}
          />
        </Card>
        {files.length > 0 && (
          <Card title="凭据">
            <Files files={files} />
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
