import { onMerge } from '#modules/parties'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob, on } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { closing, type OpenPolicy, opened, policyToJudge } from './queries/open.ts'
import { toExpire } from './queries.ts'
import { remindFirstDays, remindLastDays } from './settings.ts'
import { type Occasion, tellFollowers } from './telling.ts'
import { policyFlow } from './workflow.ts'

/**
 * What had a last day is over on the day after it, and what was replaced, once its successor holds. By the calendar and
 * not by a clock of working days: validity ends on a Sunday too.
 */
export const turnPolicies = defineJob({
  name: 'policy.turn',
  cron: '4 0 * * *',
  run: work =>
    work.write(async ctx => {
      const over = await toExpire(ctx, dayOf(ctx.now))
      await performMany({ ...ctx, actor: system }, policyFlow, 'expire', over)
    }),
})

/** Whoever follows hears of a policy that came out or was corrected; not in the transaction of whoever let it out. */
on('policy.publish', 'policy.tell', async (work, { recordId }) => {
  const policy = await work.read(ctx => policyToJudge(ctx, recordId))
  if (!policy) return
  const { version } = policy
  await tellFollowers(work, policy, version === 1 ? { is: 'published' } : { is: 'corrected', version })
})

/** Windows that opened are made up for as long as this. */
const lookBack = 7

/** In the morning, when people are awake: what opens today, and what closes soon. */
export const remindOfWindows = defineJob({
  name: 'policy.remind',
  cron: '30 8 * * *',
  async run(work) {
    for (const [policy, occasion] of await work.read(dueToday)) await tellFollowers(work, policy, occasion)
  },
})

async function dueToday(ctx: Ctx): Promise<Array<[OpenPolicy, Occasion]>> {
  const today = dayOf(ctx.now)
  const last = remindLastDays.of(ctx.centre)
  const first = remindFirstDays.of(ctx.centre)
  const opens = await opened(ctx, addDays(today, -lookBack), today)
  const soonest = await closing(ctx, today, last)
  // Never two at once: what is reminded of for the last time is past its first reminder.
  const nearlyOver = new Set(soonest.map(one => one.id))
  const soon = first > last ? await closing(ctx, today, first) : []
  return [
    ...opens.map((one): [OpenPolicy, Occasion] => [one, { is: 'opens' }]),
    ...soonest.map((one): [OpenPolicy, Occasion] => [one, { is: 'closes', which: 'last' }]),
    ...soon
      .filter(one => !nearlyOver.has(one.id))
      .filter(one => one.closes_on !== null && addDays(one.closes_on, -last) > today)
      .map((one): [OpenPolicy, Occasion] => [one, { is: 'closes', which: 'first' }]),
  ]
}

/** What one of the two said of itself is the other's; where both spoke of it, what the one that stays said counts. */
onMerge('policy.follow_merge', async (ctx, from, into) => {
  const there = ctx.db
    .selectFrom('party_fact')
    .select('fact')
    .where('party_id', '=', into)
    .where('state', '=', 'current')
  await ctx.db
    .updateTable('party_fact')
    .set({ state: 'replaced' })
    .where('party_id', '=', from)
    .where('state', '=', 'current')
    .where('fact', 'in', there)
    .execute()
  await ctx.db.updateTable('party_fact').set({ party_id: into }).where('party_id', '=', from).execute()
})
