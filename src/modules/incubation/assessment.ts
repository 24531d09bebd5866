import { z } from 'zod'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { oneOf } from '#platform/forms'
import { perform } from '#platform/perform'
import { firstDay, monthsOf, quarterOf, quarterWords } from '#platform/periods'
import { allOf, everDid, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { type Outcome, outcomes } from './codes.ts'
import { decideIncubation } from './duties.ts'
import { area, reason, whole } from './fields.ts'
import { currentGuide } from './guide.ts'
import { texts, toDuty, toManager, toStartup } from './messages.ts'
import { decider, type Incubation, manager, owner, visibleAssessments } from './people.ts'
import { judged, measured, totalOfFacts } from './rule.ts'
import { assessDays, assessPass } from './settings.ts'
import { incubationFlow } from './workflow.ts'

export type Assessment = RowOf<'incubation_assessment'>

interface Proposal {
  outcome: Outcome
  reason: string
  mend_days?: number | undefined
}

const projectOf = (ctx: Ctx, row: Pick<Assessment, 'incubation_id'>): Promise<Incubation> =>
  ctx.db.selectFrom('incubation').selectAll().where('id', '=', row.incubation_id).executeTakeFirstOrThrow()
const about = (row: Assessment) => ({ id: row.incubation_id, party_id: row.party_id, owner_id: row.owner_id })

const proposal = async (ctx: Ctx, row: Assessment | null) => {
  const best = row ? await suggestion(ctx, row) : null
  return z
    .object({
      outcome: oneOf(outcomes, '意见', 'radio').meta({
        help: best
          ? `按规则得 ${best.total} 分，合格线 ${assessPass.of(ctx.centre)} 分，建议“${outcomes[best.outcome]}”。`
          : '',
      }),
      reason: area('理由', 5, 500, '会告知孵化企业；与建议不同的，写明为什么。'),
      mend_days: whole('整改期', '天', [7, 180], '只有预警需要填。').optional(),
    })
    .refine(input => input.outcome !== 'warn' || input.mend_days !== undefined, {
      path: ['mend_days'],
      message: '预警请填写整改期',
    }) as unknown as z.ZodType<Proposal>
}

/** What the rule says by itself: enough goes on; too little is warned, and whoever is warned already is to leave. */
export async function suggestion(ctx: Ctx, row: Pick<Assessment, 'incubation_id' | 'quarter'>) {
  const project = await projectOf(ctx, row)
  const { rule } = await currentGuide(ctx)
  const facts = judged(rule, await measured(ctx, project, row.quarter))
  const total = totalOfFacts(facts)
  const outcome: Outcome =
    total >= assessPass.of(ctx.centre) ? 'continue' : project.state === 'warned' ? 'leave' : 'warn'
  return { facts, total, outcome }
}

/** 5.4.1 季度考核: figures by rule, proposed by one, decided by another. */
export const incubationAssessmentFlow = defineWorkflow({
  subject: 'incubation_assessment',
  label: '孵化季度考核',
  confidential: true,
  clause: '5.4.1',
  clocks: { assess: { label: '提出考核意见', within: assessDays } },
  states: {
    due: { label: '待提出意见', tone: 'orange', awaits: owner, clock: 'assess' },
    proposed: { label: '待审定', tone: 'blue', awaits: decideIncubation },
    decided: { label: '已审定', tone: 'green', final: true },
  },
  visible: visibleAssessments,
  title: row => `${quarterWords(row.quarter)}考核`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('incubation_assessment')
      .innerJoin('incubation', 'incubation.id', 'incubation_assessment.incubation_id')
      .select(['incubation_assessment.id', 'incubation.name'])
      .where('incubation_assessment.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.name]))
  },
  href: (row, actor) => `${actor.staffId ? '/desk' : '/my'}/incubation/${row.incubation_id}#assessments`,
  party: row => row.party_id,
  record: z.object({
    ...{ id: z.uuid(), state: z.string(), incubation_id: z.uuid(), quarter: z.string() },
    ...{ total: z.number().int().nullable(), outcome: z.string().nullable() },
  }),
  actions: action => ({
    open: action<{ incubation_id: string; party_id: string; owner_id: string; quarter: string }>({
      label: '开始考核',
      past: '到了考核的时候',
      from: 'new',
      to: 'due',
      by: theSystem,
      inner: true,
      input: z.object({
        ...{ incubation_id: z.uuid(), party_id: z.uuid(), owner_id: z.uuid(), quarter: z.string() },
      }),
      effect: async (_ctx, _row, input) => input,
    }),
    propose: action<Proposal>({
      label: '提出考核意见',
      past: '提出了考核意见',
      from: ['due'],
      to: 'proposed',
      by: manager as Who<Assessment>,
      tone: 'primary',
      input: proposal,
      prefill: async (ctx, row) => {
        const best = row ? await suggestion(ctx, row) : null
        return { outcome: best?.outcome, ...(best?.outcome === 'warn' && { mend_days: 30 }) }
      },
      effect: async (ctx, row, input) => {
        const { facts, total } = await suggestion(ctx, row)
        return {
          ...{ facts: JSON.stringify(facts), total, outcome: input.outcome, reason: input.reason },
          mend_days: input.outcome === 'warn' ? (input.mend_days ?? null) : null,
        }
      },
      note: input => `${outcomes[input.outcome]}：${input.reason}`,
      tell: row => [
        toDuty(about(row), decideIncubation, texts.proposed, { quarter: quarterWords(row.quarter) }),
      ],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回重提',
      past: '退回考核意见',
      from: ['proposed'],
      to: 'due',
      by: allOf(decider as Who<Assessment>, not(everDid('提出意见的人', 'propose'))),
      input: reason('哪里需要重新考虑'),
      note: input => input.reason,
      tell: row => [toManager(about(row), texts.assessment, { quarter: quarterWords(row.quarter) })],
    }),
    decide: action<{ decision: string }>({
      label: '同意',
      past: '审定了考核结果',
      from: ['proposed'],
      to: 'decided',
      by: allOf(decider as Who<Assessment>, not(everDid('提出意见的人', 'propose'))),
      tone: 'primary',
      input: z.object({ decision: area('审定意见', 2, 500) }),
      effect: async (ctx, _row, input) => ({ decision: input.decision, decided_at: ctx.now }),
      consequence: carriedOut,
      note: input => input.decision,
      tell: row => [
        toStartup(about(row), texts.decided, {
          quarter: quarterWords(row.quarter),
          outcome: outcomes[row.outcome as Outcome],
        }),
      ],
    }),
    drop: action({
      label: '不再考核',
      past: '孵化已结束，不再考核',
      from: ['due', 'proposed'],
      to: 'decided',
      by: theSystem,
      inner: true,
      effect: async ctx => ({
        ...{ decided_at: ctx.now, outcome: 'continue', total: 0, decision: '孵化已结束，不再考核。' },
        mend_days: null,
      }),
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['due', 'proposed'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})

/** What was decided becomes of the project, in the same transaction. */
async function carriedOut(ctx: Ctx, row: Assessment): Promise<void> {
  const bySystem = { ...ctx, actor: system }
  const act = (name: string, input: Record<string, unknown>) =>
    perform(bySystem, incubationFlow, name, row.incubation_id, input)
  if (row.outcome === 'warn') await act('warn', { reason: row.reason, days: row.mend_days })
  if (row.outcome === 'leave') await act('openHearing', { reason: row.reason })
  if (row.outcome === 'graduate') await act('graduate', { text: row.reason })
}

/** Opens the assessment of the quarter that is over, where the project was in the house for most of it. */
export async function openAssessment(ctx: Ctx, row: Incubation): Promise<void> {
  const quarter = quarterOf(addDays(firstDay(monthsOf(quarterOf(dayOf(ctx.now)))[0] as string), -1))
  const second = firstDay(monthsOf(quarter)[1] as string)
  if ((row.first_day as string) > second) return
  const before = await ctx.db
    .selectFrom('incubation_assessment')
    .select('id')
    .where('incubation_id', '=', row.id)
    .where('quarter', '=', quarter)
    .executeTakeFirst()
  if (before) return
  await perform({ ...ctx, actor: system }, incubationAssessmentFlow, 'open', null, {
    ...{ incubation_id: row.id, party_id: row.party_id, owner_id: row.owner_id, quarter },
  })
}
