import { type Day, startOfDay } from '#platform/calendar'
import type { Tone } from '#platform/workflow'

/** When one can apply, as a version says it; days are null unless it has both. */
export interface Window {
  window_kind: string
  opens_on: Day | null
  closes_on: Day | null
}

export interface WindowState {
  is: 'unannounced' | 'always' | 'before' | 'open' | 'closed'
  label: string
  tone: Tone
  /** Days until the last one on which one can apply, where it is open: 0 on that day. */
  left: number | null
}

/** So few days before the end the label counts them. */
const counting = 30
const urgent = 7

/** How it stands with applying on a day: 未开始, 申报中, 剩 3 天, 已截止. The last day still counts. */
export function windowState({ window_kind, opens_on, closes_on }: Window, today: Day): WindowState {
  if (window_kind === 'always') return { is: 'always', label: '常年受理', tone: 'green', left: null }
  if (opens_on === null || closes_on === null)
    return { is: 'unannounced', label: '申报时间待定', tone: 'grey', left: null }
  if (today < opens_on)
    return { is: 'before', label: `未开始，${monthAndDay(opens_on)}起`, tone: 'blue', left: null }
  if (today > closes_on) return { is: 'closed', label: '已截止', tone: 'grey', left: null }
  const left = daysBetween(today, closes_on)
  return { is: 'open', label: openLabel(left), tone: left <= urgent ? 'orange' : 'green', left }
}

const openLabel = (left: number): string =>
  left === 0 ? '今天截止' : left <= counting ? `申报中，剩 ${left} 天` : '申报中'

/** Whether one can apply on this day. */
export const isOpen = ({ is }: WindowState): boolean => is === 'open' || is === 'always'

export const daysBetween = (from: Day, to: Day): number =>
  Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / 86_400_000)

/** '2026-12-01' → '12月1日' */
const monthAndDay = (day: Day): string => {
  const [, month, number] = day.split('-').map(Number)
  return `${month}月${number}日`
}

/** The window in full, for a page and for paper. */
export const windowWords = ({ window_kind, opens_on, closes_on }: Window): string =>
  window_kind === 'always'
    ? '常年受理'
    : opens_on && closes_on
      ? `${inChinese(opens_on)}至${inChinese(closes_on)}`
      : '还没有公布，公布后在这里更新'

/** '2026-12-01' → '2026年12月1日' */
export const inChinese = (day: Day): string => `${day.slice(0, 4)}年${monthAndDay(day)}`
