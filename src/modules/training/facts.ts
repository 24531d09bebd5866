import { dateTime } from '#platform/format'
import type { TrainingClass } from './doors.ts'
import { daysInWords, hours, kindLabel, townName } from './words.ts'

/** The facts of an application, as page and file show them. */
export const factsOf = (row: TrainingClass, owner: string): Array<{ label: string; value: string }> => [
  { label: '期号', value: row.number },
  { label: '类别', value: kindLabel(row.kind) },
  { label: '负责人', value: owner },
  { label: '主办', value: row.organiser },
  { label: '对象', value: row.audience },
  { label: '地点', value: [townName(row.town), row.place].filter(Boolean).join(' ') },
  { label: '时间', value: daysInWords(row) },
  { label: '学时', value: `${hours(row.hours_tenths)} 学时` },
  { label: '名额', value: `${row.capacity} 人` },
  { label: '报名', value: `${dateTime(row.opens_at)} 至 ${dateTime(row.closes_at)}` },
  { label: '证书', value: row.certificate },
  { label: '资金来源', value: row.source },
  { label: '申请晚了的原因', value: row.late_reason ?? '' },
  { label: '保存至', value: row.keep_until ?? '' },
]
