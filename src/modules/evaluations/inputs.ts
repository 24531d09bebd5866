import { z } from 'zod'
import { staffField, staffOfCentre } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { isId } from '#platform/ids'
import { type Period, periodOf } from '#platform/periods'
import { type Evaluation, type EvaluationKind, kindNames } from './kinds.ts'
import { lastTeamOf } from './queries/marks.ts'
import { sheetById, sheetsInUse } from './queries/sheets.ts'
import { partsOf } from './score-sheet.ts'
import { cycles } from './settings.ts'

export interface Opening {
  kind: EvaluationKind
  period: string
  first_day: string
  last_day: string
}
export const opening = z.object({
  kind: z.enum(kindNames as [EvaluationKind]),
  period: z.string(),
  first_day: z.iso.date(),
  last_day: z.iso.date(),
}) as z.ZodType<Opening>

/** Scores and evidence may be gathered while the period still goes on. */
export async function preparing(ctx: Ctx) {
  const { code, label } = currentSelf(ctx)
  return z.object({
    period: z.enum([code]).meta({
      label: '自评哪一期',
      widget: 'select',
      options: [{ value: code, label }],
      help: '可以先评分、附依据；统计期结束后才能汇总结果。',
    }),
  }) as unknown as z.ZodType<{ period: string }>
}
export const currentSelf = (ctx: Ctx): Period => periodOf(cycles.self.of(ctx.centre), dayOf(ctx.now))

const text = (label: string, help: string, min = 5) =>
  z.string().trim().min(min).max(2_000).meta({ label, help, widget: 'textarea', rows: 4 })

export const reason = (label: string, help: string) =>
  z.object({ reason: z.string().trim().min(5).max(500).meta({ label, help, widget: 'textarea' }) })

export const approval = z.object({
  opinion: text('审定意见', '对结果的总体判断，要改进什么。得分率低的项和没有评到的服务会登记为问题。'),
}) as z.ZodType<{ opinion: string }>

export interface Publication {
  method: string
  improvements: string
}
export const publication = z.object({
  method: text('怎样评的', '向社会公布：谁来评、评了什么、怎样抽样和计分。'),
  improvements: text('将要改进什么', '向社会公布：针对发现的问题，准备做什么、什么时候做好。'),
}) as z.ZodType<Publication>

const methods: Record<EvaluationKind, string> = {
  self: '由中心各岗位按评分表逐项自评，每项附依据，由这一部分的负责人确认，中心主任审定。',
  recipients: '从期内真正办过事的服务对象里按服务和乡镇随机抽取，发出问卷；匿名作答，不与本人对应。',
  third_party: '由独立的第三方机构抽取期内的服务记录核对、电话回访，按评分表打分，出具报告。',
}
export const suggestedMethod = async (_ctx: Ctx, row: Evaluation | null) => ({
  method: row ? methods[row.kind as EvaluationKind] : '',
})

/** Who scores a part of the sheet, and who confirms it: by the part's place in the sheet. */
export interface Beginning {
  sheet_id: string
  parts: Record<string, { owner_id: string; head_id: string }>
}
export const partKey = (at: number): string => `p${at + 1}`

/** For every part of the chosen sheet two people; without a choice, the sheet that was adopted last. */
export async function beginning(ctx: Ctx, _row: Evaluation | null, raw: Record<string, unknown>) {
  const sheet = await chosenSheet(ctx, raw)
  const staff = await staffOfCentre(ctx)
  if (staff.length < 2) throw invalid({ '': '自评要由一人评分、另一人确认，中心至少要有两名在岗人员。' })
  const parts = partsOf(sheet.rows).map(
    (part, at) =>
      [
        partKey(at),
        z
          .object({
            owner_id: staffField(staff, `${part}：由谁评分`),
            head_id: staffField(staff, `${part}：由谁确认`),
          })
          .refine(one => one.owner_id !== one.head_id, {
            path: ['head_id'],
            message: '评分和确认不能是同一个人',
          }),
      ] as const,
  )
  return z.object({
    sheet_id: z.literal(sheet.id).meta({ label: '评分表', widget: 'hidden' }),
    parts: z.object(Object.fromEntries(parts)),
  }) as unknown as z.ZodType<Beginning>
}

async function chosenSheet(ctx: Ctx, raw: Record<string, unknown>) {
  const asked = typeof raw.sheet_id === 'string' && isId(raw.sheet_id) ? raw.sheet_id : null
  const sheets = await sheetsInUse(ctx)
  const sheet = asked ? sheets.find(one => one.id === asked) : sheets[0]
  const found = sheet && (await sheetById(ctx, sheet.id))
  if (!found) throw invalid({ '': '没有可以使用的评分表，请先启用一张。' })
  return found
}

/** Who did it last time with a sheet that has the same parts. */
export async function lastTeam(ctx: Ctx, _row: Evaluation | null, raw: Record<string, unknown>) {
  const sheet = await chosenSheet(ctx, raw)
  const team = await lastTeamOf(ctx)
  const parts = partsOf(sheet.rows).flatMap((part, at) => {
    const known = team.get(part)
    return known ? [[partKey(at), known] as const] : []
  })
  return { sheet_id: sheet.id, parts: Object.fromEntries(parts) }
}
