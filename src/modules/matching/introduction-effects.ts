import { sql } from 'kysely'
import { handleMatches } from '#modules/resources'
import { addDays, dayOf, workingDaysBetween } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden, invalid, notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { type Message, message, tell } from '#platform/notify'
import { find, perform } from '#platform/perform'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import type * as inputs from './introduction-inputs.ts'
import { publicPosting } from './introduction-inputs.ts'
import { texts } from './messages.ts'
import { asker, type Introduction, owner, ownMatter } from './people.ts'
import { fittedById } from './queries/matching.ts'
import { answerDays, followUpDays } from './settings.ts'

export const deskPage = (row: { id: string }): string => `/desk/introductions/${row.id}`
export const ownPage = (row: { id: string }): string => `/my/introductions/${row.id}`

const nameOf = async (ctx: Ctx, id: string): Promise<string> =>
  (await ctx.db.selectFrom('party').select('name').where('id', '=', id).executeTakeFirstOrThrow()).name

const open = ['asked', 'sounding', 'offered', 'talking', 'following'] as const

/** One posting and one party have one introduction at a time; who is barred has none. */
async function refuseUnfit(
  ctx: Ctx,
  postingId: string,
  askerParty: string,
  ownerParty: string,
): Promise<void> {
  if (askerParty === ownerParty) throw invalid({ '': '这是您自己的供需信息，不用对接。' })
  const one = await ctx.db
    .selectFrom('introduction')
    .select('id')
    .where('posting_id', '=', postingId)
    .where('asker_party_id', '=', askerParty)
    .where('state', 'in', [...open])
    .executeTakeFirst()
  if (one)
    throw conflict('这一条已经在对接了，请看它的进展。', ctx.actor.staffId ? deskPage(one) : ownPage(one))
}

export async function ask(ctx: Ctx, input: inputs.Asking) {
  const posting = await publicPosting(ctx, input.posting_id)
  await refuseUnfit(ctx, posting.id, input.party_id, posting.party_id)
  if ((await fittedById(ctx, posting.id))?.barred) throw conflict('对方现在不能参加对接，请联系中心。')
  return {
    ...{ title: posting.title, kind: posting.kind, posting_id: posting.id, words: input.words },
    own_posting_id: input.own_posting_id ?? null,
    ...{ asker_party_id: input.party_id, owner_party_id: posting.party_id },
    ...{ asker_name: input.contact_name, asker_phone: input.contact_phone, asked_at: ctx.now },
  }
}

/** The buyer is asked first, and then the seller. */
export async function propose(ctx: Ctx, input: inputs.Proposing) {
  const [supply, demand] = [
    await publicPosting(ctx, input.supply_id),
    await publicPosting(ctx, input.demand_id),
  ]
  await refuseUnfit(ctx, supply.id, demand.party_id, supply.party_id)
  const barred = await Promise.all([supply, demand].map(one => fittedById(ctx, one.id)))
  if (barred.some(one => one?.barred)) throw conflict('有一方在失信名单上或已暂停服务，不能对接。')
  const row = {
    ...{ title: supply.title, kind: 'supply', posting_id: supply.id, own_posting_id: demand.id },
    ...{ asker_party_id: demand.party_id, owner_party_id: supply.party_id, words: input.words },
    ...{ asker_name: '', asker_phone: '', officer_id: ctx.actor.staffId, asked_at: ctx.now },
  }
  if (ownMatter.test(ctx.actor, row as never, undefined as never))
    throw forbidden('这是您自己的事，请由同事提出对接。')
  return row
}

/** Who names a conflict of interest has nothing more to do with it. */
export async function take(ctx: Ctx, row: Introduction, input: inputs.Taking) {
  const me = ctx.actor.staffId as string
  if (input.conflict === 'none') return { officer_id: me }
  return {
    conflicted_ids: [...row.conflicted_ids, me],
    conflict: [row.conflict, `${ctx.actor.name}：${input.words}`].filter(Boolean).join('；'),
  }
}

export async function tellTaken(ctx: Ctx, row: Introduction, input: inputs.Taking): Promise<void> {
  await tell(
    ctx,
    input.conflict === 'none'
      ? await offering(ctx, row)
      : message({ duty: handleMatches.code }, texts.conflicted, { title: row.title }, deskPage(row)),
  )
}

const offering = async (ctx: Ctx, row: Introduction): Promise<Message> =>
  message(
    { party: row.owner_party_id },
    texts.offered,
    {
      party: await nameOf(ctx, row.asker_party_id),
      title: row.title,
      days: String(answerDays.of(ctx.centre)),
    },
    ownPage(row),
  )

/** Whose turn it is agrees, with the contact that the other may be told; the second yes exchanges them. */
export const agree = (row: Introduction, ctx: Ctx, input: inputs.Contact) =>
  row.state === 'sounding'
    ? { asker_name: input.contact_name, asker_phone: input.contact_phone }
    : { owner_name: input.contact_name, owner_phone: input.contact_phone, talking_at: ctx.now }

export const afterAgreeing = (row: Introduction): 'offered' | 'talking' =>
  row.state === 'sounding' ? 'offered' : 'talking'

export async function tellAgreed(ctx: Ctx, row: Introduction): Promise<void> {
  if (row.state === 'offered') return tell(ctx, await offering(ctx, row))
  const { title } = row
  const [askers, owners] = [await nameOf(ctx, row.asker_party_id), await nameOf(ctx, row.owner_party_id)]
  await tell(
    ctx,
    message(
      { party: row.asker_party_id },
      texts.agreed,
      { title, party: owners, person: row.owner_name, phone: row.owner_phone },
      ownPage(row),
    ),
    message(
      { party: row.owner_party_id },
      texts.agreed,
      { title, party: askers, person: row.asker_name, phone: row.asker_phone },
      ownPage(row),
    ),
  )
}

/** For whom the actor speaks in this matter. */
export const sideOf = (ctx: Ctx, row: Introduction): 'asker' | 'owner' | 'centre' =>
  asker.test(ctx.actor, row, undefined as never)
    ? 'asker'
    : owner.test(ctx.actor, row, undefined as never)
      ? 'owner'
      : 'centre'

export async function addRound(ctx: Ctx, row: Introduction, input: inputs.Round): Promise<void> {
  await ctx.db
    .insertInto('introduction_round')
    .values({
      ...{ id: newId(), introduction_id: row.id, side: sideOf(ctx, row), at: ctx.now },
      ...{ on_day: input.on_day, people: input.people, body: input.body },
      ...{ author_name: ctx.actor.name, identity_id: ctx.actor.identityId },
    })
    .execute()
}

/** A success is one of figures: a contract, or what was really delivered. */
export async function conclude(ctx: Ctx, row: Introduction, input: inputs.Conclusion) {
  if (input.outcome === 'made' && row.contract_fen === 0 && row.actual_fen === 0)
    throw invalid({ outcome: '还没有核实过的合同额或实际成交额，请先登记并核实。' })
  return {
    outcome: input.outcome,
    reason: input.reason,
    ...(input.outcome === 'failed' && { closed_at: ctx.now }),
  }
}

/** Somebody asks after some days whether goods and money really move. */
export async function planFollowUps(ctx: Ctx, row: Introduction): Promise<void> {
  if (row.state !== 'following') return
  const today = dayOf(ctx.now)
  const days = [...new Set(followUpDays.map(setting => setting.of(ctx.centre)))].sort((a, b) => a - b)
  for (const after_days of days)
    await perform(
      { ...ctx, actor: system },
      workflows.get('introduction_follow_up') as AnyWorkflow,
      'plan',
      null,
      {
        ...{ introduction_id: row.id, officer_id: row.officer_id, after_days },
        work_days: Math.max(1, workingDaysBetween(ctx.centre.calendar, today, addDays(today, after_days))),
      },
    )
}

/** Sums of one introduction, each kind by itself; what was rejected or not verified yet counts nowhere. */
export async function recount(ctx: Ctx, id: string): Promise<void> {
  const sum = (kind: string) =>
    sql<number>`coalesce((select sum(amount_fen) from introduction_figure f where f.introduction_id = ${id}
      and f.centre_id = introduction.centre_id and f.kind = ${kind} and f.state in ('noted', 'verified')), 0)`
  await ctx.db
    .updateTable('introduction')
    .set({
      intent_fen: sum('intent'),
      contract_fen: sum('contract'),
      actual_fen: sum('actual'),
      paid_fen: sum('paid'),
    })
    .where('id', '=', id)
    .execute()
}

/** An introduction in hand, locked, that the actor may add something to. */
export async function inHand(ctx: Ctx, id: unknown): Promise<Introduction> {
  if (typeof id !== 'string') throw notFound('这次对接')
  const row = (await find(ctx, workflows.get('introduction') as AnyWorkflow, id)) as unknown as Introduction
  const mine =
    sideOf(ctx, row) !== 'centre' || (ctx.actor.staffId !== null && ctx.actor.staffId === row.officer_id)
  if (!mine) throw forbidden('成果由双方或承办人登记。')
  if (row.state !== 'talking' && row.state !== 'following') throw conflict('这次对接现在不能登记成果。')
  return row
}
