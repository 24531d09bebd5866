import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { FeedCard, feedView } from '#modules/bookings'
import { actedBy } from '#modules/parties'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound, Problem, signInFirst } from '#platform/errors'
import { decode, fieldsOf, validate } from '#platform/forms'
import { type Answer, type Env, type Http, readIn, sentForm, signedIn, writeIn } from '#platform/http'
import { find } from '#platform/perform'
import { answerFlow, type TrainingAnswer } from './answer.ts'
import { type Enrolment, ownClassParts, type TrainingClass } from './doors.ts'
import { enrolmentFlow } from './enrolment.ts'
import { isLearner } from './learner.ts'
import { lineOf } from './learner-line.ts'
import { giveOpinion, mayOpine, opinionInput } from './opinions.ts'
import { AnswerPage, MyClass, MyTraining, OpinionPage } from './pages/my.tsx'
import { enrolmentsOfActor, placeInLine } from './queries/learners.ts'
import { lessonsOf } from './queries/lessons.ts'
import { answerForms, daysInWords, forms, lessonTime, townName } from './words.ts'
import { classById } from './workflow.ts'

/** One's own classes, on the phone. */
export const ownRoutes = new Hono<Env>()
  .get('/my/training', signedIn(showMine))
  .get('/my/training/answers/:id', signedIn(showAnswer))
  .get('/my/training/:id', signedIn(showOne))
  .get('/my/training/:id/opinion', signedIn(showOpinion))
  .post('/my/training/:id/opinion', c => takeOpinion(c))

type OwnRow = Awaited<ReturnType<typeof enrolmentsOfActor>>[number]
const isOpen = (row: OwnRow): boolean => ['applied', 'waiting', 'accepted'].includes(row.state)

async function showMine(ctx: Ctx, c: Http): Promise<Response> {
  const [rows, answers] = await Promise.all([enrolmentsOfActor(ctx), answersOfActor(ctx)])
  const lineFor = async (row: OwnRow) => ({
    id: row.id,
    title:
      row.proxy_identity_id === ctx.actor.identityId && row.proxy_id !== null
        ? `${row.title}（代${row.person_name}报名）`
        : row.title,
    when: daysInWords(row),
    place: row.place,
    state: badgeOf(enrolmentFlow, row.state),
    line: await placeInLine(ctx, row),
  })
  const page = (
    <MyTraining
      coming={await Promise.all(rows.filter(isOpen).reverse().map(lineFor))}
      past={await Promise.all(rows.filter(row => !isOpen(row)).map(lineFor))}
      answers={answers.map(one => ({ id: one.id, title: one.title }))}
      feed={<FeedCard feed={await feedView(ctx, null)} back="/my/training" />}
    />
  )
  c.header('cache-control', 'no-store')
  return portal(c, { title: '我的培训', own: true }, page)
}

const answersOfActor = (ctx: Ctx) =>
  ctx.actor.parties.length === 0
    ? []
    : ctx.db
        .selectFrom('training_answer')
        .innerJoin('training_survey', 'training_survey.id', 'training_answer.survey_id')
        .select(['training_answer.id', 'training_survey.title'])
        .where('training_answer.party_id', 'in', [...ctx.actor.parties])
        .where('training_answer.state', '=', 'given')
        .orderBy('training_answer.id', 'desc')
        .limit(20)
        .execute()

/** One's own only: staff see others' at the workbench. */
async function ownOne(ctx: Ctx, c: Http): Promise<{ row: Enrolment; one: TrainingClass }> {
  const row = (await find(ctx, enrolmentFlow, c.req.param('id') ?? '')) as unknown as Enrolment
  if (!isLearner(ctx.actor, row)) throw notFound('这次报名')
  return { row, one: await classById({ ...ctx }, row.class_id) }
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const { row, one } = await ownOne(ctx, c)
  const [lessons, buttons, line, told, by] = await Promise.all([
    lessonsOf(ctx, one.id),
    buttonsFor(ctx, enrolmentFlow, row),
    placeInLine(ctx, row),
    story(ctx, { recordId: row.id }),
    actedBy(ctx, row),
  ])
  const parts = await Promise.all(ownClassParts.map(({ part }) => part(ctx, one, row)))
  const shown = lineOf(ctx, row, true)
  const page = (
    <MyClass
      id={row.id}
      classId={one.id}
      title={one.title}
      when={daysInWords(one)}
      state={badgeOf(enrolmentFlow, row.state)}
      facts={[
        { label: '参加人', value: row.person_name },
        { label: '手机号', value: row.phone },
        { label: '身份证号', value: shown.number },
        { label: '身份类型', value: shown.groups },
        { label: '地点', value: [townName(one.town), one.place].filter(Boolean).join(' ') },
        { label: '原因', value: row.reason ?? '' },
      ]}
      line={line}
      by={by}
      lessons={lessons.map(each => ({
        ...{ title: each.title, place: each.place, lecturer: each.lecturer ?? '' },
        when: lessonTime(each),
        form: forms[each.form as keyof typeof forms],
      }))}
      outcome={row.outcome as unknown as Array<{ rule: string; met: boolean; says: string }>}
      parts={parts.filter(part => part !== null)}
      mayOpine={mayOpine(row, one) && isOneself(ctx, row)}
      buttons={buttons}
      story={told}
    />
  )
  c.header('cache-control', 'no-store')
  return portal(c, { title: one.title, own: true }, page)
}

/** What it was like is for who was there to say, not for who enrolled them. */
const isOneself = (ctx: Ctx, row: Enrolment): boolean =>
  (row.identity_id !== null && row.identity_id === ctx.actor.identityId) ||
  (row.party_id !== null && ctx.actor.parties.includes(row.party_id))

async function opinable(ctx: Ctx, c: Http) {
  const own = await ownOne(ctx, c)
  if (!isOneself(ctx, own.row)) throw notFound('这次报名')
  if (!mayOpine(own.row, own.one))
    throw conflict(
      own.row.feedback_used ? '这次培训您已经评价过，谢谢您。' : '课程结束后，学员可以评价。',
      `/my/training/${own.row.id}`,
    )
  return own
}

async function showOpinion(ctx: Ctx, c: Http): Promise<Response> {
  const { row, one } = await opinable(ctx, c)
  return opinionPage(ctx, c, row, one, {}, {})
}

async function opinionPage(
  ctx: Ctx,
  c: Http,
  row: Enrolment,
  one: TrainingClass,
  values: Record<string, unknown>,
  errors: Record<string, string>,
): Promise<Response> {
  const fields = fieldsOf(await opinionInput(ctx, one.id))
  c.header('cache-control', 'no-store')
  return portal(
    c,
    { title: '匿名评价', own: true },
    <OpinionPage {...{ fields, values, errors }} id={row.id} title={one.title} />,
  )
}

async function takeOpinion(c: Http): Promise<Response> {
  if (c.var.actor.kind !== 'person') throw signInFirst()
  const form = await sentForm(c)
  try {
    const id = await writeIn(c, async ctx => {
      const { row, one } = await opinable(ctx, c)
      const locked = (await find(ctx, enrolmentFlow, row.id, { lock: true })) as unknown as Enrolment
      const schema = await opinionInput(ctx, one.id)
      await giveOpinion(ctx, locked, one, validate(schema, decode(fieldsOf(schema), form)))
      return row.id
    })
    setCookie(c, 'flash', '谢谢您的评价', { path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' })
    return c.redirect(`/my/training/${id}`, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    c.status(422)
    return readIn(c, async ctx => {
      const { row, one } = await ownOne(ctx, c)
      const typed = decode(fieldsOf(await opinionInput(ctx, one.id)), form)
      return opinionPage(ctx, c, row, one, typed, error.errors)
    })
  }
}

async function showAnswer(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, answerFlow, c.req.param('id') ?? '')) as unknown as TrainingAnswer
  if (row.party_id === null || !ctx.actor.parties.includes(row.party_id)) throw notFound('这份问卷')
  const survey = await ctx.db
    .selectFrom('training_survey')
    .select(['id', 'title'])
    .where('id', '=', row.survey_id)
    .executeTakeFirstOrThrow()
  const page = (
    <AnswerPage
      id={row.id}
      title={survey.title}
      survey={`/training/surveys/${survey.id}`}
      state={badgeOf(answerFlow, row.state)}
      facts={[
        { label: '想学', value: row.topics.join('、') },
        { label: '什么时候方便', value: row.times.join('、') },
        { label: '怎么学', value: answerForms[row.form as keyof typeof answerForms] },
        { label: '乡镇', value: townName(row.town) },
        { label: '还想说的', value: row.wish },
      ]}
      buttons={await buttonsFor(ctx, answerFlow, row)}
    />
  )
  c.header('cache-control', 'no-store')
  return portal(c, { title: survey.title, own: true }, page)
}
