import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { type PeriodKind, periodKinds } from '#platform/periods'
import { type Definition, definitionFields, faultsOf } from './definition.ts'
import { feedFaults, indicatorChoices } from './feed.ts'
import type { ReportForm } from './people.ts'

/** Who reports by a form. */
export const reporterKinds = { party: '企业等填报单位', station: '服务站点', centre: '中心自己' } as const
export type ReporterKind = keyof typeof reporterKinds

export interface FormInput extends Definition {
  code: string
  title: string
  about: string
  reporters: ReporterKind
  frequency: PeriodKind
  due_day?: number | undefined
  reason?: string | undefined
}

const choice = (of: Record<string, string>) => Object.entries(of).map(([value, label]) => ({ value, label }))
const frequencies = Object.fromEntries(
  Object.entries(periodKinds).map(([kind, { label }]) => [kind, `每${label}`]),
)

const codeField = z
  .string()
  .trim()
  .regex(/^[A-Z]\d{1,2}$/, '表号是一个大写字母加数字，例如 Q1')
  .meta({ label: '表号', widget: 'code', help: '一个大写字母加数字，例如 Q1；跨表审核关系用它。' })

const describing = {
  title: z.string().trim().min(2).max(40).meta({ label: '报表名称' }),
  about: z.string().trim().min(5).max(400).meta({
    label: '填报要求',
    widget: 'textarea',
    help: '谁填、按什么台账填、口径上要注意什么。填报单位能看到。',
  }),
  reporters: z.enum(['party', 'station', 'centre']).meta({
    label: '谁填报',
    widget: 'select',
    options: choice(reporterKinds),
  }),
  frequency: z.enum(['month', 'quarter', 'half', 'year']).meta({
    label: '报告期',
    widget: 'select',
    options: choice(frequencies),
  }),
  due_day: z.number().int().min(1).max(120).optional().meta({
    label: '期后几天报送',
    help: '不填按设置（一般是下月 5 日前）。年报通常宽一些。',
    unit: '天',
  }),
}

const checked = <T extends z.ZodObject>(schema: T) =>
  schema.superRefine((input, check) => {
    for (const { path, message } of faultsOf(input as unknown as Definition))
      check.addIssue({ code: 'custom', path, message })
  }) as unknown as z.ZodType<FormInput>

/** What the dictionary of indicators knows besides; asked once the form itself can be read. */
async function refuseFeeds(ctx: Ctx, input: FormInput): Promise<void> {
  const faults = await feedFaults(ctx, input, input.frequency)
  if (faults.length > 0)
    throw invalid(Object.fromEntries(faults.map(({ path, message }) => [path.join('.'), message])))
}

export const designing = async (ctx: Ctx) =>
  checked(z.object({ code: codeField, ...describing, ...definitionFields(await indicatorChoices(ctx)) }))

export const redesigning = async (ctx: Ctx, _row: ReportForm | null, raw: Record<string, unknown>) => {
  const before = await activeForm(ctx, raw.of_id)
  return checked(
    z.object({
      of_id: z.literal(before?.id ?? noId).meta({ widget: 'hidden' }),
      reason: z.string().trim().min(5).max(200).meta({ label: '改了什么、为什么改', widget: 'textarea' }),
      ...describing,
      ...definitionFields(await indicatorChoices(ctx)),
    }),
  ) as unknown as z.ZodType<FormInput & { of_id: string }>
}

export const activeForm = (ctx: Ctx, id: unknown) =>
  ctx.db
    .selectFrom('report_form')
    .selectAll()
    .where('id', '=', typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? id : noId)
    .where('state', '=', 'active')
    .executeTakeFirst()

/** A definition as its form starts with. */
export const asTyped = (row: ReportForm): Record<string, unknown> => {
  const { code, title, about, reporters, frequency, due_day } = row
  return { code, title, about, reporters, frequency, due_day, ...(row.definition as object) }
}

export const columnsOf = ({ title, about, reporters, frequency, due_day, ...input }: FormInput) => ({
  ...{ title, about, reporters, frequency, due_day: due_day ?? null },
  definition: JSON.stringify({
    columns: input.columns,
    items: input.items,
    rules: input.rules,
    feeds: input.feeds,
  } satisfies Definition),
})

export async function usable(ctx: Ctx, input: FormInput) {
  await refuseFeeds(ctx, input)
  return columnsOf(input)
}

/** Unique by the database as well; told in words here. */
export async function refuseTwin(ctx: Ctx, code: string, ofId: string | null): Promise<number> {
  const known = await ctx.db
    .selectFrom('report_form')
    .select(['id', 'state', 'version'])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()
  if (known.some(one => ['draft', 'checking'].includes(one.state)))
    throw conflict('这张报表有一个新版本正在起草或审定，请先办完。')
  if (!ofId && known.some(one => one.state === 'active'))
    throw invalid({ code: '这个表号已经在用；要改它请用“修订”。' })
  return (known[0]?.version ?? 0) + 1
}

/** The version that held so far gives way in the same transaction: two never hold at once. */
export async function takePlace(ctx: Ctx, row: ReportForm): Promise<void> {
  await ctx.db
    .updateTable('report_form')
    .set({ state: 'retired' })
    .where('code', '=', row.code)
    .where('state', '=', 'active')
    .execute()
}

/** A draft keeps its code. */
export const editing = async (ctx: Ctx) =>
  checked(z.object({ ...describing, ...definitionFields(await indicatorChoices(ctx)) }))
