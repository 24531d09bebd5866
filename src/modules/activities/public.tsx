import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { type Ctx, stranger } from '#platform/ctx'
import { type FeedFormat, feedText, feedTypes } from '#platform/feeds'
import { filesByRecord } from '#platform/files'
import { cached, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { profileOf } from '#platform/profile'
import { aboutThing, centreInBrief, offerOf } from '#platform/structured-data'
import { publicCalendar } from './calendar.ts'
import type { Activity } from './inputs.ts'
import { spanInWords } from './moments.ts'
import { ActivityList, ActivityPage } from './pages/public.tsx'
import { panelsOf } from './panels.ts'
import { comingActivities, countsOf, evidenceOf, kindsInUse, pastActivities } from './queries.ts'
import { cardsOf, coversOf, publicView } from './view.ts'
import { placeText } from './words.ts'
import { activityFlow } from './workflow.ts'

/** 5.2.2 Activities for everybody, for calendars and for readers of news. */
export const publicRoutes = new Hono<Env>()
  .get('/activities', cached(showList))
  .get('/activities.ics', cached(sendCalendar))
  .get('/activities.atom', feed('atom'))
  .get('/activities.rss', feed('rss'))
  .get('/activities.json', feed('json'))
  .get('/activities/:id', cached(showOne))

async function showList(ctx: Ctx, c: Http): Promise<Response> {
  const kinds = await kindsInUse(ctx)
  const kind = kinds.find(one => one === c.req.query('kind')) ?? ''
  const asked = c.req.query('month') ?? ''
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : ''
  const filter = { ...(kind && { kind }), ...(month && { month }) }
  const [coming, past, all] = await Promise.all([
    comingActivities(ctx, filter),
    pastActivities(ctx, filter, 24),
    Promise.all([comingActivities(ctx), pastActivities(ctx)]),
  ])
  const months = [
    ...new Set(
      all.flat().map(row => new Date(row.starts_at.getTime() + 28_800_000).toISOString().slice(0, 7)),
    ),
  ]
  const page = (
    <ActivityList
      coming={await cardsOf(ctx, coming)}
      past={await cardsOf(ctx, past)}
      kinds={kinds}
      months={months.sort().reverse()}
      kind={kind}
      month={month}
    />
  )
  const alternates = (['atom', 'rss', 'json'] as const).map(format => ({
    href: `/activities.${format}`,
    type: feedTypes[format],
    title: '活动',
  }))
  return portal(
    c,
    { title: '活动', description: '沙龙、讲座、参观、考察，在线报名', head: { alternates } },
    page,
  )
}

async function showOne(ctx: Ctx, c: Http): Promise<Response> {
  // As the public sees it, whoever asks: the page is kept for everyone.
  const asPublic = { ...ctx, actor: stranger }
  const row = (await find(asPublic, activityFlow, c.req.param('id') ?? '')) as unknown as Activity
  const view = await publicView(asPublic, row)
  const shown = await evidenceOf(ctx, row.id, { shown: true })
  const files = await filesByRecord(
    ctx,
    'activity_evidence',
    shown.map(one => one.id),
  )
  const photos = [...files.values()].flat().filter(file => file.media_type.startsWith('image/'))
  const page = (
    <ActivityPage activity={view} photos={photos} phone={profileOf(ctx.centre).phone}>
      {await panelsOf(asPublic, row)}
    </ActivityPage>
  )
  const head = { data: await eventData(ctx, row) }
  return portal(c, { title: row.title, description: row.about.slice(0, 120), head }, page)
}

/** An activity in words of schema.org (Event). */
async function eventData(ctx: Ctx, row: Activity): Promise<object> {
  const cover = (await coversOf(ctx, [row])).get(row.id)
  const { taken = 0 } = (await countsOf(ctx, [row.id])).get(row.id) ?? {}
  const url = `${ctx.centre.origin}/activities/${row.id}`
  const status =
    row.state === 'cancelled' ? 'EventCancelled' : row.move_reason ? 'EventRescheduled' : 'EventScheduled'
  return aboutThing({
    ...{ '@type': 'Event', name: row.title, description: row.about, inLanguage: 'zh-CN', url },
    startDate: row.starts_at.toISOString(),
    endDate: row.ends_at.toISOString(),
    eventStatus: `https://schema.org/${status}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: { '@type': 'Place', name: placeText(row), address: placeText(row) },
    organizer: centreInBrief(ctx.centre),
    maximumAttendeeCapacity: row.capacity,
    remainingAttendeeCapacity: Math.max(0, row.capacity - taken),
    isAccessibleForFree: row.fee_fen === 0,
    offers: offerOf(row.fee_fen, { url, validFrom: row.opens_at.toISOString() }),
    ...(cover && { image: `${ctx.centre.origin}/files/${cover.id}` }),
  })
}

async function sendCalendar(ctx: Ctx, c: Http): Promise<Response> {
  return c.body(await publicCalendar(ctx), 200, { 'content-type': 'text/calendar; charset=utf-8' })
}

function feed(format: FeedFormat) {
  return cached(async (ctx, c) => {
    const { origin, name } = ctx.centre
    const rows = [...(await comingActivities(ctx)), ...(await pastActivities(ctx, {}, 30))]
    const newest = rows.sort((a, b) => (b.published_at?.getTime() ?? 0) - (a.published_at?.getTime() ?? 0))
    const text = feedText(format, {
      title: `${name} 活动`,
      description: '沙龙、讲座、参观、考察的发布',
      author: name,
      home: `${origin}/activities`,
      self: `${origin}/activities.${format}`,
      updated: newest[0]?.published_at ?? ctx.now,
      entries: newest.slice(0, 50).map(row => ({
        uuid: row.id,
        title: row.state === 'cancelled' ? `已取消：${row.title}` : row.title,
        text: `${spanInWords(row)}，${placeText(row)}。${row.about}`,
        link: `${origin}/activities/${row.id}`,
        at: row.published_at ?? ctx.now,
        category: row.kind,
      })),
    })
    return c.body(text, 200, { 'content-type': `${feedTypes[format]}; charset=utf-8` })
  })
}
