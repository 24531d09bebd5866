import { dayOf } from '#platform/calendar'
import { fullName } from '#platform/divisions'
import { time, weekday } from '#platform/format'

/** 班期类别. */
export const kinds = {
  basic: '普及',
  skill: '技能',
  advanced: '提升',
  live: '直播',
  management: '管理',
} as const
export type Kind = keyof typeof kinds

export const forms = { theory: '理论', practice: '实操' } as const

/** 身份类型, as the funding programmes ask for them; several may hold for one person. */
export const learnerGroups = {
  poverty: '脱贫户',
  returned: '返乡人员',
  veteran: '退役军人',
  women: '妇女',
  disabled: '残疾人',
  student: '在校生和毕业生',
  farmer: '农户',
  enterprise: '企业员工',
} as const
export type LearnerGroup = keyof typeof learnerGroups

export const educations = {
  '': '不填',
  primary: '小学',
  junior: '初中',
  senior: '高中、中专',
  college: '大专',
  bachelor: '本科及以上',
} as const

export const intentions = {
  '': '还没想好',
  shop: '想开网店',
  live: '想做直播',
  job: '想找工作',
  better: '已在经营，想提高',
} as const

export const answerForms = { hall: '到中心听课', village: '请老师到村里', online: '网上听课' } as const

export const kindLabel = (kind: string): string => kinds[kind as Kind] ?? kind
export const groupLabels = (groups: readonly string[]): string =>
  groups.map(one => learnerGroups[one as LearnerGroup] ?? one).join('、')

/** 32 tenths → '3.2'; 240 → '24'. */
export const hours = (tenths: number): string => String(tenths / 10)

/** '石牌镇'; empty where it is not known. */
export const townName = (code: string | null): string =>
  code ? fullName(code).replace(fullName(code.slice(0, 6)), '') : ''

/** '2026-11-02 至 2026-11-04' */
export const daysInWords = ({ starts_on, ends_on }: { starts_on: string; ends_on: string }): string =>
  starts_on === ends_on ? starts_on : `${starts_on} 至 ${ends_on}`

/** '2026-11-26 星期四 09:00–11:30' */
export const lessonTime = ({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }): string =>
  `${dayOf(starts_at)} ${weekday(dayOf(starts_at))} ${time(starts_at)}–${time(ends_at)}`

/** The half day of an instant by the clock in Anhui: '2026-11-26 am'; from 12:00 on pm, from 18:00 on eve. */
export function halfOf(at: Date): string {
  const clock = time(at)
  return `${dayOf(at)} ${clock < '12:00' ? 'am' : clock < '18:00' ? 'pm' : 'eve'}`
}

/** '2026-11-26 am' → '2026-11-26 上午' */
export const halfInWords = (half: string): string =>
  half.replace(/am$/, '上午').replace(/pm$/, '下午').replace(/eve$/, '晚上')
