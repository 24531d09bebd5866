import { sql } from 'kysely'
import { partyOnPhone } from '#modules/parties'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { performMany } from '#platform/perform'
import { dropFromIndex, putInIndex } from '#platform/search'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { postKinds, trades, wordsOf } from './codes.ts'
import type { JobPost } from './people.ts'
import type { About, Closing, Fair, Leaving, Registering, Reviewing, Submitting } from './post-inputs.ts'
import { mostPosts, validDays } from './settings.ts'
import { hintsOf } from './terms.ts'
import { placeWords } from './words.ts'

export const deskPage = (row: { id: string }): string => `/desk/jobs/${row.id}`
export const ownPage = (row: { id: string }): string => `/my/jobs/posts/${row.id}`

export async function submitted(ctx: Ctx, _row: JobPost, input: Submitting) {
  await refuseTooMany(ctx, input.party_id)
  const { party_id, contact_name, contact_phone } = input
  return {
    ...columns(ctx, input),
    ...{ party_id, contact_name, contact_phone, channel: 'portal', submitted_at: ctx.now },
    identity_id: ctx.actor.identityId,
  }
}

export async function registered(ctx: Ctx, _row: JobPost, input: Registering) {
  const { phone, party_name, party_kind, contact_name, channel } = input
  const party = await partyOnPhone(ctx, { phone, party_name, kind: party_kind, contact_name })
  const { kind } = await ctx.db
    .selectFrom('party')
    .select('kind')
    .where('id', '=', party.id)
    .executeTakeFirstOrThrow()
  if (kind === 'person')
    throw invalid({ phone: '这个号码登记的是个人，招人的要是单位：请填写单位名称和类型，或用单位的号码。' })
  await refuseTooMany(ctx, party.id)
  return {
    ...columns(ctx, input),
    ...{ party_id: party.id, channel, contact_phone: phone, submitted_at: ctx.now },
    contact_name: contact_name ?? party.contact_name,
  }
}

export const revised = async (ctx: Ctx, _row: JobPost, input: About) => columns(ctx, input)

function columns(ctx: Ctx, input: About) {
  const { kind, title, trade, employment, places, pay_per, place_note, valid_until } = input
  const { tasks, wants, benefits, night_shifts, hazards } = input
  return {
    ...{ kind, title, trade, employment, places, pay_per, place_note, valid_until },
    ...{ tasks, wants, benefits, night_shifts, hazards },
    low_fen: input.low_fen ?? null,
    high_fen: input.high_fen ?? null,
    town: input.town ?? null,
    hints: hintsOf(ctx.centre, [title, tasks, wants, benefits]),
  }
}

async function refuseTooMany(ctx: Ctx, partyId: string): Promise<void> {
  const { n } = await ctx.db
    .selectFrom('job_post')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('party_id', '=', partyId)
    .where('state', 'in', ['submitted', 'returned', 'published'])
    .executeTakeFirstOrThrow()
  if (Number(n) >= mostPosts.of(ctx.centre))
    throw invalid({ '': `同时最多有 ${mostPosts.of(ctx.centre)} 个岗位，请先结束不再招的。` })
}

/** An employer on the blacklist recruits nobody here. */
export async function published(ctx: Ctx, row: JobPost, input: Reviewing) {
  const barred = await ctx.db
    .selectFrom('blacklisting')
    .select('id')
    .where('party_id', '=', row.party_id)
    .where('state', '=', 'in_force')
    .executeTakeFirst()
  if (barred) throw conflict('这家单位在失信名单上，岗位不能公开。', deskPage(row))
  return {
    published_at: row.published_at ?? ctx.now,
    confirmed_on: dayOf(ctx.now),
    review_words: input.review_words,
    reminded_until: null,
  }
}

export const confirmedOpen = async (ctx: Ctx) => ({
  valid_until: addDays(dayOf(ctx.now), validDays.of(ctx.centre)),
  confirmed_on: dayOf(ctx.now),
  reminded_until: null,
})

export const closed = async (ctx: Ctx, _row: JobPost, input: Closing) => ({
  end_reason: input.end_reason,
  ended_on: dayOf(ctx.now),
})

/** Whoever still waits for an answer gets one. */
export async function afterClosing(ctx: Ctx, row: JobPost): Promise<void> {
  await keepFindable(ctx, row)
  const waiting = await ctx.db
    .selectFrom('job_application')
    .select('id')
    .where('post_id', '=', row.id)
    .where('state', 'in', ['applied', 'viewed', 'invited', 'interview'])
    .limit(2_000)
    .execute()
  await performMany(
    { ...ctx, actor: system },
    workflows.get('job_application') as AnyWorkflow,
    'endWithPost',
    waiting.map(one => one.id),
    { reason: '这个岗位已经结束招聘。' },
  )
}

export async function joinedFair(ctx: Ctx, row: JobPost, input: Fair): Promise<void> {
  await ctx.db
    .insertInto('job_fair_post')
    .values({ activity_id: input.activity_id, post_id: row.id, booth: input.booth })
    .onConflict(same =>
      same.columns(['centre_id', 'activity_id', 'post_id']).doUpdateSet({ booth: input.booth }),
    )
    .execute()
}

export async function leftFair(ctx: Ctx, row: JobPost, input: Leaving): Promise<void> {
  await ctx.db
    .deleteFrom('job_fair_post')
    .where('post_id', '=', row.id)
    .where('activity_id', '=', input.activity_id)
    .execute()
}

export async function keepFindable(ctx: Ctx, row: JobPost): Promise<void> {
  if (row.state !== 'published') return dropFromIndex(ctx, 'job_post', row.id)
  const { name } = await ctx.db
    .selectFrom('party')
    .select('name')
    .where('id', '=', row.party_id)
    .executeTakeFirstOrThrow()
  await putInIndex(ctx, {
    subject: 'job_post',
    recordId: row.id,
    audience: 'public',
    title: row.title,
    summary: `${wordsOf(postKinds, row.kind)} · ${name} · ${placeWords(row.town, row.place_note)}`.slice(
      0,
      60,
    ),
    href: `/jobs/${row.id}`,
    text: `${name} ${wordsOf(trades, row.trade)} ${row.tasks} ${row.wants} ${placeWords(row.town, row.place_note)}`,
  })
}

/** All open posts of these employers, for when they are gone. */
export async function endPostsOf(ctx: Ctx, parties: readonly string[]): Promise<void> {
  const open = await ctx.db
    .selectFrom('job_post')
    .select('id')
    .where('party_id', '=', sql<string>`any (${[...parties]}::uuid[])`)
    .where('state', '!=', 'closed')
    .limit(1_000)
    .execute()
  await performMany(
    { ...ctx, actor: system },
    workflows.get('job_post') as AnyWorkflow,
    'endWithEmployer',
    open.map(one => one.id),
  )
}
