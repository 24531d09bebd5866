import { sql } from 'kysely'
import { ownFiles, wordsOfPerson } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import { definePersonalData, forgotten, phoneOfPerson, without } from '#platform/personal-data'
import { dropFindable } from './effects.ts'
import { transferFlow } from './transfer.ts'
import { consultationFlow, underWay } from './workflow.ts'

/** What the person asked: signed in, or noted by a colleague under their number or their file. */
const own = async (ctx: Ctx) => {
  const phone = (await phoneOfPerson(ctx)) ?? ''
  const files = (await ownFiles(ctx)).map(file => file.id)
  return ctx.db
    .selectFrom('consultation')
    .where(eb =>
      eb.or([
        eb('identity_id', '=', ctx.actor.identityId),
        eb('contact_phone', '=', phone),
        eb('party_id', 'in', [noId, ...files]),
      ]),
    )
    .limit(1_000)
}

definePersonalData('consultations', {
  keeps: async ctx =>
    (await own(ctx))
      .select(['number', 'lookup_code', 'channel', 'kind', 'question', 'state', 'contact_name'])
      .select(['contact_phone', 'answer', 'basis', 'solved', 'submitted_at', 'answered_at'])
      .execute(),
  async warns(ctx) {
    const open = await (await own(ctx))
      .select('number')
      .where('state', 'in', [...underWay])
      .execute()
    return open.length === 0
      ? []
      : [`您有 ${open.length} 件咨询还没有答复，注销后撤回：${open.map(one => one.number).join('、')}。`]
  },
  /** That something was asked stays for the ledger; who asked, and whatever tells of them, does not. */
  async forget(ctx) {
    const rows = await (await own(ctx)).select(['id', 'state']).execute()
    const open = rows.filter(row => (underWay as readonly string[]).includes(row.state)).map(row => row.id)
    await performMany({ ...ctx, actor: system }, consultationFlow, 'abandon', open)
    const ids = [noId, ...rows.map(row => row.id)]
    const words = await wordsOfPerson(ctx)
    const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
    await removeFiles(ctx, { subject: 'consultation', recordIds: ids })
    for (const { id } of rows) await dropFindable(ctx, id)
    await ctx.db
      .updateTable('consultation')
      .set({
        ...{ identity_id: null, party_id: null, contact_name: null, contact_phone: null },
        ...{ question: plain('question'), answer: plain('answer') },
      })
      .where('id', 'in', ids)
      .execute()
    await ctx.db
      .updateTable('consultation_entry')
      .set({ body: plain('body') })
      .where('consultation_id', 'in', ids)
      .execute()
    await ctx.db
      .updateTable('consultation_transfer')
      .set({ question: plain('question'), answer: plain('answer'), declined: plain('declined') })
      .where('consultation_id', 'in', ids)
      .execute()
  },
})

/** Experts from outside. */
definePersonalData('consulting_experts', {
  keeps: ctx =>
    ctx.db
      .selectFrom('consulting_expert')
      .select(['name', 'phone', 'introduction', 'kinds', 'leaves', 'state'])
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(10)
      .execute(),
  async warns(ctx) {
    const open = await ctx.db
      .selectFrom('consultation_transfer')
      .select('id')
      .where('identity_id', '=', ctx.actor.identityId)
      .where('state', 'in', ['offered', 'accepted'])
      .limit(100)
      .execute()
    return open.length === 0 ? [] : [`转给您的 ${open.length} 件咨询还没有答复，注销后退回中心。`]
  },
  async forget(ctx) {
    const theirs = await ctx.db
      .selectFrom('consulting_expert')
      .select('id')
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(10)
      .execute()
    const open = await ctx.db
      .selectFrom('consultation_transfer')
      .select('id')
      .where('identity_id', '=', ctx.actor.identityId)
      .where('state', 'in', ['offered', 'accepted'])
      .limit(100)
      .execute()
    await performMany(
      ctx,
      transferFlow,
      'decline',
      open.map(one => one.id),
      { reason: '专家已注销账号' },
    )
    const ids = [noId, ...theirs.map(one => one.id)]
    await ctx.db
      .updateTable('consulting_expert')
      .set({ name: forgotten, phone: null, introduction: '', identity_id: null, state: 'ended' })
      .where('id', 'in', ids)
      .execute()
    await ctx.db
      .updateTable('consultation')
      .set({ answered_by: forgotten })
      .where(
        'id',
        'in',
        ctx.db
          .selectFrom('consultation_transfer')
          .select('consultation_id')
          .where('expert_id', 'in', ids)
          .where('state', '=', 'answered'),
      )
      .execute()
    await ctx.db
      .updateTable('consultation_transfer')
      .set({ identity_id: null })
      .where('expert_id', 'in', ids)
      .execute()
  },
})
