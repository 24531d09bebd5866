import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'

export const texts = {
  submitted: defineTemplate('contest.submitted', '大赛方案“{title}”报请审批。'),
  approved: defineTemplate('contest.approved', '大赛方案“{title}”已批准，可以发布通知。'),
  returned: defineTemplate('contest.returned', '大赛方案“{title}”退回修改：{reason}'),
  cancelled: defineTemplate('contest.cancelled', '“{title}”已取消，原因：{reason}。给您带来不便，请谅解。', {
    sms: true,
  }),
  entered: defineTemplate('contest.entered', '您已报名“{title}”（{work}），正在审查资格，结果会通知您。', {
    sms: true,
  }),
  lacking: defineTemplate(
    'contest.entry_returned',
    '“{title}”的报名要补正：{reason}。请在 {days} 个工作日内补齐。',
    {
      sms: true,
    },
  ),
  eligible: defineTemplate('contest.entry_passed', '“{title}”的报名已通过资格审查，请留意比赛安排。', {
    sms: true,
  }),
  ineligible: defineTemplate('contest.entry_refused', '“{title}”的报名没有通过资格审查：{reason}', {
    sms: true,
  }),
  invited: defineTemplate(
    'contest.judge_invited',
    '{centre}请您担任“{title}”的评委。请用这个手机号登录网站，在“我的大赛”里答复。',
    { sms: true },
  ),
  toDeclare: defineTemplate(
    'contest.judge_declare',
    '“{title}”{round}已抽签，请在“我的大赛”里先申报回避，再开始评审。',
    { sms: true },
  ),
  toJudge: defineTemplate('contest.judge_begin', '“{title}”{round}开始评分，请在“我的大赛”里评审。', {
    sms: true,
  }),
  more: defineTemplate('contest.judge_more', '“{title}”{round}有一件作品补派给您评审。'),
  reminder: defineTemplate('contest.judge_reminder', '提醒：“{title}”您还有 {count} 件作品没有评完。', {
    sms: true,
  }),
  short: defineTemplate('contest.judges_short', '“{title}”{round}有作品缺评委，请增请评委或补派。'),
  scored: defineTemplate('contest.round_scored', '“{title}”{round}评分已全部锁定，请核对晋级。'),
  advanced: defineTemplate(
    'contest.advanced',
    '恭喜，您的作品在“{title}”{round}晋级，下一轮的安排会通知您。',
    {
      sms: true,
    },
  ),
  notAdvanced: defineTemplate('contest.not_advanced', '您的作品在“{title}”{round}没有晋级，感谢参加。'),
  unlocking: defineTemplate('contest.unlocking', '“{title}”有一张评分表申请解锁，请核准或驳回。'),
  unlocked: defineTemplate('contest.unlocked', '“{title}”您的一张评分表已解锁，请核对后重新签名锁定。', {
    sms: true,
  }),
  publicity: defineTemplate('contest.publicity', '“{title}”的结果开始公示，共 {days} 个工作日。', {
    sms: true,
  }),
  announced: defineTemplate('contest.announced', '“{title}”结果已公布，感谢参加。'),
  won: defineTemplate(
    'contest.won',
    '恭喜，您的作品在“{title}”中获{prize}，荣誉证书可以在“我的大赛”里打印。',
    {
      sms: true,
    },
  ),
} as const

export const toOwner = <V extends string>(
  row: { owner_id: string; id: string },
  text: Parameters<typeof message<V>>[1],
  values: Record<V, string>,
) => message({ staff: row.owner_id }, text, values, `/desk/contests/${row.id}`)
