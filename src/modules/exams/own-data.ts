import { sql } from 'kysely'
import { type Ctx, system } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import { definePersonalData, eraseDetails, forgotten, removed } from '#platform/personal-data'
import { sittingFlow } from './sitting.ts'

const mine = (ctx: Ctx) =>
  ctx.db
    .selectFrom('exam_sitting')
    .where('identity_id', '=', ctx.actor.identityId ?? noId)
    .limit(1_000)

definePersonalData('exams', {
  /** Marks come along once they are released; what is right never does. */
  keeps: ctx =>
    mine(ctx)
      .select(['exam_title', 'state', 'attempt', 'began_at', 'handed_in_at', 'appeal', 'appeal_answer'])
      .select(eb => [
        eb.case().when('released_at', 'is not', null).then(eb.ref('score_tenths')).end().as('score_tenths'),
        eb.case().when('released_at', 'is not', null).then(eb.ref('passed')).end().as('passed'),
      ])
      .execute(),
  async warns(ctx) {
    const open = await mine(ctx).select('id').where('state', 'in', ['expected', 'sitting']).execute()
    return open.length > 0 ? [`您有 ${open.length} 场考试还没有考完，注销后不能再参加。`] : []
  },
  /** That somebody sat, and how it went, is evidence and stays; who it was does not. */
  async forget(ctx) {
    const all = (await mine(ctx).select(['id', 'state']).execute()) as Array<{ id: string; state: string }>
    const open = all.filter(one => ['expected', 'sitting', 'on_paper', 'handed_in'].includes(one.state))
    await performMany(
      { ...ctx, actor: system },
      sittingFlow,
      'callOff',
      open.map(one => one.id),
      { reason: '本人已经注销' },
    )
    const ids = all.map(one => one.id)
    await removeFiles(ctx, { subject: 'exam_sitting', recordIds: ids })
    await eraseDetails(ctx, sql`j.flow = 'exam_sitting' and j.record_id = any (${ids}::uuid[])`)
    await ctx.db
      .updateTable('exam_sitting')
      .set(eb => ({
        ...{ person_name: forgotten, phone: '', answers: '{}', mark_reason: null, appeal_answer: null },
        identity_id: null,
        appeal: eb.case().when('appeal', 'is not', null).then(removed).end(),
      }))
      .where('id', 'in', [noId, ...ids])
      .execute()
  },
})
