import { daysSetting } from '#platform/settings'

const group = '运营机构'
export const publicityDays = daysSetting({
  code: 'contract.publicity.days',
  label: '中选公示期',
  group,
  fallback: 5,
})
export const objectionDays = daysSetting({
  code: 'objection.answer.days',
  label: '异议答复时限',
  group,
  fallback: 5,
})
export const paymentDays = daysSetting({
  code: 'payment.decide.days',
  label: '付款审核时限',
  group,
  fallback: 10,
})
export const acceptanceDays = daysSetting({
  code: 'contract.accept.days',
  label: '验收时限',
  group,
  fallback: 20,
})
export const reportDays = daysSetting({
  code: 'contract.rectify.days',
  label: '整改时限',
  group,
  fallback: 60,
})
