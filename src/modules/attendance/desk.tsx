import { Hono } from 'hono'
import { type Button, badgeOf, buttonsFor, mayCreate } from '#modules/actions'
import { answerTicks, CheckIn, sentTicks } from '#modules/activities'
import { desk } from '#modules/shell'
import { classFlow, halfInWords, runsClasses } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { conflict, notFound } from '#platform/errors'
import { time } from '#platform/format'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  noteLook,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import type { AnyWorkflow } from '#platform/workflow'
import { assets } from '#ui/assets'
import { type Session, whyOutside } from './clock.ts'
import { takeAttendance } from './duties.ts'
import { entryFlow } from './entry.ts'
import { ScanPage } from './pages/scan.tsx'
import { AttendanceScreen } from './pages/screen.tsx'
import { SessionPage } from './pages/session.tsx'
import { attendanceDuties } from './people.ts'
import { arrivedText, sessionTime, sheetPdf } from './printed.ts'
import { sheetViews } from './proofs.ts'
import { entriesOf } from './queries/figures.ts'
import {
  classRow,
  countsOf,
  recordFor,
  recordsOf,
  type SessionRecord,
  sessionsOf,
} from './queries/records.ts'
import { attendanceFlow } from './record.ts'
import { sessionFlow } from './session.ts'
import { codeSeconds } from './settings.ts'
import { sheetFlow } from './sheet.ts'
import { signInMany } from './signing.ts'
import { hallCode, isLearnerCode, nextCodeIn } from './tokens.ts'

/** One half day at the workbench: the list at the door, the screen of the hall, paper. */
export const sessionRoutes = new Hono<Env>()
  .get('/desk/attendance/:id', atDesk(showSession, ...attendanceDuties))
  .post('/desk/attendance/:id', c => takeTicks(c))
  .get('/desk/attendance/:id/screen', atDesk(showScreen, takeAttendance, runsClasses))
  .get(
    '/desk/attendance/:id/sheet.pdf',
    atDesk(async (ctx, c) => sheetPdf(ctx, c, await asked(ctx, c)), ...attendanceDuties),
  )
  .get('/desk/attendance/learners/:id/:code', atDesk(showScan, takeAttendance))

async function asked(ctx: Ctx, c: Http): Promise<Session> {
  const row = (await find(ctx, sessionFlow, c.req.param('id') ?? '')) as unknown as Session
  noteLook(c, '查看培训考勤', row.id)
  return row
}

/** A link to the form of something new that belongs to the half day, where the actor may make it. */
const newOf = (ctx: Ctx, flow: AnyWorkflow, name: string, session: Session): Button[] =>
  mayCreate(ctx, flow, name)
    ? [
        {
          href: `/act/${flow.subject}/${name}?session_id=${session.id}&back=${encodeURIComponent(`/desk/attendance/${session.id}`)}`,
          label: flow.actions[name].label,
          tone: flow.actions[name].tone ?? 'secondary',
          direct: false,
        },
      ]
    : []

async function showSession(ctx: Ctx, c: Http): Promise<Answer> {
  const session = await asked(ctx, c)
  const [about, all, entries, proofs] = await Promise.all([
    classRow(ctx, session.class_id),
    recordsOf(ctx, session.id),
    entriesOf(ctx, { sessionId: session.id }),
    sheetViews(ctx, session.class_id, session.id),
  ])
  const question = (c.req.query('q') ?? '').trim().slice(0, 20)
  const found = question
    ? all.filter(
        one =>
          one.person_name.includes(question) || (/^\d{4}$/.test(question) && one.phone.endsWith(question)),
      )
    : all
  const here = `/desk/attendance/${session.id}`
  const takes = takeAttendance.test(ctx.actor, null, { did: new Map(), now: ctx.now, centre: ctx.centre })
  const outside = whyOutside(ctx.now, session)
  const closed = outside ?? (takes ? null : `签到由${takeAttendance.says}办理。`)
  const page = (
    <SessionPage
      title={`${about.title} ${halfInWords(session.half)}`}
      lead={`${sessionTime(session)}，${session.place}`}
      state={badgeOf(sessionFlow, session.state)}
      screen={outside === null && takes ? `${here}/screen` : null}
      proofs={proofs}
      entries={entries.map(one => ({
        href: `/desk/attendance/entries/${one.id}`,
        words: `${one.people} 人：${one.reason}`,
        state: badgeOf(entryFlow, one.state),
      }))}
      leaves={await leavesOf(ctx, all)}
      back={here}
    >
      <CheckIn
        path={here}
        sheet={`${here}/sheet.pdf`}
        empty="学员录取以后出现在这里。"
        guests={found.map(one => ({
          ...{ id: one.id, name: one.person_name, suffix: one.phone.slice(-4), group: one.village, by: '' },
          arrived: one.state === 'expected' || one.state === 'absent' ? '' : arrivedText(one),
        }))}
        question={question}
        closed={closed}
        actions={actionsFor(ctx, session)}
        came={all.filter(one => one.state === 'present').length}
        expected={all.length}
      />
    </SessionPage>
  )
  const crumbs = [
    { href: '/desk/classes', label: '培训班' },
    { href: `/desk/classes/${session.class_id}/attendance`, label: about.title },
  ]
  return desk(ctx, c, { title: `考勤 ${halfInWords(session.half)}`, crumbs }, page)
}

function actionsFor(ctx: Ctx, session: Session): Button[] {
  if (session.state === 'dropped' || ctx.now < session.starts_at) return []
  return [
    ...newOf(ctx, sheetFlow, 'enterPaper', session),
    ...newOf(ctx, sheetFlow, 'addPhoto', session),
    ...(session.state === 'closed' ? newOf(ctx, entryFlow, 'propose', session) : []),
  ]
}

/** What may be done with single records besides signing in: leave, and what was ticked by mistake. */
async function leavesOf(ctx: Ctx, rows: readonly SessionRecord[]) {
  const facts = { did: new Map(), now: ctx.now, centre: ctx.centre }
  return Promise.all(
    rows.map(async row => ({
      id: row.id,
      name: row.person_name,
      state:
        row.state === 'present' && row.method === 'late'
          ? { label: '补录', tone: 'orange' as const }
          : badgeOf(attendanceFlow, row.state),
      note: [arrivedText(row), row.reason].filter(Boolean).join('：'),
      buttons: await buttonsFor(ctx, attendanceFlow, row, facts),
    })),
  )
}

/** From the page without scripts, from a device that sends what it kept, or from a scanned code. */
async function takeTicks(c: Http): Promise<Response> {
  requireStaff(c, takeAttendance)
  const form = await sentForm(c)
  const { online, offline } = sentTicks(form, c.var.kernel.outside.now())
  const method = form.get('method') === 'scan' ? 'scan' : 'list'
  const answer = await writeIn(c, async ctx => {
    const { id } = await find(ctx, sessionFlow, c.req.param('id') ?? '')
    const before = await signInMany(ctx, id, offline, { method: 'offline' })
    const now = await signInMany(ctx, id, online, { method })
    return { done: [...before.done, ...now.done], refused: [...before.refused, ...now.refused] }
  })
  return answerTicks(c, answer, `/desk/attendance/${c.req.param('id')}`)
}

/** The screen turns by itself: the browser is told when the next code comes. */
async function showScreen(ctx: Ctx, c: Http): Promise<Answer> {
  const session = await asked(ctx, c)
  const [about, counts] = await Promise.all([classRow(ctx, session.class_id), countsOf(ctx, session.id)])
  const seconds = codeSeconds.of(ctx.centre)
  const why = whyOutside(ctx.now, session)
  const code = hallCode(ctx.centre.keys, session.id, ctx.now, seconds)
  c.header('cache-control', 'no-store')
  c.header('refresh', String(why === null ? nextCodeIn(ctx.now, seconds) : 30))
  c.header('x-robots-tag', 'noindex')
  return c.html(
    <AttendanceScreen
      centre={ctx.centre.name}
      title={about.title}
      half={halfInWords(session.half)}
      place={session.place}
      clock={time(ctx.now)}
      qr={why === null ? await qrSvg(`${ctx.centre.origin}/here/${session.id}/${code}`) : null}
      why={why ?? ''}
      came={counts.came}
      expected={counts.expected}
      seconds={seconds}
      styles={assets().styles}
    />,
  )
}

/** What the learner's own code opens on the phone of whoever stands at the door. */
async function showScan(ctx: Ctx, c: Http): Promise<Answer> {
  const id = c.req.param('id') ?? ''
  if (!isId(id) || !isLearnerCode(ctx.centre.keys, id, c.req.param('code') ?? ''))
    throw notFound('这个签到码')
  const learner = await ctx.db
    .selectFrom('enrolment')
    .select(['id', 'class_id', 'person_name', 'phone'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!learner) throw notFound('这个签到码')
  noteLook(c, '查看培训考勤', id)
  const { title } = await find(ctx, classFlow, learner.class_id)
  const now = (await sessionsOf(ctx, learner.class_id)).find(one => whyOutside(ctx.now, one) === null)
  if (!now) throw conflict('这个班现在不在签到时间。', `/desk/classes/${learner.class_id}/attendance`)
  const record = await recordFor(ctx, now.id, learner.id)
  const page = (
    <ScanPage
      name={learner.person_name}
      suffix={learner.phone.slice(-4)}
      lead={`${title}，${halfInWords(now.half)}`}
      action={`/desk/attendance/${now.id}`}
      record={record && record.state !== 'left' ? record.id : null}
      at={record?.at ? time(record.at) : null}
    />
  )
  const crumbs = [{ href: `/desk/attendance/${now.id}`, label: '签到' }]
  return desk(ctx, c, { title: '签到', crumbs }, page)
}
