import { date } from '#platform/format'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import type { StateBadge } from './desk.tsx'

export interface ConfirmationLine {
  id: string
  name: string
  href: string
  kind: string
  state: StateBadge
  last_confirmed_on: string
  asked_at: Date
  due_at: Date | null
  mayConfirm: boolean
}

export const confirmationColumns: ReadonlyArray<Column<ConfirmationLine>> = [
  {
    key: 'name',
    label: '名称',
    phone: 'title',
    width: 36,
    value: row => row.name,
    cell: row => (
      <span class="tick-name">
        {row.mayConfirm && (
          <input type="checkbox" name="ids" value={row.id} form="confirm" aria-label={`勾选${row.name}`} />
        )}
        <a href={row.href}>{row.name}</a>
      </span>
    ),
  },
  { key: 'kind', label: '类型', value: row => row.kind },
  { ...stateColumn },
  { key: 'last', label: '上次确认', value: row => row.last_confirmed_on },
  { key: 'asked', label: '请求确认', kind: 'date', value: row => row.asked_at },
  { key: 'due', label: '截止', value: row => (row.due_at ? date(row.due_at) : '已暂停公开') },
]

export const confirmationFilters = [
  {
    name: 'kind',
    label: '类型',
    options: [
      { value: 'item', label: '服务项目' },
      { value: 'provider', label: '服务商' },
    ],
  },
  {
    name: 'state',
    label: '状态',
    options: [
      { value: 'due', label: '待确认' },
      { value: 'late', label: '逾期待确认' },
      { value: 'lapsed', label: '未确认，暂不公开' },
    ],
  },
]

/** What waits to be confirmed; several can be ticked and confirmed at once. */
export function Confirmations({
  rows,
  query,
  next,
}: {
  rows: readonly ConfirmationLine[]
  query: Record<string, string>
  next: string | null
}) {
  return (
    <>
      <PageHead
        title="内容确认"
        lead="目录里的每一条都要定期确认仍然属实；到期未确认的先提醒，宽限期满自动暂停公开，确认后恢复。"
        actions={
          rows.some(row => row.mayConfirm) && (
            <form id="confirm" method="post" action="/desk/confirmations" data-controller="submit-once">
              <button type="submit" class="button button-primary">
                勾选的仍然属实
              </button>
            </form>
          )
        }
      />
      <DataTable
        path="/desk/confirmations"
        query={query}
        rows={rows}
        filters={confirmationFilters}
        next={next === null ? null : { after: next }}
        exportable
        empty={{ title: '没有待确认的内容', text: '到确认周期时，系统会自动列在这里。' }}
        columns={confirmationColumns}
      />
    </>
  )
}
