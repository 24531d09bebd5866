import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { runsClasses } from './duties.ts'
import { classHours, tenths, text, words } from './fields.ts'
import { type Kind, kinds } from './words.ts'

export type Course = RowOf<'course'>

interface Outline {
  title: string
  kind: Kind
  audience: string
  goal: string
  outline: string
  theory: number
  practice: number
}
const outline = z
  .object({
    title: words('课程名称', 2, 40),
    kind: oneOf(kinds, '类别', 'radio'),
    audience: text('适合谁学', 100),
    goal: text('培训目标', 300),
    outline: words('教学大纲', 10, 8_000, { rows: 8, help: '一章一行，写明内容和要求。' }),
    theory: classHours('理论学时'),
    practice: classHours('实操学时', { help: '按专项能力培训的要求，理论和实操一般各不少于四成。' }),
  })
  .refine(input => input.theory + input.practice > 0, {
    path: ['theory'],
    message: '请填写学时',
  }) as unknown as z.ZodType<Outline>

async function columns(ctx: Ctx, row: { id: string }, { theory, practice, ...plain }: Outline) {
  const same = await ctx.db
    .selectFrom('course')
    .select('id')
    .where('title', '=', plain.title)
    .where('id', '!=', row.id)
    .executeTakeFirst()
  if (same) throw invalid({ title: '已经有这个名称的课程' })
  return { ...plain, theory_tenths: tenths(theory), practice_tenths: tenths(practice) }
}

/** 课程: what is taught, by which outline, with which material. */
export const courseFlow = defineWorkflow({
  subject: 'course',
  label: '课程',
  clause: '5.3.1',
  states: {
    active: { label: '在用', tone: 'green', final: true },
    ended: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('course.state', '=', 'active'),
  // Material is for the lessons; learners are given it there.
  hidesFile: async ({ actor }) => !actor.staffId,
  title: row => row.title,
  href: (row, actor) => (actor.staffId ? `/desk/courses/${row.id}` : '/training'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    title: z.string(),
    kind: z.string(),
    audience: z.string(),
    goal: z.string(),
    outline: z.string(),
    theory_tenths: z.number().int(),
    practice_tenths: z.number().int(),
  }),
  actions: action => ({
    add: action<Outline>({
      label: '新增课程',
      past: '新增了课程',
      from: 'new',
      to: 'active',
      by: runsClasses,
      tone: 'primary',
      publishes: true,
      input: outline,
      effect: columns,
    }),
    edit: action<Outline>({
      label: '修改',
      past: '修改了课程',
      from: ['active'],
      by: runsClasses,
      publishes: true,
      input: outline,
      prefill: async (_ctx, row) => ({
        ...row,
        theory: (row?.theory_tenths ?? 0) / 10,
        practice: (row?.practice_tenths ?? 0) / 10,
      }),
      effect: columns,
    }),
    addMaterial: action<{ material: string[]; note: string }>({
      label: '上传课件',
      past: '上传了课件',
      from: ['active'],
      by: runsClasses,
      tone: 'primary',
      input: z.object({
        material: files(20).meta({ label: '课件' }),
        note: text('说明', 100),
      }) as unknown as z.ZodType<{ material: string[]; note: string }>,
      note: input => input.note || null,
    }),
    end: action({
      label: '停用',
      past: '停用了课程',
      from: ['active'],
      to: 'ended',
      by: runsClasses,
      publishes: true,
      confirm: '停用后，新开的班不能再选它；办过的班不受影响。',
    }),
    restore: action({
      label: '恢复使用',
      past: '恢复了课程',
      from: ['ended'],
      to: 'active',
      by: runsClasses,
      publishes: true,
    }),
  }),
})
