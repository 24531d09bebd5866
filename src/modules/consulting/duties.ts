import { actsByProxy } from '#modules/parties'
import type { Actor, Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, defineDuty, holds, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'

export const enterConsultations = defineDuty('consult.enter', '登记咨询')
export const answerConsultations = defineDuty('consult.answer', '受理与答复咨询')
export const readConsultations = defineDuty('consult.read', '查阅咨询台账')
export const manageExperts = defineDuty('consult.experts', '管理专家库与部门名录')

/** Every duty that opens consultations to a member of staff. */
export const consultDuties = [
  enterConsultations,
  answerConsultations,
  readConsultations,
  manageExperts,
] as const

export type Consultation = RowOf<'consultation'>
export type Transfer = RowOf<'consultation_transfer'>

export const seesConsultations = (actor: Actor): boolean => holds(actor, ...consultDuties)

/** Whoever asked: by account, by the code, on somebody's behalf, or as a member of staff who asked privately. */
export const isAsker = (
  actor: Actor,
  row: Pick<Consultation, 'id' | 'identity_id' | 'party_id' | 'proxy_id' | 'proxy_identity_id'>,
): boolean =>
  actor.holdsCodeOf === row.id ||
  actsByProxy(actor, row) ||
  (row.identity_id !== null &&
    [actor.identityId, actor.twin?.identityId].some(identity => identity === row.identity_id))

export const asker: Who<Consultation> = { says: '咨询人', test: isAsker }

/** 首问负责: whoever is responsible now; that is who was asked first, until somebody else took it on. */
export const responsible: Addressee<Consultation> = {
  says: '首问人（或已接手的人）',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.assignee_id,
  address: row => ({ staff_id: row.assignee_id ?? '' }),
}

export const consultant: Who<unknown> = {
  says: '登记、答复咨询的人员',
  test: actor => holds(actor, enterConsultations, answerConsultations),
}

export const visibleConsultations: Visible<'consultation'> = ({ actor }: Ctx, query) => {
  if (actor.kind === 'system' || seesConsultations(actor)) return query
  if (actor.holdsCodeOf) return query.where('consultation.id', '=', actor.holdsCodeOf)
  return actor.identityId === null
    ? query.where('consultation.id', 'is', null)
    : query.where(eb =>
        eb.or([
          eb('consultation.identity_id', '=', actor.identityId),
          eb.and([
            eb('consultation.party_id', 'in', [noId, ...(actor.proxies ?? [])]),
            eb('consultation.proxy_identity_id', '=', actor.identityId),
          ]),
        ]),
      )
}

/** Whom a transfer asks: a colleague or expert of the centre, an expert from outside, a provider. */
export const isReceiver = (
  { staffId, identityId, twin, parties }: Actor,
  row: Pick<Transfer, 'staff_id' | 'identity_id' | 'party_id'>,
): boolean =>
  (staffId !== null && staffId === row.staff_id) ||
  (row.identity_id !== null && [identityId, twin?.identityId].includes(row.identity_id)) ||
  (row.party_id !== null && parties.includes(row.party_id))

/** An expert from outside has no work list: then whoever follows it up has it in theirs. */
export const receiver: Addressee<Transfer> = {
  says: '被转办的人',
  test: isReceiver,
  address: row =>
    row.staff_id
      ? { staff_id: row.staff_id }
      : row.party_id
        ? { party_id: row.party_id }
        : { staff_id: row.owner_id },
}

export const visibleTransfers: Visible<'consultation_transfer'> = ({ actor }: Ctx, query) => {
  if (actor.kind === 'system' || seesConsultations(actor)) return query
  return query.where(eb =>
    eb.or([
      eb('consultation_transfer.staff_id', '=', actor.staffId ?? noId),
      eb('consultation_transfer.identity_id', 'in', [
        actor.identityId ?? noId,
        actor.twin?.identityId ?? noId,
      ]),
      eb('consultation_transfer.party_id', 'in', [noId, ...actor.parties]),
    ]),
  )
}
