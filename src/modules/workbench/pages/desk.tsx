import type { Child } from 'hono/jsx'
import type { FigureCard } from '#modules/indicators'
import { friendly } from '#platform/format'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { ChartFigure } from '#ui/chart'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'

export interface TaskLine {
  title: string
  href: string
  kind: string
  /** Number and party, where there are more of the same title. */
  hint: string | null
  state: string
  who: string | null
  due: Date | null
  deadline: { text: string; tone: BadgeTone } | null
  urged: boolean
}

interface HomeProps {
  name: string
  tab: 'mine' | 'team'
  /** Whoever sees all cases sees also how many there are, and what others have to do. */
  seesTeam: boolean
  groups: Array<{ title: string; tasks: TaskLine[] }>
  stats: Array<{ value: string; label: string; href: string }>
  figures: FigureCard[]
  /** Of whoever answers for the clauses: how they stand. */
  strip: Child | null
}

/** The day's work: what is late, what is due, what comes next. */
export function DeskHome({ name, tab, seesTeam, groups, stats, figures, strip }: HomeProps) {
  const total = groups.reduce((sum, group) => sum + group.tasks.length, 0)
  return (
    <>
      <PageHead
        title={`${name}，您好`}
        lead={total === 0 ? '目前没有待办。' : `${tab === 'mine' ? '您' : '全中心'}有 ${total} 件待办。`}
      />
      {strip}
      {seesTeam && (
        <>
          <div class="stats">
            {stats.map(stat => (
              <Stat {...stat} />
            ))}
          </div>
          <nav class="tabs section-tight" aria-label="待办范围">
            <a href="/desk" {...(tab === 'mine' && { 'aria-current': 'page' })}>
              我的待办
            </a>
            <a href="/desk?tab=team" {...(tab === 'team' && { 'aria-current': 'page' })}>
              全中心
            </a>
          </nav>
        </>
      )}
      <div class="columns">
        <div>
          {total === 0 && (
            <Empty icon="circle-check" title="都办完了" text="新的待办会出现在这里，先超期、后到期。" />
          )}
          {groups
            .filter(group => group.tasks.length > 0)
            .map(group => (
              <Card title={`${group.title}（${group.tasks.length}）`}>
                <TaskList tasks={group.tasks} showWho={tab === 'team'} />
              </Card>
            ))}
        </div>
        <aside>
          {figures.map(figure => (
            <Card>
              <ChartFigure {...figure} />
              <p class="card-foot">
                <a href={figure.href}>走势、分乡镇和背后的记录</a>
              </p>
            </Card>
          ))}
        </aside>
      </div>
    </>
  )
}

const TaskList = ({ tasks, showWho }: { tasks: readonly TaskLine[]; showWho: boolean }) => (
  <ul class="task-list">
    {tasks.map(task => (
      <li>
        <div>
          <a href={task.href}>{task.title}</a>
          <p class="quiet">
            {task.hint ?? task.kind} · {task.state}
            {showWho && task.who && ` · ${task.who}`}
          </p>
        </div>
        <div class="right">
          {task.urged && <Badge tone="red">督办</Badge>}{' '}
          {task.deadline && <Badge tone={task.deadline.tone}>{task.deadline.text}</Badge>}
        </div>
      </li>
    ))}
  </ul>
)

export function SearchPage({
  question,
  hits,
}: {
  question: string
  hits: ReadonlyArray<{ title: string; summary: string; href: string; kind: string }>
}) {
  return (
    <>
      <PageHead title={question ? `搜索“${question}”` : '搜索'} />
      {hits.length === 0 ? (
        <Empty
          icon="search"
          title={question ? '没有找到' : '输入编号、手机尾号、单位或人名'}
          {...(question && { text: '换个说法，或只输入其中几个字。' })}
        />
      ) : (
        <Card>
          <ul class="link-list">
            {hits.map(hit => (
              <li>
                <a href={hit.href}>{hit.title}</a>
                <small>
                  {hit.kind}
                  {hit.summary && ` · ${hit.summary}`}
                </small>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

export interface NotificationLine {
  at: Date
  body: string
  href: string | null
  read: boolean
}

export function Notifications({
  rows,
  now,
  action,
}: {
  rows: readonly NotificationLine[]
  now: Date
  action: string
}) {
  return (
    <>
      <PageHead
        title="消息"
        actions={
          rows.some(row => !row.read) && (
            <form method="post" action={action}>
              <button type="submit" class="button">
                全部标为已读
              </button>
            </form>
          )
        }
      />
      {rows.length === 0 ? (
        <Empty icon="bell" title="还没有消息" text="办件有进展时，会在这里告诉您。" />
      ) : (
        <Card>
          <ul class="task-list">
            {rows.map(row => (
              <li>
                <div>
                  <p>{row.href ? <a href={row.href}>{row.body}</a> : row.body}</p>
                  <p class="quiet">{friendly(row.at, now)}</p>
                </div>
                {!row.read && <Badge tone="orange">未读</Badge>}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
