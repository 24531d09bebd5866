import { z } from 'zod'
import { openAreas } from '#modules/facilities'
import { staffField, staffOfCentre } from '#modules/team'
import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import {
  type Category,
  categories,
  type Disposal,
  disposals,
  type FundSource,
  fundSources,
  programmeMark,
} from './kinds.ts'
import { mostCopies } from './settings.ts'

const choices = (of: Record<string, string>) => Object.entries(of).map(([value, label]) => ({ value, label }))
const oneOf = <K extends string>(of: Record<K, string>, label: string) =>
  z.enum(Object.keys(of) as [K, ...K[]]).meta({ label, widget: 'select', options: choices(of) })
const radio = <K extends string>(of: Record<K, string>, label: string) =>
  z.enum(Object.keys(of) as [K, ...K[]]).meta({ label, widget: 'radio', options: choices(of) })
const long = (label: string, help?: string) =>
  z
    .string()
    .trim()
    .min(2)
    .max(500)
    .meta({ label, widget: 'textarea', ...(help && { help }) })
const short = (label: string, most: number, help?: string) =>
  z
    .string()
    .trim()
    .max(most)
    .default('')
    .meta({ label, ...(help && { help }) })
const yuan = (label: string, help?: string) =>
  z
    .number()
    .int()
    .min(0)
    .max(10_000_000_000)
    .meta({ label, widget: 'money', unit: '元', ...(help && { help }) })
const day = (label: string, help?: string) =>
  z.iso.date('请填写日期').meta({ label, widget: 'date', ...(help && { help }) })
const pastDay = (ctx: Ctx, label: string) =>
  day(label).refine(given => given <= dayOf(ctx.now), { error: '不能晚于今天' })

export const reason = (label: string, help?: string) => z.object({ reason: long(label, help) })

export interface Particulars {
  number: string
  name: string
  category: Category
  model: string
  serial: string
  funds: FundSource
  marked: boolean
  cost_fen: number
  acquired_on: Day
  supplier: string
  warranty_until?: Day | undefined
}
export interface Place {
  area_id?: string | undefined
  place: string
}
export interface Registration extends Particulars, Place {
  keeper_id: string
  copies: number
}

const particulars = (ctx: Ctx) => ({
  number: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{2,23}$/, '用 3–24 个字母、数字或短横线')
    .meta({ label: '资产编号', widget: 'code', help: '已按年份和序号拟好，可以改成单位自己的编号。' }),
  name: z.string().trim().min(2).max(60).meta({ label: '名称' }),
  category: oneOf(categories, '类别'),
  model: short('品牌和型号', 60),
  serial: short('序列号或车牌号', 40),
  funds: oneOf(fundSources, '资金来源'),
  marked: z
    .boolean()
    .default(false)
    .meta({ label: `贴有「${programmeMark}」标识牌`, widget: 'checkbox' }),
  cost_fen: yuan('单价（原值）', '捐赠、借入的按评估价或票面价填写。'),
  acquired_on: pastDay(ctx, '购置或取得日期'),
  supplier: short('供应商或来源单位', 60),
  warranty_until: day('保修至', '到期前 60、30、7 天提醒。').optional(),
  photos: files(6).optional().meta({ label: '照片' }),
})

/** Area and place in it. */
export async function placeFields(ctx: Ctx) {
  const areas = await openAreas(ctx)
  return {
    area_id: z
      .enum(areas.map(area => area.id) as [string, ...string[]])
      .optional()
      .meta({
        label: '所在功能区',
        widget: 'select',
        options: areas.map(area => ({ value: area.id, label: area.name })),
      }),
    place: short('具体位置', 40, '如：靠窗 3 号工位。'),
  }
}

export const keeperField = async (ctx: Ctx) => staffField(await staffOfCentre(ctx), '保管人')

export const registration = async (ctx: Ctx) => {
  const most = mostCopies.of(ctx.centre)
  const copies = z.number().int().min(1).max(most).default(1)
  return z.object({
    ...particulars(ctx),
    ...(await placeFields(ctx)),
    keeper_id: await keeperField(ctx),
    copies: copies.meta({
      label: '数量',
      unit: '件',
      help: '同样的几件一次登记，每件一个编号，依次往后排。',
    }),
  }) as unknown as z.ZodType<Registration>
}
export const edited = async (ctx: Ctx) => z.object(particulars(ctx)) as unknown as z.ZodType<Particulars>

export interface Moving extends Place {
  keeper_id: string
  reason: string
}
export const moving = async (ctx: Ctx) =>
  z.object({
    ...(await placeFields(ctx)),
    keeper_id: await keeperField(ctx),
    reason: short('原因', 200),
  }) as unknown as z.ZodType<Moving>

export interface Fault {
  fault: string
}
export const fault = z.object({
  fault: long('故障情况', '送到哪里修、预计多久，也写在这里。'),
  photos: files(6).optional().meta({ label: '照片' }),
}) as unknown as z.ZodType<Fault>

export interface Mended {
  done: string
  cost_fen: number
}
export const mended = z.object({
  done: long('修了什么'),
  cost_fen: yuan('维修费用', '保修期内免费的填 0。'),
  bill: files(4).optional().meta({ label: '维修单、发票' }),
}) as unknown as z.ZodType<Mended>

export interface Loan {
  lent_to: string
  lent_phone: string
  due_back: Day
  purpose: string
}
const dueBack = (ctx: Ctx) =>
  day('约定归还日期', '到期没有归还，会用短信提醒借用人。').refine(given => given >= dayOf(ctx.now), {
    error: '不能早于今天',
  })
export const loan = async (ctx: Ctx) =>
  z.object({
    lent_to: z.string().trim().min(2).max(40).meta({ label: '借用人', help: '单位借用的，写单位和经手人。' }),
    lent_phone: mobile.meta({ label: '联系电话', widget: 'phone' }),
    due_back: dueBack(ctx),
    purpose: short('用途', 200),
    slip: files(3).optional().meta({ label: '借条或照片' }),
  }) as unknown as z.ZodType<Loan>
export const prolonged = async (ctx: Ctx) => z.object({ due_back: dueBack(ctx), reason: short('原因', 200) })

export const conditions = { good: '完好', damaged: '有损坏，送修' } as const
export interface Return {
  condition: keyof typeof conditions
  note: string
}
export const taken = z.object({
  condition: radio(conditions, '归还时的状况'),
  note: short('说明', 200),
  photos: files(6).optional().meta({ label: '照片' }),
}) as unknown as z.ZodType<Return>

export const scrapping = z.object({
  reason: long('报废原因', '写明使用年限、损坏情况、为什么不值得修。'),
  photos: files(6)
    .refine(ids => ids.length > 0, '请上传照片或鉴定材料')
    .meta({ label: '照片或鉴定材料' }),
}) as unknown as z.ZodType<{ reason: string }>

export interface Disposing {
  disposal: Disposal
  residual_fen: number
  disposed_on: Day
  note: string
}
export const disposing = async (ctx: Ctx) =>
  z.object({
    disposal: radio(disposals, '处置方式'),
    residual_fen: yuan('残值收入', '没有收入的填 0；财政资金购置的，收入按规定上缴。'),
    disposed_on: pastDay(ctx, '处置日期'),
    note: short('去向', 200, '卖给谁、交给谁。'),
    receipt: files(4).optional().meta({ label: '处置凭证' }),
  }) as unknown as z.ZodType<Disposing>
