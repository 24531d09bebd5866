import { badgeOf, buttonsFor, story } from '#modules/actions'
import { deadlineOf, ratingToken } from '#modules/cases'
import { publicAnswer } from '#modules/knowledge'
import { actedBy, actsByProxy, shownPhone } from '#modules/parties'
import { citedPolicy } from '#modules/policies'
import { staffNames } from '#modules/team'
import { workingDaysBetween } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { date, dateTime } from '#platform/format'
import { newId } from '#platform/ids'
import { factsOf } from '#platform/journal'
import { judge } from '#platform/workflow'
import { channels, kinds, solveds, targets, wordsOf } from './codes.ts'
import type { Consultation, Transfer } from './duties.ts'
import { nextFor } from './next.ts'
import {
  entriesOf,
  entryFrom,
  openTaskOf,
  partyById,
  ratingStateOf,
  type TransferRow,
  transfersOf,
} from './queries.ts'
import { transferFlow } from './transfer.ts'
import { consultationFlow } from './workflow.ts'

/** How long it took, or takes so far, in words. */
export function tookOf(ctx: Ctx, row: { submitted_at: Date; answered_at: Date | null }): string {
  if (!row.answered_at) return ''
  const minutes = Math.round((row.answered_at.getTime() - row.submitted_at.getTime()) / 60_000)
  if (minutes === 0) return '当场'
  if (minutes < 60) return `${minutes} 分钟`
  const [from, to] = [date(row.submitted_at), date(row.answered_at)]
  if (from === to) return `${Math.round(minutes / 6) / 10} 小时`
  return `${workingDaysBetween(ctx.centre.calendar, from, to)} 个工作日`
}

async function answerIn(ctx: Ctx, row: Consultation) {
  const entry = row.entry_id ? await publicAnswer(ctx, row.entry_id) : null
  const policy = await citedPolicy(ctx, row.policy_id, row.policy_version)
  return row.answer === null
    ? null
    : {
        text: row.answer,
        basis: row.basis,
        policy,
        entry: entry ? { id: entry.id, title: entry.title } : null,
        at: row.answered_at && dateTime(row.answered_at),
        by: row.answered_by ?? '',
      }
}

const clockOnly = (row: Consultation): boolean => row.state === 'answered' || row.state === 'closed'

/** What whoever asked is shown, signed in or by the code. */
export async function ownView(ctx: Ctx, row: Consultation) {
  const [answer, entries, told, task, right, acted] = await Promise.all([
    answerIn(ctx, row),
    entriesOf(ctx, row.id),
    story(ctx, { recordId: row.id }),
    openTaskOf(ctx, row.id),
    ratingStateOf(ctx, row.id),
    actedBy(ctx, row),
  ])
  // How it was is for whom it was answered to say.
  const own = !actsByProxy(ctx.actor, row)
  const answered = row.state === 'answered' || row.state === 'closed' || row.state === 'archived'
  return {
    id: row.id,
    number: row.number,
    code: row.lookup_code,
    state: badgeOf(consultationFlow, row.state),
    kind: wordsOf(kinds, row.kind),
    channel: wordsOf(channels, row.channel),
    next: nextFor(row),
    question: row.question,
    // Once it came back as not solved, the answer of before stands until there is another.
    answer: answered || row.returns > 0 ? answer : null,
    submittedAt: row.submitted_at,
    deadline: clockOnly(row) ? null : deadlineOf(ctx, task?.due_at),
    details: entries.filter(one => one.kind === 'details'),
    story: told,
    acted,
    rating: own ? (right?.state ?? null) : null,
    rateAt: own && right?.state === 'open' ? `/r/${ratingToken(ctx, row.id)}` : null,
    now: ctx.now,
  }
}
export type OwnView = Awaited<ReturnType<typeof ownView>>

/** Everything that the workbench shows of one. */
export async function deskView(ctx: Ctx, row: Consultation) {
  const facts = await factsOf(ctx, 'consultation', row.id)
  const [answer, entries, told, files, task, transfers, buttons, names, party, entry, acted] =
    await Promise.all([
      answerIn(ctx, row),
      entriesOf(ctx, row.id),
      story(ctx, { recordId: row.id }),
      filesOf(ctx, 'consultation', row.id),
      openTaskOf(ctx, row.id),
      transfersOf(ctx, row.id),
      buttonsFor(ctx, consultationFlow, row, facts),
      staffNames(ctx, [row.first_id, row.assignee_id]),
      row.party_id ? partyById(ctx, row.party_id) : undefined,
      entryFrom(ctx, row.id),
      actedBy(ctx, row),
    ])
  const pending = transfers.some(one => one.state === 'offered')
  return {
    row,
    kind: wordsOf(kinds, row.kind),
    channel: wordsOf(channels, row.channel),
    state: badgeOf(consultationFlow, row.state),
    deadline: clockOnly(row) ? null : deadlineOf(ctx, task?.due_at),
    urged: task?.urged_at != null,
    first: names.get(row.first_id ?? '') ?? '',
    owner: names.get(row.assignee_id ?? '') ?? '',
    party: party ?? null,
    acted,
    who: whoIn(row),
    phone: row.contact_phone ? shownPhone(ctx.actor, row.contact_phone) : null,
    solved: wordsOf(solveds, row.solved),
    took: tookOf(ctx, row),
    answer,
    entries,
    files,
    transfers: await Promise.all(transfers.map(one => transferView(ctx, one))),
    // One at a time: while somebody is asked, it is not passed to another.
    buttons: buttons.filter(
      button => !pending || !/\/to(Expert|Colleague|Provider|Office)\//.test(button.href),
    ),
    entry: entry ?? null,
    mayPublish: judge(consultationFlow, 'publish', ctx.actor, row, facts).may && !entry,
    story: told,
    noteAt: judge(consultationFlow, 'note', ctx.actor, row, facts).may
      ? `/act/consultation/note/${row.id}`
      : null,
    formKey: newId(),
    now: ctx.now,
  }
}
export type DeskView = Awaited<ReturnType<typeof deskView>>

export const whoIn = (row: Pick<Consultation, 'unnamed' | 'contact_name'>): string =>
  row.unnamed ? '现场群众' : (row.contact_name ?? '未留姓名')

async function transferView(ctx: Ctx, one: TransferRow) {
  return {
    id: one.id,
    target: wordsOf(targets, one.target),
    who: one.who,
    officePhone: one.office_phone,
    state: badgeOf(transferFlow, one.state),
    at: dateTime(one.offered_at),
    question: one.target === 'colleague' ? '' : one.question,
    reason: one.reason,
    answer: one.answer,
    declined: one.declined,
    buttons: await buttonsFor(ctx, transferFlow, one as unknown as Transfer),
  }
}
