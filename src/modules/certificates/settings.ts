import { countSetting, daysSetting } from '#platform/settings'

const group = '结业证书'

export const proposeDays = daysSetting({
  code: 'certificate.propose.days',
  label: '提请发证时限',
  group,
  help: '培训班结业后多久内提请颁发证书。',
  fallback: 5,
})
export const issueDays = daysSetting({
  code: 'certificate.issue.days',
  label: '核发证书时限',
  group,
  help: '收到提请后多久内核发或退回。',
  fallback: 5,
})
export const decideDays = daysSetting({
  code: 'certificate.decide.days',
  label: '更正、撤销的审核时限',
  group,
  help: '收到更正或撤销的提请后，另一人多久内作出决定。',
  fallback: 5,
})
export const checksAMinute = countSetting({
  code: 'certificate.checks.minute',
  label: '证书查验每分钟最多几次',
  group,
  unit: '次',
  help: '同一个网络地址一分钟内可以查验几次，防止有人逐个试编号。',
  fallback: 10,
  min: 1,
  max: 600,
})
