import { defineDuty } from '#platform/who'

export const reviewPostings = defineDuty('posting.review', '审核供需信息')
export const verifyMatches = defineDuty('match.verify', '核实对接成果')
