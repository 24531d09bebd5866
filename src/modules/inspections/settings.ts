import { z } from 'zod'
import { daysSetting, defineSetting } from '#platform/settings'

const group = '监督检查'
export const noticeDays = daysSetting({
  code: 'inspection.notice.days',
  label: '计划公示多久后才能抽取',
  group,
  fallback: 3,
  min: 0,
})
export const leastInspectors = defineSetting<number>({
  code: 'inspection.inspectors',
  label: '每个对象至少几名检查人员',
  group,
  unit: '名',
  schema: z.number().int().min(2).max(5),
  fallback: 2,
})
export const confirmDays = daysSetting({
  code: 'inspection.confirm.days',
  label: '检查人员确认检查表的时限',
  group,
  fallback: 2,
})
export const rectifyDays = daysSetting({
  code: 'rectification.days',
  label: '整改时限',
  group,
  help: '开整改单时可以另行填写。',
  fallback: 10,
})
export const checkDays = daysSetting({
  code: 'rectification.check.days',
  label: '核查整改的时限',
  group,
  fallback: 5,
})
export const strikeDays = daysSetting({
  code: 'rectification.strike.days',
  label: '核查合格后销号的时限',
  group,
  fallback: 3,
})
export const publishDays = daysSetting({
  code: 'inspection.publish.days',
  label: '检查结果多久后公开',
  group,
  help: '从检查结束算起；公开对象、时间和结果，不公开个人姓名。',
  fallback: 7,
})
