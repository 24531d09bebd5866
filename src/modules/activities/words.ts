import type { Ctx } from '#platform/ctx'
import { division } from '#platform/divisions'
import { money, time } from '#platform/format'
import { type Activity, groupsOf } from './inputs.ts'
import { keptGroups } from './line.ts'
import { inBrief } from './moments.ts'

export interface Counts {
  taken: number
  waiting: number
  missed: number
  came: number
}
type Tone = 'green' | 'orange' | 'red' | 'grey' | 'blue'
export interface Phase {
  label: string
  tone: Tone
  /** Whether the public may register (or join the line) now. */
  open: boolean
}

/** How an activity stands for the public: by its state, the clock and what is left. */
export function phaseOf(row: Activity, { taken, waiting }: Counts, now: Date): Phase {
  const closed = (label: string, tone: Tone = 'grey'): Phase => ({ label, tone, open: false })
  if (row.state === 'cancelled') return closed('已取消', 'red')
  if (row.state === 'held' || row.state === 'closed' || row.ends_at <= now) return closed('已结束')
  if (row.starts_at <= now) return closed('进行中', 'blue')
  if (now < row.opens_at) return closed(`${inBrief(row.opens_at, now)} 开始报名`, 'blue')
  if (now >= row.closes_at) return closed('报名已截止')
  const free = row.capacity - taken
  if (free <= 0 || waiting > 0)
    return {
      label: waiting > 0 ? `名额已满，${waiting} 人候补` : '名额已满，可候补',
      tone: 'orange',
      open: true,
    }
  return { label: `余 ${free} 席`, tone: 'green', open: true }
}

export const feeText = ({ fee_fen, fee_basis }: Pick<Activity, 'fee_fen' | 'fee_basis'>): string =>
  fee_fen === 0 ? '免费' : `每人 ${money(fee_fen)}（${fee_basis}）`

/** '合作社 10 席、脱贫户 5 席', or '' where nothing is kept for anybody. */
export const groupsText = (row: Activity, now: Date): string => {
  const kept = keptGroups(row, now)
  const words = kept.map(({ label, seats }) => `${label} ${seats} 席`).join('、')
  return words && row.release_at ? `${words}；${inBrief(row.release_at, now)} 起没用完的向所有人开放` : words
}

export const groupLabel = (row: Pick<Activity, 'groups'>, code: string | null): string =>
  groupsOf(row).find(group => group.code === code)?.label ?? ''

export const placeText = (row: Pick<Activity, 'town' | 'place'>): string =>
  [row.town ? (division(row.town)?.name ?? '') : '', row.place].filter(Boolean).join(' ')

/** '已签到 09:12（扫码）', '补录：现场没有网络' */
export const arrivedText = (
  person: { arrived_at: Date | null; method: string | null; backfill_reason: string | null },
  methods: Record<string, string>,
): string =>
  person.arrived_at === null
    ? ''
    : person.method === 'paper'
      ? `补录：${person.backfill_reason}`
      : `${time(person.arrived_at)} ${methods[person.method ?? ''] ?? ''}`

/** The rules for whoever registers, in plain words, with the centre's own limits. */
export const rulesFor = (_ctx: Ctx, limits: { offer: number; missed: number; months: number }): string[] => [
  '名额满了可以排候补。空出的名额严格按先后通知，请在时限内确认；过时让给下一位。',
  `候补通知后一般有 ${limits.offer} 小时确认，临近活动会缩短。`,
  '来不了请在开始前取消，取消不算未到。',
  `${limits.months} 个月内 ${limits.missed} 次报了名没有来的，以后候补排在其他人后面；情况特殊的可以向工作人员说明。`,
]
