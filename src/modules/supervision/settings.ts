import { z } from 'zod'
import { daysSetting, defineSetting } from '#platform/settings'

export const answerDays = daysSetting({
  code: 'urge.answer.days',
  label: '督办回复时限',
  group: '监督',
  fallback: 2,
})
export const callDays = daysSetting({ code: 'call.days', label: '电话告知时限', group: '监督', fallback: 1 })
export const graceHours = defineSetting<number>({
  code: 'call.grace.hours',
  label: '短信未送达时等待本人查看',
  group: '监督',
  unit: '小时',
  help: '对方有账号时，先等本人登录查看；过时未看再转电话告知。',
  schema: z.number().int().min(0).max(72),
  fallback: 4,
})
