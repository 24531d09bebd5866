import { countSetting, daysSetting } from '#platform/settings'

const group = '大赛'

export const approveDays = daysSetting({
  code: 'contest.approve.days',
  label: '大赛方案审批时限',
  group,
  help: '收到方案后多久内批准或退回。',
  fallback: 5,
})
export const checkDays = daysSetting({
  code: 'contest.check.days',
  label: '资格审查时限',
  group,
  help: '收到报名后多久内审查、退回补正或不通过。',
  fallback: 5,
})
export const completeDays = daysSetting({
  code: 'contest.complete.days',
  label: '报名补正时限',
  group,
  help: '退回补正后多久内补齐，逾期视为退出。',
  fallback: 3,
})
export const publicityDays = daysSetting({
  code: 'contest.publicity.days',
  label: '大赛结果至少公示几天',
  group,
  help: '更正以后重新公示，也不少于这些天。',
  fallback: 5,
})
export const objectionDays = daysSetting({
  code: 'contest.objection.days',
  label: '大赛异议答复时限',
  group,
  help: '公示期间收到异议后多久内答复；答复前公示中止。',
  fallback: 5,
})
export const payDays = daysSetting({
  code: 'contest.pay.days',
  label: '奖金发放时限',
  group,
  help: '公布结果后多久内发放并登记。',
  fallback: 15,
})
export const judgesLeast = countSetting({
  code: 'contest.judges.least',
  label: '每件作品至少几位评委',
  group,
  unit: '位',
  help: '轮次设定的人数不能少于它。五位及以上才会去掉最高分和最低分。',
  fallback: 3,
  min: 1,
  max: 20,
})
export const remindAfter = countSetting({
  code: 'contest.remind.days',
  label: '评分开始几天后提醒没有评完的评委',
  group,
  unit: '天',
  help: '每天上午提醒一次，直到评完。',
  fallback: 2,
  min: 1,
  max: 60,
})
