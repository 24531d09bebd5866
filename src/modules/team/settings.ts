import { z } from 'zod'
import { recountTasks } from '#platform/clock'
import type { Ctx } from '#platform/ctx'
import { invalid, notFound } from '#platform/errors'
import type { FieldMeta } from '#platform/forms'
import { enqueue } from '#platform/jobs'
import { type Setting, settings } from '#platform/settings'
import { defineDuty } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'

export const manageSettings = defineDuty('setting.manage', '修改设置与工作日历')

interface Change {
  code: string
  value: unknown
}

/** A setting's own schema decides what may be entered; its label asks for it. */
async function changeInput(
  _ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Change>> {
  const setting = settingOf(raw.code)
  return z.object({
    code: z.literal(setting.code).meta({ widget: 'hidden' }),
    value: setting.schema.meta({
      label: setting.label,
      ...(setting.unit && { unit: setting.unit }),
      ...(setting.help && { help: setting.help }),
      ...(setting.secret && { secret: true }),
    }),
  }) as unknown as z.ZodType<Change>
}

/** A setting's value in words; a secret one only says whether there is one. */
export function inWords({ schema, unit, secret }: Setting<unknown>, value: unknown): string {
  const chosen = (schema.meta() as FieldMeta | undefined)?.options?.find(one => one.value === value)
  if (chosen) return chosen.label
  if (value === '') return '未填写'
  if (secret) return '已设置'
  if (typeof value === 'boolean') return value ? '是' : '否'
  return `${value}${unit ? ` ${unit}` : ''}`
}

function settingOf(code: unknown): Setting<unknown> {
  const setting = settings.get(String(code))
  if (!setting) throw notFound('这项设置')
  return setting
}

/** Every limit, count and threshold is changed by an action, so that its history stands in the journal. */
export const settingFlow = defineWorkflow({
  subject: 'setting_change',
  label: '设置',
  clause: '4.5.2',
  states: { made: { label: '已生效', tone: 'green', final: true } },
  visible: (ctx, query) =>
    ctx.actor.staffId || ctx.actor.kind === 'system' ? query : query.where('setting_change.id', 'is', null),
  title: row => settings.get(row.code)?.label ?? row.code,
  href: () => '/desk/settings',
  record: z.object({ id: z.uuid(), code: z.string(), before: z.unknown(), after: z.unknown(), at: z.date() }),
  actions: action => ({
    make: action<Change>({
      label: '修改设置',
      past: '修改了设置',
      from: 'new',
      to: 'made',
      by: manageSettings,
      publishes: true,
      quiet: true,
      input: changeInput,
      prefill: async (ctx, _row, raw) => {
        const setting = settingOf(raw.code)
        return setting.secret ? {} : { value: setting.of(ctx.centre) }
      },
      effect: async (ctx, _row, input) => {
        const setting = settingOf(input.code)
        const kept = (value: unknown) => JSON.stringify(setting.secret ? inWords(setting, value) : value)
        return {
          code: input.code,
          before: kept(setting.of(ctx.centre)),
          after: kept(input.value),
          at: ctx.now,
        }
      },
      consequence: async (ctx, _row, { code, value }) => {
        const text = JSON.stringify(value)
        await ctx.db
          .insertInto('setting')
          .values({ code, value: text })
          .onConflict(conflict => conflict.columns(['centre_id', 'code']).doUpdateSet({ value: text }))
          .execute()
      },
      note: (input, row) => {
        const setting = settingOf(input.code)
        const before = setting.secret ? row.before : inWords(setting, row.before)
        return `${setting.label}：${before} → ${inWords(setting, input.value)}`
      },
    }),
  }),
})

interface DayChange {
  day: string
  kind: 'working' | 'holiday' | 'published'
  reason: string
}

/** The centre's own days: announced 调休 that the published calendar lacks, local closures. */
export const calendarFlow = defineWorkflow({
  subject: 'calendar_change',
  label: '工作日历',
  clause: '4.5.2',
  states: { made: { label: '已生效', tone: 'green', final: true } },
  visible: (ctx, query) =>
    ctx.actor.staffId || ctx.actor.kind === 'system' ? query : query.where('calendar_change.id', 'is', null),
  title: row => `工作日历 ${row.day}`,
  href: () => '/desk/settings',
  record: z.object({ id: z.uuid(), day: z.string(), kind: z.string(), reason: z.string(), at: z.date() }),
  actions: action => ({
    make: action<DayChange>({
      label: '调整工作日',
      past: '调整了工作日历',
      from: 'new',
      to: 'made',
      by: manageSettings,
      publishes: true,
      quiet: true,
      input: z.object({
        day: z.iso.date('请填写日期').meta({ label: '日期', widget: 'date' }),
        kind: z.enum(['working', 'holiday', 'published']).meta({
          label: '这一天',
          widget: 'radio',
          options: [
            { value: 'working', label: '上班' },
            { value: 'holiday', label: '不上班' },
            { value: 'published', label: '恢复为公布的安排' },
          ],
        }),
        reason: z
          .string()
          .trim()
          .min(2)
          .max(100)
          .meta({ label: '依据', help: '例如：国务院办公厅关于 2027 年部分节假日安排的通知。' }),
      }),
      effect: async (ctx, _row, input) => {
        if (input.day < '2020-01-01' || input.day > '2099-12-31')
          throw invalid({ day: '日期不在合理范围内。' })
        return { ...input, at: ctx.now }
      },
      consequence: async (ctx, _row, { day, kind, reason }) => {
        await ctx.db.deleteFrom('calendar_exception').where('day', '=', day).execute()
        if (kind !== 'published')
          await ctx.db
            .insertInto('calendar_exception')
            .values({ day, working: kind === 'working', reason })
            .execute()
        await enqueue(ctx, recountTasks, {})
      },
      note: input =>
        `${input.day} ${{ working: '上班', holiday: '不上班', published: '恢复公布的安排' }[input.kind]}：${input.reason}`,
    }),
  }),
})
