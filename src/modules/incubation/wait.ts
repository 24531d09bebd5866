import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { dateTime } from '#platform/format'
import { isId } from '#platform/ids'
import { message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { type Addressee, anyPerson, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { day } from './fields.ts'
import { mentorOf, type Sitting, visibleSittings } from './mentoring-people.ts'
import { texts } from './messages.ts'
import { mentoringFlow } from './session.ts'
import { freeOf } from './session-rules.ts'
import { offerHours } from './settings.ts'
import { slotWords } from './slots.ts'

type Wait = RowOf<'mentoring_wait'>

const waiter: Addressee<Wait> = {
  says: '候补的孵化企业',
  test: (actor, row) => actor.parties.includes(row.party_id),
  address: row => ({ party_id: row.party_id }),
}

const sittingOf = (ctx: Ctx, id: unknown): Promise<Sitting | undefined> =>
  typeof id === 'string' && isId(id)
    ? ctx.db.selectFrom('mentoring_session').selectAll().where('id', '=', id).executeTakeFirst()
    : Promise.resolve(undefined)

/** 更早时段候补: whoever has a session and would come earlier; asked in the order of waiting, one slot for one. */
export const mentoringWaitFlow = defineWorkflow({
  subject: 'mentoring_wait',
  label: '更早时段候补',
  clause: '5.4.1',
  states: {
    waiting: { label: '候补中', tone: 'blue', final: true },
    offered: { label: '有更早的时段，待答复', tone: 'orange', awaits: waiter },
    moved: { label: '已改到更早', tone: 'green', final: true },
    ended: { label: '不再候补', tone: 'grey', final: true },
  },
  visible: visibleSittings('mentoring_wait'),
  title: () => '更早时段候补',
  href: (row, actor) =>
    actor.staffId ? `/desk/mentors/sessions/${row.session_id}` : `/my/incubation/sessions/${row.session_id}`,
  party: row => row.party_id,
  record: z.object({ id: z.uuid(), state: z.string(), session_id: z.uuid(), since: z.date() }),
  actions: action => ({
    join: action<{ session_id: string; from_day: string }>({
      label: '候补更早的时段',
      past: '候补更早的时段',
      done: '已记下，有更早的时段会告诉您',
      from: 'new',
      to: 'waiting',
      by: anyPerson,
      input: async ctx =>
        z.object({
          session_id: z.uuid().meta({ widget: 'hidden' }),
          from_day: day('不早于').default(dayOf(ctx.now)),
        }) as unknown as z.ZodType<{ session_id: string; from_day: string }>,
      effect: async (ctx, _row, input) => {
        const sitting = await sittingOf(ctx, input.session_id)
        if (!sitting || !ctx.actor.parties.includes(sitting.party_id)) throw notFound('这次辅导')
        if (sitting.state !== 'booked') throw conflict('这次辅导不在等待中，不用候补。')
        if (input.from_day >= dayOf(sitting.starts_at)) throw invalid({ from_day: '要早于已约的那天' })
        const { mentor_id, party_id } = sitting
        return { session_id: sitting.id, mentor_id, party_id, since: ctx.now, from_day: input.from_day }
      },
    }),
    offer: action<{ at: Date; until: Date }>({
      label: '问一问',
      past: '问是否改到更早的时段',
      from: ['waiting'],
      to: 'offered',
      by: theSystem,
      inner: true,
      input: z.object({ at: z.date(), until: z.date() }),
      effect: async (_ctx, _row, { at, until }) => ({ offered_at: at, offer_until: until }),
    }),
    accept: action({
      label: '改到更早的时段',
      past: '改到更早的时段',
      done: '已改好',
      from: ['offered'],
      to: 'moved',
      by: waiter,
      tone: 'primary',
      blockedBy: (row, _actor, { now }) =>
        row.offer_until !== null && row.offer_until <= now && '保留的时间已过，已问下一家。',
      consequence: async (ctx, row) => {
        const input = { slot: row.offered_at, wait: row.id }
        await perform({ ...ctx, actor: system }, mentoringFlow, 'moveEarlier', row.session_id, input)
      },
    }),
    pass: action({
      label: '不改，继续候补',
      past: '没有改到那个时段',
      from: ['offered'],
      to: 'waiting',
      by: waiter,
      effect: async (_ctx, row) => passedOn(row),
      consequence: (ctx, row) => offerEarlier(ctx, row.mentor_id),
    }),
    lapse: action({
      label: '逾期未答复',
      past: '没有及时答复',
      from: ['offered'],
      to: 'waiting',
      by: theSystem,
      inner: true,
      effect: async (_ctx, row) => passedOn(row),
    }),
    leave: action({
      label: '不再候补',
      past: '不再候补',
      from: ['waiting', 'offered'],
      to: 'ended',
      by: waiter,
    }),
    end: action({
      label: '候补结束',
      past: '候补结束',
      from: ['waiting', 'offered'],
      to: 'ended',
      by: theSystem,
      inner: true,
    }),
  }),
})

/** Not offered again to the same. */
const passedOn = (row: Wait) => ({
  passed: [...row.passed, row.offered_at?.toISOString() ?? ''].slice(-50),
  offered_at: null,
  offer_until: null,
})

/** Offers what is free before their session to whoever waits, the first in line first; each slot to one. */
export async function offerEarlier(given: Ctx, mentorId: string): Promise<void> {
  const ctx: Ctx = { ...given, actor: system }
  // One after the other with whoever books this mentor.
  await ctx.db.selectFrom('mentor').select('id').where('id', '=', mentorId).forNoKeyUpdate().execute()
  const line = await ctx.db
    .selectFrom('mentoring_wait')
    .innerJoin('mentoring_session', 'mentoring_session.id', 'mentoring_wait.session_id')
    .select(['mentoring_wait.id', 'mentoring_wait.party_id', 'session_id', 'from_day', 'passed'])
    .select(['mentoring_session.starts_at', 'mentoring_session.state'])
    .where('mentoring_wait.mentor_id', '=', mentorId)
    .where('mentoring_wait.state', '=', 'waiting')
    .orderBy('since')
    .orderBy('mentoring_wait.id')
    .limit(100)
    .execute()
  if (line.length === 0) return
  const mentor = await mentorOf(ctx, mentorId)
  const free = await freeOf(ctx, mentor)
  for (const one of line) {
    if (one.state !== 'booked' || one.starts_at <= ctx.now) {
      await perform(ctx, mentoringWaitFlow, 'end', one.id)
      continue
    }
    const at = free.findIndex(
      slot =>
        slot.starts_at < one.starts_at &&
        dayOf(slot.starts_at) >= one.from_day &&
        !one.passed.includes(slot.starts_at.toISOString()),
    )
    const [slot] = at < 0 ? [] : free.splice(at, 1)
    if (!slot) continue
    const until = new Date(
      Math.min(ctx.now.getTime() + offerHours.of(ctx.centre) * 3_600_000, slot.starts_at.getTime()),
    )
    await perform(ctx, mentoringWaitFlow, 'offer', one.id, { at: slot.starts_at, until })
    await tell(
      ctx,
      message(
        { party: one.party_id },
        texts.earlier,
        { when: slotWords(slot), until: dateTime(until) },
        `/my/incubation/sessions/${one.session_id}`,
      ),
    )
  }
}
