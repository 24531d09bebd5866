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
import { followUpFlow } from './follow-up.ts'
import { postingFlow } from './posting.ts'
import { introductionFlow } from './workflow.ts'

const files = async (ctx: Ctx) => [noId, ...(await ownFiles(ctx)).map(file => file.id)]
const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** The person's own postings, and those of firms that name them as the contact. */
async function ownPostings(ctx: Ctx) {
  const [parties, phone] = await Promise.all([files(ctx), phoneOfPerson(ctx)])
  return ctx.db
    .selectFrom('posting')
    .where(eb => eb.or([eb('party_id', 'in', parties), eb('contact_phone', '=', phone ?? '')]))
    .limit(1_000)
}

definePersonalData('postings', {
  keeps: async ctx =>
    (await ownPostings(ctx))
      .select(['kind', 'category', 'title', 'specification', 'quantity', 'unit', 'low_fen', 'high_fen'])
      .select(['place_note', 'valid_until', 'state', 'contact_name', 'contact_phone', 'submitted_at'])
      .execute(),
  async warns(ctx) {
    const open = await (await ownPostings(ctx)).select('title').where('state', '=', 'published').execute()
    return open.length > 0 ? [`您有 ${open.length} 条供需信息公开着，注销后关闭。`] : []
  },
  async forget(ctx) {
    const ids = (await (await ownPostings(ctx)).select('id').execute()).map(one => one.id)
    await performMany(asSystem(ctx), postingFlow, 'close', ids)
    const words = await wordsOfPerson(ctx)
    const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
    await removeFiles(ctx, { subject: 'posting', recordIds: ids })
    await eraseDetails(ctx, sql`j.flow = 'posting' and j.record_id = any (${ids}::uuid[])`)
    await ctx.db
      .updateTable('posting')
      .set({
        ...{ contact_name: forgotten, contact_phone: noPhone, identity_id: null },
        ...{ title: plain('title'), specification: plain('specification'), place_note: plain('place_note') },
      })
      .where('id', 'in', [noId, ...ids])
      .execute()
  },
})

/** Introductions of the person's own, on either side, and those in which their number was passed on. */
async function ownIntroductions(ctx: Ctx) {
  const [parties, phone] = await Promise.all([files(ctx), phoneOfPerson(ctx)])
  return ctx.db
    .selectFrom('introduction')
    .where(eb =>
      eb.or([
        eb('asker_party_id', 'in', parties),
        eb('owner_party_id', 'in', parties),
        eb('asker_phone', '=', phone ?? ''),
        eb('owner_phone', '=', phone ?? ''),
      ]),
    )
    .limit(1_000)
}

definePersonalData('introductions', {
  async keeps(ctx) {
    const rows = await (await ownIntroductions(ctx))
      .select(['id', 'title', 'state', 'words', 'outcome', 'reason', 'asked_at'])
      .select(['intent_fen', 'contract_fen', 'actual_fen', 'paid_fen', 'contract_from', 'contract_until'])
      .execute()
    const rounds = await ctx.db
      .selectFrom('introduction_round')
      .select(['introduction_id', 'on_day', 'people', 'body'])
      .where('introduction_id', 'in', [noId, ...rows.map(row => row.id)])
      .limit(5_000)
      .execute()
    return { introductions: rows, rounds }
  },
  async warns(ctx) {
    const open = await (await ownIntroductions(ctx))
      .select('title')
      .where('state', 'in', ['asked', 'sounding', 'offered', 'talking', 'following'])
      .execute()
    return open.length > 0 ? [`您有 ${open.length} 件供需对接没有办完，注销后中心不再跟进。`] : []
  },
  /** What was dealt stays in the figures, with its vouchers; who it was does not. */
  async forget(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? ''
    const ids = (await (await ownIntroductions(ctx)).select('id').execute()).map(one => one.id)
    await performMany(asSystem(ctx), introductionFlow, 'withdrawNotice', ids)
    await endOpen(ctx, await files(ctx))
    const words = await wordsOfPerson(ctx)
    const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
    const unless = (side: string) => sql<string>`case when ${sql.ref(`${side}_phone`)} = ${phone} then`
    await ctx.db
      .updateTable('introduction')
      .set({
        ...{ words: plain('words'), reason: plain('reason'), conflict: plain('conflict') },
        ...{ title: plain('title') },
        asker_name: sql<string>`${unless('asker')} ${forgotten} else asker_name end`,
        owner_name: sql<string>`${unless('owner')} ${forgotten} else owner_name end`,
        asker_phone: sql<string>`${unless('asker')} ${noPhone} else asker_phone end`,
        owner_phone: sql<string>`${unless('owner')} ${noPhone} else owner_phone end`,
      })
      .where('id', 'in', [noId, ...ids])
      .execute()
    await forgetChildren(ctx, ids, plain)
  },
})

/** What is open on the person's own side goes no further. */
async function endOpen(ctx: Ctx, parties: readonly string[]): Promise<void> {
  const open = await ctx.db
    .selectFrom('introduction')
    .select('id')
    .where(eb => eb.or([eb('asker_party_id', 'in', [...parties]), eb('owner_party_id', 'in', [...parties])]))
    .where('state', 'in', ['asked', 'sounding', 'offered', 'talking', 'following'])
    .limit(500)
    .execute()
  const ids = open.map(one => one.id)
  await performMany(asSystem(ctx), introductionFlow, 'abandon', ids)
  const followUps = await ctx.db
    .selectFrom('introduction_follow_up')
    .select('id')
    .where('introduction_id', 'in', [noId, ...ids])
    .where('state', 'in', ['waiting', 'due'])
    .limit(2_000)
    .execute()
  await performMany(
    asSystem(ctx),
    followUpFlow,
    'drop',
    followUps.map(one => one.id),
  )
}

async function forgetChildren(
  ctx: Ctx,
  ids: readonly string[],
  plain: (column: string) => ReturnType<typeof without>,
): Promise<void> {
  const me = ctx.actor.identityId
  const those = [noId, ...ids]
  await ctx.db
    .updateTable('introduction_round')
    .set({ body: plain('body'), people: plain('people'), author_name: plain('author_name') })
    .where('introduction_id', 'in', those)
    .execute()
  await ctx.db
    .updateTable('introduction_round')
    .set({ identity_id: null, author_name: forgotten })
    .where('identity_id', '=', me)
    .execute()
  await ctx.db
    .updateTable('introduction_follow_up')
    .set({ body: plain('body') })
    .where('introduction_id', 'in', those)
    .execute()
  await ctx.db
    .updateTable('introduction_figure')
    .set({ remark: plain('remark'), finding: plain('finding') })
    .where('introduction_id', 'in', those)
    .execute()
  await ctx.db
    .updateTable('introduction_figure')
    .set({ claimed_by: null, claimed_name: forgotten })
    .where('claimed_by', '=', me)
    .execute()
  await eraseDetails(ctx, sql`j.flow = 'introduction' and j.record_id = any (${[...ids]}::uuid[])`)
  const children = await ctx.db
    .selectFrom('introduction_figure')
    .select('id')
    .where('introduction_id', 'in', those)
    .limit(5_000)
    .execute()
  await eraseDetails(
    ctx,
    sql`j.flow = 'introduction_figure' and j.record_id = any (${children.map(one => one.id)}::uuid[])`,
  )
}
