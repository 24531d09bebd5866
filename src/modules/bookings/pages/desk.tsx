import type { Button } from '#modules/actions'
import { weekday } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { TableWrap } from '#ui/table'
import type { StateBadge } from './booking.tsx'
import { type Feed, FeedCard } from './my.tsx'

export interface BoardEntry {
  id: string
  hours: string
  who: string
  purpose: string
  state: StateBadge
}

interface Props {
  /** The seven days, '2026-11-23' …; `today` may be among them. */
  week: readonly string[]
  today: string
  before: string
  after: string
  board: ReadonlyArray<{
    id: string
    name: string
    kind: string
    /** By day, in the order of the week. */
    days: ReadonlyArray<readonly BoardEntry[]>
  }>
  asked: ReadonlyArray<BoardEntry & { resource: string; buttons: Button[] }>
  feed: Feed | null
}

/** 场地预约 at the workbench: what waits to be decided, and a week of everything. */
export function BookingsDesk({ week, today, before, after, board, asked, feed }: Props) {
  return (
    <>
      <PageHead
        title="场地预约"
        lead={`${week[0]} 至 ${week.at(-1)}`}
        actions={
          <div class="actions">
            <a class="button" href="/desk/bookings/list">
              预约记录
            </a>
            <a class="button" href="/desk/bookings/trips">
              用车记录
            </a>
            <a class="button" href="/desk/bookings/figures">
              使用统计
            </a>
            <a class="button" href="/desk/bookings/resources">
              场地和车辆
            </a>
          </div>
        }
      />
      {asked.length > 0 && (
        <Card title="待审核">
          <ul class="task-list">
            {asked.map(one => (
              <li>
                <div>
                  <a href={`/desk/bookings/${one.id}`}>{one.resource}</a>
                  <p class="quiet">
                    {one.hours} · {one.who} · {one.purpose}
                  </p>
                </div>
                <ActionButtons offers={one.buttons} back="/desk/bookings" />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <nav class="pager" aria-label="换一周">
        <a href={`/desk/bookings?day=${before}`}>上一周</a>
        <a href="/desk/bookings">本周</a>
        <a href={`/desk/bookings?day=${after}`}>下一周</a>
      </nav>
      <Card>
        {board.length === 0 ? (
          <p class="quiet">
            还没有可以预约的场地，先到<a href="/desk/bookings/resources">场地和车辆</a>里登记。
          </p>
        ) : (
          <TableWrap>
            <table class="table board">
              <thead>
                <tr>
                  <th scope="col">场地</th>
                  {week.map(day => (
                    <th scope="col" {...(day === today && { 'aria-current': 'date' as const })}>
                      {weekday(day)} <span class="quiet">{day.slice(5)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {board.map(row => (
                  <tr>
                    <th scope="row">
                      <a href={`/desk/bookings/resources/${row.id}`}>{row.name}</a>
                      <small class="quiet">{row.kind}</small>
                    </th>
                    {row.days.map((entries, index) => (
                      <td
                        data-label={week[index]?.slice(5)}
                        class={entries.length === 0 ? 'none' : undefined}
                      >
                        {entries.map(entry => (
                          <BoardLine entry={entry} />
                        ))}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </TableWrap>
        )}
      </Card>
      <FeedCard feed={feed} back="/desk/bookings" />
    </>
  )
}

const BoardLine = ({ entry }: { entry: BoardEntry }) => (
  <a class={`board-entry tone-${entry.state.tone}`} href={`/desk/bookings/${entry.id}`}>
    <b>{entry.hours}</b>
    <span>{entry.who}</span>
    <span class="visually-hidden">
      ，{entry.purpose}，{entry.state.label}
    </span>
    {entry.state.label === '待审核' && <Badge tone="orange">待审核</Badge>}
  </a>
)
