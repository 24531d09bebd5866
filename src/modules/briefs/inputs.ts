import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { isId } from '#platform/ids'
import { type ChosenEvent, eventsOf } from './content.ts'
import type { Brief, Kind } from './people.ts'
import { activeKinds, periodsTaken } from './queries/briefs.ts'
import { workingVersion } from './queries/versions.ts'
import { lastSpan, type Rhythm, type Span, spanAfter, spanIn, spanOf } from './rhythms.ts'

export interface Opening {
  kind_id: string
  period: string | null
}
export const opening = z.object({
  kind_id: z.uuid(),
  period: z.string().nullable(),
}) as unknown as z.ZodType<Opening>

/** How many past periods of a kind may still be begun by hand. */
const mostBack = 6

/** What can be begun: of each kind the periods that are over and have none, and at any time what has no period. */
export async function beginnings(ctx: Ctx): Promise<Array<{ value: string; label: string }>> {
  const [kinds, taken] = await Promise.all([activeKinds(ctx), periodsTaken(ctx)])
  return kinds.flatMap(kind => {
    if (kind.rhythm === 'none') return [{ value: kind.id, label: `${kind.name}（不定期）` }]
    let span = lastSpan(kind.rhythm as Exclude<Rhythm, 'none'>, dayOf(ctx.now))
    const open: Array<{ value: string; label: string }> = []
    for (let n = 0; n < mostBack; n++, span = spanAfter(span, -1))
      if (!taken.has(`${kind.code} ${span.code}`))
        open.push({ value: `${kind.id} ${span.code}`, label: `${kind.name} · ${span.label}` })
    return open
  })
}

export interface Starting {
  what: string
}
export async function starting(ctx: Ctx): Promise<z.ZodType<Starting>> {
  const options = await beginnings(ctx)
  if (options.length === 0) throw invalid({ '': '没有可以起草的：还没有使用中的种类，或者各期都已经有了。' })
  return z.object({
    what: z.enum(options.map(one => one.value) as [string, ...string[]]).meta({
      ...{ label: '起草什么', widget: 'select', options },
      help: '到了日子会自动起草；提前或补写的在这里开始。',
    }),
  }) as unknown as z.ZodType<Starting>
}

/** The kind, and the period of it, that a brief is begun for; refused where it is not over or there is one already. */
export async function begun(
  ctx: Ctx,
  { kind_id, period }: Opening,
): Promise<{ kind: Kind; span: Span | null }> {
  const kind = isId(kind_id)
    ? await ctx.db
        .selectFrom('brief_kind')
        .selectAll()
        .where('id', '=', kind_id)
        .where('state', '=', 'active')
        .executeTakeFirst()
    : undefined
  if (!kind) throw conflict('这一种信息已经停用或换了新版本，请重新选择。')
  const rhythm = kind.rhythm as Rhythm
  if (rhythm === 'none') return { kind, span: null }
  const span = period === null ? null : spanIn(period)
  if (!span || spanOf(rhythm, span.first).code !== span.code) throw invalid({ what: '请选择统计期。' })
  if (dayOf(ctx.now) <= span.last) throw conflict(`${span.label}还没有结束。`)
  const there = await ctx.db
    .selectFrom('brief')
    .select('id')
    .where('kind_code', '=', kind.code)
    .where('period', '=', span.code)
    .where('state', '!=', 'dropped')
    .executeTakeFirst()
  if (there) throw conflict(`${span.label}的${kind.name}已经有了。`, `/desk/briefs/${there.id}`)
  return { kind, span }
}

export interface Writing {
  title: string
  to_main: string
  copy_to: string
  sections: Record<string, { heading: string; text: string }>
  events: string[]
}
export const sectionKey = (at: number): string => `s${at + 1}`

/** The form of a brief has the parts of its version, and what was made public in its period to choose from. */
export async function writing(ctx: Ctx, row: Brief | null): Promise<z.ZodType<Writing>> {
  const version = await workingVersion(ctx, row as Brief)
  const offered = await offeredEvents(ctx, row as Brief, version.events)
  const parts = version.sections.map((section, at) => [
    sectionKey(at),
    z.object({
      heading: z
        .string()
        .trim()
        .min(2)
        .max(40)
        .meta({ label: `第 ${at + 1} 部分的标题` }),
      text: z
        .string()
        .trim()
        .max(6_000)
        .default('')
        .transform(text => text.replaceAll('\r\n', '\n'))
        .meta({ ...{ label: '正文', widget: 'textarea', rows: 7 }, ...help(section) }),
    }),
  ])
  return z.object({
    title: z.string().trim().min(4).max(100).meta({ label: '标题' }),
    to_main: z.string().trim().max(200).default('').meta({ label: '主送' }),
    copy_to: z.string().trim().max(300).default('').meta({ label: '抄送', help: '几个单位用顿号隔开。' }),
    sections: z.object(Object.fromEntries(parts)),
    ...(offered.length > 0 && version.sections.some(one => one.events)
      ? {
          events: z
            .array(z.enum(offered.map(one => one.key) as [string, ...string[]]))
            .max(20)
            .default([])
            .meta({
              ...{ label: '放进去的工作动态', widget: 'checkboxes' },
              help: '这一期里公开发布、举办的；选中的按日期列出。',
              options: offered.map(one => ({
                value: one.key,
                label: `${one.day} ${one.title}（${one.column}）`,
              })),
            }),
        }
      : {}),
  }) as unknown as z.ZodType<Writing>
}

const help = (section: { codes: string[]; text: string; generated: string }): { help?: string } =>
  section.codes.length === 0
    ? { help: '一段一行。小标题用（一）、1.、（1）的次序。' }
    : {
        help:
          section.text === section.generated
            ? '这些句子按数据写成，可以修改；改过的不会被重新取数覆盖。'
            : `已经改过，重新取数不会覆盖。按现在取的数，系统会写：${section.generated}`,
      }

/** What was chosen stays to be chosen, though it may not be public any more. */
export async function offeredEvents(
  ctx: Ctx,
  row: Pick<Brief, 'period'>,
  chosen: readonly ChosenEvent[],
): Promise<ChosenEvent[]> {
  const offered = await eventsOf(ctx, row)
  return [...offered, ...chosen.filter(one => !offered.some(other => other.key === one.key))]
}

export async function asWritten(ctx: Ctx, row: Brief | null): Promise<Record<string, unknown>> {
  if (!row) return {}
  const version = await workingVersion(ctx, row)
  return {
    ...{ title: version.title, to_main: version.to_main, copy_to: version.copy_to },
    sections: Object.fromEntries(
      version.sections.map(({ heading, text }, at) => [sectionKey(at), { heading, text }]),
    ),
    events: version.events.map(one => one.key),
  }
}

export const reason = (label: string, help?: string) =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(4)
      .max(500)
      .meta({ label, widget: 'textarea', ...(help && { help }) }),
  })

export const opinion = (label: string) =>
  z.object({ opinion: z.string().trim().max(500).default('').meta({ label, widget: 'textarea' }) })
