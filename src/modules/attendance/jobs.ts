import { addDays, dayOf, startOfDay } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob, on } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { followClock, planSessions } from './planning.ts'
import { sessionsOf } from './queries/records.ts'
import { raiseSignals } from './review.ts'
import { sessionFlow } from './session.ts'
import { deviceDays } from './settings.ts'

const batch = 50

/** Every minute: half days begin and end. */
export const turnSessions = defineJob({
  name: 'attendance.clock',
  cron: '* * * * *',
  async run(work) {
    while ((await work.write(ctx => followClock(ctx, batch))) === batch);
  },
})

/** At night: whatever a setting changed is brought in line, and marks of devices go. */
export const keepAttendance = defineJob({
  name: 'attendance.nightly',
  cron: '25 0 * * *',
  async run(work) {
    for (const { id } of await work.read(liveClasses)) await work.write(ctx => planSessions(ctx, id))
    while ((await work.write(forgetDevices)) === mostForgotten);
  },
})

const liveClasses = (ctx: Ctx) =>
  ctx.db
    .selectFrom('training_class')
    .select('id')
    .where('state', 'in', ['published', 'running'])
    .limit(500)
    .execute()

const mostForgotten = 5_000
/** A mark of a phone serves to look at sign-ins again, and for that only. Returns how many went. */
async function forgetDevices(ctx: Ctx): Promise<number> {
  const until = startOfDay(addDays(dayOf(ctx.now), -deviceDays.of(ctx.centre)))
  const { numUpdatedRows } = await ctx.db
    .updateTable('attendance')
    .set({ device: null })
    .where('id', 'in', eb =>
      eb
        .selectFrom('attendance')
        .select('id')
        .where('device', 'is not', null)
        .where('at', '<', until)
        .limit(mostForgotten),
    )
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

for (const action of ['publish', 'amend', 'begin', 'cancel'])
  on(`training_class.${action}`, `attendance.follow_class_${action}`, (work, { recordId }) =>
    work.write(ctx => planSessions(ctx, recordId)),
  )
for (const action of ['add', 'edit', 'drop', 'callOff'])
  on(`lesson.${action}`, `attendance.follow_lesson_${action}`, (work, { recordId }) =>
    work.write(async ctx => {
      const row = await ctx.db
        .selectFrom('lesson')
        .select('class_id')
        .where('id', '=', recordId)
        .executeTakeFirst()
      if (row) await planSessions(ctx, row.class_id)
    }),
  )

/** Whoever is taken later is on the list of every half day, of those that are over as absent. */
on('enrolment.accept', 'attendance.follow_accept', (work, { recordId }) =>
  work.write(async ctx => {
    const row = await ctx.db
      .selectFrom('enrolment')
      .select('class_id')
      .where('id', '=', recordId)
      .executeTakeFirst()
    if (!row) return
    const sessions = (await sessionsOf(ctx, row.class_id)).filter(one => one.state !== 'dropped')
    await performMany(
      { ...ctx, actor: system },
      sessionFlow,
      'expect',
      sessions.map(one => one.id),
    )
  }),
)

on('attendance_session.close', 'attendance.review_close', (work, { recordId }) =>
  work.write(ctx => lookAt(ctx, recordId)),
)
for (const [flow, action] of [
  ['attendance_sheet', 'enterPaper'],
  ['attendance_sheet', 'addPhoto'],
  ['attendance_entry', 'approve'],
] as const)
  on(`${flow}.${action}`, `attendance.review_${action}`, (work, { recordId }) =>
    work.write(async ctx => {
      const row = await ctx.db
        .selectFrom(flow)
        .select('session_id')
        .where('id', '=', recordId)
        .executeTakeFirst()
      if (row) await lookAt(ctx, row.session_id)
    }),
  )

async function lookAt(ctx: Ctx, sessionId: string): Promise<void> {
  const session = await ctx.db
    .selectFrom('attendance_session')
    .selectAll()
    .where('id', '=', sessionId)
    .executeTakeFirst()
  if (session) await raiseSignals(ctx, session)
}
