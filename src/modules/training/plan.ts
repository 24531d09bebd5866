import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden } from '#platform/errors'
import { newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow, workflows } from '#platform/workflow'
import { approvesTraining, inCharge, owner, runsClasses } from './duties.ts'
import { reason, tenths } from './fields.ts'
import { toldPlanner } from './messages.ts'
import { knownPlan, type Planning, planFor, planning, revising, type YearPlan } from './plan-inputs.ts'
import { approveDays } from './settings.ts'

const columns = ({ basis, goal, survey_id, change }: Planning) => ({
  basis,
  goal,
  survey_id: survey_id ?? null,
  ...(change && { change }),
})

async function drafted(ctx: Ctx, _row: YearPlan, input: Planning) {
  if (!ctx.actor.staffId) throw forbidden()
  const other = await ctx.db
    .selectFrom('training_plan')
    .select('state')
    .where('year', '=', input.year)
    .where('state', 'in', ['draft', 'approving', 'approved'])
    .limit(1)
    .executeTakeFirst()
  if (other) throw conflict(`${input.year} 年已经有计划；批准了的，在它的页面上“调整计划”。`)
  return { ...columns(input), year: input.year, version: 1, owner_id: ctx.actor.staffId }
}

async function revised(ctx: Ctx, _row: YearPlan, input: Planning) {
  const old = await planFor(ctx, input.plan_id)
  if (!ctx.actor.staffId) throw forbidden()
  if (old.state !== 'approved') throw conflict('只有执行中的计划可以调整。')
  const next = await ctx.db
    .selectFrom('training_plan')
    .select('id')
    .where('year', '=', old.year)
    .where('state', 'in', ['draft', 'approving'])
    .limit(1)
    .executeTakeFirst()
  if (next) throw conflict('已经有一份调整中的计划。', `/desk/training-plans/${next.id}`)
  const { last } = await ctx.db
    .selectFrom('training_plan')
    .select(({ fn }) => fn.max<number>('version').as('last'))
    .where('year', '=', old.year)
    .executeTakeFirstOrThrow()
  return { ...columns(input), year: old.year, version: last + 1, owner_id: ctx.actor.staffId }
}

/** An item keeps the code that it was given first, so that classes of an earlier version count towards it. */
async function keepItems(ctx: Ctx, row: YearPlan, { items }: Planning): Promise<void> {
  await ctx.db.deleteFrom('training_plan_item').where('plan_id', '=', row.id).execute()
  const taken = new Set(items.map(item => item.code).filter(Boolean))
  let number = 0
  const codeFor = (code: string | undefined): string => {
    if (code) return code
    do number++
    while (taken.has(`v${row.version}-${number}`))
    return `v${row.version}-${number}`
  }
  await ctx.db
    .insertInto('training_plan_item')
    .values(
      items.map(({ hours, course_id, code, ...item }, rank) => ({
        ...item,
        ...{ id: newId(), plan_id: row.id, rank, code: codeFor(code) },
        hours_tenths: tenths(hours),
        course_id: course_id ?? null,
      })),
    )
    .execute()
}

/** The version that held until now holds no more. */
async function replaceOld(ctx: Ctx, row: YearPlan): Promise<void> {
  const old = await ctx.db
    .selectFrom('training_plan')
    .select('id')
    .where('year', '=', row.year)
    .where('state', '=', 'approved')
    .where('id', '!=', row.id)
    .executeTakeFirst()
  const flow = workflows.get('training_plan')
  if (old && flow) await perform({ ...ctx, actor: system }, flow, 'replace', old.id)
}

const another = allOf(
  approvesTraining,
  not(everDid('编制人', 'draft', 'revise', 'edit', 'submit')),
  not(owner),
)

/** 年度培训计划: drafted by one, approved by another, carried out; changed by a new version only. */
export const planFlow = defineWorkflow({
  subject: 'training_plan',
  label: '年度培训计划',
  clause: '5.3.1',
  states: {
    draft: { label: '草拟中', tone: 'grey', awaits: owner },
    approving: { label: '待审批', tone: 'orange', awaits: approvesTraining, clock: 'approve' },
    approved: { label: '执行中', tone: 'green', final: true },
    replaced: { label: '已被新版替代', tone: 'grey', final: true },
    dropped: { label: '已作废', tone: 'red', final: true },
  },
  clocks: { approve: { label: '审批', within: approveDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('training_plan.id', 'is', null),
  title: row => `${row.year} 年培训计划${row.version > 1 ? `（第 ${row.version} 版）` : ''}`,
  href: row => `/desk/training-plans/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    year: z.number().int(),
    version: z.number().int(),
    goal: z.string(),
  }),
  actions: action => ({
    draft: action<Planning>({
      label: '编制年度计划',
      past: '编制了年度培训计划',
      from: 'new',
      to: 'draft',
      by: runsClasses,
      tone: 'primary',
      input: planning,
      prefill: knownPlan,
      effect: drafted,
      consequence: keepItems,
    }),
    revise: action<Planning>({
      label: '调整计划',
      past: '起草了计划的调整',
      from: 'new',
      to: 'draft',
      by: runsClasses,
      input: revising,
      prefill: async (ctx, _row, raw) => ({
        ...(await knownPlan(ctx, await planFor(ctx, raw.plan_id))),
        plan_id: raw.plan_id,
        change: '',
      }),
      effect: revised,
      consequence: keepItems,
      note: input => input.change ?? null,
    }),
    edit: action<Planning>({
      label: '修改',
      past: '修改了计划',
      from: ['draft'],
      by: inCharge,
      input: revising,
      prefill: knownPlan,
      effect: async (_ctx, _row, input) => columns(input),
      consequence: keepItems,
    }),
    submit: action({
      label: '提交审批',
      past: '提交了计划',
      from: ['draft'],
      to: 'approving',
      by: inCharge,
      tone: 'primary',
    }),
    approve: action({
      label: '批准',
      past: '批准了计划',
      from: ['approving'],
      to: 'approved',
      by: another,
      tone: 'primary',
      // Before it holds itself: one version of a year at a time.
      effect: async (ctx, row) => {
        await replaceOld(ctx, row)
        return { approved_at: ctx.now }
      },
      tell: row => [toldPlanner('approved', row)],
    }),
    replace: action({
      label: '被替代',
      past: '被新版替代',
      from: ['approved'],
      to: 'replaced',
      by: theSystem,
      inner: true,
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回了计划',
      from: ['approving'],
      to: 'draft',
      by: another,
      input: reason('需要修改什么'),
      note: input => input.reason,
      tell: (row, input) => [toldPlanner('returned', row, input.reason)],
    }),
    drop: action<{ reason: string }>({
      label: '作废',
      past: '作废了计划',
      from: ['draft'],
      to: 'dropped',
      by: inCharge,
      tone: 'danger',
      input: reason('原因'),
      note: input => input.reason,
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['draft', 'approving'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})
