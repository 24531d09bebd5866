import { defineDuty } from '#platform/who'

/** The clauses as a whole: for who answers for the centre, and who supervises it. */
export const readClauses = defineDuty('clause.read', '查看条款对照和数据质量')
