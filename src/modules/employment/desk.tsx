import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { forbidden, notFound } from '#platform/errors'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { find } from '#platform/perform'
import type { AnyWorkflow } from '#platform/workflow'
import { applicationFlow } from './application.ts'
import { channels, endReasons, optionsOf, postKinds, trades, wordsOf } from './codes.ts'
import { internshipFlow } from './internship.ts'
import * as pages from './pages/desk.tsx'
import * as hirePages from './pages/hires.tsx'
import { InternshipList, InternshipPage, internshipColumns } from './pages/internships.tsx'
import { helpsSeekers, seesPlacements, worksOnJobs } from './people.ts'
import { agreementPdf, certificatePdf } from './printed.ts'
import { applicationById, countsOfPost, enteredOfPost, hireList } from './queries/applications.ts'
import { byMonth, type Month } from './queries/figures.ts'
import { internshipById, internshipList } from './queries/internships.ts'
import { postById, postList } from './queries/posts.ts'
import { checkDays } from './settings.ts'
import { applicationView, endWords, internshipLine, internshipView, postView } from './view.ts'
import { payWords } from './words.ts'
import { jobPostFlow } from './workflow.ts'

type Show = (ctx: Ctx, c: Http) => Promise<Answer>
/** For staff whose work it is, and the bureau. */
const working = (show: Show) =>
  atDesk((ctx, c) => {
    if (!worksOnJobs(ctx.actor)) throw forbidden('岗位台账供登记、审核、跟踪岗位的人员和主管部门查看。')
    return show(ctx, c)
  })
const following = (show: Show) =>
  atDesk((ctx, c) => {
    if (!seesPlacements(ctx.actor))
      throw forbidden('录用和实习台账供核实到岗、管理实习的人员和主管部门查看。')
    return show(ctx, c)
  })

/** Who follows all placements, and who helped somebody apply; `find` limits which. */
const helping = (show: Show) =>
  atDesk((ctx, c) => {
    if (!seesPlacements(ctx.actor) && !helpsSeekers(ctx.actor))
      throw forbidden('应聘供代为应聘、核实到岗的人员和主管部门查看。')
    return show(ctx, c)
  })

/** 5.3.2 Posts, who was hired and internships at the workbench. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/jobs', working(showPosts))
  .get('/desk/jobs/figures', working(showFigures))
  .get('/desk/jobs/hires', following(showHires))
  .get('/desk/jobs/applications/:id', helping(showApplication))
  .get('/desk/jobs/internships', following(showInternships))
  .get('/desk/jobs/internships/:id', following(showInternship))
  .get('/desk/jobs/internships/:id/agreement.pdf', following(printAgreement))
  .get('/desk/jobs/internships/:id/certificate.pdf', following(printCertificate))
  .get('/desk/jobs/:id', working(showPost))

const perPage = 50
const home = { href: '/desk/jobs', label: '岗位与实习' }
const hires = { href: '/desk/jobs/hires', label: '录用台账' }
const internships = { href: '/desk/jobs/internships', label: '实习台账' }

const statesOf = (flow: AnyWorkflow, only?: readonly string[]) => ({
  name: 'state',
  label: '状态',
  options: Object.entries(flow.states as Record<string, { label: string }>)
    .filter(([value]) => !only || only.includes(value))
    .map(([value, { label }]) => ({ value, label })),
})
const kindsFilter = { name: 'kind', label: '类别', options: optionsOf(postKinds) }
const daysOf = (ctx: Ctx): readonly [number, number] => [
  checkDays[0].of(ctx.centre),
  checkDays[1].of(ctx.centre),
]
const nothing: Omit<Month, 'month'> = {
  ...{ posts: 0, places: 0, applications: 0, hired: 0, started: 0, first: 0, second: 0 },
}

async function showPosts(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', kind = '', state = '', trade = '' } = c.req.query()
  const file = wantedFile(c)
  const filter = { question: q.trim().slice(0, 40), kind, state, trade, after: pageKey(c) }
  const { rows, next } = await postList(ctx, filter, file?.most ?? perPage)
  const lines = rows.map(row => ({
    ...{ id: row.id, title: row.title, employer: row.party, places: row.places, hired: row.hired },
    ...{ applications: row.applications, started: row.started, validUntil: row.valid_until },
    kind: wordsOf(postKinds, row.kind),
    trade: wordsOf(trades, row.trade),
    pay: payWords(row.low_fen, row.high_fen, row.pay_per),
    ended: row.end_reason ? wordsOf(endReasons, row.end_reason) : '',
    state: badgeOf(jobPostFlow, row.state),
  }))
  const filters = [
    kindsFilter,
    { name: 'trade', label: '工种', options: optionsOf(trades) },
    statesOf(jobPostFlow),
  ]
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '岗位台账', columns: pages.postColumns, rows: lines, filters, cut: next !== null },
    })
  const month = dayOf(ctx.now).slice(0, 7)
  const page = (
    <pages.PostList
      {...{ rows: lines, query: c.req.query(), filters, next }}
      mayRegister={mayCreate(ctx, jobPostFlow, 'register')}
      mayFollow={seesPlacements(ctx.actor)}
      month={(await byMonth(ctx, '')).find(one => one.month === month) ?? nothing}
      days={daysOf(ctx)}
    />
  )
  return desk(ctx, c, { title: '岗位与实习' }, page)
}

async function showPost(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, jobPostFlow, c.req.param('id') ?? '')
  const row = await postById(ctx, id)
  if (!row) throw notFound('这个岗位')
  const counts = await countsOfPost(ctx, id)
  const open = row.state === 'published' && row.valid_until >= dayOf(ctx.now)
  const shows = helpsSeekers(ctx.actor) || seesPlacements(ctx.actor)
  const page = (
    <pages.DeskPost
      post={await postView(ctx, row)}
      state={badgeOf(jobPostFlow, row.state)}
      party={{ id: row.party_id, name: row.party }}
      contact={{ name: row.contact_name, phone: row.contact_phone }}
      channel={wordsOf(channels, row.channel)}
      hints={row.state === 'submitted' ? row.hints : []}
      reviewWords={row.review_words}
      ended={row.end_reason ? `${row.ended_on} ${endWords(row)}` : ''}
      shown={row.published_at !== null && row.state !== 'submitted' && row.state !== 'returned'}
      counts={counts.map(one => ({ label: badgeOf(applicationFlow, one.state).label, n: Number(one.n) }))}
      entered={(shows ? await enteredOfPost(ctx, id) : []).map(one => ({
        ...{ id: one.id, person: one.person, appliedOn: date(one.applied_at) },
        state: badgeOf(applicationFlow, one.state),
      }))}
      mayEnter={open && mayCreate(ctx, applicationFlow, 'enter')}
      buttons={await buttonsFor(ctx, jobPostFlow, row)}
      story={await story(ctx, { recordId: id })}
      mayReadParty={ctx.actor.duties.has('party.read')}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs: [home] }, page)
}

async function showFigures(ctx: Ctx, c: Http): Promise<Answer> {
  const asked = c.req.query('kind') ?? ''
  const kind = Object.hasOwn(postKinds, asked) ? asked : ''
  const rows = (await byMonth(ctx, kind)).map(row => ({ ...row, id: row.month }))
  const filters = [kindsFilter]
  const days = daysOf(ctx)
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      title: '就业月度数据',
      columns: hirePages.monthColumns(days),
      rows,
      filters,
    })
  const page = <hirePages.MonthsPage {...{ rows, filters, days }} query={c.req.query()} />
  return desk(ctx, c, { title: '月度数据', crumbs: [home] }, page)
}

const answerWords = (still: boolean | null): string => (still === null ? '' : still ? '在岗' : '已离开')

async function showHires(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '', kind = '' } = c.req.query()
  const file = wantedFile(c)
  const filter = { question: q.trim().slice(0, 40), state, kind, after: pageKey(c) }
  const { rows, next } = await hireList(ctx, filter, file?.most ?? perPage)
  const lines = rows.map(row => ({
    ...{ id: row.id, title: row.title, person: row.person, employer: row.employer },
    kind: wordsOf(postKinds, row.kind),
    hired: row.hired_at ? date(row.hired_at) : '',
    startOn: row.start_on ?? '',
    started: row.started_on ?? '',
    verified: row.start_verified ? (row.start_verified === 'call' ? '电话核实' : '双方确认') : '',
    first: answerWords(row.first),
    second: answerWords(row.second),
    fee: row.fee_asked === null ? '' : row.fee_asked ? '说有' : '没有',
    state: badgeOf(applicationFlow, row.state),
  }))
  const filters = [kindsFilter, statesOf(applicationFlow, ['hired', 'started', 'absent'])]
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '录用台账', columns: hirePages.hireColumns, rows: lines, filters, cut: next !== null },
    })
  const page = <hirePages.HireList {...{ rows: lines, query: c.req.query(), filters, next }} />
  return desk(ctx, c, { title: '录用台账', crumbs: [home] }, page)
}

async function showApplication(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, applicationFlow, c.req.param('id') ?? '')
  const row = await applicationById(ctx, id)
  if (!row) throw notFound('这次应聘')
  noteLook(c, '查看应聘', id)
  const view = await applicationView(ctx, row, true)
  const above = seesPlacements(ctx.actor) ? hires : { href: `/desk/jobs/${row.post_id}`, label: row.title }
  return desk(ctx, c, { title: view.title, crumbs: [home, above] }, <hirePages.DeskApplication view={view} />)
}

async function showInternships(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const filter = { question: q.trim().slice(0, 40), state, after: pageKey(c) }
  const { rows, next } = await internshipList(ctx, filter, file?.most ?? perPage)
  const lines = rows.map(internshipLine)
  const filters = [statesOf(internshipFlow)]
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '实习台账', columns: internshipColumns, rows: lines, filters, cut: next !== null },
    })
  const page = <InternshipList {...{ rows: lines, query: c.req.query(), filters, next }} />
  return desk(ctx, c, { title: '实习台账', crumbs: [home] }, page)
}

async function internshipFor(ctx: Ctx, c: Http) {
  const { id } = await find(ctx, internshipFlow, c.req.param('id') ?? '')
  const row = await internshipById(ctx, id)
  if (!row) throw notFound('这次实习')
  noteLook(c, '查看实习', id)
  return row
}
async function showInternship(ctx: Ctx, c: Http): Promise<Answer> {
  const view = await internshipView(ctx, await internshipFor(ctx, c))
  const page = <InternshipPage view={view} base="/desk/jobs/internships" />
  return desk(ctx, c, { title: view.title, crumbs: [home, internships] }, page)
}
async function printAgreement(ctx: Ctx, c: Http): Promise<Answer> {
  return agreementPdf(ctx, c, await internshipFor(ctx, c))
}
async function printCertificate(ctx: Ctx, c: Http): Promise<Answer> {
  return certificatePdf(ctx, c, await internshipFor(ctx, c))
}
