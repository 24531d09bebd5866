import { defineDuty } from '#platform/who'

export const writeBriefs = defineDuty('brief.write', '起草工作信息')
export const checkBriefs = defineDuty('brief.check', '核稿、核实采用')
export const signBriefs = defineDuty('brief.sign', '签发工作信息')
/** What is sent upward is received by whom it is sent to. */
export const receiveBriefs = defineDuty('brief.receive', '签收工作信息', { only: 'bureau' })
