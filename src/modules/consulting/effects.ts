import { sql } from 'kysely'
import { publicAnswer } from '#modules/knowledge'
import { byProxy, partiesByPhone, partiesOfActor, partyOnPhone } from '#modules/parties'
import { citablePolicy } from '#modules/policies'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { newId, readableCode } from '#platform/ids'
import { perform } from '#platform/perform'
import { dropFromIndex, putInIndex } from '#platform/search'
import { isReachable, over } from './closing.ts'
import { channels, kinds, wordsOf } from './codes.ts'
import { type Consultation, readConsultations } from './duties.ts'
import type { Answering, ToOffice, ToOutside } from './inputs.ts'
import type { Asking, Entering } from './intake.ts'
import * as settings from './settings.ts'
import { sheetFlow } from './sheets.ts'
import { transferFlow } from './transfer.ts'

const common = (ctx: Ctx, { kind, question }: Asking) => ({
  number: sql<string>`next_consultation_number('ZX', ${dayOf(ctx.now)})`,
  lookup_code: readableCode(8),
  ...{ kind, question },
  answer_days: settings.answerDays.of(ctx.centre),
  submitted_at: ctx.now,
})

/** Asked on the web: whoever takes it first is 首问人. */
export async function ask(ctx: Ctx, _row: Consultation, input: Asking) {
  if (input.party_id) return askFor(ctx, input, input.party_id)
  const own = (await partiesOfActor(ctx)).find(party => party.kind === 'person')
  return {
    ...common(ctx, input),
    channel: 'web',
    identity_id: ctx.actor.identityId,
    party_id: own?.id ?? null,
    contact_name: input.contact_name ?? null,
    contact_phone: input.contact_phone ?? null,
  }
}

/** 代办: it is the villager's consultation, in their own place and told to their own phone; who asked it for them stands by. */
async function askFor(ctx: Ctx, input: Asking, partyId: string) {
  const proxy = await byProxy(ctx, partyId)
  const party = await ctx.db
    .selectFrom('party')
    .select(['contact_name', 'contact_phone'])
    .where('id', '=', partyId)
    .executeTakeFirstOrThrow()
  const own = await ctx.db
    .selectFrom('mandate')
    .select('identity_id')
    .where('party_id', '=', partyId)
    .where('role', '=', 'self')
    .where('state', '=', 'active')
    .executeTakeFirst()
  return {
    ...common(ctx, input),
    ...proxy,
    channel: 'web',
    party_id: partyId,
    identity_id: own?.identity_id ?? (await identityByPhone(ctx, party.contact_phone)),
    contact_name: party.contact_name,
    contact_phone: party.contact_phone,
  }
}

/** Written down by a colleague, who is asked first by that; where it is answered on the spot, it is over at once. */
export async function enter(ctx: Ctx, _row: Consultation, input: Entering) {
  const answered = await answerOf(ctx, input)
  return {
    ...common(ctx, input),
    channel: input.channel,
    first_id: ctx.actor.staffId,
    assignee_id: ctx.actor.staffId,
    taken_at: ctx.now,
    sheet_id: input.sheet_id ?? null,
    unnamed: input.unnamed,
    ...(input.sheet_id && { place: await useSheet(ctx, input.sheet_id) }),
    ...(input.unnamed ? {} : await whoAsks(ctx, input)),
    ...(answered && {
      ...answered,
      ...{ on_spot: true, solved: 'spot', answered_by: ctx.actor.name },
      ...{ answered_at: ctx.now, closed_at: ctx.now },
    }),
  }
}

/** The sheet is used by that, and cannot be used again; says where it was. */
async function useSheet(ctx: Ctx, id: string): Promise<string> {
  const { row } = await perform({ ...ctx, actor: system }, sheetFlow, 'use', id)
  return String(row.place)
}

interface Given {
  answer?: string | undefined
  basis?: string | undefined
  entry_id?: string | undefined
  policy_id?: string | undefined
}

/** What was typed or, where only an entry was chosen, what that says. */
async function answerOf(ctx: Ctx, { answer, basis, entry_id, policy_id }: Given) {
  if (!answer && !entry_id) return null
  const entry = entry_id ? await publicAnswer(ctx, entry_id) : null
  if (entry_id && !entry) throw invalid({ answer: '所选的知识库条目已经撤下，请重新选择或自己写。' })
  return {
    answer: answer ?? entry?.body ?? '',
    basis: basis ?? '',
    entry_id: entry?.id ?? null,
    ...(await resting(ctx, policy_id)),
  }
}

/** On the version that holds today. */
async function resting(ctx: Ctx, id: string | null | undefined) {
  if (!id) return { policy_id: null, policy_version: null }
  const policy = await citablePolicy(ctx, id)
  if (!policy) throw invalid({ policy_id: '所选的政策已经失效或撤回，请重新选择。' })
  return { policy_id: policy.id, policy_version: policy.version }
}

async function whoAsks(ctx: Ctx, input: Entering) {
  const { contact_phone: phone = null, contact_name: name = null } = input
  // Who is not known and does not want to be is only noted; that is a consultation's own.
  const known = phone ? await partiesByPhone(ctx, phone) : []
  const caller = {
    phone: phone ?? '',
    party_id: input.party_id,
    ...(name && { party_name: name, contact_name: name }),
  }
  const party =
    input.party_id || known.length === 1 || input.register
      ? await partyOnPhone(ctx, caller, 'contact_phone')
      : null
  const contact = party ? await phoneOfParty(ctx, party.id) : null
  return {
    party_id: party?.id ?? null,
    identity_id: await identityByPhone(ctx, phone ?? contact),
    contact_name: name ?? party?.contact_name ?? null,
    contact_phone: phone ?? contact,
  }
}

const phoneOfParty = async (ctx: Ctx, id: string): Promise<string | null> =>
  (await ctx.db.selectFrom('party').select('contact_phone').where('id', '=', id).executeTakeFirst())
    ?.contact_phone ?? null

/** Whoever calls from the phone that they sign in with finds it in their own place. */
async function identityByPhone(ctx: Ctx, phone: string | null): Promise<string | null> {
  if (!phone) return null
  const known = ctx.db.selectFrom('identity').select('id').where('phone_number', '=', phone)
  return (await known.executeTakeFirst())?.id ?? null
}

export async function answer(ctx: Ctx, row: Consultation, input: Answering) {
  const given = (await answerOf(ctx, input)) ?? {}
  return { ...given, ...settled(ctx, row), answered_by: ctx.actor.name }
}

/** An expert's answer goes to who asked as it is. */
export const takeAnswer = async (
  ctx: Ctx,
  row: Consultation,
  { answer, basis, policy_id, by }: FromOutside,
) => ({
  ...{ answer, basis, entry_id: null, answered_by: by },
  ...(await resting(ctx, policy_id)),
  ...settled(ctx, row),
})

export interface FromOutside {
  answer: string
  basis: string
  policy_id?: string | undefined
  by: string
}

const settled = (ctx: Ctx, row: Consultation) => ({
  answered_at: ctx.now,
  last_answer: row.returns >= settings.mostReturns.of(ctx.centre),
  ...(!isReachable(row) && { solved: 'untold', closed_at: ctx.now }),
})

/** It is over where nobody could say whether it helped. */
export const afterAnswer = (row: Consultation) => (isReachable(row) ? 'answered' : 'closed')

/** Back to who was asked first, once more; or over, where that is used up. */
export const afterUnsolved = (row: Consultation) => (row.last_answer ? 'closed' : 'answering')

export async function unsolved(ctx: Ctx, row: Consultation) {
  if (row.last_answer) return { solved: 'no', closed_at: ctx.now }
  const first = await ctx.db
    .selectFrom('staff')
    .select('id')
    .where('id', '=', row.first_id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return {
    returns: row.returns + 1,
    assignee_id: first?.id ?? row.assignee_id,
    answer_days: row.answer_days + settings.answerDays.of(ctx.centre),
  }
}

/** What was said besides, beside the consultation and not in the journal. */
export async function note(
  ctx: Ctx,
  row: Pick<Consultation, 'id'>,
  kind: 'details' | 'reason' | 'chase' | 'note',
  label: string,
  body: string,
): Promise<void> {
  const author = ctx.actor.kind === 'system' ? '系统' : ctx.actor.staffId === null ? '咨询人' : ctx.actor.name
  await ctx.db
    .insertInto('consultation_entry')
    .values({ id: newId(), consultation_id: row.id, at: ctx.now, kind, label, author, body })
    .execute()
}

const offer = (ctx: Ctx, row: Consultation, given: Record<string, unknown>) =>
  perform({ ...ctx, actor: system }, transferFlow, 'offer', null, {
    consultation_id: row.id,
    owner_id: row.assignee_id,
    question: row.question,
    ...given,
  })

export const offerColleague = async (
  ctx: Ctx,
  row: Consultation,
  { staff_id, reason }: { staff_id: string; reason: string },
): Promise<void> => void (await offer(ctx, row, { target: 'colleague', staff_id, reason }))

export async function offerExpert(ctx: Ctx, row: Consultation, input: ToOutside): Promise<void> {
  const { to: expert_id, question, reason } = input
  const { staff_id, identity_id } = await ctx.db
    .selectFrom('consulting_expert')
    .select(['staff_id', 'identity_id'])
    .where('id', '=', expert_id)
    .executeTakeFirstOrThrow()
  await offer(ctx, row, { target: 'expert', expert_id, staff_id, identity_id, question, reason })
}

export async function offerProvider(ctx: Ctx, row: Consultation, input: ToOutside): Promise<void> {
  const { to: provider_id, question, reason } = input
  const { party_id } = await ctx.db
    .selectFrom('provider')
    .select('party_id')
    .where('id', '=', provider_id)
    .executeTakeFirstOrThrow()
  await offer(ctx, row, { target: 'provider', provider_id, party_id, question, reason })
}

/** An office accepts nothing here: that it was told is noted, and who was asked first goes on chasing. */
export async function passToOffice(ctx: Ctx, row: Consultation, input: ToOffice): Promise<void> {
  const { to: office_id, person, told_on, reason } = input
  const told = `${told_on}，${person}：${reason}`
  await offer(ctx, row, { target: 'office', office_id, reason: told })
}

export const officeName = async (ctx: Ctx, id: string): Promise<string> =>
  (await ctx.db.selectFrom('government_office').select('name').where('id', '=', id).executeTakeFirst())
    ?.name ?? ''

/** Staff find it by its number and what was asked. */
export const keepFindable = (ctx: Ctx, row: Consultation): Promise<void> =>
  putInIndex(ctx, {
    subject: 'consultation',
    recordId: row.id,
    audience: readConsultations.code,
    title: `咨询 ${row.number}`,
    summary: `${wordsOf(kinds, row.kind)} · ${wordsOf(channels, row.channel)}`,
    href: `/desk/consultations/${row.id}`,
    text: `${row.question}\n${row.contact_name ?? ''}`,
    weight: 0.6,
  })

/** Found by staff; and where it is over at once, passed on. */
export async function keepAndPass(ctx: Ctx, row: Consultation): Promise<void> {
  await keepFindable(ctx, row)
  await over(ctx, row)
}

export const dropFindable = (ctx: Ctx, id: string): Promise<void> => dropFromIndex(ctx, 'consultation', id)
