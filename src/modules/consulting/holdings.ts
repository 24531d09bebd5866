import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { answerConsultations } from './duties.ts'
import { transferFlow } from './transfer.ts'
import { consultationFlow } from './workflow.ts'

defineRecordHolding('consultation', {
  label: '负责的咨询',
  successors: ctx => staffWithDuty(ctx, answerConsultations),
  flow: consultationFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('consultation')
      .select('id')
      .where('assignee_id', '=', staffId)
      .where('state', 'in', ['answering', 'entrusted', 'outside'])
      .limit(500)
      .execute(),
  input: (assignee_id, reason) => ({ assignee_id, reason }),
})

defineRecordHolding('consultation_transfer', {
  label: '转来的咨询',
  successors: ctx => staffWithDuty(ctx, answerConsultations),
  flow: transferFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('consultation_transfer')
      .select('id')
      .where('staff_id', '=', staffId)
      .where('state', 'in', ['offered', 'accepted'])
      .limit(500)
      .execute(),
  input: (staff_id, reason) => ({ staff_id, reason }),
})
