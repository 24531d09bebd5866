import { z } from 'zod'
import { daysSetting, defineSetting } from '#platform/settings'

const group = '服务反馈'
const count = (spec: {
  code: string
  label: string
  fallback: number
  min: number
  max: number
  unit: string
  help?: string
}) => {
  const { min, max, ...rest } = spec
  return defineSetting<number>({ group, ...rest, schema: z.number().int().min(min).max(max) })
}

export const acceptDays = daysSetting({
  code: 'complaint.accept.days',
  label: '受理时限',
  group,
  fallback: 1,
  help: '收到后多久内决定是否受理。',
})
export const simpleDays = daysSetting({
  code: 'complaint.simple.days',
  label: '简单事项办理时限',
  group,
  fallback: 5,
})
export const complexDays = daysSetting({
  code: 'complaint.complex.days',
  label: '复杂事项办理时限',
  group,
  fallback: 15,
})
export const mostExtensionDays = daysSetting({
  code: 'complaint.extend.days',
  label: '延期上限',
  group,
  fallback: 10,
  help: '每件只能延期一次，须说明理由并告知反映人。',
})
export const callbackDays = daysSetting({
  code: 'complaint.callback.days',
  label: '回访时限',
  group,
  fallback: 3,
  help: '答复后多久内由未经办的人员回访。',
})
export const reassignDays = daysSetting({
  code: 'complaint.reassign.days',
  label: '指派复核时限',
  group,
  fallback: 1,
})
export const reviewDays = daysSetting({
  code: 'complaint.review.days',
  label: '复核时限',
  group,
  fallback: 10,
  help: '反映人不满意的，由另一名人员复核。',
})
export const appealDays = daysSetting({
  code: 'complaint.appeal.days',
  label: '不予受理复查时限',
  group,
  fallback: 5,
  help: '主管部门复查不予受理决定的时限。',
})
export const appealWithin = daysSetting({
  code: 'complaint.appeal.within',
  label: '申请复查期限',
  group,
  fallback: 30,
  unit: '天',
  help: '不予受理后多久内可以请主管部门复查一次。',
})
export const statementDays = daysSetting({
  code: 'complaint.statement.days',
  label: '服务商说明时限',
  group,
  fallback: 3,
})
export const archiveDays = daysSetting({
  code: 'complaint.archive.days',
  label: '办结后归档',
  group,
  fallback: 10,
})
export const mostReviews = count({
  code: 'complaint.review.max',
  label: '复核次数上限',
  min: 1,
  max: 2,
  fallback: 1,
  unit: '次',
  help: '仍不满意的办结，并告知向上一级反映的途径。',
})
export const mostCalls = count({
  code: 'complaint.call.max',
  label: '回访联系次数',
  min: 1,
  max: 10,
  fallback: 3,
  unit: '次',
  help: '这么多次联系不上的，办结并注明。',
})
export const alikeWithin = daysSetting({
  code: 'complaint.alike.days',
  label: '查找重复反映的范围',
  group,
  fallback: 30,
  unit: '天',
})
export const keepYears = count({
  code: 'complaint.keep.years',
  label: '归档后保存',
  min: 1,
  max: 30,
  fallback: 5,
  unit: '年',
  help: '期满后删去内容、姓名、电话和附件，只留统计需要的代码。',
})
export const mostAnHour = count({
  code: 'complaint.hour.max',
  label: '未登录每小时最多提交',
  min: 5,
  max: 1000,
  fallback: 60,
  unit: '件',
  help: '全中心合计，防止程序批量提交；电话、窗口登记不受限制。',
})
export const higherWay = defineSetting<string>({
  code: 'complaint.higher',
  label: '向上反映的途径',
  group,
  help: '写在最终答复里，例如：市商务局，或拨打 12345。',
  schema: z.string().trim().min(4).max(80),
  fallback: '县商务主管部门（涉及中心的向市商务局），或拨打 12345 热线',
})
