import type { kinds } from '#modules/knowledge'

export { type Kind, kinds } from '#modules/knowledge'

export const kindHelps: Record<keyof typeof kinds, string> = {
  policy: '补贴扶持、证照、食品、税务等规定',
  technology: '开店、装修、直播、拍摄、软件',
  business: '包装物流、品牌、售后、资金、找销路',
}

/** Where it was asked (the channels by which consulting is counted). */
export const channels = {
  counter: '窗口',
  phone: '电话',
  wechat: '微信',
  web: '网上',
  village: '下乡',
} as const
export type Channel = keyof typeof channels

export const solveds = {
  spot: '当场答复',
  yes: '已解决',
  no: '没解决',
  untold: '期满未反馈',
} as const

export const targets = {
  colleague: '同事',
  expert: '专家',
  provider: '服务商',
  office: '政府部门',
} as const
export type Target = keyof typeof targets

export const wordsOf = (list: Record<string, string>, key: string | null): string =>
  key !== null && Object.hasOwn(list, key) ? (list[key] as string) : ''

export const optionsOf = (list: Record<string, string>, helps: Record<string, string> = {}) =>
  Object.entries(list).map(([value, label]) => ({
    value,
    label,
    ...(helps[value] && { help: helps[value] }),
  }))
