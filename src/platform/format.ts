import { dayOf } from './calendar.ts'

/*
 * How figures and times are written on every page: zh-CN, Asia/Shanghai. Plain arithmetic instead of `Intl`,
 * whose output differs between versions of its data and with the time zone of the process.
 */

/** 分 → '¥4,800.00' */
export function money(fen: number): string {
  const plain = Math.abs(fen)
  return `${fen < 0 ? '-' : ''}¥${grouped(Math.floor(plain / 100))}.${twoDigits(plain % 100)}`
}

/** '2026-11-24' */
export const date = (at: Date): string => dayOf(at)

/** '2026-11-24 10:21' */
export const dateTime = (at: Date): string => `${dayOf(at)} ${time(at)}`

const hour = 60 * 60 * 1000

/** '10:21' */
export const time = (at: Date): string => new Date(at.getTime() + 8 * hour).toISOString().slice(11, 16)

/** '今天 10:21', '昨天 16:05', this year '11-21 18:40', else '2025-11-21' */
export function friendly(at: Date, now: Date): string {
  const day = dayOf(at)
  const today = dayOf(now)
  if (day === today) return `今天 ${time(at)}`
  if (day === dayOf(new Date(now.getTime() - 24 * hour))) return `昨天 ${time(at)}`
  return day.slice(0, 4) === today.slice(0, 4) ? `${day.slice(5)} ${time(at)}` : day
}

/** '星期二' */
export const weekday = (day: string): string => `星期${'日一二三四五六'[new Date(day).getUTCDay()]}`

/** '3 个工作日' */
export const days = (n: number): string => `${count(n)} 个工作日`

/** '1,204' */
export const count = (n: number): string => (n < 0 ? `-${grouped(-n)}` : grouped(n))

/** 0.9731 → '97.3%'; '—' for a share of nothing (0 / 0) */
export const percent = (share: number): string =>
  Number.isFinite(share) ? `${Math.round(share * 1000) / 10}%` : '—'

const kilo = 1024

/** '512 B', '34.5 KB', '2.0 MB': steps of 1,024 as file managers count, changed at 1,000 to stay short. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1000 * kilo) return `${(bytes / kilo).toFixed(1)} KB`
  if (bytes < 1000 * kilo ** 2) return `${(bytes / kilo ** 2).toFixed(1)} MB`
  return `${(bytes / kilo ** 3).toFixed(1)} GB`
}

const grouped = (whole: number): string => String(whole).replaceAll(/\B(?=(\d{3})+$)/g, ',')
const twoDigits = (n: number): string => String(n).padStart(2, '0')
