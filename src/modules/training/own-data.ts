import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { ownFiles } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import { definePersonalData, eraseDetails, forgotten, phoneOfPerson } from '#platform/personal-data'
import { enrolmentFlow } from './enrolment.ts'

/** Enrolments by the person, for the person's own file, and those that name their phone. */
async function ownEnrolments(ctx: Ctx) {
  const files = (await ownFiles(ctx)).map(file => file.id)
  const phone = (await phoneOfPerson(ctx)) ?? '-'
  return ctx.db
    .selectFrom('enrolment')
    .innerJoin('training_class', 'training_class.id', 'enrolment.class_id')
    .where(eb =>
      eb.or([
        eb('enrolment.identity_id', '=', ctx.actor.identityId ?? noId),
        eb('enrolment.party_id', 'in', [noId, ...files]),
        eb('enrolment.phone', '=', phone),
      ]),
    )
    .limit(2_000)
}

const open = ['applied', 'waiting', 'accepted'] as const

const openOnes = async (ctx: Ctx) =>
  (await ownEnrolments(ctx))
    .select('enrolment.id')
    .where('enrolment.state', 'in', open)
    .where('training_class.state', 'in', ['published', 'running'])
    .execute()

async function ownAnswers(ctx: Ctx) {
  const files = (await ownFiles(ctx)).map(file => file.id)
  return ctx.db
    .selectFrom('training_answer')
    .where('party_id', 'in', [noId, ...files])
    .limit(200)
}

definePersonalData('training', {
  async keeps(ctx) {
    const enrolments = await (await ownEnrolments(ctx))
      .select([
        'training_class.title',
        'training_class.starts_on',
        'training_class.ends_on',
        'enrolment.state',
        'person_name',
        'phone',
        'id_number_encrypted',
        'village',
        'groups',
        'education',
        'intention',
        'applied_at',
        'outcome',
        'reason',
      ])
      .execute()
    const answers = await (await ownAnswers(ctx))
      .select(['topics', 'times', 'form', 'town', 'wish', 'answered_at', 'state'])
      .execute()
    return {
      enrolments: enrolments.map(({ id_number_encrypted, ...row }) => ({
        ...row,
        id_number: id_number_encrypted ? ctx.centre.keys.decrypt(id_number_encrypted) : null,
      })),
      answers,
    }
  },
  async warns(ctx) {
    const rows = await openOnes(ctx)
    return rows.length > 0 ? [`您报了 ${rows.length} 个还没有结束的培训班，注销后取消，名额让给别人。`] : []
  },
  /**
   * That somebody learnt stays for the figures; who it was does not. All of theirs get one new hash that leads to no number,
   * so that 人数 stays what it was.
   */
  async forget(ctx) {
    const ids = (await openOnes(ctx)).map(one => one.id)
    await performMany({ ...ctx, actor: system }, enrolmentFlow, 'leave', ids)
    const all = (
      await (await ownEnrolments(ctx)).select(['enrolment.id', 'enrolment.id_hash']).execute()
    ).map(one => one.id)
    const answers = (await (await ownAnswers(ctx)).select('id').execute()).map(one => one.id)
    await ctx.db
      .updateTable('training_answer')
      .set({ wish: '' })
      .where('id', 'in', [noId, ...answers])
      .execute()
    await ctx.db
      .updateTable('enrolment')
      .set({
        ...{ person_name: forgotten, phone: '', village: '', id_number_encrypted: null },
        ...{ identity_id: null, id_hash: await newHash(ctx, all) },
      })
      .where('id', 'in', [noId, ...all])
      .execute()
    await eraseDetails(
      ctx,
      sql`j.flow in ('enrolment', 'training_answer') and j.record_id = any (${[...all, ...answers]}::uuid[])`,
    )
  },
})

/** For each person among these enrolments one random text in place of the hash of their number. */
async function newHash(ctx: Ctx, ids: readonly string[]) {
  const hashes = await ctx.db
    .selectFrom('enrolment')
    .select('id_hash')
    .distinct()
    .where('id', 'in', [noId, ...ids])
    .limit(2_000)
    .execute()
  const pairs = JSON.stringify(
    Object.fromEntries(hashes.map(({ id_hash }) => [id_hash, randomBytes(32).toString('hex')])),
  )
  return sql<string>`${pairs}::jsonb ->> id_hash`
}
