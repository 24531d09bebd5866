import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { handleTalents } from './duties.ts'
import { introductionFlow } from './introduction.ts'

defineRecordHolding('talent_introduction', {
  label: '跟进的人才引荐',
  successors: ctx => staffWithDuty(ctx, handleTalents),
  flow: introductionFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('talent_introduction')
      .select('id')
      .where('officer_id', '=', staffId)
      .where('state', 'in', ['asked', 'agreed'])
      .limit(200)
      .execute(),
  input: (officer_id, reason) => ({ officer_id, reason }),
})
