import { z } from 'zod'
import { countSetting, daysSetting, defineSetting } from '#platform/settings'

const group = '统计报表'

const dayOfMonth = (code: string, label: string, fallback: number, help: string) =>
  countSetting({ code, label, group, unit: '日', help, fallback, min: 1, max: 28 })

export const dueDay = dayOfMonth(
  'reporting.due_day',
  '单位报送截止日',
  5,
  '报告期结束后下一个月的这一天前报送；遇休息日顺延到下一个工作日。报表另有规定的，按报表的规定。',
)
export const auditDay = dayOfMonth(
  'reporting.audit_day',
  '中心审核截止日',
  8,
  '下一个月的这一天前审核、汇总完；遇休息日顺延。不应早于单位报送截止日。',
)
export const lockDay = dayOfMonth(
  'reporting.lock_day',
  '主管部门锁定截止日',
  10,
  '下一个月的这一天前审定、锁定；遇休息日顺延。锁定后只能用更正单更正。',
)
export const remindBefore = daysSetting({
  code: 'reporting.remind_before',
  label: '报送前几天提醒',
  group,
  help: '截止日前这么多个工作日，还没有报送的站点收到提醒；企业另有到期前一天的提醒。',
  fallback: 2,
})
export const escalateAfter = daysSetting({
  code: 'reporting.escalate_after',
  label: '逾期几天报告主管部门',
  group,
  help: '单位逾期满这么多个工作日还没有报送的，名单报告主管部门。',
  fallback: 2,
})
export const redoDays = daysSetting({
  code: 'reporting.redo_days',
  label: '退回后的修改时限',
  group,
  help: '审核退回的报表，报送单位在这么多个工作日内修改后重新报送。',
  fallback: 2,
})
export const changeLimit = countSetting({
  code: 'reporting.change_limit',
  label: '波动需要说明的幅度',
  group,
  unit: '%',
  help: '与上期、上年同期相比，增减超过这个幅度的，要写明原因并上传凭据才能报送。',
  fallback: 30,
  min: 5,
  max: 500,
})
export const changeFloor = countSetting({
  code: 'reporting.change_floor',
  label: '波动核对的起点',
  group,
  unit: '',
  help: '两期的数都小于这个数（金额按元）的不核对波动：三件变成五件不是异常。',
  fallback: 20,
  min: 0,
  max: 100_000,
})
export const oneSigner = defineSetting<boolean>({
  code: 'reporting.one_signer',
  label: '小型单位可由一人签三处',
  group,
  help: '开启后，标为小型单位的填报单位和村级站点，填表人、统计负责人、单位负责人可以是同一人；报表上会注明。',
  schema: z.boolean(),
  fallback: true,
})
export const dominance = countSetting({
  code: 'reporting.dominance',
  label: '一家独大时不公布的占比',
  group,
  unit: '%',
  help: '一个汇总数里，一家单位的占比超过这个数的，不对外公布，免得从总数推出这家单位的数。',
  fallback: 80,
  min: 50,
  max: 100,
})
