import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { badgeOf, buttonsFor } from '#modules/actions'
import { FeedCard, feedView } from '#modules/bookings'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { conflict, notFound, Problem, signInFirst } from '#platform/errors'
import { decode, fieldsOf, validate } from '#platform/forms'
import { type Answer, type Env, type Http, readIn, sentForm, signedIn, writeIn } from '#platform/http'
import { find } from '#platform/perform'
import { calendarOfOne, ticketAddress } from './calendar.ts'
import { isGuest } from './guests.ts'
import { inBrief, spanInWords } from './moments.ts'
import { giveOpinion, opinionInput } from './opinions.ts'
import { MyActivities, MyRegistration, OpinionPage } from './pages/my.tsx'
import { placeInLine, type RegistrationRow, registrationById, registrationsOfActor } from './queries.ts'
import { type Registration, registrationFlow } from './registration.ts'
import { registrationView } from './view.ts'

/** One's own registrations, on the phone. */
export const ownRoutes = new Hono<Env>()
  .get('/my/activities', signedIn(showMine))
  .get('/my/activities/:id', signedIn(showOne))
  .get('/my/activities/:id/ticket.ics', signedIn(sendTicket))
  .get('/my/activities/:id/opinion', signedIn(showOpinion))
  .post('/my/activities/:id/opinion', c => takeOpinion(c))

async function showMine(ctx: Ctx, c: Http): Promise<Response> {
  const rows = await registrationsOfActor(ctx)
  const isOpen = (row: RegistrationRow) =>
    ['registered', 'waiting', 'offered', 'confirming'].includes(row.state)
  const lineFor = async (row: RegistrationRow) => ({
    id: row.id,
    title:
      row.proxy_identity_id === ctx.actor.identityId
        ? `${row.title}（代${row.contact_name}报名）`
        : row.title,
    when: spanInWords(row),
    place: row.place,
    state: badgeOf(registrationFlow, row.state),
    line: await placeInLine(ctx, row),
    until: row.answer_until ? inBrief(row.answer_until, ctx.now) : null,
  })
  const coming = rows.filter(isOpen).reverse()
  const page = (
    <MyActivities
      coming={
        await Promise.all(
          coming.map(async row => ({
            ...(await lineFor(row)),
            buttons: (await buttonsFor(ctx, registrationFlow, row)).filter(one => one.tone === 'primary'),
          })),
        )
      }
      past={await Promise.all(rows.filter(row => !isOpen(row)).map(lineFor))}
      feed={<FeedCard feed={await feedView(ctx, null)} back="/my/activities" />}
    />
  )
  c.header('cache-control', 'no-store')
  return portal(c, { title: '我的活动', own: true }, page)
}

/** One's own only: staff see others' at the workbench. */
async function ownOne(ctx: Ctx, c: Http): Promise<RegistrationRow> {
  const { id } = await find(ctx, registrationFlow, c.req.param('id') ?? '')
  const row = await registrationById(ctx, id)
  if (!row || !isGuest(ctx.actor, row)) throw notFound('这次报名')
  return row
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownOne(ctx, c)
  const hasTicket = ['registered', 'attended'].includes(row.state) && row.ends_at > ctx.now
  const page = (
    <MyRegistration
      view={await registrationView(ctx, row)}
      ticket={hasTicket ? await qrSvg(ticketAddress(ctx, row.id)) : null}
      mayOpine={mayOpine(row, ctx.now) && isOneself(ctx, row)}
    />
  )
  c.header('cache-control', 'no-store')
  return portal(c, { title: row.title, own: true }, page)
}

/** What it was like is for who was there to say. */
const isOneself = (ctx: Ctx, row: RegistrationRow): boolean =>
  row.party_id !== null && ctx.actor.parties.includes(row.party_id)

const mayOpine = (row: RegistrationRow, now: Date): boolean =>
  row.state === 'attended' && !row.feedback_used && row.ends_at <= now

async function sendTicket(ctx: Ctx, c: Http): Promise<Response> {
  const row = await ownOne(ctx, c)
  return c.body(calendarOfOne(ctx, row), 200, {
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'attachment; filename="activity.ics"',
    'cache-control': 'no-store',
  })
}

async function opinable(ctx: Ctx, c: Http): Promise<RegistrationRow> {
  const row = await ownOne(ctx, c)
  if (!isOneself(ctx, row)) throw notFound('这次报名')
  if (!mayOpine(row, ctx.now))
    throw conflict(
      row.feedback_used ? '这次活动您已经评价过，谢谢您。' : '活动结束后，到场的人可以评价。',
      `/my/activities/${row.id}`,
    )
  return row
}

async function showOpinion(ctx: Ctx, c: Http): Promise<Response> {
  const row = await opinable(ctx, c)
  return opinionPage(c, row, {}, {})
}

function opinionPage(
  c: Http,
  row: RegistrationRow,
  values: Record<string, unknown>,
  errors: Record<string, string>,
): Promise<Response> {
  const fields = fieldsOf(opinionInput)
  c.header('cache-control', 'no-store')
  return portal(
    c,
    { title: '匿名评价', own: true },
    <OpinionPage {...{ fields, values, errors }} id={row.id} title={row.title} />,
  )
}

async function takeOpinion(c: Http): Promise<Response> {
  if (c.var.actor.kind !== 'person') throw signInFirst()
  const typed = decode(fieldsOf(opinionInput), await sentForm(c))
  try {
    const id = await writeIn(c, async ctx => {
      const { id } = await opinable(ctx, c)
      const row = (await find(ctx, registrationFlow, id, { lock: true })) as unknown as Registration
      await giveOpinion(ctx, row, validate(opinionInput, typed))
      return id
    })
    setCookie(c, 'flash', '谢谢您的评价', { path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' })
    return c.redirect(`/my/activities/${id}`, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    c.status(422)
    return readIn(c, async ctx => opinionPage(c, await ownOne(ctx, c), typed, error.errors))
  }
}
