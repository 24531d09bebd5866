import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { type Addressee, holds } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { type Pool, type Rule, tooShort, totalOf } from './drawing.ts'
import { bankDuties, writeQuestions } from './duties.ts'
import { choice, text, whole } from './fields.ts'
import { difficulties, kinds, objective } from './kinds.ts'
import { idsFor, questionsById, questionsInUseByNumber, topicCounts } from './queries/bank.ts'

export type PaperRow = RowOf<'exam_paper'>
export interface Item {
  id: string
  marks: number
}

export interface Draft {
  title: string
  mode: 'rule' | 'fixed'
  rules: Rule[]
  /** '12 5': number of the question, marks. */
  items: string[]
  total: number
  note: string
}

const owner: Addressee<Pick<PaperRow, 'owner_id'>> = {
  says: '组卷人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}

const asOptions = (of: Record<string, string>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }))

async function paperInput(ctx: Ctx): Promise<z.ZodType<Draft>> {
  const counts = await topicCounts(ctx)
  const topics = [...new Set(counts.map(one => one.topic))]
  const objectives = Object.fromEntries(objective.map(kind => [kind, kinds[kind]])) as Record<
    (typeof objective)[number],
    string
  >
  return z
    .object({
      title: text('试卷名称', 4, 60),
      mode: oneOf({ rule: '按规则随机抽题', fixed: '固定题目' }, '组卷方式', 'radio'),
      rules: z
        .array(
          z.object({
            kind: oneOf(objectives, '题型'),
            topic: choice(
              '知识点',
              topics.map(value => ({ value, label: value })),
            ).transform(value => value ?? ''),
            difficulty: choice('难度', asOptions(difficulties)).transform(value => value ?? ''),
            count: whole('抽几题', '题', [1, 100]),
            marks: whole('每题', '分', [1, 100]),
          }),
        )
        .max(20)
        .default([])
        .meta({
          label: '抽题规则',
          widget: 'rows',
          help: '随机抽题的填写；知识点和难度不选的，不限。每个考生抽到的题不同，分值相同。',
        }),
      items: z.array(z.string().trim().max(20)).max(200).default([]).meta({
        label: '题目和分值',
        widget: 'lines',
        rows: 8,
        help: '固定题目的填写，一行一题：题号、空格、分值。例如：12 5',
      }),
      total: whole('总分', '分', [1, 1_000], '系统会核对各题分值合计是否等于总分。'),
      note: text('试卷说明', 0, 500, { widget: 'textarea', rows: 2 }).default(''),
    })
    .superRefine(consistent) as unknown as z.ZodType<Draft>
}

function consistent(input: Record<string, unknown>, issues: z.RefinementCtx): void {
  const [field, message] = faultOf(input as unknown as Draft) ?? []
  if (field && message) issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
}

function faultOf({ mode, rules, items, total }: Draft): [keyof Draft, string] | null {
  if (mode === 'rule')
    return rules.length === 0 ? ['rules', '请填写抽题规则'] : sumFault(totalOf(rules), total)
  const lines = items.map(itemIn)
  if (lines.length === 0) return ['items', '请填写题目']
  const bad = lines.indexOf(null)
  if (bad >= 0) return ['items', `第 ${bad + 1} 行要写题号和分值，例如：12 5`]
  if (new Set(lines.map(line => line?.number)).size < lines.length) return ['items', '有一道题写了两次']
  return sumFault(
    lines.reduce((sum, line) => sum + (line?.marks ?? 0), 0),
    total,
  )
}

const sumFault = (sum: number, total: number): [keyof Draft, string] | null =>
  sum === total ? null : ['total', `各题分值合计是 ${sum} 分，和总分不一致`]

function itemIn(line: string): { number: number; marks: number } | null {
  const [, number, marks] = /^(?:题\s*)?(\d{1,6})[\s,，、:：]+(\d{1,3})\s*分?$/.exec(line) ?? []
  return number && Number(marks) >= 1 ? { number: Number(number), marks: Number(marks) } : null
}

async function composed(ctx: Ctx, _row: PaperRow, input: Draft) {
  const { title, mode, total, note } = input
  const items = mode === 'fixed' ? await itemsFrom(ctx, input.items) : []
  if (mode === 'rule') await refuseShort(ctx, input.rules)
  return {
    ...{ title, mode, total, note },
    rules: JSON.stringify(mode === 'rule' ? input.rules : []),
    items: JSON.stringify(items),
  }
}

async function itemsFrom(ctx: Ctx, lines: readonly string[]): Promise<Item[]> {
  const typed = lines.flatMap(line => itemIn(line) ?? [])
  const found = await questionsInUseByNumber(
    ctx,
    typed.map(one => one.number),
  )
  const byNumber = new Map(found.map(one => [one.number, one]))
  return typed.map(({ number, marks }) => {
    const question = byNumber.get(number)
    if (!question) throw invalid({ items: `题 ${number} 不在用，先在题库里审核通过` })
    if (question.kind === 'practical')
      throw invalid({ items: `题 ${number} 是实操题，不放进试卷，安排考试时另选` })
    return { id: question.id, marks }
  })
}

async function refuseShort(ctx: Ctx, rules: readonly Rule[]): Promise<void> {
  const short = tooShort(await poolsFrom(ctx, rules))
  if (!short) return
  const rule = rules[short.at] as Rule
  throw invalid({
    rules: `第 ${short.at + 1} 条规则要 ${rule.count} 题，题库里在用的只够 ${short.there} 题`,
  })
}

const poolsFrom = (ctx: Ctx, rules: readonly Rule[]): Promise<Pool[]> =>
  Promise.all(
    rules.map(async ({ kind, topic, difficulty, count, marks }) => ({
      ...{ kind, count, marks },
      ids: await idsFor(ctx, { kind, topic, difficulty }),
    })),
  )

/** What a paper draws from as the bank stands now; 409 where it is too little. */
export async function poolsOfPaper(ctx: Ctx, paper: PaperRow): Promise<Pool[]> {
  if (paper.mode === 'fixed') {
    const items = paper.items as unknown as Item[]
    const known = await questionsById(
      ctx,
      items.map(one => one.id),
    )
    return items.map(({ id, marks }) => ({
      ...{ kind: (known.get(id)?.kind ?? 'single') as Pool['kind'], count: 1, marks },
      ids: [id],
    }))
  }
  const pools = await poolsFrom(ctx, paper.rules as unknown as Rule[])
  const short = tooShort(pools)
  if (short)
    throw conflict(
      `试卷的第 ${short.at + 1} 条规则在题库里只够 ${short.there} 题，请先补充试题。`,
      `/desk/exams/papers/${paper.id}`,
    )
  return pools
}

/** 5.3.1 A paper: by rule, or a list of questions in the version they have. */
export const paperFlow = defineWorkflow({
  subject: 'exam_paper',
  label: '试卷',
  clause: '5.3.1',
  confidential: true,
  states: {
    draft: { label: '草稿', tone: 'grey', awaits: owner },
    in_use: { label: '可用', tone: 'green', final: true },
    retired: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || (actor.staffId !== null && holds(actor, ...bankDuties))
      ? query
      : query.where('exam_paper.id', 'is', null),
  title: row => row.title,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('exam_paper')
      .select(['id', 'mode', 'total'])
      .where('id', 'in', ids)
      .execute()
    return new Map(
      rows.map(row => [row.id, `${row.mode === 'rule' ? '随机抽题' : '固定题目'} · ${row.total} 分`]),
    )
  },
  href: row => `/desk/exams/papers/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    title: z.string(),
    mode: z.string(),
    total: z.number(),
  }),
  actions: action => ({
    compose: action<Draft>({
      label: '组一份试卷',
      past: '组了试卷',
      from: 'new',
      to: 'draft',
      by: writeQuestions,
      tone: 'primary',
      input: paperInput,
      prefill: async () => ({ mode: 'rule', total: 100 }),
      effect: async (ctx, row, input) => {
        if (!ctx.actor.staffId) throw forbidden()
        return { ...(await composed(ctx, row, input)), owner_id: ctx.actor.staffId }
      },
    }),
    edit: action<Draft>({
      label: '修改',
      past: '修改了试卷',
      from: ['draft'],
      by: writeQuestions,
      input: paperInput,
      prefill: async (ctx, row) => (row ? { ...row, items: await linesOf(ctx, row) } : {}),
      effect: composed,
    }),
    use: action({
      label: '启用',
      past: '启用了试卷',
      done: '已启用，可以用来安排考试',
      from: ['draft'],
      to: 'in_use',
      by: writeQuestions,
      tone: 'primary',
      confirm: '启用后不再修改；要改的，另组一份。',
      effect: async (ctx, row) => {
        await poolsOfPaper(ctx, row)
        return undefined
      },
    }),
    retire: action({
      label: '停用',
      past: '停用了试卷',
      from: ['in_use'],
      to: 'retired',
      by: writeQuestions,
      tone: 'danger',
      confirm: '停用后不能再用来安排考试，已经安排的不受影响。',
    }),
  }),
})

async function linesOf(ctx: Ctx, row: PaperRow): Promise<string[]> {
  const items = row.items as unknown as Item[]
  const known = await questionsById(
    ctx,
    items.map(one => one.id),
  )
  return items.map(({ id, marks }) => `${known.get(id)?.number ?? ''} ${marks}`)
}
