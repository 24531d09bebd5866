import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { forbidden, Problem } from '#platform/errors'
import { type FormDefinition, formDefinition, validate } from '#platform/forms'
import { atDesk, type Env, type Http, readIn, requireStaff, writeIn } from '#platform/http'
import { find, perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { versionRow } from './effects.ts'
import { Designer, type DesignRow } from './pages/designer.tsx'
import {
  DeskItem,
  DeskItems,
  DeskProvider,
  DeskProviders,
  itemColumns,
  itemFilters,
  providerColumns,
} from './pages/desk.tsx'
import { priceText } from './price.ts'
import { providerFlow, type Qualification } from './provider.ts'
import { deskItems, deskProviders, itemsOfProvider, versionsOf } from './queries.ts'
import { contentOf, differencesOf } from './versions.ts'
import { editItems, serviceItemFlow } from './workflow.ts'

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
  .get(
    '/desk/items/:id/form',
    atDesk(async (ctx, c) => {
      const { row, rows, name } = await designOf(ctx, c.req.param('id') ?? '')
      return showDesigner(ctx, c, row, name, rows, null)
    }),
  )
  .post('/desk/items/:id/form', c => design(c))
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
  const [versions, buttons, told] = await Promise.all([
    versionsOf(ctx, row.id),
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
      mayDesign={
        ctx.actor.duties.has(editItems.code) && ['draft', 'published', 'revising'].includes(row.state)
      }
      changes={
        latest && published && latest.number !== published.number ? differencesOf(published, latest) : []
      }
      content={latest ? contentOf(latest) : []}
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

async function designOf(ctx: Ctx, id: string) {
  const row = (await find(ctx, serviceItemFlow, id)) as unknown as Item
  const version =
    (await versionRow(ctx, id, row.latest_version)) ?? (await versionRow(ctx, id, row.latest_version - 1))
  const { fields } = (version?.intake ?? { fields: [] }) as unknown as FormDefinition
  const rows: DesignRow[] = fields.map(field => ({
    key: field.key,
    label: field.label,
    kind: field.kind,
    required: field.required,
    help: field.help ?? '',
    options: (field.options ?? []).join('\n'),
  }))
  return { row, rows, name: version?.name ?? row.code }
}

function showDesigner(
  ctx: Ctx,
  c: Http,
  row: { id: string },
  name: string,
  rows: readonly DesignRow[],
  error: string | null,
): Promise<Response> {
  if (error) c.status(422)
  return desk(
    ctx,
    c,
    { title: '设计申请表', crumbs: [{ href: `/desk/items/${row.id}`, label: name }] },
    <Designer id={row.id} name={name} rows={rows} error={error} />,
  )
}

/** Moves, adds and removes rows by re-rendering; saving is the action. */
async function design(c: Http): Promise<Response> {
  requireStaff(c)
  const form = await c.req.formData()
  const [act = '', at = ''] = String(form.get('do') ?? '').split(' ')
  const rows = moved(rowsOf(form), act, Number(at))
  const id = c.req.param('id') ?? ''
  const show = (error: string | null) =>
    readIn(c, async ctx => {
      if (!ctx.actor.duties.has(editItems.code)) throw forbidden(`这一步由${editItems.says}办理。`)
      const { row, name } = await designOf(ctx, id)
      return showDesigner(ctx, c, row, name, rows, error)
    })
  if (act !== 'save') return show(null)
  try {
    const definition = validate(formDefinition, { fields: rows.map(fieldOf) })
    await writeIn(c, ctx => perform(ctx, serviceItemFlow, 'designForm', id, { definition }))
    return c.redirect(`/desk/items/${id}`, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    const [path = '', message = error.message] = Object.entries(error.errors)[0] ?? []
    return show(`第 ${Number(path.split('.')[1] ?? 0) + 1} 题：${message}`)
  }
}

function rowsOf(form: FormData): DesignRow[] {
  const all = (name: string) => form.getAll(name).map(String)
  const [keys, kinds, required, help, options] = [
    all('key'),
    all('kind'),
    all('required'),
    all('help'),
    all('options'),
  ]
  return all('label')
    .slice(0, 40)
    .map((label, index) => ({
      label,
      key: keys[index] || `q${index + 1}`,
      kind: kinds[index] ?? 'text',
      required: required[index] === '1',
      help: help[index] ?? '',
      options: options[index] ?? '',
    }))
}

function moved(rows: DesignRow[], act: string, at: number): DesignRow[] {
  if (act === 'add')
    return [
      ...rows,
      { key: `q${rows.length + 1}`, label: '', kind: 'text', required: true, help: '', options: '' },
    ]
  if (act === 'remove') return rows.filter((_, index) => index !== at)
  const to = act === 'up' ? at - 1 : act === 'down' ? at + 1 : at
  const row = rows[at]
  if (!row || to === at || to < 0 || to >= rows.length) return rows
  return rows.toSpliced(at, 1).toSpliced(to, 0, row)
}

const fieldOf = (row: DesignRow) => ({
  key: row.key,
  label: row.label,
  kind: row.kind,
  required: row.required,
  ...(row.help.trim() && { help: row.help }),
  ...(['choice', 'choices'].includes(row.kind) && {
    options: row.options
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
  }),
})
