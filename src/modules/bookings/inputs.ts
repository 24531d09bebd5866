import { z } from 'zod'
import { partiesOfActor, phoneOf } from '#modules/parties'
import { staffField, staffOfCentre } from '#modules/team'
import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import type { RowOf } from '#platform/workflow'
import { needsApproval, type Resource, resourceFor, type Wanted } from './rules.ts'
import { between } from './slots.ts'

export interface Asking extends Wanted {
  resource_id: string
  party_id?: string | undefined
  purpose: string
  contact_name: string
  contact_phone: string
  destination?: string | undefined
  driver_id?: string | undefined
  /** Whether staff decide first; found out, not typed. */
  approval: boolean
}

const hour = (label: string, times: readonly string[]) =>
  z.enum(times as [string, ...string[]], '请选择时间').meta({
    label,
    widget: 'select',
    options: times.map(value => ({ value, label: value })),
  })

/** The form for one resource: when, what for, who. */
export async function asking(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const resource = await resourceFor(ctx, raw.resource_id)
  const times = between(resource.opens, resource.closes)
  return z
    .object({
      resource_id: z.literal(resource.id).meta({ widget: 'hidden' }),
      day: z.iso.date('请填写日期').meta({ label: '哪一天', widget: 'date' }),
      from: hour('从', times.slice(0, -1)),
      to: hour('到', times.slice(1)),
      people: z
        .number()
        .int()
        .min(1)
        .max(2_000)
        .meta({ label: '人数', help: `最多 ${resource.capacity} 人。` }),
      purpose: z
        .string()
        .trim()
        .min(2)
        .max(200)
        .meta({ label: '用途', placeholder: '例如：蓝莓直播、社员培训' }),
      ...(resource.kind === 'vehicle' && (await trip(ctx))),
      ...(await forWhom(ctx)),
      contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人', autocomplete: 'name' }),
      contact_phone: mobile.meta({ label: '联系电话', widget: 'phone', autocomplete: 'tel' }),
    })
    .transform(input => ({
      ...input,
      approval: needsApproval(ctx, resource),
    })) as unknown as z.ZodType<Asking>
}

const trip = async (ctx: Ctx) => ({
  destination: z.string().trim().min(2).max(60).meta({ label: '去哪里' }),
  driver_id: staffField(await staffOfCentre(ctx), '谁开车'),
})

/** Recipients book for themselves or whom they act for; staff for the centre, or for somebody who called. */
async function forWhom(ctx: Ctx) {
  if (ctx.actor.staffId) return {}
  const parties = await partiesOfActor(ctx)
  if (parties.length === 0) throw invalid({ '': '请先在“我的”中登记您的姓名，或申请为单位办事的授权。' })
  return {
    party_id: z.enum(parties.map(party => party.id) as [string, ...string[]]).meta({
      label: '为谁预约',
      widget: parties.length > 4 ? 'select' : 'radio',
      options: parties.map(party => ({ value: party.id, label: party.name })),
    }),
  }
}

/** What is known already need not be typed again. */
export async function known(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const parties = ctx.actor.staffId ? [] : await partiesOfActor(ctx)
  return {
    ...{ day: raw.day, from: raw.from, people: 1 },
    ...(parties.length === 1 && { party_id: parties[0]?.id }),
    ...(ctx.actor.staffId && { driver_id: ctx.actor.staffId }),
    contact_name: ctx.actor.name,
    contact_phone: ctx.actor.staffId ? await staffPhone(ctx) : await phoneOf(ctx).catch(() => undefined),
  }
}

const staffPhone = async (ctx: Ctx): Promise<string | undefined> =>
  (
    await ctx.db
      .selectFrom('staff')
      .select('phone')
      .where('id', '=', ctx.actor.staffId as string)
      .executeTakeFirst()
  )?.phone ?? undefined

const kilometres = (label: string, least: number) =>
  z.number().int().min(least, `不能小于 ${least}，请核对里程表`).max(2_000_000).meta({ label, unit: '公里' })

const resourceOf = (ctx: Ctx, id: string): Promise<Resource> =>
  ctx.db.selectFrom('resource').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** A vehicle leaves with the mileage that it came back with, or more. */
export async function leaving(ctx: Ctx, row: RowOf<'booking'> | null) {
  const { mileage_km } = await resourceOf(ctx, row?.resource_id ?? '')
  return z.object({ km_from: kilometres('出车里程', mileage_km ?? 0) }) as unknown as z.ZodType<{
    km_from: number
  }>
}

export const knownMileage = async (ctx: Ctx, row: RowOf<'booking'> | null) => ({
  km_from: (await resourceOf(ctx, row?.resource_id ?? '')).mileage_km,
})

/** How users found a place, best first. */
export const marks = [
  { value: '5', label: '很好' },
  { value: '4', label: '较好' },
  { value: '3', label: '一般' },
  { value: '2', label: '较差' },
  { value: '1', label: '很差' },
]

export interface Leaving {
  remark: string
  mark?: number | undefined
}
const remark = z
  .string()
  .trim()
  .max(300)
  .default('')
  .meta({ label: '情况说明', widget: 'textarea', help: '设备是否完好，有没有要修的。' })

export const leavingPlace = z.object({
  mark: z
    .enum(['5', '4', '3', '2', '1'])
    .optional()
    .transform(mark => (mark ? Number(mark) : undefined))
    .meta({
      label: '用得怎么样',
      widget: 'radio',
      options: marks,
    }),
  remark,
}) as unknown as z.ZodType<Leaving>

export const returning = async (_ctx: Ctx, row: RowOf<'booking'> | null) =>
  z.object({
    km_to: kilometres('收车里程', row?.km_from ?? 0),
    remark,
  }) as unknown as z.ZodType<Leaving & { km_to: number }>

export const reason = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(200).meta({ label, widget: 'textarea' }) })

/** A day that stands in an address, or today. */
export const dayAsked = (asked: string | undefined, now: Date): Day =>
  /^20\d\d-\d\d-\d\d$/.test(asked ?? '') && !Number.isNaN(Date.parse(asked as string))
    ? (asked as string)
    : dayOf(now)
