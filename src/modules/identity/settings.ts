import { z } from 'zod'
import { defineSetting } from '#platform/settings'

export const secondFactorRequired = defineSetting<boolean>({
  code: 'staff.second_factor',
  label: '工作人员须开启两步验证',
  group: '安全',
  help: '开启后，没有设置两步验证的工作人员登录后须先设置（等级保护三级要求双因素）。',
  schema: z.boolean(),
  fallback: false,
})
export const keyDays = defineSetting<number>({
  code: 'api_key.days',
  label: '接口密钥最长有效期',
  group: '安全',
  unit: '天',
  schema: z.number().int().min(1).max(1096),
  fallback: 365,
})
