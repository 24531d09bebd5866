import { defineDuty } from '#platform/who'

export const registerCases = defineDuty('case.register', '窗口登记')
export const acceptCases = defineDuty('case.accept', '受理办件')
export const assignCases = defineDuty('case.assign', '分派与转办')
export const handleCases = defineDuty('case.handle', '承办办件')
export const readCases = defineDuty('case.read', '查阅全部办件')
