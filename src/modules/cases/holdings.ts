import { defineHolding, staffWithDuty } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { performMany } from '#platform/perform'
import { handleCases } from './duties.ts'
import { serviceCaseFlow, underWay } from './workflow.ts'

const theirs = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('service_case')
    .select('id')
    .where('assignee_id', '=', staffId)
    .where('state', 'in', [...underWay])
    .limit(2_000)

defineHolding('service_case', {
  label: '承办中的办件',
  successors: ctx => staffWithDuty(ctx, handleCases),
  count: async (ctx, staffId) => (await theirs(ctx, staffId).execute()).length,
  handOn: async (ctx, from, to, reason) => {
    const ids = (await theirs(ctx, from).execute()).map(row => row.id)
    await performMany({ ...ctx, actor: system }, serviceCaseFlow, 'handOn', ids, { assignee_id: to, reason })
  },
})
