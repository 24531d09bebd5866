import { allOf, defineDuty, not, ofBureau, openToOutsiders, type Who } from '#platform/who'

export const manageInspections = defineDuty('inspection.manage', '组织监督检查')
export const inspect = defineDuty('inspection.inspect', '现场检查', { outsiders: true })
openToOutsiders('/desk/inspections', inspect)
export const reportRectification = defineDuty('rectification.report', '报告整改情况')

/** 4.5.1 Plans, draws and striking off are the bureau's; a post alone does not suffice. */
export const organiser = allOf(manageInspections, ofBureau)

const ofCentre: Who<unknown> = {
  says: '中心的人员',
  test: actor => actor.organisation === 'centre',
}
/** 回避: who works for the centre inspects nothing. */
export const inspector = allOf(inspect, not(ofCentre))
/** Who may look after a rectification was reported: an inspector, or the bureau. */
export const outside = not(ofCentre)

/** With `not`: whoever sits, or ever sat, on the inspection. */
export const seated: Who<{ inspector_ids: string[] }> = {
  says: '这次检查的人员',
  test: (actor, row) => actor.staffId !== null && row.inspector_ids.includes(actor.staffId),
}
