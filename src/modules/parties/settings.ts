import { daysSetting } from '#platform/settings'

export const verifyDays = daysSetting({
  code: 'mandate.verify.days',
  label: '核实授权时限',
  group: '服务对象',
  fallback: 2,
})
