import { defineTemplate } from '#platform/templates'

const sms = { sms: true } as const

/** What employers, seekers and staff are told; no name and no number of a seeker travels in any of it. */
export const texts = {
  toReview: defineTemplate('job.to_review', '有新的岗位待审核：「{title}」。'),
  published: defineTemplate('job.published', '您的岗位「{title}」已公开，有效期至 {day}。', sms),
  returned: defineTemplate('job.returned', '您的岗位「{title}」需要修改：{reason}', sms),
  ending: defineTemplate(
    'job.ending',
    '您的岗位「{title}」{day} 到期，还在招请到“求职与实习”点一下“还在招”。',
    sms,
  ),
  expired: defineTemplate(
    'job.expired',
    '您的岗位「{title}」已到期，标明“已到期”；点“还在招”立即恢复。',
    sms,
  ),
  applied: defineTemplate('job.applied', '有人应聘「{title}」，请到“求职与实习”查看。', sms),
  entered: defineTemplate(
    'job.entered',
    '{clerk}按您签字的同意书替您应聘了「{title}」，单位是{employer}。用这个手机号登录网站能看进展、收回简历；不是您的意思，请马上告诉中心。',
    sms,
  ),
  invited: defineTemplate('job.invited', '「{title}」约您面试：{when}，{place}。请到“求职与实习”确认。', sms),
  moved: defineTemplate('job.moved', '「{title}」的面试，对方想改到 {when}，请到“求职与实习”确认。', sms),
  agreed: defineTemplate('job.interview', '「{title}」的面试已定：{when}，{place}。', sms),
  offered: defineTemplate('job.offered', '「{title}」决定录用您，请到“求职与实习”答复。', sms),
  hired: defineTemplate('job.hired', '「{title}」的录用，对方接受了，{day} 到岗。', sms),
  refused: defineTemplate('job.refused', '「{title}」的录用，对方没有接受。'),
  rejected: defineTemplate('job.rejected', '您应聘的「{title}」没有录用：{reason}', sms),
  withdrawn: defineTemplate('job.withdrawn', '有一位应聘「{title}」的人撤回了，简历已收回。'),
  started: defineTemplate('job.started', '「{title}」的到岗已确认，{day} 到岗。'),
  askStarted: defineTemplate(
    'job.ask_started',
    '「{title}」，对方说 {day} 已到岗，请到“求职与实习”确认。',
    sms,
  ),
  check: defineTemplate(
    'job.check',
    '您到「{title}」上班满 {days} 天，还在岗吗？有人收过您的钱吗？请到“求职与实习”点一下答复。',
    sms,
  ),
  agreement: defineTemplate('internship.agreement', '「{title}」的实习协议请您确认。', sms),
  running: defineTemplate('internship.running', '「{title}」的实习协议各方已确认，请按日写实习日记。', sms),
  reported: defineTemplate('internship.reported', '「{title}」的实习报告已交，请评价。', sms),
  rated: defineTemplate('internship.rated', '「{title}」的实习单位已评价，请考评。'),
  certified: defineTemplate('internship.certified', '「{title}」的实习考评为{mark}，{after}。', sms),
  ended: defineTemplate('internship.ended', '「{title}」的实习已终止：{reason}', sms),
  introduced: defineTemplate(
    'talent.introduced',
    '中心想把您引荐给{employer}（{title}），请到“求职与实习”答复；您同意以前对方不知道您是谁。',
    sms,
  ),
  willing: defineTemplate(
    'talent.agreed',
    '「{title}」：引荐的人才同意了，请到“求职与实习”查看联系方式。',
    sms,
  ),
  unwilling: defineTemplate('talent.declined', '「{title}」的引荐，本人没有同意。'),
  gone: defineTemplate('talent.gone', '「{title}」的引荐已结束：{reason}'),
}
