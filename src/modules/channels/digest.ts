import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { defineJob, type Work } from '#platform/jobs'
import { type Publication, recentPublications } from '#platform/publications'
import { postDigest } from './letters.ts'
import { forgetReaders } from './readings.ts'
import { digestMost, weeklyDay } from './settings.ts'
import type { Subscriber } from './subscriber.ts'

/** So many subscribers are looked after in one transaction. */
const batch = 100
/** Further back a digest does not look, however long somebody's last one is ago. */
const mostDays = 31
/** What was published a moment ago may not be visible yet while its transaction lasts: it is for the next time. */
const settled = 5 * 60_000

/** Every morning: the letters of the day, and of the week on its day. What was done today is not done again. */
export const sendDigests = defineJob({
  name: 'channel.digest',
  cron: '30 8 * * *',
  async run(work) {
    await work.write(forgetReaders)
    while ((await lookAfter(work)) === batch);
  },
})

async function lookAfter(work: Work): Promise<number> {
  return work.write(async ctx => {
    const today = dayOf(ctx.now)
    const due = await dueToday(ctx, today)
    if (due.length === 0) return 0
    const since = new Date(
      Math.max(
        Math.min(...due.map(row => row.digest_at?.getTime() ?? ctx.now.getTime())),
        ctx.now.getTime() - mostDays * 86_400_000,
      ),
    )
    const news = await recentPublications(ctx, { since, limit: 500 })
    for (const row of due) await digestFor(ctx, row, news, today)
    return due.length
  })
}

/** Whose letter is due and who was not looked at today; locked, so that of two who work only one writes. */
const dueToday = (ctx: Ctx, today: Day): Promise<Subscriber[]> => {
  const isWeekly = (new Date(today).getUTCDay() || 7) === weeklyDay.of(ctx.centre)
  return ctx.db
    .selectFrom('digest_subscriber')
    .selectAll()
    .where('state', '=', 'active')
    .where(eb => eb.or([eb('digest_on', 'is', null), eb('digest_on', '<', today)]))
    .where('rhythm', 'in', isWeekly ? ['daily', 'weekly'] : ['daily'])
    .orderBy('id')
    .limit(batch)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Nothing new, no letter. When it was looked is a counter, no action. */
async function digestFor(ctx: Ctx, row: Subscriber, all: readonly Publication[], today: Day): Promise<void> {
  const since = row.digest_at ?? ctx.now
  const until = new Date(ctx.now.getTime() - settled)
  const news = all.filter(one => one.at > since && one.at <= until && row.columns.includes(one.column))
  const shown = news.slice(0, digestMost.of(ctx.centre))
  if (shown.length > 0) await postDigest(ctx, row, shown, news.length - shown.length)
  await ctx.db
    .updateTable('digest_subscriber')
    .set({ digest_on: today, ...(shown.length > 0 && { digest_at: until }) })
    .where('id', '=', row.id)
    .execute()
}
