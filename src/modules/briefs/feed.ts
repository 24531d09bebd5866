import { whatIsMine } from '#modules/bookings'
import { addDays, dayOf, startOfDay } from '#platform/calendar'
import { whatIsDue } from '#platform/due'

const hour = 3_600_000
/** How far ahead the calendar of a member of staff tells what is due. */
const ahead = 60

/** Staff find what is due in their own calendar, at nine in the morning of its day, as long as it is not done. */
whatIsMine(async (ctx, identityId) => {
  const staff = await ctx.db
    .selectFrom('staff')
    .select('id')
    .where('identity_id', '=', identityId)
    .where('state', '=', 'active')
    .where('organisation', 'in', ['centre', 'bureau'])
    .executeTakeFirst()
  if (!staff) return []
  const today = dayOf(ctx.now)
  const due = await whatIsDue(ctx, addDays(today, -7), addDays(today, ahead))
  return due
    .filter(one => one.state !== 'done')
    .map(one => {
      const start = new Date(startOfDay(one.day).getTime() + 9 * hour)
      return {
        ...{ stamp: ctx.now, start, end: new Date(start.getTime() + hour / 2), location: '' },
        id: `due-${ctx.centre.keys.hash(`${one.source} ${one.day} ${one.what} ${one.to}`).slice(0, 24)}@${new URL(ctx.centre.origin).hostname}`,
        summary: `${one.what}：${one.from}报${one.to}`,
        description: one.source,
        url: `${ctx.centre.origin}${one.href ?? `/desk/briefs/calendar?month=${one.day.slice(0, 7)}`}`,
      }
    })
})
