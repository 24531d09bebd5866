import { defineRecordHolding, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { bureauComplaints, handleComplaints } from './duties.ts'
import { complaintFlow } from './workflow.ts'

const theirs = (forBureau: boolean) => (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('complaint')
    .select('id')
    .where('assignee_id', '=', staffId)
    .where('for_bureau', '=', forBureau)
    .where('state', 'in', ['handling', 'reviewing'])
    .limit(500)
    .execute()

const input = (assignee_id: string, reason: string) => ({ assignee_id, reason })

defineRecordHolding('complaint', {
  label: '办理中的服务反馈',
  successors: ctx => staffWithDuty(ctx, handleComplaints),
  flow: complaintFlow,
  theirs: theirs(false),
  input,
})

defineRecordHolding('complaint_bureau', {
  label: '办理中的涉及中心的反馈',
  successors: ctx => staffWithDuty(ctx, bureauComplaints),
  flow: complaintFlow,
  theirs: theirs(true),
  input,
})
