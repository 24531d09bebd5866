import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter } from '#ui/table'

interface State {
  label: string
  tone: BadgeTone
}

export interface SheetLine {
  id: string
  number: string
  place: string
  visit_on: string
  issued_by: string
  issued_at: Date
  consultation: string | null
  consultation_id: string | null
  state: State
  /** Still unused, and the reader may enter it. */
  toEnter: boolean
}

export const sheetColumns: ReadonlyArray<Column<SheetLine>> = [
  {
    key: 'number',
    label: '编号',
    phone: 'title',
    value: row => row.number,
    cell: row => <a href={`/desk/sheets/${row.number}?show=1`}>{row.number}</a>,
  },
  { key: 'place', label: '地点', value: row => row.place },
  { key: 'visit', label: '下乡日期', value: row => row.visit_on },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  {
    key: 'consultation',
    label: '录入的咨询',
    value: row => row.consultation ?? '',
    cell: row =>
      row.consultation_id ? (
        <a href={`/desk/consultations/${row.consultation_id}`}>{row.consultation}</a>
      ) : row.toEnter ? (
        <a href={`/desk/sheets/${row.number}`}>录入</a>
      ) : (
        '—'
      ),
  },
  {
    key: 'print',
    label: '打印',
    phone: 'hide',
    value: () => '',
    cell: row =>
      row.toEnter ? (
        <a
          href={`/desk/consultations/sheets/print.pdf?place=${encodeURIComponent(row.place)}&day=${row.visit_on}`}
          data-turbo="false"
        >
          打印这一批
        </a>
      ) : (
        '—'
      ),
  },
  { key: 'by', label: '印制人', value: row => row.issued_by },
]

interface ListProps {
  rows: readonly SheetLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  form: { values: Record<string, unknown>; errors: Record<string, string>; most: number } | null
}

export const SheetList = ({ rows, query, filters, next, form }: ListProps) => (
  <>
    <PageHead title="下乡登记单" lead="印好带走，一张记一个人；回来扫码录入，一张只能用一次。" />
    <div class="stack">
      {form && (
        <Card title="印制">
          <Form
            action="/desk/consultations/sheets"
            fields={[
              {
                name: 'place',
                label: '去哪里',
                widget: 'text',
                required: true,
                maxLength: 40,
                placeholder: '例如：石牌镇凌桥村',
              },
              { name: 'visit_on', label: '哪天去', widget: 'date', required: true },
              { name: 'count', label: '印几张', widget: 'number', required: true, min: 1, max: form.most },
            ]}
            values={form.values}
            errors={form.errors}
            submit="编号并印制"
          />
        </Card>
      )}
      <DataTable
        path="/desk/consultations/sheets"
        query={query}
        columns={sheetColumns}
        rows={rows}
        search="地点"
        filters={filters}
        next={next}
        exportable
        empty={{ title: '没有登记单', text: '下乡以前印几张带上。' }}
      />
    </div>
  </>
)

interface SheetProps {
  sheet: { number: string; place: string; visit_on: string; state: string }
  state: State
  used: { id: string; number: string } | null
  buttons: Button[]
}

export const SheetPage = ({ sheet, state, used, buttons }: SheetProps) => (
  <>
    <PageHead
      title={sheet.number}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        <>
          {sheet.state === 'issued' && (
            <a class="button button-primary" href={`/desk/sheets/${sheet.number}`}>
              录入这一张
            </a>
          )}
          <ActionButtons offers={buttons} back={`/desk/sheets/${sheet.number}?show=1`} />
        </>
      }
    />
    <Card>
      <Facts
        columns={1}
        items={[
          { label: '地点', value: sheet.place },
          { label: '下乡日期', value: sheet.visit_on },
          used !== null && {
            label: '录入为',
            value: <a href={`/desk/consultations/${used.id}`}>{used.number}</a>,
          },
        ]}
      />
      {used && <p>这张已经录入过，一张只能用一次。</p>}
    </Card>
  </>
)
