import { type FeedEntry, whatIsMine } from '#modules/bookings'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'

/** The lessons of one's classes in one's own calendar: whoever still waits is not told to be there. */
export async function calendarEntries(ctx: Ctx, identityId: string): Promise<FeedEntry[]> {
  const theirs = ctx.db
    .selectFrom('mandate')
    .select('party_id')
    .where('identity_id', '=', identityId)
    .where('state', '=', 'active')
    .where('role', '!=', 'proxy')
    .where(eb => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', dayOf(ctx.now))]))
  const rows = await ctx.db
    .selectFrom('enrolment')
    .innerJoin('training_class', 'training_class.id', 'enrolment.class_id')
    .innerJoin('lesson', 'lesson.class_id', 'enrolment.class_id')
    .select(['lesson.id', 'lesson.title', 'lesson.place', 'lesson.starts_at', 'lesson.ends_at'])
    .select(['training_class.title as class', 'enrolment.id as enrolment_id', 'accepted_at'])
    .where(eb =>
      eb.or([eb('enrolment.identity_id', '=', identityId), eb('enrolment.party_id', 'in', theirs)]),
    )
    .where('enrolment.state', '=', 'accepted')
    .where('lesson.state', '=', 'planned')
    .where('lesson.starts_at', '>', new Date(ctx.now.getTime() - 90 * 86_400_000))
    .orderBy('lesson.starts_at')
    .limit(500)
    .execute()
  return rows.map(row => ({
    id: `${row.id}-${row.enrolment_id.slice(-12)}@${new URL(ctx.centre.origin).hostname}`,
    stamp: row.accepted_at ?? ctx.now,
    start: row.starts_at,
    end: row.ends_at,
    summary: `${row.class}：${row.title}`,
    location: row.place,
    description: '',
    url: `${ctx.centre.origin}/my/training/${row.enrolment_id}`,
  }))
}
whatIsMine(calendarEntries)
