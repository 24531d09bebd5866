import { badgeOf, buttonsFor, story } from '#modules/actions'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { type Side, sides } from './codes.ts'
import { seesIncubation } from './duties.ts'
import { taskLine } from './lines.ts'
import { availabilityOf, mentorFlow } from './mentor.ts'
import { weekdays } from './mentor-inputs.ts'
import type { Sitting } from './mentoring-people.ts'
import type { SessionLine } from './pages/mentors.tsx'
import type { SessionView } from './pages/session.tsx'
import type { Mentor } from './people.ts'
import { type SessionRow, tasksOf, waitOf } from './queries/mentoring.ts'
import { mentoringFlow } from './session.ts'
import { loadOf } from './session-rules.ts'
import { slotWords } from './slots.ts'
import { mentoringWaitFlow } from './wait.ts'

export const sessionLine = (row: SessionRow): SessionLine => ({
  ...{ id: row.id, mentor: row.mentor, project: row.project, topic: row.topic, minutes: row.minutes },
  when: slotWords(row),
  state: badgeOf(mentoringFlow, row.state),
  missed: row.missed_by ? sides[row.missed_by as Side] : '',
  starts_at: row.starts_at,
})

export async function mentorView(ctx: Ctx, row: Mentor) {
  const { hours, leaves } = availabilityOf(row)
  return {
    ...{ id: row.id, name: row.name, work: row.work, introduction: row.introduction, topics: row.topics },
    place: row.place,
    slot: row.slot_minutes,
    month: `已约 ${await loadOf(ctx, row.id, ctx.now)} 次，最多 ${row.most_month} 次`,
    hours: hours.map(one => `${weekdays[one.weekday - 1]} ${one.from}–${one.to}`),
    leaves: leaves.map(one => `${one.from} 至 ${one.to}`),
    state: badgeOf(mentorFlow, row.state),
    shown: row.shown_at !== null,
    buttons: await buttonsFor(ctx, mentorFlow, row),
  }
}

/** One session as both sides and the desk see it. */
export async function sessionView(ctx: Ctx, row: SessionRow): Promise<SessionView> {
  const own = ctx.actor.parties.includes(row.party_id)
  const [tasks, files, wait, told] = await Promise.all([
    tasksOf(ctx, { session: row.id }),
    filesOf(ctx, 'mentoring_session', row.id),
    waitOf(ctx, row.id),
    story(ctx, { recordId: row.id }),
  ])
  const project = seesIncubation(ctx.actor)
    ? `/desk/incubation/${row.incubation_id}`
    : own
      ? `/my/incubation/${row.incubation_id}`
      : null
  return {
    ...{ id: row.id, when: slotWords(row), state: badgeOf(mentoringFlow, row.state) },
    ...{ mentor: row.mentor, mentorWork: row.mentor_work, mentorPhone: row.mentor_phone },
    ...{ project: row.project, projectHref: project, contact: `${row.contact_name} ${row.contact_phone}` },
    ...{ topic: row.topic, place: row.place, minutes: row.minutes, notes: row.notes, goals: row.goals },
    recorded: row.recorded_by ? `由${sides[row.recorded_by as Side]}写` : '',
    missed: row.missed_by ? sides[row.missed_by as Side] : '',
    reason: row.reason,
    tasks: await Promise.all(tasks.map(one => taskLine(ctx, one))),
    files,
    buttons: await buttonsFor(ctx, mentoringFlow, row as unknown as Sitting),
    wait: wait
      ? {
          state: badgeOf(mentoringWaitFlow, wait.state),
          words: wait.offered_at
            ? `${dateTime(wait.offered_at)} 空出来了，为您留到 ${wait.offer_until ? dateTime(wait.offer_until) : ''}。`
            : `${wait.from_day} 起有更早的就告诉您。`,
          buttons: await buttonsFor(ctx, mentoringWaitFlow, wait),
        }
      : null,
    mayWait: own && row.state === 'booked' && row.starts_at > ctx.now,
    story: told,
  }
}
