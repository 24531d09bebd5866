/** Where a reader came from: the mark that a link carries. Codes stand in addresses that are printed: they never change. */
export const marks = {
  mail: '邮件摘要',
  group: '群机器人',
  webhook: '对外推送',
  screen: '大厅大屏',
  wechat: '微信公众号',
  xiaohongshu: '小红书',
  douyin: '抖音',
  shipinhao: '视频号',
} as const
export type Mark = keyof typeof marks

export const isMark = (text: string): text is Mark => Object.hasOwn(marks, text)

/** The path that counts a reading of a channel, and then leads to the page. */
export const via = (mark: Mark, { subject, id }: { subject: string; id: string }): string =>
  `/via/${mark}/${subject}/${id}`

/** Channels without an interface for a county's centre: their packages are made here and copied by hand. */
export const byHand = {
  wechat: marks.wechat,
  xiaohongshu: marks.xiaohongshu,
  douyin: marks.douyin,
  shipinhao: marks.shipinhao,
} as const
export type ByHand = keyof typeof byHand

/** What may be read where, in the calendar of plans: all that carries something on. */
export const planned = {
  portal: '门户',
  mail: marks.mail,
  group: marks.group,
  ...byHand,
} as const
