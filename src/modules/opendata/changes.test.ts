import { beforeAll, describe, expect, test } from 'vitest'
import { providerFlow, serviceItemFlow } from '#modules/catalogue'
import { founder } from '#modules/team'
import { dayOf } from '#platform/calendar'
import { system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import {
  type Entry,
  growDirectory,
  idsOf,
  publishItem,
  readingOf,
  withdrawItem,
} from '../../../test/directory.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** What is not public is in none of the formats; what changed is told to whoever keeps a copy; nonsense is refused. */
let app: TestApp
let world: World
let grown: Awaited<ReturnType<typeof growDirectory>>
const size = 63

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  grown = await growDirectory(app, world, 60)
})

const { get, page, allIds } = readingOf({ stranger: () => world.stranger() })

describe('what is not public', () => {
  test('is not there: drafts, what is withdrawn, providers that are suspended', async () => {
    const writer = await world.worker('刘芳')
    const draft = await does(writer, 'service_item/create', {
      ...{ name: '还没写完的服务', code: 'CG-001', family: 'training', handling: 'consultation' },
      ...{ summary: '还没有写完的一句话', content: '还没有写完的服务内容', audience: ['企业'] },
      ...{ price_kind: 'free', promised_days: '3' },
    })
    const gone = grown.items[50] as string
    await withdrawItem(world, gone)
    const suspended = grown.providers[2] as string
    await does(await world.worker('张涛'), `provider/suspend/${suspended}`, { reason: '资质过期，待补。' })
    for (const path of [
      ...[draft, gone].flatMap(id => [`/hsds/services/${id}`, `/items/${id}.jsonld`]),
      `/hsds/organizations/${suspended}`,
    ])
      expect((await get(path)).status, path).toBe(404)
    const texts = await Promise.all(
      [
        ...['/hsds/services?format=ndjson&full=true', '/hsds/organizations?format=ndjson&full=true'],
        ...['/directory.jsonld', '/hsds/service_at_locations?format=ndjson', '/sitemap.xml'],
      ].map(get),
    )
    for (const { text } of texts)
      for (const hidden of [draft, gone, suspended, '还没写完']) expect(text).not.toContain(hidden)
    expect(await allIds()).toHaveLength(size - 1)
    await does(await world.worker('张涛'), `provider/resume/${suspended}`)
    expect((await get(`/hsds/organizations/${suspended}`)).status).toBe(200)
  })

  test('is in no format while it is hidden, and comes back as changed and as confirmed today', async () => {
    // An item that this provider does not offer: each comes back by itself.
    const [item, provider] = [grown.items[2] as string, grown.providers[0] as string]
    const offered = (await get(`/hsds/organizations/${provider}`)).json<{ services: Entry[] }>().services
    const other = offered[0]?.id ?? ''
    const bySystem = (action: 'hide' | 'affirm', input?: { why: 'unconfirmed' }) =>
      world.at(system, app.clock.now, async ctx => {
        await perform(ctx, serviceItemFlow, action, item, input)
        await perform(ctx, providerFlow, action, provider, input)
      })
    const everywhere = [
      ...['/hsds/services?format=ndjson&full=true', '/hsds/organizations?format=ndjson&full=true'],
      ...['/hsds/services?search=第2项', '/hsds/organizations?search=第0家', '/directory.jsonld'],
      ...['/hsds/service_at_locations?format=ndjson', '/sitemap.xml', `/items/${other}.jsonld`],
      ...[`/hsds/services/${other}`, `/items/${other}`, '/items?q=第2项', '/providers?q=第0家'],
    ]
    const alone = [
      ...[`/hsds/services/${item}`, `/items/${item}.jsonld`, `/items/${item}`],
      ...[`/hsds/organizations/${provider}`, `/providers/${provider}`],
    ]
    app.clock.addDays(1)
    await bySystem('hide', { why: 'unconfirmed' })
    app.kernel.pages.renewAll()
    for (const path of everywhere) {
      const { status, text } = await get(path)
      expect(status, path).toBe(200)
      for (const hidden of [item, provider]) expect(text, path).not.toContain(hidden)
    }
    for (const path of alone) {
      const { status, text } = await get(path)
      expect([status, text.includes('application/ld+json')], path).toEqual([404, false])
    }
    expect(await allIds(`organization_id=${provider}`)).toEqual([])

    app.clock.addDays(1)
    await bySystem('affirm')
    app.kernel.pages.renewAll()
    for (const path of alone) expect((await get(path)).status, path).toBe(200)
    expect((await get(`/hsds/services/${item}`)).json()).toMatchObject({
      ...{ assured_date: dayOf(app.clock.now), last_modified: app.clock.now.toISOString() },
    })
    expect(await allIds(`modified_after=${app.clock.now.toISOString()}`)).toEqual(
      [item, ...idsOf(offered)].sort(),
    )
  })

  test('a revision shows what was published until it is approved', async () => {
    const id = world.items.get('ZX-001') as string
    const writer = await world.worker('刘芳')
    const form = await writer.get(`/act/service_item/designForm/${id}`)
    expect(form.status).toBe(200)
    await does(writer, `service_item/designForm/${id}`, {
      'fields.0.label': '新的问题',
      'fields.0.kind': 'text',
    })
    expect((await get(`/hsds/services/${id}`)).json().name).toBe('电商政策咨询')
  })

  test('of another centre', async () => {
    const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const [item, provider] = [other.items.get('ZX-001'), [...other.providers.values()][0]]
    const theirs = await other.stranger().get('/hsds/organizations?per_page=1')
    const centre = theirs.json<{ contents: Entry[] }>().contents[0]?.id
    for (const path of [
      ...[`/hsds/services/${item}`, `/items/${item}.jsonld`, `/hsds/organizations/${provider}`],
      `/hsds/organizations/${centre}`,
    ]) {
      expect((await other.stranger().get(path)).status, path).toBe(200)
      expect((await get(path)).status, path).toBe(404)
    }
    expect(await allIds(`organization_id=${provider}`)).toEqual([])
  })
})

describe('modified_after', () => {
  const since = async (at: Date | string) =>
    allIds(`modified_after=${encodeURIComponent(typeof at === 'string' ? at : at.toISOString())}`)

  test('gives what changed at that moment or later: new items, offers that came and went, providers', async () => {
    const before = app.clock.now
    app.clock.addDays(1)
    const start = app.clock.now
    expect(await since(new Date(start.getTime() - 1))).toEqual([])
    const fresh = await world.at(founder(), app.clock.now, ctx => publishItem(ctx, 900))
    app.kernel.pages.renewAll()
    expect(await since(start)).toEqual([fresh])
    const { last_modified } = (await get(`/hsds/services/${fresh}`)).json<{ last_modified: string }>()
    expect(last_modified).toBe(start.toISOString())
    expect(await since(last_modified), 'on or after').toEqual([fresh])

    app.clock.addDays(1)
    const second = app.clock.now
    const offered = (await get(`/hsds/organizations/${grown.providers[1]}`)).json<{ services: Entry[] }>()
    const item_id = offered.services[0]?.id ?? ''
    const zhangtao = await world.worker('张涛')
    await does(zhangtao, `provider/dropItem/${grown.providers[1]}`, { item_id })
    expect(await since(second), 'an offer that went, and what else it offers').toEqual(
      idsOf(offered.services).sort(),
    )

    app.clock.addDays(1)
    const third = app.clock.now
    await does(await world.worker('张涛'), `provider/suspend/${grown.providers[1]}`, {
      reason: '资质过期，待补。',
    })
    expect(await since(third), 'its provider').toEqual(idsOf(offered.services.slice(1)))
    expect(new Set(await since(before))).toContain(fresh)
  })

  test('gives everything when what all share has changed: the hours, the address, the places', async () => {
    app.clock.addDays(1)
    const start = app.clock.now
    const director = await world.worker('李卫东')
    expect(await since(start)).toEqual([])
    await does(director, 'setting_change/make', { code: 'centre.hours', value: '工作日 8:30–17:30' })
    const all = await allIds()
    expect(await since(start)).toEqual(all)
    const { contents } = await page('/hsds/services?per_page=2&full=true')
    expect(contents.map(one => one.last_modified)).toEqual([start.toISOString(), start.toISOString()])
    expect(JSON.stringify(contents[0]?.schedules)).toContain('"byday":"MO,TU,WE,TH,FR"')
  })

  test('is read as people write it', async () => {
    for (const text of [
      '2030-01-01',
      '2030-01-01T00:00:00Z',
      '2030-01-01T08:00:00+08:00',
      '2030-01-01T08:00',
    ])
      expect(await since(text), text).toEqual([])
    expect((await get('/hsds/services?modified_after=2030-01-01T08:00:00+08:00')).status, 'a bare +').toBe(
      200,
    )
  })
})

describe('hostile and mistaken parameters', () => {
  const wrong = [
    ...[
      'page=0',
      'page=-1',
      'page=1.5',
      'page=1e3',
      'page=99999999999',
      'page=x',
      'per_page=0',
      'per_page=101',
    ],
    ...['per_page=1;drop table party', 'format=xml', 'full=1', 'minimal=yes', 'modified_after=gestern'],
    ...['modified_after=2026-02-30', 'modified_after=2026-13-01', 'modified_after=20261124', 'page=1&page=2'],
    ...['taxonomy_term_id=1', "taxonomy_id='", 'organization_id=../../etc/passwd', 'postcode=246100'],
    ...['proximity=5', `search=${'长'.repeat(101)}`],
  ]

  test('are told by name, as a problem document', async () => {
    for (const query of wrong) {
      for (const path of ['services', 'organizations', 'service_at_locations']) {
        const answer = await get(`/hsds/${path}?${encodeURI(query)}`)
        expect(answer.status, `${path} ${query}`).toBe(422)
        expect(answer.headers.get('content-type')).toBe('application/problem+json')
        const { errors, status } = answer.json<{ errors: object; status: number }>()
        expect([status, Object.keys(errors)], query).toEqual([422, [query.split('=')[0]]])
      }
    }
    expect((await get('/hsds/services?format=ndjson&page=0')).status, 'also where it would stream').toBe(422)
    expect((await get('/hsds/services?search=%00')).status).toBe(400)
  })

  test('find nothing, and harm nothing', async () => {
    for (const search of ["'; drop table party; --", '%', '\u{1f600}', '\\', '，。'])
      expect((await page(`/hsds/services?search=${encodeURIComponent(search)}`)).empty, search).toBe(true)
    for (const name of ['taxonomy_term_id', 'taxonomy_id', 'organization_id'])
      expect(await allIds(`${name}=${crypto.randomUUID()}`), name).toEqual([])
    for (const id of ['none', "'", '%2e%2e', crypto.randomUUID(), '__proto__'])
      for (const path of [
        'services',
        'organizations',
        'service_at_locations',
        'taxonomies',
        'taxonomy_terms',
      ])
        expect((await get(`/hsds/${path}/${id}`)).status, `${path}/${id}`).toBe(404)
    expect((await get('/hsds/services?unknown=1&constructor=2')).status).toBe(200)
    expect((await get('/hsds/nothing')).headers.get('content-type')).toBe('application/problem+json')
  })
})
