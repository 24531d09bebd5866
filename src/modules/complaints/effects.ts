import { sql } from 'kysely'
import { partiesByPhone, partiesOfActor } from '#modules/parties'
import { staffWithDuty } from '#modules/team'
import { dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { removeFiles } from '#platform/files'
import { newId, readableCode } from '#platform/ids'
import { tell } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import { eraseDetails, removed } from '#platform/personal-data'
import type { Facts } from '#platform/who'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { isGrievance, isSubstantiated } from './codes.ts'
import { alikeTo, wordsIn } from './duplicates.ts'
import { bureauComplaints, type Complaint } from './duties.ts'
import { type Acceptance, type Answering, eligible } from './inputs.ts'
import type { Intake } from './intake.ts'
import { texts, toComplainant } from './messages.ts'
import { routeOf } from './routing.ts'
import * as settings from './settings.ts'
import { statementFlow } from './statement.ts'

/** A new complaint as it is kept. Of an anonymous one neither who sent it nor which case it is about. */
export async function enter(ctx: Ctx, _row: Complaint, input: Intake) {
  const case_id = input.case_id ?? (await caseByNumber(ctx, input))
  const route = await routeOf(ctx, { ...input, case_id })
  const anonymous = input.by === 'anonymous'
  const day = dayOf(ctx.now)
  const series = route.for_bureau ? 'JG' : 'FK'
  return {
    number: sql<string>`next_complaint_number(${series}, ${day})`,
    lookup_code: readableCode(8),
    ...{ kind: input.kind, about: input.about, body: input.body, anonymous },
    ...{ for_bureau: route.for_bureau, concerned_ids: route.concerned_ids },
    channel: input.channel ?? 'web',
    provider_id: input.provider_id ?? null,
    staff_id: input.staff_id ?? null,
    place: input.place ?? '',
    tokens: await wordsIn(input.body),
    registered_by: input.channel ? ctx.actor.staffId : null,
    submitted_at: ctx.now,
    ...(anonymous ? {} : await whoseIs(ctx, input, case_id ?? null, route.party_id)),
  }
}

async function whoseIs(ctx: Ctx, input: Intake, case_id: string | null, caseParty: string | null) {
  const phone = input.contact_phone ?? null
  const byClerk = input.channel !== undefined
  return {
    case_id,
    party_id: caseParty ?? (byClerk ? await partyByPhone(ctx, phone) : await ownParty(ctx)),
    identity_id: byClerk ? await identityByPhone(ctx, phone) : ctx.actor.identityId,
    contact_name: input.contact_name ?? null,
    contact_phone: phone,
  }
}

/** A clerk writes the number down that the caller says. */
async function caseByNumber(ctx: Ctx, { about, place, channel }: Intake): Promise<string | undefined> {
  if (about !== 'case' || !place || !channel) return undefined
  const found = await ctx.db
    .selectFrom('service_case')
    .select('id')
    .where('number', '=', place.normalize('NFKC').trim())
    .executeTakeFirst()
  if (!found) throw invalid({ place: '没有这个编号的办件，请核对；不清楚的可以不填。' })
  return found.id
}

const ownParty = async (ctx: Ctx) =>
  (await partiesOfActor(ctx)).find(party => party.kind === 'person')?.id ?? null

async function partyByPhone(ctx: Ctx, phone: string | null): Promise<string | null> {
  const known = phone ? await partiesByPhone(ctx, phone) : []
  return known.length === 1 ? (known[0]?.id ?? null) : null
}

/** Whoever calls from the phone that they sign in with finds it in their own place. */
async function identityByPhone(ctx: Ctx, phone: string | null): Promise<string | null> {
  if (!phone) return null
  const known = ctx.db.selectFrom('identity').select('id').where('phone_number', '=', phone)
  return (await known.executeTakeFirst())?.id ?? null
}

/** What was said besides, beside the complaint and not in the journal. */
export async function note(
  ctx: Ctx,
  row: Pick<Complaint, 'id'>,
  kind: 'details' | 'reason' | 'call' | 'note',
  label: string,
  body: string,
): Promise<void> {
  const author = ctx.actor.staffId === null ? '反映人' : ctx.actor.name
  await ctx.db
    .insertInto('complaint_entry')
    .values({ id: newId(), complaint_id: row.id, at: ctx.now, kind, label, author, body })
    .execute()
}

export const accept = async (ctx: Ctx, row: Complaint, { complexity, assignee_id }: Acceptance) => ({
  complexity,
  handle_days: (complexity === 'simple' ? settings.simpleDays : settings.complexDays).of(ctx.centre),
  accepted_at: ctx.now,
  ...(assignee_id && withHandler(row, assignee_id)),
})

export const withHandler = (row: Complaint, assignee_id: string) => ({
  assignee_id,
  handler_ids: [...new Set([...row.handler_ids, assignee_id])],
})

/** The last word where the reviews are used up, or nobody is left who has not handled it. */
export async function answer(ctx: Ctx, row: Complaint, { finding, cause, answer, measures }: Answering) {
  const others = await eligible(ctx, row, { fresh: true })
  const atBureau = row.for_bureau ? await staffWithDuty(ctx, bureauComplaints) : null
  return {
    finding,
    cause: isSubstantiated(finding) ? (cause ?? null) : null,
    answer,
    measures: measures ?? null,
    answered_at: ctx.now,
    calls: 0,
    callback_days: row.callback_days + settings.callbackDays.of(ctx.centre),
    last_answer: row.reviews >= settings.mostReviews.of(ctx.centre) || others.length === 0,
    // A bureau of one person cannot call back by another; then it does so itself, and the sheet says so.
    alone:
      atBureau?.every(one => row.handler_ids.includes(one.id) || row.concerned_ids.includes(one.id)) ?? false,
    ...(isGrievance(row) ? {} : { closed_at: ctx.now }),
  }
}

/** Whether somebody can be called, or be told by SMS. */
export const isReachable = (row: Complaint): boolean => row.contact_phone !== null || row.identity_id !== null

export const afterAnswer = (row: Complaint) =>
  !isGrievance(row) ? 'closed' : isReachable(row) ? 'answered' : 'told'

/** Reviewed again by another person, as long as there is a review left. */
export const afterDiscontent = (row: Complaint) => (row.last_answer ? 'closed' : 'disputed')

export const discontent = async (ctx: Ctx, row: Complaint) => ({
  satisfaction: 'dissatisfied',
  ...(row.last_answer && { closed_at: ctx.now }),
})

export const closing = (satisfaction: string) => async (ctx: Ctx) => ({ satisfaction, closed_at: ctx.now })

/** What the complainant is told once it is over. */
export function tellClosed(row: Complaint, ctx: Ctx) {
  const { number } = row
  if (row.state !== 'closed') return []
  if (row.satisfaction === 'dissatisfied')
    return toComplainant(row, texts.closedFinal, { number, higher: settings.higherWay.of(ctx.centre) })
  if (row.satisfaction === 'unreachable') return toComplainant(row, texts.closedUnreached, { number })
  return toComplainant(row, texts.closed, { number })
}

/** Joined with an earlier one: that one's timeline says so, and both are told. */
export async function join(ctx: Ctx, row: Complaint, into: string): Promise<void> {
  const earlier = (await alikeTo(ctx, row)).find(one => one.id === into && one.open)
  if (!earlier) throw conflict('要并入的那一件已经办结，不能再并入。')
  await perform({ ...ctx, actor: system }, workflows.get('complaint') as AnyWorkflow, 'takeIn', into)
  await tell(ctx, ...toComplainant(row, texts.merged, { number: row.number, into: earlier.number }))
  await cancelStatements(ctx, row)
}

/** Those whose complaints were joined with this one hear of its answer as well. */
export async function tellJoined(ctx: Ctx, row: Complaint): Promise<void> {
  const joined = await ctx.db
    .selectFrom('complaint')
    .selectAll()
    .where('merged_into', '=', row.id)
    .where('state', '=', 'merged')
    .limit(50)
    .execute()
  await tell(ctx, ...joined.flatMap(one => toComplainant(one, texts.answered, { number: one.number })))
}

/** What the provider was asked is no longer needed. */
export async function cancelStatements(ctx: Ctx, row: Pick<Complaint, 'id'>): Promise<void> {
  const open = await ctx.db
    .selectFrom('complaint_statement')
    .select('id')
    .where('complaint_id', '=', row.id)
    .where('state', '=', 'asked')
    .limit(50)
    .execute()
  const ids = open.map(one => one.id)
  await performMany({ ...ctx, actor: system }, statementFlow, 'cancel', ids)
}

/** The provider is asked in words that do not say who complained. */
export async function askProvider(ctx: Ctx, row: Complaint, question: string): Promise<void> {
  const telling = [row.contact_name, row.contact_phone].filter(word => word !== null && word.length > 1)
  if (telling.some(word => question.includes(word as string)))
    throw invalid({ question: '问题里出现了反映人的姓名或电话，请删去。' })
  const provider = await ctx.db
    .selectFrom('provider')
    .select(['id', 'party_id'])
    .where('id', '=', row.provider_id as string)
    .executeTakeFirstOrThrow()
  await perform({ ...ctx, actor: system }, statementFlow, 'ask', null, {
    complaint_id: row.id,
    provider_id: provider.id,
    party_id: provider.party_id,
    question,
  })
}

/** A refusal may be looked at for some days only, and once. */
export function tooLateToAppeal(row: Complaint, _actor: Actor, { now, centre }: Facts): string | false {
  const days = settings.appealWithin.of(centre)
  const late = row.closed_at !== null && now.getTime() - row.closed_at.getTime() > days * 86_400_000
  return late && `不予受理已超过 ${days} 天，不能再申请复查；有新情况的请重新反映。`
}

/** What stays of one whose time is over: codes and days, for counting. */
export const erased = {
  ...{ body: removed, tokens: [], place: '', answer: null, measures: null, refusal_text: null },
  ...{ appeal: null, appeal_outcome: null, contact_name: null, contact_phone: null },
  ...{ identity_id: null, party_id: null, case_id: null },
}

/** Its files, what was said besides, and in its timeline the names of those who are not staff. */
export async function eraseRest(ctx: Ctx, row: Complaint): Promise<void> {
  const statements = await ctx.db
    .updateTable('complaint_statement')
    .set({ question: removed, statement: null })
    .where('complaint_id', '=', row.id)
    .returning('id')
    .execute()
  const ids = statements.map(one => one.id)
  await ctx.db.deleteFrom('complaint_entry').where('complaint_id', '=', row.id).execute()
  await removeFiles(ctx, { subject: 'complaint', recordIds: [row.id] })
  await removeFiles(ctx, { subject: 'complaint_statement', recordIds: ids })
  await eraseDetails(ctx, sql`j.record_id = any (${[row.id, ...ids]}::uuid[])`, sql`j.staff_id is null`)
}
