import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { readParties } from '#modules/parties'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { filesByRecord } from '#platform/files'
import type { FormDefinition } from '#platform/forms'
import { type Answer, atDesk, type Env, type Http, pageKey } from '#platform/http'
import { find } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { allBeside } from './beside.ts'
import { providerChangeFlow } from './change.ts'
import { differencesIn } from './change-words.ts'
import { confirmationFlow } from './confirmation.ts'
import { hiddenWords } from './freshness.ts'
import { DeskItem, DeskItems, itemColumns, itemFilters } from './pages/desk.tsx'
import { DeskProvider, DeskProviders, providerColumns, providerFilters } from './pages/desk-providers.tsx'
import { ItemHistory } from './pages/history.tsx'
import type { AskedProps } from './pages/upkeep.tsx'
import { priceText } from './price.ts'
import { type KeyPerson, providerFlow, type Qualification, withExpiry } from './provider.ts'
import { providerCaseFlow } from './provider-case.ts'
import { casesOf, changesOf, confirmationOf, openSuspensions, pricesOver } from './queries/keeping.ts'
import { deskItems, deskProviders, itemsOfProvider, providersOf, versionsOf } from './queries.ts'
import { suspensionProposalFlow } from './suspension.ts'
import { contentOf, differencesOf, historyOf, intakeLabel } from './versions.ts'
import { serviceItemFlow } from './workflow.ts'

type Item = RowOf<'service_item'>

/** The directory at the workbench: items with their versions, the form designer, providers. */
export const deskCatalogueRoutes = new Hono<Env>()
  .get('/desk/items', atDesk(showItems))
  .get('/desk/items/:id', atDesk(showItem))
  .get('/desk/items/:id/history', atDesk(showHistory))
  .get('/desk/providers', atDesk(showProviders))
  .get('/desk/providers/:id', atDesk(showProvider))

const pageSize = 50

async function showItems(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { q = '', family = '', shown = '' } = query
  const filter = { question: q, family, shown, after: pageKey(c) }
  const { rows: found, next } = await deskItems(ctx, filter, file?.most ?? pageSize)
  const rows = found.map(row => ({
    ...row,
    name: row.name ?? row.code,
    hidden: hiddenWords(row.hidden_why),
    state: badgeOf(serviceItemFlow, row.state),
  }))
  if (file)
    return exportTable(ctx, c, file, {
      title: '服务目录',
      rows,
      columns: itemColumns,
      filters: itemFilters,
      cut: next !== null,
    })
  return desk(
    ctx,
    c,
    { title: '服务目录' },
    <DeskItems rows={rows} query={query} next={next} mayCreate={mayCreate(ctx, serviceItemFlow, 'create')} />,
  )
}

async function showProviders(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { q = '', state = '', shown = '' } = query
  const filter = { question: q, state, shown, after: pageKey(c) }
  const { rows: found, next } = await deskProviders(ctx, filter, file?.most ?? pageSize)
  const rows = found.map(row => ({
    ...row,
    items: row.items ?? 0,
    quotes: row.quotes ?? 0,
    hidden: hiddenWords(row.hidden_why),
    state: badgeOf(providerFlow, row.state),
  }))
  if (file)
    return exportTable(ctx, c, file, {
      title: '服务商',
      rows,
      columns: providerColumns,
      filters: providerFilters,
      cut: next !== null,
    })
  return desk(ctx, c, { title: '服务商' }, <DeskProviders rows={rows} query={query} next={next} />)
}

async function showProvider(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, providerFlow, c.req.param('id') ?? '')) as unknown as RowOf<'provider'>
  const [items, buttons, told, asked, suspensions, changes, cases, prices, beside] = await Promise.all([
    itemsOfProvider(ctx, row.id),
    buttonsFor(ctx, providerFlow, row),
    story(ctx, { recordId: row.id }),
    askedOf(ctx, { provider: row.id }),
    openSuspensions(ctx, row.id),
    changesOf(ctx, row.id),
    casesOf(ctx, row.id),
    pricesOver(ctx, { provider: row.id }),
    allBeside(ctx, row.id),
  ])
  const ids = cases.map(one => one.id)
  const pictures = await filesByRecord(ctx, 'provider_case', ids)
  const page = (
    <DeskProvider
      provider={row}
      mayReadParty={ctx.actor.duties.has(readParties.code)}
      state={row.hidden_why ? { label: '暂不公开', tone: 'red' } : badgeOf(providerFlow, row.state)}
      people={row.key_people as unknown as KeyPerson[]}
      qualifications={withExpiry(ctx, row.qualifications as unknown as Qualification[])}
      items={items}
      asked={asked}
      suspensions={
        await Promise.all(
          suspensions.map(async one => ({
            reason: one.reason,
            buttons: await buttonsFor(ctx, suspensionProposalFlow, one),
          })),
        )
      }
      changes={
        await Promise.all(
          changes.map(async one => ({
            ...one,
            state: badgeOf(providerChangeFlow, one.state),
            fields: differencesIn(one),
            buttons: await buttonsFor(ctx, providerChangeFlow, one),
          })),
        )
      }
      cases={
        await Promise.all(
          cases.map(async one => ({
            ...one,
            state: badgeOf(providerCaseFlow, one.state),
            pictures: pictures.get(one.id) ?? [],
            buttons: await buttonsFor(ctx, providerCaseFlow, one),
          })),
        )
      }
      mayAddCase={mayCreate(ctx, providerCaseFlow, 'add')}
      prices={prices}
      beside={beside}
      buttons={buttons}
      story={told}
    />
  )
  return desk(ctx, c, { title: row.name, crumbs: [{ href: '/desk/providers', label: '服务商' }] }, page)
}

/** What waits to be confirmed of an entry, for its page at the desk. */
async function askedOf(ctx: Ctx, of: { item: string } | { provider: string }): Promise<AskedProps | null> {
  const row = await confirmationOf(ctx, of)
  if (!row) return null
  return {
    lapsed: row.state === 'lapsed',
    state: badgeOf(confirmationFlow, row.state).label,
    lastConfirmed: row.last_confirmed_on,
    buttons: await buttonsFor(ctx, confirmationFlow, row),
  }
}

async function showItem(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, serviceItemFlow, c.req.param('id') ?? '')) as unknown as Item
  const [versions, providers, buttons, told, asked, prices] = await Promise.all([
    versionsOf(ctx, row.id),
    row.handling === 'order' ? providersOf(ctx, row.id) : null,
    buttonsFor(ctx, serviceItemFlow, row),
    story(ctx, { recordId: row.id }),
    askedOf(ctx, { item: row.id }),
    pricesOver(ctx, { item: row.id }),
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
      content={[
        ...(latest ? contentOf(latest).filter(part => part.label !== intakeLabel) : []),
        { label: '内容确认', value: row.confirmed_on ?? '' },
      ]}
      providers={providers}
      intake={(latest?.intake ?? { fields: [] }) as unknown as FormDefinition}
      versions={versions.map(version => ({
        number: version.number,
        saved_at: version.saved_at,
        published_at: version.published_at,
        price: priceText(version),
      }))}
      asked={asked}
      hidden={hiddenWords(row.hidden_why)}
      prices={prices}
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
