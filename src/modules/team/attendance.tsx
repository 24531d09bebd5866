import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { addDays, dayOf, mondayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  pageKey,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { find, perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { absenceFlow, absenceKinds } from './absence.ts'
import { manageTeam } from './duties.ts'
import { AbsenceList, AbsencePage, absenceColumns } from './pages/absence.tsx'
import { RosterPage } from './pages/roster.tsx'
import { absences, awayBetween, dutyDays, dutyNotes, onDuty, staffNames, staffOfCentre } from './queries.ts'
import { dutyDayFlow, dutyNoteFlow, type Part, parts } from './roster.ts'

/** 值班与请假: who is there on which day, who is away, what was handed over. */
export const attendanceRoutes = new Hono<Env>()
  .get('/desk/roster', atDesk(showWeek))
  .post('/desk/roster/copy', c => copyWeek(c))
  .get('/desk/absences', atDesk(listAbsences))
  .get('/desk/absences/:id', atDesk(showAbsence))

/** The Monday of the week that is asked for, or of this one. */
const weekOf = (asked: string | undefined, now: Date): string =>
  mondayOf(
    /^20\d\d-\d\d-\d\d$/.test(asked ?? '') && !Number.isNaN(Date.parse(asked as string))
      ? (asked as string)
      : dayOf(now),
  )

const daysFrom = (monday: string): string[] => Array.from({ length: 7 }, (_, n) => addDays(monday, n))

async function showWeek(ctx: Ctx, c: Http): Promise<Answer> {
  const monday = weekOf(c.req.query('day'), ctx.now)
  const week = daysFrom(monday)
  const sunday = week[6] as string
  const [days, shifts, away, notes, lastWeek] = await Promise.all([
    dutyDays(ctx, monday, sunday),
    onDuty(ctx, monday, sunday),
    awayBetween(ctx, monday, sunday),
    dutyNotes(ctx, monday, sunday),
    dutyDays(ctx, addDays(monday, -7), addDays(monday, -1)),
  ])
  const planned = new Map(days.map(one => [one.day, one]))
  const there = (day: string, part: Part) =>
    shifts.filter(one => one.day === day && one.part === part).map(one => one.name)
  const mayPlan = mayCreate(ctx, dutyDayFlow, 'plan')
  const page = (
    <RosterPage
      week={week.map(day => ({
        day,
        working: ctx.centre.calendar.isWorkingDay(day),
        today: day === dayOf(ctx.now),
        id: planned.get(day)?.id ?? null,
        morning: there(day, 'morning'),
        afternoon: there(day, 'afternoon'),
        note: planned.get(day)?.note ?? '',
      }))}
      before={addDays(monday, -7)}
      after={addDays(monday, 7)}
      away={away}
      notes={
        await Promise.all(
          notes.map(async note => ({
            ...note,
            state: badgeOf(dutyNoteFlow, note.state),
            buttons: await buttonsFor(ctx, dutyNoteFlow, note),
          })),
        )
      }
      mayPlan={mayPlan}
      mayServe={mayCreate(ctx, absenceFlow, 'ask')}
      mayCopy={mayPlan && lastWeek.some(one => isGap(ctx, planned, addDays(one.day, 7)))}
    />
  )
  return desk(ctx, c, { title: '值班与请假' }, page)
}

const isGap = (ctx: Ctx, planned: ReadonlyMap<string, unknown>, day: string): boolean =>
  !planned.has(day) && ctx.centre.calendar.isWorkingDay(day)

/** Plans the working days of a week that are not planned yet like those of the week before, without whoever is away. */
async function copyWeek(c: Http): Promise<Response> {
  requireStaff(c, manageTeam)
  const form = await sentForm(c)
  return writeIn(c, async ctx => {
    const monday = weekOf(String(form.get('day') ?? ''), ctx.now)
    const before = addDays(monday, -7)
    const [days, shifts, lastWeek, away, staff] = await Promise.all([
      dutyDays(ctx, monday, addDays(monday, 6)),
      onDuty(ctx, before, addDays(monday, -1)),
      dutyDays(ctx, before, addDays(monday, -1)),
      awayBetween(ctx, monday, addDays(monday, 6)),
      staffOfCentre(ctx),
    ])
    const planned = new Map(days.map(one => [one.day, one]))
    const inPost = new Set(staff.map(one => one.id))
    for (const { day: model } of lastWeek) {
      const day = addDays(model, 7)
      if (!isGap(ctx, planned, day)) continue
      const gone = new Set(
        away.filter(one => one.first_day <= day && day <= one.last_day).map(one => one.staff_id),
      )
      const there = (part: string) =>
        shifts
          .filter(one => one.day === model && one.part === part)
          .map(one => one.staff_id)
          .filter(id => inPost.has(id) && !gone.has(id))
      const plan = Object.fromEntries(Object.keys(parts).map(part => [part, there(part)]))
      await perform(ctx, dutyDayFlow, 'plan', null, { day, ...plan })
    }
    return c.redirect(`/desk/roster?day=${monday}`, 303)
  })
}

const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(absenceFlow.states).map(([value, { label }]) => ({ value, label })),
  },
]

async function listAbsences(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { rows, next } = await absences(
    ctx,
    { state: query.state ?? '', before: pageKey(c) },
    file?.most ?? 30,
  )
  const lines = rows.map(row => ({
    ...row,
    kind: kindOf(row.kind),
    state: badgeOf(absenceFlow, row.state),
  }))
  if (file)
    return exportTable(ctx, c, file, {
      title: '请假记录',
      columns: absenceColumns,
      rows: lines,
      filters,
      cut: next !== null,
    })
  const page = (
    <AbsenceList
      rows={lines}
      query={query}
      next={next === null ? null : { after: next }}
      filters={filters}
      mayAsk={mayCreate(ctx, absenceFlow, 'ask')}
    />
  )
  return desk(ctx, c, { title: '请假记录', crumbs: [{ href: '/desk/roster', label: '值班与请假' }] }, page)
}

const kindOf = (kind: string): string => absenceKinds[kind as keyof typeof absenceKinds]

async function showAbsence(ctx: Ctx, c: Http): Promise<Answer> {
  const absence = (await find(ctx, absenceFlow, c.req.param('id') ?? '')) as unknown as RowOf<'absence'>
  const names = await staffNames(ctx, [absence.staff_id, absence.deputy_id])
  const mine = [absence.staff_id, absence.deputy_id].includes(ctx.actor.staffId ?? '')
  const page = (
    <AbsencePage
      absence={{
        ...absence,
        name: names.get(absence.staff_id) ?? '',
        deputy: names.get(absence.deputy_id) ?? '',
        kind: kindOf(absence.kind),
        // Why somebody is ill is not everybody's business.
        reason: mine || ctx.actor.duties.has(manageTeam.code) ? absence.reason : null,
      }}
      state={badgeOf(absenceFlow, absence.state)}
      buttons={await buttonsFor(ctx, absenceFlow, absence)}
      story={await story(ctx, { recordId: absence.id })}
    />
  )
  return desk(ctx, c, { title: '请假外出', crumbs: [{ href: '/desk/absences', label: '请假记录' }] }, page)
}
