import { defineTemplate } from '#platform/templates'

export const codeText = defineTemplate('identity.code', '验证码 {code}，5 分钟内有效。请勿告诉他人。', {
  sms: true,
  secret: { code: '******' },
})
