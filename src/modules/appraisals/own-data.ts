import { definePersonalData, removed } from '#platform/personal-data'

/** What a member declared about themselves. Nobody who was called is named anywhere in an appraisal. */
definePersonalData('appraisals', {
  keeps: ctx =>
    ctx.db
      .selectFrom('appraisal_member')
      .innerJoin('staff', 'staff.id', 'appraisal_member.staff_id')
      .innerJoin('appraisal', 'appraisal.id', 'appraisal_member.appraisal_id')
      .select(['appraisal.title', 'appraisal_member.state', 'relations', 'explanation', 'declared_at'])
      .where('staff.identity_id', '=', ctx.actor.identityId)
      .limit(200)
      .execute(),
  /** That the declaration was made stays; the words about oneself do not. */
  async forget(ctx) {
    const theirs = ctx.db.selectFrom('staff').select('id').where('identity_id', '=', ctx.actor.identityId)
    await ctx.db
      .updateTable('appraisal_member')
      .set({ explanation: removed })
      .where('staff_id', 'in', theirs)
      .where('explanation', '!=', '')
      .execute()
  },
})
