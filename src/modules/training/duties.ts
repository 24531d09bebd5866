import { type Addressee, anyOf, defineDuty } from '#platform/who'

export const runsClasses = defineDuty('training.run', '编制培训计划，组织培训班')
export const enrolsLearners = defineDuty('training.enrol', '培训报名的登记和审核')
export const approvesTraining = defineDuty('training.approve', '审批培训计划和培训班')
export const checksCosts = defineDuty('training.account', '核对和结算培训经费')

/** The member of staff whose record it is. */
export const owner: Addressee<{ owner_id: string }> = {
  says: '负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}

/** Who may carry a class on: whoever is in charge of it, or anybody who runs classes. */
export const inCharge = anyOf(owner, runsClasses)

/** The person in charge of a class, as an address of tasks and messages (负责人). */
export const inChargeOf = owner
