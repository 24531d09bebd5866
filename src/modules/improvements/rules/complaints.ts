import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { Raised } from '../raise.ts'
import type { Severity } from '../words.ts'
import { lookBack } from './settings.ts'

/** What complaints are about, as findings say it; the codes are those of the complaints. */
const causes: Record<string, string> = {
  attitude: '服务态度',
  late: '办理超时',
  fee: '收费',
  quality: '服务质量',
  materials: '材料要求',
  promise: '承诺没有兑现',
  information: '信息不准或找不到',
  integrity: '廉洁纪律',
  facility: '场地设施',
  other: '其他方面',
}
const weights: Record<string, Severity> = { integrity: 'critical', fee: 'major', promise: 'major' }

/**
 * Complaints that were looked into and found to be so; of one cause they are one problem. Those about the centre itself are
 * the bureau's alone, and nothing here may tell that there was one: the bureau enters what is to be improved by hand.
 */
export async function fromComplaints(ctx: Ctx): Promise<Raised[]> {
  const rows = await ctx.db
    .selectFrom('complaint')
    .leftJoin('provider', 'provider.id', 'complaint.provider_id')
    .select(['complaint.id', 'complaint.number', 'kind', 'cause', 'finding', 'submitted_at', 'concerned_ids'])
    .select(['provider.party_id as provider_party'])
    .where('complaint.state', 'in', ['closed', 'archived'])
    .where('for_bureau', '=', false)
    .where('kind', 'in', ['complaint', 'report'])
    .where('finding', 'in', ['confirmed', 'partly'])
    .where('closed_at', '>', new Date(ctx.now.getTime() - lookBack.of(ctx.centre) * 86_400_000))
    .orderBy('complaint.id')
    .limit(500)
    .execute()
  return rows.map(row => {
    const cause = row.cause ?? 'other'
    const whose = row.provider_party ? '服务商' : '中心'
    return {
      source: 'complaints',
      key: `${cause}:${row.provider_party ?? 'centre'}`,
      clause: '4.5.1',
      severity: weights[cause] ?? (row.kind === 'report' ? 'major' : 'minor'),
      title: `投诉举报属实：${whose}${causes[cause] ?? causes.other}`,
      facts: `反馈 ${row.number} 经调查${row.finding === 'confirmed' ? '属实' : '部分属实'}。`,
      evidence: { label: `反馈 ${row.number}`, href: `/desk/complaints/${row.id}` },
      partyId: row.provider_party,
      causedBy: row.concerned_ids,
      rule: '投诉、举报经调查属实或部分属实的，都列为问题。',
      since: dayOf(row.submitted_at),
    }
  })
}
