import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { type ClauseNumber, clauseNumbers } from '#platform/clauses'
import { confidentialFlows } from '#platform/confidence'
import type { Ctx } from '#platform/ctx'
import { periodOf } from '#platform/periods'
import { workflows } from '#platform/workflow'
import type { Raised } from '../raise.ts'
import { because, lateDays, lateOften } from './settings.ts'

/** Improvements that are late go up by themselves. */
const ownFlows = ['improvement', 'measure', 'improvement_report']

interface Late {
  flow: string
  n: number
  staff: string[]
}

/** Kinds of work of which several are far too late; what is not for everyone's eyes is left out. */
export async function fromTasks(ctx: Ctx): Promise<Raised[]> {
  const before = new Date(ctx.now.getTime() - lateDays.of(ctx.centre) * 86_400_000)
  const { rows } = await sql<Late>`
    select flow, count(*)::int as n, array_remove(array_agg(distinct staff_id), null) as staff from task
    where closed_at is null and due_at < ${before} and party_id is null
      and flow not in (${sql.join([...ownFlows, ...confidentialFlows()])})
    group by flow having count(*) >= ${lateOften.of(ctx.centre)} order by flow limit 100`.execute(ctx.db)
  const month = periodOf('month', dayOf(ctx.now))
  return rows.flatMap(({ flow, n, staff }) => {
    const known = workflows.get(flow)
    if (!known) return []
    return {
      source: 'tasks',
      key: `late:${flow}`,
      clause: clauseOf(known.clause),
      severity: n >= 3 * lateOften.of(ctx.centre) ? 'major' : 'minor',
      title: `「${known.label}」多项超期没有办`,
      facts: `${dayOf(ctx.now)} 有 ${n} 项「${known.label}」超期 ${lateDays.of(ctx.centre)} 天以上。`,
      evidence: { label: `${month.label}的超期事项`, href: `/desk/supervision?period=${month.code}` },
      causedBy: staff,
      rule: because(lateOften, ctx.centre),
      since: month.first,
    } satisfies Raised
  })
}

/** A flow names its clauses in words ('5.3.1', '4.3.3, 4.3.5'): the first one counts. */
const clauseOf = (words: string): ClauseNumber => clauseNumbers.find(one => words.startsWith(one)) ?? '4.5.1'
