import { hours } from '#modules/training'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Stat } from '#ui/stat'
import { type Column, DataTable, stateColumn, Table } from '#ui/table'
import { percentText } from '../counting.ts'
import { type Grid, type GridLine, halfInBrief } from '../grid.ts'
import type { ProofView } from '../proofs.ts'
import { markOf, marks } from '../words.ts'
import { Proofs } from './proofs.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
interface Half {
  id: string
  half: string
  time: string
  place: string
  hours: string
  state: Mark
  open: boolean
  came: number
  expected: number
  late: number
  asked: number
}
interface Linked {
  href: string
  words: string
  state: Mark
}
interface Props {
  path: string
  query: Record<string, string>
  columns: ReadonlyArray<Column<GridLine>>
  lines: readonly GridLine[]
  figures: ReadonlyArray<{ label: string; value: string; hint: string }>
  halves: readonly Half[]
  entries: readonly Linked[]
  signals: readonly Linked[]
  proofs: readonly ProofView[]
}

/** Learners × half days: one sign each, so that a class of twelve half days fits the desk. */
export const gridColumns = ({ sessions }: Pick<Grid, 'sessions'>): ReadonlyArray<Column<GridLine>> => [
  {
    key: 'name',
    label: '姓名',
    phone: 'title',
    sort: true,
    width: 12,
    value: ({ learner }) => learner.person_name,
    cell: ({ learner }) => <a href={`/desk/classes/enrolments/${learner.id}`}>{learner.person_name}</a>,
  },
  ...sessions.map(one => ({
    key: one.half.replace(' ', '-'),
    label: halfInBrief(one.half),
    phone: 'hide' as const,
    width: 7,
    value: ({ cells }: GridLine) => {
      const cell = cells.get(one.id)
      return cell ? markOf(cell) : ''
    },
    cell: ({ cells }: GridLine) => {
      const cell = cells.get(one.id)
      return cell ? <span class={`mark mark-${toneOf(cell)}`}>{markOf(cell)}</span> : ''
    },
  })),
  {
    key: 'present',
    label: '到课学时',
    kind: 'number',
    sort: true,
    value: ({ share }) => share.present_tenths / 10,
    cell: ({ share }) => `${hours(share.present_tenths)} / ${hours(share.whole_tenths)}`,
  },
  { key: 'share', label: '出勤率', width: 9, value: ({ share }) => percentText(share) },
  { key: 'late', label: '补录', kind: 'number', sort: true, value: ({ late }) => late || null },
]

const toneOf = ({ state, method }: { state: string; method: string | null }): string =>
  method === 'late'
    ? 'orange'
    : state === 'present'
      ? 'green'
      : state === 'absent' || state === 'withdrawn'
        ? 'red'
        : 'grey'

/** 考勤 of a class: figures, half days, the grid, and what is to be looked at. */
export const ClassAttendance = (props: Props) => (
  <div class="stack">
    <div class="stats">
      {props.figures.map(one => (
        <Stat {...one} />
      ))}
    </div>
    <Card
      title="每个半天"
      action={
        <a class="quiet" href="/desk/attendance">
          考勤台账和核对
        </a>
      }
    >
      <Halves halves={props.halves} />
    </Card>
    <Card title="考勤表">
      <DataTable
        path={props.path}
        query={props.query}
        columns={props.columns}
        rows={props.lines}
        exportable
        empty={{ title: '还没有学员', text: '报名审核录取以后，学员出现在这里。' }}
      />
      <p class="quiet">
        {`${marks.present} 到课，补 补录，${marks.leave} 请假，${marks.asked} 请假待答复，${marks.absent} 缺勤，${marks.withdrawn} 核对后撤销，${marks.expected} 未开始。`}
      </p>
    </Card>
    <Matters title="补录" all={props.entries} />
    <Matters title="请核对" all={props.signals} />
    {props.proofs.length > 0 && (
      <Card title="照片和签到表">
        <Proofs proofs={props.proofs} back={props.path} />
      </Card>
    )}
  </div>
)

const halfColumns: ReadonlyArray<Column<Half>> = [
  {
    key: 'half',
    label: '半天',
    phone: 'title',
    value: one => one.half,
    cell: one => <a href={`/desk/attendance/${one.id}`}>{one.half}</a>,
  },
  { key: 'time', label: '时间', value: one => one.time },
  { key: 'place', label: '地点', value: one => one.place, long: true },
  { key: 'hours', label: '学时', kind: 'number', value: one => one.hours },
  stateColumn,
  {
    key: 'came',
    label: '到课',
    value: ({ came, expected, late, asked }) =>
      [`${came} / ${expected}`, late > 0 && `（补录 ${late}）`, asked > 0 && `，${asked} 人请假待答复`]
        .filter(Boolean)
        .join(''),
  },
  {
    key: 'print',
    label: '打印',
    value: one => (one.open ? '签到大屏' : '签到表'),
    cell: one =>
      one.open ? (
        <a href={`/desk/attendance/${one.id}/screen`} target="_blank" rel="noopener" data-turbo="false">
          签到大屏
        </a>
      ) : (
        <a href={`/desk/attendance/${one.id}/sheet.pdf`} data-turbo="false">
          签到表
        </a>
      ),
  },
]

const Halves = ({ halves }: { halves: readonly Half[] }) =>
  halves.length === 0 ? (
    <Empty icon="calendar" title="还没有考勤" text="培训班发布以后，按课程表每个半天自动列出。" />
  ) : (
    <Table columns={halfColumns} rows={halves} />
  )

const Matters = ({ title, all }: { title: string; all: readonly Linked[] }) =>
  all.length === 0 ? null : (
    <Card title={title}>
      <ul class="bullets">
        {all.map(one => (
          <li>
            <a href={one.href}>{one.words}</a> <Badge tone={one.state.tone}>{one.state.label}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  )
