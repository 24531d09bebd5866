import { defineTemplate } from '#platform/templates'

export const texts = {
  unmasked: defineTemplate('party.unmasked', '工作人员查看了您的完整证件号，用途：{reason}'),
  mandateVerified: defineTemplate('mandate.verified', '您申请的单位授权已核实通过，现在可以为单位办事。', {
    sms: true,
  }),
  mandateRefused: defineTemplate('mandate.refused', '您申请的单位授权未通过：{reason}', { sms: true }),
  proxyGranted: defineTemplate(
    'mandate.proxy_granted',
    '{agency}{name}已登记代您办理“{matter}”，有效期至 {until}。您没有同意过的，请登录平台在“我的”中撤销，或{way}。',
    { sms: true },
  ),
  // Without the villager's name: the head's inbox outlasts the villager's account.
  proxyEnded: defineTemplate(
    'mandate.proxy_ended',
    '一项代办授权已终止，不能再代对方办理，请在“我的服务站”中查看。',
  ),
  mandateRevoked: defineTemplate('mandate.revoked', '您的一项单位授权已撤销。如有疑问请联系中心。', {
    sms: true,
  }),
}
