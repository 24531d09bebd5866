/** What the codes of calls and answers mean. */
export const theres = { yes: '参加了', partly: '只参加了一部分', no: '没有参加' } as const
export const contents = { yes: '有，和通知的一样', partly: '有一些', no: '没有' } as const
export const charges = { no: '没有', yes: '收过' } as const
export const failures = {
  no_answer: '没有人接',
  busy: '占线或关机',
  wrong_number: '号码不对',
  refused: '接了，不愿意回答',
} as const
export const platforms = {
  taobao: '淘宝、天猫',
  pdd: '拼多多',
  jd: '京东',
  douyin: '抖音',
  kuaishou: '快手',
  wechat: '微信',
  xiaohongshu: '小红书',
  other: '其他',
} as const
export const employments = {
  none: '暂时没有',
  employed: '受雇上班',
  own: '自己创业、经营',
  farm: '务农',
  study: '上学',
} as const
export const channels = { link: '短信链接', own: '登录填写', phone: '电话' } as const

export const labelIn = (of: Record<string, string>, code: string | null): string =>
  code ? (of[code] ?? code) : ''

/** What a call found that has to be explained, in words; empty: nothing. */
export function findingsOf(call: {
  there: string | null
  content: string | null
  satisfied: number | null
  charged: string | null
}): string[] {
  return [
    ...(call.there === 'no' ? ['说没有参加过'] : []),
    ...(call.there === 'partly' ? ['说只参加了一部分'] : []),
    ...(call.content === 'no' ? ['说没有讲通知的内容'] : []),
    ...(call.charged === 'yes' ? ['说收过费'] : []),
    ...(call.satisfied !== null && call.satisfied <= 2 ? ['不满意'] : []),
  ]
}
