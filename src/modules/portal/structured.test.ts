import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { growDirectory, hostileName } from '../../../test/directory.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** Public pages say in words of schema.org what they are about; whatever anybody is called, it stays data. */
let app: TestApp
let world: World
let grown: Awaited<ReturnType<typeof growDirectory>>
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  grown = await growDirectory(app, world, 15)
})

const get = (path: string) => world.stranger().get(path)
const blocks = ({ page }: Answer) => page.querySelectorAll('script[type="application/ld+json"]')
// biome-ignore lint/suspicious/noExplicitAny: documents of any shape
const dataOf = (answer: Answer): any => JSON.parse(blocks(answer)[0]?.innerHTML ?? 'null')

describe('what a page is about', () => {
  test('the centre: where, when and how to reach it', async () => {
    const director = await world.worker('李卫东')
    await does(director, 'setting_change/make', {
      ...{ code: 'centre.hours', value: '工作日 8:30–12:00，14:00–17:30' },
    })
    const office = dataOf(await get('/'))
    expect(office).toMatchObject({
      ...{ '@context': 'https://schema.org', '@type': 'GovernmentOffice', telephone: '0556-000 0012' },
      address: { '@type': 'PostalAddress', streetAddress: '高河镇', addressCountry: 'CN' },
    })
    expect(office.openingHoursSpecification).toHaveLength(2)
    expect(office.openingHoursSpecification[1]).toMatchObject({ opens: '14:00', closes: '17:30' })
    expect(office.openingHoursSpecification[1].dayOfWeek).toHaveLength(5)
  })

  test('an item: whose service it is, for whom, and what it costs', async () => {
    const consultation = dataOf(await get(`/items/${world.items.get('ZX-001')}`))
    expect(consultation).toMatchObject({
      ...{ '@type': 'GovernmentService', name: '电商政策咨询', provider: { '@type': 'GovernmentOffice' } },
      offers: [{ price: '0.00', priceCurrency: 'CNY' }],
    })
    const order = dataOf(await get(`/items/${world.items.get('SX-001')}`))
    expect(order).toMatchObject({ '@type': 'Service', broker: { '@type': 'GovernmentOffice' } })
    expect(order.provider.map((one: { '@type': string }) => one['@type'])).toContain('Organization')
    expect(order.offers).toHaveLength(1 + order.provider.length)
  })

  test('a provider, without the people behind it, and a notice', async () => {
    const answer = await get(`/providers/${grown.providers[0]}`)
    expect(dataOf(answer)).toMatchObject({ '@type': 'Organization', name: '开放服务商第0家' })
    expect(dataOf(answer).makesOffer.length).toBeGreaterThan(0)
    expect(answer.text).not.toMatch(/王经理|137000000/)
    const link = (await get('/notices')).page.querySelector('.link-list a')?.getAttribute('href') ?? ''
    expect(dataOf(await get(link))).toMatchObject({
      ...{ '@type': 'NewsArticle', datePublished: expect.stringMatching(/Z$/) },
      publisher: { '@type': 'GovernmentOffice' },
    })
  })
})

describe('a name that tries to break out', () => {
  test('stays one block of data, and arrives as it was written', async () => {
    for (const [path, name] of [
      [`/items/${grown.items[7]}`, `7${hostileName}`],
      [`/providers/${grown.providers[3]}`, `${hostileName}公司`],
    ] as const) {
      const answer = await get(path)
      expect(answer.status, path).toBe(200)
      expect(blocks(answer), path).toHaveLength(1)
      expect(dataOf(answer).name, path).toBe(name)
      expect(answer.text, path).not.toContain('<script>alert')
      const scripts = answer.page
        .querySelectorAll('script')
        .filter(one => !one.getAttribute('type')?.includes('ld+json'))
      expect(
        scripts.every(one => one.getAttribute('src') && one.innerHTML === ''),
        path,
      ).toBe(true)
      expect(answer.headers.get('content-security-policy'), path).not.toMatch(/script-src[^;]*unsafe/)
    }
  })
})

describe('for those who look for pages', () => {
  test('there is a map of everything public, and robots are told of it', async () => {
    expect((await get('/robots.txt')).text).toContain(`Sitemap: http://${world.host}/sitemap.xml`)
    const map = await get('/sitemap.xml')
    expect(map.headers.get('content-type')).toContain('application/xml')
    const pages = map.page.querySelectorAll('loc').map(one => one.textContent)
    for (const path of ['/', '/open-data', `/items/${grown.items[0]}`, `/providers/${grown.providers[0]}`])
      expect(pages).toContain(`http://${world.host}${path}`)
    expect(new Set(pages).size).toBe(pages.length)
    for (const address of pages.slice(0, 14))
      expect((await get(new URL(address).pathname)).status, address).toBe(200)
  })

  test('开放数据 tells what there is, under which licence, and every address works', async () => {
    const home = await get('/')
    expect(home.page.querySelector('.portal-foot a[href="/open-data"]')?.textContent).toBe('开放数据')
    await does(await world.worker('李卫东'), 'setting_change/make', {
      ...{ code: 'opendata.licence', value: '按 CC BY 4.0 使用。' },
    })
    const shown = await get('/open-data')
    expect(shown.text).toContain('按 CC BY 4.0 使用。')
    expect(JSON.stringify((await get('/directory.jsonld')).json()), 'in the data, too').toContain('CC BY 4.0')
    const links = shown.page.querySelectorAll('main .link-list a').map(one => one.getAttribute('href') ?? '')
    expect(links.length).toBeGreaterThan(8)
    for (const link of links) expect((await get(link)).status, link).toBe(200)
  })
})
