import { type FeedEntry, whatIsMine } from '#modules/bookings'
import { dayOf } from '#platform/calendar'
import { holding } from './session-rules.ts'

/** 辅导 in the own calendar of both: the start-up's people by their mandate, the mentor by their account. */
whatIsMine(async (ctx, identityId): Promise<FeedEntry[]> => {
  const theirs = ctx.db
    .selectFrom('mandate')
    .select('mandate.party_id')
    .where('identity_id', '=', identityId)
    .where('state', '=', 'active')
    .where(eb => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', dayOf(ctx.now))]))
  const rows = await ctx.db
    .selectFrom('mentoring_session')
    .innerJoin('mentor', 'mentor.id', 'mentoring_session.mentor_id')
    .innerJoin('incubation', 'incubation.id', 'mentoring_session.incubation_id')
    .select(['mentoring_session.id', 'starts_at', 'ends_at', 'topic', 'mentoring_session.place', 'booked_at'])
    .select(['mentor.name as mentor', 'mentor.identity_id', 'incubation.name as project'])
    .where('mentoring_session.state', 'in', holding)
    .where('starts_at', '>', new Date(ctx.now.getTime() - 90 * 86_400_000))
    .where(eb =>
      eb.or([eb('mentoring_session.party_id', 'in', theirs), eb('mentor.identity_id', '=', identityId)]),
    )
    .orderBy('starts_at')
    .limit(500)
    .execute()
  return rows.map(row => ({
    id: `${row.id}@${new URL(ctx.centre.origin).hostname}`,
    stamp: row.booked_at,
    start: row.starts_at,
    end: row.ends_at,
    summary: row.identity_id === identityId ? `辅导「${row.project}」` : `导师辅导：${row.mentor}`,
    location: row.place,
    description: row.topic,
    url: `${ctx.centre.origin}/my/incubation/sessions/${row.id}`,
  }))
})
