import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { time } from '#platform/format'
import { noId } from '#platform/ids'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { type Addressee, allOf, anyOf, anyPerson, type Facts, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { manageBookings } from './duties.ts'
import * as inputs from './inputs.ts'
import { type Letting, lets, letting, refuseLet } from './letting.ts'
import { hoursFor, hoursOf, refuseHoarding, resourceFor } from './rules.ts'
import { decideDays, earlyMinutes } from './settings.ts'

export type Booking = RowOf<'booking'>

const texts = {
  granted: defineTemplate('booking.granted', '您预约的 {hours} 已通过，请准时前来。', { sms: true }),
  refused: defineTemplate('booking.refused', '您预约的 {hours} 没有通过：{reason}', { sms: true }),
  cancelled: defineTemplate('booking.cancelled', '您预约的 {hours} 已取消：{reason}', { sms: true }),
  missed: defineTemplate('booking.missed', '您预约的 {hours} 没有签到，已让给别人使用。'),
}

/** Whoever booked: the recipient's people, or the colleague. */
const booker: Addressee<Pick<Booking, 'party_id' | 'staff_id'>> = {
  says: '预约人',
  test: (actor, row) =>
    row.party_id !== null ? actor.parties.includes(row.party_id) : actor.staffId === row.staff_id,
  address: row => (row.party_id !== null ? { party_id: row.party_id } : { staff_id: row.staff_id as string }),
}

const pageOf = (row: Booking): string =>
  row.party_id === null ? `/desk/bookings/${row.id}` : `/my/bookings/${row.id}`
const told = (row: Booking) =>
  row.party_id === null ? { staff: row.staff_id as string } : { party: row.party_id }

/** Signing in: a little before it begins, until it is over. */
function tooEarlyOrLate(row: Booking, facts: Facts): string | null {
  const early = earlyMinutes.of(facts.centre)
  const opens = new Date(row.starts_at.getTime() - early * 60_000)
  if (facts.now < opens)
    return `${dayOf(opens) === dayOf(facts.now) ? '' : `${dayOf(opens).slice(5)} `}${time(opens)} 起可以签到。`
  return facts.now >= row.ends_at ? '预约的时间已经过了。' : null
}

/** The one before must be out, or back, first. */
async function refuseWhileInUse(ctx: Ctx, row: Booking): Promise<void> {
  const before = await ctx.db
    .selectFrom('booking')
    .select('contact_name')
    .where('resource_id', '=', row.resource_id)
    .where('state', '=', 'in_use')
    .limit(1)
    .executeTakeFirst()
  if (before) throw conflict(`上一位（${before.contact_name}）还没有签退，请先请工作人员处理。`)
}

const isTrip = (row: Booking): boolean => row.driver_id !== null

/** 4.3.3、4.3.5 A room, studio, workplace or vehicle, wanted by somebody from when to when. */
export const bookingFlow = defineWorkflow({
  subject: 'booking',
  label: '预约',
  clause: '4.3.3、4.3.5',
  states: {
    asked: { label: '待审核', tone: 'orange', awaits: manageBookings, clock: 'decide' },
    granted: { label: '已预约', tone: 'green', awaits: booker, arranged: true },
    in_use: { label: '使用中', tone: 'blue', awaits: booker, arranged: true },
    done: { label: '已用完', tone: 'grey', final: true },
    refused: { label: '未通过', tone: 'red', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
    missed: { label: '未到', tone: 'red', final: true },
  },
  clocks: { decide: { label: '审核', within: decideDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('booking.party_id', 'in', [noId, ...actor.parties]),
  title: row => `预约 ${hoursOf(row)}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('booking')
      .innerJoin('resource', 'resource.id', 'booking.resource_id')
      .select(['booking.id', 'resource.name', 'contact_name'])
      .where('booking.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.name} · ${row.contact_name}`]))
  },
  href: (row, actor) => (actor.staffId ? `/desk/bookings/${row.id}` : `/my/bookings/${row.id}`),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    resource_id: z.uuid(),
    starts_at: z.date(),
    ends_at: z.date(),
    people: z.number().int(),
    purpose: z.string(),
  }),
  actions: action => ({
    ask: action<inputs.Asking>({
      label: '预约',
      past: '提交了预约',
      from: 'new',
      to: (_row, input) => (input.approval ? 'asked' : 'granted'),
      by: anyPerson,
      tone: 'primary',
      publishes: true,
      done: '预约已提交，结果见下方状态',
      about: async (ctx, raw) => (await resourceFor(ctx, raw.resource_id).catch(() => null))?.name ?? null,
      input: inputs.asking,
      prefill: inputs.known,
      effect: async (ctx, _row, input) => {
        const { day, from, to, resource_id, people, purpose, contact_name, contact_phone } = input
        const resource = await resourceFor(ctx, resource_id)
        if (input.party_id) await refuseHoarding(ctx, input.party_id)
        const span = await hoursFor(ctx, resource, { day, from, to, people })
        return {
          ...{ resource_id, people, purpose, contact_name, contact_phone, ...span },
          party_id: input.party_id ?? null,
          staff_id: input.party_id ? null : ctx.actor.staffId,
          destination: input.destination ?? null,
          driver_id: input.driver_id ?? null,
          asked_at: ctx.now,
        }
      },
    }),
    grant: action({
      label: '通过',
      past: '通过了预约',
      from: ['asked'],
      to: 'granted',
      by: allOf(manageBookings, not(booker)),
      tone: 'primary',
      tell: row => [message(told(row), texts.granted, { hours: hoursOf(row) }, pageOf(row))],
    }),
    refuse: action<{ reason: string }>({
      label: '不通过',
      past: '没有通过预约',
      from: ['asked'],
      to: 'refused',
      by: allOf(manageBookings, not(booker)),
      tone: 'danger',
      publishes: true,
      input: inputs.reason('原因'),
      note: input => input.reason,
      tell: (row, { reason }) => [
        message(told(row), texts.refused, { hours: hoursOf(row), reason }, pageOf(row)),
      ],
    }),
    lapse: action({
      label: '未及时审核',
      past: '开始前没有审核，预约失效',
      from: ['asked'],
      to: 'refused',
      by: theSystem,
      inner: true,
      publishes: true,
      tell: row => [
        message(
          told(row),
          texts.refused,
          { hours: hoursOf(row), reason: '中心没有及时审核，很抱歉，请电话联系我们' },
          pageOf(row),
        ),
      ],
    }),
    cancel: action({
      label: '取消预约',
      past: '取消了预约',
      from: ['asked', 'granted'],
      to: 'cancelled',
      by: booker,
      publishes: true,
      confirm: '取消后，这个时段让给别人预约。',
    }),
    callOff: action<{ reason: string }>({
      label: '代为取消',
      past: '取消了预约',
      from: ['granted'],
      to: 'cancelled',
      by: allOf(manageBookings, not(booker)),
      tone: 'danger',
      publishes: true,
      input: inputs.reason('原因'),
      note: input => input.reason,
      tell: (row, { reason }) => [
        message(told(row), texts.cancelled, { hours: hoursOf(row), reason }, pageOf(row)),
      ],
    }),
    signIn: action({
      label: '签到',
      past: '签到使用',
      from: ['granted'],
      to: 'in_use',
      suits: row => !isTrip(row),
      by: anyOf(booker, manageBookings),
      tone: 'primary',
      blockedBy: (row, _actor, facts) => tooEarlyOrLate(row, facts),
      effect: async (ctx, row) => {
        await refuseWhileInUse(ctx, row)
        return { used_from: ctx.now }
      },
    }),
    signOut: action<inputs.Leaving>({
      label: '签退',
      past: '签退',
      from: ['in_use'],
      to: 'done',
      suits: row => !isTrip(row) && !row.lease,
      by: anyOf(booker, manageBookings),
      tone: 'primary',
      publishes: true,
      input: inputs.leavingPlace,
      effect: async (ctx, _row, { remark, mark }) => ({ used_until: ctx.now, remark, mark: mark ?? null }),
      note: input => input.remark || null,
    }),
    setOut: action<{ km_from: number }>({
      label: '出车',
      past: '出车',
      from: ['granted'],
      to: 'in_use',
      suits: isTrip,
      by: anyOf(booker, driver(), manageBookings),
      tone: 'primary',
      blockedBy: (row, _actor, facts) => tooEarlyOrLate(row, facts),
      input: inputs.leaving,
      prefill: inputs.knownMileage,
      effect: async (ctx, row, { km_from }) => {
        await refuseWhileInUse(ctx, row)
        return { used_from: ctx.now, km_from }
      },
      note: input => `里程 ${input.km_from} 公里`,
    }),
    comeBack: action<inputs.Leaving & { km_to: number }>({
      label: '收车',
      past: '收车',
      from: ['in_use'],
      to: 'done',
      suits: isTrip,
      by: anyOf(booker, driver(), manageBookings),
      tone: 'primary',
      input: inputs.returning,
      effect: async (ctx, row, { km_to, remark }) => {
        await ctx.db
          .updateTable('resource')
          .set({ mileage_km: km_to })
          .where('id', '=', row.resource_id)
          .execute()
        return { used_until: ctx.now, km_to, remark }
      },
      note: input => [`里程 ${input.km_to} 公里`, input.remark].filter(Boolean).join('；'),
    }),
    let: action<Letting>({
      label: '安排给孵化项目',
      past: '安排给孵化项目使用',
      from: 'new',
      to: 'in_use',
      by: theSystem,
      inner: true,
      publishes: true,
      input: letting,
      effect: lets,
    }),
    vacate: action({
      label: '腾退',
      past: '腾退了工位',
      from: ['in_use'],
      to: 'done',
      by: theSystem,
      inner: true,
      publishes: true,
      suits: row => row.lease,
      effect: async ctx => ({ used_until: ctx.now }),
    }),
    prolong: action<{ until: Date }>({
      label: '续期',
      past: '续期使用',
      from: ['in_use'],
      by: theSystem,
      inner: true,
      publishes: true,
      suits: row => row.lease,
      input: z.object({ until: z.date() }),
      effect: async (ctx, row, { until }) => {
        await refuseLet(ctx, row.resource_id, row.ends_at, until)
        return { ends_at: until }
      },
    }),
    miss: action({
      label: '未到',
      past: '没有签到，时段已释放',
      from: ['granted'],
      to: 'missed',
      by: theSystem,
      inner: true,
      publishes: true,
      tell: row => [message(told(row), texts.missed, { hours: hoursOf(row) }, pageOf(row))],
    }),
    finish: action({
      label: '按时结束',
      past: '没有签退，按预约的时间结束',
      from: ['in_use'],
      to: 'done',
      by: theSystem,
      inner: true,
      effect: async (_ctx, row) => ({ used_until: row.ends_at }),
    }),
    withdraw: action({
      label: '随账号取消',
      past: '随账号注销取消',
      from: ['asked', 'granted'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      publishes: true,
    }),
    begin: action({
      label: '随活动使用',
      past: '随活动开始使用',
      from: ['granted'],
      to: 'in_use',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ used_from: ctx.now }),
    }),
    release: action({
      label: '随活动取消',
      past: '随活动变动取消',
      from: ['asked', 'granted'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      publishes: true,
    }),
    handOn: action<{ staff_id: string; reason: string }>({
      label: '转给同事',
      past: '转给同事使用',
      from: ['asked', 'granted', 'in_use'],
      by: theSystem,
      inner: true,
      input: z.object({ staff_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, row, { staff_id }) => ({
        ...(row.staff_id !== null && { staff_id }),
        ...(row.driver_id === row.staff_id && row.driver_id !== null && { driver_id: staff_id }),
      }),
      note: input => input.reason,
    }),
  }),
})

/** Who drives, whoever booked. */
function driver() {
  return {
    says: '驾驶员',
    test: (actor: { staffId: string | null }, row: Pick<Booking, 'driver_id'>) =>
      row.driver_id !== null && actor.staffId === row.driver_id,
  }
}
