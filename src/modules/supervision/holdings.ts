import { defineHolding, staffOfCentre } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { performMany } from '#platform/perform'
import { urgeFlow } from './workflow.ts'

const waitingFor = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('urge')
    .select('id')
    .where('staff_id', '=', staffId)
    .where('state', '=', 'open')
    .limit(500)

defineHolding('urge', {
  label: '待回复的督办',
  successors: staffOfCentre,
  count: async (ctx, staffId) => (await waitingFor(ctx, staffId).execute()).length,
  handOn: async (ctx, from, to) => {
    const ids = (await waitingFor(ctx, from).execute()).map(row => row.id)
    await performMany({ ...ctx, actor: system }, urgeFlow, 'handOn', ids, { staff_id: to })
  },
})
