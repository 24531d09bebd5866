import { type RawBuilder, sql } from 'kysely'
import { providersOf } from '#modules/catalogue'
import { partyAtCounter, proxiesOfActor } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { forbidden, invalid } from '#platform/errors'
import { newId, readableCode } from '#platform/ids'
import { type Message, message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import type { Facts, Who } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import { isNeed } from './answers.ts'
import { itemAppliedFor } from './applied-item.ts'
import { agreed, dropped } from './closing.ts'
import { isApplicant } from './duties.ts'
import type { Invitation, Register, Submit } from './inputs.ts'
import { texts } from './messages.ts'
import { quoteFlow } from './quote.ts'
import { reopenDays } from './settings.ts'

type ServiceCase = RowOf<'service_case'>

/** The provider whose quote was agreed. */
export const agreedProvider: Who<ServiceCase> = {
  says: '选定的服务商',
  test: (actor, row) => row.provider_party_id !== null && actor.parties.includes(row.provider_party_id),
}

/** A provider that was asked reads the need and its files, as long as the quotes are open or its own was chosen. */
export async function opensNeed(ctx: Ctx, caseId: string, field: string): Promise<boolean> {
  if (!isNeed(field) || ctx.actor.parties.length === 0) return false
  const asked = await ctx.db
    .selectFrom('quote')
    .select('id')
    .where('case_id', '=', caseId)
    .where('party_id', 'in', [...ctx.actor.parties])
    .where('state', 'in', ['invited', 'submitted', 'agreed'])
    .executeTakeFirst()
  return asked !== undefined
}

export async function submit(ctx: Ctx, _row: ServiceCase, input: Submit) {
  return {
    ...(await fromItem(ctx, input.item_id)),
    party_id: input.party_id,
    channel: 'portal',
    answers: JSON.stringify(input.answers),
    contact_name: input.contact_name,
    contact_phone: input.contact_phone,
    applicant_identity_id: ctx.actor.identityId,
    proxy_id: await proxyFor(ctx, input.party_id),
    submitted_at: ctx.now,
  }
}

/** By which mandate the actor asks on behalf of this party; null where it is their own. */
async function proxyFor(ctx: Ctx, partyId: string): Promise<string | null> {
  if (ctx.actor.parties.includes(partyId)) return null
  const proxy = (await proxiesOfActor(ctx)).find(one => one.party_id === partyId)
  if (!proxy) throw forbidden('代办授权已到期或撤销，请重新取得授权。')
  return proxy.id
}

export async function register(ctx: Ctx, _row: ServiceCase, input: Register) {
  const party = await partyAtCounter(ctx, input)
  return {
    ...(await fromItem(ctx, input.item_id)),
    party_id: party.id,
    channel: input.channel,
    answers: JSON.stringify({ note: input.note }),
    contact_name: input.contact_name ?? party.contact_name,
    contact_phone: input.phone,
    registered_by: ctx.actor.staffId,
    assignee_id: input.assignee_id,
    submitted_at: ctx.now,
    accepted_at: ctx.now,
  }
}

/** What a case takes over from its item as published today: its version is what was promised. */
async function fromItem(ctx: Ctx, itemId: string) {
  const item = await itemAppliedFor(ctx, itemId)
  return {
    item_id: item.id,
    item_version: item.version,
    handling: item.handling,
    title: item.name,
    promised_days: item.promised_days,
    number: nextNumber(ctx),
    lookup_code: readableCode(6),
  }
}

/** 340822-20261123-0042: county, day, running number of the day; known once the case is inserted. */
function nextNumber(ctx: Ctx): RawBuilder<string> {
  const day = dayOf(ctx.now)
  return sql`${`${ctx.centre.division}-${day.replaceAll('-', '')}-`} || next_case_number(${day})`
}

/** Each invited provider gets a quote of its own to fill in, or to decline. */
export async function invite(ctx: Ctx, row: ServiceCase, input: Invitation): Promise<void> {
  const offered = new Map((await providersOf(ctx, row.item_id)).map(provider => [provider.id, provider]))
  for (const id of input.providers) {
    const provider = offered.get(id)
    if (!provider) throw invalid({ providers: '有服务商已不提供这项服务，请重新选择。' })
    await perform(ctx, quoteFlow, 'invite', null, { case_id: row.id, provider_id: id, reason: input.reason })
  }
}

/** The quotes lie on the table once nobody is asked any more; at least one must be there. */
export async function presentQuotes(ctx: Ctx, row: ServiceCase): Promise<void> {
  const quotes = await ctx.db
    .selectFrom('quote')
    .select(['id', 'state'])
    .where('case_id', '=', row.id)
    .execute()
  if (!quotes.some(quote => quote.state === 'submitted'))
    throw invalid({ '': '还没有服务商报价，请等待或另行邀请。' })
}

export async function agree(ctx: Ctx, row: ServiceCase, input: { quote_id: string }) {
  const quotes = await ctx.db
    .selectFrom('quote')
    .selectAll()
    .where('case_id', '=', row.id)
    .where('state', '=', 'submitted')
    .execute()
  const chosen = quotes.find(quote => quote.id === input.quote_id)
  if (!chosen) throw invalid({ quote_id: '这份报价已失效，请重新选择。' })
  for (const quote of quotes) {
    await perform({ ...ctx, actor: system }, quoteFlow, quote === chosen ? 'agree' : 'lose', quote.id)
  }
  const named = {
    provider_id: chosen.provider_id,
    provider_party_id: chosen.party_id,
    price_fen: chosen.price_fen,
    agreed_at: ctx.now,
  }
  return { ...named, ...(await agreed(ctx, { ...row, ...named })) }
}

/** Nobody is agreed any more; whoever was is told to stop. */
export async function handBack(ctx: Ctx, row: ServiceCase) {
  if (row.provider_party_id !== null)
    await tell(
      ctx,
      message({ party: row.provider_party_id }, texts.notNeeded, { item: row.title, number: row.number }),
    )
  return {
    provider_id: null,
    provider_party_id: null,
    price_fen: null,
    agreed_at: null,
    by_milestones: false,
  }
}

/** Whatever was asked for or agreed comes to an end. */
export async function dropAgreement(ctx: Ctx, row: ServiceCase): Promise<void> {
  await cancelQuotes(ctx, row)
  await dropped(ctx, row)
}

export async function cancelQuotes(ctx: Ctx, row: ServiceCase): Promise<void> {
  const open = await ctx.db
    .selectFrom('quote')
    .select('id')
    .where('case_id', '=', row.id)
    .where('state', 'in', ['invited', 'submitted'])
    .execute()
  for (const quote of open) await perform({ ...ctx, actor: system }, quoteFlow, 'cancel', quote.id)
}

/** A closed case may be taken up again for some days only. */
export function tooLateToReopen(row: ServiceCase, _actor: Actor, { now, centre }: Facts): string | false {
  const days = reopenDays.of(centre)
  return (
    row.closed_at !== null &&
    now.getTime() - row.closed_at.getTime() > days * 86_400_000 &&
    `已办结超过 ${days} 天，请重新申请。`
  )
}

export async function write(ctx: Ctx, row: ServiceCase, input: { body: string }): Promise<void> {
  await insertMessage(ctx, row, input.body, false)
}

export async function noteInternally(ctx: Ctx, row: ServiceCase, input: { body: string }): Promise<void> {
  await insertMessage(ctx, row, input.body, true)
}

type Side = 'centre' | 'applicant' | 'provider'

/** For which side the actor speaks: staff who are the applicant speak for themselves. */
const sideOf = ({ actor }: Ctx, row: ServiceCase): Side =>
  isApplicant(actor, row)
    ? 'applicant'
    : row.provider_party_id !== null && actor.parties.includes(row.provider_party_id)
      ? 'provider'
      : 'centre'

async function insertMessage(ctx: Ctx, row: ServiceCase, body: string, internal: boolean): Promise<void> {
  await ctx.db
    .insertInto('case_message')
    .values({
      id: newId(),
      case_id: row.id,
      at: ctx.now,
      side: internal ? 'centre' : sideOf(ctx, row),
      internal,
      author_name: ctx.actor.name,
      identity_id: ctx.actor.identityId,
      body,
    })
    .execute()
}

/** The other sides: whoever handles it, the applicant, and the provider once one is agreed. */
export function tellOtherSides(row: ServiceCase, _input: unknown, ctx: Ctx): Message[] {
  const variables = { item: row.title, number: row.number }
  const others: Record<Side, Message | null> = {
    centre: row.assignee_id
      ? message({ staff: row.assignee_id }, texts.written, variables, `/desk/cases/${row.id}`)
      : null,
    applicant: message({ party: row.party_id }, texts.written, variables, `/my/cases/${row.id}`),
    provider: row.provider_party_id
      ? message({ party: row.provider_party_id }, texts.written, variables, `/my/cases/${row.id}`)
      : null,
  }
  const own = sideOf(ctx, row)
  return Object.entries(others).flatMap(([side, told]) => (told && side !== own ? [told] : []))
}
