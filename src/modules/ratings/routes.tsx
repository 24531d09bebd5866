import { Hono } from 'hono'
import {
  badgeOf,
  buttonsFor,
  describeAction,
  flowFor,
  jsonOf,
  parkAndSignIn,
  parkedForm,
  shown,
  story,
} from '#modules/actions'
import { serviceCaseFlow } from '#modules/cases'
import { ratingsOf } from '#modules/catalogue'
import { shownPhone } from '#modules/parties'
import { desk, portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, notFound, Problem } from '#platform/errors'
import { decode, fieldsOf, validate } from '#platform/forms'
import { atDesk, type Env, type Http, readIn, sentForm, signedIn, writeIn } from '#platform/http'
import { factsOf } from '#platform/journal'
import { find } from '#platform/perform'
import { applicant } from '#platform/who'
import { judge, type RowOf } from '#platform/workflow'
import { callbackFlow } from './callback.ts'
import { CallbackPage, DeskRatings, RatePage, ThanksPage, UsedPage } from './pages/ratings.tsx'
import { callbackFacts, itemRatings, recentCallbacks, rightByToken, rightOf } from './queries.ts'
import { serviceOf } from './subjects.ts'
import { hashOf, marks, rate, ratingInput, ratingRightFlow } from './workflow.ts'

type Right = RowOf<'rating_right'>

/** Rating: by one's own case, or by the single-use link without an account, which a consultation shows to who asked. */
export const ratingRoutes = new Hono<Env>()
  .get(
    '/my/cases/:id/rate',
    signedIn(async (ctx, c) => {
      const typed = await parkedForm(ctx, c)
      return showForm(ctx, c, await ownRight(ctx, c), typed ? decode(fieldsOf(ratingInput), typed) : {})
    }),
  )
  .post('/my/cases/:id/rate', async c =>
    c.var.actor.kind === 'person' ? take(c, ownRight) : parkAndSignIn(c, await sentForm(c)),
  )
  .get('/r/:token', c => readIn(c, async ctx => showForm(ctx, c, await linkedRight(ctx, c))))
  .post('/r/:token', c => take(c, linkedRight))
  .post('/api/v1/rating_right/:id/rate', c => takeFromMachine(c))
  .get('/desk/ratings', atDesk(showDesk))
  .get(
    '/desk/callbacks/:id',
    atDesk(async (ctx, c) => {
      const row = (await find(ctx, callbackFlow, c.req.param('id') ?? '')) as unknown as RowOf<'callback'>
      const { service, label, party } = await callbackFacts(ctx, row)
      const page = (
        <CallbackPage
          callback={row}
          mark={marks[row.mark as keyof typeof marks]}
          service={{
            ...service,
            contact_phone: service.contact_phone && shownPhone(ctx.actor, service.contact_phone),
          }}
          label={label}
          party={party}
          state={badgeOf(callbackFlow, row.state)}
          buttons={await buttonsFor(ctx, callbackFlow, row)}
          story={await story(ctx, { recordId: row.id })}
        />
      )
      return desk(
        ctx,
        c,
        { title: '差评回访', crumbs: [{ href: '/desk/ratings', label: '评价与回访' }] },
        page,
      )
    }),
  )

async function ownRight(ctx: Ctx, c: Http): Promise<Right | undefined> {
  const serviceCase = await find(ctx, serviceCaseFlow, c.req.param('id') ?? '')
  if (!ctx.actor.parties.includes(serviceCase.party_id as string)) throw notFound('这件办件')
  return rightOf(ctx, { subject: 'service_case', record_id: serviceCase.id })
}

const linkedRight = (ctx: Ctx, c: Http): Promise<Right | undefined> =>
  rightByToken(ctx, hashOf(c.req.param('token') ?? ''))

async function showForm(
  ctx: Ctx,
  c: Http,
  right: Right | undefined,
  values: Record<string, unknown> = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  c.header('cache-control', 'no-store')
  if (right?.state !== 'open') {
    if (!right && c.req.path.startsWith('/r/')) throw notFound('这个评价链接')
    c.status(409)
    return portal(c, { title: '评价服务', own: true }, <UsedPage />)
  }
  const { title, number, own } = await serviceOf(ctx, right)
  if (Object.keys(errors).length > 0) c.status(422)
  const back = c.req.path.startsWith('/my') ? own : null
  return portal(
    c,
    { title: '评价服务', own: true },
    <RatePage
      title={right.subject === 'consultation' ? `${title} ${number}` : title}
      action={c.req.path}
      fields={fieldsOf(ratingInput)}
      values={values}
      errors={errors}
      back={back}
    />,
  )
}

/** The one change that has no action address of its own: an anonymous mark must not be an action of somebody. */
async function take(c: Http, rightFor: (ctx: Ctx, c: Http) => Promise<Right | undefined>): Promise<Response> {
  // The link stands on a receipt that staff hand over; it is not theirs to use.
  if (c.var.actor.staffId && c.req.path.startsWith('/r/')) throw forbidden('评价由服务对象本人作出。')
  const input = decode(fieldsOf(ratingInput), await sentForm(c))
  try {
    const rating = validate(ratingInput, input)
    await writeIn(c, async ctx => {
      const right = await rightFor(ctx, c)
      if (!right) throw notFound('这个评价链接')
      await rate(ctx, right, rating)
    })
    return portal(
      c,
      { title: '谢谢您', own: true },
      <ThanksPage anonymous={rating.by === 'anonymous'} back={c.req.path.startsWith('/my') ? '/my' : '/'} />,
    )
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    const { errors } = error
    return readIn(c, async ctx => showForm(ctx, c, await rightFor(ctx, c), input, errors))
  }
}

describeAction('rating_right', 'rate', {
  label: '评价',
  past: '作出了评价',
  from: ['open'],
  by: applicant,
  input: ratingInput,
})

/** The same over JSON. An anonymous mark is no action of somebody here either, so this is none of the flow's. */
async function takeFromMachine(c: Http): Promise<Response> {
  const flow = flowFor(c, 'acts', ratingRightFlow.subject)
  const input = await jsonOf(c)
  const row = await writeIn(c, async ctx => {
    const right = (await find(ctx, flow, c.req.param('id') ?? '')) as unknown as Right
    const verdict = judge(flow, 'use', ctx.actor, right, await factsOf(ctx, flow.subject, right.id))
    if (!verdict.may) throw verdict.status === 403 ? forbidden(verdict.reason) : conflict(verdict.reason)
    await rate(ctx, right, validate(ratingInput, input))
    return find(ctx, flow, right.id)
  })
  return c.json(shown(flow, row))
}

async function showDesk(ctx: Ctx, c: Http): Promise<Response> {
  const since = new Date(ctx.now.getTime() - 365 * 86_400_000).toISOString().slice(0, 7)
  const [whole, items, callbacks] = await Promise.all([
    ratingsOf(ctx, { since }),
    itemRatings(ctx, since),
    recentCallbacks(ctx),
  ])
  const lines = callbacks.map(one => ({ ...one, state: badgeOf(callbackFlow, one.state) }))
  return desk(ctx, c, { title: '评价与回访' }, <DeskRatings whole={whole} items={items} callbacks={lines} />)
}
