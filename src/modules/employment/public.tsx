import { Hono } from 'hono'
import { activityPanels } from '#modules/activities'
import { publishedItems } from '#modules/catalogue'
import { portal } from '#modules/shell'
import { dayOf, endOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { division } from '#platform/divisions'
import { notFound } from '#platform/errors'
import { type FeedFormat, feedText, feedTypes } from '#platform/feeds'
import { date } from '#platform/format'
import { cached, type Env, type Http, pageKey } from '#platform/http'
import { isId } from '#platform/ids'
import { profileOf } from '#platform/profile'
import { aboutThing } from '#platform/structured-data'
import { employments, optionsOf, postKinds, trades, wordsOf } from './codes.ts'
import { FairPosts, JobPage, JobsPage } from './pages/public.tsx'
import { townOptions } from './post-inputs.ts'
import { latestPosts, type PostRow, postsAtFair, publicPost, publicPosts } from './queries/posts.ts'
import { serviceItems } from './settings.ts'
import { phaseOf, postView } from './view.ts'
import { payWords, placeWords } from './words.ts'

/** 5.3.2 招聘求职 for everybody, for search engines and for readers of news. */
export const publicRoutes = new Hono<Env>()
  .get('/jobs', cached(showJobs))
  .get('/jobs.atom', feed('atom'))
  .get('/jobs.rss', feed('rss'))
  .get('/jobs.json', feed('json'))
  .get('/jobs/:id', cached(showJob))

const perPage = 30
/** Steps of the filter, in 元 a month. */
const pays = [3000, 4000, 5000, 6000, 8000] as const

async function showJobs(ctx: Ctx, c: Http): Promise<Response> {
  const { q = '', kind = '', town = '', trade = '', pay = '' } = c.req.query()
  const least = pays.find(one => String(one) === pay) ?? 0
  const filter = { question: q.trim().slice(0, 40), kind, town, trade, pay: least, after: pageKey(c) }
  const { rows, next } = await publicPosts(ctx, filter, perPage)
  const choices = [
    { name: 'kind', label: '类别', value: kind, options: optionsOf(postKinds) },
    { name: 'trade', label: '工种', value: trade, options: optionsOf(trades) },
    { name: 'town', label: '乡镇', value: town, options: townOptions(ctx) },
    {
      name: 'pay',
      label: '月薪',
      value: least ? String(least) : '',
      options: pays.map(one => ({ value: String(one), label: `能到 ${one} 元以上` })),
    },
  ]
  const query = new URLSearchParams(
    Object.entries({ q, kind, town, trade, pay }).filter(([, value]) => value),
  )
  if (next) query.set('after', next)
  const page = (
    <JobsPage
      posts={rows.map(card)}
      choices={choices}
      question={filter.question}
      filtered={Boolean(filter.question || kind || town || trade || least)}
      next={next ? `/jobs?${query}` : null}
      services={await services(ctx)}
      phone={profileOf(ctx.centre).phone}
    />
  )
  const alternates = (['atom', 'rss', 'json'] as const).map(format => ({
    href: `/jobs.${format}`,
    type: feedTypes[format],
    title: '招聘求职',
  }))
  return portal(
    c,
    { title: '招聘求职', description: '县里电商单位的岗位、实习和人才引进', head: { alternates } },
    page,
  )
}

/** 5.3.3 Human-resource services of the catalogue: recruiting on order, outsourcing, advice on social insurance. */
const services = (ctx: Ctx) =>
  publishedItems(ctx)
    .select(['service_item.id', 'service_item_version.name', 'service_item_version.summary'])
    .where('service_item.code', 'in', ['', ...serviceItems.of(ctx.centre).split('、')])
    .orderBy('service_item.code')
    .limit(10)
    .execute()

const card = (row: PostRow) => ({
  ...{ id: row.id, title: row.title, employer: row.party },
  kind: wordsOf(postKinds, row.kind),
  pay: payWords(row.low_fen, row.high_fen, row.pay_per),
  place: placeWords(row.town, row.place_note),
  about: `${wordsOf(employments, row.employment)} · 招 ${row.places} 人`,
  day: row.published_at ? date(row.published_at).slice(5) : '',
})

async function showJob(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const row = isId(id) ? await publicPost(ctx, id) : undefined
  if (!row) throw notFound('这个岗位')
  const phase = phaseOf(ctx, row)
  const page = <JobPage post={await postView(ctx, row)} phase={phase} phone={profileOf(ctx.centre).phone} />
  return portal(
    c,
    {
      title: phase.open ? row.title : `${row.title}（${phase.label}）`,
      description: `${row.party}：${row.tasks}`.slice(0, 120),
      head: { data: jobData(ctx, row) },
    },
    page,
  )
}

const typeNames: Record<string, string> = {
  full: 'FULL_TIME',
  part: 'PART_TIME',
  temporary: 'TEMPORARY',
  intern: 'INTERN',
}
const unitNames: Record<string, string> = { month: 'MONTH', day: 'DAY', hour: 'HOUR', year: 'YEAR' }

/** A post in words of schema.org (JobPosting). What is over ended on its day, so that no search engine offers it. */
export function jobData(ctx: Ctx, row: PostRow): object {
  const county = ctx.centre.division
  const until = row.state === 'closed' ? (row.ended_on as string) : row.valid_until
  return aboutThing({
    '@type': 'JobPosting',
    title: row.title,
    description: [row.tasks, row.wants, row.benefits].filter(Boolean).join('\n'),
    identifier: { '@type': 'PropertyValue', name: ctx.centre.name, value: row.id },
    datePosted: row.published_at ? dayOf(row.published_at) : undefined,
    validThrough: endOfDay(until).toISOString(),
    employmentType: typeNames[row.employment],
    hiringOrganization: { '@type': 'Organization', name: row.party },
    jobLocation: {
      '@type': 'Place',
      address: {
        '@type': 'PostalAddress',
        streetAddress: placeWords(row.town, row.place_note),
        addressLocality: division(county)?.name ?? '',
        addressRegion: division(county.slice(0, 2))?.name ?? '',
        addressCountry: 'CN',
      },
    },
    ...(row.low_fen !== null && {
      baseSalary: {
        '@type': 'MonetaryAmount',
        currency: 'CNY',
        value: {
          '@type': 'QuantitativeValue',
          minValue: Number(row.low_fen) / 100,
          maxValue: Number(row.high_fen) / 100,
          unitText: unitNames[row.pay_per],
        },
      },
    }),
    totalJobOpenings: row.places,
    directApply: true,
    url: `${ctx.centre.origin}/jobs/${row.id}`,
  })
}

function feed(format: FeedFormat) {
  return cached(async (ctx, c) => {
    const { origin, name } = ctx.centre
    const rows = await latestPosts(ctx, 50)
    const text = feedText(format, {
      title: `${name} 招聘求职`,
      description: '岗位、实习实践、人才引进的发布',
      author: name,
      home: `${origin}/jobs`,
      self: `${origin}/jobs.${format}`,
      updated: rows[0]?.published_at ?? ctx.now,
      entries: rows.map(row => {
        const phase = phaseOf(ctx, row)
        return {
          uuid: row.id,
          title: phase.open ? row.title : `${phase.label}：${row.title}`,
          text: `${row.party}，${payWords(row.low_fen, row.high_fen, row.pay_per)}，招 ${row.places} 人。${row.tasks}`,
          link: `${origin}/jobs/${row.id}`,
          at: row.published_at ?? ctx.now,
          category: wordsOf(postKinds, row.kind),
        }
      }),
    })
    return c.body(text, 200, { 'content-type': `${feedTypes[format]}; charset=utf-8` })
  })
}

/** 招聘会: the posts that employers bring to it stand on its page. */
activityPanels(async (ctx, activity) => {
  if (activity.kind !== '招聘会') return null
  const rows = await postsAtFair(ctx, activity.id)
  return (
    <FairPosts
      lines={rows.map(row => ({
        ...{ id: row.id, title: row.title, employer: row.party, places: row.places, booth: row.booth },
        pay: payWords(row.low_fen, row.high_fen, row.pay_per),
        open: phaseOf(ctx, row).open,
      }))}
    />
  )
})
