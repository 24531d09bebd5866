import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesByRecord } from '#platform/files'
import { cached, type Env, type Http, readIn, signedIn } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { profileOf } from '#platform/profile'
import { deskBookingRoutes } from './desk.tsx'
import { calendarOf, feedBehind } from './feed.ts'
import { BookingPage } from './pages/booking.tsx'
import { MyBookings } from './pages/my.tsx'
import { BookablePage, ResourcePage } from './pages/public.tsx'
import { bookable, bookingById, bookingsOfActor } from './queries.ts'
import { feedView, freeDays, hoursWithDay, kindLabel, viewOf } from './views.ts'
import { bookingFlow } from './workflow.ts'

export const bookingRoutes = new Hono<Env>()
  .route('/', deskBookingRoutes)
  .get('/bookings', cached(showBookable))
  .get('/bookings/:id', cached(showResource))
  .get('/my/bookings', signedIn(showMine))
  .get('/my/bookings/:id', signedIn(showOne))
  .get('/calendar/:id/:token', c => sendCalendar(c))

/** Two weeks are shown: whoever plans further ahead types the day. */
const shownDays = 14

async function showBookable(ctx: Ctx, c: Http): Promise<Response> {
  const resources = await bookable(ctx, { forPublic: true })
  const free = await freeDays(ctx, resources, 1)
  const page = (
    <BookablePage
      resources={resources.flatMap(one => {
        const [today] = free.get(one.id) ?? []
        return today ? [{ ...one, kind: kindLabel(one.kind), approval: one.needs_approval, today }] : []
      })}
      phone={profileOf(ctx.centre).phone}
    />
  )
  return portal(c, { title: '场地预约', description: '会议室、直播间、工位，免费预约' }, page)
}

async function showResource(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const resource = (await bookable(ctx, { forPublic: true })).find(one => one.id === id)
  if (!isId(id) || !resource) throw notFound('这个场地')
  const [free, files] = await Promise.all([
    freeDays(ctx, [resource], shownDays),
    filesByRecord(ctx, 'resource', [id]),
  ])
  const page = (
    <ResourcePage
      resource={{ ...resource, kind: kindLabel(resource.kind), approval: resource.needs_approval }}
      photos={(files.get(id) ?? []).filter(file => file.media_type.startsWith('image/'))}
      days={free.get(id) ?? []}
    />
  )
  return portal(c, { title: resource.name }, page)
}

async function showMine(ctx: Ctx, c: Http): Promise<Response> {
  const rows = await bookingsOfActor(ctx)
  const isOpen = (state: string) => ['asked', 'granted', 'in_use'].includes(state)
  const lineOf = (row: (typeof rows)[number]) => ({
    id: row.id,
    resource: row.resource,
    hours: hoursWithDay(row),
    purpose: row.purpose,
    state: badgeOf(bookingFlow, row.state),
  })
  const coming = rows.filter(row => isOpen(row.state)).reverse()
  const page = (
    <MyBookings
      coming={
        await Promise.all(
          coming.map(async row => ({ ...lineOf(row), buttons: await buttonsFor(ctx, bookingFlow, row) })),
        )
      }
      past={rows.filter(row => !isOpen(row.state)).map(lineOf)}
      feed={await feedView(ctx, null)}
    />
  )
  return portal(c, { title: '我的预约', own: true }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Response> {
  const { id } = await find(ctx, bookingFlow, c.req.param('id') ?? '')
  const row = await bookingById(ctx, id)
  if (!row) throw notFound('这条预约')
  const page = (
    <div class="wrap stack">
      <BookingPage
        booking={viewOf(row)}
        state={badgeOf(bookingFlow, row.state)}
        buttons={await buttonsFor(ctx, bookingFlow, row)}
        story={await story(ctx, { recordId: id })}
        back={`/my/bookings/${id}`}
        resourceHref={null}
      />
    </div>
  )
  return portal(c, { title: row.resource, own: true }, page)
}

/** For calendar programs: no session, the address is the key. */
async function sendCalendar(c: Http): Promise<Response> {
  const text = await readIn(c, async ctx =>
    calendarOf(ctx, await feedBehind(ctx, c.req.param('id') ?? '', c.req.param('token') ?? '')),
  )
  return c.body(text, 200, {
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, no-cache',
  })
}
