import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import { countAll, dayIn, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { definePackPart, ledgerOf } from '#platform/packs'
import { addMonths, lastOver, type Period } from '#platform/periods'
import { gapFlow } from './gap.ts'
import { type EvaluationKind, evaluationKinds, kindNames } from './kinds.ts'
import { firstDayOfCentre } from './queries/rounds.ts'
import { cycles } from './settings.ts'
import { evaluationFlow } from './workflow.ts'

const href = '/desk/evaluations'
const told = sql`state in ('published', 'closed')`
/** The twelve months up to the end of a period: a yearly round need not lie in every quarter. */
const yearTo = (period: Period) => addDays(addMonths(period.last, -12), 1)

defineClausePart({
  clause: '6.1.1',
  module: 'evaluations',
  does: '中心自评、服务对象评价、第三方评价三类各自独立，结果审定后向社会公布方法、份数和结果。',
  async look(ctx, period) {
    const of = (kind: EvaluationKind) =>
      sql`select count(*) from evaluation where kind = ${kind} and ${told} and published_at >= ${yearTo(period)}::date
        and (published_at at time zone 'Asia/Shanghai')::date <= ${period.last}::date`
    const n = await countAll(ctx, {
      ...{ self: of('self'), recipients: of('recipients'), third_party: of('third_party') },
      late: lateTasks(ctx, 'evaluation', 'evaluation_mark'),
    })
    const without = kindNames.filter(kind => n[kind] === 0)
    return lookOf({
      evidence: kindNames.map(kind => ({
        label: `一年内公布的${evaluationKinds[kind].label}`,
        count: n[kind],
        unit: '次',
        href,
      })),
      nothing: without.length === 3 && {
        says: '一年内没有公布过评价结果。',
        mend: '评价到期自动开启，按时完成、审定并公布。',
        href,
      },
      gaps: [
        ...without.map(kind => ({
          says: `一年内没有公布${evaluationKinds[kind].label}的结果。`,
          mend: '完成这一类评价，审定后公布。',
          href,
        })),
        lateGap(n.late, '评价'),
      ],
    })
  },
})

/** The last round of a kind that should be there by the end of the period, or today where that is earlier. */
async function expected(ctx: Ctx, kind: EvaluationKind, period: Period) {
  const today = dayOf(ctx.now)
  const cycle = cycles[kind].of(ctx.centre)
  const due = lastOver(cycle, period.last < today ? addDays(period.last, 1) : today)
  const round = await ctx.db
    .selectFrom('evaluation')
    .select('state')
    .where('kind', '=', kind)
    .where('period', '=', due.code)
    .executeTakeFirst()
  // Nobody evaluates a time in which the centre was not there yet.
  const asked = due.last >= (await firstDayOfCentre(ctx))
  return { kind, due, asked, state: round?.state ?? null }
}

defineClausePart({
  clause: '6.1.2',
  module: 'evaluations',
  does: '每半年、每季度、每年到期自动开启，周期是设置；有时限、提醒和督办，逾期的点名。',
  async look(ctx, period) {
    const rounds = []
    for (const kind of kindNames) rounds.push(await expected(ctx, kind, period))
    const n = await countAll(ctx, {
      opened: sql`select count(*) from evaluation where ${inPeriod('opened_at', period)}`,
      closed: sql`select count(*) from evaluation where ${inPeriod('closed_at', period)}`,
      late: lateTasks(ctx, 'evaluation'),
    })
    const missing = rounds.filter(round => round.asked && round.state === null)
    return lookOf({
      evidence: [
        { label: '开启的评价', count: n.opened, unit: '轮', href },
        { label: '办结的评价', count: n.closed, unit: '轮', href },
      ],
      nothing: missing.length === 3 && {
        says: '三类评价都没有按周期开启。',
        mend: '评价在统计期结束后自动开启；请检查评价周期的设置。',
        href,
      },
      gaps: [
        ...missing.map(({ kind, due }) => ({
          says: `${due.label}的${evaluationKinds[kind].label}没有开启。`,
          mend: '评价在统计期结束后自动开启；请检查评价周期的设置。',
          href,
        })),
        lateGap(n.late, '按周期的评价'),
      ],
    })
  },
})

defineClausePart({
  clause: '6.1.3',
  module: 'evaluations',
  does: '每一项实际提供的服务对照每一类评价，没有评到的点名，说明并经认可才能办结这一轮。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      rounds: sql`select count(*) from evaluation where ${dayIn('last_day', period)}`,
      open: sql`select count(*) from evaluation_gap gap join evaluation on evaluation.id = evaluation_id
        where gap.state in ('open', 'explained') and evaluation.last_day <= ${period.last}::date`,
      accepted: sql`select count(*) from evaluation_gap gap join evaluation on evaluation.id = evaluation_id
        where gap.state = 'accepted' and ${dayIn('evaluation.last_day', period)}`,
      judged: sql`select count(*) from evaluation where ${told} and last_day between ${yearTo(period)}::date and ${period.last}::date`,
    })
    const cover = '/desk/evaluations/coverage'
    return lookOf({
      evidence: [
        { label: '统计期的评价', count: n.rounds, unit: '轮', href },
        { label: '说明后认可的缺口', count: n.accepted, unit: '项', href: cover },
      ],
      nothing: n.judged === 0 && {
        says: '一年内没有评价结果，谈不上覆盖。',
        mend: '按周期完成评价。',
        href,
      },
      gaps: [
        n.open > 0 && {
          says: `有 ${n.open} 项服务没有评到，也没有说明清楚。`,
          mend: '补评，或说明原因和下期怎样补。',
          href: cover,
        },
      ],
    })
  },
})

definePackPart({
  clause: '6.1.1',
  module: 'evaluations',
  ledgers: [
    ledgerOf(evaluationFlow, {
      title: '评价台账',
      when: { day: 'last_day' },
      columns: [
        {
          label: '评价',
          value: row => evaluationKinds[row.kind as EvaluationKind]?.label ?? row.kind,
          width: 24,
        },
        { label: '统计期', value: row => row.period },
        { label: '方法', value: row => row.method, width: 50 },
        { label: '审定意见', value: row => row.opinion, width: 40 },
        { label: '公布', value: row => row.published_at, kind: 'dateTime' },
        { label: '办结', value: row => row.closed_at, kind: 'dateTime' },
      ],
    }),
  ],
})
definePackPart({
  clause: '6.1.3',
  module: 'evaluations',
  ledgers: [
    ledgerOf(gapFlow, {
      title: '覆盖缺口台账',
      when: { at: 'found_at' },
      columns: [
        { label: '服务', value: row => row.label, width: 40 },
        { label: '条款', value: row => row.clause },
        { label: '办理次数', value: row => row.served, kind: 'number' },
        { label: '说明', value: row => row.explanation, width: 40 },
        { label: '下期怎样补', value: row => row.remedy, width: 40 },
      ],
    }),
  ],
})
