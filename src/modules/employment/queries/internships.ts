import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Internship } from '../people.ts'

/** 实习日记, oldest first. */
export const entriesOf = (ctx: Ctx, internshipId: string) =>
  ctx.db
    .selectFrom('internship_entry')
    .selectAll()
    .where('internship_id', '=', internshipId)
    .orderBy('on_day')
    .limit(400)
    .execute()

const listed = (ctx: Ctx) =>
  ctx.db
    .selectFrom('internship')
    .innerJoin('party as firm', 'firm.id', 'internship.employer_party_id')
    .selectAll('internship')
    .select('firm.name as employer')
    .select(
      sql<number>`(select count(*)::int from internship_entry e where e.centre_id = internship.centre_id
        and e.internship_id = internship.id)`.as('entries'),
    )
export type InternshipRow = Internship & { employer: string; entries: number }

export const internshipById = (ctx: Ctx, id: string): Promise<InternshipRow | undefined> =>
  listed(ctx).where('internship.id', '=', id).executeTakeFirst()

/** On either side, newest first. */
export const internshipsOfActor = (ctx: Ctx): Promise<InternshipRow[]> =>
  listed(ctx)
    .where(eb =>
      eb.or([
        eb('internship.party_id', 'in', [noId, ...ctx.actor.parties]),
        eb('internship.employer_party_id', 'in', [noId, ...ctx.actor.parties]),
      ]),
    )
    .orderBy('internship.id', 'desc')
    .limit(50)
    .execute()

/** The one of an application, if there is one that goes on or has ended well. */
export const internshipOf = (ctx: Ctx, applicationId: string): Promise<InternshipRow | undefined> =>
  listed(ctx)
    .where('internship.application_id', '=', applicationId)
    .orderBy('internship.id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** 实习台账, newest first. */
export async function internshipList(
  ctx: Ctx,
  filter: { question: string; state: string; after: string },
  limit: number,
) {
  let query = listed(ctx)
    .orderBy('internship.id', 'desc')
    .limit(limit + 1)
  if (filter.state) query = query.where('internship.state', '=', filter.state)
  if (filter.after) query = query.where('internship.id', '<', filter.after)
  if (filter.question) {
    const words = `%${filter.question.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(
      sql<boolean>`(internship.title like ${words} or firm.name like ${words} or internship.person_name like ${words})`,
    )
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
