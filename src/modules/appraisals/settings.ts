import { countSetting, daysSetting } from '#platform/settings'

const group = '第三方评价'

export const declareDays = daysSetting({
  code: 'appraisal.declare.days',
  label: '作独立性声明的时限',
  group,
  help: '从接受委托算起；没有声明的，看不到任何证据。',
  fallback: 3,
})
export const leastMembers = countSetting({
  code: 'appraisal.members',
  label: '评价人员至少',
  group,
  unit: '人',
  help: '起草报告和签发报告的不是同一人，所以不少于 2 人。',
  fallback: 2,
  min: 2,
  max: 10,
})
export const signDays = daysSetting({
  code: 'appraisal.sign.days',
  label: '签发评价报告的时限',
  group,
  help: '从报告起草完毕算起，由评价机构负责人签发。',
  fallback: 3,
})
export const replyDays = daysSetting({
  code: 'appraisal.reply.days',
  label: '中心答复评价报告的时限',
  group,
  help: '从报告送达算起；每个问题都要答复认可或者有异议。',
  fallback: 10,
})
export const finalDays = daysSetting({
  code: 'appraisal.final.days',
  label: '评价机构定稿的时限',
  group,
  help: '从收到中心答复算起。',
  fallback: 5,
})
export const acceptDays = daysSetting({
  code: 'appraisal.accept.days',
  label: '主管部门签收评价报告的时限',
  group,
  fallback: 5,
})
export const numberMinutes = countSetting({
  code: 'appraisal.number.minutes',
  label: '打电话时号码显示多久',
  group,
  unit: '分钟',
  help: '只有抽中的人、只在打电话的人点「打电话」以后显示，到时自动隐去；每次都有记录。',
  fallback: 30,
  min: 5,
  max: 240,
})
export const leastTries = countSetting({
  code: 'appraisal.tries',
  label: '登记联系不上之前至少打几次',
  group,
  unit: '次',
  help: '不同时间再打；联系不上的单独计数，不换人。',
  fallback: 3,
  min: 1,
  max: 10,
})
export const mostDrawn = countSetting({
  code: 'appraisal.drawn',
  label: '一次最多抽多少个',
  group,
  unit: '个',
  help: '需要更多的，换一个种子再抽一次；每一次都写进报告。',
  fallback: 100,
  min: 10,
  max: 500,
})
