import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { compileForm, type FormDefinition } from '#platform/forms'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { inspect, organiser } from './duties.ts'

/** What is looked at: one line of a 检查表. */
export interface Point {
  key: string
  text: string
  help: string
  score: number
}
export const verdicts = { pass: '合格', fail: '不合格', na: '不适用' } as const
export type Verdict = keyof typeof verdicts
export interface PointAnswer {
  result: Verdict
  remark: string
}
export type Answers = Record<string, PointAnswer>

const point = z.object({
  key: z
    .string()
    .regex(/^p\d{1,3}$/)
    .optional()
    .meta({ widget: 'hidden' }),
  text: z.string().trim().min(2).max(60).meta({ label: '检查什么' }),
  help: z.string().trim().max(120).default('').meta({ label: '怎样算合格' }),
  score: z.number().int().min(0).max(100).default(10).meta({ label: '分值' }),
})

interface Design {
  name: string
  points: Array<Omit<Point, 'key'> & { key?: string | undefined }>
}
const design = z.object({
  name: z.string().trim().min(2).max(40).meta({ label: '名称', help: '如：服务商年度检查表。' }),
  points: z
    .array(point)
    .min(1, '至少写一个检查点')
    .max(40, '最多 40 个检查点')
    .meta({ label: '检查点', widget: 'rows', help: '按现场查看的顺序写；每一点填合格、不合格或不适用。' }),
}) as unknown as z.ZodType<Design>

/** A point keeps the key it was given first, so that earlier sheets stay comparable. */
function withKeys(points: Design['points']): Point[] {
  const taken = new Set(points.map(one => one.key))
  let number = 0
  return points.map(one => {
    if (one.key) return { ...one, key: one.key }
    do number++
    while (taken.has(`p${number}`))
    return { ...one, key: `p${number}` }
  })
}

async function addVersion(ctx: Ctx, row: RowOf<'inspection_sheet'>, { points }: Design): Promise<void> {
  await ctx.db
    .insertInto('inspection_sheet_version')
    .values({
      sheet_id: row.id,
      number: row.version,
      points: JSON.stringify(withKeys(points)),
      made_at: ctx.now,
    })
    .execute()
}

export async function pointsOf(ctx: Ctx, sheetId: string, version: number): Promise<Point[]> {
  const row = await ctx.db
    .selectFrom('inspection_sheet_version')
    .select('points')
    .where('sheet_id', '=', sheetId)
    .where('number', '=', version)
    .executeTakeFirst()
  return (row?.points ?? []) as unknown as Point[]
}

/** 4.5.1 检查表: what inspectors look at, in numbered versions; a plan keeps the one that it was announced with. */
export const sheetFlow = defineWorkflow({
  subject: 'inspection_sheet',
  outsiders: inspect,
  label: '检查表',
  clause: '4.5.1',
  states: {
    in_use: { label: '在用', tone: 'green', final: true },
    retired: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('inspection_sheet.id', 'is', null),
  title: row => row.name,
  href: row => `/desk/inspections/sheets/${row.id}`,
  record: z.object({ id: z.uuid(), state: z.string(), name: z.string(), version: z.number().int() }),
  actions: action => ({
    design: action<Design>({
      label: '设计检查表',
      past: '设计了检查表',
      from: 'new',
      to: 'in_use',
      by: organiser,
      tone: 'primary',
      input: design,
      effect: async (_ctx, _row, { name }) => ({ name, version: 1 }),
      consequence: addVersion,
    }),
    revise: action<Design>({
      label: '修订',
      past: '修订了检查表',
      from: ['in_use'],
      by: organiser,
      input: design,
      prefill: async (ctx, row) => ({
        name: row?.name,
        points: row ? await pointsOf(ctx, row.id, row.version) : [],
      }),
      effect: async (_ctx, row, { name }) => ({ name, version: row.version + 1 }),
      consequence: addVersion,
      done: '已存为新的版本；已经公示的计划仍用原来的版本',
    }),
    retire: action({
      label: '停用',
      past: '停用',
      from: ['in_use'],
      to: 'retired',
      by: organiser,
      tone: 'danger',
      confirm: '停用后，新的计划不能再选这张检查表。',
    }),
    restore: action({
      label: '恢复使用',
      past: '恢复使用',
      from: ['retired'],
      to: 'in_use',
      by: organiser,
    }),
  }),
})

/** The form on the spot: for each point a verdict, a remark and pictures. What is left open stays as it was. */
export function sheetForm(points: readonly Point[], ctx: Pick<Ctx, 'now'>) {
  const fields: FormDefinition['fields'] = points.flatMap(({ key, text, help }, at) => [
    {
      key,
      label: `${at + 1}. ${text}`,
      kind: 'choice' as const,
      required: false,
      help,
      options: Object.values(verdicts),
    },
    { key: `${key}_remark`, label: '情况', kind: 'text' as const, required: false, max: 200 },
    { key: `${key}_photos`, label: '照片', kind: 'files' as const, required: false, max: 6 },
  ])
  return z.object({ answers: compileForm({ fields }, dayOf(ctx.now)) }).superRefine(({ answers }, issues) => {
    for (const { key } of points)
      if (answers[key] === verdicts.fail && !answers[`${key}_remark`])
        issues.addIssue({
          code: 'custom',
          path: ['answers', `${key}_remark`],
          message: '不合格的，请写明看到了什么',
        })
  }) as unknown as z.ZodType<Filled>
}
export interface Filled {
  answers: Record<string, string | string[] | undefined>
}

/** What was answered so far with what was filled in now; what was left open now is kept. */
export function merged(points: readonly Point[], before: Answers, { answers }: Filled): Answers {
  const now = points.flatMap(({ key }): Array<[string, PointAnswer]> => {
    const [result] = Object.entries(verdicts).find(([, label]) => label === answers[key]) ?? []
    if (!result) return []
    return [[key, { result: result as Verdict, remark: String(answers[`${key}_remark`] ?? '') }]]
  })
  return { ...before, ...Object.fromEntries(now) }
}

/** Points out of a hundred, of what applied; null where nothing did. */
export function scoreOf(points: readonly Point[], answers: Answers): number | null {
  const applied = points.filter(one => ['pass', 'fail'].includes(answers[one.key]?.result ?? ''))
  const all = applied.reduce((sum, one) => sum + one.score, 0)
  const reached = applied
    .filter(one => answers[one.key]?.result === 'pass')
    .reduce((sum, one) => sum + one.score, 0)
  return all === 0 ? null : Math.round((reached / all) * 100)
}
