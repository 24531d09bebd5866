import { spanInWords } from '#modules/activities'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { marksText } from './kinds.ts'
import type { Exam, Sitting } from './people.ts'

const texts = {
  listed: defineTemplate(
    'exam.listed',
    '您参加的“{title}”定在 {when}。到时在手机上“我的考试”里答题，或按通知到现场。',
    { sms: true },
  ),
  moved: defineTemplate('exam.moved', '“{title}”改到 {when}。原因：{reason}', { sms: true }),
  reminder: defineTemplate('exam.reminder', '提醒：“{title}”{when} 开始，请提前准备好手机和网络。', {
    sms: true,
  }),
  cancelled: defineTemplate('exam.cancelled', '“{title}”已取消，原因：{reason}', { sms: true }),
  released: defineTemplate(
    'exam.released',
    '“{title}”成绩已公布：{score} 分，{outcome}。详情见“我的考试”。',
    {
      sms: true,
    },
  ),
  corrected: defineTemplate(
    'exam.corrected',
    '您的“{title}”成绩已更正为 {score} 分，{outcome}。原因：{reason}',
  ),
  upheld: defineTemplate('exam.upheld', '您申请复核的“{title}”成绩经复核维持不变。说明：{reason}'),
  approved: defineTemplate('exam.approved', '考试安排“{title}”已批准，请确定考生名单。'),
  returned: defineTemplate('exam.returned', '考试安排“{title}”退回修改：{reason}'),
  sentBack: defineTemplate('exam.question_returned', '试题“{title}”退回修改：{reason}'),
} as const

export const toldPlanner = (what: 'approved' | 'returned', row: Exam, reason = '') => {
  const [to, href] = [{ staff: row.owner_id }, `/desk/exams/${row.id}`]
  return what === 'approved'
    ? message(to, texts.approved, { title: row.title }, href)
    : message(to, texts.returned, { title: row.title, reason }, href)
}

export const toldWriter = (row: { id: string; stem: string; written_by: string | null }, reason: string) =>
  row.written_by
    ? message(
        { staff: row.written_by },
        texts.sentBack,
        { title: row.stem.slice(0, 40), reason },
        `/desk/exams/questions/${row.id}`,
      )
    : null

type Candidate = Pick<Sitting, 'id' | 'identity_id' | 'phone' | 'exam_title' | 'opens_at' | 'closes_at'> &
  Partial<Pick<Sitting, 'score_tenths' | 'passed'>>

/** Told to the candidate: in their place, or by the phone that was left. */
export function toldCandidate(
  what: 'listed' | 'moved' | 'reminder' | 'cancelled' | 'released' | 'corrected' | 'upheld',
  row: Candidate,
  reason = '',
) {
  const to = row.identity_id ? { identity: row.identity_id } : row.phone ? { phone: row.phone } : null
  if (!to) return null
  const [title, href] = [row.exam_title, `/my/exams/${row.id}`]
  const when = spanInWords({ starts_at: row.opens_at, ends_at: row.closes_at })
  const score = marksText(row.score_tenths ?? 0)
  const outcome = row.passed ? '合格' : '不合格'
  switch (what) {
    case 'listed':
      return message(to, texts.listed, { title, when }, href)
    case 'reminder':
      return message(to, texts.reminder, { title, when }, href)
    case 'moved':
      return message(to, texts.moved, { title, when, reason }, href)
    case 'released':
      return message(to, texts.released, { title, score, outcome }, href)
    case 'corrected':
      return message(to, texts.corrected, { title, score, outcome, reason }, href)
    default:
      return message(to, texts[what], { title, reason }, href)
  }
}
