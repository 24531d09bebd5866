import type { Child } from 'hono/jsx'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { type Definition, itemKinds, sources } from '../definition.ts'
import type { SheetView } from '../view.ts'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface FormLine {
  id: string
  code: string
  title: string
  version: number
  reporters: string
  frequency: string
  items: number
  state: Mark
}

export const formColumns: ReadonlyArray<Column<FormLine>> = [
  { key: 'code', label: '表号', value: row => row.code },
  {
    key: 'title',
    label: '报表',
    phone: 'title',
    width: 30,
    value: row => row.title,
    cell: row => <a href={`/desk/reports/forms/${row.id}`}>{row.title}</a>,
  },
  { key: 'version', label: '版本', value: row => `第 ${row.version} 版` },
  { key: 'reporters', label: '谁填报', value: row => row.reporters },
  { key: 'frequency', label: '报告期', value: row => row.frequency },
  { key: 'items', label: '指标数', kind: 'number', value: row => row.items },
  stateColumn as unknown as Column<FormLine>,
]

interface FormsProps {
  rows: readonly FormLine[]
  query: Record<string, string>
  tabs: Child
  mayDraft: boolean
  /** Default forms that the centre has not taken up. */
  standard: ReadonlyArray<{ code: string; title: string }>
}

export const Forms = ({ rows, query, tabs, mayDraft, standard }: FormsProps) => (
  <>
    <PageHead
      title="报表制度"
      lead="报什么、谁来报、数字之间怎么核对。起草后由另一人审定；修改形成新版本，已经发放的各期不受影响。"
      actions={
        mayDraft && (
          <a class="button" href="/act/report_form/draft?back=/desk/reports/forms">
            起草报表
          </a>
        )
      }
    />
    {tabs}
    {mayDraft && standard.length > 0 && (
      <Card title="从默认报表起草">
        <p class="quiet">按通行的口径编好了，照本县情况改一改就能用。</p>
        <div class="actions">
          {standard.map(one => (
            <a class="button button-secondary" href={`/act/report_form/draft?standard=${one.code}`}>
              {one.title}
            </a>
          ))}
        </div>
      </Card>
    )}
    <DataTable
      path="/desk/reports/forms"
      {...{ query, rows }}
      exportable
      columns={formColumns}
      empty={{ title: '还没有报表', text: '从默认报表起草，或者自己起草一张。' }}
    />
  </>
)

interface FormProps {
  title: string
  state: Mark
  buttons: SheetView['buttons']
  facts: Array<{ label: string; value: string }>
  definition: Definition
  /** Names of the indicators that cells feed, by code. */
  indicators: ReadonlyMap<string, string>
  revise: string | null
  story: SheetView['story']
  back: string
}

export const FormPage = ({
  title,
  state,
  buttons,
  facts,
  definition,
  indicators,
  revise,
  story,
  back,
}: FormProps) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        <>
          <ActionButtons offers={buttons} back={back} />
          {revise && (
            <a class="button button-secondary" href={revise}>
              修订
            </a>
          )}
        </>
      }
    />
    <div class="columns">
      <div>
        <Card title="指标">
          <Items definition={definition} indicators={indicators} />
        </Card>
        <Card title="审核关系">
          {definition.rules.length === 0 ? (
            <p class="quiet">没有审核关系。</p>
          ) : (
            <ol>
              {definition.rules.map(rule => (
                <li>
                  {rule.says}（{rule.text}）{' '}
                  <Badge tone={rule.weight === 'hard' ? 'red' : 'orange'}>
                    {rule.weight === 'hard' ? '不符合不能报送' : '不符合要说明'}
                  </Badge>
                </li>
              ))}
            </ol>
          )}
        </Card>
      </div>
      <aside>
        <Card title="填报要求">
          <Facts columns={1} items={facts} />
        </Card>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)

type Item = Definition['items'][number]

const Items = ({ definition, indicators }: Pick<FormProps, 'definition' | 'indicators'>) => {
  const demands = (item: Item): string =>
    [
      item.required ? '必填' : '选填',
      itemKinds[item.kind],
      item.watch && '核对波动',
      item.source && `取自站点登记：${sources[item.source]}`,
      ...definition.feeds
        .filter(feed => feed.cell.startsWith(item.code))
        .map(feed => `汇入「${indicators.get(feed.indicator) ?? feed.indicator}」`),
    ]
      .filter(Boolean)
      .join('，')
  return (
    <Table
      columns={[
        { key: 'code', label: '行号', value: item => item.code },
        { key: 'label', label: '指标', phone: 'title', value: item => item.label },
        { key: 'unit', label: '单位', value: item => item.unit },
        { key: 'demands', label: '要求', long: true, value: demands },
        { key: 'help', label: '口径', long: true, value: item => item.help },
      ]}
      rows={definition.items}
    />
  )
}

export interface ReporterLine {
  id: string
  name: string
  party: string
  form: string
  small: boolean
  since: Date
  state: Mark
  buttons: SheetView['buttons']
}

export const reporterColumns: ReadonlyArray<Column<ReporterLine>> = [
  {
    key: 'name',
    label: '单位',
    phone: 'title',
    width: 32,
    value: row => row.name,
    cell: row => <a href={`/desk/parties/${row.party}`}>{row.name}</a>,
  },
  { key: 'form', label: '报表', value: row => row.form },
  { key: 'small', label: '规模', value: row => (row.small ? '小型单位，可一人签字' : '') },
  { key: 'since', label: '列入', kind: 'date', value: row => row.since },
  stateColumn as unknown as Column<ReporterLine>,
  {
    key: 'do',
    label: '办理',
    value: () => '',
    cell: row => <ActionButtons offers={row.buttons} back="/desk/reports/reporters" />,
  },
]

interface ReportersProps {
  rows: readonly ReporterLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
  tabs: Child
  mayEnrol: boolean
}

export const Reporters = ({ rows, query, next, filters, tabs, mayEnrol }: ReportersProps) => (
  <>
    <PageHead
      title="填报单位"
      lead="哪些单位填哪张报表。服务站点和中心自己的报表不用列名单。"
      actions={
        mayEnrol && (
          <a class="button" href="/act/report_reporter/enrol?back=/desk/reports/reporters">
            加入填报单位
          </a>
        )
      }
    />
    {tabs}
    <DataTable
      path="/desk/reports/reporters"
      {...{ query, rows, filters, next }}
      search="单位名称"
      exportable
      columns={reporterColumns}
      empty={{ title: '还没有填报单位', text: '先把要填报的企业、合作社加进来，下一期起自动发给它们。' }}
    />
  </>
)
