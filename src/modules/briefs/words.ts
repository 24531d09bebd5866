import { changeWords, type Earlier, type Reading, words } from '#modules/indicators'
import { type Rhythm, rhythms } from './rhythms.ts'

/** The sentences and the table that a brief begins with; pure functions of the figures. */

const value = ({ measure, unit }: Reading, n: number): string => words(measure, unit, n)

/** '提交办件 126 件，环比增长 12.5%，同比下降 3%。' What there is no figure for is said so. */
export function sentenceOf(reading: Reading, rhythm: Rhythm): string {
  if (reading.value === null)
    return reading.why === 'few' ? `${reading.label}因涉及单位过少，不予列示。` : `${reading.label}暂无数据。`
  const told = [`${reading.label} ${value(reading, reading.value)}`, ...comparisons(reading, rhythm)]
  return `${told.join('，')}。`
}

/** Against the period before (环比) and the same a year ago (同比); of a year the two are one, and a week has the first alone. */
function comparisons(reading: Reading, rhythm: Rhythm): string[] {
  const before = rhythm === 'year' ? null : against(reading, reading.before, '环比', rhythms[rhythm].before)
  const year = reading.yearBefore && against(reading, reading.yearBefore, '同比', '上年同期')
  const both = [before, year].filter(words => words !== null)
  return both.length > 1 && both.every(words => words.endsWith('无数据')) ? ['暂无可比数据'] : both
}

function against(reading: Reading, { value: then, why }: Earlier, name: string, when: string): string {
  if (why === 'version') return `统计口径有调整，不作${name}`
  if (then === null || reading.value === null) return why === 'few' ? `${when}不予列示` : `${when}无数据`
  const change = changeWords(reading.measure, reading.value, then)
  if (change === '持平') return `${name}持平`
  if (change === '原为零') return `${when}为零`
  const [up, amount] = [change.startsWith('+'), change.slice(1)]
  return `${name}${up ? (reading.measure === 'permille' ? '提高' : '增长') : '下降'} ${amount}`
}

/** All sentences of a section: a paragraph that begins with the period. What there is no data of comes last, in one sentence. */
export function paragraphOf(readings: readonly Reading[], rhythm: Rhythm): string {
  if (readings.length === 0) return ''
  const told = readings.filter(reading => reading.value !== null || reading.why === 'few')
  const untold = readings.filter(reading => !told.includes(reading)).map(reading => reading.label)
  const sentences = told.map(reading => sentenceOf(reading, rhythm))
  if (untold.length > 0) sentences.push(`${untold.join('、')}暂无数据。`)
  return `${rhythms[rhythm].now}，${sentences.join('')}`
}

export const stateWords: Record<Reading['state'], string> = {
  locked: '已锁定',
  provisional: '初步数',
  none: '—',
}

/** A cell of the table: '+12.5%', or why it cannot be compared. */
export function changeIn(reading: Reading, earlier: Earlier | null): string {
  if (earlier === null || reading.value === null) return '—'
  if (earlier.why === 'version') return '口径调整'
  if (earlier.value === null) return '—'
  return changeWords(reading.measure, reading.value, earlier.value)
}

export const valueIn = (reading: Reading): string =>
  reading.value === null ? (reading.why === 'few' ? '不予列示' : '暂无数据') : value(reading, reading.value)

/** What became of a figure since it was taken down; null where it is the same. */
export function sinceThen(taken: Reading, now: Reading | undefined): string | null {
  if (!now) return '指标已不在字典里'
  if (now.version !== taken.version) return `口径改为第 ${now.version} 版`
  if (now.value !== taken.value) return `现为「${valueIn(now)}」`
  if (now.state !== taken.state && now.state === 'locked') return '数没有变，已经锁定'
  return null
}
