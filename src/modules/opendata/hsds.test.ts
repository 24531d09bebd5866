import { Validator } from '@seriousme/openapi-schema-validator'
import pg from 'pg'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestApp, testApp, Visitor } from '../../../test/app.ts'
import { growDirectory, idsOf, readingOf } from '../../../test/directory.ts'
import { hsdsJudge, noSchemas } from '../../../test/schemas.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { createApp } from '../../app.ts'

/** 4.4.2 The directory as Open Referral HSDS 3.1: valid by the published schemas, whole, and for everybody. */
let app: TestApp
let world: World
let grown: Awaited<ReturnType<typeof growDirectory>>
const size = 223

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  grown = await growDirectory(app, world, 220)
})

const { get, page, lines, everyPage, allIds, termOf } = readingOf({ stranger: () => world.stranger() })

describe.skipIf(noSchemas)('by the published schemas', () => {
  const judge = noSchemas ? () => {} : hsdsJudge()

  test('every service is valid: in a list, whole in a list, line by line and alone', async () => {
    for (const [query, kind] of [
      ['per_page=100', 'service_list'],
      ['per_page=50&full=true', 'service'],
      ['minimal=true', 'service_list'],
    ] as const) {
      const pages = await everyPage(`/hsds/services?${query}`)
      for (const one of pages) judge('page', one, query)
      const all = pages.flatMap(one => one.contents)
      expect(all).toHaveLength(size)
      for (const service of all) judge(kind, service, query)
    }
    for (const service of await lines('/hsds/services?format=ndjson&full=true'))
      judge('service', service, 'ndjson')
    for (const id of (await allIds()).slice(0, 40))
      judge('service', (await get(`/hsds/services/${id}`)).json(), id)
  })

  test('so are organisations, places, taxonomies and their terms', async () => {
    for (const [path, kind] of [
      ['organizations?per_page=100', 'organization_list'],
      ['organizations?per_page=100&full=true', 'organization'],
      ['service_at_locations?per_page=100', 'service_at_location'],
      ['service_at_locations?per_page=20&full=true', 'service_at_location'],
      ['taxonomies?per_page=2', 'taxonomy'],
      ['taxonomy_terms?per_page=5', 'taxonomy_term'],
    ] as const) {
      const first = await page(`/hsds/${path}`)
      judge('page', first, path)
      expect(first.contents.length).toBeGreaterThan(1)
      for (const one of first.contents) judge(kind, one, path)
      const alone = await get(`/hsds/${path.split('?')[0]}/${first.contents[1]?.id}`)
      expect(alone.status, path).toBe(200)
      judge(path.startsWith('organizations') ? 'organization' : kind, alone.json(), path)
    }
    judge('page', await page('/hsds/services?search=没有这样的服务'), 'an empty page')
  })
})

describe('the interface', () => {
  test('says what it is, in a document that is valid OpenAPI', async () => {
    const { version, openapi_url, profile } = (await get('/hsds')).json()
    expect([version, profile]).toEqual(['3.1.1', `http://${world.host}/open-data`])
    const document = (await get(new URL(openapi_url as string).pathname)).json()
    expect((await new Validator().validate(structuredClone(document))).errors).toBeUndefined()
  })

  test('is open to every site, and is kept like any public page', async () => {
    for (const path of ['/hsds', '/hsds/services?per_page=3', '/directory.jsonld', '/hsds/services/none']) {
      const answer = await get(path)
      expect(answer.headers.get('access-control-allow-origin'), path).toBe('*')
      expect(answer.headers.get('set-cookie'), path).toBeNull()
    }
    const first = await get('/hsds/services?per_page=3')
    const again = await world.stranger().request('/hsds/services?per_page=3', {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    })
    expect([again.status, again.text]).toEqual([304, ''])
    const asked = await world.stranger().request('/hsds/services', {
      ...{ method: 'OPTIONS', headers: { origin: 'https://elsewhere.example' } },
    })
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD'])
    expect((await get('/items')).headers.get('access-control-allow-origin'), 'pages are not').toBeNull()
  })

  test('is braked like the interface of machines', async () => {
    const braked = createApp({ ...app.kernel, config: { ...app.kernel.config, RATE_LIMIT: 3 } })
    const visitor = new Visitor(
      (path, init) => Promise.resolve(braked.request(`http://${world.host}${path}`, init)),
      world.host,
    )
    const statuses = []
    for (let n = 0; n < 5; n++) statuses.push((await visitor.get(`/hsds/taxonomies?page=${n + 1}`)).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect((await visitor.get('/items/x.jsonld')).headers.get('content-type')).toContain('problem+json')
    expect((await visitor.get('/items')).status, 'people read on').toBe(200)
  })

  test('lets one address read two whole directories at a time, and frees the place of who leaves', async () => {
    const { fetch } = createApp(app.kernel)
    const read = async () => fetch(new Request(`http://${world.host}/directory.jsonld`))
    const [first, second] = [await read(), await read()]
    expect((await read()).status).toBe(429)
    await first.body?.cancel()
    const third = await read()
    expect(third.status).toBe(200)
    expect(JSON.parse(await second.text())['@graph'].length).toBeGreaterThan(size)
    await third.text()
    expect((await read().then(answer => answer.text())).length).toBeGreaterThan(size)
  })

  test('asks the database as often for a hundred services as for two', async () => {
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    const count = async (path: string) => {
      asked.mockClear()
      await page(path)
      return asked.mock.calls.length
    }
    for (const path of ['services', 'organizations', 'service_at_locations'])
      expect(await count(`/hsds/${path}?full=true&per_page=100`), path).toBe(
        await count(`/hsds/${path}?full=true&per_page=2`),
      )
    asked.mockRestore()
  })
})

describe('lists', () => {
  test('by pages are read to the end without gaps or repeats, and line by line are the same', async () => {
    for (const path of ['services', 'organizations', 'service_at_locations', 'taxonomy_terms']) {
      const pages = await everyPage(`/hsds/${path}?per_page=7`)
      const ids = idsOf(pages.flatMap(one => one.contents))
      expect(new Set(ids).size, path).toBe(ids.length)
      expect(ids.length, path).toBe(pages[0]?.total_items)
      expect(ids, path).toEqual(idsOf(await lines(`/hsds/${path}?format=ndjson`)))
      expect(
        pages.map(one => [one.page_number, one.first_page, one.last_page, one.empty, one.total_pages]),
        path,
      ).toEqual(pages.map((_, n) => [n + 1, n === 0, n === pages.length - 1, false, pages.length]))
    }
    const beyond = await page('/hsds/services?page=999')
    expect([beyond.empty, beyond.size, beyond.total_items]).toEqual([true, 0, size])
  })

  test('all conditions hold together', async () => {
    const provider = grown.providers[0]
    const queries = [
      `taxonomy_term_id=${await termOf('培训')}`,
      `organization_id=${provider}`,
      'search=开放数据',
      `taxonomy_id=${(await page('/hsds/taxonomies')).contents.find(one => one.name === '参与方角色')?.id}`,
      `taxonomy_term_id=${await termOf('企业')}`,
    ]
    const found = new Map<string, string[]>()
    for (const query of queries) {
      found.set(query, await allIds(query))
      expect(found.get(query)?.length, query).toBeGreaterThan(0)
      expect(found.get(query)?.length, query).toBeLessThan(size)
    }
    for (const [n, one] of queries.entries())
      for (const other of queries.slice(n + 1).filter(two => two.split('=')[0] !== one.split('=')[0])) {
        const both = (found.get(one) ?? []).filter(id => found.get(other)?.includes(id))
        expect(await allIds(`${one}&${other}`), `${one}&${other}`).toEqual(both)
      }
    const [training, offered, searched] = queries.map(query => found.get(query) ?? [])
    const three = await allIds(queries.slice(0, 3).join('&'))
    expect(three).toEqual(training?.filter(id => offered?.includes(id) && searched?.includes(id)))
    const centre = (await page('/hsds/organizations?per_page=1')).contents[0]?.id
    expect(await allIds(`organization_id=${centre}`), 'it is answerable for all').toHaveLength(size)
  })

  test('a search finds everything, past the two hundred that a page of results has', async () => {
    const named = (await lines('/hsds/services?format=ndjson&full=true')).filter(one =>
      String(one.description).includes('一句话说明'),
    )
    expect(named.length).toBe(220)
    expect(await allIds('search=一句话说明')).toEqual(idsOf(named))
  })

  test('organisations are found by what they offer and by their names', async () => {
    const training = await termOf('培训')
    const found = (await page(`/hsds/organizations?full=true&per_page=100&taxonomy_term_id=${training}`))
      .contents
    expect(found.length).toBeGreaterThan(1)
    expect(found.length).toBeLessThan(16)
    for (const one of found) expect(JSON.stringify(one.attributes), one.name).toContain(training)
    expect((await page('/hsds/organizations?search=开放服务商')).total_items).toBe(11)
    expect(
      (await page(`/hsds/organizations?search=怀宁县&taxonomy_term_id=${training}`)).contents[0]?.name,
    ).toBe('怀宁县电子商务公共服务中心')
  })
})

describe('one service', () => {
  const whole = async (id: string) => (await get(`/hsds/services/${id}`)).json<Record<string, never>>()

  test('carries everything in one answer', async () => {
    const service = await whole(grown.items[1] as string)
    const text = JSON.stringify(service)
    for (const word of [
      ...['"option":"标准价"', '"amount":100.51', '"currency":"CNY"', '营业执照（必需）：复印件'],
      ...['MO,TU,WE,TH,FR,SA', '"opens_at":"14:00+08:00"', '三楼 301', '"location_type":"virtual"'],
      ...['"assured_date":"2026-11-24"', '个体工商户', '对接', '开放服务商第0家'],
      `http://${world.host}/items/${grown.items[1]}/apply`,
    ])
      expect(text, word).toContain(word)
    expect(text, 'nobody is called past the centre').not.toMatch(/137000000|王经理/)
  })

  test('names the providers who offer it in their role; the same ids stand for the same things', async () => {
    const organization = (await get(`/hsds/organizations/${grown.providers[0]}`)).json<{
      services: Array<{ id: string }>
    }>()
    const [first] = organization.services
    const { attributes } = await whole(first?.id ?? '')
    expect(
      (attributes as unknown as Array<{ link_type: string; value: string }>)
        .filter(one => one.link_type === 'provider')
        .map(one => one.value),
    ).toContain(grown.providers[0])
    app.kernel.pages.renewAll()
    expect(await whole(first?.id ?? '')).toEqual(await whole(first?.id ?? ''))
  })

  test('has names as they were written', async () => {
    expect((await whole(grown.items[7] as string)).name).toBe('7</script><script>alert(1)</script>"&')
  })

  test('more than an answer can carry is refused in words, not cut in silence', async () => {
    const centre = (await page('/hsds/organizations?per_page=1')).contents[0]?.id
    const refused = await get(`/hsds/organizations/${centre}?full_service=true`)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('/hsds/services')
    const provider = (await get(`/hsds/organizations/${grown.providers[0]}?full_service=true`)).json<{
      services: Array<{ cost_options: unknown[] }>
    }>()
    expect(provider.services[0]?.cost_options.length).toBeGreaterThan(0)
  })
})
