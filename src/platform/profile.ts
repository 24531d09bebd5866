import { z } from 'zod'
import type { Centre } from './ctx.ts'
import { telephone } from './identifiers.ts'
import { defineSetting } from './settings.ts'

/** The group of settings that it stands in. */
export const profileGroup = '中心信息'
const text = (
  code: string,
  label: string,
  help: string,
  schema: z.ZodType<string> = z.string().trim().max(120).default(''),
) =>
  defineSetting<string>({
    code: `centre.${code}`,
    label,
    group: profileGroup,
    help,
    schema,
    fallback: '',
  })

/** What the centre says of itself on its portal, papers and in its imprint. */
const profile = {
  supervisor: text('supervisor', '主管单位', '例如：怀宁县商务局。'),
  operator: text('operator', '运营单位', '与合同一致。'),
  phone: text('phone', '服务热线', '显示在每一页的页脚，例如：0556-460 0000。', telephone.default('')),
  address: text('address', '地址', '到窗口办事的地址。'),
  hours: text('hours', '办公时间', '例如：工作日 8:30–17:30。'),
  icp: text('icp', 'ICP 备案号', '依法须显示在首页底部。'),
  police: text('police', '公安备案号', '依法须显示在首页底部。'),
}

export type Profile = Record<keyof typeof profile, string>

export const profileOf = (centre: Centre): Profile =>
  Object.fromEntries(Object.entries(profile).map(([name, setting]) => [name, setting.of(centre)])) as Profile

/** The settings that a profile is kept as, for a centre that is being opened. */
export const profileSettings = (given: Partial<Profile>): Array<{ code: string; value: string }> =>
  Object.entries(given).map(([name, value]) => ({
    code: profile[name as keyof Profile].code,
    value: JSON.stringify(value),
  }))
