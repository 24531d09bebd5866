import { countSetting, daysSetting } from '#platform/settings'

const group = '传播渠道'

export const confirmDays = daysSetting({
  code: 'channel.confirm.days',
  label: '订阅不确认，多少天后删除地址',
  group,
  help: '填了邮箱却没有点确认信里的链接的，到期删除地址。',
  fallback: 5,
})
export const letterPause = countSetting({
  code: 'channel.confirm.pause',
  label: '同一地址再发确认信的间隔',
  group,
  unit: '小时',
  help: '防止有人反复填写别人的邮箱打扰对方。',
  fallback: 24,
  min: 1,
  max: 240,
})
export const mostLetters = countSetting({
  code: 'channel.confirm.most',
  label: '同一地址最多发几封确认信',
  group,
  unit: '封',
  help: '对方一直不确认就不再发，直到地址到期删除。',
  fallback: 3,
  min: 1,
  max: 10,
})
export const lettersADay = countSetting({
  code: 'channel.confirm.day',
  label: '每天最多发出的确认信',
  group,
  unit: '封',
  help: '全中心合计；超过后当天不再接受新的订阅，防止被人利用群发。',
  fallback: 200,
  min: 5,
  max: 5_000,
})
export const digestMost = countSetting({
  code: 'channel.digest.most',
  label: '一封邮件摘要最多列几条',
  group,
  unit: '条',
  help: '其余的在信末给出网站链接。',
  fallback: 20,
  min: 3,
  max: 50,
})
export const weeklyDay = countSetting({
  code: 'channel.digest.weekday',
  label: '每周摘要在星期几发',
  group,
  unit: '（1 为星期一）',
  help: '填 1 到 7；7 为星期日。',
  fallback: 1,
  min: 1,
  max: 7,
})
export const rotationHours = countSetting({
  code: 'channel.webhook.rotation',
  label: '换密钥后旧密钥继续有效',
  group,
  unit: '小时',
  help: '这段时间每次推送带新旧两个签名，接收方换好密钥就不会漏收。',
  fallback: 24,
  min: 1,
  max: 720,
})
export const failingDays = countSetting({
  code: 'channel.webhook.failing',
  label: '推送连续失败多久自动停用',
  group,
  unit: '天',
  help: '停用后通知管理传播渠道的人员，查明原因可以重新启用。',
  fallback: 3,
  min: 1,
  max: 30,
})

/** Limits of platforms without an interface. They change without notice, so that a centre may correct them. */
const platformLimit = (code: string, label: string, fallback: number, source: string) =>
  countSetting({
    code: `channel.limit.${code}`,
    label,
    group: '传播平台字数',
    unit: '字',
    help: `${source}；以平台当前规则为准，规则变了请在这里改。`,
    fallback,
    min: 1,
    max: 50_000,
  })
export const limits = {
  wechatTitle: platformLimit('wechat.title', '微信公众号标题', 64, '公众平台编辑器提示标题不超过 64 字'),
  wechatSummary: platformLimit(
    'wechat.summary',
    '微信公众号摘要',
    120,
    '公众平台编辑器提示摘要不超过 120 字',
  ),
  wechatBody: platformLimit('wechat.body', '微信公众号正文', 20_000, '公众平台提示正文不超过 2 万字'),
  redTitle: platformLimit('xiaohongshu.title', '小红书标题', 20, '发布页提示标题不超过 20 字'),
  redBody: platformLimit('xiaohongshu.body', '小红书正文', 1_000, '发布页提示正文不超过 1000 字'),
  douyinTitle: platformLimit('douyin.title', '抖音标题', 30, '创作者中心提示标题不超过 30 字'),
  douyinBody: platformLimit('douyin.body', '抖音作品简介', 1_000, '创作者中心提示简介不超过 1000 字'),
  videoTitle: platformLimit('shipinhao.title', '视频号短标题', 16, '视频号助手提示短标题 6 到 16 字'),
  videoBody: platformLimit('shipinhao.body', '视频号描述', 1_000, '视频号助手提示描述不超过 1000 字'),
}
