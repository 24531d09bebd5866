import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { perform } from '#platform/perform'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { type AnyWorkflow, defineWorkflow, type RowOf, workflows } from '#platform/workflow'
import { type Measure, measures } from './codes.ts'
import { decideIncubation, manageIncubation } from './duties.ts'
import { text } from './fields.ts'
import { type GuideText, standardGuide } from './guide-standard.ts'

export type Guide = RowOf<'incubation_guide'>

const row = (label: string, most: number, more: object = {}) => text(label, 1, most, more)
const whole = (label: string, unit: string, most: number) =>
  z.number().int().min(1).max(most).meta({ label, unit })
const makesHundred = (lines: ReadonlyArray<{ weight?: number; points?: number }>): boolean =>
  lines.reduce((sum, line) => sum + (line.weight ?? line.points ?? 0), 0) === 100
const once = (codes: readonly string[]): boolean => new Set(codes).size === codes.length

/** New lines get a key; those that stay keep theirs, so that old sheets stay readable. */
const keyed = (
  lines: ReadonlyArray<{ key?: string | undefined; label: string; about: string; weight: number }>,
) => {
  const taken = new Set(lines.map(line => line.key))
  let n = 0
  return lines.map(line => {
    if (line.key) return { ...line, key: line.key }
    do n++
    while (taken.has(`c${n}`))
    return { ...line, key: `c${n}` }
  })
}

const guideInput = z.object({
  promise: text('入孵能得到什么', 10, 500, { widget: 'textarea' }),
  criteria: z
    .array(z.object({ title: row('条件', 20), about: row('说明', 200) }))
    .min(1, '请至少写一条')
    .max(12)
    .meta({ label: '入孵条件', widget: 'rows' }),
  steps: z
    .array(z.object({ title: row('步骤', 20), text: row('说明', 200) }))
    .min(1, '请至少写一步')
    .max(12)
    .meta({ label: '流程', widget: 'rows' }),
  sheet: z
    .array(
      z.object({
        key: z
          .string()
          .regex(/^[a-z][a-z0-9]{0,20}$/)
          .optional()
          .meta({ widget: 'hidden' }),
        label: row('评什么', 20),
        about: row('怎么评', 200),
        weight: whole('权重', '%', 100),
      }),
    )
    .min(2)
    .max(10)
    .refine(makesHundred, '各项权重合计要等于 100')
    .transform(keyed)
    .meta({ label: '评审表', widget: 'rows', help: '组建评审组时定格，之后修改不影响已经开始的评审。' }),
  rule: z
    .array(
      z.object({
        code: z.enum(Object.keys(measures) as [Measure, ...Measure[]]).meta({
          label: '看什么',
          widget: 'select',
          options: Object.entries(measures).map(([value, { label, unit }]) => ({
            value,
            label: `${label}（${unit}）`,
          })),
        }),
        least: whole('一季达到', '', 100_000_000),
        points: whole('得分', '分', 100),
      }),
    )
    .min(2)
    .max(8)
    .refine(makesHundred, '各项得分合计要等于 100')
    .refine(lines => once(lines.map(line => line.code)), '同一项只列一次')
    .meta({
      label: '季度考核规则',
      widget: 'rows',
      help: '只看做了什么，不看来没来：达到得满分，不到的按比例。',
    }),
}) as unknown as z.ZodType<GuideText>

const columns = ({ promise, ...lists }: GuideText) => ({
  promise,
  criteria: JSON.stringify(lists.criteria),
  steps: JSON.stringify(lists.steps),
  sheet: JSON.stringify(lists.sheet),
  rule: JSON.stringify(lists.rule),
})

export const textOf = (guide: Pick<Guide, keyof GuideText>): GuideText => ({
  promise: guide.promise,
  criteria: guide.criteria as unknown as GuideText['criteria'],
  steps: guide.steps as unknown as GuideText['steps'],
  sheet: guide.sheet as unknown as GuideText['sheet'],
  rule: guide.rule as unknown as GuideText['rule'],
})

/** What holds now: the published version, or the standard one. */
export async function currentGuide(ctx: Ctx): Promise<GuideText> {
  const found = await ctx.db
    .selectFrom('incubation_guide')
    .selectAll()
    .where('state', '=', 'published')
    .executeTakeFirst()
  return found ? textOf(found) : standardGuide
}

const wrote = everDid('写过这一版的人', 'draft', 'edit')

/** 5.4.1 Criteria, procedure, score sheet and rule: written by one, let out by another. */
export const guideFlow = defineWorkflow({
  subject: 'incubation_guide',
  label: '入孵条件与流程',
  clause: '5.4.1',
  states: {
    draft: { label: '草拟中', tone: 'grey', awaits: manageIncubation },
    submitted: { label: '待公布', tone: 'orange', awaits: decideIncubation },
    published: { label: '现行', tone: 'green', final: true },
    replaced: { label: '已替换', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('incubation_guide.state', '=', 'published'),
  title: row => `入孵条件与流程 第 ${row.version} 版`,
  href: (_row, actor) => (actor.staffId ? '/desk/incubation/guide' : '/incubation'),
  record: z.object({ id: z.uuid(), state: z.string(), version: z.number().int(), promise: z.string() }),
  actions: action => ({
    draft: action<GuideText>({
      label: '修改条件与流程',
      past: '起草了新一版',
      from: 'new',
      to: 'draft',
      by: manageIncubation,
      tone: 'primary',
      input: guideInput,
      prefill: async ctx => ({ ...(await currentGuide(ctx)) }),
      effect: async (ctx, _row, input) => {
        const last = await ctx.db
          .selectFrom('incubation_guide')
          .select(['version', 'state'])
          .orderBy('version', 'desc')
          .limit(1)
          .executeTakeFirst()
        if (last && ['draft', 'submitted'].includes(last.state))
          throw conflict('已有一版正在草拟，请在那一版上修改。')
        return { version: (last?.version ?? 0) + 1, ...columns(input) }
      },
    }),
    edit: action<GuideText>({
      label: '继续修改',
      past: '修改了草稿',
      from: ['draft'],
      by: manageIncubation,
      input: guideInput,
      prefill: async (_ctx, found) => (found ? { ...textOf(found) } : {}),
      effect: async (_ctx, _row, input) => columns(input),
    }),
    submit: action({
      label: '报请公布',
      past: '报请公布',
      from: ['draft'],
      to: 'submitted',
      by: manageIncubation,
      tone: 'primary',
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['submitted'],
      to: 'draft',
      by: decideIncubation,
      input: z.object({ reason: text('需要修改什么', 2, 300, { widget: 'textarea' }) }),
      note: input => input.reason,
    }),
    publish: action({
      label: '公布',
      past: '公布了新一版',
      from: ['submitted'],
      to: 'published',
      by: allOf(decideIncubation, not(wrote)),
      tone: 'primary',
      publishes: true,
      confirm: '公布后替换现行的一版；正在评审的仍用组建评审组时的评审表。',
      effect: async ctx => {
        const old = await ctx.db
          .selectFrom('incubation_guide')
          .select('id')
          .where('state', '=', 'published')
          .executeTakeFirst()
        if (old)
          await perform(
            { ...ctx, actor: system },
            workflows.get('incubation_guide') as AnyWorkflow,
            'replace',
            old.id,
          )
        return { published_at: ctx.now }
      },
    }),
    replace: action({
      label: '由新版替换',
      past: '由新版替换',
      from: ['published'],
      to: 'replaced',
      by: theSystem,
      inner: true,
    }),
  }),
})
