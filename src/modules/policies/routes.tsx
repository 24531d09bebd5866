import { type Handler, Hono } from 'hono'
import { partyKinds } from '#modules/parties'
import { portal } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type FeedFormat, feedText, feedTypes } from '#platform/feeds'
import { filesOf } from '#platform/files'
import { cached, type Env, type Http, pageKey } from '#platform/http'
import { derivedId, isId } from '#platform/ids'
import { labelsOf, levels, topics } from './codes.ts'
import { deskPolicyRoutes } from './desk.tsx'
import { myPolicyRoutes } from './my.tsx'
import { Library } from './pages/library.tsx'
import { PolicyPage } from './pages/policy.tsx'
import { sheetPdf } from './printed.ts'
import {
  changes,
  type LibraryFilter,
  libraryPage,
  publicPolicy,
  publishedVersions,
} from './queries/library.ts'
import { shownPolicy } from './queries.ts'
import { strangerRoutes } from './stranger.tsx'
import { feedPath, policyAlternates, policyData } from './structured.ts'
import { viewOf } from './view.ts'
import { windowState } from './window.ts'

/** 5.1 政策库: for everybody, for oneself, for the workbench. */
export const policyRoutes = new Hono<Env>()
  .route('/', deskPolicyRoutes)
  .route('/', myPolicyRoutes)
  .route('/', strangerRoutes)
  .get('/policies', cached(showLibrary))
  .get(`${feedPath}.atom`, feed('atom'))
  .get(`${feedPath}.rss`, feed('rss'))
  .get(`${feedPath}.json`, feed('json'))
  .get('/policies/:id', cached(showPolicy))
  .get('/policies/:id/sheet.pdf', printed())

const among = <K extends string>(
  name: K,
  of: object,
  value: string | undefined,
): Partial<Record<K, string>> =>
  value && Object.hasOwn(of, value) ? ({ [name]: value } as Partial<Record<K, string>>) : {}

async function showLibrary(ctx: Ctx, c: Http): Promise<Response> {
  const { q, level, audience, topic, now } = c.req.query()
  const facets = {
    ...among('level', levels, level),
    ...among('audience', partyKinds, audience),
    ...among('topic', topics, topic),
    ...among('now', { open: 1, over: 1 }, now),
  }
  const filter: LibraryFilter = { ...facets, ...(q && { question: q }) }
  const { rows, next, counted } = await libraryPage(ctx, filter, pageKey(c))
  const today = dayOf(ctx.now)
  return portal(
    c,
    {
      title: '政策库',
      description: '国家、省、市、县的电商扶持政策：能得什么、谁能得、怎么办',
      head: { alternates: policyAlternates },
    },
    <Library
      rows={rows.map(row => ({ ...row, window: windowState(row, today) }))}
      query={{ ...(q && { q }), ...facets }}
      counted={counted}
      next={next}
      later={pageKey(c) !== ''}
    />,
  )
}

async function showPolicy(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const policy = isId(id) ? await publicPolicy(ctx, id) : undefined
  if (!policy) throw notFound('这项政策')
  const [attached, versions, replaces, replacedBy] = await Promise.all([
    filesOf(ctx, 'policy', id),
    publishedVersions(ctx, id),
    shownPolicy(ctx, policy.replaces),
    shownPolicy(ctx, policy.replaced_by),
  ])
  return portal(
    c,
    {
      title: policy.title,
      description: policy.plain_gains,
      head: { alternates: policyAlternates, data: policyData(ctx.centre, policy) },
    },
    <PolicyPage
      id={id}
      view={viewOf(ctx, policy)}
      files={attached.filter(file => policy.files.includes(file.id))}
      over={policy.state === 'expired'}
      replaces={replaces ?? null}
      replacedBy={replacedBy ?? null}
      versions={versions}
    />,
  )
}

/** Typesetting takes a while, so it waits neither in a transaction nor twice; each address is kept apart. */
function printed(): Handler<Env> {
  const file = cached(sheetPdf)
  return (c, next) => (new URL(c.req.url).search ? c.redirect(c.req.path, 303) : file(c, next))
}

const entriesOfFeed = 50

function feed(format: FeedFormat): Handler<Env> {
  return cached(async (ctx, c) => {
    const { origin, name } = ctx.centre
    const found = await changes(ctx, entriesOfFeed)
    const text = feedText(format, {
      title: `${name} 政策更新`,
      description: '新公布和更正的政策',
      author: name,
      home: `${origin}/policies`,
      self: `${origin}${feedPath}.${format}`,
      updated: found[0]?.at ?? ctx.now,
      entries: found.map(one => ({
        uuid: derivedId(one.policy_id, `version ${one.version}`),
        title: `${one.version === 1 ? '新政策' : '更正'}：${one.title}`,
        text: one.version === 1 ? one.plain_gains : one.change_note || one.plain_gains,
        link: `${origin}/policies/${one.policy_id}`,
        at: one.at,
        category: labelsOf(one.topics, topics)[0] ?? '政策',
      })),
    })
    return c.body(text, 200, { 'content-type': `${feedTypes[format]}; charset=utf-8` })
  })
}
