import { date, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { type Column, stateColumn, Table } from '#ui/table'
import type { Contest } from '../people.ts'
import { numberText } from '../replay.ts'
import type { ResultView } from '../view.ts'

/** 结果与奖项: three figures side by side, the public file, objections, prizes. */
export const ResultsPart = ({
  view,
  contest,
  back,
}: {
  view: ResultView
  contest: Contest
  back: string
}) => (
  <div class="stack">
    {contest.correction && (
      <Alert tone="warning" title="结果更正过">
        <p>{contest.correction}</p>
      </Alert>
    )}
    {view.rounds.length === 0 ? (
      <Card title="评分结果">
        <Empty
          icon="lock"
          title="分数还在封存"
          text="一轮的评分表全部锁定以后，这里并列显示三种分数和名次。"
        />
      </Card>
    ) : (
      view.rounds.map(round => <RoundResult round={round} rule={view.rule} />)
    )}
    {view.replays.length > 0 && (
      <Card title="公示与重算文件" action={<a href={`/contests/${contest.id}/replay`}>看公开说明</a>}>
        {view.until && <p>公示到 {date(view.until)} 为止，没有成立的异议即可公布。</p>}
        {view.replays.map(one => (
          <p>
            第 {one.version} 版（{one.at}）{one.note && `：${one.note}`}
            <br />
            <span class="digest">SHA-256 {one.digest}</span>
          </p>
        ))}
      </Card>
    )}
    {view.objections.length > 0 && (
      <Card title="异议">
        {view.objections.map(one => (
          <article>
            <p>
              {one.raised_by} {one.phone}，{one.at} <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </p>
            <p class="prose">{one.body}</p>
            {one.answer && <p>答复：{one.answer}</p>}
            {one.buttons.length > 0 && <ActionButtons offers={one.buttons} back={back} />}
          </article>
        ))}
      </Card>
    )}
    {view.prizes.length > 0 && <Prizes view={view} contest={contest} back={back} />}
  </div>
)

type Score = ResultView['rounds'][number]['rows'][number]

/** The three figures side by side; the one that the rule of the contest takes is marked. */
const scoreColumns = (rule: string): ReadonlyArray<Column<Score>> => {
  const label = (key: string, words: string) => `${words}${rule === key ? '（计入）' : ''}`
  return [
    { key: 'rank', label: '名次', kind: 'number', value: row => row.rank },
    { key: 'work', label: '作品', value: row => numberText(row.number), phone: 'title' },
    { key: 'mean', label: label('mean', '平均分'), kind: 'number', value: row => row.mean },
    { key: 'trimmed', label: label('trimmed', '去头去尾'), kind: 'number', value: row => row.trimmed },
    { key: 'zscore', label: label('zscore', '标准分'), kind: 'number', value: row => row.zscore },
    {
      key: 'advanced',
      label: '晋级',
      value: row => (row.advanced === null ? '待核对' : row.advanced ? '晋级' : '—'),
    },
  ]
}

const RoundResult = ({ round, rule }: { round: ResultView['rounds'][number]; rule: string }) => (
  <Card title={`${round.name}的评分结果`}>
    <Table columns={scoreColumns(rule)} rows={round.rows} />
  </Card>
)

const prizeColumns = (back: string): ReadonlyArray<Column<ResultView['prizes'][number]>> => [
  { key: 'name', label: '奖项', value: one => one.name, phone: 'title' },
  {
    key: 'work',
    label: '项目或作品',
    value: one => one.work,
    cell: one => <a href={`/desk/contests/entries/${one.entry_id}`}>{one.work}</a>,
    long: true,
  },
  { key: 'party', label: '获奖者', value: one => one.party, long: true },
  { key: 'amount', label: '税前（元）', kind: 'money', value: one => one.amount_fen },
  stateColumn,
  {
    key: 'act',
    label: '办理',
    value: () => null,
    cell: one => one.buttons.length > 0 && <ActionButtons offers={one.buttons} back={back} />,
  },
]

const Prizes = ({ view, contest, back }: { view: ResultView; contest: Contest; back: string }) => (
  <Card title="奖项" action={<a href="/desk/contests/prizes">奖金台账</a>}>
    <p class="quiet">批准的奖金总额 {money(contest.prize_fen)}。</p>
    <Table columns={prizeColumns(back)} rows={view.prizes} />
  </Card>
)
