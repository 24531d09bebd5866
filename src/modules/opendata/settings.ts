import { z } from 'zod'
import { profileGroup } from '#platform/profile'
import { defineSetting } from '#platform/settings'

/** What others may do with the directory; stands on the page 开放数据 and in the data themselves. */
export const licence = defineSetting<string>({
  code: 'opendata.licence',
  label: '开放数据许可',
  group: '服务目录',
  help: '别人怎样可以使用公开的目录数据。',
  schema: z.string().trim().min(4).max(200),
  fallback: '可以免费复制、加工和传播，请注明来源和取得日期。',
})

/** HSDS asks for it in every address. */
export const postcode = defineSetting<string>({
  code: 'centre.postcode',
  label: '邮政编码',
  group: profileGroup,
  help: '随地址一起公开，6 位数字。',
  schema: z
    .string()
    .trim()
    .regex(/^(\d{6})?$/, '请填写 6 位数字')
    .default(''),
  fallback: '',
})
