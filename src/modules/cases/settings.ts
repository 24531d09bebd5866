import { z } from 'zod'
import { daysSetting, defineSetting } from '#platform/settings'

const group = '办件'

export const acceptDays = daysSetting({
  code: 'case.accept.days',
  label: '受理时限',
  group,
  fallback: 1,
  help: '提交后多久内受理、退回或不予受理。',
})
export const completeDays = daysSetting({
  code: 'case.complete.days',
  label: '补正时限',
  group,
  fallback: 10,
  help: '退回补正后，申请人多久内补充材料；逾期自动撤回。',
})
export const agreeDays = daysSetting({
  code: 'case.agree.days',
  label: '确认报价时限',
  group,
  fallback: 5,
  help: '报价到齐后，申请人多久内选定服务商。',
})
export const confirmDays = daysSetting({
  code: 'case.confirm.days',
  label: '确认时限',
  group,
  fallback: 7,
  help: '交付或答复后，申请人多久内确认；逾期按时限自动确认，单独统计。',
})
export const quoteDays = daysSetting({
  code: 'case.quote.days',
  label: '报价时限',
  group,
  fallback: 3,
  help: '受邀服务商多久内报价；逾期视为放弃。',
})
export const mostExtensionDays = daysSetting({
  code: 'case.extend.days',
  label: '延期上限',
  group,
  fallback: 10,
  help: '每件只能延期一次，须说明理由。',
})
export const reopenDays = daysSetting({
  code: 'case.reopen.days',
  label: '重新办理期限',
  group,
  fallback: 15,
  unit: '天',
  help: '办结后多久内可以要求重新办理。',
})
export const fewestProviders = defineSetting<number>({
  code: 'case.providers.min',
  label: '至少邀请服务商',
  group,
  unit: '家',
  help: '业务支持类办件邀请报价的最少家数；可选服务商不足时按实有家数。',
  schema: z.number().int().min(1).max(10),
  fallback: 3,
})
