import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { JobCheck, Resume } from '../people.ts'

const open = ['applied', 'viewed', 'invited', 'interview', 'offered', 'hired', 'started'] as const

/** Résumés of a person, newest first. */
export const resumesOfParty = (ctx: Ctx, partyId: string): Promise<Resume[]> =>
  ctx.db
    .selectFrom('resume')
    .selectAll()
    .where('party_id', '=', partyId)
    .where('state', '=', 'kept')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

export const resumesOfActor = (ctx: Ctx): Promise<Resume[]> =>
  ctx.db
    .selectFrom('resume')
    .selectAll()
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .where('state', '=', 'kept')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

/** Whether a résumé is in an application that is not decided: it cannot be taken away under it. */
export async function openWithResume(ctx: Ctx, resumeId: string): Promise<boolean> {
  const found = await ctx.db
    .selectFrom('job_application')
    .select('id')
    .where('resume_id', '=', resumeId)
    .where('state', 'in', ['applied', 'viewed', 'invited', 'interview', 'offered'])
    .executeTakeFirst()
  return found !== undefined
}

/** Whether the actor is an employer to whom this résumé is shown just now: by consent that still stands, and once opened. */
export async function showsResume(ctx: Ctx, resumeId: string): Promise<boolean> {
  const found = await ctx.db
    .selectFrom('job_application')
    .select('id')
    .where('resume_id', '=', resumeId)
    .where('employer_party_id', 'in', [noId, ...ctx.actor.parties])
    .where('viewed_at', 'is not', null)
    .where('consent_ended_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/** The résumé of an application for its employer, or null where it is not shown: not opened yet, or taken back. */
export async function resumeShown(
  ctx: Ctx,
  row: { resume_id: string; viewed_at: Date | null; consent_ended_at: Date | null },
): Promise<Resume | null> {
  if (row.viewed_at === null || row.consent_ended_at !== null) return null
  const resume = await ctx.db
    .selectFrom('resume')
    .selectAll()
    .where('id', '=', row.resume_id)
    .where('state', '=', 'kept')
    .executeTakeFirst()
  return resume ?? null
}

/** What a person has going on, and where they were hired: no second time for the same post. */
export const openOfParty = (ctx: Ctx, partyId: string) =>
  ctx.db
    .selectFrom('job_application')
    .select(['id', 'post_id'])
    .where('party_id', '=', partyId)
    .where('state', 'in', [...open])
    .limit(500)
    .execute()

const listed = (ctx: Ctx) =>
  ctx.db
    .selectFrom('job_application')
    .innerJoin('job_post', 'job_post.id', 'job_application.post_id')
    .innerJoin('party as person', 'person.id', 'job_application.party_id')
    .innerJoin('party as firm', 'firm.id', 'job_application.employer_party_id')
    .selectAll('job_application')
    .select(['job_post.kind', 'job_post.trade', 'job_post.contact_name', 'job_post.contact_phone'])
    .select(['person.name as person', 'firm.name as employer'])

export const applicationById = (ctx: Ctx, id: string) =>
  listed(ctx).where('job_application.id', '=', id).executeTakeFirst()
export type ApplicationRow = NonNullable<Awaited<ReturnType<typeof applicationById>>>

/** The actor's own applications, newest first. */
export const applicationsOfActor = (ctx: Ctx): Promise<ApplicationRow[]> =>
  listed(ctx)
    .where('job_application.party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('job_application.id', 'desc')
    .limit(100)
    .execute()

/** Who applied for a post, for its employer: nothing of what was withdrawn. */
export const applicationsOfPost = (ctx: Ctx, postId: string): Promise<ApplicationRow[]> =>
  listed(ctx)
    .where('job_application.post_id', '=', postId)
    .where('job_application.state', '!=', 'withdrawn')
    .orderBy('job_application.id', 'desc')
    .limit(500)
    .execute()

/** Whether the consent on paper is for the actor: the person's own, or staff who see the application. */
export async function isHelpedWith(ctx: Ctx, id: string): Promise<boolean> {
  if (ctx.actor.staffId || ctx.actor.kind === 'system') return true
  const row = await ctx.db
    .selectFrom('job_application')
    .select('party_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined && ctx.actor.parties.includes(row.party_id)
}

/** Those of a post that staff entered for somebody, newest first. */
export const enteredOfPost = (ctx: Ctx, postId: string): Promise<ApplicationRow[]> =>
  listed(ctx)
    .where('job_application.post_id', '=', postId)
    .where('job_application.entered_by', 'is not', null)
    .orderBy('job_application.id', 'desc')
    .limit(100)
    .execute()

/** How many a post has in each state. */
export const countsOfPost = (ctx: Ctx, postId: string) =>
  ctx.db
    .selectFrom('job_application')
    .select(['state'])
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('post_id', '=', postId)
    .groupBy('state')
    .execute()

export const checksOf = (ctx: Ctx, applicationIds: readonly string[]): Promise<JobCheck[]> =>
  ctx.db
    .selectFrom('job_check')
    .selectAll()
    .where('application_id', 'in', [noId, ...applicationIds])
    .orderBy('after_days')
    .limit(2_000)
    .execute()

/** What the actor is asked just now: still there, and did anybody take money. */
export const checksDueOfActor = (ctx: Ctx): Promise<JobCheck[]> =>
  ctx.db
    .selectFrom('job_check')
    .selectAll()
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .where('state', '=', 'due')
    .orderBy('due_on')
    .limit(20)
    .execute()

export interface HireFilter {
  question: string
  state: string
  kind: string
  after: string
}

/** 录用台账: whoever was hired, newest first, with whether they came and stayed. */
export async function hireList(ctx: Ctx, filter: HireFilter, limit: number) {
  const still = (at: 0 | 1) =>
    sql<boolean | null>`(select c.still_there from job_check c where c.centre_id = job_application.centre_id
      and c.application_id = job_application.id order by c.after_days offset ${at} limit 1)`
  let query = listed(ctx)
    .select(still(0).as('first'))
    .select(still(1).as('second'))
    .where('job_application.hired_at', 'is not', null)
    .orderBy('job_application.id', 'desc')
    .limit(limit + 1)
  if (filter.state) query = query.where('job_application.state', '=', filter.state)
  if (filter.kind) query = query.where('job_post.kind', '=', filter.kind)
  if (filter.after) query = query.where('job_application.id', '<', filter.after)
  if (filter.question) {
    const words = `%${filter.question.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(
      sql<boolean>`(job_application.title like ${words} or firm.name like ${words} or person.name like ${words})`,
    )
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
