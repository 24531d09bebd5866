import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { defineDuty } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'

export const manageFacilities = defineDuty('facility.manage', '管理场地设施')

export const tenures = { owned: '自有', leased: '租赁', lent: '无偿使用' } as const
export const areaKinds = {
  reception: '接待服务区',
  display: '产品展示区',
  talks: '洽谈对接区',
  office: '办公区',
  incubation: '孵化区',
  meeting: '会议区',
  training: '实操培训区',
  studio: '摄影直播区',
  storage: '仓储物流区',
  other: '其他',
} as const

const squareMetres = (label: string) => z.number().int().min(1).max(1_000_000).meta({ label, unit: '㎡' })

interface PremisesInput {
  name: string
  address: string
  area_m2: number
  tenure: keyof typeof tenures
  owner: string
  lease_until?: string | undefined
}
const premisesInput = z.object({
  name: z.string().trim().min(2).max(40).meta({ label: '场所名称', help: '如：中心主楼。' }),
  address: z.string().trim().min(4).max(100).meta({ label: '地址' }),
  area_m2: squareMetres('建筑面积'),
  tenure: oneOf(tenures, '权属'),
  owner: z.string().trim().max(60).default('').meta({ label: '产权人或出租人' }),
  lease_until: z.iso
    .date('请填写日期')
    .optional()
    .meta({ label: '租期或使用期至', widget: 'date', help: '到期前 60、30、7 天提醒。' }),
  plan: files(3).optional().meta({ label: '平面图', help: '会在公开页面上显示。' }),
}) as unknown as z.ZodType<PremisesInput>

const columns = ({ name, address, area_m2, tenure, owner, lease_until }: PremisesInput) => ({
  ...{ name, address, area_m2, tenure, owner },
  lease_until: lease_until ?? null,
  warned_days: null,
})

/** 4.3.1 Premises that match content and scale of the services. */
export const premisesFlow = defineWorkflow({
  subject: 'premises',
  label: '场所',
  clause: '4.3.1',
  states: {
    in_use: { label: '使用中', tone: 'green', final: true },
    left: { label: '已退出', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('premises.state', '=', 'in_use'),
  title: row => row.name,
  href: (_row, actor) => (actor.staffId ? '/desk/facilities' : '/facilities'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    name: z.string(),
    address: z.string(),
    area_m2: z.number().int(),
  }),
  actions: action => ({
    register: action<PremisesInput>({
      label: '登记场所',
      past: '登记了场所',
      from: 'new',
      to: 'in_use',
      by: manageFacilities,
      tone: 'primary',
      publishes: true,
      input: premisesInput,
      effect: async (_ctx, _row, input) => columns(input),
    }),
    edit: action<PremisesInput>({
      label: '修改',
      past: '修改了场所资料',
      from: ['in_use'],
      by: manageFacilities,
      publishes: true,
      input: premisesInput,
      prefill: async (_ctx, row) => ({ ...row, lease_until: row?.lease_until ?? undefined }),
      effect: async (_ctx, _row, input) => columns(input),
    }),
    leave: action<{ reason: string }>({
      label: '退出场所',
      past: '退出了场所',
      from: ['in_use'],
      to: 'left',
      by: manageFacilities,
      tone: 'danger',
      publishes: true,
      input: z.object({
        reason: z.string().trim().min(2).max(200).meta({ label: '原因', widget: 'textarea' }),
      }),
      effect: refuseWhileOpen,
      note: input => input.reason,
    }),
  }),
})

/** Its areas are closed first: nobody is to be sent to a place that is no longer there. */
async function refuseWhileOpen(ctx: Ctx, row: RowOf<'premises'>): Promise<undefined> {
  const area = await ctx.db
    .selectFrom('functional_area')
    .select('name')
    .where('premises_id', '=', row.id)
    .where('state', '=', 'open')
    .limit(1)
    .executeTakeFirst()
  if (area) throw conflict(`「${area.name}」还在使用，请先停用这个场所的功能区。`)
}

interface AreaInput {
  premises_id: string
  kind: keyof typeof areaKinds
  name: string
  place: string
  area_m2?: number | undefined
  equipment: string
  rank: number
}
const areaInput = async (ctx: Ctx) => {
  const premises = await ctx.db
    .selectFrom('premises')
    .select(['id', 'name'])
    .where('state', '=', 'in_use')
    .orderBy('name')
    .limit(100)
    .execute()
  if (premises.length === 0) throw conflict('请先登记场所，再划分功能区。')
  return z.object({
    premises_id: z.enum(premises.map(one => one.id) as [string, ...string[]]).meta({
      label: '所在场所',
      widget: 'select',
      options: premises.map(one => ({ value: one.id, label: one.name })),
    }),
    kind: oneOf(areaKinds, '类型'),
    name: z.string().trim().min(2).max(40).meta({ label: '名称', help: '如：1 号直播间。' }),
    place: z.string().trim().max(40).default('').meta({ label: '楼层和房间' }),
    area_m2: squareMetres('面积').optional(),
    equipment: z
      .string()
      .trim()
      .max(500)
      .default('')
      .meta({ label: '主要设备', widget: 'textarea', help: '办公、网络通信、多媒体设备（4.3.2）。' }),
    rank: z.number().int().min(0).max(999).default(0).meta({ label: '排序', help: '数字小的排在前面。' }),
    photos: files(4).optional().meta({ label: '照片' }),
  }) as unknown as z.ZodType<AreaInput>
}
const areaColumns = ({ premises_id, kind, name, place, area_m2, equipment, rank }: AreaInput) => ({
  ...{ premises_id, kind, name, place, equipment, rank },
  area_m2: area_m2 ?? null,
})

/** 4.3.3 Functional areas for the services. */
export const areaFlow = defineWorkflow({
  subject: 'functional_area',
  label: '功能区',
  clause: '4.3.2、4.3.3',
  states: {
    open: { label: '开放', tone: 'green', final: true },
    closed: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('functional_area.state', '=', 'open'),
  title: row => row.name,
  href: (_row, actor) => (actor.staffId ? '/desk/facilities' : '/facilities'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    premises_id: z.uuid(),
    kind: z.string(),
    name: z.string(),
    area_m2: z.number().int().nullable(),
  }),
  actions: action => ({
    open: action<AreaInput>({
      label: '新增功能区',
      past: '开放了功能区',
      from: 'new',
      to: 'open',
      by: manageFacilities,
      tone: 'primary',
      publishes: true,
      input: areaInput,
      prefill: async (_ctx, _row, raw) => ({ premises_id: raw.premises_id }),
      effect: async (_ctx, _row, input) => areaColumns(input),
    }),
    edit: action<AreaInput>({
      label: '修改',
      past: '修改了功能区',
      from: ['open'],
      by: manageFacilities,
      publishes: true,
      input: areaInput,
      prefill: async (_ctx, row) => ({ ...row, area_m2: row?.area_m2 ?? undefined }),
      effect: async (_ctx, _row, input) => areaColumns(input),
    }),
    close: action({
      label: '停用',
      past: '停用',
      from: ['open'],
      to: 'closed',
      by: manageFacilities,
      tone: 'danger',
      publishes: true,
      confirm: '停用后不再对外显示。',
    }),
    reopen: action({
      label: '恢复开放',
      past: '恢复开放',
      from: ['closed'],
      to: 'open',
      by: manageFacilities,
      publishes: true,
    }),
  }),
})
