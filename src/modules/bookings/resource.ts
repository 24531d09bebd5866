import { z } from 'zod'
import { manageFacilities } from '#modules/facilities'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { halfHours } from './slots.ts'

/** What can be booked at a place; vehicles are registered by a form of their own. */
export const placeKinds = { room: '会议室', studio: '直播间、摄影棚', workplace: '工位' } as const
export const resourceKinds = { ...placeKinds, vehicle: '车辆' } as const
export type ResourceKind = keyof typeof resourceKinds

interface Common {
  name: string
  capacity: number
  introduction: string
  opens: string
  closes: string
  days_off: boolean
  longest_hours: number
}
interface PlaceInput extends Common {
  kind: keyof typeof placeKinds
  place: string
  terms: string
  for_public: boolean
  needs_approval: boolean
}
interface VehicleInput extends Common {
  plate: string
  mileage_km: number
  inspection_until: string
  insurance_until: string
}

const time = (label: string, fallback: string) =>
  z
    .enum(halfHours as [string, ...string[]])
    .default(fallback)
    .meta({ label, widget: 'select' })
const text = (label: string, most: number, help?: string) =>
  z
    .string()
    .trim()
    .max(most)
    .default('')
    .meta({ label, widget: 'textarea', ...(help && { help }) })

const hours = {
  opens: time('每天从', '08:30'),
  closes: time('到', '17:30'),
  days_off: z.boolean().default(false).meta({ label: '休息日也开放', widget: 'checkbox' }),
  longest_hours: z.number().int().min(1).max(24).default(4).meta({ label: '一次最长', unit: '小时' }),
}
const inOrder = (input: { opens: string; closes: string }) => input.closes > input.opens
const outOfOrder = { path: ['closes'], error: '要晚于开始的时间' }

const placeInput = z
  .object({
    kind: oneOf(placeKinds, '类型'),
    name: z.string().trim().min(2).max(40).meta({ label: '名称' }),
    place: z.string().trim().min(2).max(60).meta({ label: '位置', help: '如：二楼 203。' }),
    capacity: z.number().int().min(1).max(2_000).meta({ label: '可容纳', unit: '人' }),
    introduction: text('设备和用途', 500),
    terms: text('使用须知', 500, '预约时显示。'),
    for_public: z.boolean().default(true).meta({ label: '服务对象可以预约', widget: 'checkbox' }),
    needs_approval: z.boolean().default(false).meta({ label: '服务对象预约须审核', widget: 'checkbox' }),
    ...hours,
    photos: files(4).optional().meta({ label: '照片' }),
  })
  .refine(inOrder, outOfOrder) as unknown as z.ZodType<PlaceInput>

const vehicleInput = z
  .object({
    name: z.string().trim().min(2).max(40).meta({ label: '名称', help: '如：轻型厢货（冷藏）。' }),
    plate: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[\p{Script=Han}][A-Z][A-Z0-9]{5,6}$/u, '车牌号格式不正确，例如：皖HD12345')
      .meta({ label: '车牌号', widget: 'code' }),
    capacity: z.number().int().min(1).max(60).meta({ label: '核定载人', unit: '人' }),
    introduction: text('载重、用途', 500),
    mileage_km: z.number().int().min(0).max(2_000_000).meta({ label: '当前里程', unit: '公里' }),
    inspection_until: z.iso
      .date('请填写日期')
      .meta({ label: '年检有效期至', widget: 'date', help: '到期前 60、30、7 天提醒。' }),
    insurance_until: z.iso.date('请填写日期').meta({ label: '保险有效期至', widget: 'date' }),
    ...hours,
  })
  .refine(inOrder, outOfOrder) as unknown as z.ZodType<VehicleInput>

const placeColumns = ({ kind, place, terms, for_public, needs_approval, ...rest }: PlaceInput) => ({
  ...{ kind, place, terms, for_public, needs_approval },
  ...commonColumns(rest),
})
const commonColumns = (input: Common) => {
  const { name, capacity, introduction, opens, closes, days_off, longest_hours } = input
  return { name, capacity, introduction, opens, closes, days_off, longest_hours }
}
const vehicleColumns = (input: VehicleInput) => ({
  ...commonColumns(input),
  ...{ plate: input.plate, mileage_km: input.mileage_km },
  ...{ inspection_until: input.inspection_until, insurance_until: input.insurance_until },
  ...{ inspection_warned: null, insurance_warned: null },
})

async function refuseKnownPlate(ctx: Ctx, row: { id: string }, plate: string): Promise<void> {
  const other = await ctx.db
    .selectFrom('resource')
    .select('id')
    .where('plate', '=', plate)
    .where('id', '!=', row.id)
    .executeTakeFirst()
  if (other) throw invalid({ plate: '这个车牌号已经登记过。' })
}

/** What is booked or in use is not closed under people's feet: the bookings are cancelled first, with a word to each. */
async function refuseWhileBooked(ctx: Ctx, row: RowOf<'resource'>): Promise<undefined> {
  const booked = await ctx.db
    .selectFrom('booking')
    .select('id')
    .where('resource_id', '=', row.id)
    .where('state', 'in', ['asked', 'granted', 'in_use'])
    .limit(1)
    .executeTakeFirst()
  if (booked) throw conflict('还有没用完的预约，请先逐个取消并说明原因，再停用。')
}

/** The hours that most things are open. */
const usual = async () => ({ opens: '08:30', closes: '17:30', longest_hours: 4, for_public: true })

const isVehicle = (row: RowOf<'resource'>): boolean => row.kind === 'vehicle'

/** 4.3.3、4.3.5 What can be booked: rooms, studios, workplaces, vehicles. */
export const resourceFlow = defineWorkflow({
  subject: 'resource',
  label: '预约资源',
  clause: '4.3.3、4.3.5',
  states: {
    open: { label: '开放', tone: 'green', final: true },
    closed: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('resource.state', '=', 'open').where('resource.for_public', '=', true),
  title: row => row.name,
  href: (row, actor) => (actor.staffId ? `/desk/bookings/resources/${row.id}` : `/bookings/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind: z.string(),
    name: z.string(),
    place: z.string(),
    capacity: z.number().int(),
    opens: z.string(),
    closes: z.string(),
  }),
  actions: action => ({
    register: action<PlaceInput>({
      label: '登记场地',
      past: '登记了可预约的场地',
      from: 'new',
      to: 'open',
      by: manageFacilities,
      tone: 'primary',
      publishes: true,
      input: placeInput,
      prefill: usual,
      effect: async (_ctx, _row, input) => placeColumns(input),
    }),
    registerVehicle: action<VehicleInput>({
      label: '登记车辆',
      past: '登记了车辆',
      from: 'new',
      to: 'open',
      by: manageFacilities,
      input: vehicleInput,
      prefill: usual,
      effect: async (ctx, row, input) => {
        await refuseKnownPlate(ctx, row, input.plate)
        return { ...vehicleColumns(input), kind: 'vehicle', for_public: false, needs_approval: true }
      },
    }),
    edit: action<PlaceInput>({
      label: '修改',
      past: '修改了资料',
      from: ['open'],
      suits: row => !isVehicle(row),
      by: manageFacilities,
      publishes: true,
      input: placeInput,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => placeColumns(input),
    }),
    editVehicle: action<VehicleInput>({
      label: '修改',
      past: '修改了车辆资料',
      from: ['open'],
      suits: isVehicle,
      by: manageFacilities,
      input: vehicleInput,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (ctx, row, input) => {
        await refuseKnownPlate(ctx, row, input.plate)
        return vehicleColumns(input)
      },
    }),
    close: action<{ reason: string }>({
      label: '停用',
      past: '停用',
      from: ['open'],
      to: 'closed',
      by: manageFacilities,
      tone: 'danger',
      publishes: true,
      input: z.object({
        reason: z.string().trim().min(2).max(200).meta({ label: '原因', widget: 'textarea' }),
      }),
      effect: refuseWhileBooked,
      note: input => input.reason,
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
