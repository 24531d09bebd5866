import { Hono } from 'hono'
import { directoryAlternates } from '#modules/catalogue'
import { portal } from '#modules/shell'
import { cached, type Env, openToAll } from '#platform/http'
import { profileOf } from '#platform/profile'
import { centreFacts } from './centre.ts'
import { cpsvRoutes } from './cpsv/routes.ts'
import { hsdsRoutes } from './hsds/routes.ts'
import { OpenDataPage } from './pages/open-data.tsx'
import { providerCount, serviceCount, serviceRows } from './queries.ts'
import { licence } from './settings.ts'

/** 4.4.2 The directory for the world: HSDS, CPSV-AP, and a page that tells of both. */
export const openDataRoutes = new Hono<Env>()
  .use('/hsds', openToAll)
  .use('/hsds/*', openToAll)
  .use('/contexts/*', openToAll)
  .use('/items/:file{.+\\.jsonld}', openToAll)
  .use('/directory.jsonld', openToAll)
  .route('/', hsdsRoutes)
  .route('/', cpsvRoutes)
  .get(
    '/open-data',
    cached(async (ctx, c) => {
      const facts = await centreFacts(ctx)
      const [items, providers, [example]] = await Promise.all([
        serviceCount(ctx, {}, facts),
        providerCount(ctx, {}),
        serviceRows(ctx, {}, facts, { limit: 1 }),
      ])
      const { origin } = ctx.centre
      return portal(
        c,
        {
          title: '开放数据',
          description: '服务目录的机器可读版本：HSDS 3.1 和 CPSV-AP 3.2',
          head: { alternates: directoryAlternates },
        },
        <OpenDataPage
          origin={origin}
          licence={licence.of(ctx.centre)}
          phone={profileOf(ctx.centre).phone}
          items={items}
          providers={providers}
          example={example ?? null}
        />,
      )
    }),
  )
