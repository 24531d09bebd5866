import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { foundIds, search } from '#platform/search'
import { shownDealtDays } from './settings.ts'

export interface MarketFilter {
  question: string
  kind: string
  /** A category, or the family of several. */
  category: string
  place: string
  after: string
}

const page = <R extends { id: string }>(rows: R[], limit: number) => ({
  rows: rows.slice(0, limit),
  next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
})

const ofCategory = (code: string) =>
  code.includes('.') ? sql<boolean>`posting.category = ${code}` : sql<boolean>`posting.family = ${code}`

/** Public postings with who posted them: names of persons are masked by the page, no contact is read. */
const publicPostings = (ctx: Ctx) =>
  ctx.db
    .selectFrom('posting')
    .innerJoin('party', 'party.id', 'posting.party_id')
    .select([
      'posting.id',
      'posting.kind',
      'posting.category',
      'posting.title',
      'posting.specification',
      'posting.quantity',
      'posting.unit',
      'posting.low_fen',
      'posting.high_fen',
      'posting.place',
      'posting.place_note',
      'posting.months',
      'posting.delivery',
      'posting.certificates',
      'posting.samples',
      'posting.valid_until',
      'posting.state',
      'posting.published_at',
      'party.name as party',
      'party.kind as party_kind',
    ])

/** 供需大厅, newest first: what is valid today, and what was dealt lately, marked so. */
export async function market(ctx: Ctx, filter: MarketFilter, limit: number) {
  const today = dayOf(ctx.now)
  let query = publicPostings(ctx)
    .where(eb =>
      eb.or([
        eb.and([eb('posting.state', '=', 'published'), eb('posting.valid_until', '>=', today)]),
        eb.and([
          eb('posting.state', '=', 'dealt'),
          eb('posting.ended_on', '>=', addDays(today, -shownDealtDays.of(ctx.centre))),
        ]),
      ]),
    )
    .orderBy('posting.id', 'desc')
    .limit(limit + 1)
  if (filter.kind) query = query.where('posting.kind', '=', filter.kind)
  if (filter.category) query = query.where(ofCategory(filter.category))
  if (filter.place) query = query.where('posting.place', '=', filter.place)
  if (filter.after) query = query.where('posting.id', '<', filter.after)
  if (filter.question) {
    const ids = await foundIds(ctx, filter.question, 'posting')
    if (ids) query = query.where('posting.id', 'in', [noId, ...ids])
  }
  return page(await query.execute(), limit)
}

export const publicPostingById = (ctx: Ctx, id: string) =>
  publicPostings(ctx)
    .where('posting.id', '=', id)
    .where('posting.state', 'in', ['published', 'dealt'])
    .executeTakeFirst()

/** Success notices that both sides agreed to, newest first. */
export const notices = (ctx: Ctx, limit: number) =>
  ctx.db
    .selectFrom('introduction')
    .innerJoin('party as a', 'a.id', 'introduction.asker_party_id')
    .innerJoin('party as o', 'o.id', 'introduction.owner_party_id')
    .select([
      'introduction.id',
      'introduction.title',
      'introduction.notice',
      'introduction.notice_on',
      'a.name as asker',
      'a.kind as asker_kind',
      'o.name as owner',
      'o.kind as owner_kind',
    ])
    .where('notice', 'is not', null)
    .orderBy('notice_on', 'desc')
    .orderBy('introduction.id', 'desc')
    .limit(limit)
    .execute()

export interface ListFilter {
  question: string
  kind: string
  category: string
  state: string
  after: string
}
const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Parties that a question names. */
async function partiesNamed(ctx: Ctx, question: string): Promise<string[]> {
  const hits = await search(ctx, question, { asStaff: true, subject: 'party', limit: 100 })
  return [noId, ...hits.map(hit => hit.record_id)]
}

/** 供需台账, newest first, page by key. */
export async function postingList(ctx: Ctx, filter: ListFilter, limit: number) {
  let query = ctx.db
    .selectFrom('posting')
    .innerJoin('party', 'party.id', 'posting.party_id')
    .selectAll('posting')
    .select(['party.name as party'])
    .select(eb =>
      eb
        .selectFrom('posting_match')
        .where(sql<boolean>`posting.id in (posting_match.supply_id, posting_match.demand_id)`)
        .where('stands', '=', true)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('matches'),
    )
    .orderBy('posting.id', 'desc')
    .limit(limit + 1)
  if (filter.kind) query = query.where('posting.kind', '=', filter.kind)
  if (filter.state) query = query.where('posting.state', '=', filter.state)
  if (filter.category) query = query.where(ofCategory(filter.category))
  if (filter.after) query = query.where('posting.id', '<', filter.after)
  if (filter.question) {
    const parties = await partiesNamed(ctx, filter.question)
    query = query.where(eb =>
      eb.or([eb('posting.title', 'like', like(filter.question)), eb('posting.party_id', 'in', parties)]),
    )
  }
  return page(await query.execute(), limit)
}

/** 对接台账, newest first, page by key. */
export async function introductionList(
  ctx: Ctx,
  filter: Pick<ListFilter, 'question' | 'state' | 'after'>,
  limit: number,
) {
  let query = withParties(ctx)
    .leftJoin('staff', 'staff.id', 'introduction.officer_id')
    .select('staff.name as officer')
    .orderBy('introduction.id', 'desc')
    .limit(limit + 1)
  if (filter.state) query = query.where('introduction.state', '=', filter.state)
  if (filter.after) query = query.where('introduction.id', '<', filter.after)
  if (filter.question) {
    const parties = await partiesNamed(ctx, filter.question)
    query = query.where(eb =>
      eb.or([
        eb('introduction.title', 'like', like(filter.question)),
        eb('asker_party_id', 'in', parties),
        eb('owner_party_id', 'in', parties),
      ]),
    )
  }
  return page(await query.execute(), limit)
}

const withParties = (ctx: Ctx) =>
  ctx.db
    .selectFrom('introduction')
    .innerJoin('party as a', 'a.id', 'introduction.asker_party_id')
    .innerJoin('party as o', 'o.id', 'introduction.owner_party_id')
    .selectAll('introduction')
    .select(['a.name as asker', 'o.name as owner'])

export const postingsOfActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('posting')
    .selectAll()
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('id', 'desc')
    .limit(200)
    .execute()

/** Rounds of talks, oldest first. */
export const roundsOf = (ctx: Ctx, introductionId: string) =>
  ctx.db
    .selectFrom('introduction_round')
    .selectAll()
    .where('introduction_id', '=', introductionId)
    .orderBy('on_day')
    .orderBy('id')
    .limit(200)
    .execute()

export const figuresOf = (ctx: Ctx, introductionId: string) =>
  ctx.db
    .selectFrom('introduction_figure')
    .selectAll()
    .where('introduction_id', '=', introductionId)
    .orderBy('id')
    .limit(200)
    .execute()

export const followUpsOf = (ctx: Ctx, introductionId: string) =>
  ctx.db
    .selectFrom('introduction_follow_up')
    .selectAll()
    .where('introduction_id', '=', introductionId)
    .orderBy('after_days')
    .limit(20)
    .execute()

/** Introductions and follow-ups that an officer is in charge of. */
export const introductionsHeldBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('introduction')
    .select('id')
    .where('officer_id', '=', staffId)
    .where('state', 'in', ['sounding', 'offered', 'talking', 'following'])
    .limit(1_000)
    .execute()

export const followUpsHeldBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('introduction_follow_up')
    .select('id')
    .where('officer_id', '=', staffId)
    .where('state', 'in', ['waiting', 'due'])
    .limit(2_000)
    .execute()

/** Public postings that end by this day. */
export const endingBy = (ctx: Ctx, day: string, limit: number) =>
  ctx.db
    .selectFrom('posting')
    .select(['id', 'valid_until', 'reminded_until'])
    .where('state', '=', 'published')
    .where('valid_until', '<=', day)
    .where(sql<boolean>`(valid_until < ${dayOf(ctx.now)} or reminded_until is distinct from valid_until)`)
    .orderBy('valid_until')
    .limit(limit)
    .execute()
