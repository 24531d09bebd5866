import { countSetting, daysSetting } from '#platform/settings'

const group = '活动'

export const approveDays = daysSetting({
  code: 'activity.approve.days',
  label: '活动方案审批时限',
  group,
  fallback: 3,
})
export const fileDays = daysSetting({
  code: 'activity.file.days',
  label: '活动结束后归档时限',
  group,
  help: '核对签到、写纪要、交照片和费用。',
  fallback: 10,
})
export const offerHours = countSetting({
  code: 'activity.offer.hours',
  label: '候补到席位后的答复时限',
  group,
  unit: '小时',
  help: '临近开始时自动缩短：不超过距开始时间的四分之一。',
  fallback: 24,
  min: 1,
  max: 240,
})
export const offerStops = countSetting({
  code: 'activity.offer.stops.hours',
  label: '开始前多久不再递补候补',
  group,
  unit: '小时',
  help: '此后空出的席位留给现场来的人。',
  fallback: 2,
  min: 0,
  max: 72,
})
export const confirmHours = countSetting({
  code: 'activity.confirm.hours',
  label: '改期后的确认时限',
  group,
  unit: '小时',
  help: '临近开始时自动缩短；过期不确认的，席位让给候补的人。',
  fallback: 72,
  min: 1,
  max: 480,
})
export const missedMost = countSetting({
  code: 'activity.missed.most',
  label: '报名未到几次后候补排在后面',
  group,
  unit: '次',
  help: '只影响候补的先后，不影响报名；开始前取消的、工作人员注明情有可原的不算。',
  fallback: 2,
  min: 1,
  max: 20,
})
export const missedMonths = countSetting({
  code: 'activity.missed.months',
  label: '未到次数按最近几个月计算',
  group,
  unit: '个月',
  fallback: 6,
  min: 1,
  max: 36,
})
export const earlyMinutes = countSetting({
  code: 'activity.arrive.early',
  label: '开始前多久起可以签到',
  group,
  unit: '分钟',
  fallback: 120,
  min: 0,
  max: 1_440,
})
export const photoKilometres = countSetting({
  code: 'activity.photo_km',
  label: '照片自带位置离活动地点多远起提示',
  group,
  unit: '公里',
  help: '只提示看一眼，不作结论：手机的位置和时间都可能不准。',
  fallback: 10,
  min: 1,
  max: 500,
})
