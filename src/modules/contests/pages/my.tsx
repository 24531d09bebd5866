import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import type { EntryView } from '../view.ts'
import { incubationLink } from '../words.ts'
import type { StateMark as Mark } from './desk.tsx'
import { EntryFacts } from './entries.tsx'

interface ListProps {
  entries: ReadonlyArray<{ id: string; title: string; contest: string; state: Mark; standing: string }>
  seats: ReadonlyArray<{ id: string; title: string; state: Mark; waiting: number }>
}

/** One's own contests: what one judges, and what one entered. */
export const MyContests = ({ entries, seats }: ListProps) => (
  <div class="wrap stack">
    <PageHead
      title="我的大赛"
      actions={
        <a class="button button-primary" href="/contests">
          看看有什么大赛
        </a>
      }
    />
    {seats.length > 0 && (
      <Card title="请我评审的">
        <ul class="task-list">
          {seats.map(one => (
            <li>
              <div>
                <a href={`/my/contests/judging/${one.id}`}>{one.title}</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                {one.waiting > 0 && <p>还有 {one.waiting} 件没有评完。</p>}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    )}
    <Card title="我的报名">
      {entries.length === 0 ? (
        <Empty
          icon="trophy"
          title="还没有报过大赛"
          text="个人、团队都可以报，作品用手机就能交；没填完的可以先存着。"
          action={{ href: '/contests', label: '去看看' }}
        />
      ) : (
        <ul class="task-list">
          {entries.map(one => (
            <li>
              <div>
                <a href={`/my/contests/entries/${one.id}`}>{one.title}</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                <p class="quiet">
                  {one.contest} · {one.standing}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
)

interface EntryProps {
  view: EntryView
  rounds: ReadonlyArray<{ name: string; turn: number; when: string; advanced: boolean | null }>
}

/** One's own entry: how it stands, when to appear, what it won. */
export const MyEntry = ({ view, rounds }: EntryProps) => (
  <div class="wrap stack">
    <PageHead
      title={view.row.title}
      lead={view.contest.title}
      badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
    />
    {view.row.state === 'returned' && (
      <Alert tone="warning" title="要补正">
        <p>{view.story.find(one => one.state?.label === '待补正')?.note ?? '请看下面的经过。'}</p>
      </Alert>
    )}
    {view.buttons.length > 0 && (
      <ActionButtons offers={view.buttons} back={`/my/contests/entries/${view.row.id}`} />
    )}
    {view.prizes.map(one => (
      <Card title={`获${one.name}`}>
        <p>
          奖金 {money(one.amount_fen)}（税前），{one.state.label}
          {one.paid_on && `，${one.paid_on} 实发 ${money(one.amount_fen - one.tax_fen)}`}。
        </p>
        <p class="actions">
          <a class="button" href={`/my/contests/entries/${view.row.id}/honour.pdf`} data-turbo="false">
            打印荣誉证书
          </a>
          <a class="button" href={incubationLink(view.row.title)}>
            申请入驻孵化
          </a>
        </p>
      </Card>
    ))}
    {rounds.length > 0 && (
      <Card title="比赛安排">
        <ul class="bullets">
          {rounds.map(one => (
            <li>
              {one.name}：{one.when}，第 {one.turn} 个出场
              {one.advanced !== null && (one.advanced ? '，已晋级' : '，没有晋级')}
            </li>
          ))}
        </ul>
      </Card>
    )}
    <Card title="报名">
      <EntryFacts view={view} />
    </Card>
    <Card title="经过">
      <Timeline items={view.story} />
    </Card>
  </div>
)
