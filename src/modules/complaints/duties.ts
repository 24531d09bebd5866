import type { Actor } from '#platform/ctx'
import { type Addressee, allOf, defineDuty, holds, not, type Who } from '#platform/who'
import type { RowOf } from '#platform/workflow'

export const registerComplaints = defineDuty('complaint.register', '登记服务反馈')
export const acceptComplaints = defineDuty('complaint.accept', '受理与分派服务反馈')
export const handleComplaints = defineDuty('complaint.handle', '办理服务反馈')
export const callBackComplaints = defineDuty('complaint.callback', '回访服务反馈')
export const readComplaints = defineDuty('complaint.read', '查阅服务反馈')
/** What is about the centre, its director or its operator is never for the centre's own people. */
export const bureauComplaints = defineDuty('complaint.bureau', '办理涉及中心的反馈', { only: 'bureau' })

/** Every duty that opens the complaints of the centre (but for those about itself) to a member of staff. */
export const complaintDuties = [
  registerComplaints,
  acceptComplaints,
  handleComplaints,
  callBackComplaints,
  readComplaints,
  bureauComplaints,
] as const

export type Complaint = RowOf<'complaint'>

export const seesComplaints = (actor: Actor): boolean => holds(actor, ...complaintDuties)

/** Whoever complained: signed in as it, by the receipt code of an anonymous one, or a member of staff who did so privately. */
export const isComplainant = (actor: Actor, row: Pick<Complaint, 'id' | 'identity_id'>): boolean =>
  actor.holdsCodeOf === row.id ||
  (row.identity_id !== null &&
    [actor.identityId, actor.twin?.identityId].some(identity => identity === row.identity_id))

export const complainant: Who<Complaint> = { says: '反映人', test: isComplainant }

/** Staff whom it is about. */
const concernedStaff: Who<Complaint> = {
  says: '被反映的人员',
  test: (actor, row) => actor.staffId !== null && row.concerned_ids.includes(actor.staffId),
}
/** 回避: neither whom it is about nor who complained decides on it. */
const impartial = allOf(not(concernedStaff), not(complainant))

/** The centre's people with a duty, or the bureau's where it is about the centre. */
const atCentreOrBureau = (duty: { code: string; label: string }): Addressee<Complaint> => ({
  says: `负责「${duty.label}」的人员，涉及中心的由主管部门`,
  test: (actor, row) => actor.duties.has(row.for_bureau ? bureauComplaints.code : duty.code),
  address: row => ({ duty: row.for_bureau ? bureauComplaints.code : duty.code }),
})

export const acceptDesk = atCentreOrBureau(acceptComplaints)
export const acceptor: Who<Complaint> = allOf(acceptDesk, impartial)

/** Who handles it now. */
const assigned: Who<Complaint> = {
  says: '承办人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.assignee_id,
}
export const handler: Who<Complaint> = allOf(assigned, impartial)

const handled: Who<Complaint> = {
  says: '经办过的人员',
  test: (actor, row) => actor.staffId !== null && !row.alone && row.handler_ids.includes(actor.staffId),
}
export const callDesk = atCentreOrBureau(callBackComplaints)
/** 回访: by somebody who has not handled it. */
export const caller: Who<Complaint> = allOf(callDesk, impartial, not(handled))

export const bureauDesk: Who<Complaint> = allOf(bureauComplaints as Who<Complaint>, impartial)
export const worker: Who<Complaint> = {
  says: '办理服务反馈的人员',
  test: (actor, row) =>
    holds(actor, acceptComplaints, handleComplaints, callBackComplaints, bureauComplaints) &&
    impartial.test(actor, row, undefined as never),
}
