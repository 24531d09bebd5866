import { addDays, type Day, dayOf } from '#platform/calendar'
import type { Actor, Ctx } from '#platform/ctx'
import { division } from '#platform/divisions'
import { dateTime, money } from '#platform/format'
import { maskPhone } from '#platform/identifiers'
import { holds } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import { inspectStations, manageStations } from './duties.ts'
import { type Counts, firstDay, kindNames, kinds } from './entry.ts'
import { isWorking } from './levels.ts'
import type { DayLine, MonthView } from './pages/month.tsx'
import { daysOfMonth, entriesOf } from './queries/doings.ts'

type Station = RowOf<'station'>
type Entry = RowOf<'station_entry'>

export const townName = (town: string | null): string => (town ? (division(town)?.name ?? '') : '')

/** 高河镇 凌桥村 */
export const placeName = ({ town, village }: Pick<Station, 'town' | 'village'>): string =>
  [townName(town), village ? (division(village)?.name ?? '') : ''].filter(Boolean).join(' ')

/** Opens a map at the place (WGS 84), where it is known. */
export const mapOf = ({ name, longitude, latitude }: Pick<Station, 'name' | 'longitude' | 'latitude'>) =>
  longitude === null || latitude === null
    ? null
    : `https://uri.amap.com/marker?position=${longitude},${latitude}&name=${encodeURIComponent(name)}&coordinate=wgs84`

/** Heads are called by those who work with stations. */
export const headPhone = (actor: Actor, phone: string): string =>
  holds(actor, manageStations, inspectStations) ? phone : maskPhone(phone)

/** 最近 11 月 23 日有登记 */
export const activeWords = (lastEntry: Day | null): string =>
  lastEntry
    ? `最近登记 ${Number(lastEntry.slice(5, 7))} 月 ${Number(lastEntry.slice(8))} 日`
    : '还没有登记过业务'

export const unitOf = (kind: (typeof kindNames)[number]): string => (kind === 'parcel' ? '件' : '单')

/** '代买 3 单 ¥120.00 · 快递 20 件' */
export function entryWords(entry: Counts): string {
  const words = kindNames.flatMap(kind => {
    const [n, fen] = [entry[`${kind}_count`], entry[`${kind}_fen`]]
    if (n === 0 && fen === 0) return []
    return [`${kinds[kind].label} ${n} ${unitOf(kind)}${fen > 0 ? ` ${money(fen)}` : ''}`]
  })
  return words.join(' · ') || '当天没有业务'
}

/** A month that the address asks for (`?month=2026-11`), or the present one. */
export function monthAsked(ctx: Ctx, asked: string | undefined): string {
  const now = dayOf(ctx.now).slice(0, 7)
  return asked && /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) && asked <= now ? asked : now
}
export const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7)
export const monthAfter = (month: string): string => addDays(daysOfMonth(month)[1], 1).slice(0, 7)
export const monthLabel = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`

/** The days of a month, newest first, from the day that the station opened up to today. */
export async function monthView(
  ctx: Ctx,
  station: Station,
  month: string,
  mine: boolean,
): Promise<MonthView | null> {
  const { opened_on } = station
  if (!opened_on) return null
  const today = dayOf(ctx.now)
  const entries = new Map((await entriesOf(ctx, station.id, month)).map(entry => [entry.day, entry]))
  const [first, last] = daysOfMonth(month)
  const from = [first, opened_on].sort()[1] as Day
  const days: DayLine[] = []
  const mayChange = (day: Day) => mine && isWorking(station.state) && day >= firstDay(ctx)
  const to = [last, today].sort()[0] as Day
  for (let day = to; day >= from; day = addDays(day, -1))
    days.push(dayLine(day, entries.get(day), mayChange(day), station.state === 'closed'))
  const shown = days.filter(line => line.entry || station.state !== 'closed')
  const all = [...entries.values()]
  const now = today.slice(0, 7)
  return {
    month,
    label: monthLabel(month),
    earlier: month > opened_on.slice(0, 7) ? monthBefore(month) : null,
    later: month < now ? monthAfter(month) : null,
    days: shown,
    missing: shown.filter(line => !line.entry && line.day < today).length,
    sums: kindNames.map(kind => ({
      label: kinds[kind].label,
      unit: unitOf(kind),
      count: sum(all, `${kind}_count`),
      fen: sum(all, `${kind}_fen`),
    })),
  }
}

const sum = (entries: readonly Entry[], key: keyof Counts): number =>
  entries.reduce((all, entry) => all + Number(entry[key]), 0)

const dayLine = (day: Day, entry: Entry | undefined, mayChange: boolean, closed: boolean): DayLine => ({
  day,
  entry: entry
    ? {
        id: entry.id,
        words: entryWords(entry),
        late: entry.late_reason && `${entry.late_reason}（${dateTime(entry.entered_at)} 补录）`,
        corrected: entry.corrected,
        correctAt: mayChange ? `/act/station_entry/correct/${entry.id}` : null,
      }
    : null,
  enterAt: !entry && mayChange && !closed ? `/act/station_entry/enter?day=${day}` : null,
})
