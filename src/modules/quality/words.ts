import { qualityRules } from '#platform/quality'

/** Modules as the desk calls what they keep. */
export const moduleLabels: Record<string, string> = {
  operator: '运营机构',
  team: '岗位与人员',
  parties: '服务对象',
  facilities: '场地设施',
  assets: '固定资产',
  bookings: '场地预约',
  catalogue: '服务目录和服务商',
  complaints: '服务反馈',
  inspections: '监督检查',
  consulting: '咨询',
  matching: '供需对接',
  activities: '活动',
  training: '培训',
  attendance: '考勤',
  employment: '岗位与实习',
  incubation: '孵化',
  cases: '办件',
  stations: '服务站点',
  reporting: '统计报表',
}
export const moduleLabel = (module: string): string => moduleLabels[module] ?? module

/** What a rule is called and how what it finds is put right; a rule that is gone leaves its code. */
export const ruleWords = (code: string): { label: string; mend: string } => {
  const rule = qualityRules.get(code)
  return { label: rule?.label ?? code, mend: rule?.mend ?? '' }
}
