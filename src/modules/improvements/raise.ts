import { sql } from 'kysely'
import { z } from 'zod'
import { type Day, dayOf } from '#platform/calendar'
import { type ClauseNumber, clauseNumbers } from '#platform/clauses'
import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { findingFlow } from './finding.ts'
import type { Finding } from './people.ts'
import { quietDays } from './settings.ts'
import { type Severity, type Source, severities, sources } from './words.ts'

/** A problem as its source tells it. Titles and facts name no person: they are read by many. */
export interface Raised {
  source: Source
  /** By which the source knows the same problem again: 'item:018f…', 'late:service_case'. */
  key: string
  clause: ClauseNumber
  severity: Severity
  title: string
  facts: string
  /** Where it was noticed. The same address is counted once, however often it is told. */
  evidence: { label: string; href: string }
  /** The figure that shows it, and its value then, as it is held (whole units, 分, tenths, per mille). */
  indicator?: { code: string; baseline: number | null }
  partyId?: string | null
  /** Which rule raised it, with its limit: 为什么在这里. */
  rule?: string
  /** Staff who had a hand in it. */
  causedBy?: readonly string[]
  /** First day of what the evidence covers: what began before the problem was closed does not tell of its coming back. */
  since?: Day
}

/**
 * 6.2.1 The door by which every module tells of a problem; idempotent by source and key. Returns the finding: the one
 * that stands, or a new one. One that was closed comes back as a recurrence, higher up; one that was waved aside stays so
 * for the days that the centre sets. Where two were joined, the one that they were joined into answers for both.
 */
export async function raiseFinding(ctx: Ctx, raised: Raised): Promise<string> {
  const asSystem = { ...ctx, actor: system }
  const told = schema.parse(raised)
  const latest = await latestOf(ctx, told.source, told.key)
  if (!latest) return (await perform(asSystem, findingFlow, 'raise', null, { ...told, occurrence: 1 })).id
  if (await isKnown(ctx, latest, told.evidence.href)) return latest.id
  if (latest.state === 'closed' && isLaterThan(latest, told.since)) {
    const { source, key, occurrence } = latest
    const again = { ...told, source, key, occurrence: occurrence + 1, previous_id: latest.id }
    return (await perform(asSystem, findingFlow, 'raise', null, again)).id
  }
  const action = latest.state === 'dismissed' && isQuietOver(ctx, latest) ? 'reopen' : 'see'
  await perform(asSystem, findingFlow, action, latest.id, told)
  return latest.id
}

const told = {
  source: z.enum(Object.keys(sources) as [Source]),
  key: z.string().min(1).max(120),
  clause: z.enum(clauseNumbers as [ClauseNumber]),
  severity: z.enum(Object.keys(severities) as [Severity]),
  title: z.string().min(4).max(80),
  facts: z.string().min(2).max(2_000),
  evidence: z.object({ label: z.string().min(1).max(80), href: z.string().startsWith('/').max(300) }),
  indicator: z.object({ code: z.string(), baseline: z.number().int().nullable() }).optional(),
  partyId: z.uuid().nullable().default(null),
  rule: z.string().max(300).default(''),
  causedBy: z.array(z.uuid()).max(200).default([]),
  since: z.iso.date().optional(),
}
const schema = z.object(told)

/**
 * The latest of this problem, wherever it was joined into. Two that tell of the same at once come one after the other:
 * the second finds what the first raised.
 */
export async function latestOf(ctx: Ctx, source: string, key: string): Promise<Finding | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext(${`finding ${ctx.centre.id} ${source} ${key}`}))`.execute(
    ctx.db,
  )
  const latest = await ctx.db
    .selectFrom('finding')
    .selectAll()
    .where('source', '=', source)
    .where('key', '=', key)
    .orderBy('occurrence', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest?.state !== 'joined') return latest
  const into = await ctx.db
    .selectFrom('finding')
    .select(['source', 'key'])
    .where('id', '=', latest.joined_into)
    .executeTakeFirstOrThrow()
  return latestOf(ctx, into.source, into.key)
}

/** Whether this place told of it before, now or an earlier time. */
async function isKnown(ctx: Ctx, { source, key }: Finding, href: string): Promise<boolean> {
  const known = await ctx.db
    .selectFrom('finding_evidence')
    .innerJoin('finding', 'finding.id', 'finding_evidence.finding_id')
    .select('finding.id')
    .where('finding.source', '=', source)
    .where('finding.key', '=', key)
    .where('finding_evidence.href', '=', href)
    .limit(1)
    .executeTakeFirst()
  return known !== undefined
}

const isLaterThan = ({ ended_at }: Finding, since: Day | undefined): boolean =>
  since === undefined || ended_at === null || since > dayOf(ended_at)

const isQuietOver = (ctx: Ctx, { ended_at }: Finding): boolean =>
  ended_at !== null && ctx.now.getTime() - ended_at.getTime() > quietDays.of(ctx.centre) * 86_400_000
