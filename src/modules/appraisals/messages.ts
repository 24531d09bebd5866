import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { commission, replyToAppraisal } from './duties.ts'
import type { Appraisal } from './people.ts'

const texts = {
  asked: defineTemplate(
    'appraisal.asked',
    '请您参加“{title}”，合同期 {from} 至 {until}。请先作独立性声明，有利害关系的应当回避。',
  ),
  recused: defineTemplate('appraisal.recused', '“{title}”的评价人员{name}已回避，请另行安排。', {
    only: 'bureau',
  }),
  sign: defineTemplate('appraisal.sign', '“{title}”的评价报告已起草，请审阅签发。'),
  returned: defineTemplate('appraisal.returned', '“{title}”的评价报告退回修改：{reason}'),
  issued: defineTemplate('appraisal.issued', '“{title}”的评价报告已送达，请逐项答复。'),
  replied: defineTemplate('appraisal.replied', '中心已答复“{title}”的评价报告，请复核有异议的问题并定稿。'),
  delivered: defineTemplate('appraisal.delivered', '“{title}”的评价报告已定稿，请查收。'),
  round: defineTemplate('appraisal.round', '{period}已结束，请选定第三方评价机构，委托评价。'),
  terminated: defineTemplate('appraisal.terminated', '“{title}”已终止：{reason}'),
} as const

const page = (row: Pick<Appraisal, 'id'>) => `/desk/appraisals/${row.id}`

export const toldMember = (row: Appraisal, staffId: string) =>
  message(
    { staff: staffId },
    texts.asked,
    { title: row.title, from: row.first_day, until: row.last_day },
    page(row),
  )
export const toldRecused = (row: Appraisal, name: string) =>
  message({ duty: commission.code }, texts.recused, { title: row.title, name }, page(row))
export const toldHead = (row: Appraisal) =>
  message({ staff: row.head_id }, texts.sign, { title: row.title }, page(row))
export const toldTeam = (row: Appraisal, reason: string) =>
  row.team_ids
    .filter(id => id !== row.head_id)
    .map(id => message({ staff: id }, texts.returned, { title: row.title, reason }, page(row)))
export const toldCentre = (row: Appraisal) =>
  message({ duty: replyToAppraisal.code }, texts.issued, { title: row.title }, page(row))
export const toldReplied = (row: Appraisal) =>
  message({ staff: row.head_id }, texts.replied, { title: row.title }, page(row))
export const toldDelivered = (row: Appraisal) =>
  [commission.code, replyToAppraisal.code].map(duty =>
    message({ duty }, texts.delivered, { title: row.title }, page(row)),
  )
export const toldTerminated = (row: Appraisal, reason: string) =>
  row.team_ids.map(id => message({ staff: id }, texts.terminated, { title: row.title, reason }, page(row)))

export const toldRound = (period: string) =>
  message({ duty: commission.code }, texts.round, { period }, '/desk/appraisals')
