import { badgeOf, buttonsFor, story, type Told } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { shownPhone } from '#modules/parties'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { filesByRecord, filesOf } from '#platform/files'
import { newId } from '#platform/ids'
import { factsOf } from '#platform/journal'
import { judge } from '#platform/workflow'
import {
  abouts,
  causes,
  channels,
  complexities,
  findings,
  isGrievance,
  kinds,
  labelIn,
  refusals,
  satisfactions,
  shortFindings,
} from './codes.ts'
import { alikeTo } from './duplicates.ts'
import type { Complaint } from './duties.ts'
import { nextFor } from './next.ts'
import { entriesOf, mergedInto, openTaskOf, statementsOf, undelivered } from './queries.ts'
import { statementFlow } from './statement.ts'
import { complaintFlow } from './workflow.ts'

/** The facts of a complaint in words: the same for its page, its papers and whoever complained. */
export async function factsIn(ctx: Ctx, row: Complaint) {
  const [provider, serviceCase, names] = await Promise.all([
    row.provider_id
      ? ctx.db
          .selectFrom('provider')
          .select(['id', 'name'])
          .where('id', '=', row.provider_id)
          .executeTakeFirst()
      : undefined,
    row.case_id
      ? ctx.db
          .selectFrom('service_case')
          .select(['id', 'number', 'title'])
          .where('id', '=', row.case_id)
          .executeTakeFirst()
      : undefined,
    staffNames(ctx, [row.staff_id, row.assignee_id, row.registered_by]),
  ])
  const nameOf = (id: string | null) => (id && names.get(id)) || ''
  return {
    kind: labelIn(kinds, row.kind),
    about: labelIn(abouts, row.about),
    respondent: provider?.name ?? (nameOf(row.staff_id) || row.place),
    serviceCase: serviceCase ?? null,
    provider: provider ?? null,
    channel: labelIn(channels, row.channel),
    registeredBy: nameOf(row.registered_by),
    assignee: nameOf(row.assignee_id),
    complexity: labelIn(complexities, row.complexity),
    limit: row.handle_days > 0 ? row.handle_days + row.extended_days : null,
    refusal: labelIn(refusals, row.refusal),
    finding: labelIn({ ...findings, ...shortFindings }, row.finding),
    cause: labelIn(causes, row.cause),
    satisfaction: labelIn(satisfactions, row.satisfaction),
  }
}
export type ComplaintFacts = Awaited<ReturnType<typeof factsIn>>

/** Who complained reads who acted: the centre's people, or the bureau's, by no name. */
export const forComplainant = (row: Complaint, told: readonly Told[]): Told[] =>
  told.map(one => ({
    ...one,
    title: row.for_bureau ? one.title.replace('中心工作人员', '主管部门工作人员') : one.title,
  }))

/** What whoever complained is shown, signed in or by the code. */
export async function ownView(ctx: Ctx, row: Complaint) {
  const merged = row.merged_into ? await mergedInto(ctx, row.merged_into) : undefined
  // Joined with an earlier one, the answer to that one is theirs as well.
  const answered = merged ?? row
  const [facts, entries, told, files, task] = await Promise.all([
    factsIn(ctx, row),
    entriesOf(ctx, row.id),
    story(ctx, { recordId: row.id }),
    filesOf(ctx, 'complaint', row.id),
    openTaskOf(ctx, row.id),
  ])
  return {
    id: row.id,
    number: row.number,
    code: row.lookup_code,
    anonymous: row.anonymous,
    state: badgeOf(complaintFlow, row.state),
    next: nextFor(row, merged?.number ?? null),
    facts,
    body: row.body,
    files,
    /** Files open for whoever has signed in as its sender; a code opens the page only. */
    opensFiles: ctx.actor.identityId !== null,
    deadline: ['told', 'closed'].includes(row.state) ? null : deadlineOf(ctx, task?.due_at),
    submittedAt: row.submitted_at,
    details: entries.filter(one => one.kind === 'details'),
    refusalText: row.refusal_text,
    appealOutcome: row.appeal_outcome,
    answer: answered.answer,
    measures: answered.measures,
    finding: merged ? (await factsIn(ctx, merged)).finding : facts.finding,
    answeredAt: answered.answered_at,
    story: forComplainant(row, told),
    now: ctx.now,
  }
}
export type OwnView = Awaited<ReturnType<typeof ownView>>

/** Everything that the workbench shows of one. */
export async function deskView(ctx: Ctx, row: Complaint) {
  const facts = await factsOf(ctx, 'complaint', row.id)
  const mayJoin = row.state === 'submitted' && judge(complaintFlow, 'merge', ctx.actor, row, facts).may
  const [words, entries, told, files, task, statements, buttons, alike, unreached, merged] =
    await Promise.all([
      factsIn(ctx, row),
      entriesOf(ctx, row.id),
      story(ctx, { recordId: row.id }),
      filesOf(ctx, 'complaint', row.id),
      openTaskOf(ctx, row.id),
      statementsOf(ctx, row.id),
      buttonsFor(ctx, complaintFlow, row, facts),
      mayJoin ? alikeTo(ctx, row) : [],
      row.for_bureau ? undelivered(ctx, row.id) : [],
      row.merged_into ? mergedInto(ctx, row.merged_into) : undefined,
    ])
  const evidence = await filesByRecord(
    ctx,
    'complaint_statement',
    statements.map(one => one.id),
  )
  const clockOnly = row.state === 'told' || row.state === 'closed'
  return {
    row,
    facts: words,
    grievance: isGrievance(row),
    state: badgeOf(complaintFlow, row.state),
    deadline: clockOnly ? null : deadlineOf(ctx, task?.due_at),
    urged: task?.urged_at != null,
    phone: row.contact_phone ? shownPhone(ctx.actor, row.contact_phone) : null,
    entries,
    files,
    statements: statements.map(one => ({
      ...one,
      state: badgeOf(statementFlow, one.state),
      files: evidence.get(one.id) ?? [],
    })),
    buttons: buttons.filter(button => alike.some(one => one.open) || !button.href.includes('/merge/')),
    alike: alike.map(one => ({ ...one, state: badgeOf(complaintFlow, one.state) })),
    unreached: unreached.map(one => one.body),
    merged: merged ? { id: merged.id, number: merged.number } : null,
    story: told,
    noteAt: judge(complaintFlow, 'note', ctx.actor, row, facts).may ? `/act/complaint/note/${row.id}` : null,
    formKey: newId(),
    now: ctx.now,
  }
}
export type DeskView = Awaited<ReturnType<typeof deskView>>
