import { defineDuty } from '#platform/who'

export const manageStations = defineDuty('station.manage', '管理服务站点')
export const inspectStations = defineDuty('station.inspect', '检查服务站点')
