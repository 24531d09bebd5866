import type { Ctx } from '#platform/ctx'
import { message, tell } from '#platform/notify'
import { defineTemplate, type Template } from '#platform/templates'
import { lockReports, manageReports } from './duties.ts'
import type { Sheet } from './people.ts'

/** What reporters, the centre and the bureau are told. No figure stands in a message. */
export const texts = {
  issued: defineTemplate(
    'report.issued',
    '请填报《{title}》（{period}），{day} 前报送。可在手机上填，也可下载表格填好上传。',
    { sms: true },
  ),
  soon: defineTemplate('report.soon', '《{title}》（{period}）还没有报送，截止日是 {day}，请抓紧。', {
    sms: true,
  }),
  late: defineTemplate(
    'report.late',
    '《{title}》（{period}）已过截止日 {day}，请今天报送；有困难请联系中心。',
    { sms: true },
  ),
  urged: defineTemplate('report.urged', '催报：《{title}》（{period}）{words}', { sms: true }),
  returned: defineTemplate('report.returned', '《{title}》（{period}）被退回修改：{reason}', { sms: true }),
  approved: defineTemplate('report.approved', '《{title}》（{period}）审核通过，谢谢。'),
  excused: defineTemplate('report.excused', '《{title}》（{period}）本期免报：{reason}'),
  toSign: defineTemplate('report.to_sign', '《{title}》（{period}）已填好，等{who}签字。'),
  submitted: defineTemplate('report.submitted', '{name}报送了《{title}》（{period}），请审核。'),
  summed: defineTemplate('report.summed', '《{title}》（{period}）已汇总上报，请审定、锁定。', {
    only: 'bureau',
  }),
  sentBack: defineTemplate('report.round_sent_back', '《{title}》（{period}）的汇总被主管部门退回：{reason}'),
  locked: defineTemplate('report.round_locked', '《{title}》（{period}）已锁定，之后只能用更正单更正。'),
  escalated: defineTemplate('report.escalated', '《{title}》（{period}）有 {count} 家逾期未报：{names}。'),
  notFed: defineTemplate(
    'report.not_fed',
    '《{title}》（{period}）的汇总数没有汇入指标「{label}」：{reason}',
  ),
  asked: defineTemplate('report.correction_asked', '{name}申请更正《{title}》，请审批。', { only: 'bureau' }),
  corrected: defineTemplate('report.correction_approved', '《{title}》的更正单已批准，更正前后的数都保留。'),
  notCorrected: defineTemplate('report.correction_refused', '《{title}》的更正单没有批准：{reason}'),
}

/** To whoever reports: the party, the head of the station, or those who run the reports at the centre. */
export async function tellReporter<V extends string>(
  ctx: Ctx,
  row: Pick<Sheet, 'id' | 'party_id' | 'station_id'>,
  text: Template<V>,
  values: Record<V, string>,
  href = `/my/reports/${row.id}`,
): Promise<void> {
  if (row.party_id) return tell(ctx, message({ party: row.party_id }, text, values, href))
  if (!row.station_id)
    return tell(ctx, message({ duty: manageReports.code }, text, values, `/desk/reports/sheets/${row.id}`))
  const head = await ctx.db
    .selectFrom('station')
    .select(['head_identity_id', 'head_phone'])
    .where('id', '=', row.station_id)
    .executeTakeFirst()
  if (!head) return
  const to = head.head_identity_id ? { identity: head.head_identity_id } : { phone: head.head_phone }
  return tell(ctx, message(to, text, values, href))
}

export const toBureau = <V extends string>(text: Template<V>, values: Record<V, string>, href: string) =>
  message({ duty: lockReports.code }, text, values, href)
export const toManagers = <V extends string>(text: Template<V>, values: Record<V, string>, href: string) =>
  message({ duty: manageReports.code }, text, values, href)
