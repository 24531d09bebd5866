import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { takenBetween } from './queries.ts'

/** A workplace for months: a booking of its own kind, so that hours and terms never overlap. */
export interface Letting {
  resource_id: string
  party_id: string
  from: Date
  until: Date
  people: number
  purpose: string
  contact_name: string
  contact_phone: string
}

export const letting = z.object({
  resource_id: z.uuid(),
  party_id: z.uuid(),
  from: z.date(),
  until: z.date(),
  people: z.number().int().min(1),
  purpose: z.string(),
  contact_name: z.string(),
  contact_phone: z.string(),
})

/** Locks the resource as a booking does, and refuses where anything stands in the span; 409. */
export async function refuseLet(ctx: Ctx, id: string, from: Date, until: Date): Promise<void> {
  const row = await ctx.db
    .selectFrom('resource')
    .select(['name', 'kind', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row?.kind !== 'workplace' || row.state !== 'open') throw conflict('这个工位已停用，请另选一个。')
  const taken = await takenBetween(ctx, [id], from, until)
  if (taken.length > 0) throw conflict(`「${row.name}」在这段时间已有安排，请另选一个或先取消原来的预约。`)
}

export async function lets(ctx: Ctx, _row: unknown, input: Letting) {
  const { resource_id, party_id, from, until, people, purpose, contact_name, contact_phone } = input
  await refuseLet(ctx, resource_id, from, until)
  return {
    ...{ resource_id, party_id, people, purpose, contact_name, contact_phone },
    ...{ starts_at: from, ends_at: until, lease: true, asked_at: ctx.now, used_from: ctx.now },
  }
}
