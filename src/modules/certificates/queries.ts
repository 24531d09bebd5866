import { sql } from 'kysely'
import { ownFiles } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { forgotten } from '#platform/personal-data'
import { listSize, statusPlace } from './credential.ts'
import { ownCertificates, visibleBatches, visibleCertificates } from './people.ts'

export const batchOfClass = (ctx: Ctx, classId: string) =>
  ctx.db.selectFrom('certificate_batch').selectAll().where('class_id', '=', classId).executeTakeFirst()

/** Classes whose certificates still wait, for the head of the list; to who is in charge of one, theirs. */
export const openBatches = (ctx: Ctx) =>
  visibleBatches(ctx, ctx.db.selectFrom('certificate_batch'))
    .select([
      'certificate_batch.id',
      'certificate_batch.state',
      'class_id',
      'title',
      'class_number',
      'people',
    ])
    .where('certificate_batch.state', '!=', 'issued')
    .orderBy('certificate_batch.id')
    .limit(50)
    .execute()

export const certificatesOfBatch = (ctx: Ctx, batchId: string) =>
  ctx.db
    .selectFrom('certificate')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('number')
    .limit(4_000)
    .execute()

export interface Asked {
  question: string
  state: string
  year: string
  handed: string
}

export const certificateList = (ctx: Ctx, asked: Asked, page: number, size: number) =>
  visibleCertificates(ctx, ctx.db.selectFrom('certificate'))
    .selectAll('certificate')
    .$if(asked.question !== '', query =>
      query.where(eb =>
        eb.or([
          eb('serial', 'like', `%${asked.question.replaceAll(/[%_\\]/g, '\\$&')}%`),
          eb('person_name', '=', asked.question),
          eb('class_title', 'like', `%${asked.question.replaceAll(/[%_\\]/g, '\\$&')}%`),
        ]),
      ),
    )
    .$if(asked.state !== '', query => query.where('certificate.state', '=', asked.state))
    .$if(/^20\d\d$/.test(asked.year), query =>
      query.where(
        sql<boolean>`issued_on between ${`${asked.year}-01-01`}::date and ${`${asked.year}-12-31`}::date`,
      ),
    )
    .$if(asked.handed === 'no', query =>
      query.where('handed_on', 'is', null).where('certificate.state', '=', 'issued'),
    )
    .orderBy('certificate.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

/** Years in which certificates were issued, newest first. */
export async function yearsOf(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('certificate')
    .select(sql<string>`to_char(issued_on, 'YYYY')`.as('year'))
    .distinct()
    .orderBy('year', 'desc')
    .limit(30)
    .execute()
  return rows.map(row => row.year)
}

export const ownList = (ctx: Ctx) =>
  ownCertificates(ctx, ctx.db.selectFrom('certificate'))
    .selectAll('certificate')
    .orderBy('certificate.id', 'desc')
    .limit(200)
    .execute()

export const ownOne = (ctx: Ctx, id: string) =>
  ownCertificates(ctx, ctx.db.selectFrom('certificate'))
    .selectAll('certificate')
    .where('certificate.id', '=', id)
    .executeTakeFirst()

/** One's own as a person: not those of people whom one enrolled for a firm. */
export const heldBy = async (ctx: Ctx) => {
  const files = [noId, ...(await ownFiles(ctx)).map(file => file.id)]
  return ctx.db
    .selectFrom('certificate')
    .selectAll()
    .where(eb => eb.or([eb('identity_id', '=', ctx.actor.identityId), eb('party_id', 'in', files)]))
    .limit(1_000)
    .execute()
}

/** What replaces it, and what it replaces. */
export async function chainOf(ctx: Ctx, row: { id: string; replaces_id: string | null }) {
  const rows = await ctx.db
    .selectFrom('certificate')
    .select(['id', 'serial', 'replaces_id'])
    .where(eb => eb.or([eb('replaces_id', '=', row.id), eb('id', '=', row.replaces_id)]))
    .limit(2)
    .execute()
  const old = rows.find(one => one.id === row.replaces_id)
  const next = rows.find(one => one.replaces_id === row.id)
  return { old: old ?? null, next: next ?? null }
}

/** What anybody may learn of a certificate whose number they have, with the name or the code that stand on it. */
export const known = (ctx: Ctx, serial: string, by: { name: string } | { code: string }) =>
  ctx.db
    .selectFrom('certificate')
    .select([
      'state',
      'serial',
      'person_name',
      'name',
      'class_title',
      'class_number',
      'issued_on',
      'ended_on',
    ])
    .where('serial', '=', serial)
    .where('person_name', '!=', forgotten)
    .$if('name' in by, query => query.where('person_name', '=', 'name' in by ? by.name : ''))
    .$if('code' in by, query => query.where('code', '=', 'code' in by ? by.code : ''))
    .executeTakeFirst()

/** The places of one status list whose certificates no longer count, and when the last of them ended. */
export async function endedIn(ctx: Ctx, number: number) {
  const rows = await ctx.db
    .selectFrom('certificate')
    .select(['place', 'ended_on'])
    .where('state', 'in', ['revoked', 'replaced'])
    .where('place', '>=', (number - 1) * listSize)
    .where('place', '<', number * listSize)
    .limit(listSize)
    .execute()
  const days = rows.map(row => row.ended_on ?? '').sort()
  return { indexes: rows.map(row => statusPlace(row.place).index), last: days.at(-1) ?? null }
}

/** How many status lists there are. */
export async function listCount(ctx: Ctx): Promise<number> {
  const row = await ctx.db.selectFrom('credential_counter').select('taken').executeTakeFirst()
  return Math.ceil((row?.taken ?? 0) / listSize)
}

/** What a class's certificates are called and say; undefined where none was issued. */
export const achievementById = (ctx: Ctx, classId: string) =>
  ctx.db
    .selectFrom('certificate')
    .select(['class_id', 'name', 'class_title', 'hours_tenths', 'organisation'])
    .where('class_id', '=', classId)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()

/** The certificate of a learner that counts, or the last one. */
export const certificateOfLearner = (ctx: Ctx, enrolmentId: string) =>
  ctx.db
    .selectFrom('certificate')
    .select(['id', 'name', 'serial', 'state'])
    .where('enrolment_id', '=', enrolmentId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
