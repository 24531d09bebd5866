import { defineDuty } from '#platform/who'

export const manageChannels = defineDuty('channel.manage', '管理传播渠道')
