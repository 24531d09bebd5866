import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { ended, inHouse } from '../codes.ts'

const detailed = (ctx: Ctx) =>
  ctx.db
    .selectFrom('incubation')
    .innerJoin('party', 'party.id', 'incubation.party_id')
    .leftJoin('staff', 'staff.id', 'incubation.owner_id')
    .selectAll('incubation')
    .select(['party.name as party', 'staff.name as owner'])
export type ProjectRow = NonNullable<Awaited<ReturnType<typeof projectById>>>

export const projectById = (ctx: Ctx, id: string) =>
  detailed(ctx).where('incubation.id', '=', id).executeTakeFirst()

export interface ProjectFilter {
  question?: string
  state?: string
  field?: string
  /** Only what this member of staff was asked to review. */
  reviewer?: string | null
}

/** 入孵台账: all projects, newest first, page by page; one more than asked for where there are more. */
export function projectList(ctx: Ctx, filter: ProjectFilter, page: number, size: number) {
  let query = detailed(ctx)
    .select(eb => [
      eb
        .selectFrom('incubation_month')
        .whereRef('incubation_month.incubation_id', '=', 'incubation.id')
        .where('incubation_month.state', '=', 'due')
        .where('incubation_month.late_from', '<=', dayOf(ctx.now))
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('late'),
    ])
    .orderBy('incubation.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state === 'in_house') query = query.where('incubation.state', 'in', [...inHouse])
  else if (filter.state) query = query.where('incubation.state', '=', filter.state)
  if (filter.reviewer)
    query = query.where(sql<boolean>`${filter.reviewer}::uuid = any (incubation.reviewer_ids)`)
  if (filter.field) query = query.where('incubation.field', '=', filter.field)
  if (filter.question) {
    const words = filter.question
    query = query.where(
      sql<boolean>`(strpos(incubation.name, ${words}) > 0 or strpos(party.name, ${words}) > 0)`,
    )
  }
  return query.execute()
}

/** 退出与毕业台账 */
export function endedList(ctx: Ctx, state: string, page: number, size: number) {
  const query = detailed(ctx)
    .select(eb => [
      eb
        .selectFrom('incubation_tracking')
        .whereRef('incubation_tracking.incubation_id', '=', 'incubation.id')
        .where('incubation_tracking.state', '=', 'recorded')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('tracked'),
    ])
    .where('incubation.state', 'in', [...ended])
    .orderBy('incubation.ended_at', 'desc')
    .orderBy('incubation.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  return (state ? query.where('incubation.state', '=', state) : query).execute()
}

/** The actor's own, what is going on first. */
export const ownProjects = (ctx: Ctx) =>
  detailed(ctx)
    .where('incubation.party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('incubation.id', 'desc')
    .limit(50)
    .execute()

/** What everybody may read of applications in 公示. */
export const inPublicity = (ctx: Ctx) =>
  ctx.db
    .selectFrom('incubation')
    .innerJoin('party', 'party.id', 'incubation.party_id')
    .select(['incubation.id', 'incubation.state', 'incubation.name', 'field', 'introduction', 'score'])
    .select(['party.name as party', 'party.kind', 'opinion'])
    .where('incubation.state', 'in', ['publicity', 'objected'])
    .orderBy('incubation.id', 'desc')
    .limit(50)
    .execute()

const shownStates = ['incubating', 'warned', 'graduated', 'closed'] as const

/** Start-ups that agreed to be shown. */
export const shownProjects = (ctx: Ctx) =>
  ctx.db
    .selectFrom('incubation')
    .select(['id', 'name', 'field', 'state', 'shown_about', 'shown_link', 'graduated_on', 'first_day'])
    .where('shown_at', 'is not', null)
    .where('state', 'in', shownStates)
    .orderBy('shown_at', 'desc')
    .limit(60)
    .execute()

export const shownProject = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('incubation')
    .select(['id', 'name', 'field', 'state', 'shown_about', 'shown_link', 'graduated_on', 'first_day'])
    .where('id', '=', id)
    .where('shown_at', 'is not', null)
    .where('state', 'in', shownStates)
    .executeTakeFirst()

export const objectionsOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('incubation_objection')
    .selectAll()
    .where('incubation_id', '=', id)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export const guides = (ctx: Ctx) =>
  ctx.db.selectFrom('incubation_guide').selectAll().orderBy('version', 'desc').limit(50).execute()
