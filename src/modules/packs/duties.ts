import { defineDuty } from '#platform/who'

export const buildPacks = defineDuty('pack.build', '生成迎检资料包')
