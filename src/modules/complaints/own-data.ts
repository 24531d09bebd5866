import { sql } from 'kysely'
import { wordsOfPerson } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import { definePersonalData, phoneOfPerson, without } from '#platform/personal-data'
import { underWay } from './workflow.ts'

/** What the person complained of: signed in, or noted by a clerk under their number. */
const own = async (ctx: Ctx) => {
  const phone = (await phoneOfPerson(ctx)) ?? ''
  return ctx.db
    .selectFrom('complaint')
    .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('contact_phone', '=', phone)]))
    .limit(1_000)
}

definePersonalData('complaints', {
  keeps: async ctx =>
    (await own(ctx))
      .select(['number', 'lookup_code', 'kind', 'about', 'body', 'state', 'contact_name', 'contact_phone'])
      .select(['finding', 'answer', 'measures', 'refusal_text', 'appeal', 'appeal_outcome', 'submitted_at'])
      .execute(),
  async warns(ctx) {
    const open = await (await own(ctx))
      .select(['number', 'lookup_code'])
      .where('state', 'in', [...underWay])
      .execute()
    return open.length === 0
      ? []
      : [
          `您有 ${open.length} 件服务反馈正在办理，注销后按匿名继续办理，不再通知您；请记下编号和查询码：${open
            .map(one => `${one.number}（${one.lookup_code}）`)
            .join('、')}。`,
        ]
  },
  /** What was complained of goes on without a name: it may concern others, too. */
  async forget(ctx) {
    const rows = await (await own(ctx)).select('id').execute()
    const ids = [noId, ...rows.map(row => row.id)]
    const words = await wordsOfPerson(ctx)
    const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
    await removeFiles(ctx, { subject: 'complaint', recordIds: ids })
    await ctx.db
      .updateTable('complaint')
      .set({
        ...{ anonymous: true, identity_id: null, party_id: null, case_id: null },
        ...{ contact_name: null, contact_phone: null },
        ...{ body: plain('body'), answer: plain('answer'), measures: plain('measures') },
        ...{ refusal_text: plain('refusal_text'), appeal: plain('appeal') },
        appeal_outcome: plain('appeal_outcome'),
      })
      .where('id', 'in', ids)
      .execute()
    await ctx.db
      .updateTable('complaint_entry')
      .set({ body: plain('body') })
      .where('complaint_id', 'in', ids)
      .execute()
    await ctx.db
      .updateTable('complaint_statement')
      .set({ question: plain('question'), statement: plain('statement') })
      .where('complaint_id', 'in', ids)
      .execute()
  },
})
