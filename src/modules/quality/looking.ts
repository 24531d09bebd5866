import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { defineJob } from '#platform/jobs'
import { perform } from '#platform/perform'
import { type QualityRule, qualityRules, type Span } from '#platform/quality'
import { lookBackDays, mostOfRule } from './settings.ts'
import { type Issue, issueFlow } from './workflow.ts'

/** Goes through all rules: lists what is new, and closes what was put right since. */
export const lookForIssues = defineJob({
  name: 'quality.look',
  cron: '20 1 * * *',
  async run(work) {
    // Each rule in a transaction of its own: one that fails keeps no other from its turn.
    const failures: Error[] = []
    for (const rule of qualityRules.values())
      await work.write(ctx => lookBy(ctx, rule)).catch((error: Error) => failures.push(error))
    if (failures.length > 0)
      throw new AggregateError(failures, failures.map(failure => failure.message).join('; '))
  },
})

async function lookBy(ctx: Ctx, rule: QualityRule): Promise<void> {
  const today = dayOf(ctx.now)
  const span: Span = { first: addDays(today, -lookBackDays.of(ctx.centre)), last: today }
  const most = mostOfRule.of(ctx.centre)
  const found = await rule.find(ctx, span, most)
  const known = new Map(
    (
      await ctx.db
        .selectFrom('quality_issue')
        .select(['id', 'state', 'record_id', 'entered_at'])
        .where('rule', '=', rule.code)
        .where(eb =>
          eb.or([eb('state', '=', 'open'), eb('record_id', 'in', [noId, ...found.map(one => one.id)])]),
        )
        .limit(10 * most)
        .execute()
    ).map(row => [row.record_id, row]),
  )
  for (const { id, who, at, ...one } of found) {
    const row = known.get(id)
    if (!row)
      await perform(ctx, issueFlow, 'raise', null, {
        ...{ rule: rule.code, module: rule.module, kind: rule.kind, record_id: id },
        ...{ title: one.title, href: one.href, says: one.says, staff_id: who, entered_at: at },
      })
    else if (row.state === 'mended') await perform(ctx, issueFlow, 'reopen', row.id, { says: one.says })
  }
  // A list that was cut off says nothing of what it does not name; neither do days that were not looked at.
  if (found.length >= most) return
  const still = new Set(found.map(one => one.id))
  const since = new Date(`${span.first}T00:00:00+08:00`)
  for (const row of known.values())
    if (
      row.state === 'open' &&
      !still.has(row.record_id) &&
      (row.entered_at >= since || rule.kind === 'expired')
    )
      await perform(ctx, issueFlow, 'mend', row.id, { by: await whoMended(ctx, row) })
}

/** Whoever of the staff did something to the record last since it was found. */
async function whoMended(
  ctx: Ctx,
  { id, record_id }: Pick<Issue, 'id' | 'record_id'>,
): Promise<string | null> {
  const { rows } = await sql<{ staff_id: string }>`
    select staff_id from journal where record_id = ${record_id} and staff_id is not null
      and at >= (select found_at from quality_issue where id = ${id})
    order by journal.id desc limit 1`.execute(ctx.db)
  return rows[0]?.staff_id ?? null
}
