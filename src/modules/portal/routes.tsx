import { Hono } from 'hono'
import { acceptDays } from '#modules/cases'
import { privacyNotice } from '#modules/identity'
import { publishedNotices } from '#modules/notices'
import { portal, portalMore } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { cached, type Env } from '#platform/http'
import { profileOf } from '#platform/profile'
import { ImprintPage, PrivacyPage } from './pages/about.tsx'
import { Home } from './pages/home.tsx'
import { oftenApplied, opennessOf } from './queries.ts'

/** The public front page and what the law asks a site to say of itself. */
export const portalRoutes = new Hono<Env>()
  .get(
    '/',
    cached(async (ctx, c) => {
      const [often, openness, notices] = await Promise.all([
        oftenApplied(ctx),
        opennessOf(ctx),
        publishedNotices(ctx, 6),
      ])
      return portal(
        c,
        { title: '首页', description: `${ctx.centre.name}：一站式、全流程电子商务公共服务` },
        <Home
          often={often}
          openness={openness}
          notices={notices}
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
  .get('/robots.txt', c =>
    c.text('User-agent: *\nDisallow: /desk\nDisallow: /my\nDisallow: /act\nDisallow: /api\nDisallow: /r/\n'),
  )

const siteOf = ({ centre }: Ctx) => ({ name: centre.name, ...profileOf(centre) })
