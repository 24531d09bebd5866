import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { isId } from '#platform/ids'
import type { RowOf } from '#platform/workflow'
import { goesOn } from './inputs.ts'
import { milestoneFlow } from './milestone.ts'

type Amendment = RowOf<'order_amendment'>
type Milestone = RowOf<'milestone'>

/** One open milestone as it is to be. */
export interface Changed {
  id: string
  price_fen: number
  due_on: string
  deliverable: string
}
export interface Proposal {
  order_id: string
  plan: Changed[]
  reason: string
}
export interface EndProposal {
  order_id: string
  reason: string
  goes_on: 'again' | 'close'
}

const why = (label: string) =>
  z.string().trim().min(5).max(500).meta({ label, widget: 'textarea', help: '对方会看到。' })
const order_id = z.uuid().meta({ widget: 'hidden', label: '订单' })

export const proposal = async (ctx: Ctx, _row: Amendment | null, raw: Record<string, unknown>) => {
  const names = new Map(
    (await openOf(ctx, raw.order_id)).map(one => [one.id, `${one.position}. ${one.name}`]),
  )
  return z.object({
    order_id,
    plan: z
      .array(
        z.object({
          id: z.enum([...names.keys()] as [string, ...string[]]).meta({
            label: '里程碑',
            widget: 'select',
            options: [...names].map(([value, label]) => ({ value, label })),
          }),
          deliverable: z.string().trim().min(2).max(300).meta({ label: '交付什么' }),
          price_fen: z
            .number()
            .int()
            .min(0)
            .max(100_000_000_00)
            .meta({ label: '金额', widget: 'money', unit: '元' }),
          due_on: z.iso.date('请填写日期').meta({ label: '哪天交付', widget: 'date' }),
        }),
      )
      .min(1, '至少保留一个里程碑')
      .max(12)
      .meta({ label: '还没有验收的里程碑', widget: 'rows', help: '改金额、日期或内容；已验收的不能改。' }),
    reason: why('为什么变更'),
  }) as unknown as z.ZodType<Proposal>
}

export const endProposal = z.object({
  order_id,
  reason: why('为什么提前终止'),
  goes_on: goesOn,
}) as unknown as z.ZodType<EndProposal>

export const answer = z.object({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ widget: 'hidden', label: '摘要', secret: true }),
  consent: z
    .boolean()
    .default(false)
    .refine(Boolean, '请核对后勾选')
    .meta({ label: '我已核对补充约定的内容，同意按它履行', widget: 'checkbox' }),
}) as unknown as z.ZodType<{ digest: string; consent: boolean }>

/** States of milestones that a change may still reach. */
export const open = ['planned', 'delivered', 'returned']

export async function openOf(ctx: Ctx, orderId: unknown): Promise<Milestone[]> {
  if (typeof orderId !== 'string' || !isId(orderId)) throw notFound('这个订单')
  const rows = await milestoneFlow
    .visible(ctx, ctx.db.selectFrom('milestone'))
    .selectAll('milestone')
    .where('order_id', '=', orderId)
    .where('state', 'in', open)
    .orderBy('position')
    .limit(50)
    .execute()
  if (rows.length === 0) throw conflict('这个订单没有还在进行的里程碑。')
  return rows
}

export const currentMilestones = async (ctx: Ctx, _row: Amendment | null, raw: Record<string, unknown>) => ({
  order_id: raw.order_id,
  plan: (await openOf(ctx, raw.order_id)).map(({ id, price_fen, due_on, deliverable }) => ({
    ...{ id, price_fen, due_on, deliverable },
  })),
})
