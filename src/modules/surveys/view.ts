import { badgeOf } from '#modules/actions'
import type { Ctx } from '#platform/ctx'
import { percent } from '#platform/format'
import { welch } from '#platform/statistics'
import type { BadgeTone } from '#ui/badge'
import type { Invitation, Survey } from './people.ts'
import { figuresKept } from './queries/results.ts'
import type { Returned } from './queries/surveys.ts'
import type { Before, Figures } from './results.ts'
import { lowSample, significance } from './settings.ts'
import { labelIn, outcomes } from './words.ts'
import { surveyFlow } from './workflow.ts'

interface Mark {
  label: string
  tone: BadgeTone
}

export interface SurveyLine {
  id: string
  title: string
  period: string
  people: number
  needed: number | null
  asked: number
  answered: number
  rate: string
  mean: string
  satisfied: string
  state: Mark
}

type Listed = Pick<Survey, 'id' | 'state' | 'title' | 'period' | 'people' | 'needed' | 'asked' | 'results'>

export function surveyLine(row: Listed, returned: Returned | undefined): SurveyLine {
  const figures = figuresKept(row)
  const answered = returned?.answered ?? 0
  return {
    ...{ id: row.id, title: row.title, period: row.period, people: row.people, needed: row.needed },
    ...{ asked: row.asked, answered, rate: row.asked > 0 ? percent(answered / row.asked) : '' },
    mean: figures?.whole.mean ? figures.whole.mean.value.toFixed(2) : '',
    satisfied: figures?.whole.satisfied ? percent(figures.whole.satisfied.value) : '',
    state: badgeOf(surveyFlow, row.state),
  }
}

export interface InvitationLine {
  id: string
  rank: number
  service: string
  town: string
  phone: string
  told: string
  reminders: number
  tries: number
  outcome: string
  state: Mark
}

export const invitationLine = (
  row: Invitation,
  shown: { phone: string; town: string; state: Mark },
): InvitationLine => ({
  ...{ id: row.id, rank: row.rank, service: row.service_name, told: row.told_on ?? '' },
  ...{ reminders: row.reminders, tries: row.tries, outcome: labelIn(outcomes, row.last_try), ...shown },
})

export interface ServiceLine {
  name: string
  n: number
  mean: string
  interval: string
  satisfied: string
  satisfiedInterval: string
  people: number
  before: string
  remark: string
}

/** The whole first, then every service; differences only from the survey before by the same version. */
export function serviceLines(ctx: Ctx, { whole, services }: Figures, before: Before | null): ServiceLine[] {
  const few = lowSample.of(ctx.centre)
  const level = significance.of(ctx.centre) / 100
  const earlier = new Map(before?.figures.services.flatMap(one => (one.key ? [[one.key, one] as const] : [])))
  const all = services.reduce((sum, one) => sum + one.people, 0)
  const lines = [
    { key: 'whole' as string | null, name: '全部服务', people: all, ...whole, old: before?.figures.whole },
    ...services.map(one => ({ ...one, old: one.key ? earlier.get(one.key) : undefined })),
  ]
  return lines.map(({ name, people, moments, mean, satisfied, old }) => {
    const test = old && welch(moments, old.moments)
    const differs = test && test.p < level ? (test.t < 0 ? '明显下降' : '明显上升') : ''
    return {
      ...{ name, people, n: moments.n },
      mean: (moments.sum / moments.n).toFixed(2),
      interval: mean ? `${mean.low.toFixed(2)}–${Math.min(5, mean.high).toFixed(2)}` : '',
      satisfied: satisfied ? percent(satisfied.value) : '',
      satisfiedInterval: satisfied ? `${percent(satisfied.low)}–${percent(satisfied.high)}` : '',
      before: old ? (old.moments.sum / old.moments.n).toFixed(2) : '',
      remark: [differs, moments.n < few ? '样本较少' : ''].filter(Boolean).join('，'),
    }
  })
}
