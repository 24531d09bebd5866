import { defineDuty } from '#platform/who'

export const editPolicies = defineDuty('policy.edit', '编写政策')
export const reviewPolicies = defineDuty('policy.review', '审核发布政策')
