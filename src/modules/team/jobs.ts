import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { warningDue } from '#platform/expiry'
import { defineJob } from '#platform/jobs'
import { type Message, message, type Recipient, tell } from '#platform/notify'
import { performMany } from '#platform/perform'
import { defineTemplate } from '#platform/templates'
import { absenceFlow } from './absence.ts'
import { manageTeam } from './duties.ts'
import { qualificationFlow } from './qualification.ts'

const idsOf = (rows: ReadonlyArray<{ id: string }>): string[] => rows.map(row => row.id)

/** Absences begin on their first day and are over after their last. */
export const turnAbsences = defineJob({
  name: 'absence.turn',
  cron: '5 0 * * *',
  run: work =>
    work.write(async ctx => {
      const today = dayOf(ctx.now)
      const those = (state: string) =>
        ctx.db.selectFrom('absence').select('id').where('state', '=', state).limit(500)
      const over = await those('away').where('last_day', '<', today).execute()
      await performMany(ctx, absenceFlow, 'end', idsOf(over), {})
      const due = await those('granted').where('first_day', '<=', today).execute()
      await performMany(ctx, absenceFlow, 'begin', idsOf(due), {})
    }),
})

const texts = {
  qualification: defineTemplate('qualification.ending', '{name}的「{what}」{day} 到期，请及时续期。'),
  contract: defineTemplate('staff.contract.ending', '{name}的合同 {day} 到期，请及时续签或办理离岗。'),
}

/** 60, 30 and 7 days before a certificate or contract ends its holder and whoever manages the team are told. */
export const warnOfEnds = defineJob({
  name: 'team.ends',
  cron: '20 0 * * *',
  run: work =>
    work.write(async ctx => {
      await warnOfQualifications(ctx)
      await warnOfContracts(ctx)
    }),
})

async function warnOfQualifications(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  const ending = await ctx.db
    .selectFrom('qualification')
    .innerJoin('staff', 'staff.id', 'qualification.staff_id')
    .select([
      'qualification.id',
      'qualification.name',
      'valid_until',
      'warned_days',
      'staff_id',
      'staff.name as who',
    ])
    .where('qualification.state', '=', 'valid')
    .where('staff.state', '=', 'active')
    .where('valid_until', 'is not', null)
    .limit(2_000)
    .execute()
  const past = ending.filter(one => (one.valid_until as string) < today)
  await performMany({ ...ctx, actor: system }, qualificationFlow, 'expire', idsOf(past), {})
  for (const one of ending) {
    const day = one.valid_until as string
    const due = warningDue(day, today, one.warned_days)
    if (due === null) continue
    await ctx.db.updateTable('qualification').set({ warned_days: due }).where('id', '=', one.id).execute()
    const values = { name: one.who, what: one.name, day }
    await toBoth(ctx, one.staff_id, to => message(to, texts.qualification, values, page(one.staff_id)))
  }
}

async function warnOfContracts(ctx: Ctx): Promise<void> {
  const ending = await ctx.db
    .selectFrom('staff')
    .select(['id', 'name', 'contract_until', 'contract_warned_days'])
    .where('state', '=', 'active')
    .where('contract_until', 'is not', null)
    .limit(2_000)
    .execute()
  for (const one of ending) {
    const day = one.contract_until as string
    const due = warningDue(day, dayOf(ctx.now), one.contract_warned_days)
    if (due === null) continue
    await ctx.db.updateTable('staff').set({ contract_warned_days: due }).where('id', '=', one.id).execute()
    const values = { name: one.name, day }
    await toBoth(ctx, one.id, to => message(to, texts.contract, values, page(one.id)))
  }
}

const toBoth = (ctx: Ctx, staffId: string, say: (to: Recipient) => Message): Promise<void> =>
  tell(ctx, say({ staff: staffId }), say({ duty: manageTeam.code }))

const page = (staffId: string): string => `/desk/team/staff/${staffId}`
