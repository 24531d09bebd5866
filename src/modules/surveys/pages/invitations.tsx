import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import type { InvitationLine } from '../view.ts'

export const invitationColumns: ReadonlyArray<Column<InvitationLine>> = [
  {
    key: 'rank',
    label: '序号',
    phone: 'title',
    value: row => `第 ${row.rank} 位`,
    cell: row => <a href={`/desk/surveys/calls/${row.id}`}>第 {row.rank} 位</a>,
  },
  { key: 'service', label: '办理的服务', long: true, width: 24, value: row => row.service },
  { key: 'town', label: '乡镇', phone: 'hide', value: row => row.town },
  { key: 'phone', label: '电话', value: row => row.phone },
  { key: 'told', label: '最近一次短信', phone: 'hide', value: row => row.told },
  { key: 'reminders', label: '提醒（次）', kind: 'number', phone: 'hide', value: row => row.reminders },
  { key: 'tries', label: '电话（次）', kind: 'number', value: row => row.tries },
  { key: 'outcome', label: '最近一次电话', phone: 'hide', value: row => row.outcome },
  stateColumn,
]

interface Props {
  path: string
  surveyId: string
  rows: readonly InvitationLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  call: boolean
  print: boolean
}

/** Who was asked; of whom one served oneself, nothing. Answers stand nowhere here. */
export const InvitationsTab = ({ path, surveyId, rows, query, filters, next, call, print }: Props) => (
  <>
    <p class="quiet">
      答没答以邀请为准，答了什么看不到、也对不上；您自己经手过的服务对象不在这里，由同事联系。没有答的自动发短信提醒。
    </p>
    <div class="actions">
      {call && (
        <form method="post" action={`/desk/surveys/${surveyId}/next-call`}>
          <button type="submit" class="button button-primary">
            打下一个电话
          </button>
        </form>
      )}
      {print && (
        <form method="post" action={`/desk/surveys/${surveyId}/slips.pdf`} data-turbo="false">
          <button type="submit" class="button">
            印书面邀请
          </button>
        </form>
      )}
    </div>
    <DataTable
      path={path}
      query={query}
      columns={invitationColumns}
      rows={rows}
      search="电话后几位"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的邀请', text: '抽取以后，邀请在几分钟内陆续发出。' }}
    />
  </>
)
