import { defineTemplate } from '#platform/templates'

/** What sellers, buyers and staff are told; the filed texts of the SMS vendor are these. */
export const texts = {
  toReview: defineTemplate('posting.to_review', '有新的供需信息待审核：「{title}」。'),
  published: defineTemplate(
    'posting.published',
    '您的供需信息「{title}」已公开，有效期至 {day}。有合适的对家会告诉您。',
    { sms: true },
  ),
  returned: defineTemplate('posting.returned', '您的供需信息「{title}」需要修改：{reason}', { sms: true }),
  ending: defineTemplate(
    'posting.ending',
    '您的供需信息「{title}」{day} 到期，仍然有效请到“我的供需”点一下续期。',
    {
      sms: true,
    },
  ),
  expired: defineTemplate('posting.expired', '您的供需信息「{title}」已到期，不再公开；续期后立即恢复。', {
    sms: true,
  }),
  found: defineTemplate('match.found', '有 {n} 条供需信息适合您，例如「{title}」，请到“我的供需”查看。', {
    sms: true,
  }),
  asked: defineTemplate('introduction.asked', '有人申请对接「{title}」，请受理。'),
  conflicted: defineTemplate('introduction.conflicted', '「{title}」的对接因利益冲突需要换人受理。'),
  sounding: defineTemplate(
    'introduction.sounding',
    '中心想为您对接「{title}」，请到“我的对接”看看是否愿意，{days} 个工作日内答复。',
    { sms: true },
  ),
  offered: defineTemplate(
    'introduction.offered',
    '{party}想就「{title}」与您对接，请到“我的对接”答复是否同意，{days} 个工作日内有效。',
    { sms: true },
  ),
  agreed: defineTemplate(
    'introduction.agreed',
    '「{title}」双方同意对接：{party}，联系人{person}，电话 {phone}。',
    { sms: true, secret: { phone: '见对接页面' } },
  ),
  declined: defineTemplate('introduction.declined', '「{title}」这次没有对接成：{reason}', { sms: true }),
  lapsed: defineTemplate('introduction.lapsed', '「{title}」的对接到期没有答复，已结束。', { sms: true }),
  figure: defineTemplate('introduction.figure', '「{title}」登记了{kind}，请核实凭证。'),
  rejected: defineTemplate('introduction.rejected', '「{title}」登记的{kind}没有通过核实：{reason}'),
  concluded: defineTemplate('introduction.concluded', '「{title}」的对接已登记结果：{outcome}。谢谢您。', {
    sms: true,
  }),
  followUp: defineTemplate('introduction.follow_up', '「{title}」成交满 {days} 天，请回访双方。'),
}
