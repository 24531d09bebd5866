import { z } from 'zod'
import { countSetting, daysSetting, defineSetting } from '#platform/settings'

const group = '问题与改进'

export const triageDays = daysSetting({
  code: 'improvement.triage.days',
  label: '问题几天内有着落',
  group,
  help: '发现后多久内决定：立项改进、并入别的问题，或说明理由不列为问题。',
  fallback: 5,
})
export const analyseDays = daysSetting({
  code: 'improvement.analyse.days',
  label: '分析原因的时限',
  group,
  help: '立项后多久内写出原因分析。',
  fallback: 5,
})
export const planDays = daysSetting({
  code: 'improvement.plan.days',
  label: '拟订改进方案的时限',
  group,
  help: '分析原因后多久内报出方案；退回重拟的重新起算。',
  fallback: 5,
})
export const approveDays = daysSetting({
  code: 'improvement.approve.days',
  label: '批准改进方案的时限',
  group,
  help: '报批后多久内批准或退回。',
  fallback: 3,
})
export const verifyDays = daysSetting({
  code: 'improvement.verify.days',
  label: '验证的时限',
  group,
  help: '措施落实后多久内由别人对照指标验证。',
  fallback: 10,
})
export const lookMonths = countSetting({
  code: 'improvement.look.months',
  label: '销号后几个月回头看',
  group,
  unit: '个月',
  help: '到时间自动提醒验证人员再看一次：效果保持的归档，问题复发的升级办理。',
  fallback: 3,
  min: 1,
  max: 12,
})
export const lookDays = daysSetting({
  code: 'improvement.look.days',
  label: '回头看的时限',
  group,
  help: '到了回头看的日子，多久内看完。',
  fallback: 10,
})
export const quietDays = daysSetting({
  code: 'improvement.quiet.days',
  label: '不列为问题的，多久内不再提',
  group,
  unit: '天',
  help: '说明理由不列为问题后，同一情况在这些天内再出现只记证据，不另列问题。',
  fallback: 90,
})
export const escalateDays = daysSetting({
  code: 'improvement.escalate.days',
  label: '超期几天上报一级',
  group,
  unit: '天',
  help: '问题和改进事项超过时限这些天还没有办，先报中心主任；再过这些天，报主管部门。',
  fallback: 5,
})
export const bureauCritical = defineSetting<boolean>({
  code: 'improvement.bureau.critical',
  label: '严重问题的改进方案由主管部门批准',
  group,
  help: '选「否」的由中心主任批准；升级到主管部门的问题，总由主管部门批准。',
  schema: z.boolean(),
  fallback: true,
})
export const bureauMajor = defineSetting<boolean>({
  code: 'improvement.bureau.major',
  label: '较重问题的改进方案也由主管部门批准',
  group,
  help: '选「否」的由中心主任批准。',
  schema: z.boolean(),
  fallback: false,
})
export const leastWhys = countSetting({
  code: 'improvement.whys.least',
  label: '分析原因至少追问几层',
  group,
  unit: '层',
  help: '一层一层问为什么，问到制度和做法上为止。',
  fallback: 3,
  min: 1,
  max: 7,
})
export const reportDays = daysSetting({
  code: 'improvement.report.days',
  label: '季度改进报告的时限',
  group,
  help: '季度结束后多久内写出报告，报批后多久内批准。',
  fallback: 10,
})
