import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { type Column, DataTable } from '#ui/table'

export interface LessonLine {
  id: string
  when: string
  title: string
  form: string
  hours: number
  lecturer: string
  lecturerId: string | null
  place: string
  buttons: readonly Button[]
}

export const lessonColumns: ReadonlyArray<Column<LessonLine>> = [
  { key: 'when', label: '时间', long: true, width: 30, value: row => row.when },
  { key: 'title', label: '内容', phone: 'title', width: 34, value: row => row.title },
  { key: 'form', label: '形式', value: row => row.form },
  { key: 'hours', label: '学时', kind: 'number', value: row => row.hours },
  {
    key: 'lecturer',
    label: '讲师',
    value: row => row.lecturer,
    cell: row =>
      row.lecturerId ? <a href={`/desk/courses/lecturers/${row.lecturerId}`}>{row.lecturer}</a> : '待定',
  },
  { key: 'place', label: '地点', long: true, width: 24, value: row => row.place },
]

interface Props {
  here: string
  query: Record<string, string>
  rows: readonly LessonLine[]
  sum: string
  actions: readonly Button[]
}

/** 课程表. */
export const Lessons = ({ here, query, rows, sum, actions }: Props) => (
  <>
    <p class="quiet">{sum}</p>
    <ActionButtons offers={actions} />
    <DataTable
      path={here}
      query={query}
      columns={[
        ...lessonColumns,
        {
          key: 'actions',
          label: '操作',
          value: () => '',
          cell: row => <ActionButtons offers={row.buttons} back={here} />,
        },
      ]}
      rows={rows}
      exportable
      empty={{ title: '还没有排课', text: '一节课一行；上一节排好后，下一节的时间会接着填好。' }}
    />
  </>
)
