import { Hono } from 'hono'
import { badgeOf, buttonsFor } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { cached, type Env, type Http, readIn, signedIn } from '#platform/http'
import { find } from '#platform/perform'
import { profileOf } from '#platform/profile'
import { abouts, kinds, labelIn } from './codes.ts'
import { deskComplaintRoutes } from './desk.tsx'
import { type Complaint, isComplainant } from './duties.ts'
import { MyComplaint, MyComplaints, StatementPage } from './pages/my.tsx'
import { ComplaintsPage } from './pages/public.tsx'
import { answerPdf } from './printed.ts'
import { complaintProgress } from './progress.tsx'
import { ownComplaints, ownStatements } from './queries.ts'
import * as settings from './settings.ts'
import { type Statement, statementFlow } from './statement.ts'
import { statistics } from './statistics.ts'
import { showNew, take } from './taking.tsx'
import { ownView } from './view.ts'
import { complaintFlow } from './workflow.ts'

/** 4.5.1 For everyone, with or without an account; for providers who are heard; for the workbench. */
export const complaintRoutes = new Hono<Env>()
  .route('/', deskComplaintRoutes)
  .get('/complaints', cached(showPublic))
  .get('/complaints/new', c => readIn(c, ctx => showNew(ctx, c, 'web')))
  .post('/complaints/new', c => take(c, 'web'))
  .get('/complaints/progress', complaintProgress.showAsking)
  .post('/complaints/progress', complaintProgress.showProgress)
  .post('/complaints/progress/:step', complaintProgress.takeStep)
  .get('/my/complaints', signedIn(showMine))
  .get('/my/complaints/:id', signedIn(showOwn))
  .get(
    '/my/complaints/:id/answer.pdf',
    signedIn(async (ctx, c) => answerPdf(ctx, c, await own(ctx, c))),
  )
  .get('/my/statements/:id', signedIn(showStatement))

async function showPublic(ctx: Ctx, c: Http): Promise<Response> {
  const { phone, address, hours } = profileOf(ctx.centre)
  const of = (setting: { of(centre: Ctx['centre']): number }) => setting.of(ctx.centre)
  const page = (
    <ComplaintsPage
      {...{ phone, address, hours }}
      limits={{
        accept: of(settings.acceptDays),
        simple: of(settings.simpleDays),
        complex: of(settings.complexDays),
        extend: of(settings.mostExtensionDays),
        callback: of(settings.callbackDays),
        higher: settings.higherWay.of(ctx.centre),
      }}
      figures={await statistics(ctx)}
    />
  )
  return portal(c, { title: '投诉建议' }, page)
}

async function showMine(ctx: Ctx, c: Http): Promise<Response> {
  const [rows, statements] = await Promise.all([ownComplaints(ctx), ownStatements(ctx)])
  c.header('cache-control', 'no-store')
  const page = (
    <MyComplaints
      rows={rows.map(row => ({
        id: row.id,
        title: `${labelIn(kinds, row.kind)}：${labelIn(abouts, row.about)}`,
        number: row.number,
        state: badgeOf(complaintFlow, row.state),
        at: row.submitted_at,
      }))}
      statements={statements.map(one => ({
        id: one.id,
        title: statementFlow.title(one as never),
        state: badgeOf(statementFlow, one.state),
        at: one.asked_at,
      }))}
    />
  )
  return portal(c, { title: '我的反馈', own: true }, page)
}

/** One's own only: staff see others' at the workbench. */
async function own(ctx: Ctx, c: Http): Promise<Complaint> {
  const row = (await find(ctx, complaintFlow, c.req.param('id') ?? '')) as unknown as Complaint
  if (!isComplainant(ctx.actor, row)) throw notFound('这条服务反馈')
  return row
}

async function showOwn(ctx: Ctx, c: Http): Promise<Response> {
  const row = await own(ctx, c)
  const [view, buttons] = await Promise.all([ownView(ctx, row), buttonsFor(ctx, complaintFlow, row)])
  const letter = row.answer ? `/my/complaints/${row.id}/answer.pdf` : null
  c.header('cache-control', 'no-store')
  return portal(c, { title: row.number, own: true }, <MyComplaint {...{ view, buttons, letter }} />)
}

async function showStatement(ctx: Ctx, c: Http): Promise<Response> {
  const statement = (await find(ctx, statementFlow, c.req.param('id') ?? '')) as unknown as Statement
  if (!ctx.actor.parties.includes(statement.party_id)) throw notFound('这份情况说明')
  const [buttons, files, task] = await Promise.all([
    buttonsFor(ctx, statementFlow, statement),
    filesOf(ctx, 'complaint_statement', statement.id),
    ctx.db
      .selectFrom('task')
      .select('due_at')
      .where('flow', '=', 'complaint_statement')
      .where('record_id', '=', statement.id)
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  ])
  const page = (
    <StatementPage
      statement={statement}
      state={badgeOf(statementFlow, statement.state)}
      deadline={deadlineOf(ctx, task?.due_at)}
      buttons={buttons}
      files={files}
    />
  )
  c.header('cache-control', 'no-store')
  return portal(c, { title: '请说明情况', own: true }, page)
}
