import { z } from 'zod'
import { itemsForApplying } from '#modules/catalogue'
import { staffOfCentre } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { manageFacilities } from './workflow.ts'

/** The eight of DB34/T 4229-2022, 4.3.3, in its order; which of them a county has is its own decision. */
export const subCentres = {
  products: { label: '产品中心', about: '产品征集、选品、标准和包装' },
  brands: { label: '品牌中心', about: '区域公用品牌授权使用和推广' },
  training: { label: '培训孵化中心', about: '培训、实训和创业孵化' },
  traceability: { label: '质量追溯中心', about: '产品批次、检测和追溯码' },
  orders: { label: '订单管理中心', about: '多平台订单归集和履约' },
  customer_care: { label: '客服服务中心', about: '售前售后咨询和投诉处理' },
  o2o: { label: 'O2O 中心', about: '线上下单、线下体验和提货' },
  trade: { label: '商流中心', about: '供需对接、采购和分销' },
} as const
export type SubCentreKind = keyof typeof subCentres

const labels = Object.fromEntries(
  Object.entries(subCentres).map(([kind, { label }]) => [kind, label]),
) as Record<SubCentreKind, string>

interface Particulars {
  place: string
  hours: string
  introduction: string
  staff: string[]
  items: string[]
}

async function particulars(ctx: Ctx) {
  const [staff, items] = await Promise.all([staffOfCentre(ctx), itemsForApplying(ctx)])
  const several = (rows: ReadonlyArray<{ id: string; name: string }>, label: string) =>
    z.array(z.enum(rows.map(one => one.id) as [string, ...string[]])).meta({
      label,
      widget: 'checkboxes',
      options: rows.map(one => ({ value: one.id, label: one.name })),
    })
  return {
    place: z.string().trim().min(2).max(60).meta({ label: '地点' }),
    hours: z.string().trim().min(2).max(60).meta({ label: '开放时间' }),
    introduction: z.string().trim().max(1_000).default('').meta({ label: '介绍', widget: 'textarea' }),
    staff: several(staff, '工作人员'),
    items: several(items, '提供的服务'),
  }
}

const columns = ({ place, hours, introduction }: Particulars) => ({ place, hours, introduction })

async function setMembers(ctx: Ctx, row: { id: string }, { staff, items }: Particulars): Promise<void> {
  await ctx.db.deleteFrom('sub_centre_staff').where('sub_centre_id', '=', row.id).execute()
  await ctx.db.deleteFrom('sub_centre_item').where('sub_centre_id', '=', row.id).execute()
  const members = staff.map(staff_id => ({ sub_centre_id: row.id, staff_id }))
  if (members.length > 0) await ctx.db.insertInto('sub_centre_staff').values(members).execute()
  const offered = items.map(item_id => ({ sub_centre_id: row.id, item_id }))
  if (offered.length > 0) await ctx.db.insertInto('sub_centre_item').values(offered).execute()
}

const idsOf = async (ctx: Ctx, row: RowOf<'sub_centre'> | null) => {
  if (!row) return {}
  const [staff, items] = await Promise.all([
    ctx.db.selectFrom('sub_centre_staff').select('staff_id').where('sub_centre_id', '=', row.id).execute(),
    ctx.db.selectFrom('sub_centre_item').select('item_id').where('sub_centre_id', '=', row.id).execute(),
  ])
  return { staff: staff.map(one => one.staff_id), items: items.map(one => one.item_id) }
}

/** 4.3.3 Sub-centres, opened as needed; each has its page with place, staff, services and hours. */
export const subCentreFlow = defineWorkflow({
  subject: 'sub_centre',
  label: '分中心',
  clause: '4.3.3',
  states: {
    open: { label: '已开设', tone: 'green', final: true },
    closed: { label: '已停办', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('sub_centre.state', '=', 'open'),
  title: row => subCentres[row.kind as SubCentreKind].label,
  href: (row, actor) => (actor.staffId ? '/desk/facilities' : `/facilities/${row.kind}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind: z.string(),
    place: z.string(),
    hours: z.string(),
  }),
  actions: action => ({
    open: action<Particulars & { kind: SubCentreKind }>({
      label: '开设分中心',
      past: '开设了分中心',
      from: 'new',
      to: 'open',
      by: manageFacilities,
      tone: 'primary',
      publishes: true,
      input: async ctx =>
        z.object({
          kind: oneOf(labels, '哪一个'),
          ...(await particulars(ctx)),
        }) as unknown as z.ZodType<Particulars & { kind: SubCentreKind }>,
      prefill: async (_ctx, _row, raw) => ({ kind: raw.kind }),
      effect: async (ctx, _row, input) => {
        const there = await ctx.db
          .selectFrom('sub_centre')
          .select('state')
          .where('kind', '=', input.kind)
          .executeTakeFirst()
        if (there) throw conflict(`${labels[input.kind]}已经登记过，请在那一条上修改或恢复。`)
        return { ...columns(input), kind: input.kind, opened_on: dayOf(ctx.now) }
      },
      consequence: setMembers,
    }),
    edit: action<Particulars>({
      label: '修改',
      past: '修改了资料',
      from: ['open'],
      by: manageFacilities,
      publishes: true,
      input: async ctx => z.object(await particulars(ctx)) as unknown as z.ZodType<Particulars>,
      prefill: async (ctx, row) => ({ ...row, ...(await idsOf(ctx, row)) }),
      effect: async (_ctx, _row, input) => columns(input),
      consequence: setMembers,
    }),
    close: action<{ reason: string }>({
      label: '停办',
      past: '停办',
      from: ['open'],
      to: 'closed',
      by: manageFacilities,
      tone: 'danger',
      publishes: true,
      input: z.object({
        reason: z.string().trim().min(2).max(200).meta({ label: '原因', widget: 'textarea' }),
      }),
      note: input => input.reason,
    }),
    reopen: action({
      label: '恢复开设',
      past: '恢复开设',
      from: ['closed'],
      to: 'open',
      by: manageFacilities,
      publishes: true,
    }),
  }),
})
