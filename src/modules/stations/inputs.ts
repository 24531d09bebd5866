import { z } from 'zod'
import { staffField, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { division, townsOf, villagesOf } from '#platform/divisions'
import { files } from '#platform/forms'
import { mobile, telephone } from '#platform/identifiers'
import { position } from '#platform/position'
import { manageStations } from './duties.ts'
import { type Level, levels, offers } from './levels.ts'

/** What is known of a station when it is applied for. */
export interface StationInput {
  code: string
  name: string
  place?: string | undefined
  level?: Level | undefined
  address: string
  position?: string | undefined
  head_name: string
  head_phone: string
  phone: string
  hours: string
  offers: string[]
  keeper_id?: string | undefined
}

/** Where it is: one choice tells level, town and village; where we ship no divisions of the county, only the level. */
const placeFields = (ctx: Ctx) => {
  const places = townsOf(ctx.centre.division).flatMap(town => [
    { value: town.code, label: `${town.name}（乡镇级）` },
    ...villagesOf(town.code).map(village => ({
      value: village.code,
      label: `${town.name} ${village.name}`,
    })),
  ])
  return places.length > 0
    ? {
        place: z.enum(places.map(place => place.value) as [string, ...string[]]).meta({
          label: '所在乡镇、村',
          widget: 'select',
          options: places,
          help: '乡镇级站点选乡镇，村级站点选到村。',
        }),
      }
    : {
        level: z.enum(Object.keys(levels) as [Level, ...Level[]]).meta({
          label: '级别',
          widget: 'radio',
          options: Object.entries(levels).map(([value, label]) => ({ value, label })),
        }),
      }
}

const aboutField = (ctx: Ctx, keepers: Awaited<ReturnType<typeof staffWithDuty>>) => ({
  code: z.string().trim().min(2).max(30).meta({ label: '站点编码', widget: 'code' }),
  name: z.string().trim().min(4).max(40).meta({ label: '站点名称', help: '例如：凌桥村电商服务站' }),
  ...placeFields(ctx),
  address: z.string().trim().min(4).max(100).meta({ label: '地址' }),
  position,
  phone: telephone.default('').meta({ label: '对外电话', widget: 'phone', help: '会公布，供村民拨打。' }),
  hours: z
    .string()
    .trim()
    .max(60)
    .default('')
    .meta({ label: '开放时间', placeholder: '例如：每天 8:00–18:00' }),
  offers: z
    .array(z.enum(offers))
    .max(offers.length)
    .meta({
      label: '提供的服务',
      widget: 'checkboxes',
      options: offers.map(value => ({ value, label: value })),
    }),
  keeper_id: staffField(keepers, '中心联系人').optional().meta({
    label: '中心联系人',
    help: '中心里负责联系这个站点的人，站点的整改由他督促。',
  }),
})

export const headFields = {
  head_name: z.string().trim().min(2).max(20).meta({ label: '站长姓名' }),
  head_phone: mobile.meta({
    label: '站长手机号',
    widget: 'phone',
    help: '站长用这个手机号登录，接管站点。',
  }),
}

export const application = async (ctx: Ctx) =>
  z.object({
    ...aboutField(ctx, await staffWithDuty(ctx, manageStations)),
    ...headFields,
    papers: files(6).optional().meta({ label: '申请登记表', help: '乡镇或村盖章的申请表，拍照即可。' }),
    photos: files(6).optional().meta({ label: '现场照片', help: '门头和室内，开业后会公布。' }),
  }) as unknown as z.ZodType<StationInput>

export const revision = async (ctx: Ctx) =>
  z.object({
    ...aboutField(ctx, await staffWithDuty(ctx, manageStations)),
    photos: files(6).optional().meta({ label: '补充照片', help: '门头和室内，会公布。' }),
  }) as unknown as z.ZodType<Omit<StationInput, 'head_name' | 'head_phone'>>

/** Level, town and village of what was chosen. */
export const placeOf = ({ place, level }: Pick<StationInput, 'place' | 'level'>) => {
  if (!place) return { level: level ?? 'village', town: null, village: null }
  return division(place)?.level === 'village'
    ? { level: 'village', town: place.slice(0, 9), village: place }
    : { level: 'town', town: place, village: null }
}

export const reason = (label: string, help?: string) =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(5)
      .max(500)
      .meta({ label, widget: 'textarea', ...(help && { help }) }),
  })

export interface Acceptance {
  remarks: string
  photos: string[]
}
export const acceptance = z.object({
  remarks: z.string().trim().min(5).max(500).meta({
    label: '验收意见',
    widget: 'textarea',
    help: '门头标识、设备、制度上墙、人员培训等是否符合要求。',
  }),
  photos: files(6)
    .refine(ids => ids.length > 0, '请拍摄现场照片')
    .meta({ label: '现场照片', accept: 'image/*' }),
}) as unknown as z.ZodType<Acceptance>
