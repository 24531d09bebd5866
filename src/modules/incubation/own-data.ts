import { sql } from 'kysely'
import { ownFiles, wordsOfPerson } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import {
  definePersonalData,
  eraseDetails,
  forgotten,
  noPhone,
  phoneOfPerson,
  removed,
  without,
} from '#platform/personal-data'
import { standDown } from './mentor.ts'

const files = async (ctx: Ctx) => [noId, ...(await ownFiles(ctx)).map(file => file.id)]

/** Projects that are the person's own, that they applied for, or that name them as the contact. */
async function projects(ctx: Ctx) {
  const [parties, phone] = [await files(ctx), (await phoneOfPerson(ctx)) ?? noPhone]
  return ctx.db
    .selectFrom('incubation')
    .where(eb =>
      eb.or([
        eb('party_id', 'in', parties),
        eb('identity_id', '=', ctx.actor.identityId),
        eb('contact_phone', '=', phone),
      ]),
    )
    .limit(500)
}
const plain = (words: readonly string[], column: string) => without(words, sql<string>`${sql.ref(column)}`)

definePersonalData('incubation', {
  async keeps(ctx) {
    const own = await (await projects(ctx))
      .select(['id', 'name', 'state', 'introduction', 'product', 'market', 'money', 'team', 'contact_name'])
      .select(['contact_phone', 'applied_at', 'first_day', 'last_day', 'graduated_on', 'left_on'])
      .execute()
    const ids = [noId, ...own.map(one => one.id)]
    const months = await ctx.db
      .selectFrom('incubation_month')
      .select(['month', 'sales_fen', 'orders', 'live', 'jobs', 'insured', 'tax_fen', 'reported_at'])
      .where('incubation_id', 'in', ids)
      .where('party_id', 'in', await files(ctx))
      .limit(1_000)
      .execute()
    return { projects: own, months }
  },
  async warns(ctx) {
    const open = await (await projects(ctx))
      .select('name')
      .where('state', 'not in', ['closed', 'left', 'refused', 'withdrawn'])
      .execute()
    return open.map(one => `您的孵化项目「${one.name}」还没有办完，注销后不能再填报、约导师和接收通知。`)
  },
  /** That a place was given, for how long and with what end, is a public record; who they were is not. */
  async forget(ctx) {
    const words = await wordsOfPerson(ctx)
    const ids = (await (await projects(ctx)).select('id').execute()).map(row => row.id)
    const own = [noId, ...ids]
    await removeFiles(ctx, { subject: 'incubation', recordIds: ids })
    await eraseDetails(ctx, sql`j.flow = 'incubation' and j.record_id = any (${ids}::uuid[])`)
    await ctx.db
      .updateTable('incubation')
      .set({
        ...{ contact_name: forgotten, contact_phone: noPhone, identity_id: null, shown_at: null },
        ...{
          startup_confirmed_by: sql`case when startup_confirmed_by is null then null else ${forgotten} end`,
        },
        team: sql`${without(words, sql`team::text`)}::jsonb`,
        introduction: plain(words, 'introduction'),
        product: plain(words, 'product'),
        market: plain(words, 'market'),
        money: plain(words, 'money'),
        agreement: plain(words, 'agreement'),
        statement: plain(words, 'statement'),
        mending: plain(words, 'mending'),
        shown_about: plain(words, 'shown_about'),
      })
      .where('id', 'in', own)
      .execute()
    await ctx.db
      .updateTable('incubation_month')
      .set({ remark: plain(words, 'remark'), slips: sql`${without(words, sql`slips::text`)}::jsonb` })
      .where('incubation_id', 'in', own)
      .execute()
    await ctx.db
      .updateTable('incubation_tracking')
      .set({ note: plain(words, 'note') })
      .where('incubation_id', 'in', own)
      .execute()
    await forgetSessions(ctx, words, own)
  },
})

const forgetSessions = async (ctx: Ctx, words: readonly string[], incubations: readonly string[]) => {
  const mine = ctx.db.selectFrom('mentor').select('mentor.id').where('identity_id', '=', ctx.actor.identityId)
  await ctx.db
    .updateTable('mentoring_session')
    .set({ notes: plain(words, 'notes'), goals: plain(words, 'goals'), topic: plain(words, 'topic') })
    .where(eb => eb.or([eb('incubation_id', 'in', incubations), eb('mentor_id', 'in', mine)]))
    .execute()
  await ctx.db
    .updateTable('mentoring_task')
    .set({ title: plain(words, 'title'), report: plain(words, 'report') })
    .where(eb => eb.or([eb('incubation_id', 'in', incubations), eb('mentor_id', 'in', mine)]))
    .execute()
}

definePersonalData('incubation objections', {
  keeps: async ctx => {
    const phone = (await phoneOfPerson(ctx)) ?? noPhone
    return ctx.db
      .selectFrom('incubation_objection')
      .select(['raised_at', 'raised_by', 'phone', 'body', 'state', 'answer'])
      .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('phone', '=', phone)]))
      .limit(200)
      .execute()
  },
  async forget(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? noPhone
    await ctx.db
      .updateTable('incubation_objection')
      .set({ raised_by: removed, phone: '', body: removed, identity_id: null })
      .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('phone', '=', phone)]))
      .execute()
  },
})

definePersonalData('mentor', {
  keeps: ctx =>
    ctx.db
      .selectFrom('mentor')
      .select(['name', 'phone', 'work', 'introduction', 'topics', 'place', 'hours', 'leaves', 'state'])
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(10)
      .execute(),
  async warns(ctx) {
    const mentor = await ctx.db
      .selectFrom('mentor')
      .select('id')
      .where('identity_id', '=', ctx.actor.identityId)
      .where('state', '=', 'active')
      .executeTakeFirst()
    return mentor ? ['您是创业导师，注销后不再担任，约好的辅导请先取消。'] : []
  },
  /** That sessions took place stays, with whom does not; what was to be reviewed goes to somebody else. */
  async forget(ctx) {
    const mine = await ctx.db
      .selectFrom('mentor')
      .select('id')
      .where('identity_id', '=', ctx.actor.identityId)
      .limit(10)
      .execute()
    for (const one of mine) await standDown(ctx, one)
    await ctx.db
      .updateTable('mentor')
      .set({
        ...{ state: 'ended', name: forgotten, phone: noPhone, work: removed, introduction: removed },
        ...{ shown_at: null, reviews_at: null, hours: '[]', leaves: '[]', identity_id: null },
      })
      .where('identity_id', '=', ctx.actor.identityId)
      .execute()
  },
})
