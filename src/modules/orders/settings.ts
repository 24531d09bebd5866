import { countSetting, daysSetting } from '#platform/settings'

const group = '服务订单'

export const agreementFrom = countSetting({
  code: 'order.agreement.from',
  label: '从多少元起要签里程碑协议',
  group,
  unit: '元',
  fallback: 2_000,
  min: 0,
  max: 1_000_000,
  help: '成交价达到这个数的订单，双方确认协议后按里程碑交付、验收；不到的一次交付、确认。工作人员可以说明理由另作安排。',
})
export const agreementDays = daysSetting({
  code: 'order.agreement.days',
  label: '确认协议时限',
  group,
  fallback: 3,
  help: '选定服务商后，双方各自在多久内确认协议。',
})
export const reworkDays = daysSetting({
  code: 'order.rework.days',
  label: '返工时限',
  group,
  fallback: 5,
  help: '验收没有通过后，服务商多久内改好再交付。',
})
export const amendmentDays = daysSetting({
  code: 'order.amendment.days',
  label: '答复补充约定时限',
  group,
  fallback: 5,
  help: '一方提出变更或提前终止后，另一方多久内答复。',
})
export const paymentDays = daysSetting({
  code: 'order.payment.days',
  label: '确认收款时限',
  group,
  fallback: 5,
  help: '服务对象登记付款后，服务商多久内确认收到或提出异议。',
})
export const claimDays = daysSetting({
  code: 'order.claim.days',
  label: '质保报修处理时限',
  group,
  fallback: 5,
  help: '质保期内报修后，服务商多久内处理；逾期转由中心督促。',
})
export const shareLimit = countSetting({
  code: 'order.share.most',
  label: '成交占比超过多少标出',
  group,
  unit: '%',
  fallback: 50,
  min: 10,
  max: 100,
  help: '“邀请与成交”里，同一类业务中一家的成交占比超过这个数，标为“集中”，提醒轮换邀请。',
})
export const shareFrom = countSetting({
  code: 'order.share.from',
  label: '一类业务成交几件起看占比',
  group,
  unit: '件',
  fallback: 4,
  min: 2,
  max: 100,
  help: '件数太少时占比说明不了什么。',
})
