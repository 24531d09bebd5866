import { createHash } from 'node:crypto'
import type { Ctx } from '#platform/ctx'
import { on } from '#platform/jobs'
import { raiseFinding } from '../raise.ts'

/** What comes with a decision is a problem at once: an order to put right, a provider that failed its assessment. */

/** Points of sheets are sentences; the key only has to know the same one again. */
const short = (words: string): string => createHash('sha256').update(words).digest('hex').slice(0, 16)

on('rectification.issue', 'finding.from_inspection', (work, { recordId }) =>
  work.write(async ctx => {
    const row = await ctx.db
      .selectFrom('rectification')
      .select(['number', 'target_name', 'party_id', 'point', 'finding', 'requirement', 'opened_on'])
      .where('id', '=', recordId)
      .executeTakeFirst()
    if (!row) return
    await raiseFinding(ctx, {
      ...{ source: 'inspections', key: short(`${row.party_id ?? row.target_name} ${row.point}`) },
      ...{ clause: '4.5.1', severity: 'major', partyId: row.party_id, since: row.opened_on },
      title: `检查发现：${row.point}`.slice(0, 60),
      facts: `${row.target_name}：${row.finding} 整改要求：${row.requirement}`.slice(0, 2_000),
      evidence: { label: `整改单 ${row.number}`, href: `/desk/inspections/orders/${recordId}` },
      rule: '监督检查下达整改单的，都列为问题。',
    })
  }),
)

async function assessed(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db
    .selectFrom('provider_assessment')
    .select(['provider_id', 'party_id', 'name', 'from_day', 'to_day', 'state', 'total', 'requirement'])
    .where('id', '=', id)
    .executeTakeFirst()
  // A rejected report that is only sent back is told once, by the order before it.
  if (!row || !['rectifying', 'failed', 'suspension_proposed'].includes(row.state)) return
  await raiseFinding(ctx, {
    ...{ source: 'assessments', key: `provider:${row.provider_id}`, clause: '4.5.1' },
    ...{ severity: row.state === 'rectifying' ? 'minor' : 'major', partyId: row.party_id },
    title: `服务商年度评估不合格：${row.name}`.slice(0, 80),
    facts: [
      `评估期 ${row.from_day} 至 ${row.to_day}`,
      row.total === null ? '' : `得 ${(row.total / 10).toFixed(1)} 分`,
      row.requirement ? `要求整改：${row.requirement}` : '建议暂停',
    ]
      .filter(Boolean)
      .join('，')
      .slice(0, 2_000),
    evidence: { label: '年度评估', href: `/desk/assessments/${id}` },
    rule: '年度评估后限期整改、整改不合格或建议暂停的，都列为问题。',
    since: row.from_day,
  })
}
for (const action of ['orderRectification', 'rejectRectification', 'suggestSuspension'])
  on(
    `provider_assessment.${action}`,
    `finding.from_assessment_${action.toLowerCase()}`,
    (work, { recordId }) => work.write(ctx => assessed(ctx, recordId)),
  )
