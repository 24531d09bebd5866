import { whatIsMine } from '#modules/bookings'
import { dayOf } from '#platform/calendar'

/** Interviews that both confirmed stand in one's own calendar, on either side. */
whatIsMine(async (ctx, identityId) => {
  const theirs = ctx.db
    .selectFrom('mandate')
    .select('party_id')
    .where('identity_id', '=', identityId)
    .where('state', '=', 'active')
    .where(eb => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', dayOf(ctx.now))]))
  const rows = await ctx.db
    .selectFrom('job_application')
    .select(['id', 'title', 'interview_at', 'interview_place', 'applied_at'])
    .where('state', '=', 'interview')
    .where(eb => eb.or([eb('party_id', 'in', theirs), eb('employer_party_id', 'in', theirs)]))
    .where('interview_at', '>', new Date(ctx.now.getTime() - 90 * 86_400_000))
    .orderBy('interview_at')
    .limit(200)
    .execute()
  return rows.map(row => {
    const start = row.interview_at as Date
    return {
      id: `${row.id}@${new URL(ctx.centre.origin).hostname}`,
      ...{ stamp: row.applied_at, start, end: new Date(start.getTime() + 3_600_000) },
      ...{ summary: `面试：${row.title}`, location: row.interview_place, description: '' },
      url: `${ctx.centre.origin}/my/jobs/applications/${row.id}`,
    }
  })
})
