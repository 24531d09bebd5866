import type { Actor } from '#platform/ctx'
import { anyOf, defineDuty, holds } from '#platform/who'

export const registerCases = defineDuty('case.register', '窗口登记')
export const acceptCases = defineDuty('case.accept', '受理办件')
export const assignCases = defineDuty('case.assign', '分派与转办')
export const handleCases = defineDuty('case.handle', '承办办件')
export const readCases = defineDuty('case.read', '查阅全部办件')

/** Those who work on cases; whoever only reads them writes nothing there. */
export const caseWork = [registerCases, acceptCases, assignCases, handleCases] as const
export const caseWorker = anyOf(...caseWork)

/** Every duty that opens the cases of the centre to a member of staff. */
export const caseDuties = [readCases, ...caseWork] as const

export const seesCases = (actor: Actor): boolean => holds(actor, ...caseDuties)
