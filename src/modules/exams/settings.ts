import { z } from 'zod'
import { countSetting, daysSetting, defineSetting } from '#platform/settings'
import type { MultipleRule } from './kinds.ts'

const group = '题库与考试'

export const checkDays = daysSetting({
  code: 'exam.check.days',
  label: '试题审核时限',
  group,
  help: '提交后多久内由另一人审核。',
  fallback: 3,
})
export const approveDays = daysSetting({
  code: 'exam.approve.days',
  label: '考试安排审批时限',
  group,
  help: '提交后多久内由另一人批准或退回。',
  fallback: 3,
})
export const markDays = daysSetting({
  code: 'exam.mark.days',
  label: '评分和公布成绩时限',
  group,
  help: '考试结束后多久内评完分、公布成绩。',
  fallback: 10,
})
export const reviewDays = daysSetting({
  code: 'exam.review.days',
  label: '成绩复核时限',
  group,
  help: '学员申请复核后多久内由另一人答复。',
  fallback: 5,
})
export const appealDays = daysSetting({
  code: 'exam.appeal.days',
  label: '公布成绩后多少天内可以申请复核',
  group,
  unit: '天',
  help: '按公布当天起算的自然日。',
  fallback: 7,
})
export const leastWeight = countSetting({
  code: 'exam.weight.least',
  label: '理论和实操各占总成绩的最低比例',
  group,
  unit: '%',
  help: '两样都考时，任何一样都不低于这个比例。',
  fallback: 40,
  min: 0,
  max: 50,
})
export const rosterDays = countSetting({
  code: 'exam.roster.days',
  label: '考前多少天确定考生名单',
  group,
  unit: '天',
  help: '晚于这个时间确定的，页面会提醒并留下记录，不影响考试。',
  fallback: 7,
  min: 0,
  max: 60,
})
export const graceSeconds = countSetting({
  code: 'exam.grace.seconds',
  label: '到时间后多少秒内还收答案',
  group,
  unit: '秒',
  help: '给网络慢的考生留的余地；过后按已经保存的答案收卷。',
  fallback: 30,
  min: 0,
  max: 300,
})
export const usualPassMark = countSetting({
  code: 'exam.pass.mark',
  label: '合格线',
  group,
  unit: '分',
  help: '满分 100 分；安排考试时可以另定。',
  fallback: 60,
  min: 1,
  max: 100,
})
export const usualRetakes = countSetting({
  code: 'exam.retake.most',
  label: '最多补考几次',
  group,
  unit: '次',
  help: '安排考试时可以另定。',
  fallback: 1,
  min: 0,
  max: 10,
})
export const usualRetakeDays = countSetting({
  code: 'exam.retake.days',
  label: '公布成绩后多少天才可以补考',
  group,
  unit: '天',
  help: '给学员留出复习的时间；安排考试时可以另定。',
  fallback: 3,
  min: 0,
  max: 366,
})
export const partialMultiple = defineSetting<boolean>({
  code: 'exam.multiple.partial',
  label: '多选题少选按比例得分',
  group,
  help: '打开：选对一部分、没有选错的，按比例得分；关闭：全部选对才得分。安排考试时固定下来。',
  schema: z.boolean(),
  fallback: true,
})
export const showKey = defineSetting<boolean>({
  code: 'exam.key.shown',
  label: '公布成绩后给学员看答案和解析',
  group,
  help: '公布以前无论如何都看不到。打算反复使用同一批试题的，可以关闭。',
  schema: z.boolean(),
  fallback: true,
})

export const multipleRuleOf = (centre: Parameters<typeof partialMultiple.of>[0]): MultipleRule =>
  partialMultiple.of(centre) ? 'partial' : 'full'
