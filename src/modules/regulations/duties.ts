import { defineDuty } from '#platform/who'

export const editRegulations = defineDuty('regulation.edit', '编写管理制度')
export const approveRegulations = defineDuty('regulation.approve', '审批管理制度')
