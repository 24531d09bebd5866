import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { shownPhone } from '#modules/parties'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { conflict, forbidden, Problem } from '#platform/errors'
import { dateTime } from '#platform/format'
import { decode } from '#platform/forms'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  noteLook,
  readIn,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { factsOf } from '#platform/journal'
import { find, perform } from '#platform/perform'
import { giveAnswers } from './answering.ts'
import { callRecipients } from './duties.ts'
import { invitationFlow } from './invitation.ts'
import { addressOf, newToken } from './link.ts'
import { CallPage, CounterPage } from './pages/calls.tsx'
import { hasCall, type Invitation, type Survey } from './people.ts'
import { fieldsFor } from './public.tsx'
import { questionnaireOf } from './queries/results.ts'
import { nextToCall } from './queries/surveys.ts'
import { labelIn, outcomes } from './words.ts'
import { surveyFlow } from './workflow.ts'

/** 电话访问: one person at a time, by somebody who did not serve them; and the counter, where they fill it in themselves. */
export const callRoutes = new Hono<Env>()
  .post('/desk/surveys/:id/next-call', takeNext)
  .get('/desk/surveys/calls/:id', atDesk(showCall))
  .post('/desk/surveys/calls/:id', saveAnswers)
  .post('/desk/surveys/calls/:id/counter', showCounter)

const home = { href: '/desk/surveys', label: '满意度调查' }

async function takeNext(c: Http): Promise<Response> {
  requireStaff(c, callRecipients)
  const id = await writeIn(c, async ctx => {
    const survey = await find(ctx, surveyFlow, c.req.param('id') ?? '')
    if (survey.state !== 'fielding') throw conflict('这次调查不在进行中。')
    const next = await nextToCall(ctx, survey.id)
    if (!next) throw conflict('现在没有要打的电话：都打过了，或者约在以后，或者同事正在打。')
    await perform(ctx, invitationFlow, 'take', next.id)
    return next.id
  })
  return c.redirect(`/desk/surveys/calls/${id}`, 303)
}

const invitationFor = async (ctx: Ctx, c: Http): Promise<Invitation> =>
  (await find(ctx, invitationFlow, c.req.param('id') ?? '')) as unknown as Invitation

async function showCall(ctx: Ctx, c: Http): Promise<Answer> {
  return callPage(ctx, c, await invitationFor(ctx, c))
}

async function callPage(
  ctx: Ctx,
  c: Http,
  row: Invitation,
  values: Record<string, unknown> = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  const survey = (await find(ctx, surveyFlow, row.survey_id)) as unknown as Survey
  const questionnaire = await questionnaireOf(ctx, survey.questionnaire_id)
  noteLook(c, '查看调查邀请', row.id)
  if (Object.keys(errors).length > 0) c.status(422)
  const mine =
    row.state === 'open' && hasCall.test(ctx.actor, row, await factsOf(ctx, 'survey_invitation', row.id))
  const fielding = survey.state === 'fielding'
  const page = (
    <CallPage
      id={row.id}
      surveyId={survey.id}
      title={`调查第 ${row.rank} 位`}
      state={badgeOf(invitationFlow, row.state)}
      facts={[
        { label: '办理的服务', value: row.service_name },
        { label: '电话', value: row.phone ? shownPhone(ctx.actor, row.phone) : '没有留，或已经抹去' },
        { label: '打过', value: `${row.tries} 次` },
        { label: '最近一次', value: labelIn(outcomes, row.last_try) },
        { label: '约在', value: row.call_at ? dateTime(row.call_at) : '' },
      ]}
      opening={questionnaire?.opening ?? ''}
      fields={mine && fielding ? fieldsFor(ctx, questionnaire?.definition) : null}
      counter={row.state === 'open' && fielding}
      buttons={fielding ? await buttonsFor(ctx, invitationFlow, row) : []}
      story={await story(ctx, { recordId: row.id })}
      {...{ values, errors }}
    />
  )
  const crumbs = [home, { href: `/desk/surveys/${survey.id}`, label: survey.title }]
  return desk(ctx, c, { title: '电话访问', crumbs }, page)
}

/** What was said goes the way of every answer: into the inbox, without the call. */
async function saveAnswers(c: Http): Promise<Response> {
  requireStaff(c, callRecipients)
  const sent = await sentForm(c)
  let input: Record<string, unknown> = {}
  try {
    const surveyId = await writeIn(c, async ctx => {
      const row = await invitationFor(ctx, c)
      if (!hasCall.test(ctx.actor, row, await factsOf(ctx, 'survey_invitation', row.id)))
        throw forbidden('请先领这通电话，再登记回答。')
      const survey = (await find(ctx, surveyFlow, row.survey_id)) as unknown as Survey
      const questionnaire = await questionnaireOf(ctx, survey.questionnaire_id)
      input = decode(fieldsFor(ctx, questionnaire?.definition), sent)
      await giveAnswers(ctx, row, input, 'phone')
      return survey.id
    })
    return c.redirect(`/desk/surveys/${surveyId}`, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, async ctx => callPage(ctx, c, await invitationFor(ctx, c), input, error.errors))
  }
}

/** A link on the screen, for the tablet or the phone of whoever stands at the counter; it holds for half an hour. */
async function showCounter(c: Http): Promise<Response> {
  requireStaff(c)
  const token = newToken()
  const row = await writeIn(c, async ctx => {
    const invitation = await invitationFor(ctx, c)
    await perform(ctx, invitationFlow, 'show', invitation.id, { token })
    return invitation
  })
  return readIn(c, async ctx => {
    const address = addressOf(ctx, token)
    const page = (
      <CounterPage address={address} qr={await qrSvg(address)} back={`/desk/surveys/calls/${row.id}`} />
    )
    c.header('cache-control', 'no-store')
    return desk(ctx, c, { title: '在窗口填写', crumbs: [home] }, page)
  })
}
