import { Hono } from 'hono'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { cached, type Env, type Http, readIn } from '#platform/http'
import { isId } from '#platform/ids'
import { type CentreFacts, centreFacts } from '../centre.ts'
import { around } from '../hsds/lists.ts'
import { type Offer, type ServiceRow, serviceRow, serviceRows } from '../queries.ts'
import { streamed } from '../stream.ts'
import { audienceTaxonomy, familyTaxonomy } from '../taxonomies.ts'
import { context, contextAddress } from './context.ts'
import { serviceNodes } from './item.ts'
import { type Node, providerNodes, sharedNodes, termNodes } from './shared.ts'

const linkedDataType = 'application/ld+json'

/** CPSV-AP 3.2 in JSON-LD: one item at its own address with an ending, and the whole directory. */
export const cpsvRoutes = new Hono<Env>()
  .get(
    '/contexts/cpsv-ap.jsonld',
    cached(async (_ctx, c) => linked(c, context)),
  )
  .get(
    '/items/:file{.+\\.jsonld}',
    cached(async (ctx, c) => {
      const id = (c.req.param('file') ?? '').replace(/\.jsonld$/, '')
      const row = isId(id) ? await serviceRow(ctx, id) : undefined
      if (!row) throw notFound('这项服务')
      return linked(c, await documentOf(ctx, row))
    }),
  )
  .get('/directory.jsonld', c => streamed(c, linkedDataType, directory(c)))

const linked = (c: Http, document: object): Response =>
  c.json(document, 200, { 'content-type': linkedDataType })

async function documentOf(ctx: Ctx, row: ServiceRow): Promise<object> {
  const facts = await centreFacts(ctx)
  const { offers } = (await around(ctx, [row], facts))(row)
  return {
    '@context': contextAddress(facts.origin),
    '@graph': [
      ...serviceNodes(row, facts, { offers }),
      ...sharedNodes(facts),
      ...termNodes(facts, [row.family], row.audience),
      ...providerNodes(facts, offers),
    ],
  }
}

const atOnce = 200

/** All services in one graph, a piece for each transaction; providers are named once. */
async function* directory(c: Http): AsyncGenerator<string> {
  const facts = await readIn(c, centreFacts)
  const terms = [familyTaxonomy, audienceTaxonomy].map(one => one.terms.map(term => term.code))
  const head = [...sharedNodes(facts), ...termNodes(facts, terms[0] ?? [], terms[1] ?? [])]
  yield `{"@context":${JSON.stringify(contextAddress(facts.origin))},"@graph":[${joined(head)}`
  const named = new Set<string>()
  for (let after: string | undefined; ; ) {
    const { rows, nodes } = await readIn(c, ctx => part(ctx, facts, named, after))
    if (nodes.length > 0) yield `,\n${joined(nodes)}`
    if (rows.length < atOnce) break
    after = rows.at(-1)?.id
  }
  yield ']}'
}

async function part(ctx: Ctx, facts: CentreFacts, named: Set<string>, after: string | undefined) {
  const rows = await serviceRows(ctx, {}, facts, { limit: atOnce, ...(after && { after }) })
  const of = await around(ctx, rows, facts)
  const fresh = new Map<string, Offer>()
  for (const row of rows)
    for (const offer of of(row).offers) if (!named.has(offer.id)) fresh.set(offer.id, offer)
  for (const id of fresh.keys()) named.add(id)
  const nodes: Node[] = [
    ...rows.flatMap(row => serviceNodes(row, facts, of(row))),
    ...providerNodes(facts, [...fresh.values()]),
  ]
  return { rows, nodes }
}

const joined = (nodes: readonly Node[]): string => nodes.map(node => JSON.stringify(node)).join(',\n')
