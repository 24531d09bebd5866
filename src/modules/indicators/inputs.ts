import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files } from '#platform/forms'
import { isPeriod, periodAfter, periodFrom, periodKinds, periodOf } from '#platform/periods'
import type { RowOf } from '#platform/workflow'
import {
  backFrom,
  type Entry,
  entryOf,
  indicatorList,
  measures,
  type Version,
  versionsOf,
} from './dictionary.ts'
import { type Definition, type Opens, opening } from './standard.ts'
import { type Theme, themes } from './themes.ts'
import { townName } from './towns.ts'
import { valuesOf } from './values.ts'
import { type Held, inUnit, plain, words } from './words.ts'

const text = (label: string, least: number, most: number, help?: string) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .meta({ label, widget: 'textarea', ...(help && { help }) })
const select = <T extends string>(label: string, of: Record<T, string>, help?: string) =>
  z.enum(Object.keys(of) as [T, ...T[]]).meta({
    ...{ label, widget: 'select', ...(help && { help }) },
    options: Object.entries<string>(of).map(([value, label]) => ({ value, label })),
  })

export const reason = (label: string, help?: string) => z.object({ reason: text(label, 5, 500, help) })

const wording = {
  label: z.string().trim().min(2).max(30).meta({ label: '名称' }),
  definition: text('口径', 10, 500, '算什么、不算什么、按哪一天归入统计期。会显示在数字旁边。'),
  formula: text('计算方法', 4, 300),
  unit: z.string().trim().min(1).max(8).meta({ label: '单位', help: '例如 件、家、元、%。' }),
}

export interface NewIndicator extends Definition {
  theme: Theme
  origin: string
}
export const newIndicator = z.object({
  ...wording,
  theme: select('分组', Object.fromEntries(themes.map(one => [one, one])) as Record<Theme, string>),
  measure: select('数值类型', measures, '以后不能改：改了就是另一个指标。'),
  frequency: select(
    '报送频率',
    Object.fromEntries(
      Object.entries(periodKinds).map(([kind, { label }]) => [kind, `每${label}`]),
    ) as Record<Definition['frequency'], string>,
  ),
  adds: z.boolean().default(true).meta({
    label: '各月、各乡镇可以相加',
    widget: 'checkbox',
    help: '期末数、去重人数不能相加。',
  }),
  origin: z.string().trim().min(2).max(40).meta({ label: '数据来源', help: '由谁报送，取自哪里。' }),
}) as unknown as z.ZodType<NewIndicator>

export interface NewVersion extends Pick<Definition, 'label' | 'definition' | 'formula' | 'unit'> {
  code: string
  holds_from: string
  reason: string
}

/** A new wording of the same: measure and frequency stay, or the series would not be one. */
export async function newVersion(
  ctx: Ctx,
  row: { code: string } | null,
  raw: Record<string, unknown>,
): Promise<z.ZodType<NewVersion>> {
  const code = row?.code ?? String(raw.code ?? '')
  const entry = await entryOf(ctx, code)
  if (entry?.source !== 'reported')
    throw invalid({ '': '这个指标由记录算出，口径写在程序里，不在这里修改。' })
  const next = periodAfter(periodOf(entry.frequency, dayOf(ctx.now)), 2)
  const options = backFrom(next, 16).map(one => ({ value: one.code, label: one.label }))
  return z.object({
    code: z.string().default(code).meta({ label: '指标', widget: 'hidden' }),
    ...wording,
    holds_from: z.enum(options.map(one => one.value) as [string, ...string[]]).meta({
      ...{ label: '从哪一期起适用', widget: 'select', options },
      help: '以前各期仍按原来的口径，图上从这一期断开。已经锁定的统计期不能改用新口径。',
    }),
    reason: text('为什么修改', 5, 300),
  }) as unknown as z.ZodType<NewVersion>
}

/** The form starts with what holds now. */
export async function wordingNow(ctx: Ctx, row: { code: string } | null, raw: Record<string, unknown>) {
  const code = row?.code ?? String(raw.code ?? '')
  const versions = await versionsOf(ctx, code)
  const last = (row as Version | null) ?? versions.at(-1)
  if (!last) return {}
  const { label, definition, formula, unit } = last
  const kept = row ? { holds_from: last.holds_from, reason: last.reason } : {}
  return { code, label, definition, formula, unit, ...kept }
}

export interface Assigning {
  owner_id: string
  theme: Theme
  origin?: string | undefined
}
export async function assigning(ctx: Ctx): Promise<z.ZodType<Assigning>> {
  const staff = await ctx.db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('state', '=', 'active')
    .orderBy('name')
    .limit(200)
    .execute()
  return z.object({
    owner_id: select('责任人', Object.fromEntries(staff.map(one => [one.id, one.name]))),
    theme: select('分组', Object.fromEntries(themes.map(one => [one, one])) as Record<Theme, string>),
    origin: z.string().trim().max(40).optional().meta({ label: '数据来源', help: '由谁报送，取自哪里。' }),
  }) as unknown as z.ZodType<Assigning>
}

export const publishing = z.object({
  opens: select('公开范围', opening, '少于规定家数的合计不公开，也推算不出来。'),
}) as unknown as z.ZodType<{ opens: Opens }>

export interface Asking {
  code: string
  period: string
  town: string
  value?: number | undefined
  amount?: number | undefined
  numerator?: number | undefined
  denominator?: number | undefined
  reason: string
  proof?: string[] | undefined
}

/** A correction slip names one locked value: of the county, or of a town. */
export async function asking(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Asking>> {
  const { entry, rows } = await correctable(ctx, raw)
  const towns = Object.fromEntries(
    rows.map(row => [row.town, `${townName(row.town)}：${words(entry.measure, entry.unit, plain(row))}`]),
  )
  return z.object({
    code: z.string().default(entry.code).meta({ label: '指标', widget: 'hidden' }),
    period: z.string().default(String(raw.period)).meta({ label: '统计期', widget: 'hidden' }),
    town: select('更正哪一个数', towns, '乡镇数更正后，由乡镇相加的全县合计随之改变。'),
    ...valueFields(
      entry,
      rows.some(row => row.base !== null),
    ),
    reason: text('更正理由', 5, 500, '错在哪里、怎么发现的、凭什么改。'),
    proof: files(6).optional().meta({ label: '凭据' }),
  }) as unknown as z.ZodType<Asking>
}

async function correctable(ctx: Ctx, raw: Record<string, unknown>) {
  const [code, period] = [String(raw.code ?? ''), String(raw.period ?? '')]
  const entry = await entryOf(ctx, code)
  if (!entry || !isPeriod(period)) throw invalid({ '': '请从指标页面选择要更正的统计期。' })
  const rows = (await valuesOf(ctx, entry, [period])).filter(row => row.state === 'locked')
  if (rows.length === 0)
    throw invalid({ '': `${periodFrom(period).label}还没有锁定，记录改正后会自动重新计算。` })
  return { entry, rows }
}

const most = 1e14
function valueFields({ measure, unit }: Entry, hasBase: boolean): Record<string, z.ZodType> {
  const whole = (label: string) => z.number().int().min(0).max(most).meta({ label })
  if (measure === 'fen')
    return { amount: z.number().int().min(0).max(most).meta({ label: '更正为', widget: 'money' }) }
  if (measure === 'permille' && hasBase)
    return { numerator: whole('更正后的分子'), denominator: whole('更正后的分母').min(1) }
  return { value: z.number().min(0).max(most).meta({ label: '更正为', unit }) }
}

/** What the form says, as it is held. */
export function heldOf(entry: Entry, input: Asking): Held {
  if (input.amount !== undefined) return { value: input.amount, base: null }
  if (input.numerator !== undefined) return { value: input.numerator, base: input.denominator ?? null }
  const value = (input.value ?? 0) / inUnit(entry.measure, 1)
  if (Math.abs(value - Math.round(value)) > 1e-6)
    throw invalid({ value: entry.measure === 'count' ? '请填整数' : '最多一位小数' })
  return { value: Math.round(value), base: null }
}

/** 目标区间, in the unit that people read. */
export interface Banding {
  low?: number | undefined
  high?: number | undefined
  reason: string
}
const limit = (label: string) =>
  z
    .number()
    .min(-1e12)
    .max(1e12)
    .optional()
    .meta({ label, help: '按指标的单位填，例如元、件、百分数；不限就空着。' })
export const banding = z
  .object({
    low: limit('不低于'),
    high: limit('不高于'),
    reason: text('依据', 4, 200, '例如年度目标、上级考核要求、近三年水平。'),
  })
  .refine(({ low, high }) => low === undefined || high === undefined || low <= high, {
    path: ['high'],
    error: '不能小于下限',
  }) as z.ZodType<Banding>

type Banded = Pick<RowOf<'indicator'>, 'code' | 'band_low' | 'band_high'>

export async function presentBand(ctx: Ctx, row: Banded | null): Promise<Record<string, unknown>> {
  const entry = row && (await entryOf(ctx, row.code))
  if (!entry) return {}
  const shown = (value: number | null) => (value === null ? undefined : inUnit(entry.measure, value))
  return { low: shown(row.band_low), high: shown(row.band_high) }
}

/** What the form says, as it is held. */
export async function heldBand(ctx: Ctx, row: Banded, { low, high }: Banding) {
  const entry = await entryOf(ctx, row.code)
  const one = entry ? inUnit(entry.measure, 1) : 1
  const held = (value: number | undefined) => (value === undefined ? null : Math.round(value / one))
  return { band_low: held(low), band_high: held(high) }
}

/** Which indicator a slip is about, for the head of its form. */
export async function aboutSlip(ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> {
  const entry = (await indicatorList(ctx, { retired: true })).find(one => one.code === raw.code)
  const period = String(raw.period ?? '')
  return entry && isPeriod(period) ? `${entry.label}，${periodFrom(period).label}` : null
}

export const subscribing = z.object({
  rhythm: select('多久一封', { weekly: '每周', monthly: '每月' }),
}) as unknown as z.ZodType<{ rhythm: 'weekly' | 'monthly' }>
