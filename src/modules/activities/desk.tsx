import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { bookingFlow } from '#modules/bookings'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import { dayOf, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { deskCheckInRoutes } from './check-in.tsx'
import { deskEvidenceRoutes } from './desk-evidence.tsx'
import { deskGuestRoutes } from './desk-guests.tsx'
import { frameOf } from './frame.tsx'
import { type Activity, linesOf, totalOf } from './inputs.ts'
import { houseOf, keptGroups } from './line.ts'
import { spanInWords } from './moments.ts'
import { type ActivityLine, activityColumns, DeskActivities, DeskActivity } from './pages/desk.tsx'
import { type ActivityRow, activityList } from './queries/desk.ts'
import { attendance, countsOf, kindsInUse } from './queries.ts'
import { publicView } from './view.ts'
import { activityFlow } from './workflow.ts'

/** 5.2.2 Activities at the workbench: the list, and one of them part by part. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/activities', atDesk(showList))
  .route('/', deskGuestRoutes)
  .route('/', deskCheckInRoutes)
  .route('/', deskEvidenceRoutes)
  .get('/desk/activities/:id', atDesk(showOne))

const pageSize = 50

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const year = dayOf(ctx.now).slice(0, 4)
  const kinds = await kindsInUse(ctx)
  const years = [0, 1, 2].map(back => String(Number(year) - back))
  const filters = [
    { name: 'kind', label: '类别', options: kinds.map(value => ({ value, label: value })) },
    { name: 'year', label: '年份', options: years.map(value => ({ value, label: `${value} 年` })) },
    {
      name: 'state',
      label: '状态',
      options: Object.entries(activityFlow.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), pageSize]
  const filter = {
    question: (query.q ?? '').slice(0, 60),
    state: query.state ?? '',
    kind: query.kind ?? '',
    year: query.year ?? '',
  }
  const found = await activityList(ctx, filter, number, size)
  const more = found.length > size
  const rows = await linesFor(ctx, found.slice(0, size))
  if (file)
    return exportTable(ctx, c, file, {
      title: '活动台账',
      columns: activityColumns,
      rows,
      filters,
      cut: more,
    })
  const [from, to] = [startOfDay(`${year}-01-01`), startOfDay(`${Number(year) + 1}-01-01`)]
  const page = (
    <DeskActivities
      {...{ rows, query, filters }}
      next={more ? { page: String(number + 1) } : null}
      mayPlan={mayCreate(ctx, activityFlow, 'plan')}
      year={{ label: `${year} 年`, ...(await attendance(ctx, from, to)) }}
    />
  )
  return desk(ctx, c, { title: '活动' }, page)
}

async function linesFor(ctx: Ctx, found: readonly ActivityRow[]): Promise<ActivityLine[]> {
  const counts = await countsOf(
    ctx,
    found.map(row => row.id),
  )
  return found.map(row => ({
    id: row.id,
    title: row.title,
    kind: row.kind,
    when: spanInWords(row),
    place: row.place,
    owner: row.owner ?? '',
    capacity: row.capacity,
    ...(counts.get(row.id) ?? { taken: 0, waiting: 0, came: 0, missed: 0 }),
    budget: totalOf(row.budget),
    cost: totalOf(row.costs),
    state: badgeOf(activityFlow, row.state),
  }))
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, activityFlow, c.req.param('id') ?? '')) as unknown as Activity
  const [counts, house, names, booking] = await Promise.all([
    countsOf(ctx, [row.id]),
    houseOf(ctx, row),
    staffNames(ctx, [row.owner_id]),
    bookingOf(ctx, row),
  ])
  const page = (
    <DeskActivity
      activity={await publicView(ctx, row)}
      plan={row.plan}
      owner={names.get(row.owner_id) ?? ''}
      booking={booking}
      budget={linesOf(row.budget)}
      costs={linesOf(row.costs)}
      costsNote={row.costs_note}
      minutes={row.minutes}
      counts={counts.get(row.id) ?? { taken: 0, waiting: 0, came: 0, missed: 0 }}
      groups={keptGroups(row, ctx.now).map(({ code, label, seats }) => ({
        ...{ label, seats },
        taken: house.taken.get(code) ?? 0,
      }))}
      story={await story(ctx, { recordId: row.id })}
      shown={row.published_at ? `/activities/${row.id}` : null}
    />
  )
  return frameOf(ctx, c, row, '', await buttonsFor(ctx, activityFlow, row), page)
}

async function bookingOf(ctx: Ctx, row: Activity) {
  if (!row.booking_id) return null
  const booking = await ctx.db
    .selectFrom('booking')
    .select(['id', 'state'])
    .where('id', '=', row.booking_id)
    .executeTakeFirst()
  return booking ? { href: `/desk/bookings/${booking.id}`, ...badgeOf(bookingFlow, booking.state) } : null
}
