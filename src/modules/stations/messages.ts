import { defineTemplate } from '#platform/templates'

/** What stations, villagers and staff are told; the filed texts of the SMS vendor are these. */
export const texts = {
  applied: defineTemplate('station.applied', '有新的建站申请：「{name}」，请审批。'),
  approved: defineTemplate(
    'station.approved',
    '「{name}」建站申请已批准，请在 {days} 个工作日内建设完成。用这个手机号登录平台，可以在“我的”中接管站点。',
    { sms: true },
  ),
  refused: defineTemplate('station.refused', '「{name}」建站申请未获批准：{reason}', { sms: true }),
  built: defineTemplate('station.built', '「{name}」申请验收，请安排现场验收。'),
  unfit: defineTemplate('station.unfit', '「{name}」验收未通过：{reason} 请整改后再申请验收。', {
    sms: true,
  }),
  opened: defineTemplate('station.opened', '「{name}」验收通过，开始运营。请每天登记业务量。', { sms: true }),
  headed: defineTemplate(
    'station.headed',
    '您已担任「{name}」站长。用这个手机号登录平台，可以在“我的”中接管站点。',
    { sms: true },
  ),
  unheaded: defineTemplate('station.unheaded', '您不再担任「{name}」站长，谢谢您为乡亲们做的事。', {
    sms: true,
  }),
  checked: defineTemplate('station.checked', '「{name}」本次检查 {score} 分，{grade}。{remarks}', {
    sms: true,
  }),
  ordered: defineTemplate(
    'station.ordered',
    '「{name}」需要整改：{issues} 请在 {days} 个工作日内完成，并在“我的服务站”中提交整改情况和照片。',
    { sms: true },
  ),
  reported: defineTemplate('station.reported', '「{name}」提交了整改情况，请复核。'),
  settled: defineTemplate('station.settled', '「{name}」整改复核通过，恢复正常运营。', { sms: true }),
  again: defineTemplate(
    'station.again',
    '「{name}」整改复核未通过：{reason} 请在 {days} 个工作日内继续整改。',
    { sms: true },
  ),
  proposed: defineTemplate('station.proposed', '「{name}」{why}，建议撤销，请决定。'),
  endangered: defineTemplate(
    'station.endangered',
    '「{name}」{why}，中心正在研究是否撤销。如有情况说明，请尽快联系中心。',
    { sms: true },
  ),
  closed: defineTemplate('station.closed', '「{name}」已撤销：{reason}', { sms: true }),
  proxyAsked: defineTemplate(
    'proxy.asked',
    '{station}{head}想代您办理“{matter}”。同意就把验证码 {code} 告诉对方，{minutes} 分钟内有效；不同意请不要告诉任何人。',
    { sms: true, secret: { code: '******' } },
  ),
  proxyMoved: defineTemplate('proxy.moved', '您代办的「{item}」（{number}）：{state}。'),
}
