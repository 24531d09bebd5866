import { type Day, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { post } from '#platform/outbox'
import { defineTemplate } from '#platform/templates'
import { fewestReporters, summaryDay } from './settings.ts'
import { type Latest, latestFigures } from './values.ts'
import { changeWords, words } from './words.ts'

const summary = defineTemplate('indicator.summary', '{what}：{count} 个指标。')

/** Who subscribed gets the figures by mail: every week, or on the first such day of a month. */
export const mailSummaries = defineJob({
  name: 'indicator.summary',
  cron: '30 8 * * *',
  run: work => work.write(mailDue),
})

/** How many letters are written on one day. */
const most = 200

async function mailDue(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  const rhythms = rhythmsOn(today, summaryDay.of(ctx.centre))
  if (rhythms.length === 0) return
  const due = await ctx.db
    .selectFrom('indicator_subscription')
    .innerJoin('staff', 'staff.id', 'indicator_subscription.staff_id')
    .select(['indicator_subscription.id', 'indicator_subscription.rhythm', 'staff.email', 'staff.name'])
    .where('indicator_subscription.state', '=', 'active')
    .where('staff.state', '=', 'active')
    .where('staff.email', 'is not', null)
    .where('rhythm', 'in', rhythms)
    .where(eb => eb.or([eb('sent_on', 'is', null), eb('sent_on', '<', today)]))
    .orderBy('indicator_subscription.id')
    .limit(most)
    .forUpdate('indicator_subscription')
    .skipLocked()
    .execute()
  if (due.length === 0) return
  const figures = (await latestFigures({ ...ctx, actor: system }, 'month')).filter(
    mayBeMailed(fewestReporters.of(ctx.centre)),
  )
  for (const { id, rhythm, email } of due) {
    const what = rhythm === 'weekly' ? '数据周报' : '数据月报'
    const text = [...figures.map(lineOf), `${ctx.centre.origin}/desk/indicators`].join('\n')
    const mail = { subject: `【${ctx.centre.name}】${what}`, text }
    await post(ctx, [
      {
        ...{ notification_id: null, channel: 'mail', recipient: email ?? '', template: summary.code },
        body: summary.text.replace('{what}', what).replace('{count}', String(figures.length)),
        ...{ sealed: ctx.centre.keys.encrypt(JSON.stringify(mail)), about_id: id },
      },
    ])
    // When it was sent is a counter, no action.
    await ctx.db.updateTable('indicator_subscription').set({ sent_on: today }).where('id', '=', id).execute()
  }
}

/** A mail leaves the house: what single reporters told does not go with it. */
const mayBeMailed =
  (fewest: number) =>
  (one: Latest): boolean =>
    one.entry.source === 'counted' || one.reporters === null || one.reporters >= fewest

/** Which letters go out on a day: weekly on its weekday, monthly on the first such day of a month. */
export function rhythmsOn(today: Day, weekday: number): Array<'weekly' | 'monthly'> {
  if ((new Date(today).getUTCDay() || 7) !== weekday) return []
  return Number(today.slice(8)) <= 7 ? ['weekly', 'monthly'] : ['weekly']
}

function lineOf({ entry, period, value, before, yearBefore, late }: Latest): string {
  if (value === null || !period) return `${entry.label}：${late ? '应有而没有数据' : '没有数据'}`
  const { measure, unit } = entry
  const compared = [
    before === null ? '' : `比上期${changeWords(measure, value, before)}`,
    yearBefore === null ? '' : `比上年同期${changeWords(measure, value, yearBefore)}`,
  ].filter(Boolean)
  return `${entry.label}（${period.label}）：${words(measure, unit, value)}${compared.length > 0 ? `，${compared.join('，')}` : ''}`
}
