import { defineImport, type Existing } from '#platform/imports'
import { perform } from '#platform/perform'
import { questionInput } from './content.ts'
import { writeQuestions } from './duties.ts'
import { questionById, questionsByStem, questionsInUse } from './queries/bank.ts'
import { type QuestionRow, questionFlow, typedOf } from './question.ts'

const text = (value: unknown): string => String(value ?? '').trim()

/** Questions by the sheet. What is new is a draft, what changed a new version: both still need somebody else's check. */
defineImport('exam_question', {
  label: '试题',
  about: '新的题成为草稿，题目一字不差的成为新版本；都要提交审核，由另一人审核后才能使用。',
  by: writeQuestions,
  list: '/desk/exams/questions',
  schema: async () => questionInput,
  columns: [
    { name: 'kind', example: '单选题' },
    { name: 'topic', example: '直播话术' },
    { name: 'difficulty', example: '容易' },
    { name: 'stem', example: '示例：直播带货时，谁对宣传内容负责？' },
    { name: 'options', example: '主播和商家\n观众\n快递员' },
    { name: 'answer', example: 'A' },
    { name: 'points', example: '' },
    { name: 'explanation', example: '见电子商务法。' },
  ],
  keyOf: input => text(input.stem) || null,
  titleOf: input => text(input.stem).slice(0, 40),
  async find(ctx, inputs) {
    const found = await questionsByStem(
      ctx,
      inputs.map(input => text(input.stem)),
    )
    // The newest version wins: it comes last.
    const byStem = new Map(found.map(row => [row.stem, asExisting(row)]))
    return inputs.map(input => byStem.get(text(input.stem)))
  },
  async perform(ctx, input, id) {
    const row = id ? await questionById(ctx, id) : undefined
    if (!row) return (await perform(ctx, questionFlow, 'write', null, input)).id
    if (row.state === 'draft') return (await perform(ctx, questionFlow, 'edit', row.id, input)).id
    return (await perform(ctx, questionFlow, 'revise', null, { ...input, of: row.id })).id
  },
  async page(ctx, after, limit) {
    const last = after ? await questionById(ctx, after) : undefined
    return (await questionsInUse(ctx, last?.number ?? 0, limit)).map(asExisting)
  },
})

const asExisting = (row: QuestionRow): Existing => ({
  id: row.id,
  input: { ...typedOf(row) },
  ...(row.state === 'checking' && { blocked: '这道题正在审核，审核以后再改。' }),
})
