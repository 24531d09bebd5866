import { Hono } from 'hono'
import { lineOf, publicArticles } from '#modules/articles'
import { acceptDays } from '#modules/cases'
import { directoryAlternates } from '#modules/catalogue'
import { privacyNotice } from '#modules/identity'
import { publishedNotices } from '#modules/notices'
import { portal, portalMore } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { cached, type Env } from '#platform/http'
import { profileOf } from '#platform/profile'
import { aboutThing, centreInFull } from '#platform/structured-data'
import { ImprintPage, PrivacyPage } from './pages/about.tsx'
import { Home } from './pages/home.tsx'
import { oftenApplied, opennessOf, publicPages } from './queries.ts'

/** The public front page and what the law asks a site to say of itself. */
export const portalRoutes = new Hono<Env>()
  .get(
    '/',
    cached(async (ctx, c) => {
      const [often, openness, notices, news] = await Promise.all([
        oftenApplied(ctx),
        opennessOf(ctx),
        publishedNotices(ctx, 6),
        publicArticles(ctx, {}, 3),
      ])
      return portal(
        c,
        {
          title: '首页',
          description: `${ctx.centre.name}：一站式、全流程电子商务公共服务`,
          head: { alternates: directoryAlternates, data: aboutThing(centreInFull(ctx.centre)) },
        },
        <Home
          often={often}
          openness={openness}
          notices={notices}
          news={news.rows.map(row => lineOf(row, dayOf(ctx.now)))}
          acceptDays={acceptDays.of(ctx.centre)}
          more={portalMore}
        />,
      )
    }),
  )
  .get(
    '/privacy',
    cached(async (ctx, c) =>
      portal(
        c,
        { title: '个人信息保护告知' },
        <PrivacyPage site={siteOf(ctx)} version={privacyNotice.version} />,
      ),
    ),
  )
  .get(
    '/imprint',
    cached(async (ctx, c) => portal(c, { title: '关于本站' }, <ImprintPage site={siteOf(ctx)} />)),
  )
  .get('/robots.txt', c => c.text(robots(c.var.centre.origin)))
  .get(
    '/sitemap.xml',
    cached(async (ctx, c) => {
      const { origin } = ctx.centre
      const pages = [...standing.map(path => ({ path, at: null })), ...(await publicPages(ctx))]
      return c.body(sitemap(origin, pages), 200, { 'content-type': 'application/xml; charset=utf-8' })
    }),
  )

const robots = (origin: string): string =>
  [
    'User-agent: *',
    ...['/desk', '/my', '/act', '/api', '/r/', '/s/'].map(path => `Disallow: ${path}`),
    `Sitemap: ${origin}/sitemap.xml`,
    '',
  ].join('\n')

/** Public pages that are always there. */
const standing = [
  '/',
  '/items',
  '/providers',
  '/policies',
  '/policies/fit',
  '/notices',
  '/news',
  '/directory/changes',
  '/facilities',
  '/stations',
  '/bookings',
  '/activities',
  '/operator',
  '/inspections',
  '/complaints',
  '/open-data',
  '/imprint',
]

/** sitemaps.org 0.9; ids and days only, so nothing needs to be escaped. */
const sitemap = (origin: string, pages: ReadonlyArray<{ path: string; at: Date | null }>): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...pages.map(
      ({ path, at }) =>
        `<url><loc>${origin}${path}</loc>${at ? `<lastmod>${dayOf(at)}</lastmod>` : ''}</url>`,
    ),
    '</urlset>',
    '',
  ].join('\n')

const siteOf = ({ centre }: Ctx) => ({ name: centre.name, ...profileOf(centre) })
