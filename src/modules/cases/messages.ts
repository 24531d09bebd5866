import { defineTemplate } from '#platform/templates'

/** The code is in the SMS; whoever reads the inbox has signed in and finds it with the case. */
const codeElsewhere = '见办件页面'

/** What applicants, providers and staff are told; the filed texts of the SMS vendor are these. */
export const texts = {
  submitted: defineTemplate(
    'case.submitted',
    '您申请的「{item}」已提交，编号 {number}，查询码 {code}。中心将在 {days} 个工作日内受理。',
    { sms: true, secret: { code: codeElsewhere } },
  ),
  incoming: defineTemplate('case.incoming', '有新的申请：「{item}」（{number}），请受理。'),
  registered: defineTemplate(
    'case.registered',
    '中心已为您登记「{item}」，编号 {number}，查询码 {code}。凭编号和查询码可在网站查询进度。',
    { sms: true, secret: { code: codeElsewhere } },
  ),
  accepted: defineTemplate(
    'case.accepted',
    '您申请的「{item}」（{number}）已受理，承诺 {days} 个工作日内办结。',
    { sms: true },
  ),
  returned: defineTemplate(
    'case.returned',
    '您申请的「{item}」（{number}）需要补充：{reason} 请在 {days} 个工作日内补齐。',
    { sms: true },
  ),
  lapsed: defineTemplate(
    'case.lapsed',
    '您申请的「{item}」（{number}）超过补正时限，已自动撤回。需要时可重新申请。',
    { sms: true },
  ),
  refused: defineTemplate('case.refused', '您申请的「{item}」（{number}）不予受理：{reason}', { sms: true }),
  extended: defineTemplate(
    'case.extended',
    '您的「{item}」（{number}）办理时限延长 {days} 个工作日，原因：{reason}',
    { sms: true },
  ),
  answered: defineTemplate('case.answered', '您咨询的「{item}」（{number}）已有答复，请查看并确认。', {
    sms: true,
  }),
  quoted: defineTemplate('case.quoted', '您的「{item}」（{number}）报价已到齐，请比较后选定服务商。', {
    sms: true,
  }),
  delivered: defineTemplate('case.delivered', '您的「{item}」（{number}）已交付，请查看并确认。', {
    sms: true,
  }),
  fulfilled: defineTemplate(
    'case.fulfilled',
    '您的「{item}」（{number}）约定的各项都已验收，这件办结了，欢迎评价。',
    { sms: true },
  ),
  closedByTime: defineTemplate(
    'case.closed_by_time',
    '您的「{item}」（{number}）超过确认时限，已按时限自动确认办结。如有问题可要求重新办理。',
    { sms: true },
  ),
  assigned: defineTemplate('case.assigned', '「{item}」（{number}）由您承办。'),
  abandoned: defineTemplate(
    'case.abandoned',
    '「{item}」（{number}）的申请人已注销账号，这件终止办理，请不要再联系对方。',
  ),
  rework: defineTemplate('case.rework', '「{item}」（{number}）：申请人要求修改。'),
  reopened: defineTemplate('case.reopened', '「{item}」（{number}）：要求重新办理。'),
  handedBack: defineTemplate(
    'case.handed_back',
    '您的「{item}」（{number}）要另找服务商：{reason} 工作人员会重新邀请报价，请您再比选。',
    { sms: true },
  ),
  toInviteAgain: defineTemplate('case.to_invite_again', '「{item}」（{number}）需要重新邀请服务商报价。'),
  notNeeded: defineTemplate(
    'case.not_needed',
    '「{item}」（{number}）不再由您办理，请停止工作；已完成的部分请与中心联系。',
    { sms: true },
  ),
  written: defineTemplate('case.written', '「{item}」（{number}）有新留言。'),
  invited: defineTemplate(
    'quote.invited',
    '中心邀请您为「{item}」（{number}）报价，请在 {days} 个工作日内回复。',
    { sms: true },
  ),
  agreed: defineTemplate(
    'quote.agreed',
    '「{item}」（{number}）的申请人选定了您的报价，请与对方联系并按期交付。',
    { sms: true },
  ),
  lost: defineTemplate('quote.lost', '「{item}」（{number}）本次选定了其他服务商，感谢您的报价。'),
}
