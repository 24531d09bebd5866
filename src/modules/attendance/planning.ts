import { lessonsOf } from '#modules/training'
import { type Ctx, system } from '#platform/ctx'
import { perform, performMany } from '#platform/perform'
import { differs, halfDaysOf } from './halves.ts'
import { sessionsOf } from './queries/records.ts'
import { sessionFlow } from './session.ts'
import { afterMinutes, beforeMinutes } from './settings.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
const held = ['published', 'running', 'finishing']

/** Brings the half days of a class in line with its lessons. What somebody signed in for is never taken away. */
export async function planSessions(ctx: Ctx, classId: string): Promise<void> {
  const found = await ctx.db
    .selectFrom('training_class')
    .select('state')
    .where('id', '=', classId)
    .executeTakeFirst()
  if (!found || (!held.includes(found.state) && found.state !== 'cancelled')) return
  const lessons = held.includes(found.state) ? await lessonsOf(ctx, classId) : []
  const around = { before: beforeMinutes.of(ctx.centre), after: afterMinutes.of(ctx.centre) }
  const wanted = halfDaysOf(lessons, around)
  const known = new Map((await sessionsOf(ctx, classId)).map(one => [one.half, one]))
  for (const one of wanted) {
    const session = known.get(one.half)
    if (!session) await perform(asSystem(ctx), sessionFlow, 'plan', null, { ...one, class_id: classId })
    else if (session.state === 'dropped' || (session.state !== 'closed' && differs(session, one)))
      await perform(asSystem(ctx), sessionFlow, 'retime', session.id, { ...one })
  }
  const halves = new Set(wanted.map(one => one.half))
  const gone = [...known.values()].filter(one => !halves.has(one.half) && one.state !== 'dropped')
  await performMany(
    asSystem(ctx),
    sessionFlow,
    'drop',
    gone.map(one => one.id),
  )
}

/** Opens and closes what the clock says. Returns how many moved. */
export async function followClock(ctx: Ctx, most: number): Promise<number> {
  const due = await ctx.db
    .selectFrom('attendance_session')
    .select(['id', 'state', 'closes_at'])
    .where(eb =>
      eb.or([
        eb.and([eb('state', '=', 'planned'), eb('opens_at', '<=', ctx.now)]),
        eb.and([eb('state', '=', 'open'), eb('closes_at', '<', ctx.now)]),
      ]),
    )
    .orderBy('starts_at')
    .limit(most)
    .execute()
  const over = (one: (typeof due)[number]) => one.closes_at < ctx.now
  const ids = (rows: typeof due) => rows.map(one => one.id)
  const opened = await performMany(asSystem(ctx), sessionFlow, 'open', ids(due.filter(one => !over(one))))
  const closed = await performMany(asSystem(ctx), sessionFlow, 'close', ids(due.filter(over)))
  return opened.done.length + closed.done.length
}
