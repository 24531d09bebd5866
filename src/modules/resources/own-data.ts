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
import { needFlow } from './need.ts'
import { resourceFlow } from './workflow.ts'

const files = async (ctx: Ctx) => [noId, ...(await ownFiles(ctx)).map(file => file.id)]

/** What the person asked for, for themselves or as the contact of a firm. */
async function ownNeeds(ctx: Ctx) {
  const [parties, phone] = await Promise.all([files(ctx), phoneOfPerson(ctx)])
  return ctx.db
    .selectFrom('resource_need')
    .where(eb => eb.or([eb('party_id', 'in', parties), eb('contact_phone', '=', phone ?? '')]))
    .limit(1_000)
}

/** What is still done for the person's own file; what a firm asked for goes on without them. */
const openNeeds = async (ctx: Ctx) =>
  ctx.db
    .selectFrom('resource_need')
    .select(['id', 'state'])
    .where('party_id', 'in', await files(ctx))
    .where('state', 'in', ['submitted', 'accepted', 'recommended', 'introduced'])
    .limit(100)
    .execute()

const ownResources = async (ctx: Ctx) => {
  const [parties, phone] = await Promise.all([files(ctx), phoneOfPerson(ctx)])
  return ctx.db
    .selectFrom('pooled_resource')
    .where(eb => eb.or([eb('party_id', 'in', parties), eb('contact_phone', '=', phone ?? '')]))
    .limit(200)
}

definePersonalData('resource_needs', {
  keeps: async ctx =>
    (await ownNeeds(ctx))
      .select(['kind', 'body', 'by_day', 'state', 'contact_name', 'contact_phone', 'outcome', 'asked_at'])
      .execute(),
  async warns(ctx) {
    const open = await openNeeds(ctx)
    return open.length > 0 ? [`您有 ${open.length} 件对接需求没有办完，注销后不再办理。`] : []
  },
  /** That something was brought together stays for the figures; for whom does not. */
  async forget(ctx) {
    const open = await openNeeds(ctx)
    await performMany(
      { ...ctx, actor: system },
      needFlow,
      'abandon',
      open.map(one => one.id),
    )
    const words = await wordsOfPerson(ctx)
    const ids = [noId, ...(await (await ownNeeds(ctx)).select('id').execute()).map(one => one.id)]
    await removeFiles(ctx, { subject: 'resource_need', recordIds: ids })
    await eraseDetails(ctx, sql`j.record_id = any (${ids}::uuid[])`)
    await ctx.db
      .updateTable('resource_need')
      .set({
        ...{ contact_name: forgotten, contact_phone: noPhone },
        body: without(words, sql<string>`body`),
        outcome: without(words, sql<string>`outcome`),
      })
      .where('id', 'in', ids)
      .execute()
    const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
    const referrals = await ctx.db
      .updateTable('resource_referral')
      .set({ consent: plain('consent'), result: plain('result'), follow_up: plain('follow_up') })
      .where('need_id', 'in', ids)
      .returning('id')
      .execute()
    await removeFiles(ctx, { subject: 'resource_referral', recordIds: referrals.map(one => one.id) })
    await eraseDetails(
      ctx,
      sql`j.flow = 'resource_referral' and j.record_id = any (${referrals.map(one => one.id)}::uuid[])`,
    )
  },
})

definePersonalData('pooled_resources', {
  keeps: async ctx =>
    (await ownResources(ctx))
      .select(['kind', 'name', 'offers', 'state', 'contact_name', 'contact_phone', 'valid_until'])
      .execute(),
  async warns(ctx) {
    const own = await (await ownResources(ctx))
      .select('name')
      .where('state', 'in', ['listed', 'due'])
      .execute()
    return own.map(one => `资源「${one.name}」以您为联系人公开着，注销后撤下。`)
  },
  async forget(ctx) {
    const own = await (await ownResources(ctx)).select(['id', 'party_id']).execute()
    const parties = new Set(await files(ctx))
    await performMany(
      { ...ctx, actor: system },
      resourceFlow,
      'withdraw',
      own.map(one => one.id),
      { reason: '联系人已注销账号' },
    )
    const contact = { contact_name: forgotten, contact_phone: noPhone }
    const ids = own.map(one => one.id)
    await ctx.db
      .updateTable('pooled_resource')
      .set(contact)
      .where('id', 'in', [noId, ...ids])
      .execute()
    const personal = own.filter(one => parties.has(one.party_id ?? '')).map(one => one.id)
    await ctx.db
      .updateTable('pooled_resource')
      .set({ holder_name: forgotten })
      .where('id', 'in', [noId, ...personal])
      .execute()
    await eraseDetails(ctx, sql`j.flow = 'pooled_resource' and j.record_id = any (${ids}::uuid[])`)
  },
})
