import { enrolledBy } from '#modules/training'
import type { Actor } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, anyOf, holds, isConcerned, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { certificateDuties, proposeCertificates } from './duties.ts'

export type Batch = RowOf<'certificate_batch'>
export type Certificate = RowOf<'certificate'>

/** Who is in charge of the class. */
export const owner: Addressee<Pick<Batch, 'owner_id'>> = {
  says: '培训班负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}
export const proposer: Who<Batch> = anyOf<Batch>(owner, proposeCertificates)

/** Whose certificate it is, by whichever of their accounts: with `not`, nobody decides on their own. */
export const ofOneself: Who<Pick<Certificate, 'identity_id' | 'party_id'>> = {
  says: '持证人',
  test: (actor, row) =>
    isConcerned(actor, row) ||
    (row.identity_id !== null && [actor.identityId, actor.twin?.identityId].includes(row.identity_id)),
}

/** Staff who work on certificates, and the bureau. */
export const seesCertificates = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null && (actor.organisation === 'bureau' || holds(actor, ...certificateDuties)))

export const visibleBatches: Visible<'certificate_batch'> = ({ actor }, query) =>
  seesCertificates(actor) ? query : query.where('certificate_batch.owner_id', '=', actor.staffId ?? noId)

/** Of whoever enrolled: the person, whoever acts for them, or who did it on their behalf (代办). */
export const ownCertificates: Visible<'certificate'> = ({ actor }, query) =>
  query.where(eb =>
    eb.exists(
      eb
        .selectFrom('enrolment')
        .select('enrolment.id')
        .whereRef('enrolment.id', '=', 'certificate.enrolment_id')
        .where(enrolledBy(actor)),
    ),
  )

export const visibleCertificates: Visible<'certificate'> = (ctx, query) =>
  seesCertificates(ctx.actor) ? query : ownCertificates(ctx, query)

/** The holder, who is told; and may say that they have it. Whether a row is theirs is known by having found it. */
export const holder: Who<Certificate> = {
  says: '持证人',
  test: actor => actor.kind === 'person' && actor.staffId === null,
}
