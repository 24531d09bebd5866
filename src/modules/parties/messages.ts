import { defineTemplate } from '#platform/templates'

export const texts = {
  unmasked: defineTemplate('party.unmasked', '工作人员查看了您的完整证件号，用途：{reason}'),
  mandateVerified: defineTemplate('mandate.verified', '您申请的单位授权已核实通过，现在可以为单位办事。', {
    sms: true,
  }),
  mandateRefused: defineTemplate('mandate.refused', '您申请的单位授权未通过：{reason}', { sms: true }),
  mandateRevoked: defineTemplate('mandate.revoked', '您的一项单位授权已撤销。如有疑问请联系中心。', {
    sms: true,
  }),
}
