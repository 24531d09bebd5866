import { defineRecordHolding } from '#modules/team'
import { noId } from '#platform/ids'
import { memberFlow } from './member.ts'

/** Whoever goes leaves the appraisal; the bureau adds others, who declare first. */
defineRecordHolding('appraisal_member', {
  label: '参加的第三方评价',
  successors: async () => [{ id: noId, name: '由主管部门另行安排', away_until: null }],
  flow: memberFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('appraisal_member')
      .innerJoin('appraisal', 'appraisal.id', 'appraisal_member.appraisal_id')
      .select('appraisal_member.id')
      .where('appraisal_member.staff_id', '=', staffId)
      .where('appraisal_member.state', 'in', ['asked', 'declared'])
      .where('appraisal.state', 'in', ['declaring', 'working', 'signing', 'replying', 'weighing'])
      .limit(100)
      .execute(),
  input: (_to, reason) => ({ reason }),
})
