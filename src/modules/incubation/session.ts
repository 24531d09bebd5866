import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { type Message, message, tell } from '#platform/notify'
import { type Addressee, allOf, anyOf, everDid, type Facts, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { type Side, sides } from './codes.ts'
import { manageIncubation } from './duties.ts'
import { type Reason, reason } from './fields.ts'
import { mentorOf, type Sitting, visibleSittings, withMentor } from './mentoring-people.ts'
import { texts } from './messages.ts'
import * as inputs from './session-inputs.ts'
import { mentorBy, slotFor } from './session-rules.ts'
import { mentorNotice } from './settings.ts'
import { slotWords } from './slots.ts'
import { openTasks, proposeTasks } from './task.ts'

const atStartup: Addressee<Sitting> = {
  says: '孵化企业',
  test: (actor, row) => actor.parties.includes(row.party_id),
  address: row => ({ party_id: row.party_id }),
}
const either = anyOf<Sitting>(atStartup, withMentor)
const sideOf = (ctx: Pick<Ctx, 'actor'>, row: Pick<Sitting, 'party_id'>): Side =>
  ctx.actor.parties.includes(row.party_id) ? 'startup' : 'mentor'
/** Whoever did not write it down. */
const theOther: Addressee<Sitting> = {
  says: '另一方',
  test: (actor, row, facts) =>
    (row.recorded_by === 'mentor' ? atStartup : withMentor).test(actor, row, facts),
  // A mentor from outside has no list of tasks of their own: they are told, and the centre looks after it.
  address: row =>
    row.recorded_by === 'mentor' ? { party_id: row.party_id } : { duty: manageIncubation.code },
}

const page = (row: Pick<Sitting, 'id'>): string => `/my/incubation/sessions/${row.id}`

/** Tells the other side, or both where neither acted. */
async function toOther(ctx: Ctx, row: Sitting, told: (to: Message['to']) => Message): Promise<void> {
  const mentor = await mentorOf(ctx, row.mentor_id)
  const toMentor = told(mentor.identity_id ? { identity: mentor.identity_id } : { phone: mentor.phone })
  const toStartup = told({ party: row.party_id })
  if (ctx.actor.parties.includes(row.party_id)) return tell(ctx, toMentor)
  if (ctx.actor.identityId && ctx.actor.identityId === mentor.identity_id) return tell(ctx, toStartup)
  return tell(ctx, toMentor, toStartup)
}

const inTime = (row: Sitting, facts: Facts): string | false => {
  const hours = mentorNotice.of(facts.centre)
  return (
    row.starts_at.getTime() - facts.now.getTime() < hours * 3_600_000 &&
    `不到 ${hours} 小时就要开始，请打电话商量。`
  )
}
const notYet = (row: Sitting, facts: Facts): string | false => row.starts_at > facts.now && '还没有开始。'

/** One set of rules, whether the start-up books or the centre does it for them. */
const booked = {
  about: async (ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> =>
    (await mentorBy(ctx, raw.mentor_id).catch(() => null))?.name ?? null,
  input: inputs.booking,
  prefill: inputs.knownBooking,
  effect: async (ctx: Ctx, _row: Sitting, { mentor_id, incubation_id, slot, topic }: inputs.Booking) => {
    const mentor = await mentorBy(ctx, mentor_id)
    const project = await inputs.projectFor(ctx, incubation_id)
    const span = await slotFor(ctx, { mentor, incubationId: project.id, at: slot })
    return {
      ...{ mentor_id, incubation_id: project.id, party_id: project.party_id, topic },
      ...{ ...span, place: mentor.place, booked_at: ctx.now },
    }
  },
  consequence: (ctx: Ctx, row: Sitting): Promise<void> =>
    toOther(ctx, row, to =>
      message(to, texts.booked, { who: ctx.actor.name, when: slotWords(row) }, page(row)),
    ),
}

/** Who booked it for them does not say as well that they did not come. */
const attendant = allOf<Sitting>(manageIncubation as Who<Sitting>, not(everDid('代约的人', 'bookFor')))

/** 5.4.1 导师辅导: booked inside the mentor's hours, held, written down by one and confirmed by the other. */
export const mentoringFlow = defineWorkflow({
  subject: 'mentoring_session',
  label: '导师辅导',
  clause: '5.4.1',
  states: {
    booked: { label: '已约', tone: 'blue', awaits: atStartup, arranged: true },
    recorded: { label: '待另一方确认', tone: 'orange', awaits: theOther },
    confirmed: { label: '双方已确认', tone: 'green', final: true },
    missed: { label: '未到', tone: 'red', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
  },
  visible: visibleSittings('mentoring_session'),
  title: row => `辅导 ${slotWords(row)}`,
  href: (row, actor) => (actor.staffId ? `/desk/mentors/sessions/${row.id}` : page(row)),
  party: row => row.party_id,
  record: z.object({
    ...{ id: z.uuid(), state: z.string(), mentor_id: z.uuid(), incubation_id: z.uuid() },
    ...{ starts_at: z.date(), ends_at: z.date(), topic: z.string() },
  }),
  actions: action => ({
    book: action<inputs.Booking>({
      label: '约导师',
      past: '约了辅导',
      done: '约好了，导师会收到通知',
      from: 'new',
      to: 'booked',
      by: { says: '孵化企业', test: actor => actor.kind === 'person' && actor.staffId === null },
      tone: 'primary',
      ...booked,
    }),
    bookFor: action<inputs.Booking>({
      label: '代约导师',
      past: '替孵化企业约了辅导',
      done: '约好了，导师和孵化企业都会收到通知',
      from: 'new',
      to: 'booked',
      by: manageIncubation as Who<unknown>,
      tone: 'primary',
      ...booked,
    }),
    move: action<{ slot: Date }>({
      label: '改期',
      past: '改了时间',
      from: ['booked'],
      by: anyOf<Sitting>(either, manageIncubation as Who<Sitting>),
      blockedBy: (row, actor, facts) => !actor.staffId && inTime(row, facts),
      input: inputs.moving,
      effect: async (ctx, row, { slot }) => {
        const mentor = await mentorBy(ctx, row.mentor_id)
        const of = { mentor, incubationId: row.incubation_id, at: slot, session: row.id }
        return { ...(await slotFor(ctx, of)), reminded_at: null }
      },
      note: (_input, row) => slotWords(row),
      consequence: (ctx, row) =>
        toOther(ctx, row, to =>
          message(to, texts.moved, { who: ctx.actor.name, when: slotWords(row) }, page(row)),
        ),
    }),
    moveEarlier: action<{ slot: Date; wait: string }>({
      label: '改到更早的时段',
      past: '候补到了更早的时间',
      from: ['booked'],
      by: theSystem,
      inner: true,
      input: z.object({ slot: z.date(), wait: z.uuid() }),
      effect: async (ctx, row, { slot, wait }) => {
        const mentor = await mentorBy(ctx, row.mentor_id)
        const of = { mentor, incubationId: row.incubation_id, at: slot, session: row.id, wait }
        return { ...(await slotFor(ctx, of)), reminded_at: null }
      },
      note: (_input, row) => slotWords(row),
      consequence: (ctx, row) =>
        toOther(ctx, row, to =>
          message(to, texts.moved, { who: '候补后，孵化企业', when: slotWords(row) }, page(row)),
        ),
    }),
    cancel: action<Reason>({
      label: '取消',
      past: '取消了辅导',
      from: ['booked'],
      to: 'cancelled',
      by: anyOf<Sitting>(either, manageIncubation as Who<Sitting>),
      tone: 'danger',
      blockedBy: (row, actor, facts) => !actor.staffId && inTime(row, facts),
      input: reason('原因', '会告诉对方。'),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      note: input => input.reason,
      consequence: (ctx, row) =>
        toOther(ctx, row, to =>
          message(
            to,
            texts.calledOff,
            { who: ctx.actor.name, when: slotWords(row), reason: row.reason },
            page(row),
          ),
        ),
    }),
    release: action<Reason>({
      label: '随孵化结束取消',
      past: '随孵化结束取消',
      from: ['booked'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      input: z.object({ reason: z.string() }),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      note: input => input.reason,
    }),
    record: action<inputs.Notes>({
      label: '写辅导记录',
      past: '写了辅导记录',
      done: '已写好，等对方确认',
      from: ['booked'],
      to: 'recorded',
      by: either,
      tone: 'primary',
      blockedBy: (row, _actor, facts) => notYet(row, facts),
      input: inputs.record,
      prefill: inputs.knownRecord,
      effect: async (ctx, row, { minutes, notes, goals }) => ({
        ...{ minutes, notes, goals, recorded_by: sideOf(ctx, row) },
      }),
      consequence: async (ctx, row, input) => {
        await proposeTasks(ctx, row, input.tasks)
        await toOther(ctx, row, to => message(to, texts.recorded, { when: slotWords(row) }, page(row)))
      },
    }),
    confirm: action({
      label: '属实，确认',
      past: '确认了辅导记录',
      done: '已确认',
      from: ['recorded'],
      to: 'confirmed',
      by: theOther,
      tone: 'primary',
      consequence: openTasks,
    }),
    dispute: action<Reason>({
      label: '请对方修改',
      past: '请对方修改记录',
      from: ['recorded'],
      to: 'booked',
      by: theOther,
      input: reason('哪里不对'),
      note: input => input.reason,
      consequence: (ctx, row, input) =>
        toOther(ctx, row, to =>
          message(to, texts.disputed, { when: slotWords(row), reason: input.reason }, page(row)),
        ),
    }),
    miss: action<{ missed_by: Side }>({
      label: '没有来',
      past: '记下没有来',
      from: ['booked'],
      to: 'missed',
      by: anyOf<Sitting>(either, attendant),
      blockedBy: (row, _actor, facts) => notYet(row, facts),
      input: inputs.missing,
      effect: async (ctx, row, { missed_by }) => {
        if (!ctx.actor.staffId && missed_by === sideOf(ctx, row) && row.notes)
          throw invalid({ missed_by: '已经写过辅导记录，请请对方确认。' })
        return { missed_by }
      },
      note: input => sides[input.missed_by],
      consequence: (ctx, row) =>
        toOther(ctx, row, to =>
          message(to, texts.missed, { when: slotWords(row), who: sides[row.missed_by as Side] }, page(row)),
        ),
    }),
  }),
})
