import { Hono } from 'hono'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { cached, type Env, type Http, readIn } from '#platform/http'
import { isId } from '#platform/ids'
import { type Asked, asked } from '../asked.ts'
import { centreFacts } from '../centre.ts'
import { providerRow, providerRows, serviceRow, serviceRows } from '../queries.ts'
import { streamed } from '../stream.ts'
import { taxonomies } from '../taxonomies.ts'
import { wholeService } from './item.ts'
import {
  around,
  atLocationById,
  atLocationPage,
  hasCentre,
  organizationPage,
  pageOf,
  rangeOf,
  servicePage,
  shapedCentre,
  shapedProviders,
  shapedServices,
} from './lists.ts'
import { openApi } from './openapi.ts'
import { taxonomyOf, termOf } from './parts.ts'

/** Open Referral HSDS 3.1: the directory as programs of other places know it. */
export const hsdsRoutes = new Hono<Env>()
  .get(
    '/hsds',
    cached(async ({ centre: { origin } }, c) =>
      c.json({
        version: '3.1.1',
        profile: `${origin}/open-data`,
        openapi_url: `${origin}/hsds/openapi.json`,
      }),
    ),
  )
  .get(
    '/hsds/openapi.json',
    cached(async (ctx, c) => c.json(openApi(ctx.centre))),
  )
  .get('/hsds/services', list(servicePage, serviceLines))
  .get(
    '/hsds/services/:id',
    one('这项服务', async (ctx, id) => {
      const row = await serviceRow(ctx, id)
      if (!row) return null
      const facts = await centreFacts(ctx)
      return wholeService(row, facts, (await around(ctx, [row], facts))(row))
    }),
  )
  .get('/hsds/organizations', list(organizationPage, organizationLines))
  .get(
    '/hsds/organizations/:id',
    one('这个单位', async (ctx, id, wanted) => {
      const facts = await centreFacts(ctx)
      if (id === facts.id) return shapedCentre(ctx, facts, { ...wanted, full: true })
      const row = await providerRow(ctx, id)
      return row ? ((await shapedProviders(ctx, [row], facts, { ...wanted, full: true }))[0] ?? null) : null
    }),
  )
  .get('/hsds/service_at_locations', list(atLocationPage))
  .get('/hsds/service_at_locations/:id', one('这个服务地点', atLocationById))
  .get('/hsds/taxonomies', list(taxonomyPage))
  .get(
    '/hsds/taxonomies/:id',
    one('这个分类', async (_ctx, id) => everyTaxonomy().find(has(id)) ?? null),
  )
  .get('/hsds/taxonomy_terms', list(termPage))
  .get(
    '/hsds/taxonomy_terms/:id',
    one('这个分类项', async (_ctx, id) => everyTerm().find(has(id)) ?? null),
  )

const has = (id: string) => (one: { id: string }) => one.id === id

type PageMaker = (ctx: Ctx, wanted: Asked) => Promise<ReturnType<typeof pageOf>>
type Lines = (c: Http, wanted: Asked) => AsyncGenerator<string>

/** A list by pages, kept like every public page; or all of it, a line each, read while the reader takes it. */
function list(page: PageMaker, lines: Lines = linesOf(page)) {
  const paged = cached(async (ctx, c) => c.json(await page(ctx, asked(c))))
  return async (c: Http, next: () => Promise<void>) => {
    const wanted = asked(c)
    return wanted.lines ? streamed(c, 'application/x-ndjson', lines(c, wanted)) : paged(c, next)
  }
}

function one(what: string, find: (ctx: Ctx, id: string, wanted: Asked) => Promise<object | null>) {
  return cached(async (ctx, c) => {
    const id = c.req.param('id') ?? ''
    const found = isId(id) ? await find(ctx, id.toLowerCase(), asked(c)) : null
    if (!found) throw notFound(what)
    return c.json(found)
  })
}

/** How many are read in one transaction: the embedded database has one at a time, and others wait for it. */
const atOnce = 200
const lineOf = (one: object): string => `${JSON.stringify(one)}\n`

async function* serviceLines(c: Http, wanted: Asked): AsyncGenerator<string> {
  const facts = await readIn(c, centreFacts)
  for (let after: string | undefined; ; ) {
    const { rows, shaped } = await readIn(c, async ctx => {
      const rows = await serviceRows(ctx, wanted.filter, facts, { limit: atOnce, ...(after && { after }) })
      return { rows, shaped: await shapedServices(ctx, rows, facts, wanted) }
    })
    yield shaped.map(lineOf).join('')
    if (rows.length < atOnce) return
    after = rows.at(-1)?.id
  }
}

async function* organizationLines(c: Http, wanted: Asked): AsyncGenerator<string> {
  const facts = await readIn(c, centreFacts)
  yield await readIn(c, async ctx =>
    (await hasCentre(ctx, wanted, facts)) ? lineOf(await shapedCentre(ctx, facts, wanted)) : '',
  )
  for (let after: string | undefined; ; ) {
    const { rows, shaped } = await readIn(c, async ctx => {
      const rows = await providerRows(ctx, wanted.filter, { limit: atOnce, ...(after && { after }) })
      return { rows, shaped: await shapedProviders(ctx, rows, facts, wanted) }
    })
    yield shaped.map(lineOf).join('')
    if (rows.length < atOnce) return
    after = rows.at(-1)?.id
  }
}

/** Of lists that are counted out in any case: page after page. */
function linesOf(page: PageMaker): Lines {
  return async function* (c, wanted) {
    for (let number = 1; ; number++) {
      const { contents, last_page } = await readIn(c, ctx =>
        page(ctx, { ...wanted, page: number, perPage: 500 }),
      )
      yield contents.map(one => lineOf(one as object)).join('')
      if (last_page) return
    }
  }
}

const everyTaxonomy = () => taxonomies.map(taxonomyOf)
const everyTerm = () => taxonomies.flatMap(one => one.terms.map(term => termOf(one, term)))

const cut = (all: readonly object[], wanted: Asked) => {
  const { limit, offset } = rangeOf(wanted)
  return pageOf(all.slice(offset, offset + limit), all.length, wanted)
}

async function taxonomyPage(_ctx: Ctx, wanted: Asked) {
  const { search = '' } = wanted.filter
  return cut(
    everyTaxonomy().filter(one => one.name.includes(search)),
    wanted,
  )
}

/** None of them has one above it, so all are at the top. */
async function termPage(_ctx: Ctx, wanted: Asked) {
  const { search = '', taxonomy } = wanted.filter
  return cut(
    everyTerm().filter(
      one => one.name.includes(search) && (!taxonomy || one.taxonomy_id === taxonomy) && !wanted.parent,
    ),
    wanted,
  )
}
