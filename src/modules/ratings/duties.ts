import { defineDuty } from '#platform/who'

export const callBack = defineDuty('callback.handle', '差评回访')
