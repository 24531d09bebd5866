import { countSetting, daysSetting } from '#platform/settings'

const group = '服务券'

export const grantDays = daysSetting({
  code: 'voucher.grant.days',
  label: '服务券计划批准时限',
  group,
  help: '主管部门收到计划后多久内批准或退回。',
  fallback: 5,
})
export const checkDays = daysSetting({
  code: 'voucher.check.days',
  label: '兑付初审时限',
  group,
  help: '收到兑付申请后多久内初审、退回补正或不予兑付。',
  fallback: 3,
})
export const confirmDays = daysSetting({
  code: 'voucher.confirm.days',
  label: '兑付复审时限',
  group,
  help: '初审通过后由另一人复审。',
  fallback: 3,
})
export const payDays = daysSetting({
  code: 'voucher.pay.days',
  label: '拨付时限',
  group,
  help: '复审通过后多久内拨付并登记。',
  fallback: 10,
})
export const completeDays = daysSetting({
  code: 'voucher.complete.days',
  label: '兑付补正时限',
  group,
  help: '退回补正后申请人多久内补齐。',
  fallback: 10,
})
export const reclaimDays = daysSetting({
  code: 'voucher.reclaim.days',
  label: '追回时限',
  group,
  help: '决定追回后多久内收回并登记。',
  fallback: 30,
})
export const explainDays = daysSetting({
  code: 'voucher.explain.days',
  label: '对账不符的处理时限',
  group,
  help: '对账发现不符后多久内查清并写明。',
  fallback: 3,
})
export const bankDays = daysSetting({
  code: 'voucher.bank.days',
  label: '拨付后多少天还没有银行流水算不符',
  group,
  unit: '天',
  help: '登记拨付后，银行流水多久内应当录入并对上。',
  fallback: 10,
})
export const remindDays = daysSetting({
  code: 'voucher.remind.days',
  label: '服务券到期前几天提醒',
  group,
  unit: '天',
  help: '提醒一次，还没有用掉的才提醒。',
  fallback: 15,
})
export const mostUnused = countSetting({
  code: 'voucher.unused.most',
  label: '每个服务对象最多同时有几张没用的券',
  group,
  unit: '张',
  help: '各个计划合计；用掉或退回以后可以再领。',
  fallback: 3,
  min: 1,
  max: 50,
})
export const sameDayHours = countSetting({
  code: 'voucher.signal.hours',
  label: '协议生效后多少小时内申请兑付要提请留意',
  group,
  unit: '小时',
  help: '只提醒初审的人多看一眼，不影响申请。',
  fallback: 24,
  min: 0,
  max: 240,
})
