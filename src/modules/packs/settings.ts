import { z } from 'zod'
import { countSetting, daysSetting, defineSetting } from '#platform/settings'

const group = '迎检资料'

export const keepDays = daysSetting({
  code: 'pack.keep.days',
  label: '资料包保留多久',
  group,
  help: '到期后删除文件，清单的校验值留着，仍能核对已经带走的资料包。需要时可以重新生成。',
  fallback: 30,
})
export const allowWhole = defineSetting<boolean>({
  code: 'pack.whole',
  label: '允许资料包里的个人信息不遮盖',
  group,
  help: '不勾选时，姓名和电话一律遮盖。勾选后，还要有查看完整个人信息的职责并写明理由，才能生成不遮盖的资料包。',
  schema: z.boolean(),
  fallback: false,
})
export const mostGigabytes = countSetting({
  code: 'pack.most.gb',
  label: '一个资料包最大多少',
  group,
  unit: 'GB',
  help: '照片、录像多的统计期可能很大。超过时不生成，请缩短统计期或少选几条。存到对象存储的，最大约 1.9 GB。',
  fallback: 10,
  min: 1,
  max: 200,
})
export const verifyMegabytes = countSetting({
  code: 'pack.verify.mb',
  label: '网上核对的资料包最大多少',
  group,
  unit: 'MB',
  help: '更大的资料包只上传其中的封存文件核对，或者在电脑上用核对程序。',
  fallback: 20,
  min: 1,
  max: 50,
})
