import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { type Column, stateColumn, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { numberText } from '../replay.ts'
import type { JudgeLine, RoundView } from '../view.ts'

const judgeColumns = (back: string): ReadonlyArray<Column<JudgeLine>> => [
  { key: 'name', label: '评委', value: one => one.name, phone: 'title' },
  { key: 'about', label: '单位和专长', value: one => one.about, long: true },
  { key: 'phone', label: '电话', value: one => one.phone },
  stateColumn,
  { key: 'declared', label: '回避申报', value: one => one.declared || '还没有', long: true },
  { key: 'open', label: '待评', kind: 'number', value: one => one.open },
  { key: 'locked', label: '已锁定', kind: 'number', value: one => one.locked },
  { key: 'recused', label: '回避', kind: 'number', value: one => one.recused },
  {
    key: 'act',
    label: '办理',
    value: () => null,
    cell: one => one.buttons.length > 0 && <ActionButtons offers={one.buttons} back={back} />,
  },
]

/** 评委: who was asked, what they declared, how far they are; never what they gave. */
export const JudgesPart = ({ judges, back }: { judges: readonly JudgeLine[]; back: string }) => (
  <Card title="评委">
    {judges.length === 0 ? (
      <Empty
        icon="users"
        title="还没有评委"
        text="方案批准后在这里邀请。组织、审查、审批大赛的人不当评委；参赛的人也不能当。"
      />
    ) : (
      <Table columns={judgeColumns(back)} rows={judges} />
    )}
  </Card>
)

/** 轮次与评分: each round with its rubric, its draw, and its sheets as far as they may be seen. */
export const RoundsPart = ({ rounds, back }: { rounds: readonly RoundView[]; back: string }) =>
  rounds.length === 0 ? (
    <Card title="轮次">
      <Empty
        icon="list-check"
        title="还没有轮次"
        text="至少一轮，各轮占总分合计 100%，每轮有自己的评分标准。"
      />
    </Card>
  ) : (
    <div class="stack">
      {rounds.map(round => (
        <RoundCard round={round} back={back} />
      ))}
    </div>
  )

const RoundCard = ({ round, back }: { round: RoundView; back: string }) => (
  <Card
    title={`${round.name}（占 ${round.weight}%）`}
    action={<Badge tone={round.state.tone}>{round.state.label}</Badge>}
  >
    {round.buttons.length > 0 && <ActionButtons offers={round.buttons} back={back} />}
    <Facts
      items={[
        { label: '时间地点', value: round.when },
        { label: '晋级', value: round.advance },
        { label: '评审方式', value: round.blind ? '盲评，只看编号' : '公开评审' },
        { label: '每件评委', value: `${round.judges} 位` },
        round.draw !== null && { label: '抽签号码', value: `${round.draw.number}（${round.draw.at}）` },
        round.draw !== null && { label: '名单摘要', value: <span class="digest">{round.draw.digest}</span> },
        round.order.length > 0 && {
          label: '出场顺序',
          value: round.order.map(one => `${one.turn}．${numberText(one.number)}`).join('　'),
        },
        round.progress.all > 0 && {
          label: '评分进度',
          value: `已锁定 ${round.progress.done} 张，共 ${round.progress.all} 张`,
        },
      ]}
    />
    <Rubric criteria={round.criteria} />
    {round.sheets.length > 0 && <Sheets round={round} back={back} />}
    <details>
      <summary>这一轮的经过</summary>
      <Timeline items={round.story} />
    </details>
  </Card>
)

const rubricColumns: ReadonlyArray<Column<RoundView['criteria'][number]>> = [
  { key: 'label', label: '评分项', value: one => one.label, phone: 'title' },
  { key: 'weight', label: '权重', kind: 'number', value: one => `${one.weight}%` },
  { key: 'anchors', label: '打分尺度', value: one => one.anchors, long: true },
]

export const Rubric = ({ criteria }: { criteria: RoundView['criteria'] }) => (
  <Table columns={rubricColumns} rows={criteria} />
)

type SheetLine = RoundView['sheets'][number]

/** What a sheet says, once it may be seen. */
const markColumns = ({ criteria }: RoundView): ReadonlyArray<Column<SheetLine>> => [
  { key: 'total', label: '合计', kind: 'number', value: sheet => sheet.total },
  {
    key: 'marks',
    label: '分项和意见',
    long: true,
    value: ({ marks, opinion }) =>
      [
        ...marks.map(
          ({ mark, comment }, at) =>
            `${criteria[at]?.label ?? ''} ${mark}${comment ? `（${comment}）` : ''}；`,
        ),
        opinion,
      ].join(''),
  },
]

const sheetColumns = (round: RoundView, back: string): ReadonlyArray<Column<SheetLine>> => [
  { key: 'number', label: '作品', value: sheet => numberText(sheet.number), phone: 'title' },
  { key: 'judge', label: '评委', value: sheet => sheet.judge },
  {
    key: 'state',
    label: '状态',
    long: true,
    value: ({ state, unlocks, reason }) =>
      [state.label, unlocks > 0 && `解锁过 ${unlocks} 次`, reason].filter(Boolean).join('，'),
    cell: ({ state, unlocks, reason }) => (
      <div>
        <Badge tone={state.tone}>{state.label}</Badge>
        {unlocks > 0 && <Badge tone="orange">{`解锁过 ${unlocks} 次`}</Badge>}
        {reason && <p class="quiet">{reason}</p>}
      </div>
    ),
  },
  { key: 'signed', label: '签名时间', value: sheet => sheet.signed },
  ...(round.seen ? markColumns(round) : []),
  {
    key: 'act',
    label: '办理',
    value: () => null,
    cell: sheet => sheet.buttons.length > 0 && <ActionButtons offers={sheet.buttons} back={back} />,
  },
]

const Sheets = ({ round, back }: { round: RoundView; back: string }) => (
  <details open>
    <summary>评分表</summary>
    {!round.seen && (
      <Alert title="分数封存中">
        <p>全部评分表锁定、这一轮结束以后，分数才能看到。现在只看得到谁交了、谁没交。</p>
      </Alert>
    )}
    <Table columns={sheetColumns(round, back)} rows={round.sheets} />
  </details>
)
