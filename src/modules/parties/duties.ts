import { defineDuty } from '#platform/who'

export const readParties = defineDuty('party.read', '查阅服务对象')
export const manageParties = defineDuty('party.manage', '维护服务对象')
export const mergeParties = defineDuty('party.merge', '合并重复对象')
export const verifyMandates = defineDuty('mandate.verify', '核验授权')
export const unmask = defineDuty('party.unmask', '查看完整证件号')
