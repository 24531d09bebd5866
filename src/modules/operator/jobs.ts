import { dayOf } from '#platform/calendar'
import { warningDue } from '#platform/expiry'
import { defineJob } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { reportContract, superviseOperator } from './duties.ts'
import { endingContracts } from './queries.ts'

const ending = defineTemplate(
  'contract.ending',
  '运营合同「{title}」{day} 到期，请安排验收、续约或退出交接。',
)

/** 60, 30 and 7 days before a contract ends both sides are told. */
export const warnOfContractEnds = defineJob({
  name: 'contract.ends',
  cron: '30 0 * * *',
  run: work =>
    work.write(async ctx => {
      for (const { id, title, last_day, warned_days } of await endingContracts(ctx)) {
        const due = warningDue(last_day as string, dayOf(ctx.now), warned_days)
        if (due === null) continue
        await ctx.db
          .updateTable('operating_contract')
          .set({ warned_days: due })
          .where('id', '=', id)
          .execute()
        const values = { title, day: last_day as string }
        for (const { code } of [superviseOperator, reportContract])
          await tell(ctx, message({ duty: code }, ending, values, `/desk/operator/contracts/${id}`))
      }
    }),
})
