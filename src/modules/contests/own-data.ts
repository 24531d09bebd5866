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
  removed,
  without,
} from '#platform/personal-data'
import { entryFlow } from './entry.ts'
import { judgeFlow } from './judge.ts'

const me = (ctx: Ctx): string => ctx.actor.identityId ?? noId

/** Entries of the person's own file, and those that they sent. */
const ownEntries = async (ctx: Ctx) => {
  const files = (await ownFiles(ctx)).map(file => file.id)
  return ctx.db
    .selectFrom('contest_entry')
    .innerJoin('contest', 'contest.id', 'contest_entry.contest_id')
    .where(eb =>
      eb.or([
        eb('contest_entry.party_id', 'in', [noId, ...files]),
        eb('contest_entry.identity_id', '=', me(ctx)),
      ]),
    )
    .limit(500)
}

const openOnes = async (ctx: Ctx) => {
  const files = (await ownFiles(ctx)).map(file => file.id)
  return ctx.db
    .selectFrom('contest_entry')
    .select('id')
    .where('party_id', 'in', [noId, ...files])
    .where('state', 'in', ['submitted', 'returned', 'eligible'])
    .limit(200)
    .execute()
}

const ownSeats = (ctx: Ctx) =>
  ctx.db
    .selectFrom('contest_judge')
    .select(['id', 'state'])
    .where('identity_id', '=', me(ctx))
    .limit(200)
    .execute()

definePersonalData('contests', {
  async keeps(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? '-'
    const entries = await (await ownEntries(ctx))
      .select(['contest.title as contest', 'contest_entry.title', 'contest_entry.about', 'works', 'links'])
      .select(['contact_name', 'contact_phone', 'contest_entry.state', 'submitted_at', 'final_rank'])
      .execute()
    const teams = await ctx.db
      .selectFrom('contest_member')
      .innerJoin('contest', 'contest.id', 'contest_member.contest_id')
      .select(['contest.title as contest', 'name', 'phone', 'active'])
      .where('phone', '=', phone)
      .limit(500)
      .execute()
    const judged = await ctx.db
      .selectFrom('contest_sheet')
      .innerJoin('contest', 'contest.id', 'contest_sheet.contest_id')
      .select(['contest.title as contest', 'contest_sheet.number', 'marks', 'total', 'opinion', 'signed_at'])
      .where('identity_id', '=', me(ctx))
      .where('contest_sheet.state', 'in', ['open', 'locked', 'unlocking'])
      .limit(2_000)
      .execute()
    const objections = await ctx.db
      .selectFrom('contest_objection')
      .select(['raised_by', 'phone', 'body', 'answer', 'raised_at'])
      .where('identity_id', '=', me(ctx))
      .limit(200)
      .execute()
    return { entries, teams, judged, objections }
  },
  async warns(ctx) {
    const [entries, seats] = [await openOnes(ctx), await ownSeats(ctx)]
    const active = seats.filter(one => one.state === 'accepted')
    return [
      ...(entries.length > 0 ? [`您有 ${entries.length} 份大赛报名还没有结束，注销后退出比赛。`] : []),
      ...(active.length > 0 ? [`您担任 ${active.length} 个大赛的评委，没有签名的评分表改派他人。`] : []),
    ]
  },
  /** That somebody took part, and what judges gave, stays for the result; who it was, and their works, do not. */
  async forget(ctx) {
    const bySystem = { ...ctx, actor: system }
    await performMany(
      bySystem,
      entryFlow,
      'abandon',
      (await openOnes(ctx)).map(one => one.id),
    )
    const seats = await ownSeats(ctx)
    await performMany(
      bySystem,
      judgeFlow,
      'leave',
      seats.map(one => one.id),
    )
    await forgetEntries(ctx)
    await forgetJudge(
      ctx,
      seats.map(one => one.id),
    )
    const phone = (await phoneOfPerson(ctx)) ?? '-'
    await ctx.db
      .updateTable('contest_member')
      .set({ name: forgotten, phone: noPhone })
      .where('phone', '=', phone)
      .execute()
    await ctx.db
      .updateTable('contest_objection')
      .set({ identity_id: null, raised_by: forgotten, phone: noPhone, body: removed })
      .where(eb => eb.or([eb('identity_id', '=', me(ctx)), eb('phone', '=', phone)]))
      .execute()
  },
})

async function forgetEntries(ctx: Ctx): Promise<void> {
  const ids = (await (await ownEntries(ctx)).select('contest_entry.id').execute()).map(one => one.id)
  const words = await wordsOfPerson(ctx)
  const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
  await removeFiles(ctx, { subject: 'contest_entry', recordIds: ids })
  await eraseDetails(ctx, sql`j.flow = 'contest_entry' and j.record_id = any (${ids}::uuid[])`)
  await ctx.db
    .updateTable('contest_entry')
    .set({
      ...{ identity_id: null, contact_name: forgotten, contact_phone: noPhone, works: removed },
      ...{ links: [], shown: false, about: plain('about'), title: plain('title') },
    })
    .where('id', 'in', [noId, ...ids])
    .execute()
  const leaders = ctx.db
    .updateTable('contest_member')
    .set({ name: forgotten, phone: noPhone })
    .where('entry_id', 'in', [noId, ...ids])
    .where('place', '=', 0)
  await leaders.execute()
}

async function forgetJudge(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.db
    .updateTable('contest_judge')
    .set({ name: forgotten, phone: noPhone, about: '' })
    .where('id', 'in', [noId, ...ids])
    .execute()
  await ctx.db
    .updateTable('contest_declaration')
    .set({ reason: '' })
    .where('judge_id', 'in', [noId, ...ids])
    .execute()
  await ctx.db
    .updateTable('contest_sheet')
    .set({
      signed_name: sql<string | null>`case when signed_name is null then null else ${forgotten} end`,
      earlier: '[]',
    })
    .where('judge_id', 'in', [noId, ...ids])
    .execute()
}
