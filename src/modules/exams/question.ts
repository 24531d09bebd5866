import { sql } from 'kysely'
import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { performMany } from '#platform/perform'
import { type Addressee, allOf, everDid, holds, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { contentFrom, questionInput, type Revision, revisionInput, type Typed, typedFrom } from './content.ts'
import { bankDuties, checkQuestions, writeQuestions } from './duties.ts'
import { type Reason, reason } from './fields.ts'
import { contentOf, kinds } from './kinds.ts'
import { toldWriter } from './messages.ts'
import { questionById, versionHolding } from './queries/bank.ts'
import { checkDays } from './settings.ts'

export type QuestionRow = RowOf<'exam_question'>

const writer: Addressee<Pick<QuestionRow, 'written_by'>> = {
  says: '编写人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.written_by,
  address: row => (row.written_by ? { staff_id: row.written_by } : { duty: writeQuestions.code }),
}
const another: Who<QuestionRow> = allOf<QuestionRow>(
  checkQuestions,
  not(writer),
  not(everDid('改过的人', 'edit')),
)

/** What is typed, as columns. */
const columnsFrom = ({ topic, difficulty, ...typed }: Typed) => {
  const { options, points, ...content } = contentFrom({ ...typed, topic, difficulty })
  return {
    ...{ ...content, topic, difficulty },
    options: JSON.stringify(options),
    points: JSON.stringify(points),
  }
}

async function written(ctx: Ctx, _row: QuestionRow, input: Typed) {
  const { rows } = await sql<{ n: number }>`select next_question_number() as n`.execute(ctx.db)
  return {
    ...columnsFrom(input),
    ...{ number: rows[0]?.n as number, version: 1, written_by: ctx.actor.staffId },
  }
}

/** A new version stands beside the one in use, and replaces it when it is approved. */
async function revised(ctx: Ctx, _row: QuestionRow, { of, ...input }: Revision) {
  const old = await questionById(ctx, of)
  if (old?.state !== 'in_use') throw notFound('这道在用的题')
  const next = await ctx.db
    .selectFrom('exam_question')
    .select('id')
    .where('number', '=', old.number)
    .where('state', 'in', ['draft', 'checking'])
    .executeTakeFirst()
  if (next) throw conflict('这道题已经有一个修改中的版本。', `/desk/exams/questions/${next.id}`)
  const { last } = await ctx.db
    .selectFrom('exam_question')
    .select(({ fn }) => fn.max('version').as('last'))
    .where('number', '=', old.number)
    .executeTakeFirstOrThrow()
  return {
    ...columnsFrom(input),
    ...{ number: old.number, version: last + 1, written_by: ctx.actor.staffId },
  }
}

async function approved(ctx: Ctx, row: QuestionRow) {
  const before = await versionHolding(ctx, row.number)
  if (before) await performMany({ ...ctx, actor: system }, questionFlow, 'supersede', [before.id])
  return { checked_at: ctx.now, reason: null }
}

export const typedOf = (row: QuestionRow): Typed =>
  typedFrom({
    ...contentOf(row),
    ...{ topic: row.topic, difficulty: row.difficulty, explanation: row.explanation },
  })

/** 5.3.1 A question of the bank, one row a version: written by one, checked by another, then unchangeable. */
export const questionFlow = defineWorkflow({
  subject: 'exam_question',
  label: '试题',
  clause: '5.3.1',
  confidential: true,
  states: {
    draft: { label: '草稿', tone: 'grey', awaits: writer },
    checking: { label: '待审核', tone: 'orange', awaits: checkQuestions, clock: 'check' },
    in_use: { label: '在用', tone: 'green', final: true },
    retired: { label: '已停用', tone: 'grey', final: true },
    dropped: { label: '已作废', tone: 'grey', final: true },
  },
  clocks: { check: { label: '审核', within: checkDays } },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || (actor.staffId !== null && holds(actor, ...bankDuties))
      ? query
      : query.where('exam_question.id', 'is', null),
  title: row => `${numberText(row)} ${row.stem.slice(0, 40)}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('exam_question')
      .select(['id', 'kind', 'topic', 'version'])
      .where('id', 'in', ids)
      .execute()
    return new Map(
      rows.map(row => [row.id, `${kinds[row.kind as 'fill']} · ${row.topic} · 第 ${row.version} 版`]),
    )
  },
  href: row => `/desk/exams/questions/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    number: z.number().int(),
    version: z.number().int(),
    kind: z.string(),
    topic: z.string(),
    difficulty: z.string(),
    stem: z.string(),
  }),
  actions: action => ({
    write: action<Typed>({
      label: '新编试题',
      past: '编写了试题',
      from: 'new',
      to: 'draft',
      by: writeQuestions,
      tone: 'primary',
      input: questionInput,
      effect: written,
    }),
    revise: action<Revision>({
      label: '修改成新版本',
      past: '起草了新的版本',
      from: 'new',
      to: 'draft',
      by: writeQuestions,
      input: revisionInput,
      prefill: async (ctx, _row, raw) => {
        const old = await questionById(ctx, String(raw.of))
        return old ? { ...typedOf(old), of: old.id } : {}
      },
      effect: revised,
    }),
    edit: action<Typed>({
      label: '修改',
      past: '修改了试题',
      from: ['draft'],
      by: writeQuestions,
      input: questionInput,
      prefill: async (_ctx, row) => (row ? { ...typedOf(row) } : {}),
      effect: async (_ctx, _row, input) => columnsFrom(input),
    }),
    submit: action({
      label: '提交审核',
      past: '提交了审核',
      done: '已提交，等待另一人审核',
      from: ['draft'],
      to: 'checking',
      by: writeQuestions,
      tone: 'primary',
    }),
    approve: action({
      label: '审核通过',
      past: '审核通过了试题',
      from: ['checking'],
      to: 'in_use',
      by: another,
      tone: 'primary',
      effect: approved,
    }),
    sendBack: action<Reason>({
      label: '退回修改',
      past: '退回了试题',
      from: ['checking'],
      to: 'draft',
      by: another,
      input: reason('需要修改什么'),
      note: input => input.reason,
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      tell: (row, input) => [toldWriter(row, input.reason)],
    }),
    drop: action({
      label: '作废',
      past: '作废了草稿',
      from: ['draft'],
      to: 'dropped',
      by: writeQuestions,
      tone: 'danger',
      confirm: '作废后不能再用。',
    }),
    retire: action<Reason>({
      label: '停用',
      past: '停用了试题',
      from: ['in_use'],
      to: 'retired',
      by: checkQuestions,
      tone: 'danger',
      input: reason('停用的原因', '已经抽到这道题的试卷不受影响。'),
      note: input => input.reason,
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
    }),
    supersede: action({
      label: '由新版本取代',
      past: '由新的版本取代',
      from: ['in_use'],
      to: 'retired',
      by: theSystem,
      inner: true,
      effect: async () => ({ reason: '由新的版本取代' }),
    }),
  }),
})

/** '题 12' */
export const numberText = ({ number }: { number: number }): string => `题 ${number}`
