import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Talent } from '../people.ts'

export interface TalentFilter {
  question: string
  trade: string
  town: string
  after: string
}

/** 人才库 by skill, town and wish, newest first; only who is listed. */
export async function talentList(ctx: Ctx, filter: TalentFilter, limit: number) {
  let query = ctx.db
    .selectFrom('talent')
    .selectAll()
    .select(
      sql<number>`(select count(*)::int from talent_introduction i where i.centre_id = talent.centre_id
        and i.talent_id = talent.id)`.as('introductions'),
    )
    .where('state', '=', 'listed')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (filter.trade) query = query.where('trade', '=', filter.trade)
  if (filter.town) query = query.where('town', '=', filter.town)
  if (filter.after) query = query.where('id', '<', filter.after)
  if (filter.question) {
    const words = `%${filter.question.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(
      sql<boolean>`(headline like ${words} or wish like ${words} or array_to_string(skills, ' ') like ${words})`,
    )
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}

/** What the actor has in the pool: one entry a person. */
export const talentsOfActor = (ctx: Ctx): Promise<Talent[]> =>
  ctx.db
    .selectFrom('talent')
    .selectAll()
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .where('state', '=', 'listed')
    .limit(20)
    .execute()

const listed = (ctx: Ctx) =>
  ctx.db
    .selectFrom('talent_introduction')
    .innerJoin('party as firm', 'firm.id', 'talent_introduction.employer_party_id')
    .innerJoin('talent', 'talent.id', 'talent_introduction.talent_id')
    .innerJoin('staff', 'staff.id', 'talent_introduction.officer_id')
    .leftJoin('job_post', 'job_post.id', 'talent_introduction.post_id')
    .selectAll('talent_introduction')
    .select(['firm.name as employer', 'job_post.title as post', 'staff.name as officer'])
    .select([
      'talent.headline',
      'talent.skills',
      'talent.trade',
      'talent.town',
      'talent.education',
      'talent.years',
    ])
    .select(['talent.contact_name', 'talent.contact_phone'])

export const introductionById = (ctx: Ctx, id: string) =>
  listed(ctx).where('talent_introduction.id', '=', id).executeTakeFirst()
export type IntroductionRow = NonNullable<Awaited<ReturnType<typeof introductionById>>>

export const introductionsOfTalent = (ctx: Ctx, talentId: string): Promise<IntroductionRow[]> =>
  listed(ctx)
    .where('talent_introduction.talent_id', '=', talentId)
    .orderBy('talent_introduction.id', 'desc')
    .limit(100)
    .execute()

/** The actor's: as the person, or as the employer who may know of it. */
export const introductionsOfActor = (ctx: Ctx): Promise<IntroductionRow[]> =>
  listed(ctx)
    .where(eb =>
      eb.or([
        eb('talent_introduction.party_id', 'in', [noId, ...ctx.actor.parties]),
        eb.and([
          eb('talent_introduction.employer_party_id', 'in', [noId, ...ctx.actor.parties]),
          eb('talent_introduction.state', 'in', ['asked', 'agreed', 'concluded']),
        ]),
      ]),
    )
    .orderBy('talent_introduction.id', 'desc')
    .limit(50)
    .execute()
