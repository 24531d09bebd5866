import { z } from 'zod'
import { inPublic, namesNobody } from '#modules/catalogue'
import { staffField, staffOfCentre } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { indicators } from '#platform/indicators'
import { bare, gaugeOf, periodsBefore } from './figures.ts'
import type { Improvement, Measure } from './people.ts'
import { openFindings } from './queries/findings.ts'
import { leastWhys } from './settings.ts'
import { betters, type Category, categories, severities } from './words.ts'

/** The forms of improvements and their measures. */

/** What stands here may be published with the quarter's report. */
const text = (label: string, least: number, most: number, help?: string) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine(namesNobody, inPublic)
    .meta({ label, widget: 'textarea', rows: 3, ...(help && { help }) })

export interface Begun {
  finding_ids: string[]
  title: string
  owner_id: string
}
export async function begun(ctx: Ctx, _row: Improvement | null) {
  const [open, staff] = await Promise.all([openFindings(ctx, 100), staffOfCentre(ctx)])
  const waiting = open.filter(one => one.state === 'open')
  if (waiting.length === 0) throw invalid({ '': '没有待研究的问题；先提出问题，再立项改进。' })
  return z.object({
    finding_ids: z
      .array(z.enum(waiting.map(one => one.id) as [string, ...string[]]))
      .min(1, '至少选一个问题')
      .max(20)
      .meta({
        label: '要解决的问题',
        widget: 'checkboxes',
        options: waiting.map(one => ({
          value: one.id,
          label: `${one.number} ${one.title}（${severities[one.severity as keyof typeof severities]}）`,
        })),
        help: '同一原因的几个问题可以一起改进。',
      }),
    title: z
      .string()
      .trim()
      .min(4)
      .max(60)
      .refine(namesNobody, inPublic)
      .meta({ label: '改进什么', help: '如：提高办件按时办结率。不写人名、单位名。' }),
    owner_id: staffField(staff, '责任人'),
  }) as unknown as z.ZodType<Begun>
}
/** Starts from the finding on whose page the button was pressed. */
export async function firstFinding(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const first = (await openFindings(ctx, 100)).find(one => one.id === raw.finding && one.state === 'open')
  return first ? { finding_ids: [first.id], title: first.title.slice(0, 60) } : {}
}

export interface Cause {
  category: Category
  cause: string
  main: boolean
}
export interface Analysed {
  whys: string[]
  causes: Cause[]
  root_cause: string
}
export const analysed = async (ctx: Ctx) =>
  z.object({
    whys: z
      .array(z.string().trim().min(2).max(200))
      .min(leastWhys.of(ctx.centre), `至少追问 ${leastWhys.of(ctx.centre)} 层`)
      .max(7, '最多追问七层')
      .meta({
        label: '追问为什么（每行一层）',
        widget: 'lines',
        rows: 5,
        help: '第一行写问题为什么发生，下一行写上一行为什么会这样，问到能改的地方为止。',
      }),
    causes: z
      .array(
        z.object({
          category: oneOf(categories, '类别'),
          cause: z.string().trim().min(2).max(40).meta({ label: '原因' }),
          main: z.boolean().default(false).meta({ label: '主要原因', widget: 'checkbox' }),
        }),
      )
      .min(2, '至少列出两条原因')
      .max(24)
      .refine(all => all.some(one => one.main), '请标出主要原因')
      .meta({ label: '各方面的原因', widget: 'rows', help: '按类别列出，系统据此画出鱼骨图。' }),
    root_cause: text('根本原因', 5, 500, '不改就还会再发生的那一条；写制度和做法，不写人名。'),
  }) as unknown as z.ZodType<Analysed>

export interface Option {
  what: string
  effect: string
  cost: string
  chosen: boolean
}
export interface Planned {
  options: Option[]
  goal: string
  resources: string
  due_on: string
  indicator: string
  measured: string
  unit: string
  baseline?: number | undefined
  better: keyof typeof betters
  target: number
}
/** Chosen where nothing that is counted here shows it. */
export const byHand = 'none'
const number = () => z.number().min(0).max(1_000_000_000)

export const planned = async (ctx: Ctx) =>
  z
    .object({
      options: z
        .array(
          z.object({
            what: z.string().trim().min(4).max(120).meta({ label: '措施' }),
            effect: z.string().trim().min(2).max(80).meta({ label: '预计效果' }),
            cost: z.string().trim().min(1).max(40).meta({ label: '要花多少' }),
            chosen: z.boolean().default(false).meta({ label: '采用', widget: 'checkbox' }),
          }),
        )
        .min(2, '至少比较两条')
        .max(12)
        .refine(all => all.some(one => one.chosen), '请标出采用哪几条')
        .meta({ label: '研究过的措施', widget: 'rows', help: '没有采用的也写上，看得出怎样选的。' }),
      goal: text('要达到什么', 5, 300),
      resources: text('需要什么资源', 2, 300, '人员、经费、设备；不需要的写「不需要」。'),
      due_on: z.iso
        .date('请填写日期')
        .refine(day => day > dayOf(ctx.now), '要在今天以后')
        .meta({ label: '全部落实的日期', widget: 'date', help: '各条措施的期限不能晚于这一天，按它倒排。' }),
      indicator: z.enum([byHand, ...indicators.keys()] as [string, ...string[]]).meta({
        label: '看哪个指标',
        widget: 'select',
        options: [
          { value: byHand, label: '系统里没有合适的，自己量' },
          ...[...indicators.values()].map(one => ({
            value: one.code,
            label: `${one.group}：${one.label}（${one.unit}）`,
          })),
        ],
      }),
      measured: z.string().trim().max(40).default('').refine(namesNobody, inPublic).meta({
        label: '自己量什么',
        help: '选了系统指标的不填。如：抽查的站点中无人值守的。',
      }),
      unit: z.string().trim().max(10).default('').meta({ label: '单位', help: '选了系统指标的不填。' }),
      baseline: number().optional().meta({
        label: '现在是多少',
        help: '选了系统指标的不填，按上一个完整统计期自动计算。',
      }),
      better: oneOf(betters, '方向', 'radio'),
      target: number().meta({ label: '目标值' }),
    })
    .refine(input => input.indicator !== byHand || input.measured.length >= 2, {
      path: ['measured'],
      error: '请写明量什么',
    })
    .refine(input => input.indicator !== byHand || input.baseline !== undefined, {
      path: ['baseline'],
      error: '请填写现在的值',
    }) as unknown as z.ZodType<Planned>

export const knownPlan = async (_ctx: Ctx, row: Improvement | null) => {
  if (!row || row.target === null) return {}
  const gauge = gaugeOf(row)
  return {
    ...{ options: row.options, goal: row.goal, resources: row.resources, due_on: row.due_on },
    ...{
      indicator: row.indicator_code ?? byHand,
      measured: row.measured,
      unit: row.unit,
      better: row.better,
    },
    ...(row.indicator_code === null && { baseline: Number(bare(row.baseline ?? 0, gauge.measure)) }),
    target: Number(bare(row.target, gauge.measure)),
  }
}

export interface MeasureInput {
  improvement_id: string
  what: string
  owner_id: string
  due_on: string
}
export const measureInput = async (ctx: Ctx, row: Measure | null) =>
  z.object({
    ...(!row && { improvement_id: z.uuid().meta({ widget: 'hidden' }) }),
    what: text('做什么', 4, 200, '写到看得出做没做成。'),
    owner_id: staffField(await staffOfCentre(ctx), '谁来落实'),
    due_on: z.iso
      .date('请填写日期')
      .refine(day => day > dayOf(ctx.now), '要在今天以后')
      .meta({ label: '什么时候完成', widget: 'date' }),
  }) as unknown as z.ZodType<MeasureInput>

export interface Carried {
  result: string
}
export const carried = z.object({
  result: text('做了什么', 5, 1_000, '对照措施写结果，不写人名和电话。'),
  proof: files(8)
    .refine(ids => ids.length > 0, '请上传落实的凭据')
    .meta({ label: '凭据', help: '照片、文件、截图或名单。' }),
}) as unknown as z.ZodType<Carried>

export interface PutOff {
  due_on: string
  reason: string
}
export const putOff = async (ctx: Ctx) =>
  z.object({
    due_on: z.iso
      .date('请填写日期')
      .refine(day => day > dayOf(ctx.now), '要在今天以后')
      .meta({ label: '改到哪一天', widget: 'date' }),
    reason: text('为什么', 5, 300),
  }) as unknown as z.ZodType<PutOff>

export interface Measured {
  period?: string | undefined
  value?: number | undefined
  says?: string | undefined
  opinion: string
}
/** The value after: of an indicator by the period, counted here and not typed; otherwise as it was measured. */
export const measured =
  (since: (row: Improvement) => Date | null, most = 6) =>
  async (ctx: Ctx, row: Improvement | null) => {
    const indicator = row ? gaugeOf(row).indicator : null
    const from = row && since(row)
    const periods = indicator
      ? periodsBefore(ctx, indicator, most).filter(one => !from || one.last >= dayOf(from))
      : []
    if (indicator && periods.length === 0)
      throw invalid({ '': '措施落实后还没有一个完整的统计期，请过些时候再验证。' })
    return z.object({
      ...(indicator
        ? {
            period: z.enum(periods.map(one => one.code) as [string, ...string[]]).meta({
              label: '看哪一期',
              widget: 'select',
              options: periods.toReversed().map(one => ({ value: one.code, label: one.label })),
              help: '数值由系统按指标口径计算，不用填写。',
            }),
          }
        : {
            value: number().meta({ label: '现在是多少', unit: row?.unit ?? '' }),
            says: z.string().trim().min(4).max(60).meta({
              label: '怎样量的',
              help: '如：十二月上旬实地看了十个站点。',
            }),
          }),
      opinion: text('验证情况', 5, 500, '怎样核对的、看到了什么。'),
      evidence: files(8).optional().meta({ label: '验证材料' }),
    }) as unknown as z.ZodType<Measured>
  }

export const reason = (label: string, help?: string) => z.object({ reason: text(label, 5, 500, help) })
