import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import { noId } from '#platform/ids'
import { message } from '#platform/notify'
import { performMany } from '#platform/perform'
import { anyOf, type Who } from '#platform/who'
import { type AnyWorkflow, defineWorkflow, workflows } from '#platform/workflow'
import { manageIncubation, seesIncubation } from './duties.ts'
import { reason, text, yes } from './fields.ts'
import { type About, about, leaves, type Times, times } from './mentor-inputs.ts'
import { texts } from './messages.ts'
import type { Mentor } from './people.ts'
import type { Availability, Hours, Leave } from './slots.ts'

/** Their own account once they took it on, before that whoever holds the phone. */
export const theMentor: Who<Pick<Mentor, 'identity_id'>> = {
  says: '导师本人',
  test: (actor, row) =>
    row.identity_id !== null && [actor.identityId, actor.twin?.identityId].includes(row.identity_id),
}
const mentorOrManager = anyOf<Mentor>(theMentor, manageIncubation as Who<Mentor>)

export const availabilityOf = (row: Pick<Mentor, 'hours' | 'leaves' | 'slot_minutes'>): Availability => ({
  hours: row.hours as unknown as Hours[],
  leaves: row.leaves as unknown as Leave[],
  slot_minutes: row.slot_minutes,
})

/** What is booked on the days of a leave must be moved first: nobody finds a closed door. */
async function refuseBookedOn(ctx: Ctx, row: Mentor, wanted: readonly Leave[]): Promise<void> {
  const booked = await ctx.db
    .selectFrom('mentoring_session')
    .select('starts_at')
    .where('mentor_id', '=', row.id)
    .where('state', '=', 'booked')
    .where('starts_at', '>', ctx.now)
    .orderBy('starts_at')
    .limit(500)
    .execute()
  const met = booked
    .map(one => dayOf(one.starts_at))
    .find(on => wanted.some(({ from, to }) => from <= on && on <= to))
  if (met) throw invalid({ leaves: `${met} 已有约好的辅导，请先改期或取消，再登记请假。` })
}

/** Whoever goes reviews no more: somebody else is chosen. */
export async function standDown(ctx: Ctx, row: Pick<Mentor, 'id'>): Promise<void> {
  const open = await ctx.db
    .selectFrom('incubation_review')
    .select('id')
    .where('mentor_id', '=', row.id)
    .where('state', '=', 'asked')
    .limit(200)
    .execute()
  const flow = workflows.get('incubation_review') as AnyWorkflow
  const ids = open.map(one => one.id)
  await performMany({ ...ctx, actor: system }, flow, 'standDown', ids, { reason: '评审人已卸任' })
}

/** 5.4.1 导师: profile, load, weekly hours, leave; shown to everybody only with their own consent. */
export const mentorFlow = defineWorkflow({
  subject: 'mentor',
  label: '创业导师',
  clause: '5.4.1',
  states: {
    active: { label: '在任', tone: 'green', final: true },
    ended: { label: '已卸任', tone: 'grey', final: true },
  },
  visible: ({ actor, db }, query) => {
    if (seesIncubation(actor)) return query
    const phone = db.selectFrom('identity').select('phone_number').where('id', '=', actor.identityId)
    const guests = db
      .selectFrom('incubation')
      .select('incubation.id')
      .where('incubation.party_id', 'in', [noId, ...actor.parties])
      .where('incubation.state', 'in', ['incubating', 'warned'])
    return query.where(eb =>
      eb.or([
        eb('mentor.identity_id', '=', actor.identityId ?? noId),
        eb.and([eb('mentor.state', '=', 'active'), eb('mentor.shown_at', 'is not', null)]),
        eb.and([eb('mentor.state', '=', 'active'), eb.exists(guests)]),
        eb.and([
          eb('mentor.identity_id', 'is', null),
          eb('mentor.state', '=', 'active'),
          eb('mentor.phone', '=', phone),
        ]),
      ]),
    )
  },
  title: row => row.name,
  href: (row, actor) =>
    actor.staffId
      ? `/desk/mentors/${row.id}`
      : theMentor.test(actor, row, undefined as never) || row.identity_id === null
        ? '/my/incubation'
        : `/my/incubation/mentors/${row.id}`,
  record: z.object({
    ...{ id: z.uuid(), state: z.string(), name: z.string(), work: z.string(), introduction: z.string() },
    topics: z.array(z.string()),
  }),
  actions: action => ({
    add: action<About & { name: string; phone: string }>({
      label: '聘请导师',
      past: '聘请为导师',
      from: 'new',
      to: 'active',
      by: manageIncubation,
      tone: 'primary',
      input: z.object({
        name: text('姓名', 2, 20),
        phone: mobile.meta({ label: '手机号', help: '用这个号码登录网站，在“我的孵化”里确认、安排时间。' }),
        ...about,
      }),
      prefill: async () => ({ most_month: 8 }),
      effect: async (ctx, _row, input) => {
        const twin = await ctx.db
          .selectFrom('mentor')
          .select('id')
          .where('phone', '=', input.phone)
          .where('state', '=', 'active')
          .executeTakeFirst()
        if (twin) throw invalid({ phone: '这位已经是导师。' })
        return { ...input, slot_minutes: 60 }
      },
      tell: (row, _input, ctx) => [
        message({ phone: row.phone }, texts.invited, { centre: ctx.centre.name }, '/my/incubation'),
      ],
    }),
    claim: action({
      label: '是我，愿意担任',
      past: '确认担任导师',
      done: '好了，请填写每周可约的时间',
      from: ['active'],
      by: { says: '持有所登记手机号的人', test: actor => actor.kind === 'person' && actor.staffId === null },
      suits: row => row.identity_id === null,
      tone: 'primary',
      effect: async (ctx, row) => {
        const own = await ctx.db
          .selectFrom('identity')
          .select('phone_number')
          .where('id', '=', ctx.actor.identityId)
          .executeTakeFirst()
        if (own?.phone_number !== row.phone) throw conflict('请用登记的手机号登录后确认。')
        return { identity_id: ctx.actor.identityId }
      },
    }),
    change: action<About>({
      label: '修改资料',
      past: '修改了导师资料',
      from: ['active'],
      by: mentorOrManager,
      publishes: true,
      input: z.object(about),
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
    }),
    setTimes: action<Times>({
      label: '每周时间',
      past: '安排了每周可约的时间',
      from: ['active'],
      by: mentorOrManager,
      input: times,
      prefill: async (_ctx, row) => ({
        slot_minutes: String(row?.slot_minutes ?? 60),
        hours: ((row?.hours ?? []) as unknown as Hours[]).map(one => ({
          ...one,
          weekday: String(one.weekday),
        })),
      }),
      effect: async (_ctx, _row, input) => ({
        slot_minutes: input.slot_minutes,
        hours: JSON.stringify(input.hours),
      }),
    }),
    setLeave: action<{ leaves: Leave[] }>({
      label: '请假',
      past: '登记了请假',
      done: '已登记，请假期间不能约',
      from: ['active'],
      by: mentorOrManager,
      input: leaves,
      prefill: async (ctx, row) => ({
        leaves: ((row?.leaves ?? []) as unknown as Leave[]).filter(({ to }) => to >= dayOf(ctx.now)),
      }),
      effect: async (ctx, row, input) => {
        await refuseBookedOn(ctx, row, input.leaves)
        return { leaves: JSON.stringify(input.leaves) }
      },
      note: input => input.leaves.map(({ from, to }) => `${from} 至 ${to}`).join('；') || '没有请假',
    }),
    show: action<{ consent: boolean }>({
      label: '同意公开我的介绍',
      past: '同意公开介绍',
      done: '已公开，随时可以撤回',
      from: ['active'],
      by: theMentor as Who<Mentor>,
      suits: row => row.shown_at === null,
      publishes: true,
      input: z.object({
        consent: yes('同意在网上公开姓名、单位、介绍和辅导主题，随时可以撤回', '不同意的，不用公开'),
      }),
      effect: async ctx => ({ shown_at: ctx.now }),
    }),
    hide: action({
      label: '撤回公开',
      past: '撤回了公开',
      done: '介绍已撤下',
      from: 'any',
      by: theMentor as Who<Mentor>,
      suits: row => row.shown_at !== null,
      publishes: true,
      effect: async () => ({ shown_at: null }),
    }),
    takeReviews: action<{ consent: boolean }>({
      label: '愿意参加入孵评审',
      past: '愿意参加入孵评审',
      done: '好了。请您评审时会发短信，随时可以退出',
      from: ['active'],
      by: theMentor as Who<Mentor>,
      suits: row => row.identity_id !== null && row.reviews_at === null,
      input: z.object({
        consent: yes(
          '看到的计划书只用于评审，不外传；和申请人有利害关系的，一定申请回避',
          '不同意的，不用参加',
        ),
      }),
      effect: async ctx => ({ reviews_at: ctx.now }),
    }),
    leaveReviews: action({
      label: '不再参加评审',
      past: '不再参加入孵评审',
      done: '以后不再请您评审；已经请您评的，请评完或申请回避',
      from: ['active'],
      by: mentorOrManager,
      suits: row => row.reviews_at !== null,
      effect: async () => ({ reviews_at: null }),
    }),
    end: action<{ reason: string }>({
      label: '卸任',
      past: '卸任',
      from: ['active'],
      to: 'ended',
      by: manageIncubation,
      tone: 'danger',
      publishes: true,
      input: reason('原因'),
      effect: async (ctx, row) => {
        const { n } = await ctx.db
          .selectFrom('mentoring_session')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('mentor_id', '=', row.id)
          .where('state', 'in', ['booked', 'recorded'])
          .executeTakeFirstOrThrow()
        if (Number(n) > 0) throw conflict(`还有 ${n} 次辅导没有办完，请先改期、取消或等双方确认。`)
        return { shown_at: null, reviews_at: null }
      },
      consequence: standDown,
      note: input => input.reason,
    }),
  }),
})
