import { raiseFinding } from '#modules/improvements'
import type { ClauseNumber } from '#platform/clauses'
import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { periodFrom } from '#platform/periods'
import { findingFlow } from './finding.ts'
import { basisWords } from './finding-inputs.ts'
import type { Appraisal, Finding } from './people.ts'
import type { Severity } from './words.ts'

/** What was found, what the centre answered and how it was settled: whoever improves it reads all of it in one place. */
function withReply(one: Finding): string {
  const after = [
    one.record_id && `依据：${basisWords(one.register, one.record_title)}`,
    one.advice && `评价机构的建议：${one.advice}`,
    one.answer && `中心的答复（${one.state === 'upheld' ? '有异议' : '认可'}）：${one.answer}`,
    one.ruling && `评价机构复核后维持：${one.ruling}`,
  ].filter(Boolean)
  // Where there is too much for one text, the finding itself, whose page the evidence names, has the rest.
  return [one.facts, ...after].join('\n').slice(0, 2_000)
}

/**
 * What stands after the reply goes on as a problem of 6.2. It is known again by its place in the sheet: the same item found
 * wanting the next year comes back as a recurrence.
 */
export async function raised(ctx: Ctx, row: Appraisal): Promise<void> {
  const standing = await ctx.db
    .selectFrom('appraisal_finding')
    .selectAll()
    .where('appraisal_id', '=', row.id)
    .where('state', 'in', ['accepted', 'upheld'])
    .orderBy('number')
    .limit(200)
    .execute()
  const seen = new Map<string, number>()
  for (const one of standing) {
    const turn = (seen.get(one.item_key) ?? 0) + 1
    seen.set(one.item_key, turn)
    const raised_id = await raiseFinding(ctx, {
      source: 'third_party',
      key: `item:${one.item_key}${turn > 1 ? `:${turn}` : ''}`,
      clause: one.clause as ClauseNumber,
      severity: one.severity as Severity,
      ...{ title: one.title, facts: withReply(one) },
      evidence: {
        label: `${row.title}，问题 ${one.number}`,
        href: `/desk/appraisals/${row.id}/findings/${one.id}`,
      },
      rule: '第三方评价提出，中心认可或者复核后维持的问题。',
      since: periodFrom(row.period).first,
    })
    await perform({ ...ctx, actor: system }, findingFlow, 'hand', one.id, { raised_id })
  }
}
