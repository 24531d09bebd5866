import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import type { FormDefinition } from '#platform/forms'
import { atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { DeskItem, DeskItems, itemColumns, itemFilters } from './pages/desk.tsx'
import { DeskProvider, DeskProviders, providerColumns } from './pages/desk-providers.tsx'
import { ItemHistory } from './pages/history.tsx'
import { priceText } from './price.ts'
import { providerFlow, type Qualification } from './provider.ts'
import { deskItems, deskProviders, itemsOfProvider, providersOf, versionsOf } from './queries.ts'
import { contentOf, differencesOf, historyOf, intakeLabel } from './versions.ts'
import { serviceItemFlow } from './workflow.ts'

type Item = RowOf<'service_item'>

/** The directory at the workbench: items with their versions, the form designer, providers. */
export const deskCatalogueRoutes = new Hono<Env>()
  .get(
    '/desk/items',
    atDesk(async (ctx, c) => {
      const query = c.req.query()
      const rows = (await deskItems(ctx, query.family)).map(row => ({
        ...row,
        name: row.name ?? row.code,
        state: badgeOf(serviceItemFlow, row.state),
      }))
      const file = wantedFile(c)
      if (file)
        return exportTable(ctx, c, file, {
          title: '服务目录',
          rows,
          columns: itemColumns,
          filters: itemFilters,
        })
      return desk(
        ctx,
        c,
        { title: '服务目录' },
        <DeskItems rows={rows} query={query} mayCreate={mayCreate(ctx, serviceItemFlow, 'create')} />,
      )
    }),
  )
  .get('/desk/items/:id', atDesk(showItem))
  .get('/desk/items/:id/history', atDesk(showHistory))
  .get(
    '/desk/providers',
    atDesk(async (ctx, c) => {
      const rows = (await deskProviders(ctx)).map(row => ({
        ...row,
        items: row.items ?? 0,
        quotes: row.quotes ?? 0,
        state: badgeOf(providerFlow, row.state),
      }))
      const file = wantedFile(c)
      if (file) return exportTable(ctx, c, file, { title: '服务商', rows, columns: providerColumns })
      return desk(ctx, c, { title: '服务商' }, <DeskProviders rows={rows} query={c.req.query()} />)
    }),
  )
  .get(
    '/desk/providers/:id',
    atDesk(async (ctx, c) => {
      const row = (await find(ctx, providerFlow, c.req.param('id') ?? '')) as unknown as RowOf<'provider'>
      const [items, buttons, told] = await Promise.all([
        itemsOfProvider(ctx, row.id),
        buttonsFor(ctx, providerFlow, row),
        story(ctx, { recordId: row.id }),
      ])
      const page = (
        <DeskProvider
          provider={row}
          state={badgeOf(providerFlow, row.state)}
          qualifications={row.qualifications as unknown as Qualification[]}
          items={items}
          buttons={buttons}
          story={told}
        />
      )
      return desk(ctx, c, { title: row.name, crumbs: [{ href: '/desk/providers', label: '服务商' }] }, page)
    }),
  )

async function showItem(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, serviceItemFlow, c.req.param('id') ?? '')) as unknown as Item
  const [versions, providers, buttons, told] = await Promise.all([
    versionsOf(ctx, row.id),
    row.handling === 'order' ? providersOf(ctx, row.id) : null,
    buttonsFor(ctx, serviceItemFlow, row),
    story(ctx, { recordId: row.id }),
  ])
  const latest = versions.find(version => version.number === row.latest_version)
  const published = versions.find(version => version.number === row.published_version)
  const page = (
    <DeskItem
      id={row.id}
      title={latest?.name ?? row.code}
      state={badgeOf(serviceItemFlow, row.state)}
      buttons={buttons}
      changes={
        latest && published && latest.number !== published.number ? differencesOf(published, latest) : []
      }
      content={latest ? contentOf(latest).filter(part => part.label !== intakeLabel) : []}
      providers={providers}
      intake={(latest?.intake ?? { fields: [] }) as unknown as FormDefinition}
      versions={versions.map(version => ({
        number: version.number,
        saved_at: version.saved_at,
        published_at: version.published_at,
        price: priceText(version),
      }))}
      story={told}
    />
  )
  return desk(
    ctx,
    c,
    { title: latest?.name ?? row.code, crumbs: [{ href: '/desk/items', label: '服务目录' }] },
    page,
  )
}

/** Every version, the one that is being written included, with what changed: of a withdrawn item too. */
async function showHistory(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, serviceItemFlow, c.req.param('id') ?? '')) as unknown as Item
  const versions = await versionsOf(ctx, row.id)
  const name = versions[0]?.name ?? row.code
  const back = `/desk/items/${row.id}`
  return desk(
    ctx,
    c,
    { title: '历次版本', crumbs: [{ href: back, label: name }] },
    <ItemHistory name={name} versions={historyOf(versions)} back={{ href: back, label: '回到服务项目' }} />,
  )
}
