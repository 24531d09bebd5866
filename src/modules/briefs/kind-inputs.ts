import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { isId, noId } from '#platform/ids'
import { codesNamed, labelsOf, type SectionPlan, sectionsOf } from './definition.ts'
import type { Kind } from './people.ts'
import { type Rhythm, rhythms } from './rhythms.ts'

export interface KindInput {
  name: string
  title: string
  masthead: string
  doc_prefix: string
  to_main: string
  copy_to: string
  rhythm: Rhythm
  open_days: number
  due_days: number
  sections: Array<{ heading: string; words: string; shows: string; events: boolean }>
  reason?: string
}
export interface Revising extends KindInput {
  of_id: string
}

const line = (label: string, most: number, help?: string) =>
  z
    .string()
    .trim()
    .max(most)
    .default('')
    .meta({ label, ...(help && { help }) })
const days = (label: string, most: number, help: string) =>
  z.number().int().min(1).max(most).meta({ label, unit: '天', help })

const sectionFields = z.object({
  heading: z.string().trim().min(2).max(30).meta({ label: '标题' }),
  words: z.string().trim().max(500).default('').meta({ label: '固定文字', widget: 'textarea', rows: 2 }),
  shows: z.string().trim().max(1_000).default('').meta({ label: '列哪些指标', widget: 'textarea', rows: 3 }),
  events: z.boolean().default(false).meta({ label: '放工作动态', widget: 'checkbox' }),
})

const rhythmNames = Object.fromEntries(
  Object.entries(rhythms).map(([code, { label }]) => [code, label]),
) as Record<Rhythm, string>

const describing = {
  name: z.string().trim().min(2).max(20).meta({ label: '名称', help: '例如 月报、工作简报、专报。' }),
  title: z
    .string()
    .trim()
    .min(4)
    .max(60)
    .meta({ label: '标题式样', help: '{期} 换成统计期，例如 2026年11月；{中心} 换成中心名称。' }),
  masthead: z
    .string()
    .trim()
    .min(2)
    .max(30)
    .meta({ label: '版头', help: '红头上的字，可以写 {中心}，例如 {中心}工作月报。' }),
  doc_prefix: line('发文机关代字', 12, '有发文字号的填，例如 怀电商服；不填就只编期号。'),
  to_main: line('主送', 200, '{主管部门} 换成主管部门的名称。'),
  copy_to: line('抄送', 300, '几个单位用顿号隔开。'),
  rhythm: oneOf(rhythmNames, '多久一期'),
  open_days: days('期满后几天开始', 60, '到这一天自动起草。不定期的不用管。'),
  due_days: days('期满后几天报出', 90, '报送日。月度数据一般到下月十日锁定，报送日宜在其后。'),
  sections: z.array(sectionFields).min(1).max(12).meta({
    label: '各部分',
    help: '指标一行写一个，写字典里的名称。带指标的部分会自动写出句子和表。',
  }),
}

export const designing = z.object(describing) as unknown as z.ZodType<KindInput>
export const redesigning = async (ctx: Ctx, _row: Kind | null, raw: Record<string, unknown>) => {
  const before = await activeKind(ctx, raw.of_id)
  return z.object({
    of_id: z.literal(before?.id ?? noId).meta({ widget: 'hidden' }),
    reason: z.string().trim().min(4).max(200).meta({ label: '改了什么、为什么改', widget: 'textarea' }),
    ...describing,
  }) as unknown as z.ZodType<Revising>
}

export const activeKind = (ctx: Ctx, id: unknown) =>
  ctx.db
    .selectFrom('brief_kind')
    .selectAll()
    .where('id', '=', typeof id === 'string' && isId(id) ? id : noId)
    .where('state', '=', 'active')
    .executeTakeFirst()

/** A kind as its form starts with. */
export async function asTyped(ctx: Ctx, row: Kind): Promise<Record<string, unknown>> {
  const { name, title, masthead, doc_prefix, to_main, copy_to, rhythm, open_days, due_days } = row
  const sections = sectionsOf(row)
  const labels = await labelsOf(
    ctx,
    sections.flatMap(one => one.codes),
  )
  return {
    ...{ name, title, masthead, doc_prefix, to_main, copy_to, rhythm, open_days, due_days },
    sections: sections.map(({ codes, ...one }) => ({
      ...one,
      shows: codes.map(code => labels.get(code) ?? code).join('\n'),
    })),
  }
}

/** What a form says, as it is held; 422 where an indicator is unknown or does not suit the rhythm. */
export async function columnsOf(ctx: Ctx, input: KindInput) {
  const { sections, reason = '', ...rest } = input
  const { name, title, masthead, doc_prefix, to_main, copy_to, rhythm, open_days, due_days } = rest
  if (due_days < open_days) throw invalid({ due_days: '报送日不能早于开始的那一天。' })
  const plans: SectionPlan[] = []
  const errors: Record<string, string> = {}
  for (const [at, { shows, ...one }] of sections.entries()) {
    const { codes, faults } = await codesNamed(ctx, shows, rhythm)
    if (faults.length > 0) errors[`sections.${at}.shows`] = `${faults.join('；')}。`
    plans.push({ ...one, codes })
  }
  if (Object.keys(errors).length > 0) throw invalid(errors)
  return {
    ...{ name, title, masthead, doc_prefix, to_main, copy_to, rhythm, open_days, due_days, reason },
    definition: JSON.stringify({ sections: plans }),
  }
}

/** The next version's number; told in words what the database keeps as well. */
export async function nextVersion(ctx: Ctx, code: string): Promise<number> {
  const known = await ctx.db
    .selectFrom('brief_kind')
    .select(['state', 'version'])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(200)
    .execute()
  if (known.some(one => one.state === 'draft' || one.state === 'checking'))
    throw conflict('这一种已经有新版本在起草或审定，请先办完。')
  return (known[0]?.version ?? 0) + 1
}

/** The version that held so far gives way in the same transaction. */
export async function takePlace(ctx: Ctx, row: Kind): Promise<void> {
  await ctx.db
    .updateTable('brief_kind')
    .set({ state: 'retired' })
    .where('code', '=', row.code)
    .where('state', '=', 'active')
    .execute()
}
