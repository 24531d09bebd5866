import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { badgeOf, mayCreate } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { decode, fieldsOf } from '#platform/forms'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  noteLook,
  pageKey,
  readIn,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { newId } from '#platform/ids'
import { find, perform } from '#platform/perform'
import { holds } from '#platform/who'
import { channels, kinds, solveds, targets, wordsOf } from './codes.ts'
import { answerConsultations, type Consultation, consultDuties, enterConsultations } from './duties.ts'
import { DeskConsultation } from './pages/desk.tsx'
import { type ConsultationLine, ConsultationList, consultationColumns } from './pages/list.tsx'
import { PublishPage } from './pages/publish.tsx'
import { poolRoutes } from './pool.tsx'
import { registerPdf } from './printed.ts'
import { proposal, publishing } from './publishing.ts'
import { type ConsultationRow, consultationList } from './queries.ts'
import { showEnter, suggest, takeEntered } from './taking.tsx'
import { deskView, tookOf, whoIn } from './view.ts'
import { visitRoutes } from './visits.tsx'
import { consultationFlow } from './workflow.ts'

/** Consultations at the workbench: ledger, one on one screen, the form for walk-ins and calls. */
export const deskConsultingRoutes = new Hono<Env>()
  .route('/', poolRoutes)
  .route('/', visitRoutes)
  .get('/desk/consultations', atDesk(showList, ...consultDuties))
  .get('/desk/consultations/new', atDesk(showEnter, enterConsultations))
  .post('/desk/consultations/new', takeEntered)
  .post('/desk/consultations/suggestions', c => suggest(c, 'desk'))
  .get('/desk/consultations/:id', atDesk(showOne))
  .get(
    '/desk/consultations/:id/register.pdf',
    atDesk(async (ctx, c) => registerPdf(ctx, c, await asked(ctx, c))),
  )
  .get('/desk/consultations/:id/public', atDesk(showPublishing))
  .post('/desk/consultations/:id/public', takePublishing)

export const crumb = { href: '/desk/consultations', label: '咨询' }

/** The one that the address names, as long as the actor may know of it; looking is noted. */
async function asked(ctx: Ctx, c: Http): Promise<Consultation> {
  const row = (await find(ctx, consultationFlow, c.req.param('id') ?? '')) as unknown as Consultation
  noteLook(c, '查看咨询', row.id)
  return row
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await asked(ctx, c)
  const view = await deskView(ctx, row)
  return desk(ctx, c, { title: row.number, crumbs: [crumb] }, <DeskConsultation view={view} />)
}

const labels = (list: Record<string, string>) =>
  Object.entries(list).map(([value, label]) => ({ value, label }))

const filters = [
  {
    name: 'state',
    label: '状态',
    options: [
      { value: 'open', label: '还没答复的' },
      ...Object.entries(consultationFlow.states).map(([value, { label }]) => ({ value, label })),
    ],
  },
  { name: 'kind', label: '类型', options: labels(kinds) },
  { name: 'channel', label: '渠道', options: labels(channels) },
  {
    name: 'which',
    label: '范围',
    options: [
      { value: 'mine', label: '我负责的' },
      { value: 'first', label: '我首问的' },
      { value: 'overdue', label: '已超期' },
      { value: 'lapsed', label: '所引政策已失效' },
    ],
  },
]

const pageSize = 30

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { rows, next } = await consultationList(
    ctx,
    {
      state: query.state ?? '',
      kind: query.kind ?? '',
      channel: query.channel ?? '',
      which: query.which ?? '',
      question: query.q ?? '',
      after: pageKey(c),
    },
    file?.most ?? pageSize,
  )
  const lines = rows.map(row => lineOf(ctx, row))
  const cut = next !== null
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '咨询台账', rows: lines, columns: consultationColumns, filters, cut },
    })
  const page = (
    <ConsultationList
      rows={lines}
      query={query}
      next={next ? { after: next } : null}
      filters={filters}
      mayEnter={mayCreate(ctx, consultationFlow, 'enter')}
      mayAnswer={holds(ctx.actor, answerConsultations)}
    />
  )
  return desk(ctx, c, { title: crumb.label }, page)
}

const lineOf = (ctx: Ctx, row: ConsultationRow): ConsultationLine => ({
  id: row.id,
  number: row.number,
  channel: [wordsOf(channels, row.channel), row.place].filter(Boolean).join('，'),
  kind: wordsOf(kinds, row.kind),
  who: row.party ?? whoIn(row),
  question: row.question,
  answer: row.answer ?? '',
  basis: row.basis,
  first: row.first ?? '',
  owner: row.owner ?? '',
  transfers: (row.transfers ?? '')
    .split(',')
    .filter(Boolean)
    .map((target: string) => wordsOf(targets, target))
    .join('、'),
  took: tookOf(ctx, row),
  solved: [wordsOf(solveds, row.solved), row.returns > 0 && `退回 ${row.returns} 次`]
    .filter(Boolean)
    .join('，'),
  published: row.published ? '是' : '',
  state: badgeOf(consultationFlow, row.state),
  deadline: ['answered', 'closed'].includes(row.state) ? null : deadlineOf(ctx, row.due_at),
  urged: row.urged_at !== null,
  submitted_at: row.submitted_at,
})

/* ── from a good answer to a public one ─────────────────────────────────────────────────────────────────────────── */

async function showPublishing(ctx: Ctx, c: Http): Promise<Answer> {
  return publishPage(ctx, c, await asked(ctx, c))
}

async function publishPage(
  ctx: Ctx,
  c: Http,
  row: Consultation,
  typed: Record<string, unknown> = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  const view = await deskView(ctx, row)
  if (!view.mayPublish)
    throw new Problem(
      409,
      '当前无法办理',
      view.entry ? '这件已经拟成知识库条目。' : '这一步由编写知识的人员在答复以后办理。',
    )
  if (Object.keys(errors).length > 0) c.status(422)
  const { removed, values } = await proposal(ctx, row)
  const page = (
    <PublishPage
      path={`/desk/consultations/${row.id}/public`}
      back={`/desk/consultations/${row.id}`}
      removed={removed}
      fields={fieldsOf(await publishing(ctx, row))}
      values={{ ...values, ...typed }}
      errors={errors}
      formKey={newId()}
    />
  )
  const crumbs = [crumb, { href: `/desk/consultations/${row.id}`, label: row.number }]
  return desk(ctx, c, { title: '拟成公开问答', crumbs }, page)
}

async function takePublishing(c: Http): Promise<Response> {
  const form = await sentForm(c)
  requireStaff(c)
  const id = c.req.param('id') ?? ''
  const row = await readIn(c, async ctx => (await find(ctx, consultationFlow, id)) as unknown as Consultation)
  const input = await readIn(c, async ctx => decode(fieldsOf(await publishing(ctx, row)), form))
  try {
    await writeIn(c, ctx =>
      perform(ctx, consultationFlow, 'publish', id, input, String(form.get('_key') ?? '') || undefined),
    )
    setCookie(c, 'flash', consultationFlow.actions.publish.done ?? '已办理', {
      ...{ path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' },
    })
    return c.redirect(`/desk/consultations/${id}`, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, ctx => publishPage(ctx, c, row, input, error.errors))
  }
}
