import { defineTemplate } from '#platform/templates'

/** What firms, reviewers and staff are told. */
export const texts = {
  applied: defineTemplate(
    'admission.applied',
    '「{name}」的入库申请已收到，中心将在 {days} 个工作日内审查材料。',
    { sms: true },
  ),
  incoming: defineTemplate('admission.incoming', '「{name}」申请入库，请审查材料。'),
  returned: defineTemplate(
    'admission.returned',
    '「{name}」的入库申请需要补正：{reason} 请在 {days} 个工作日内补齐。',
    { sms: true },
  ),
  completed: defineTemplate('admission.completed', '「{name}」已补正入库申请，请继续审查。'),
  lapsed: defineTemplate('admission.lapsed', '「{name}」的入库申请逾期未补正，已自动撤回，可以重新申请。', {
    sms: true,
  }),
  underReview: defineTemplate(
    'admission.under_review',
    '「{name}」的入库申请材料齐全，已交 {count} 位评审人评审。',
  ),
  review: defineTemplate('admission.review', '请评审「{name}」的入库申请，{days} 个工作日内打分。'),
  notNeeded: defineTemplate('admission.not_needed', '「{name}」的申请已撤回，不用再评审。'),
  conflicted: defineTemplate('admission.conflicted', '「{name}」的一位评审人申请回避，请另选一位。'),
  reviewed: defineTemplate('admission.reviewed', '「{name}」评审完毕，平均 {score} 分，请审定。'),
  publicity: defineTemplate(
    'admission.publicity',
    '「{name}」通过评审，公示 {days} 个工作日，没有成立的异议即可签约。',
    { sms: true },
  ),
  halted: defineTemplate('admission.halted', '「{name}」公示期间收到异议，公示中止，核实后继续。', {
    sms: true,
  }),
  resumed: defineTemplate('admission.resumed', '对「{name}」的异议不成立，公示继续。', { sms: true }),
  toSign: defineTemplate('admission.to_sign', '「{name}」公示期满，请与中心联系签订服务协议。', {
    sms: true,
  }),
  toSignHere: defineTemplate('admission.to_sign_here', '「{name}」公示期满，请与对方签订服务协议。'),
  admitted: defineTemplate('admission.admitted', '「{name}」已入库，协议至 {until}。欢迎加入。', {
    sms: true,
  }),
  refused: defineTemplate(
    'admission.refused',
    '「{name}」的入库申请未通过：{reason} {days} 天后可以再申请。',
    {
      sms: true,
    },
  ),
  withdrawn: defineTemplate('admission.withdrawn', '「{name}」撤回了入库申请。'),
  exitAsked: defineTemplate('exit.asked', '{name}申请自 {day} 退出服务商库，请办理。'),
  exitProposed: defineTemplate(
    'exit.proposed',
    '中心拟让{name}退出服务商库：{reason} 请在 {days} 个工作日内登录网站说明。',
    { sms: true },
  ),
  exitStated: defineTemplate('exit.stated', '{name}已就退出一事说明，请决定。'),
  exitLapsed: defineTemplate('exit.lapsed', '{name}逾期未说明，请就退出一事决定。'),
  exitDone: defineTemplate('exit.done', '{name}已退出服务商库：{reason} 没有办完的委托由中心另作安排。', {
    sms: true,
  }),
  exitDropped: defineTemplate('exit.dropped', '{name}继续留在服务商库：{reason}', { sms: true }),
  listingProposed: defineTemplate('blacklist.proposed', '建议将{name}列入失信名单，请决定。'),
  listed: defineTemplate('blacklist.listed', '{name}被列入失信名单，至 {until}：{reason}', { sms: true }),
  listingEnded: defineTemplate('blacklist.ended', '{name}已移出失信名单。', { sms: true }),
}
