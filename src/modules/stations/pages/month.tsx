import { count, money, weekday } from '#platform/format'
import { Badge } from '#ui/badge'
import { Stat } from '#ui/stat'

export interface DayLine {
  day: string
  /** Null: nobody said what was done that day. */
  entry: {
    id: string
    /** 代买 3 单 ¥120.00 · 快递 20 件 */
    words: string
    late: string | null
    corrected: string | null
    correctAt: string | null
  } | null
  /** Where it can still be entered. */
  enterAt: string | null
}

export interface MonthView {
  /** '2026-11' */
  month: string
  label: string
  earlier: string | null
  later: string | null
  days: readonly DayLine[]
  missing: number
  sums: ReadonlyArray<{ label: string; count: number; fen: number; unit: string }>
}

/** A month day by day. A day that nobody entered says so: it is not a day of zero. */
export function Month({ view, path, entryPath }: { view: MonthView; path: string; entryPath: string }) {
  const { label, earlier, later, days, missing, sums } = view
  return (
    <>
      <nav class="pager" aria-label="按月查看">
        {earlier && (
          <a class="button" href={`${path}?month=${earlier}`}>
            上个月
          </a>
        )}
        <b>{label}</b>
        {later && (
          <a class="button" href={`${path}?month=${later}`}>
            下个月
          </a>
        )}
      </nav>
      <div class="stats">
        {sums.map(one => (
          <Stat
            value={count(one.count)}
            label={`${one.label}（${one.unit}）`}
            {...(one.fen > 0 && { hint: money(one.fen) })}
          />
        ))}
      </div>
      {missing > 0 && <p class="table-note">这个月有 {missing} 天没有记录，合计里不含这些天。</p>}
      {days.length === 0 ? (
        <p class="quiet">这个月站点还没有运营。</p>
      ) : (
        <>
          <Days days={days.slice(0, shownAtOnce)} entryPath={entryPath} />
          {days.length > shownAtOnce && (
            <details class="more">
              <summary>这个月更早的 {days.length - shownAtOnce} 天</summary>
              <Days days={days.slice(shownAtOnce)} entryPath={entryPath} />
            </details>
          )}
        </>
      )}
    </>
  )
}

/** The last week lies open; the rest is a tap away, so that the page stays short on a phone. */
const shownAtOnce = 7

const Days = ({ days, entryPath }: { days: readonly DayLine[]; entryPath: string }) => (
  <ul class="task-list">
    {days.map(line => (
      <li>
        <div>
          {line.entry ? (
            <a href={`${entryPath}/${line.entry.id}`}>{dayLabel(line.day)}</a>
          ) : (
            <b>{dayLabel(line.day)}</b>
          )}{' '}
          {line.entry?.late && <Badge tone="orange">补录</Badge>}{' '}
          {line.entry?.corrected && <Badge tone="blue">更正过</Badge>}
          <p class={line.entry ? '' : 'quiet'}>{line.entry?.words ?? '没有记录'}</p>
          {line.entry?.late && <p class="quiet">补录原因：{line.entry.late}</p>}
          {line.entry?.corrected && <p class="quiet">原来：{line.entry.corrected}</p>}
        </div>
        {line.entry?.correctAt && <a href={line.entry.correctAt}>更正</a>}
        {line.enterAt && <a href={line.enterAt}>登记</a>}
      </li>
    ))}
  </ul>
)

const dayLabel = (day: string): string =>
  `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日 ${weekday(day)}`
