import { defineDuty } from '#platform/who'

export const editKnowledge = defineDuty('knowledge.edit', '编写知识')
export const reviewKnowledge = defineDuty('knowledge.review', '审核发布知识')
