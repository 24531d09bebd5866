import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { anyOf, anyPerson, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { type Arrival, arrival, arrivedAgain, noteArrival, takeBack } from './arrivals.ts'
import { receiveGuests } from './duties.ts'
import { guest } from './guests.ts'
import { reason } from './inputs.ts'
import { registeredBy } from './queries.ts'
import * as effects from './registering.ts'
import * as inputs from './registration-inputs.ts'

export type Registration = RowOf<'activity_registration'>

const guestOrDesk = anyOf(guest, receiveGuests)
const open = ['registered', 'waiting', 'offered', 'confirming'] as const

/** 5.2.2 One's place at an activity, or in the line for it. */
export const registrationFlow = defineWorkflow({
  subject: 'activity_registration',
  label: '活动报名',
  clause: '5.2.2',
  states: {
    registered: { label: '已报名', tone: 'green', awaits: guest, arranged: true },
    waiting: { label: '候补中', tone: 'orange', awaits: guest, arranged: true },
    offered: { label: '有名额，待确认', tone: 'orange', awaits: guest },
    confirming: { label: '改期待确认', tone: 'orange', awaits: guest },
    attended: { label: '已到场', tone: 'green', final: true },
    missed: { label: '未到', tone: 'red', final: true },
    excused: { label: '未到（已说明）', tone: 'grey', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
    lapsed: { label: '已让出', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where(registeredBy(actor)),
  title: row => `活动报名 ${row.contact_name}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('activity_registration')
      .innerJoin('activity', 'activity.id', 'activity_registration.activity_id')
      .select(['activity_registration.id', 'activity.title', 'activity.starts_at'])
      .where('activity_registration.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.title} · ${dayOf(row.starts_at)}`]))
  },
  href: (row, actor) =>
    actor.staffId ? `/desk/activities/registrations/${row.id}` : `/my/activities/${row.id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    activity_id: z.uuid(),
    people: z.number().int(),
    channel: z.string(),
    joined_at: z.date(),
    answer_until: z.date().nullable(),
  }),
  actions: action => ({
    register: action<inputs.Registering>({
      label: '报名',
      past: '报了名',
      from: 'new',
      to: (_row, input) => (input.seated ? 'registered' : 'waiting'),
      by: anyPerson,
      tone: 'primary',
      done: '已收到您的报名，结果见下方状态',
      note: (_input, row) => (row.proxy_id ? '凭授权代办' : null),
      about: inputs.aboutActivity,
      input: inputs.registering,
      prefill: inputs.knownGuest,
      effect: effects.joined,
      consequence: effects.welcome,
    }),
    enter: action<inputs.Registering>({
      label: '代为报名',
      past: '代为报了名',
      from: 'new',
      to: (_row, input) => (input.seated ? 'registered' : 'waiting'),
      by: receiveGuests,
      tone: 'primary',
      done: '已登记，结果见下方状态',
      about: inputs.aboutActivity,
      input: inputs.entering,
      effect: effects.joined,
      consequence: effects.welcome,
    }),
    walkIn: action<inputs.WalkIn>({
      label: '现场登记',
      past: '现场登记到场',
      from: 'new',
      to: 'attended',
      by: receiveGuests,
      tone: 'primary',
      done: '已登记到场',
      about: inputs.aboutActivity,
      input: inputs.walkingIn,
      effect: effects.walkedIn,
      consequence: effects.bringPeople,
    }),
    edit: action<inputs.Editing>({
      label: '修改报名',
      past: '修改了报名',
      from: open,
      by: guestOrDesk,
      // Whoever comes alone and was asked nothing has nothing to change.
      suits: row => row.people > 1 || Object.keys(row.answers as object).length > 0,
      input: inputs.editing,
      prefill: inputs.knownRegistration,
      effect: effects.edited,
      consequence: effects.editPeople,
    }),
    offer: action({
      label: '递补',
      past: '按先后递补，等待确认',
      from: ['waiting'],
      to: 'offered',
      by: theSystem,
      inner: true,
      effect: effects.offered,
      consequence: (ctx, row) => effects.inform(ctx, row, 'offered'),
    }),
    accept: action({
      label: '确认参加',
      past: '确认参加',
      from: ['offered', 'confirming'],
      to: 'registered',
      by: guestOrDesk,
      tone: 'primary',
      blockedBy: effects.tooLate,
      effect: async () => ({ answer_until: null }),
    }),
    decline: action({
      label: '不参加了',
      past: '不参加，让出了名额',
      from: ['offered', 'confirming'],
      to: 'lapsed',
      by: guestOrDesk,
      confirm: '名额会马上让给候补的下一位。',
      effect: effects.beforeStart,
      consequence: effects.freed,
    }),
    lapse: action({
      label: '逾期未确认',
      past: '没有及时确认，名额让给下一位',
      from: ['offered', 'confirming'],
      to: 'lapsed',
      by: theSystem,
      inner: true,
      effect: async () => ({ answer_until: null }),
      consequence: async (ctx, row) => {
        await effects.inform(ctx, row, 'lapsed')
        await effects.freed(ctx, row)
      },
    }),
    leave: action({
      label: '退出候补',
      past: '退出了候补',
      from: ['waiting'],
      to: 'cancelled',
      by: guestOrDesk,
      confirm: '退出后再报名，要从最后排起。',
      consequence: effects.freed,
    }),
    cancel: action({
      label: '取消报名',
      past: '取消了报名',
      from: ['registered'],
      to: 'cancelled',
      by: guestOrDesk,
      confirm: '取消后名额马上让给候补的人；开始前取消不算未到。',
      effect: effects.beforeStart,
      consequence: effects.freed,
    }),
    askAgain: action({
      label: '改期确认',
      past: '活动改期，请报名人确认',
      from: ['registered', 'offered', 'confirming'],
      to: 'confirming',
      by: theSystem,
      inner: true,
      effect: effects.askedAgain,
      consequence: (ctx, row) => effects.informWithReason(ctx, row, 'moved'),
    }),
    tellMoved: action({
      label: '通知改期',
      past: '活动改期，候补先后不变',
      from: ['waiting'],
      by: theSystem,
      inner: true,
      consequence: (ctx, row) => effects.inform(ctx, row, 'movedWaiting'),
    }),
    callOff: action({
      label: '随活动取消',
      past: '随活动取消',
      from: open,
      to: 'cancelled',
      by: theSystem,
      inner: true,
      effect: async () => ({ answer_until: null }),
      consequence: (ctx, row) => effects.informWithReason(ctx, row, 'cancelled'),
    }),
    arrive: action<Arrival>({
      label: '签到',
      past: '签到',
      from: ['registered', 'offered', 'confirming', 'attended', 'missed'],
      to: 'attended',
      by: receiveGuests,
      quiet: true,
      input: arrival,
      effect: async () => ({ answer_until: null }),
      consequence: noteArrival,
      note: input => (input.reason ? `补录：${input.reason}` : null),
    }),
    takeBack: action<{ reason: string }>({
      label: '撤销签到',
      past: '撤销了签到',
      from: ['attended'],
      to: 'registered',
      by: receiveGuests,
      suits: row => row.channel !== 'walk_in',
      input: reason('撤销原因'),
      effect: arrivedAgain,
      consequence: takeBack,
      note: input => input.reason,
    }),
    miss: action({
      label: '未到',
      past: '没有签到，记为未到',
      from: ['registered', 'confirming'],
      to: 'missed',
      by: theSystem,
      inner: true,
      effect: async () => ({ answer_until: null }),
    }),
    endWaiting: action({
      label: '候补结束',
      past: '没有再空出名额，候补结束',
      from: ['waiting', 'offered'],
      to: 'lapsed',
      by: theSystem,
      inner: true,
      effect: async () => ({ answer_until: null }),
      consequence: (ctx, row) => effects.inform(ctx, row, 'full'),
    }),
    excuse: action<{ reason: string }>({
      label: '注明情况',
      past: '注明未到有正当理由，不计入未到',
      from: ['missed'],
      to: 'excused',
      by: receiveGuests,
      input: reason('什么情况（本人说明、核实结果）'),
      effect: async (_ctx, _row, input) => ({ excuse: input.reason }),
      note: input => input.reason,
    }),
    notePayment: action<{ paid_fen: number; paid_note: string }>({
      label: '登记收费',
      past: '登记了收费',
      from: ['registered', 'attended'],
      by: receiveGuests,
      input: inputs.payment,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
    }),
    withdraw: action({
      label: '随账号取消',
      past: '随账号注销取消',
      from: open,
      to: 'cancelled',
      by: theSystem,
      inner: true,
      effect: async () => ({ answer_until: null }),
      consequence: effects.freed,
    }),
    letIn: action({
      label: '现场入场',
      past: '现场登记到场，候补结束',
      from: ['waiting'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
    }),
    useOpinion: action({
      label: '匿名评价',
      past: '用掉了匿名评价的机会',
      from: ['attended'],
      by: theSystem,
      inner: true,
      suits: row => !row.feedback_used,
      effect: async () => ({ feedback_used: true }),
    }),
  }),
})
