import { Hono } from 'hono'
import { badgeOf, buttonsFor } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { mostRead } from '#modules/knowledge'
import { portal } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { cached, type Env, type Http, readIn, signedIn } from '#platform/http'
import { find } from '#platform/perform'
import { profileOf } from '#platform/profile'
import { kinds, wordsOf } from './codes.ts'
import { deskConsultingRoutes } from './desk.tsx'
import { type Consultation, isAsker, isReceiver, type Transfer } from './duties.ts'
import { expertFlow, type Leave } from './experts.ts'
import { MyConsultation, MyConsultations, MyTasks, TaskPage } from './pages/my.tsx'
import { ConsultingPage } from './pages/public.tsx'
import { consultationProgress } from './progress.tsx'
import { ownExperts, ownTransfers } from './queries/experts.ts'
import { ownConsultations } from './queries.ts'
import * as settings from './settings.ts'
import { showAsk, suggest, takeAsked } from './taking.tsx'
import { transferFlow } from './transfer.ts'
import { ownView } from './view.ts'
import { consultationFlow } from './workflow.ts'

/** 5.1 咨询: for everyone with or without an account, for experts and providers, for the workbench. */
export const consultingRoutes = new Hono<Env>()
  .route('/', deskConsultingRoutes)
  .get('/consulting', cached(showPublic))
  .get('/consulting/new', c => readIn(c, ctx => showAsk(ctx, c)))
  .post('/consulting/new', takeAsked)
  .post('/consulting/suggestions', c => suggest(c, 'web'))
  .get('/consulting/progress', consultationProgress.showAsking)
  .post('/consulting/progress', consultationProgress.showProgress)
  .post('/consulting/progress/:step', consultationProgress.takeStep)
  .get('/my/consultations', signedIn(showMine))
  .get('/my/consultations/:id', signedIn(showOwn))
  .get('/my/consulting', signedIn(showTasks))
  .get('/my/consulting/:id', signedIn(showTask))

async function showPublic(ctx: Ctx, c: Http): Promise<Response> {
  const { phone, address, hours } = profileOf(ctx.centre)
  const page = (
    <ConsultingPage
      {...{ phone, address, hours }}
      limits={{
        answer: settings.answerDays.of(ctx.centre),
        expert: settings.expertDays.of(ctx.centre),
        confirm: settings.confirmDays.of(ctx.centre),
      }}
      most={await mostRead(ctx, 5)}
    />
  )
  return portal(c, { title: '咨询', description: '电子商务政策、技术、业务咨询：怎么问、多久答复' }, page)
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

async function showMine(ctx: Ctx, c: Http): Promise<Response> {
  const [rows, roles, tasks] = await Promise.all([ownConsultations(ctx), ownExperts(ctx), ownTransfers(ctx)])
  c.header('cache-control', 'no-store')
  const page = (
    <MyConsultations
      expert={roles.length > 0 || tasks.length > 0}
      rows={rows.map(row => ({
        id: row.id,
        number: row.number,
        question:
          row.proxy_identity_id === ctx.actor.identityId
            ? `代${row.contact_name}问：${short(row.question)}`
            : short(row.question),
        state: badgeOf(consultationFlow, row.state),
        at: row.submitted_at,
      }))}
    />
  )
  return portal(c, { title: '我的咨询', own: true }, page)
}

/** One's own only: staff see others' at the workbench. */
async function showOwn(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, consultationFlow, c.req.param('id') ?? '')) as unknown as Consultation
  if (!isAsker(ctx.actor, row)) throw notFound('这件咨询')
  const [view, buttons] = await Promise.all([ownView(ctx, row), buttonsFor(ctx, consultationFlow, row)])
  const own = buttons.filter(button => /\/(tellSolved|tellUnsolved|addDetails|withdraw)\//.test(button.href))
  c.header('cache-control', 'no-store')
  return portal(c, { title: row.number, own: true }, <MyConsultation view={view} buttons={own} />)
}

async function showTasks(ctx: Ctx, c: Http): Promise<Response> {
  const [experts, rows] = await Promise.all([ownExperts(ctx), ownTransfers(ctx)])
  const today = dayOf(ctx.now)
  const roles = await Promise.all(
    experts.map(async row => ({
      name: row.name,
      introduction: row.introduction,
      leaves: (row.leaves as unknown as Leave[])
        .filter(({ to }) => to >= today)
        .map(({ from, to }) => `${from} 至 ${to}`)
        .join('、'),
      buttons: await buttonsFor(ctx, expertFlow, row),
    })),
  )
  c.header('cache-control', 'no-store')
  const page = (
    <MyTasks
      roles={roles}
      tasks={rows.map(row => ({
        id: row.id,
        question: short(row.question),
        kind: wordsOf(kinds, row.kind),
        state: badgeOf(transferFlow, row.state),
        deadline: deadlineOf(ctx, row.due_at),
        at: row.offered_at,
      }))}
    />
  )
  return portal(c, { title: '我的咨询任务', own: true }, page)
}

async function showTask(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, transferFlow, c.req.param('id') ?? '')) as unknown as Transfer
  if (!isReceiver(ctx.actor, row) || row.staff_id !== null) throw notFound('这件转来的咨询')
  const [buttons, task, parent] = await Promise.all([
    buttonsFor(ctx, transferFlow, row),
    ctx.db
      .selectFrom('task')
      .select('due_at')
      .where('flow', '=', 'consultation_transfer')
      .where('record_id', '=', row.id)
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
    ctx.db
      .selectFrom('consultation')
      .select('kind')
      .where('id', '=', row.consultation_id)
      .executeTakeFirstOrThrow(),
  ])
  const page = (
    <TaskPage
      transfer={{ ...row, kind: wordsOf(kinds, parent.kind) }}
      state={badgeOf(transferFlow, row.state)}
      deadline={deadlineOf(ctx, task?.due_at)}
      buttons={buttons}
    />
  )
  c.header('cache-control', 'no-store')
  return portal(c, { title: '转来的咨询', own: true }, page)
}
