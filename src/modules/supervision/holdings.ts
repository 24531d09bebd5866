import { defineRecordHolding, staffOfCentre } from '#modules/team'
import { urgeFlow } from './workflow.ts'

defineRecordHolding('urge', {
  label: '待回复的督办',
  successors: staffOfCentre,
  flow: urgeFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('urge')
      .select('id')
      .where('staff_id', '=', staffId)
      .where('state', '=', 'open')
      .limit(500)
      .execute(),
  input: staff_id => ({ staff_id }),
})
