import { defineTemplate } from '#platform/templates'

export const texts = {
  invited: defineTemplate('rating.invited', '您办理的事项已办结，请评价这次服务。{link}', {
    sms: true,
    secret: { link: '' },
  }),
  asked: defineTemplate('rating.asked', '您的咨询已办结，请评价这次答复。{link}', {
    sms: true,
    secret: { link: '' },
  }),
}
