import { z } from 'zod'
import { confirmDays } from '#modules/cases'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { type Message, message, tell } from '#platform/notify'
import type { Template } from '#platform/templates'
import type { RowOf } from '#platform/workflow'
import { acceptedNow } from './doors.ts'
import { texts } from './messages.ts'
import { workDaysTo } from './plan.ts'

type Milestone = RowOf<'milestone'>

export interface Delivery {
  note: string
  files: string[]
}
export interface Opening {
  order_id: string
  position: number
  name: string
  deliverable: string
  points: string[]
  price_fen: number
  due_on: string
  work_days: number
  channel: string
  party_id: string
  provider_party_id: string
  proxy_identity_id: string | null
}
export const opening = z.object({
  order_id: z.uuid(),
  position: z.number().int(),
  name: z.string(),
  deliverable: z.string(),
  points: z.array(z.string()),
  price_fen: z.number().int().min(0),
  due_on: z.iso.date(),
  work_days: z.number().int().min(1),
  channel: z.string(),
  party_id: z.uuid(),
  provider_party_id: z.uuid(),
  proxy_identity_id: z.uuid().nullable(),
}) as unknown as z.ZodType<Opening>

export interface Amending {
  deliverable: string
  price_fen: number
  due_on: string
  work_days: number
}
export const amending = z.object({
  deliverable: z.string(),
  price_fen: z.number().int().min(0),
  due_on: z.iso.date(),
  work_days: z.number().int().min(1),
}) as unknown as z.ZodType<Amending>

export const pointsOf = (row: Pick<Milestone, 'points'>): string[] => row.points as string[]

export interface Acceptance {
  version: number
  points: string[]
}
export type AcceptedFor = Acceptance & { reason: string }

const judgedVersion = z.coerce.number().int().meta({ widget: 'hidden', label: '第几版', secret: true })
const anyPoint = (row: Milestone | null) => z.enum(pointsOf(row ?? { points: [] }) as [string, ...string[]])
const ticked = (row: Milestone | null) =>
  z
    .array(anyPoint(row))
    .refine(
      points => new Set(points).size === pointsOf(row ?? { points: [] }).length,
      '请逐项核对并勾选；有不符合的，请改用“退回返工”。',
    )
    .meta({
      label: '逐项核对，符合的打勾',
      widget: 'checkboxes',
      options: pointsOf(row ?? { points: [] }).map(value => ({ value, label: value })),
    })

/** Every acceptance point is ticked by itself, on the version that was looked at. */
export const acceptance = async (_ctx: Ctx, row: Milestone | null) =>
  z.object({ version: judgedVersion, points: ticked(row) }) as unknown as z.ZodType<Acceptance>

export const acceptanceFor = async (_ctx: Ctx, row: Milestone | null) =>
  z.object({
    version: judgedVersion,
    points: ticked(row),
    reason: z.string().trim().min(5).max(500).meta({
      label: '何时、如何得到对方确认',
      widget: 'textarea',
      help: '例如：11 月 24 日电话逐项核对，对方表示都符合。',
    }),
  }) as unknown as z.ZodType<AcceptedFor>

export interface Return {
  version: number
  failed: string[]
  reason: string
}
export const returning = async (_ctx: Ctx, row: Milestone | null) =>
  z.object({
    version: judgedVersion,
    failed: z
      .array(anyPoint(row))
      .min(1, '请勾选没有达到的要点')
      .meta({
        label: '哪些没有达到',
        widget: 'checkboxes',
        options: pointsOf(row ?? { points: [] }).map(value => ({ value, label: value })),
      }),
    reason: z
      .string()
      .trim()
      .min(5)
      .max(1000)
      .meta({ label: '哪里不符合', widget: 'textarea', help: '写得具体，对方才能一次改好。' }),
  }) as unknown as z.ZodType<Return>

export async function deliver(ctx: Ctx, row: Milestone, input: Delivery): Promise<void> {
  await ctx.db
    .insertInto('milestone_delivery')
    .values({
      milestone_id: row.id,
      version: row.version,
      note: input.note,
      file_ids: input.files ?? [],
      author_name: ctx.actor.name,
      identity_id: ctx.actor.identityId,
      at: ctx.now,
    })
    .execute()
  await tellSide(ctx, row, 'recipient', texts.delivered, { days: String(confirmDays.of(ctx.centre)) })
}

export async function takeBack(ctx: Ctx, row: Milestone, input: { reason: string }): Promise<void> {
  await judge(ctx, row, { verdict: 'withdrawn', reason: input.reason })
  await tellSide(ctx, row, 'recipient', texts.takenBack, {})
}

/** Somebody judges what they have looked at, never what came in between. */
export async function refuseOtherVersion(
  _ctx: Ctx,
  row: Milestone,
  { version }: { version: number },
): Promise<undefined> {
  if (version !== row.version) throw conflict('对方刚刚交付了新的一版，请看过再办理。')
}

export async function accept(ctx: Ctx, row: Milestone, how: 'recipient' | 'staff' | 'time', version: number) {
  await refuseOtherVersion(ctx, row, { version })
  return { accepted_at: ctx.now, accepted_how: how }
}

export async function accepted(ctx: Ctx, row: Milestone): Promise<void> {
  await judge(ctx, row, { verdict: 'accepted' })
  await acceptedNow(ctx, row)
  await tellSide(ctx, row, 'provider', texts.accepted, {})
  if (row.accepted_how !== 'recipient')
    await tellSide(
      ctx,
      row,
      'recipient',
      row.accepted_how === 'time' ? texts.acceptedByTime : texts.accepted,
      {},
    )
}

export async function returned(ctx: Ctx, row: Milestone, input: Return): Promise<void> {
  await judge(ctx, row, { verdict: 'returned', reason: input.reason, failed: JSON.stringify(input.failed) })
  await tellSide(ctx, row, 'provider', texts.returned, { reason: input.reason })
}

interface Verdict {
  verdict: 'accepted' | 'returned' | 'withdrawn'
  reason?: string
  failed?: string
}

async function judge(ctx: Ctx, row: Milestone, verdict: Verdict): Promise<void> {
  const judged = await ctx.db
    .updateTable('milestone_delivery')
    .set({ ...verdict, judged_at: ctx.now, judged_by: ctx.actor.name })
    .where('milestone_id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (judged.numUpdatedRows === 0n) throw invalid({ '': '还没有交付。' })
}

export async function tellLate(ctx: Ctx, row: Milestone): Promise<void> {
  for (const side of ['provider', 'recipient'] as const)
    await tellSide(ctx, row, side, texts.late, { due: row.due_on })
}

const pageOf = (row: Milestone): string => `/my/orders/${row.order_id}`

async function tellSide(
  ctx: Ctx,
  row: Milestone,
  side: 'recipient' | 'provider',
  template: Template,
  more: Record<string, string>,
): Promise<void> {
  const order = await ctx.db
    .selectFrom('service_order')
    .select(['title', 'number'])
    .where('id', '=', row.order_id)
    .executeTakeFirstOrThrow()
  const party = side === 'recipient' ? row.party_id : row.provider_party_id
  const told: Message = message(
    { party },
    template,
    { item: order.title, number: order.number, milestone: row.name, ...more },
    pageOf(row),
  )
  await tell(ctx, told)
}

/** What a due day is in working days, for the clock that began when the agreement came into force. */
export const workDays = workDaysTo

/** 'DD-20261128-0001 · 店铺首页视觉设计', by record. */
export const hintsOfOrders =
  (table: 'milestone' | 'order_payment' | 'order_amendment' | 'warranty_claim') =>
  async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> => {
    const rows = await ctx.db
      .selectFrom(`${table as 'milestone'} as part`)
      .innerJoin('service_order', join =>
        join
          .onRef('service_order.id', '=', 'part.order_id')
          .onRef('service_order.centre_id', '=', 'part.centre_id'),
      )
      .select(['part.id', 'service_order.number', 'service_order.title'])
      .where('part.id', 'in', [noId, ...ids])
      .limit(500)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.number} · ${row.title}`]))
  }
