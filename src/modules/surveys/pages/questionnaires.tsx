import type { Child } from 'hono/jsx'
import type { Told } from '#modules/actions'
import type { Field } from '#platform/forms'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { FieldRow } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'

interface Mark {
  label: string
  tone: BadgeTone
}
interface Line {
  id: string
  title: string
  code: string
  version: number
  note: string
  questions: number
  usedOn: string
  state: Mark
}

export const questionnaireColumns: ReadonlyArray<Column<Line>> = [
  {
    key: 'title',
    label: '问卷',
    phone: 'title',
    long: true,
    width: 28,
    value: row => row.title,
    cell: row => <a href={`/desk/surveys/questionnaires/${row.id}`}>{row.title}</a>,
  },
  { key: 'code', label: '编号', phone: 'hide', value: row => row.code, cell: row => <code>{row.code}</code> },
  { key: 'version', label: '版', kind: 'number', value: row => row.version },
  { key: 'questions', label: '题数', kind: 'number', phone: 'hide', value: row => row.questions },
  { key: 'note', label: '改了什么', phone: 'hide', long: true, value: row => row.note },
  { key: 'used', label: '启用日期', phone: 'hide', value: row => row.usedOn },
  stateColumn,
]

interface ListProps {
  rows: readonly Line[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  links: ReadonlyArray<{ href: string; label: string }>
}

export const QuestionnaireList = ({ rows, query, filters, next, links }: ListProps) => (
  <>
    <PageHead
      title="调查问卷"
      lead="写好后由另一人检查才能用；用过的不再改，改就写新的一版。只有同一版的结果能比较。"
      actions={links.map(link => (
        <a class="button" href={link.href}>
          {link.label}
        </a>
      ))}
    />
    <DataTable
      path="/desk/surveys/questionnaires"
      query={query}
      columns={questionnaireColumns}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '还没有问卷', text: '第一次调查开启时，会放入一份通用问卷；也可以自己编写、导入。' }}
    />
  </>
)

interface OneProps {
  id: string
  title: string
  state: Mark
  opening: string
  facts: Array<{ label: string; value: Child }>
  questions: ReadonlyArray<{
    number: number
    label: string
    kind: string
    required: string
    options: string
    condition: string
  }>
  fields: readonly Field[]
  revise: string | null
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

export const QuestionnairePage = ({ id, title, state, opening, facts, questions, ...more }: OneProps) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        <>
          {more.buttons.length > 0 && (
            <ActionButtons offers={more.buttons} back={`/desk/surveys/questionnaires/${id}`} />
          )}
          {more.revise && (
            <a class="button" href={more.revise}>
              写新的一版
            </a>
          )}
          <a class="button" href={`/desk/surveys/questionnaires/${id}/questionnaire.json`}>
            导出
          </a>
        </>
      }
    />
    <div class="columns">
      <div>
        <Card title="问卷">
          <Facts items={facts} />
          <Table columns={questionColumns} rows={questions} />
        </Card>
        <Card title="对方看到的样子">
          <p>{opening}</p>
          <div class="form">
            {more.fields.map(field => (
              <FieldRow field={field} value={undefined} />
            ))}
          </div>
        </Card>
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={more.story} />
        </Card>
      </aside>
    </div>
  </>
)

const questionColumns: ReadonlyArray<Column<OneProps['questions'][number]>> = [
  { key: 'number', label: '题号', value: one => one.number },
  { key: 'label', label: '问题', value: one => one.label, phone: 'title' },
  { key: 'kind', label: '怎样答', value: one => one.kind },
  { key: 'required', label: '必答', value: one => one.required },
  { key: 'options', label: '选项', long: true, value: one => one.options },
  { key: 'condition', label: '只在…时问', long: true, value: one => one.condition },
]
