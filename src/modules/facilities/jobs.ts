import { dayOf } from '#platform/calendar'
import { warningDue } from '#platform/expiry'
import { defineJob } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { leases } from './queries.ts'
import { manageFacilities } from './workflow.ts'

const ending = defineTemplate('premises.ending', '{name}的租期或使用期 {day} 到期，请及时续签或安排搬迁。')

/** 60, 30 and 7 days before the lease of a place ends. */
export const warnOfLeases = defineJob({
  name: 'premises.ends',
  cron: '25 0 * * *',
  run: work =>
    work.write(async ctx => {
      for (const { id, name, lease_until, warned_days } of await leases(ctx)) {
        const due = warningDue(lease_until as string, dayOf(ctx.now), warned_days)
        if (due === null) continue
        await ctx.db.updateTable('premises').set({ warned_days: due }).where('id', '=', id).execute()
        const values = { name, day: lease_until as string }
        await tell(ctx, message({ duty: manageFacilities.code }, ending, values, '/desk/facilities'))
      }
    }),
})
