import { Hono } from 'hono'
import { badgeOf, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { overseeing } from './duties.ts'
import { mentorFlow } from './mentor.ts'
import { mentorView, sessionLine, sessionView } from './mentoring-view.ts'
import { DeskMentor, DeskMentors, mentorColumns, SessionsLedger, sessionColumns } from './pages/mentors.tsx'
import { DeskSession } from './pages/session.tsx'
import type { Mentor } from './people.ts'
import { mentorList, sessionById, sessionList, sessionsOf } from './queries/mentoring.ts'
import { mentoringFlow } from './session.ts'

/** 5.4.1 导师 at the workbench. */
export const mentorRoutes = new Hono<Env>()
  .get('/desk/mentors', atDesk(showMentors, ...overseeing))
  .get('/desk/mentors/sessions', atDesk(showSessions, ...overseeing))
  .get('/desk/mentors/sessions/:id', atDesk(showSession, ...overseeing))
  .get('/desk/mentors/:id', atDesk(showMentor, ...overseeing))

const home = { href: '/desk/mentors', label: '导师' }
const ledger = { href: '/desk/mentors/sessions', label: '导师辅导台账' }
const perPage = 50

async function showMentors(ctx: Ctx, c: Http): Promise<Answer> {
  const file = wantedFile(c)
  const rows = (await mentorList(ctx, { ended: true })).map(row => ({
    ...{ id: row.id, name: row.name, work: row.work, topics: row.topics.join('、') },
    state: badgeOf(mentorFlow, row.state),
    month: `${row.this_month ?? 0} / ${row.most_month}`,
    confirmed: Number(row.confirmed ?? 0),
    missed: Number(row.missed ?? 0),
    ready: row.identity_id ? (row.shown_at ? '已确认，已公开' : '已确认') : '待确认',
  }))
  if (file) return exportTable(ctx, c, file, { title: '导师名册', columns: mentorColumns, rows })
  const mayAdd = mayCreate(ctx, mentorFlow, 'add')
  return desk(ctx, c, { title: '导师' }, <DeskMentors {...{ rows, mayAdd }} query={c.req.query()} />)
}

async function showSessions(ctx: Ctx, c: Http): Promise<Answer> {
  const { state = '', mentor = '' } = c.req.query()
  const file = wantedFile(c)
  const size = file?.most ?? perPage
  const mentors = await mentorList(ctx, { ended: true })
  const chosen = mentors.find(one => one.id === mentor)?.id ?? ''
  const found = await sessionList(ctx, { state, mentor: chosen }, file ? 1 : pageNumber(c), size)
  const rows = found.slice(0, size).map(sessionLine)
  const cut = found.length > size
  const filters = [
    {
      name: 'state',
      label: '状态',
      options: Object.entries(mentoringFlow.states).map(([value, { label }]) => ({ value, label })),
    },
    { name: 'mentor', label: '导师', options: mentors.map(one => ({ value: one.id, label: one.name })) },
  ]
  if (file)
    return exportTable(ctx, c, file, { title: '导师辅导台账', columns: sessionColumns, rows, filters, cut })
  const next = cut ? { page: String(pageNumber(c) + 1) } : null
  const page = <SessionsLedger {...{ rows, next, filters }} query={c.req.query()} />
  return desk(ctx, c, { title: '导师辅导台账', crumbs: [home] }, page)
}

async function showSession(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, mentoringFlow, c.req.param('id') ?? '')
  const row = await sessionById(ctx, id)
  if (!row) throw notFound('这次辅导')
  const view = await sessionView(ctx, row)
  return desk(ctx, c, { title: `辅导 ${view.when}`, crumbs: [home, ledger] }, <DeskSession view={view} />)
}

async function showMentor(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, mentorFlow, c.req.param('id') ?? '')) as unknown as Mentor
  const [mentor, sessions, told] = await Promise.all([
    mentorView(ctx, row),
    sessionsOf(ctx, { mentor: row.id }),
    story(ctx, { recordId: row.id }),
  ])
  const page = (
    <DeskMentor {...{ mentor }} phone={row.phone} sessions={sessions.map(sessionLine)} story={told} />
  )
  return desk(ctx, c, { title: row.name, crumbs: [home] }, page)
}
