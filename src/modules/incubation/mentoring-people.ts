import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Who } from '#platform/who'
import type { FlowTable, RowOf, Visible } from '#platform/workflow'
import { seesIncubation } from './duties.ts'
import type { Mentor } from './people.ts'

export type Sitting = RowOf<'mentoring_session'>

/**
 * The mentor of a session or task. Which mentor an account is stands in the table of mentors, which a test cannot read: the
 * row is only theirs to see if they are that mentor, so whoever sees it and is neither start-up nor staff is the mentor.
 */
export const withMentor: Who<{ party_id: string }> = {
  says: '导师',
  test: (actor, row) =>
    actor.kind === 'person' && actor.staffId === null && !actor.parties.includes(row.party_id),
}

export const mentorOf = (ctx: Ctx, id: string): Promise<Mentor> =>
  ctx.db.selectFrom('mentor').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** The account's own mentors: one, as a rule. */
export const ownMentors = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mentor')
    .selectAll()
    .where('identity_id', '=', ctx.actor.identityId ?? noId)
    .limit(10)
    .execute()

type Kept = Extract<FlowTable, 'mentoring_session' | 'mentoring_task' | 'mentoring_wait'>

/** Both sides, and who works on it. */
export const visibleSittings =
  <T extends Kept>(table: T): Visible<T> =>
  ({ actor, db }, query) => {
    if (seesIncubation(actor)) return query
    const mine = db
      .selectFrom('mentor')
      .select('mentor.id')
      .where('mentor.identity_id', '=', actor.identityId ?? noId)
    const [party, mentor] = [sql.ref(`${table}.party_id`), sql.ref(`${table}.mentor_id`)]
    return query.where(sql<boolean>`(${party} = any (${[...actor.parties]}::uuid[]) or ${mentor} in ${mine})`)
  }
