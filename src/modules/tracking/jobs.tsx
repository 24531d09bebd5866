import { badgeOf } from '#modules/actions'
import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { ownClassPart, runsClasses, whenCompleted } from '#modules/training'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob, enqueue, on } from '#platform/jobs'
import { perform, performMany } from '#platform/perform'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { callFlow } from './call.ts'
import { checkFlow } from './check.ts'
import { dueRounds, endingRounds, openFollowUps, staleCalls, toInvite } from './queries/clock.ts'
import { checkOfClass, openOfLearner } from './queries/tracking.ts'
import { followMonths, keepYears, monthsOf, roundDays } from './settings.ts'
import { followUpFlow, roundFlow } from './workflow.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** So many months after a day; the last of the month where there is no such day. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0))
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10)
}

// In the transaction of the completion: the list is fixed before anybody can know who will be drawn.
whenCompleted(async (ctx, row) => {
  if (await checkOfClass(ctx, row.id)) return
  const of = { class_id: row.id, class_number: row.number, title: row.title, owner_id: row.owner_id }
  const { people, completed } = await ctx.db
    .selectFrom('enrolment')
    .select(({ fn }) => [
      fn.countAll<number>().as('people'),
      fn.countAll<number>().filterWhere('state', '=', 'completed').as('completed'),
    ])
    .where('class_id', '=', row.id)
    .where('state', 'in', ['completed', 'failed'])
    .executeTakeFirstOrThrow()
  if (Number(people) > 0) await perform(asSystem(ctx), checkFlow, 'list', null, of)
  if (Number(completed) === 0) return
  for (const months of monthsOf(followMonths.of(ctx.centre))) {
    const due_on = monthsAfter(row.ends_on, months)
    const closes_on = addDays(due_on, roundDays.of(ctx.centre))
    await perform(asSystem(ctx), roundFlow, 'plan', null, { ...of, months, due_on, closes_on })
  }
})

const batch = 50

/** Everybody who completed the class is asked, so many in one transaction. */
export const inviteAll = defineJob<{ round_id: string }>({
  name: 'tracking.invite',
  async run(work, { round_id }) {
    const next = () =>
      work.write(async ctx => {
        const rows = await toInvite(ctx, round_id, batch)
        for (const row of rows) await perform(asSystem(ctx), followUpFlow, 'invite', null, row)
        return rows.length
      })
    while ((await next()) === batch);
  },
})
on('follow_round.open', 'tracking.invite_round', (work, { recordId }) =>
  work.write(ctx => enqueue(ctx, inviteAll, { round_id: recordId })),
)

/** Whoever has not answered by the end of a round counts apart. */
on('follow_round.close', 'tracking.lapse', async (work, { recordId }) => {
  const next = () =>
    work.write(async ctx => {
      const ids = (await openFollowUps(ctx, recordId, batch)).map(one => one.id)
      return (await performMany(asSystem(ctx), followUpFlow, 'lapse', ids)).done.length
    })
  while ((await next()) === batch);
})

/** In the morning: rounds begin on their day and end by themselves. At night nobody is to get a message. */
export const turnRounds = defineJob({
  name: 'tracking.rounds',
  cron: '10 9 * * *',
  async run(work) {
    const today = dayOf(work.now)
    const due = (await work.read(ctx => dueRounds(ctx, today))).map(one => one.id)
    const over = (await work.read(ctx => endingRounds(ctx, today))).map(one => one.id)
    await work.write(ctx => performMany(asSystem(ctx), roundFlow, 'open', due))
    await work.write(ctx => performMany(asSystem(ctx), roundFlow, 'close', over))
  },
})

/** What points to a person is kept so many years; what was counted stays. */
export const forgetOld = defineJob({
  name: 'tracking.retention',
  cron: '50 3 1 * *',
  async run(work) {
    await work.write(async ctx => {
      const before = addDays(dayOf(ctx.now), -365 * keepYears.of(ctx.centre))
      await staleCalls(ctx, before)
    })
  },
})

ownClassPart({
  order: 70,
  async part(ctx, _class, enrolment) {
    const one = await openOfLearner(ctx, enrolment.id)
    if (!one) return null
    const { label, tone } = badgeOf(followUpFlow, one.state)
    return (
      <Card title="您现在怎么样" action={<Badge tone={tone}>{label}</Badge>}>
        <p>结业 {one.months} 个月了，说说开店、销售和工作的近况，遇到困难也写上。</p>
        <div class="actions">
          <a
            class="button button-primary"
            href={`/act/follow_up/answer/${one.id}?back=${encodeURIComponent(`/my/training/${enrolment.id}`)}`}
          >
            {one.state === 'answered' ? '修改' : '填写近况'}
          </a>
        </div>
      </Card>
    )
  },
})

defineRecordHolding('tracking_findings', {
  label: '待说明的抽查问题',
  flow: callFlow,
  successors: ctx => staffWithDuty(ctx, runsClasses),
  lasting: true,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('spot_call')
      .select('id')
      .where('owner_id', '=', staffId)
      .where('state', '=', 'finding')
      .limit(200)
      .execute(),
  input: (owner_id, reason) => ({ owner_id, reason }),
})
