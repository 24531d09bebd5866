import { sql } from 'kysely'
import { ownFiles, wordsOfPerson } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import {
  definePersonalData,
  eraseDetails,
  forgotten,
  noPhone,
  phoneOfPerson,
  without,
} from '#platform/personal-data'
import { serviceCaseFlow, underWay } from './workflow.ts'

/** Cases that the person applied for or that are about them; what a colleague asks for the same firm is the colleague's. */
const ownCases = async (ctx: Ctx) => {
  const files = (await ownFiles(ctx)).map(file => file.id)
  return ctx.db
    .selectFrom('service_case')
    .where(eb =>
      eb.or([eb('party_id', 'in', [noId, ...files]), eb('applicant_identity_id', '=', ctx.actor.identityId)]),
    )
    .limit(5_000)
}

/** Cases that are not over: those about the person, and those that they asked for on behalf of a firm. */
async function openCases(ctx: Ctx) {
  const files = (await ownFiles(ctx)).map(file => file.id)
  const open = await (await ownCases(ctx))
    .select(['id', 'number', 'title', 'party_id'])
    .where('state', 'in', underWay)
    .orderBy('id')
    .execute()
  return {
    own: open.filter(one => files.includes(one.party_id)),
    others: open.filter(one => !files.includes(one.party_id)),
  }
}

definePersonalData('cases', {
  keeps: async ctx =>
    (await ownCases(ctx))
      .select([
        'number',
        'lookup_code',
        'title',
        'state',
        'answers',
        'answer',
        'contact_name',
        'contact_phone',
        'submitted_at',
        'closed_at',
      ])
      .execute(),
  async warns(ctx) {
    const { own, others } = await openCases(ctx)
    return [
      ...(own.length > 0
        ? [
            `您有 ${own.length} 件正在办理，注销后终止：${own.map(one => `${one.title}（${one.number}）`).join('、')}。`,
          ]
        : []),
      ...(others.length > 0
        ? [
            `您为单位申请的 ${others.length} 件继续办理，但不再留您的姓名和电话；请先让同事取得该单位的授权，以免没有人收到通知。`,
          ]
        : []),
    ]
  },
  /** The case stays as the record of what the centre did; whom it was about, and their papers, do not. */
  async forget(ctx) {
    const { own: open } = await openCases(ctx)
    const ended = open.map(one => one.id)
    await performMany({ ...ctx, actor: system }, serviceCaseFlow, 'abandon', ended)
    const files = (await ownFiles(ctx)).map(file => file.id)
    const cases = await (await ownCases(ctx)).select(['id', 'party_id']).execute()
    const own = cases.filter(one => files.includes(one.party_id)).map(one => one.id)
    await removeFiles(ctx, {
      subject: 'service_case',
      recordIds: own,
      uploadedBy: ctx.actor.identityId,
    })
    const ids = [noId, ...cases.map(one => one.id)]
    await forgetWords(ctx, ids)
    const phone = (await phoneOfPerson(ctx)) ?? ''
    await ctx.db
      .updateTable('service_case')
      .set({ contact_name: forgotten, contact_phone: noPhone })
      .where(eb => eb.or([eb('id', 'in', ids), eb('contact_phone', '=', phone)]))
      .execute()
  },
})

/** Takes the person out of what anybody wrote in these cases. */
async function forgetWords(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const words = await wordsOfPerson(ctx)
  const inJson = words.map(word => JSON.stringify(word).slice(1, -1))
  await ctx.db
    .updateTable('service_case')
    .set({
      answers: sql`${without(inJson, sql`answers::text`)}::jsonb`,
      answer: without(words, sql`answer`),
    })
    .where('id', 'in', ids)
    .execute()
  await ctx.db
    .updateTable('case_message')
    .set({ body: without(words, sql`body`) })
    .where('case_id', 'in', ids)
    .execute()
  const patterns = words.map(word => `%${word}%`)
  await eraseDetails(
    ctx,
    sql`j.flow = 'service_case' and j.record_id = any (${ids}::uuid[])
      and (d.note like any (${patterns}::text[]) or d.input::text like any (${patterns}::text[]))`,
  )
}

definePersonalData('messages', {
  keeps: ctx =>
    ctx.db
      .selectFrom('case_message')
      .select(['case_id', 'at', 'body'])
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(5_000)
      .execute(),
  async forget(ctx) {
    await ctx.db
      .updateTable('case_message')
      .set({ author_name: forgotten })
      .where('identity_id', '=', ctx.actor.identityId)
      .execute()
  },
})
