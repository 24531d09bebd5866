import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { type Addressee, allOf, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { apart } from './conflict.ts'
import { nextInLine } from './draw.ts'
import { inspect, inspector, organiser } from './duties.ts'
import { sendBack } from './effects.ts'
import { type Inspection, inspectionFlow, showsAll } from './inspection.ts'
import { texts } from './messages.ts'
import { inspectorsOf, poolInspectors } from './pools.ts'
import { confirmDays } from './settings.ts'

export type Seat = RowOf<'inspection_seat'>

const oneself: Addressee<Seat> = {
  says: '本人',
  test: (actor, row) => actor.staffId === row.staff_id,
  address: row => ({ staff_id: row.staff_id }),
}

interface Taking {
  inspection_id: string
  staff_id: string
  rank: number
  follows?: string | undefined
}

const inspectionOf = (ctx: Ctx, id: string): Promise<Inspection> =>
  ctx.db.selectFrom('inspection').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

const because = async (_ctx: Ctx, _row: Seat, { reason }: { reason: string }) => ({ reason })

/** The next in the drawn order takes the seat; nobody chooses. Who was not there cannot confirm: the sheet goes back. */
async function passOn(ctx: Ctx, row: Seat, { reason }: { reason: string }): Promise<void> {
  const asSystem = { ...ctx, actor: system }
  if ((await inspectionOf(ctx, row.inspection_id)).state === 'confirming')
    await sendBack(ctx, row.inspection_id, reason)
  const inspection = await inspectionOf(ctx, row.inspection_id)
  const next = await successor(ctx, inspection, row.staff_id)
  if (!next) throw conflict('抽取顺序中已没有可以接替的人，请主管部门增加检查员后另行安排，或决定免检。')
  const { inspection_id, rank } = row
  await perform(asSystem, seatFlow, 'take', null, {
    ...{ inspection_id, rank, follows: row.id },
    staff_id: next.staff_id,
  })
  const pool = await poolInspectors(ctx, inspection.plan_id)
  const nameOf = (id: string) => pool.find(one => one.staff_id === id)?.name ?? ''
  await perform(asSystem, inspectionFlow, 'reseat', inspection.id, {
    inspector_ids: inspection.inspector_ids.map(id => (id === row.staff_id ? next.staff_id : id)),
    note: `${nameOf(row.staff_id)} → ${nameOf(next.staff_id)}（按抽取顺序）：${reason}`,
  })
  if (ctx.actor.staffId !== row.staff_id) {
    const values = { target: inspection.target_name, reason }
    await tell(ctx, message({ staff: row.staff_id }, texts.replaced, values, '/desk/inspections'))
  }
}

async function successor(ctx: Ctx, inspection: Inspection, leavingId: string) {
  const [pool, drawn, seats, able] = await Promise.all([
    poolInspectors(ctx, inspection.plan_id),
    ctx.db
      .selectFrom('inspection_draw')
      .select('inspectors')
      .where('plan_id', '=', inspection.plan_id)
      .executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('inspection_seat')
      .select('staff_id')
      .where('inspection_id', '=', inspection.id)
      .limit(50)
      .execute(),
    inspectorsOf(ctx),
  ])
  const target = { kind: inspection.kind, id: inspection.target_id, partyId: inspection.party_id }
  const staffIds = pool.map(one => one.staff_id)
  const near = await apart(ctx, staffIds, [target])
  const sat = new Set(seats.map(one => one.staff_id))
  const inPost = new Set(able.map(one => one.id))
  const staffOf = new Map(pool.map(one => [one.number, one]))
  const leavingNumber = pool.find(one => one.staff_id === leavingId)?.number ?? 0
  const number = nextInLine(drawn.inspectors, leavingNumber, one => {
    const id = staffOf.get(one)?.staff_id ?? ''
    return !sat.has(id) && inPost.has(id) && !near.between(target, id)
  })
  return number === null ? null : staffOf.get(number)
}

/** 4.5.1 One inspector's part in an inspection: confirms what was found, or makes way (回避) for the next who was drawn. */
export const seatFlow = defineWorkflow({
  subject: 'inspection_seat',
  outsiders: inspect,
  label: '检查人员',
  clause: '4.5.1',
  states: {
    named: { label: '已派', tone: 'blue', final: true },
    asked: { label: '待确认', tone: 'orange', awaits: oneself, clock: 'confirm' },
    confirmed: { label: '已确认', tone: 'green', final: true },
    replaced: { label: '已更换', tone: 'grey', final: true },
  },
  clocks: { confirm: { label: '确认检查表', within: confirmDays } },
  joins: { parent: 'inspection', by: 'inspection_id', settled: ['confirmed', 'replaced'], do: 'conclude' },
  visible: ({ actor }, query) =>
    showsAll(actor)
      ? query
      : actor.organisation !== 'centre' && actor.duties.has(inspect.code)
        ? query.where('inspection_seat.staff_id', '=', actor.staffId)
        : query.where('inspection_seat.id', 'is', null),
  title: () => '确认检查表',
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('inspection_seat')
      .innerJoin('inspection', 'inspection.id', 'inspection_seat.inspection_id')
      .select(['inspection_seat.id', 'inspection.target_name'])
      .where('inspection_seat.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.target_name]))
  },
  href: row => `/desk/inspections/${row.inspection_id}`,
  record: z.object({ id: z.uuid(), state: z.string(), inspection_id: z.uuid(), staff_id: z.uuid() }),
  actions: action => ({
    take: action<Taking>({
      label: '派出',
      past: '被抽中',
      from: 'new',
      to: 'named',
      by: theSystem,
      inner: true,
      input: z.object({
        inspection_id: z.uuid(),
        staff_id: z.uuid(),
        rank: z.number().int(),
        follows: z.uuid().optional(),
      }),
      effect: async (ctx, _row, { follows, ...seat }) => ({
        ...seat,
        follows: follows ?? null,
        named_at: ctx.now,
      }),
      consequence: async (ctx, row) => {
        const { target_name: target, last_day: day } = await inspectionOf(ctx, row.inspection_id)
        const page = `/desk/inspections/${row.inspection_id}`
        await tell(ctx, message({ staff: row.staff_id }, texts.seated, { target, day }, page))
      },
    }),
    ask: action({
      label: '请确认',
      past: '请其确认检查表',
      from: ['named'],
      to: 'asked',
      by: theSystem,
      inner: true,
      consequence: async (ctx, row) => {
        const { target_name: target } = await inspectionOf(ctx, row.inspection_id)
        const page = `/desk/inspections/${row.inspection_id}`
        await tell(ctx, message({ staff: row.staff_id }, texts.confirm, { target }, page))
      },
    }),
    vouch: action({
      label: '提交即确认',
      past: '提交并确认了检查表',
      from: ['named'],
      to: 'confirmed',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ confirmed_at: ctx.now }),
    }),
    confirm: action({
      label: '确认检查表',
      past: '确认了检查表',
      from: ['asked'],
      to: 'confirmed',
      by: allOf(oneself, inspector),
      tone: 'primary',
      effect: async ctx => ({ confirmed_at: ctx.now }),
      done: '已确认；全部人员确认后，结果告知检查对象',
    }),
    object: action<{ reason: string }>({
      label: '不同意，退回修改',
      past: '不同意检查表',
      from: ['asked'],
      to: 'named',
      by: allOf(oneself, inspector),
      input: z.object({
        reason: z.string().trim().min(5).max(300).meta({ label: '哪里不对', widget: 'textarea' }),
      }),
      consequence: (ctx, row, { reason }) => sendBack(ctx, row.inspection_id, reason),
      note: input => input.reason,
    }),
    release: action({
      label: '重新确认',
      past: '检查表退回，需重新确认',
      from: ['asked', 'confirmed'],
      to: 'named',
      by: theSystem,
      inner: true,
      effect: async () => ({ confirmed_at: null }),
    }),
    recuse: action<{ reason: string }>({
      label: '申请回避',
      past: '申请回避',
      from: ['named', 'asked'],
      to: 'replaced',
      by: allOf(oneself, inspector),
      publishes: true,
      input: z.object({
        reason: z.string().trim().min(4).max(200).meta({
          label: '回避原因',
          widget: 'textarea',
          help: '由抽取顺序中的下一位接替；原因随更换一起公开，请只写关系，不写他人姓名。',
        }),
      }),
      effect: because,
      consequence: passOn,
      note: input => input.reason,
      done: '已由抽取顺序中的下一位接替',
    }),
    replace: action<{ reason: string }>({
      label: '更换',
      past: '更换了检查人员',
      from: ['named', 'asked'],
      to: 'replaced',
      by: organiser,
      publishes: true,
      input: z.object({
        reason: z.string().trim().min(4).max(200).meta({
          label: '更换原因',
          widget: 'textarea',
          help: '由抽取顺序中的下一位接替，不能指定；原因随更换一起公开。',
        }),
      }),
      effect: because,
      consequence: passOn,
      note: input => input.reason,
    }),
    handOn: action<{ reason: string }>({
      label: '移交',
      past: '不能参加检查',
      from: ['named', 'asked'],
      to: 'replaced',
      by: theSystem,
      inner: true,
      publishes: true,
      input: z.object({ reason: z.string() }),
      effect: because,
      consequence: passOn,
      note: input => input.reason,
    }),
  }),
})
