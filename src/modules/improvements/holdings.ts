import { defineRecordHolding, staffOfCentre } from '#modules/team'
import { measureFlow } from './measure.ts'
import { improvementFlow } from './workflow.ts'

defineRecordHolding('improvement', {
  label: '负责的改进事项',
  successors: staffOfCentre,
  flow: improvementFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('improvement')
      .select('id')
      .where('owner_id', '=', staffId)
      .where('state', 'in', ['analysing', 'planning', 'approving', 'carrying', 'verifying'])
      .limit(500)
      .execute(),
  input: (owner_id, reason) => ({ owner_id, reason }),
})

defineRecordHolding('measure', {
  label: '要落实的改进措施',
  successors: staffOfCentre,
  flow: measureFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('measure')
      .select('id')
      .where('owner_id', '=', staffId)
      .where('state', 'in', ['planned', 'doing'])
      .limit(500)
      .execute(),
  input: (owner_id, reason) => ({ owner_id, reason }),
})
