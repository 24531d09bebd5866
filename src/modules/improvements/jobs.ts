import { onMerge } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { perform, performMany } from '#platform/perform'
import { lastOver } from '#platform/periods'
import { findingFlow } from './finding.ts'
import { raiseFinding } from './raise.ts'
import { reportFlow } from './report.ts'
import { rules } from './rules.ts'
import { escalateDays } from './settings.ts'
import { isAbove, type Level } from './words.ts'
import { improvementFlow } from './workflow.ts'

/** 6.2.1 Every night the rules look through what is there. Each in a transaction of its own: one that fails leaves the rest. */
export const findProblems = defineJob({
  name: 'finding.look',
  cron: '40 6 * * *',
  async run(work) {
    for (const rule of rules)
      await work.write(async ctx => {
        for (const raised of await rule(ctx)) await raiseFinding(ctx, raised)
      })
  },
})

/** 回头看 whose day has come, what is left lying, and the report of the quarter that is over. */
export const dailyRound = defineJob({
  name: 'improvement.days',
  cron: '50 6 * * *',
  async run(work) {
    await work.write(lookAgain)
    await work.write(tellLate)
    await work.write(draftReport)
  },
})

async function lookAgain(ctx: Ctx): Promise<void> {
  const due = await ctx.db
    .selectFrom('improvement')
    .select('id')
    .where('state', '=', 'closed')
    .where('look_on', '<=', dayOf(ctx.now))
    .orderBy('look_on')
    .limit(200)
    .execute()
  await performMany(
    { ...ctx, actor: system },
    improvementFlow,
    'comeDue',
    due.map(row => row.id),
  )
}

/** 超期逐级上报: so many days late, one level up; twice as many, the bureau. */
async function tellLate(ctx: Ctx): Promise<void> {
  const bySystem = { ...ctx, actor: system }
  for (const { flow, id, level } of await lateOnes(ctx)) {
    if (flow === 'finding') await performMany(bySystem, findingFlow, 'escalate', [id], { level })
    else await performMany(bySystem, improvementFlow, 'tellLate', [id], { level })
  }
}

interface LateOne {
  flow: 'finding' | 'improvement'
  id: string
  level: Exclude<Level, 'centre'>
}

async function lateOnes(ctx: Ctx): Promise<LateOne[]> {
  const step = escalateDays.of(ctx.centre) * 86_400_000
  const late = ctx.db
    .selectFrom('task')
    .select(['task.record_id', 'task.due_at'])
    .where('task.closed_at', 'is', null)
    .where('task.due_at', '<', new Date(ctx.now.getTime() - step))
    .orderBy('task.due_at')
    .limit(500)
  const findings = await late
    .innerJoin('finding', 'finding.id', 'task.record_id')
    .select(['finding.level', 'finding.late_told'])
    .where('task.flow', '=', 'finding')
    .execute()
  const improvements = await late
    .innerJoin('improvement', 'improvement.id', 'task.record_id')
    .select(['improvement.late_told as level', 'improvement.late_told'])
    .where('task.flow', '=', 'improvement')
    .execute()
  const up = (flow: LateOne['flow'], rows: typeof findings): LateOne[] =>
    rows.flatMap(row => {
      const late = ctx.now.getTime() - (row.due_at?.getTime() ?? ctx.now.getTime())
      const level = late > 2 * step ? 'bureau' : 'director'
      const isNew = isAbove(level, row.level) && isAbove(level, row.late_told)
      return isNew ? [{ flow, id: row.record_id, level }] : []
    })
  return [...up('finding', findings), ...up('improvement', improvements)]
}

async function draftReport(ctx: Ctx): Promise<void> {
  const period = lastOver('quarter', dayOf(ctx.now)).code
  const there = await ctx.db
    .selectFrom('improvement_report')
    .select('id')
    .where('period', '=', period)
    .executeTakeFirst()
  if (!there) await perform({ ...ctx, actor: system }, reportFlow, 'open', null, { period })
}

onMerge('finding.follow_merge', async (ctx, from, into) => {
  await ctx.db.updateTable('finding').set({ party_id: into }).where('party_id', '=', from).execute()
})
