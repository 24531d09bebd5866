import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { maskIdNumber } from '#platform/identifiers'
import { derivedId, readableCode } from '#platform/ids'
import { credentialOf, registered } from './credential.ts'
import type { Issued } from './inputs.ts'
import { signer } from './keys.ts'
import type { Certificate } from './people.ts'
import { serialOf } from './serial.ts'

/** What a certificate says, as its columns: read once, numbered under the lock of the batch, signed, and frozen. */
export async function issuedNow(ctx: Ctx, row: Certificate, { batch_id, enrolment_id, replaces_id }: Issued) {
  const learner = await learnerOf(ctx, enrolment_id)
  const old = replaces_id ? await replaced(ctx, replaces_id) : null
  const { numbers } = await nextNumber(ctx, batch_id)
  const says = {
    person_name: old?.person_name ?? learner.person_name,
    id_masked: old?.id_masked ?? maskedId(ctx, learner.id_number_encrypted),
    name: learner.certificate,
    class_title: learner.title,
    class_number: learner.number,
    starts_on: learner.starts_on,
    ends_on: learner.ends_on,
    hours_tenths: await hoursTaught(ctx, learner.class_id, learner.hours_tenths),
    organisation: learner.organiser,
    issued_on: dayOf(ctx.now),
  }
  const serial = serialOf(ctx.centre.division, learner.number, numbers)
  const place = await nextPlace(ctx)
  const credential = credentialOf(ctx.centre.origin, ctx.centre.name, {
    ...{ id: row.id, subjectId: derivedId(row.id, 'holder'), serial, place, issuedAt: ctx.now },
    ...{ personName: says.person_name, name: says.name, className: says.class_title },
    ...{ classId: learner.class_id, hoursTenths: says.hours_tenths, organisation: says.organisation },
    ...{ startsOn: says.starts_on, endsOn: says.ends_on },
  })
  const sign = await signer(ctx)
  return {
    ...says,
    ...{ batch_id, enrolment_id, serial, place, class_id: learner.class_id, number: numbers },
    ...{ identity_id: learner.identity_id, party_id: learner.party_id },
    ...{ replaces_id: replaces_id ?? null, code: readableCode(8) },
    credential: sign({ ...credential, ...registered(credential) }),
  }
}

async function learnerOf(ctx: Ctx, enrolmentId: string) {
  const learner = await ctx.db
    .selectFrom('enrolment')
    .innerJoin('training_class', 'training_class.id', 'enrolment.class_id')
    .select(['enrolment.identity_id', 'enrolment.party_id', 'person_name', 'id_number_encrypted'])
    .select(['enrolment.class_id', 'enrolment.state', 'title', 'training_class.number', 'certificate'])
    .select(['starts_on', 'ends_on', 'hours_tenths', 'organiser'])
    .where('enrolment.id', '=', enrolmentId)
    .executeTakeFirst()
  if (!learner) throw notFound('这名学员')
  if (learner.state !== 'completed') throw conflict(`${learner.person_name}没有结业，不能发证。`)
  return learner
}

/** What the old one said, with what is put right in it. */
async function replaced(ctx: Ctx, id: string) {
  const { person_name, id_masked, correction } = await ctx.db
    .selectFrom('certificate')
    .select(['person_name', 'id_masked', 'correction'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const right = correction as { person_name?: string; id_masked?: string } | null
  return { person_name: right?.person_name ?? person_name, id_masked: right?.id_masked ?? id_masked }
}

const maskedId = (ctx: Ctx, encrypted: string | null): string =>
  encrypted ? maskIdNumber(ctx.centre.keys.decrypt(encrypted)) : ''

/** Lessons that took place; as planned where the timetable is not kept here. */
async function hoursTaught(ctx: Ctx, classId: string, planned: number): Promise<number> {
  const { tenths } = await ctx.db
    .selectFrom('lesson')
    .select(({ fn }) => fn.sum<string | null>('hours_tenths').as('tenths'))
    .where('class_id', '=', classId)
    .where('state', '=', 'planned')
    .executeTakeFirstOrThrow()
  return Number(tenths ?? 0) || planned
}

/** Without gaps: the counter is locked until the certificate stands or nothing does. */
const nextNumber = (ctx: Ctx, batchId: string) =>
  ctx.db
    .updateTable('certificate_batch')
    .set(eb => ({ numbers: eb('numbers', '+', 1) }))
    .where('id', '=', batchId)
    .returning('numbers')
    .executeTakeFirstOrThrow()

async function nextPlace(ctx: Ctx): Promise<number> {
  const { taken } = await ctx.db
    .insertInto('credential_counter')
    .values({ taken: 1 })
    .onConflict(conflict =>
      conflict.column('centre_id').doUpdateSet(eb => ({ taken: eb('credential_counter.taken', '+', 1) })),
    )
    .returning('taken')
    .executeTakeFirstOrThrow()
  return taken - 1
}
