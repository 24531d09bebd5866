import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { portal } from '#modules/shell'
import { enrolledBy, halfInWords } from '#modules/training'
import { type Ctx, stranger } from '#platform/ctx'
import { conflict, notFound, Problem, tooMany } from '#platform/errors'
import { time } from '#platform/format'
import { decode, fieldsOf, validate } from '#platform/forms'
import {
  addressOf,
  countsTries,
  type Env,
  type Http,
  isSecure,
  readIn,
  sentForm,
  writeIn,
} from '#platform/http'
import { mobile } from '#platform/identifiers'
import { isId } from '#platform/ids'
import { type Session, whyOutside } from './clock.ts'
import { identified, lastDigits, mayTry, noteWrong } from './identify.ts'
import { HerePage, SignedInPage } from './pages/here.tsx'
import { classRow, learnerStates, recordFor, sessionById } from './queries/records.ts'
import { codeGraceSeconds, codeSeconds, deviceDays, ticketMinutes, triesPerMinute } from './settings.ts'
import { signInOne } from './signing.ts'
import { deviceMark, isDevice, isHallCode, isTicket, newDevice, ticketFor } from './tokens.ts'

/**
 * What the code on the hall screen opens on a learner's phone. A fresh code gives the phone a few minutes; then whoever is
 * signed in presses a button, and whoever is not says who they are.
 */
export const hereRoutes = new Hono<Env>()
  .get('/here/:id/:code', c => scan(c))
  .get('/here/:id', c => readIn(c, ctx => show(ctx, c)))
  .post('/here/:id', c => take(c))

countsTries('/here/')

const claim = z.object({
  phone: mobile.meta({ label: '报名时留的手机号', widget: 'phone', autocomplete: 'tel' }),
  digits: z
    .string()
    .trim()
    .toUpperCase()
    .regex(new RegExp(`^\\d{${lastDigits - 1}}[\\dX]$`), '请填写末四位，最后一位是字母的照填')
    .meta({ label: '身份证号末四位', maxLength: lastDigits, autocomplete: 'off', secret: true }),
})

const fields = () => fieldsOf(claim)
const scanAgain = '签到码已经换了，请重新扫描大屏幕上的签到码。'

async function sessionIn(ctx: Ctx, c: Http): Promise<Session> {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw notFound('这个半天的考勤')
  return sessionById(ctx, id)
}

/** Nothing is signed in yet: programs that only open links do no harm. */
async function scan(c: Http): Promise<Response> {
  const { centre } = c.var
  const { session, now } = await readIn(c, async ctx => ({ session: await sessionIn(ctx, c), now: ctx.now }))
  const limits = { seconds: codeSeconds.of(centre), grace: codeGraceSeconds.of(centre) }
  c.header('cache-control', 'no-store')
  if (!isHallCode(centre.keys, session.id, c.req.param('code') ?? '', now, limits)) throw conflict(scanAgain)
  const kept = getCookie(c, 'device')
  const device = isDevice(kept) ? kept : newDevice()
  const common = { path: '/here', httpOnly: true, sameSite: 'Lax', secure: isSecure(c) } as const
  setCookie(c, 'device', device, { ...common, maxAge: deviceDays.of(centre) * 86_400 })
  setCookie(c, 'here', ticketFor(centre.keys, session.id, device, now), {
    ...common,
    maxAge: ticketMinutes.of(centre) * 60,
  })
  return c.redirect(`/here/${session.id}`, 303)
}

/** The phone that scanned a fresh code a moment ago; 409 for any other. */
function deviceIn(ctx: Ctx, c: Http, session: Session): string {
  const [device, ticket] = [getCookie(c, 'device'), getCookie(c, 'here') ?? '']
  const { keys } = ctx.centre
  if (!isDevice(device) || !isTicket(keys, session.id, device, ticket, ctx.now, ticketMinutes.of(ctx.centre)))
    throw conflict(scanAgain)
  const why = whyOutside(ctx.now, session)
  if (why) throw conflict(why)
  return device
}

/** One's own place in this class, where one is signed in. */
const ownEnrolment = async (ctx: Ctx, classId: string) =>
  ctx.actor.kind === 'person'
    ? await ctx.db
        .selectFrom('enrolment')
        .select(['id', 'person_name'])
        .where('class_id', '=', classId)
        .where('state', 'in', learnerStates)
        .where(enrolledBy(ctx.actor))
        .orderBy('turn')
        .limit(2)
        .execute()
    : []

async function show(
  ctx: Ctx,
  c: Http,
  typed: Record<string, unknown> = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  const session = await sessionIn(ctx, c)
  deviceIn(ctx, c, session)
  const [{ title }, own] = await Promise.all([
    classRow(ctx, session.class_id),
    ownEnrolment(ctx, session.class_id),
  ])
  const mine = own.length === 1 ? own[0] : undefined
  const record = mine && (await recordFor(ctx, session.id, mine.id))
  c.header('cache-control', 'no-store')
  const page = (
    <HerePage
      path={`/here/${session.id}`}
      title={title}
      half={halfInWords(session.half)}
      place={session.place}
      own={mine ? { name: mine.person_name, at: record?.at ? time(record.at) : null } : null}
      stranger={ctx.actor.kind !== 'person'}
      fields={fields()}
      values={typed}
      errors={errors}
    />
  )
  return portal(c, { title: '培训签到' }, page)
}

async function take(c: Http): Promise<Response> {
  c.header('cache-control', 'no-store')
  const form = await sentForm(c)
  const typed = decode(fields(), form)
  try {
    const done = await writeIn(c, ctx => (form.get('own') === '1' ? bySelf(ctx, c) : byClaim(ctx, c, typed)))
    return portal(c, { title: '已签到' }, <SignedInPage {...done} />)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    c.status(422)
    return readIn(c, ctx => show(ctx, c, { phone: typed.phone }, error.errors))
  }
}

async function bySelf(ctx: Ctx, c: Http) {
  const session = await sessionIn(ctx, c)
  const device = deviceMark(ctx.centre.keys, deviceIn(ctx, c, session))
  const own = await ownEnrolment(ctx, session.class_id)
  const mine = own.length === 1 ? own[0] : undefined
  if (!mine) throw conflict('您的账号不在这个班的名单里，请凭报名时的手机号签到，或找工作人员。')
  await signInOne(ctx, session.id, mine.id, { method: 'account', device }, () => ctx.actor)
  return saidOf(ctx, session, mine.id)
}

/** The same answer whoever is or is not on the list. */
async function byClaim(ctx: Ctx, c: Http, typed: Record<string, unknown>) {
  const session = await sessionIn(ctx, c)
  const device = deviceIn(ctx, c, session)
  const claimed = validate(claim, typed)
  const who = { session: session.id, device, phone: claimed.phone, address: addressOf(c) }
  if (!mayTry(triesPerMinute.of(ctx.centre), who, ctx.now))
    throw tooMany('试的次数太多了，请稍等一分钟再试，或找工作人员帮您签到。')
  const enrolment = await identified(ctx, session.class_id, claimed)
  if (!enrolment) {
    noteWrong(session.id, claimed.phone, ctx.now)
    throw wrong()
  }
  const how = { method: 'phone', device: deviceMark(ctx.centre.keys, device) } as const
  await signInOne(ctx, session.id, enrolment, how, holdsCodeOf => ({
    ...stranger,
    name: '到场的学员',
    holdsCodeOf,
  }))
  return saidOf(ctx, session, enrolment)
}

const wrong = () =>
  new Problem(422, '没有对上', '没有对上。', {
    '': '手机号和身份证号末四位没有对上，请核对后再填，或找工作人员帮您签到。',
  })

async function saidOf(ctx: Ctx, session: Session, enrolmentId: string) {
  const [record, learner, { title }] = await Promise.all([
    recordFor(ctx, session.id, enrolmentId),
    ctx.db
      .selectFrom('enrolment')
      .select('person_name')
      .where('id', '=', enrolmentId)
      .executeTakeFirstOrThrow(),
    classRow(ctx, session.class_id),
  ])
  return {
    name: learner.person_name,
    at: record?.at ? time(record.at) : '',
    title,
    half: halfInWords(session.half),
  }
}
