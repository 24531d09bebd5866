import { defineTemplate } from '#platform/templates'

/** What holders, recipients and staff are told; the filed texts of the SMS vendor are these. */
export const texts = {
  toReview: defineTemplate('resource.to_review', '有资源待审核：「{name}」。'),
  returned: defineTemplate('resource.returned', '资源「{name}」没有通过审核：{reason}'),
  listed: defineTemplate('resource.listed', '您的资源「{name}」已收入资源库并公开。', { sms: true }),
  confirm: defineTemplate(
    'resource.confirm',
    '请确认资源「{name}」是否仍然有效，{day} 前在“我的”里点一下即可；没有确认将暂停公开。',
    { sms: true },
  ),
  hidden: defineTemplate('resource.hidden', '资源「{name}」{why}，已暂停公开。', { sms: true }),
  ending: defineTemplate('resource.ending', '资源「{name}」有效期到 {day}，请更新或撤下。'),
  withdrawn: defineTemplate('resource.withdrawn', '您的资源「{name}」已撤下：{reason}', { sms: true }),
  asked: defineTemplate('need.asked', '有新的对接需求：{kind}，请受理。'),
  accepted: defineTemplate(
    'need.accepted',
    '您的对接需求（{kind}）已受理，{days} 个工作日内为您推荐合适的资源。',
    {
      sms: true,
    },
  ),
  refused: defineTemplate('need.refused', '您的对接需求（{kind}）没有受理：{reason}', { sms: true }),
  recommended: defineTemplate('need.recommended', '中心为您推荐了 {n} 项资源，请到“我的”里选择是否引荐。', {
    sms: true,
  }),
  again: defineTemplate('need.again', '{kind}需求推荐的资源都没有对接成，请另行推荐或办结。'),
  closed: defineTemplate('need.closed', '您的对接需求（{kind}）已办结：{outcome}', { sms: true }),
  wanted: defineTemplate('referral.wanted', '对方同意引荐「{name}」，请联系双方。'),
  introduced: defineTemplate(
    'referral.introduced',
    '已为您引荐「{name}」，联系人{person}，电话 {phone}。对接结果请告诉我们。',
    { sms: true, secret: { phone: '见对接页面' } },
  ),
  presented: defineTemplate(
    'referral.presented',
    '中心为您引荐{party}，对方需要：{need}。联系人{person}，电话 {phone}，对方已同意告知。',
    { sms: true, secret: { phone: '见对接页面' } },
  ),
  dropped: defineTemplate('referral.dropped', '「{name}」的引荐已取消。'),
}
