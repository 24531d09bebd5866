/** What a start-up is about. */
export const fields = {
  produce: '农产品电商',
  food: '食品加工',
  craft: '手工文创',
  travel: '乡村旅游',
  live: '直播短视频',
  service: '电商服务',
  technology: '技术研发',
  other: '其他',
} as const
export type Field = keyof typeof fields

/** 评审组 */
export const seats = {
  technology: '技术',
  economy: '经济',
  market: '市场',
  law: '法律',
  bureau: '主管部门',
} as const
export type Seat = keyof typeof seats

export const refusals = {
  ineligible: '不符合入孵条件',
  untrue: '材料不实',
  score: '评审未达标',
  veto: '评审一票否决',
  objection: '公示异议成立',
  unsigned: '未签订协议',
  other: '其他',
} as const
export type Refusal = keyof typeof refusals

export const leaveKinds = { voluntary: '自愿退出', expired: '到期退出', dismissed: '清退' } as const
export type LeaveKind = keyof typeof leaveKinds

export const outcomes = {
  continue: '继续孵化',
  warn: '预警整改',
  leave: '清退',
  graduate: '毕业',
} as const
export type Outcome = keyof typeof outcomes

export const sides = { mentor: '导师', startup: '孵化企业' } as const
export type Side = keyof typeof sides

/** 考核规则 may count these, and nothing that is only presence. */
export const measures = {
  reported: { label: '按时填报的月份', unit: '个月' },
  sales: { label: '销售额', unit: '元' },
  orders: { label: '订单', unit: '单' },
  live: { label: '直播', unit: '场' },
  mentoring: { label: '双方确认的辅导', unit: '次' },
  tasks: { label: '导师确认完成的任务', unit: '项' },
  jobs: { label: '季末从业人数', unit: '人' },
  activities: { label: '参加活动', unit: '次' },
} as const
export type Measure = keyof typeof measures

/** States in which a project is in the house. */
export const inHouse = ['incubating', 'warned', 'hearing', 'leaving', 'notified', 'appealed'] as const
/** States in which its incubation is over. */
export const ended = ['graduated', 'closed', 'left'] as const
