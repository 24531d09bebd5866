import { definePersonalData, removed } from '#platform/personal-data'

/** What the person reported on 整改单, and what they declared to avoid as an inspector. */
definePersonalData('inspections', {
  async keeps(ctx) {
    const [reports, avoided] = await Promise.all([
      ctx.db
        .selectFrom('rectification')
        .select(['number', 'target_name', 'point', 'report', 'reported_at'])
        .where('reported_by', '=', ctx.actor.identityId)
        .limit(1_000)
        .execute(),
      ctx.db
        .selectFrom('inspection_conflict')
        .innerJoin('staff', 'staff.id', 'inspection_conflict.staff_id')
        .select(['target_name', 'reason', 'declared_at', 'inspection_conflict.state'])
        .where('staff.identity_id', '=', ctx.actor.identityId)
        .limit(1_000)
        .execute(),
    ])
    return { reports, avoided }
  },
  async warns(ctx) {
    if (ctx.actor.parties.length === 0) return []
    const open = await ctx.db
      .selectFrom('rectification')
      .select('number')
      .where('party_id', 'in', [...ctx.actor.parties])
      .where('state', '=', 'open')
      .limit(100)
      .execute()
    return open.length > 0
      ? [
          `您代表的单位还有整改单没有报告：${open.map(one => one.number).join('、')}。请先办完，或让同事取得授权。`,
        ]
      : []
  },
  /** That it was put right stays, and what was seen when it was checked; the words of who reported it do not. */
  async forget(ctx) {
    await ctx.db
      .updateTable('rectification')
      .set({ report: removed, reported_by: null })
      .where('reported_by', '=', ctx.actor.identityId)
      .execute()
    const theirs = ctx.db.selectFrom('staff').select('id').where('identity_id', '=', ctx.actor.identityId)
    await ctx.db
      .updateTable('inspection_conflict')
      .set({ reason: removed })
      .where('staff_id', 'in', theirs)
      .execute()
  },
})
