import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { warningDue } from '#platform/expiry'
import { defineJob } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { manageAssets } from './duties.ts'
import { overdueLoans, warranties } from './queries.ts'
import { remindDays } from './settings.ts'
import { nameOf } from './workflow.ts'

const texts = {
  warranty: defineTemplate('asset.warranty', '{what}的保修 {day} 到期，有毛病请尽早报修。'),
  overdue: defineTemplate(
    'asset.overdue',
    '{what}借给{who}，约定 {day} 归还，已经逾期，请联系收回或办理续借。',
  ),
  late: defineTemplate('asset.overdue.borrower', '您借用的{what}已过约定的归还日期 {day}，请尽快归还。', {
    sms: true,
  }),
}
const page = (id: string): string => `/desk/assets/${id}`

/** 60, 30 and 7 days before a warranty ends its keeper and whoever manages the assets are told. */
async function warnOfWarranties(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  for (const one of await warranties(ctx, addDays(today, 60))) {
    const day = one.warranty_until as string
    const due = warningDue(day, today, one.warned_days)
    if (due === null) continue
    await ctx.db.updateTable('asset').set({ warned_days: due }).where('id', '=', one.id).execute()
    for (const to of [{ staff: one.keeper_id }, { duty: manageAssets.code }])
      await tell(ctx, message(to, texts.warranty, { what: nameOf(one), day }, page(one.id)))
  }
}

/** What was not brought back in time: borrower and keeper are reminded, and again every few days. */
async function remindOfLoans(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  const every = remindDays.of(ctx.centre)
  for (const one of await overdueLoans(ctx, today)) {
    if (one.reminded_on && addDays(one.reminded_on, every) > today) continue
    await ctx.db.updateTable('asset').set({ reminded_on: today }).where('id', '=', one.id).execute()
    const what = nameOf(one)
    const day = one.due_back as string
    await tell(
      ctx,
      message({ phone: one.lent_phone as string }, texts.late, { what, day }),
      message(
        { staff: one.keeper_id },
        texts.overdue,
        { what, who: one.lent_to as string, day },
        page(one.id),
      ),
    )
  }
}

export const watchAssets = defineJob({
  name: 'asset.watch',
  cron: '35 8 * * *',
  run: work =>
    work.write(async ctx => {
      await warnOfWarranties(ctx)
      await remindOfLoans(ctx)
    }),
})
