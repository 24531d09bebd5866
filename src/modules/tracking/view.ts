import { badgeOf } from '#modules/actions'
import { shownPhone } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { date, dateTime } from '#platform/format'
import type { FormDefinition } from '#platform/forms'
import { callFlow } from './call.ts'
import { checkFlow } from './check.ts'
import type { Call, Check, FollowUp, Round } from './people.ts'
import {
  type CallCounts,
  callCounts,
  type callsOfCheck,
  type FollowCounts,
  followCounts,
  type followUpsOfRound,
} from './queries/tracking.ts'
import * as words from './words.ts'
import { followUpFlow, roundFlow } from './workflow.ts'

const noCalls: CallCounts = { drawn: 0, reached: 0, unreached: 0, findings: 0, marks: 0, sum: 0 }
const noAnswers: FollowCounts = { asked: 0, answered: 0, unreached: 0, shops: 0, sales_fen: 0, employed: 0 }

type CheckRow = Pick<
  Check,
  'id' | 'state' | 'class_id' | 'class_number' | 'title' | 'people' | 'drawn_at' | 'closed_at'
>

/** Checks as lines of a list, each with how its calls came out. */
export async function checkLines(ctx: Ctx, rows: readonly CheckRow[]) {
  const counts = await callCounts(
    ctx,
    rows.map(row => row.id),
  )
  return rows.map(row => {
    const of = counts.get(row.id) ?? noCalls
    return {
      ...{ id: row.id, title: row.title, number: row.class_number, people: row.people, ...of },
      drawnOn: row.drawn_at ? date(row.drawn_at) : '',
      closedOn: row.closed_at ? date(row.closed_at) : '',
      mean: of.marks > 0 ? (of.sum / of.marks).toFixed(1) : '',
      state: badgeOf(checkFlow, row.state),
    }
  })
}
export type CheckLine = Awaited<ReturnType<typeof checkLines>>[number]

type CallRow = Awaited<ReturnType<typeof callsOfCheck>>[number]
export const callLine = (ctx: Ctx, row: CallRow) => ({
  ...{ id: row.id, rank: row.rank, person: row.person_name, tries: row.tries },
  phone: shownPhone(ctx.actor, row.phone || row.own_phone),
  outcome: outcomeOf(row),
  state: badgeOf(callFlow, row.state),
})
export type CallLine = ReturnType<typeof callLine>

export const outcomeOf = (
  row: Pick<Call, 'there' | 'content' | 'satisfied' | 'charged' | 'last_try' | 'called_at'>,
): string =>
  row.called_at
    ? words.findingsOf(row).join('；') || `参加了，满意 ${row.satisfied} 分`
    : words.labelIn(words.failures, row.last_try)

/** What was said to the questions of the script. */
export function answersOf(row: {
  answers: unknown
  script: unknown
}): Array<{ label: string; value: string }> {
  const answers = row.answers as Record<string, unknown>
  return ((row.script as FormDefinition | null)?.fields ?? []).map(field => {
    const value = answers[field.key]
    return { label: field.label, value: Array.isArray(value) ? value.join('、') : String(value ?? '') }
  })
}

/** Rounds as lines of a list, each with how it came out. */
export async function roundLines(ctx: Ctx, rows: readonly Round[]) {
  const counts = await followCounts(
    ctx,
    rows.map(row => row.id),
  )
  return rows.map(row => ({
    ...{ id: row.id, title: row.title, number: row.class_number, months: row.months },
    ...{
      dueOn: row.due_on,
      closesOn: row.closes_on,
      people: row.people,
      ...(counts.get(row.id) ?? noAnswers),
    },
    state: badgeOf(roundFlow, row.state),
  }))
}
export type RoundLine = Awaited<ReturnType<typeof roundLines>>[number]

type FollowRow = Awaited<ReturnType<typeof followUpsOfRound>>[number]
export const followLine = (ctx: Ctx, row: FollowRow) => ({
  ...{ id: row.id, person: row.person_name, tries: row.tries, phone: shownPhone(ctx.actor, row.own_phone) },
  ...{ shop: row.shop === null ? '' : row.shop ? words.labelIn(words.platforms, row.platform) : '没有开店' },
  ...{ sales: row.sales_fen, work: words.labelIn(words.employments, row.employment) },
  ...{ answeredOn: row.answered_on ?? '', channel: words.labelIn(words.channels, row.channel) },
  state: badgeOf(followUpFlow, row.state),
})
export type FollowLine = ReturnType<typeof followLine>

export const answerFacts = (row: FollowUp): Array<{ label: string; value: string }> =>
  row.state === 'answered'
    ? [
        { label: '开店', value: row.shop ? '开了' : '还没有' },
        { label: '平台', value: words.labelIn(words.platforms, row.platform) },
        { label: '网店地址', value: row.shop_url },
        { label: '工作', value: words.labelIn(words.employments, row.employment) },
        { label: '困难和需要', value: row.remark },
        { label: '回复', value: `${row.answered_on} ${words.labelIn(words.channels, row.channel)}` },
      ]
    : [
        { label: '打过', value: `${row.tries} 次` },
        { label: '最近一次', value: row.tried_at ? dateTime(row.tried_at) : '' },
      ]
