import type { Button } from '#modules/actions'
import { weekday } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'

interface Day {
  day: string
  working: boolean
  today: boolean
  /** Of the plan; null where nobody is planned yet. */
  id: string | null
  morning: readonly string[]
  afternoon: readonly string[]
  note: string
}

interface Note {
  id: string
  day: string
  giver: string
  taker: string
  visitors: number
  body: string
  state: { label: string; tone: BadgeTone }
  buttons: Button[]
}

interface Props {
  week: readonly Day[]
  before: string
  after: string
  away: ReadonlyArray<{ name: string; first_day: string; last_day: string }>
  notes: readonly Note[]
  mayPlan: boolean
  mayServe: boolean
  /** Whether last week was planned and something of this one is not. */
  mayCopy: boolean
}

/** 值班与请假: one week, who is away in it, and what was handed over. */
export function RosterPage({ week, before, after, away, notes, mayPlan, mayServe, mayCopy }: Props) {
  const first = week[0]?.day ?? ''
  const back = `/desk/roster?day=${first}`
  return (
    <>
      <PageHead
        title="值班与请假"
        lead={`${first} 至 ${week.at(-1)?.day ?? ''}`}
        actions={
          <div class="actions">
            <a class="button" href="/desk/absences">
              请假记录
            </a>
            {mayPlan && (
              <a class="button" href="/act/absence/record">
                登记请假外出
              </a>
            )}
            {mayServe && (
              <a class="button button-primary" href="/act/absence/ask">
                申请请假
              </a>
            )}
          </div>
        }
      />
      <nav class="pager" aria-label="换一周">
        <a href={`/desk/roster?day=${before}`}>上一周</a>
        <a href="/desk/roster">本周</a>
        <a href={`/desk/roster?day=${after}`}>下一周</a>
      </nav>
      <Card
        title="值班表"
        action={
          mayCopy && (
            <form method="post" action="/desk/roster/copy">
              <input type="hidden" name="day" value={first} />
              <button class="button" type="submit">
                照上周排班
              </button>
            </form>
          )
        }
      >
        <ol class="roster">
          {week.map(one => (
            <li class={one.today ? 'today' : undefined} aria-current={one.today ? 'date' : undefined}>
              <div class="roster-day">
                <b>{weekday(one.day)}</b>
                <span class="quiet">{one.day.slice(5)}</span>
                {!one.working && <Badge>休息</Badge>}
              </div>
              {one.id ? (
                <dl>
                  <dt>上午</dt>
                  <dd>{one.morning.join('、') || '无人'}</dd>
                  <dt>下午</dt>
                  <dd>{one.afternoon.join('、') || '无人'}</dd>
                </dl>
              ) : (
                <p class="quiet">{one.working ? '还没有排班' : ''}</p>
              )}
              {one.note && <p class="quiet">{one.note}</p>}
              {mayPlan && (
                <a href={one.id ? `/act/duty_day/edit/${one.id}` : `/act/duty_day/plan?day=${one.day}`}>
                  {one.id ? '调整' : '排班'}
                  <span class="visually-hidden">{one.day}</span>
                </a>
              )}
            </li>
          ))}
        </ol>
      </Card>
      <div class="columns">
        <Card title="交接班记录" action={mayServe && <a href="/act/duty_note/write">写交接班记录</a>}>
          {notes.length === 0 ? (
            <p class="quiet">这一周还没有交接班记录。</p>
          ) : (
            <ul class="task-list">
              {notes.map(note => (
                <li id={`note-${note.id}`}>
                  <div>
                    <b>
                      {note.giver} 交给 {note.taker}
                    </b>{' '}
                    <Badge tone={note.state.tone}>{note.state.label}</Badge>
                    <p class="quiet">
                      {note.day} · 接待来访 {note.visitors} 人次
                    </p>
                    <p class="prose">{note.body}</p>
                  </div>
                  <ActionButtons offers={note.buttons} back={back} />
                </li>
              ))}
            </ul>
          )}
        </Card>
        <aside>
          <Card title="这一周不在岗">
            {away.length === 0 ? (
              <p class="quiet">没有人请假或外出。</p>
            ) : (
              <ul class="link-list">
                {away.map(one => (
                  <li>
                    <b>{one.name}</b>
                    <small>
                      {one.first_day === one.last_day ? one.first_day : `${one.first_day} 至 ${one.last_day}`}
                    </small>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </aside>
      </div>
    </>
  )
}
