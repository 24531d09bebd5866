import { allOf, defineDuty, ofBureau } from '#platform/who'

export const superviseOperator = defineDuty('operator.supervise', '监管运营机构')
export const reportContract = defineDuty('contract.report', '报告合同履行情况')
export const editDisclosures = defineDuty('disclosure.edit', '信息公开')
export const bookFunds = defineDuty('fund.book', '登记资金收支')

/** 4.1.1 Choosing, accepting and paying the operator is for people of the bureau; a post alone does not suffice. */
export const supervisor = allOf(superviseOperator, ofBureau)
