import type { Actor } from '#platform/ctx'
import { maskPhone } from '#platform/identifiers'
import { defineDuty } from '#platform/who'

export const readParties = defineDuty('party.read', '查阅服务对象')
export const manageParties = defineDuty('party.manage', '维护服务对象')
/** 服务专员: in charge of recipients, and of what they need (4.2.2). */
export const liaise = defineDuty('party.liaise', '联系服务对象')
export const mergeParties = defineDuty('party.merge', '合并重复对象')
export const verifyMandates = defineDuty('mandate.verify', '核验授权')
export const unmask = defineDuty('party.unmask', '查看完整证件号')
export const seeContacts = defineDuty('party.contact', '查看服务对象联系电话')

/** A phone as this actor may read it: whole for those who have to call, masked for those who only supervise. */
export const shownPhone = (actor: Actor, phone: string): string =>
  actor.duties.has(seeContacts.code) ? phone : maskPhone(phone)
