import { z } from 'zod'
import { type ClauseNumber, clauseNumbers, clauses } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { files, oneOf } from '#platform/forms'
import type { Finding } from './people.ts'
import { openFindings } from './queries/findings.ts'
import { type Severity, type Source, severities, sources } from './words.ts'

/** The forms of findings. */

const text = (label: string, least: number, most: number, help?: string) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .meta({ label, widget: 'textarea', rows: 3, ...(help && { help }) })

export const reason = (label: string, help?: string) => z.object({ reason: text(label, 5, 500, help) })

export const evidence = z.object({
  label: z.string().min(1).max(80),
  href: z.string().startsWith('/').max(300),
})

/** What a rule or another module tells; see `Raised`. */
export interface Told extends Seen {
  source: Source
  key: string
  clause: ClauseNumber
  severity: Severity
  title: string
  indicator?: { code: string; baseline: number | null } | undefined
  partyId: string | null
  rule: string
  causedBy: string[]
  occurrence: number
  previous_id?: string | null | undefined
}
export interface Seen {
  severity: Severity
  facts: string
  evidence: { label: string; href: string }
}
export const seen = z.object({
  severity: z.enum(Object.keys(severities) as [Severity]),
  facts: z.string().min(2).max(2_000),
  evidence,
})
export const told = seen.extend({
  source: z.enum(Object.keys(sources) as [Source]),
  key: z.string().min(1).max(120),
  clause: z.enum(clauseNumbers as [ClauseNumber]),
  title: z.string().min(4).max(80),
  indicator: z.object({ code: z.string(), baseline: z.number().int().nullable() }).optional(),
  partyId: z.uuid().nullable().default(null),
  rule: z.string().max(300).default(''),
  causedBy: z.array(z.uuid()).max(200).default([]),
  occurrence: z.number().int().min(1).default(1),
  previous_id: z.uuid().nullish(),
})

const clauseField = z.enum(clauseNumbers as [ClauseNumber]).meta({
  label: '对照哪一条',
  widget: 'select',
  options: clauseNumbers.map(value => ({
    value,
    label: `${value} ${clauses[value].part}：${clauses[value].says}`,
  })),
})
const severityField = oneOf(severities, '轻重', 'radio')

export interface Entered {
  title: string
  facts: string
  source: Source
  clause: ClauseNumber
  severity: Severity
}
/** Who enters it by hand says where it was noticed; an assessor's is of the third party, the bureau's of the bureau. */
export const entered = async (ctx: Ctx) => {
  const mine = byHand[ctx.actor.organisation ?? 'centre']
  return z.object({
    title: z
      .string()
      .trim()
      .min(4)
      .max(60)
      .meta({ label: '问题', help: '一句话说清楚，不写人名和电话。如：乡镇站点周末无人值守。' }),
    facts: text('具体情况', 10, 1_000, '什么时候、在哪里、出现了什么，影响了谁；不写人名和电话。'),
    source: oneOf(
      Object.fromEntries(mine.map(one => [one, sources[one]])) as Record<Source, string>,
      '来源',
      'radio',
    ),
    clause: clauseField,
    severity: severityField,
    evidence: files(8).optional().meta({ label: '证据', help: '照片、截图或文件。' }),
  }) as unknown as z.ZodType<Entered>
}
const byHand: Record<'centre' | 'bureau' | 'assessor', Source[]> = {
  centre: ['staff', 'self', 'recipients', 'data', 'audit'],
  bureau: ['bureau', 'inspections', 'audit'],
  assessor: ['third_party'],
}

export interface MoreEvidence {
  facts: string
}
export const moreEvidence = z.object({
  facts: text('补充的情况', 5, 1_000, '不写人名和电话。'),
  evidence: files(8).optional().meta({ label: '证据', help: '照片、截图或文件。' }),
}) as unknown as z.ZodType<MoreEvidence>

export interface Weighed {
  clause: ClauseNumber
  severity: Severity
  reason: string
}
export const weighed = z.object({
  clause: clauseField,
  severity: severityField,
  reason: text('为什么', 5, 300),
}) as unknown as z.ZodType<Weighed>

export async function joining(ctx: Ctx, row: Finding | null) {
  const others = (await openFindings(ctx, 100)).filter(one => one.id !== row?.id)
  return z.object({
    into: z.enum(others.map(one => one.id) as [string, ...string[]]).meta({
      label: '与哪个问题相同',
      widget: 'select',
      options: others.map(one => ({ value: one.id, label: `${one.number} ${one.title}` })),
      help: '并入后只办那一个；以后再发现这一情况，也记在那一个下面。',
    }),
    reason: text('为什么是同一个', 5, 300),
  }) as unknown as z.ZodType<{ into: string; reason: string }>
}
