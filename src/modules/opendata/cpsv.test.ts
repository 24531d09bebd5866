import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { growDirectory, readingOf } from '../../../test/directory.ts'
import { cpsvJudge, noSchemas } from '../../../test/schemas.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** The directory as linked data: every service conforms to the published shapes of CPSV-AP 3.2. */
let app: TestApp
let world: World
let grown: Awaited<ReturnType<typeof growDirectory>>

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  grown = await growDirectory(app, world, 220)
})

const { get, allIds, everyPage } = readingOf({ stranger: () => world.stranger() })
const load = async (address: string): Promise<object> => {
  expect(address, 'contexts are our own').toBe(`http://${world.host}/contexts/cpsv-ap.jsonld`)
  const answer = await get(new URL(address).pathname)
  expect(answer.headers.get('content-type')).toBe('application/ld+json')
  return answer.json()
}
const cpsv = 'http://purl.org/vocab/cpsv#'
const cv = 'http://data.europa.eu/m8g/'
const a = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

describe.skipIf(noSchemas)('by the published shapes', () => {
  test('the whole directory conforms, and holds every service', async () => {
    const judge = await cpsvJudge(load)
    const data = await judge((await get('/directory.jsonld')).json(), 'the directory')
    const services = data.getSubjects(a, `${cpsv}PublicService`, null).map(one => one.value)
    expect(services.sort()).toEqual(
      (await allIds()).map(id => `http://${world.host}/items/${id}#service`).sort(),
    )
    for (const service of services)
      for (const property of [
        `${cv}hasCompetentAuthority`,
        `${cpsv}follows`,
        `${cv}hasChannel`,
        `${cv}hasCost`,
      ])
        expect(data.getObjects(service, property, null).length, property).toBeGreaterThan(0)
    const offers = (await everyPage('/hsds/organizations?full=true'))
      .flatMap(one => one.contents.slice(one.first_page ? 1 : 0))
      .flatMap(provider => provider.services as object[])
    expect(data.getSubjects(a, `${cv}Participation`, null), 'providers take part').toHaveLength(offers.length)
  })

  test('each service conforms by itself', async () => {
    const judge = await cpsvJudge(load)
    for (const id of await allIds()) {
      const answer = await get(`/items/${id}.jsonld`)
      const data = await judge(answer.json(), id)
      expect(data.getSubjects(a, `${cpsv}PublicService`, null)).toHaveLength(1)
    }
  })

  test('says in words of the vocabulary what the page says', async () => {
    const judge = await cpsvJudge(load)
    const id = grown.items[1] as string
    const data = await judge((await get(`/items/${id}.jsonld`)).json(), id)
    const service = `http://${world.host}/items/${id}#service`
    const of = (subject: string, property: string) =>
      data
        .getObjects(subject, property, null)
        .map(one => ('language' in one && one.language ? `${one.value}@${one.language}` : one.value))
    expect(of(service, 'http://purl.org/dc/terms/title')).toEqual(['开放数据服务第1项@zh'])
    const [duration] = data.getObjects(service, `${cv}processingTime`, null)
    expect([duration?.value, duration && 'datatype' in duration && duration.datatype.value]).toEqual([
      'P2D',
      'http://www.w3.org/2001/XMLSchema#duration',
    ])
    expect(of(`http://${world.host}/items/${id}#cost-0`, `${cv}hasValue`)).toEqual(['1.0051E2'])
    expect(of(`http://${world.host}/items/${id}#input-0`, 'http://purl.org/dc/terms/title')).toEqual([
      '营业执照@zh',
    ])
    expect(of(`http://${world.host}/items/${id}#rule`, 'http://purl.org/dc/terms/description')[0]).toContain(
      '专人办理',
    )
  })
})

describe('a page', () => {
  test('leads who asks for linked data there, and stays a page for everybody else', async () => {
    const path = `/items/${world.items.get('ZX-001')}`
    const asks = (accept: string) => world.stranger().request(path, { headers: { accept } })
    expect((await asks('text/html')).status).toBe(200)
    const led = await asks('application/ld+json')
    expect([led.status, led.location, led.headers.get('vary')]).toEqual([
      303,
      `${path}.jsonld`,
      'cookie, accept, accept-encoding',
    ])
    const shown = await asks('text/html,application/xhtml+xml,*/*;q=0.8')
    expect([shown.status, shown.page.querySelector('h1')?.textContent]).toEqual([200, '电商政策咨询'])
    expect((await get('/items/none.jsonld')).status).toBe(404)
    expect((await get(`/items/${crypto.randomUUID()}.jsonld`)).headers.get('content-type')).toBe(
      'application/problem+json',
    )
  })

  test('names its other forms in its head', async () => {
    const id = world.items.get('ZX-001')
    const { page } = await get(`/items/${id}`)
    const forms = page.querySelectorAll('link[rel=alternate]').map(link => link.getAttribute('href') ?? '')
    expect(forms.slice(0, 2)).toEqual([`/items/${id}.jsonld`, `/hsds/services/${id}`])
    for (const form of forms) expect((await get(form)).status, form).toBe(200)
  })
})
