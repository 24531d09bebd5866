import { defineDuty } from '#platform/who'

export const manageResources = defineDuty('resource.manage', '登记和维护资源库')
export const reviewResources = defineDuty('resource.review', '审核资源')
export const registerMatches = defineDuty('match.register', '登记对接需求和供需信息')
export const handleMatches = defineDuty('match.handle', '承办对接')
