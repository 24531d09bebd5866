import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { addDays, type Day, dayOf, mondayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { dayAsked } from './inputs.ts'
import { BookingPage } from './pages/booking.tsx'
import { BookingsDesk } from './pages/desk.tsx'
import { BookingList, bookingColumns, tripColumns, UsagePage, usageColumns } from './pages/lists.tsx'
import { DeskResource, ResourceList, resourceColumns } from './pages/resources.tsx'
import { askedBookings, bookable, bookingById, bookingList, bookingsBetween, usage } from './queries.ts'
import { resourceFlow } from './resource.ts'
import type { Resource } from './rules.ts'
import { halfHours, instantOf } from './slots.ts'
import {
  entryOf,
  feedView,
  freeDays,
  hoursWithDay,
  kindLabel,
  lineOfResource,
  listedOf,
  viewOf,
} from './views.ts'
import { bookingFlow } from './workflow.ts'

export const deskBookingRoutes = new Hono<Env>()
  .get('/desk/bookings', atDesk(showWeek))
  .get('/desk/bookings/list', atDesk(list(false)))
  .get('/desk/bookings/trips', atDesk(list(true)))
  .get('/desk/bookings/figures', atDesk(showUsage))
  .get('/desk/bookings/resources', atDesk(listResources))
  .get('/desk/bookings/resources/:id', atDesk(showResource))
  .get('/desk/bookings/:id', atDesk(showBooking))

const crumbs = [{ href: '/desk/bookings', label: '场地预约' }]

async function showWeek(ctx: Ctx, c: Http): Promise<Answer> {
  const monday = mondayOf(dayAsked(c.req.query('day'), ctx.now))
  const week = Array.from({ length: 7 }, (_, n) => addDays(monday, n))
  const [resources, rows, asked] = await Promise.all([
    bookable(ctx),
    bookingsBetween(ctx, instantOf(monday, '00:00'), instantOf(addDays(monday, 7), '00:00')),
    askedBookings(ctx),
  ])
  const page = (
    <BookingsDesk
      week={week}
      today={dayOf(ctx.now)}
      before={addDays(monday, -7)}
      after={addDays(monday, 7)}
      board={resources.map(one => ({
        id: one.id,
        name: one.name,
        kind: kindLabel(one.kind),
        days: week.map(day =>
          rows.filter(row => row.resource_id === one.id && dayOf(row.starts_at) === day).map(entryOf),
        ),
      }))}
      asked={
        await Promise.all(
          asked.map(async row => ({
            ...entryOf(row),
            hours: hoursWithDay(row),
            resource: row.resource,
            buttons: await buttonsFor(ctx, bookingFlow, row),
          })),
        )
      }
      feed={await feedView(ctx, null)}
    />
  )
  return desk(ctx, c, { title: '场地预约' }, page)
}

const pageSize = 50

function list(trips: boolean) {
  return async (ctx: Ctx, c: Http): Promise<Answer> => {
    const query = c.req.query()
    const resources = (await bookable(ctx, { closed: true })).filter(one => !trips || one.kind === 'vehicle')
    const filters = [
      {
        name: 'resource',
        label: trips ? '车辆' : '场地',
        options: resources.map(one => ({ value: one.id, label: one.name })),
      },
      {
        name: 'state',
        label: '状态',
        options: Object.entries(bookingFlow.states).map(([value, { label }]) => ({ value, label })),
      },
    ]
    const known = new Set(resources.map(one => one.id))
    const filter = {
      trips,
      ...(query.state && { state: query.state }),
      ...(query.resource && known.has(query.resource) && { resource: query.resource }),
    }
    const file = wantedFile(c)
    const [number, size] = file ? [1, file.most] : [pageNumber(c), pageSize]
    const found = await bookingList(ctx, filter, number, size)
    const rows = found.slice(0, size).map(listedOf)
    const more = found.length > size
    const title = trips ? '用车记录' : '预约记录'
    const columns = trips ? tripColumns : bookingColumns
    if (file) return exportTable(ctx, c, file, { title, columns, rows, filters, cut: more })
    const next = more ? { page: String(number + 1) } : null
    const page = <BookingList trips={trips} rows={rows} query={query} filters={filters} next={next} />
    return desk(ctx, c, { title, crumbs }, page)
  }
}

/** '2026-11' and the eleven months before. */
const monthsUntil = (today: Day): string[] =>
  Array.from({ length: 12 }, (_, n) => {
    const [year = 0, month = 0] = today.split('-').map(Number)
    return new Date(Date.UTC(year, month - 1 - n, 1)).toISOString().slice(0, 7)
  })

/** How many hours a resource was open from one day to another, the last not counted. */
function openHours(ctx: Ctx, { opens, closes, days_off }: Resource, from: Day, to: Day): number {
  const daily = (halfHours.indexOf(closes) - halfHours.indexOf(opens)) / 2
  let hours = 0
  for (let day = from; day < to; day = addDays(day, 1))
    if (days_off || ctx.centre.calendar.isWorkingDay(day)) hours += daily
  return hours
}

async function showUsage(ctx: Ctx, c: Http): Promise<Answer> {
  const today = dayOf(ctx.now)
  const months = monthsUntil(today)
  const asked = c.req.query('month') ?? ''
  const month = months.includes(asked) ? asked : (months[0] as string)
  const first = `${month}-01`
  const after = `${addDays(first, 31).slice(0, 7)}-01`
  const [resources, used] = await Promise.all([
    bookable(ctx, { closed: true }),
    usage(ctx, instantOf(first, '00:00'), instantOf(after, '00:00')),
  ])
  const until = after <= today ? after : addDays(today, 1)
  const rows = resources.map(one => {
    const row = used.find(each => each.resource_id === one.id)
    const open = openHours(ctx, one, first, until)
    return {
      ...{ times: 0, hours: 0, people: 0, parties: 0, missed: 0, mark: null, km: 0, ...row },
      id: one.id,
      name: one.name,
      kind: kindLabel(one.kind),
      share: open > 0 ? (row?.hours ?? 0) / open : null,
    }
  })
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: `使用统计 ${month}`, columns: usageColumns, rows })
  const page = <UsagePage month={month} months={months} rows={rows} query={{ ...c.req.query(), month }} />
  return desk(ctx, c, { title: '使用统计', crumbs }, page)
}

async function listResources(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await bookable(ctx, { closed: true })).map(lineOfResource)
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '场地和车辆', columns: resourceColumns, rows })
  const mayManage = mayCreate(ctx, resourceFlow, 'register')
  const page = <ResourceList rows={rows} query={c.req.query()} mayManage={mayManage} />
  return desk(ctx, c, { title: '场地和车辆', crumbs }, page)
}

async function showResource(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, resourceFlow, c.req.param('id') ?? '')) as unknown as Resource
  const [free, coming] = await Promise.all([
    freeDays(ctx, [row], 7),
    bookingsBetween(ctx, ctx.now, new Date(ctx.now.getTime() + 60 * 86_400_000), row.id),
  ])
  const page = (
    <DeskResource
      resource={{ ...row, ...lineOfResource(row) }}
      buttons={await buttonsFor(ctx, resourceFlow, row)}
      days={row.state === 'open' ? (free.get(row.id) ?? []) : []}
      coming={coming
        .filter(one => one.state !== 'done')
        .map(one => ({ ...entryOf(one), hours: hoursWithDay(one) }))}
      feed={await feedView(ctx, row.id)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const trail = [...crumbs, { href: '/desk/bookings/resources', label: '场地和车辆' }]
  return desk(ctx, c, { title: row.name, crumbs: trail }, page)
}

async function showBooking(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, bookingFlow, c.req.param('id') ?? '')
  const row = await bookingById(ctx, id)
  if (!row) throw notFound('这条预约')
  noteLook(c, '查看预约', id)
  const page = (
    <BookingPage
      booking={viewOf(row)}
      state={badgeOf(bookingFlow, row.state)}
      buttons={await buttonsFor(ctx, bookingFlow, row)}
      story={await story(ctx, { recordId: id })}
      back={`/desk/bookings/${id}`}
      resourceHref={`/desk/bookings/resources/${row.resource_id}`}
    />
  )
  return desk(ctx, c, { title: row.resource, crumbs }, page)
}
