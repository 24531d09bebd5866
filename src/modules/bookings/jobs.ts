import { onMerge } from '#modules/parties'
import { defineRecordHolding, staffOfCentre } from '#modules/team'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { warningDue } from '#platform/expiry'
import { defineJob } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { performMany } from '#platform/perform'
import { defineTemplate } from '#platform/templates'
import { manageBookings } from './duties.ts'
import { overdueBookings, vehicles } from './queries.ts'
import { graceMinutes } from './settings.ts'
import { bookingFlow } from './workflow.ts'

const by = { asked: 'lapse', granted: 'miss', in_use: 'finish' } as const

/** What nobody decided, came to or signed out of does not hold a room for ever. */
export const settleBookings = defineJob({
  name: 'booking.settle',
  cron: '*/10 * * * *',
  run: work =>
    work.write(async ctx => {
      const late = await overdueBookings(ctx, graceMinutes.of(ctx.centre))
      for (const [state, rows] of Map.groupBy(late, row => row.state as keyof typeof by))
        await performMany(
          { ...ctx, actor: system },
          bookingFlow,
          by[state],
          rows.map(row => row.id),
        )
    }),
})

const ending = defineTemplate('vehicle.ending', '{name}的{what} {day} 到期，请及时办理；过期后不能预约用车。')

/** 60, 30 and 7 days before a vehicle's inspection or insurance ends. */
export const warnOfVehicles = defineJob({
  name: 'vehicle.ends',
  cron: '30 0 * * *',
  run: work =>
    work.write(async ctx => {
      for (const one of await vehicles(ctx)) {
        await warn(ctx, one, '年检', one.inspection_until, 'inspection_warned')
        await warn(ctx, one, '保险', one.insurance_until, 'insurance_warned')
      }
    }),
})

async function warn(
  ctx: Ctx,
  vehicle: {
    id: string
    name: string
    plate: string | null
    inspection_warned: number | null
    insurance_warned: number | null
  },
  what: string,
  until: string | null,
  warned: 'inspection_warned' | 'insurance_warned',
): Promise<void> {
  const due = until ? warningDue(until, dayOf(ctx.now), vehicle[warned]) : null
  if (due === null) return
  await ctx.db
    .updateTable('resource')
    .set({ [warned]: due })
    .where('id', '=', vehicle.id)
    .execute()
  const values = { name: `${vehicle.name}（${vehicle.plate}）`, what, day: until as string }
  await tell(
    ctx,
    message({ duty: manageBookings.code }, ending, values, `/desk/bookings/resources/${vehicle.id}`),
  )
}

onMerge('booking.follow_merge', async (ctx, from, into) => {
  await ctx.db.updateTable('booking').set({ party_id: into }).where('party_id', '=', from).execute()
})

defineRecordHolding('bookings', {
  label: '预约的场地和车辆',
  flow: bookingFlow,
  successors: staffOfCentre,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('booking')
      .select('id')
      .where('staff_id', '=', staffId)
      .where('state', 'in', ['asked', 'granted', 'in_use'])
      .limit(200)
      .execute(),
  input: (to, reason) => ({ staff_id: to, reason }),
})
