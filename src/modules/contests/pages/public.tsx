import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, Table } from '#ui/table'
import type { Contest } from '../people.ts'
import { numberText } from '../replay.ts'
import type { Phase, RoundWords } from '../words.ts'
import { Rubric } from './rounds.tsx'

interface Line {
  id: string
  title: string
  about: string
  kind: string
  phase: Phase
  entries: string
  over: boolean
}

/** For everyone: what is on first, then what was. */
export const ContestsPage = ({ rows }: { rows: readonly Line[] }) => {
  const [on, over] = [rows.filter(one => !one.over), rows.filter(one => one.over)]
  return (
    <div class="wrap stack">
      <PageHead
        title="大赛"
        lead="创业大赛、技能大赛。评分封存，名次谁都可以重算。"
        actions={
          <>
            <a class="button" href="/my/contests">
              我的大赛
            </a>
            <a class="button" href="/activities?kind=创业交流">
              创业交流活动
            </a>
          </>
        }
      />
      {on.length === 0 ? (
        <Empty icon="trophy" title="现在没有大赛" text="有新的大赛会在这里发布通知。" />
      ) : (
        on.map(one => <ContestCard one={one} />)
      )}
      {over.length > 0 && (
        <Card title="办过的大赛">
          <ul class="task-list">
            {over.map(one => (
              <li>
                <div>
                  <a href={`/contests/${one.id}`}>{one.title}</a>{' '}
                  <Badge tone={one.phase.tone}>{one.phase.label}</Badge>
                  <p class="quiet">{one.kind}</p>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p class="quiet">
        收到荣誉证书，可以<a href="/contests/check">查验真伪</a>。
      </p>
    </div>
  )
}

const ContestCard = ({ one }: { one: Line }) => (
  <Card>
    <h2>
      <a href={`/contests/${one.id}`}>{one.title}</a>
    </h2>
    <p>
      <Badge tone={one.phase.tone}>{one.phase.label}</Badge> <span class="quiet">{one.kind}</span>
    </p>
    <p>{one.about.length > 120 ? `${one.about.slice(0, 120)}……` : one.about}</p>
    <p class="quiet">报名：{one.entries}</p>
  </Card>
)

interface PageProps {
  contest: Contest
  kind: string
  phase: Phase
  facts: Parameters<typeof Facts>[0]['items']
  rounds: readonly RoundWords[]
  entries: ReadonlyArray<{ id: string; title: string; about: string; as_team: boolean }>
  ranking: ReadonlyArray<{
    number: number | null
    final_rank: number | null
    title: string
    who: string
    value: string
    reached: number | null
    prize: string | null
  }>
  until: string | null
  digest: string | null
}

/** One contest: notice, timetable, rules, who shows what, results. */
export const ContestPage = (props: PageProps) => {
  const { contest, phase } = props
  return (
    <div class="wrap stack">
      <PageHead
        title={contest.title}
        lead={props.kind}
        badges={<Badge tone={phase.tone}>{phase.label}</Badge>}
        actions={
          phase.open && (
            <a class="button button-primary" href={`/act/contest_entry/enter?contest_id=${contest.id}`}>
              我要报名
            </a>
          )
        }
      />
      {contest.cancel_reason && (
        <Alert tone="danger" title="大赛已取消">
          <p>原因：{contest.cancel_reason}</p>
        </Alert>
      )}
      {contest.correction && (
        <Alert tone="warning" title="结果更正过">
          <p>{contest.correction}</p>
        </Alert>
      )}
      {props.ranking.length > 0 && <Ranking {...props} />}
      <Card title="大赛通知">
        <p class="prose">{contest.about}</p>
        <Facts items={props.facts} />
        <h3>参赛条件</h3>
        <p class="prose">{contest.eligibility}</p>
      </Card>
      <Card title="赛程和评分标准">
        {props.rounds.map(round => (
          <section>
            <h3>
              {round.name}（占 {round.weight}%）
            </h3>
            <p class="quiet">
              {[
                round.when,
                round.advance,
                `每件 ${round.judges} 位评委`,
                round.blind ? '盲评' : '公开评审',
              ].join(' · ')}
            </p>
            <Rubric criteria={round.criteria} />
          </section>
        ))}
        <ul class="bullets">
          <li>出场顺序当众抽签，名单的摘要和公开号码决定顺序，谁都可以重算。</li>
          <li>评委看到作品以前先申报回避；有利害关系的看不到也评不了。</li>
          <li>每张评分表由评委签名锁定；一轮的评分表全部锁定以前，谁也看不到分数。</li>
          <li>结果公示期间登录后可以提异议，由没有参加评审的人答复。</li>
        </ul>
      </Card>
      {props.entries.length > 0 && (
        <Card title="同意展示的参赛项目">
          <ul class="task-list">
            {props.entries.map(one => (
              <li>
                <div>
                  <strong>{one.title}</strong> {one.as_team && <Badge>团队</Badge>}
                  <p>{one.about}</p>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

const rankingColumns = (
  { announced_at }: PageProps['contest'],
  rounds: PageProps['rounds'],
): ReadonlyArray<Column<PageProps['ranking'][number]>> => [
  { key: 'rank', label: '名次', kind: 'number', value: one => one.final_rank },
  {
    key: 'work',
    label: '作品',
    value: one => [numberText(one.number ?? 0), one.title].filter(Boolean).join(' '),
    phone: 'title',
  },
  { key: 'who', label: '参赛人', value: one => one.who },
  { key: 'value', label: '得分', kind: 'number', value: one => one.value },
  announced_at
    ? { key: 'prize', label: '奖项', value: one => one.prize }
    : { key: 'reached', label: '轮次', value: one => rounds[(one.reached ?? 1) - 1]?.name },
]

const Ranking = ({ contest, ranking, rounds, until, digest }: PageProps) => (
  <Card
    title={contest.announced_at ? '比赛结果' : '结果公示'}
    action={<a href={`/contests/${contest.id}/replay`}>重算名次</a>}
  >
    {contest.state === 'publicity' && (
      <p>
        公示到 {until} 为止。有异议的，
        <a href={`/act/contest_objection/raise?contest_id=${contest.id}&back=/contests/${contest.id}`}>
          在这里提出
        </a>
        ，公示随即中止，核实后答复。
      </p>
    )}
    <Table columns={rankingColumns(contest, rounds)} rows={ranking} />
    <p class="quiet">没有进入后一轮的，得分只计参加过的轮次。</p>
    {digest && <p class="quiet digest">重算文件 SHA-256 {digest}</p>}
  </Card>
)
