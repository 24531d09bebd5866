import { type Message, message } from '#platform/notify'
import { periodFrom } from '#platform/periods'
import { defineTemplate } from '#platform/templates'
import type { Duty } from '#platform/who'
import { findingPage, improvementPage, reportPage } from './addresses.ts'
import { approveImprovements, superviseImprovements } from './duties.ts'
import { approver, type Finding, type Improvement, keeper, type Measure, verifier } from './people.ts'
import { type Level, occurrenceWords } from './words.ts'

const texts = {
  raised: defineTemplate('finding.raised', '有一个问题等待研究：{title}。'),
  back: defineTemplate('finding.back', '{title}：{times}，改进没有保持住，请升级研究。'),
  about: defineTemplate('finding.about', '您提出的问题「{title}」{what}。'),
  owner: defineTemplate('improvement.owner', '改进事项「{title}」由您负责，请先分析原因。'),
  toApprove: defineTemplate('improvement.to_approve', '改进方案「{title}」等待批准。'),
  returned: defineTemplate('improvement.returned', '改进方案「{title}」被退回：{reason}'),
  approved: defineTemplate('improvement.approved', '改进方案「{title}」已经批准，请按时落实措施。'),
  measure: defineTemplate('improvement.measure', '改进措施由您落实，{day} 前完成：{what}'),
  toVerify: defineTemplate('improvement.to_verify', '「{title}」的措施都已落实，请对照指标验证。'),
  notReached: defineTemplate('improvement.not_reached', '「{title}」没有通过验证：{reason} 请补充措施。'),
  closed: defineTemplate('improvement.closed', '「{title}」通过验证，已销号，{day} 回头看。'),
  toLook: defineTemplate('improvement.to_look', '「{title}」到了回头看的时间，请对照指标再看一次。'),
  recurred: defineTemplate('improvement.recurred', '「{title}」的问题复发，已升级办理。'),
  late: defineTemplate('improvement.late', '「{title}」超过时限没有办，请过问。'),
  putOff: defineTemplate('improvement.put_off', '改进措施的期限改为 {day}：{what}'),
  stopped: defineTemplate('improvement.stopped', '改进事项「{title}」已终止：{reason}'),
  report: defineTemplate('improvement.report', '{period}的季度改进报告等待{what}。'),
}

const keepersOf = (row: { level: string }): Message['to'] => keeper.address(row as never) as { duty: string }

export const toldKeepers = (row: Finding): Message =>
  message(keepersOf(row), texts.raised, { title: row.title }, findingPage(row.id))
export const toldCameBack = (row: Finding): Message =>
  message(keepersOf(row), texts.back, { title: row.title, times: occurrenceWords(row) }, findingPage(row.id))
/** Whoever pointed it out hears what becomes of it. */
export const toldRaiser = (row: Finding, what: string): Message | null =>
  row.raised_by === null
    ? null
    : message({ staff: row.raised_by }, texts.about, { title: row.title, what }, findingPage(row.id))

const about = (row: Improvement) => improvementPage(row.id)
const toOwner = (row: Improvement): Message['to'] => ({ staff: row.owner_id })

export const toldOwner = (row: Improvement): Message =>
  message(toOwner(row), texts.owner, { title: row.title }, about(row))
export const toldApprovers = (row: Improvement): Message =>
  message(approver.address(row) as { duty: string }, texts.toApprove, { title: row.title }, about(row))
export const toldReturned = (row: Improvement, reason: string): Message =>
  message(toOwner(row), texts.returned, { title: row.title, reason }, about(row))
export const toldApproved = (row: Improvement): Message =>
  message(toOwner(row), texts.approved, { title: row.title }, about(row))
export const toldVerifiers = (row: Improvement): Message =>
  message(verifier.address(row) as { duty: string }, texts.toVerify, { title: row.title }, about(row))
export const toldNotReached = (row: Improvement, reason: string): Message =>
  message(toOwner(row), texts.notReached, { title: row.title, reason }, about(row))
export const toldClosed = (row: Improvement): Message =>
  message(toOwner(row), texts.closed, { title: row.title, day: row.look_on ?? '' }, about(row))
export const toldToLook = (row: Improvement): Message =>
  message(verifier.address(row) as { duty: string }, texts.toLook, { title: row.title }, about(row))
/** 复发: the director hears it, and from the second time on the bureau too. */
export const toldRecurred = (row: Improvement): Message[] =>
  [
    toOwner(row),
    { duty: approveImprovements.code },
    ...(row.level === 'centre' ? [] : [{ duty: superviseImprovements.code }]),
  ].map(to => message(to, texts.recurred, { title: row.title }, about(row)))
export const toldStopped = (row: Improvement, reason: string): Message =>
  message(toOwner(row), texts.stopped, { title: row.title, reason }, about(row))
export const toldLate = (level: Level, subject: string, page: string): Message =>
  message(keepersOf({ level }), texts.late, { title: subject }, page)

export const toldDoer = (row: Measure): Message =>
  message(
    { staff: row.owner_id },
    texts.measure,
    { day: row.due_on, what: row.what },
    improvementPage(row.improvement_id),
  )
export const toldPutOff = (row: Measure): Message =>
  message(
    { staff: row.owner_id },
    texts.putOff,
    { day: row.due_on, what: row.what },
    improvementPage(row.improvement_id),
  )
export const toldReport = (row: { id: string; period: string }, duty: Duty, what: string): Message =>
  message(
    { duty: duty.code },
    texts.report,
    { period: periodFrom(row.period).label, what },
    reportPage(row.id),
  )
