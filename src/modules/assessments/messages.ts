import { defineTemplate } from '#platform/templates'

/** What firms and staff are told. */
export const texts = {
  opened: defineTemplate('assessment.opened', '{name}的年度评估已开始（{from} 至 {to}），请打分。'),
  scored: defineTemplate(
    'assessment.scored',
    '{name}的年度评估得 {score} 分，依据和各项得分请登录网站查看；{days} 个工作日内可以说明情况。',
    { sms: true },
  ),
  heard: defineTemplate('assessment.heard', '{name}对年度评估{answer}，请决定。'),
  renewed: defineTemplate('assessment.renewed', '{name}通过年度评估，服务协议续签至 {until}。', {
    sms: true,
  }),
  toRectify: defineTemplate(
    'assessment.to_rectify',
    '{name}年度评估后需要整改：{requirement} 请在 {days} 个工作日内完成并上传凭据。',
    { sms: true },
  ),
  reported: defineTemplate('assessment.reported', '{name}报告整改完毕，请复查。'),
  again: defineTemplate(
    'assessment.again',
    '{name}的整改没有通过复查：{reason} 请在 {days} 个工作日内重新整改。',
    { sms: true },
  ),
  failed: defineTemplate('assessment.failed', '{name}两次整改没有通过复查：{reason} 中心将研究是否暂停。', {
    sms: true,
  }),
  missed: defineTemplate('assessment.missed', '{name}逾期没有完成整改，请重新决定。'),
  missedByFirm: defineTemplate(
    'assessment.missed_by_firm',
    '{name}逾期没有报告整改，中心将另作决定；有困难请尽快联系中心。',
    { sms: true },
  ),
  toSuspend: defineTemplate('assessment.to_suspend', '{name}年度评估后，中心正研究是否暂停：{reason}', {
    sms: true,
  }),
}
