import { defineTemplate } from '#platform/templates'

/** What followers are told; none of it promises anything. */
export const texts = {
  published: defineTemplate(
    'policy.published',
    '发布了政策“{title}”，{window}。您是否符合请到网站“我的政策”查看，以主管部门审核为准。',
    { sms: true },
  ),
  corrected: defineTemplate('policy.corrected', '政策“{title}”有更正：{note}。请到网站“政策库”查看。'),
  opens: defineTemplate(
    'policy.opens',
    '政策“{title}”开始申报了，{until}截止。您是否符合请到网站“我的政策”查看，以主管部门审核为准。',
    { sms: true },
  ),
  closes: defineTemplate(
    'policy.closes',
    '政策“{title}”{left}截止申报。要申报的请抓紧，怎么办请看网站“政策库”。',
    { sms: true },
  ),
}
