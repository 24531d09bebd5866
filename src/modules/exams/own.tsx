import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { buttonsFor, story } from '#modules/actions'
import { portal } from '#modules/shell'
import { type Ctx, system } from '#platform/ctx'
import { notFound, signInFirst } from '#platform/errors'
import { decode, fieldsOf, validate } from '#platform/forms'
import { type Answer, type Env, type Http, sentForm, signedIn, writeIn } from '#platform/http'
import { find, perform, performMany } from '#platform/perform'
import { phaseOf } from './clock.ts'
import type { Answers } from './marking.ts'
import { HandInPage, MyExams, MySitting, PaperPage } from './pages/my.tsx'
import { candidate, type Sitting } from './people.ts'
import { sittingsOfActor } from './queries/exams.ts'
import { graceSeconds } from './settings.ts'
import { sheetInput, typedFrom } from './sheet.ts'
import { sittingFlow } from './sitting.ts'
import { placedFor, saveAnswers } from './taking.ts'
import { clockView, ownLine, ownView } from './view.ts'

/** One's own exams, on the phone, with scripts or without. */
export const ownRoutes = new Hono<Env>()
  .get('/my/exams', signedIn(showMine))
  .get('/my/exams/:id', signedIn(showOne))
  .post('/my/exams/:id/answers', c => takeAnswers(c))
  .get('/my/exams/:id/hand-in', signedIn(showHandIn))
  .post('/my/exams/:id/hand-in', c => takeHandIn(c))

async function showMine(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await sittingsOfActor(ctx)
  const isOpen = (row: (typeof rows)[number]) => ['expected', 'sitting', 'reviewing'].includes(row.state)
  c.header('cache-control', 'no-store')
  return portal(
    c,
    { title: '我的考试', own: true },
    <MyExams
      open={rows.filter(isOpen).map(row => ownLine(ctx, row))}
      past={rows.filter(row => !isOpen(row)).map(row => ownLine(ctx, row))}
    />,
  )
}

/** One's own only: staff see others' at the workbench. */
async function ownOne(ctx: Ctx, c: Http): Promise<Sitting> {
  const row = (await find(ctx, sittingFlow, c.req.param('id') ?? '')) as unknown as Sitting
  if (!candidate.test(ctx.actor, row, undefined as never)) throw notFound('这场考试')
  return row
}

const isOver = (ctx: Ctx, row: Sitting): boolean =>
  row.due_at !== null && phaseOf(row.due_at, ctx.now, graceSeconds.of(ctx.centre)) === 'over'

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownOne(ctx, c)
  c.header('cache-control', 'no-store')
  if (row.state === 'sitting' && !isOver(ctx, row)) return paperPage(ctx, c, row)
  const page = (
    <MySitting
      view={await ownView(ctx, row)}
      buttons={await buttonsFor(ctx, sittingFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return portal(c, { title: row.exam_title, own: true }, page)
}

/** All questions in one form. What is right, and what the bank calls anything, is not in it. */
async function paperPage(ctx: Ctx, c: Http, row: Sitting): Promise<Response> {
  const paper = await placedFor(ctx, row)
  const page = (
    <PaperPage
      id={row.id}
      title={row.exam_title}
      clock={clockView(ctx, row)}
      fields={fieldsOf(sheetInput(paper))}
      values={typedFrom(paper, row.answers as unknown as Answers)}
      savedAt={row.saved_at}
    />
  )
  return portal(c, { title: row.exam_title, own: true }, page)
}

/** What was typed, checked against the paper of this sitting. */
async function typedOn(ctx: Ctx, row: Sitting, form: FormData): Promise<Record<string, unknown>> {
  const schema = sheetInput(await placedFor(ctx, row))
  return validate(schema, decode(fieldsOf(schema), form)) as Record<string, unknown>
}

/** Sent by the browser while one answers, and by the button. What comes too late is refused. */
async function takeAnswers(c: Http): Promise<Response> {
  if (c.var.actor.kind !== 'person') throw signInFirst()
  const form = await sentForm(c)
  const id = c.req.param('id') ?? ''
  const saved = await writeIn(c, async ctx => {
    const row = await ownOne(ctx, c)
    return row.state === 'sitting' && saveAnswers(ctx, row, await typedOn(ctx, row, form))
  })
  if (!saved) await collectIfOver(c, id)
  if (!form.get('_keep')) return saved ? c.body(null, 204) : c.text('时间已经到了，后来的修改没有保存', 422)
  return backWith(c, `/my/exams/${id}`, saved ? '已保存，可以接着答' : '时间已经到了，后来的修改没有保存')
}

function backWith(c: Http, to: string, words: string): Response {
  setCookie(c, 'flash', words, { path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' })
  return c.redirect(to, 303)
}

/** The clock comes every minute; whoever asks meanwhile need not wait for it. */
const collectIfOver = (c: Http, id: string) =>
  writeIn(c, async ctx => {
    const row = await ownOne(ctx, c)
    if (row.state === 'sitting' && isOver(ctx, row))
      await performMany({ ...ctx, actor: system }, sittingFlow, 'timeUp', [id])
  })

/** What is still empty, before it is handed in for good. */
async function showHandIn(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownOne(ctx, c)
  if (row.state !== 'sitting') return c.redirect(`/my/exams/${row.id}`, 303)
  const answers = row.answers as unknown as Answers
  const paper = await placedFor(ctx, row)
  c.header('cache-control', 'no-store')
  return portal(
    c,
    { title: '交卷', own: true },
    <HandInPage
      id={row.id}
      title={row.exam_title}
      clock={clockView(ctx, row)}
      count={paper.length}
      empty={paper.map(one => one.asked.number).filter(number => answers[number] === undefined)}
    />,
  )
}

/** First all that stands in the form is saved and what is empty is shown; then, with `sure`, it is handed in. */
async function takeHandIn(c: Http): Promise<Response> {
  if (c.var.actor.kind !== 'person') throw signInFirst()
  const form = await sentForm(c)
  const id = c.req.param('id') ?? ''
  const done = await writeIn(c, async ctx => {
    const row = await ownOne(ctx, c)
    if (row.state !== 'sitting') return 'done'
    if (isOver(ctx, row)) return 'late'
    if (form.get('sure')) {
      await perform(ctx, sittingFlow, 'handIn', id)
      return 'done'
    }
    return (await saveAnswers(ctx, row, await typedOn(ctx, row, form))) ? 'saved' : 'late'
  })
  if (done === 'saved') return c.redirect(`/my/exams/${id}/hand-in`, 303)
  if (done === 'late') {
    await collectIfOver(c, id)
    return backWith(c, `/my/exams/${id}`, '时间已经到了，按已经保存的答案收卷')
  }
  return backWith(c, `/my/exams/${id}`, '已交卷')
}
