import { z } from 'zod'
import { readClauses } from '#modules/clauses'
import type { FindingKind } from '#platform/quality'
import { type Addressee, anyOf, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'

export type Issue = RowOf<'quality_issue'>

const theirs: Who<{ staff_id: string | null }> = {
  says: '登记的人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.staff_id,
}

/** The address of no task: a list of hundreds is nobody's work of today. */
const reader: Addressee<{ staff_id: string | null }> = { ...theirs, address: () => ({}) }

const found = z.object({
  rule: z.string(),
  module: z.string(),
  kind: z.string() as unknown as z.ZodType<FindingKind>,
  record_id: z.uuid(),
  title: z.string(),
  href: z.string(),
  says: z.string(),
  staff_id: z.uuid().nullable(),
  entered_at: z.date(),
})
export type Found = z.infer<typeof found>

/** 数据质量: what a rule found is put right, which the nightly look sees, or explained. Nobody is accused. */
export const issueFlow = defineWorkflow({
  subject: 'quality_issue',
  label: '数据质量问题',
  confidential: true,
  clause: '5.6.2',
  states: {
    // It waits in a list that people look through, and for the next look; nobody has it as a task.
    open: { label: '待核对', tone: 'orange', awaits: reader },
    mended: { label: '已更正', tone: 'green', final: true },
    explained: { label: '已说明', tone: 'blue', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || actor.duties.has(readClauses.code)
      ? query
      : actor.staffId
        ? query.where('quality_issue.staff_id', '=', actor.staffId)
        : query.where('quality_issue.id', 'is', null),
  title: row => row.title,
  href: row => `/desk/data-quality/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    rule: z.string(),
    kind: z.string(),
    title: z.string(),
    says: z.string(),
    found_at: z.date(),
    settled_at: z.date().nullable(),
  }),
  actions: action => ({
    raise: action<Found>({
      label: '列出',
      past: '由规则列出',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      quiet: true,
      input: found,
      effect: async (ctx, _row, input) => ({ ...input, found_at: ctx.now }),
    }),
    reopen: action<{ says: string }>({
      label: '重新列出',
      past: '更正后又出现',
      from: ['mended'],
      to: 'open',
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ says: z.string() }),
      effect: async (ctx, _row, { says }) => ({
        says,
        found_at: ctx.now,
        settled_at: null,
        settled_by: null,
      }),
    }),
    mend: action<{ by: string | null }>({
      label: '已更正',
      past: '核对时已经更正',
      from: ['open'],
      to: 'mended',
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ by: z.uuid().nullable() }),
      effect: async (ctx, _row, { by }) => ({ settled_at: ctx.now, settled_by: by }),
    }),
    explain: action<{ explanation: string }>({
      label: '核对无误，写明情况',
      past: '核对并写明了情况',
      done: '已记下',
      from: ['open'],
      to: 'explained',
      by: anyOf(theirs, readClauses as Who<{ staff_id: string | null }>),
      tone: 'primary',
      leave: '/desk/data-quality',
      input: z.object({
        explanation: z.string().trim().min(4, '请写明核对了什么').max(300).meta({
          label: '情况说明',
          widget: 'textarea',
          help: '对照了什么、为什么属实。有错的请到原记录更正，不用在这里说明。',
        }),
      }),
      effect: async (ctx, _row, { explanation }) => ({
        explanation,
        settled_at: ctx.now,
        settled_by: ctx.actor.staffId,
      }),
      note: input => input.explanation,
    }),
  }),
})
