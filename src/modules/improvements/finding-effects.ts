import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { findingPage } from './addresses.ts'
import { recurrences } from './doors.ts'
import { findingFlow } from './finding.ts'
import type { Entered, Seen, Told } from './finding-inputs.ts'
import type { Finding } from './people.ts'
import { graver, levelFor } from './words.ts'

const numbered = (ctx: Ctx) =>
  sql<string>`next_improvement_number('finding', ${Number(dayOf(ctx.now).slice(0, 4))}, 3)`

export async function raised(ctx: Ctx, _row: Finding, input: Told) {
  const { evidence: _, indicator, partyId, causedBy, previous_id, ...kept } = input
  return {
    ...kept,
    number: numbered(ctx),
    level: levelFor(input.occurrence),
    previous_id: previous_id ?? null,
    indicator_code: indicator?.code ?? null,
    baseline: indicator?.baseline ?? null,
    party_id: partyId,
    caused_by: causedBy,
    raised_at: ctx.now,
    seen_at: ctx.now,
  }
}

export async function entered(ctx: Ctx, row: Finding, { title, facts, source, clause, severity }: Entered) {
  return {
    ...{ title, facts, source, clause, severity },
    ...{ number: numbered(ctx), key: `entered:${row.id}`, level: 'centre' },
    ...{ raised_by: ctx.actor.staffId, raised_at: ctx.now, seen_at: ctx.now },
  }
}

/** The record itself is where it was noticed. */
export const noted = async (ctx: Ctx, row: Finding): Promise<void> =>
  addEvidence(ctx, row, {
    severity: row.severity as Seen['severity'],
    facts: row.facts,
    evidence: { label: '提出时的情况', href: findingPage(row.id) },
  })

/** What is noticed again weighs at least as much as before. */
export async function seen(ctx: Ctx, row: Finding, input: Seen) {
  return { seen: row.seen + 1, seen_at: ctx.now, severity: graver(row.severity, input.severity) }
}

export async function addEvidence(ctx: Ctx, row: Finding, { facts, evidence }: Seen): Promise<void> {
  await ctx.db
    .insertInto('finding_evidence')
    .values({ id: newId(), finding_id: row.id, facts, at: ctx.now, ...evidence })
    .onConflict(once => once.columns(['centre_id', 'finding_id', 'href']).doNothing())
    .execute()
}

/** 复发: what was improved has not held. */
export async function wentUp(ctx: Ctx, row: Finding, input: Told): Promise<void> {
  await addEvidence(ctx, row, input)
  if (row.occurrence > 1) await recurrences.pass(ctx, row)
}

/** Held in the order of their ids, so that two who join them into each other do not wait for one another. */
export async function joined(ctx: Ctx, row: Finding, input: { into: string; reason: string }) {
  if (input.into === row.id) throw invalid({ into: '不能并入自己。' })
  const into = await ctx.db
    .selectFrom('finding')
    .select(['state', 'title'])
    .where('id', '=', input.into)
    .forUpdate()
    .executeTakeFirst()
  if (!into || !['open', 'improving'].includes(into.state))
    throw conflict('那个问题已经办结或并入别处，请刷新后重选。')
  return { joined_into: input.into, reason: input.reason, ended_at: ctx.now }
}

/** The other one has all the evidence from now on, and weighs as much as the graver of the two. */
export async function carryOver(ctx: Ctx, row: Finding): Promise<void> {
  const all = await ctx.db
    .selectFrom('finding_evidence')
    .select(['label', 'href', 'facts'])
    .where('finding_id', '=', row.id)
    .orderBy('id')
    .limit(200)
    .execute()
  for (const { label, href, facts } of all)
    await perform({ ...ctx, actor: system }, findingFlow, 'see', row.joined_into, {
      severity: row.severity,
      facts,
      evidence: { label, href },
    })
}
