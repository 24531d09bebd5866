import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { newCentre, providers, type World } from './world.ts'

/**
 * Every address × everybody: what each gets. An address that is not listed here fails, so that nobody adds a page
 * without saying who may see it. For POST the body is empty: 422 or 303 mean that the person may try.
 */
const cast = ['陌生人', '申请人', '旁人', '服务商', '窗口', '咨询', '宣传', '主任', '监督', '邻县'] as const

/** In the order of the cast; ids stand for one consultation in hand and one order with quotes. */
const table = `
GET /                                  200 200 200 200 200 200 200 200 200 200
GET /account                           303 200 200 200 200 200 200 200 200 200
GET /account/data.json                 303 200 200 200 200 200 200 200 200 200
GET /account/erase                     303 200 200 200 200 200 200 200 200 200
GET /account/keys                      303 403 403 403 403 403 403 200 403 200
GET /account/keys/new                  303 403 403 403 403 403 403 200 403 200
GET /act/:flow/:action/:id?            303 422 422 422 422 422 422 422 422 422
POST /act/:flow/:action/:id?           303 422 422 422 422 422 422 422 422 422
GET /api/openapi.json                  200 200 200 200 200 200 200 200 200 200
GET /api/v1/:flow                      401 200 200 200 200 200 200 200 200 200
POST /api/v1/:flow/:action             401 422 422 422 422 422 422 422 422 422
GET /api/v1/:flow/:id                  401 200 404 404 200 200 404 200 200 404
POST /api/v1/rating_right/:id/rate     401 404 404 404 404 404 404 404 404 404
POST /api/v1/file                      401 400 400 400 400 400 400 400 400 400
POST /api/v1/:flow/:id/:action         401 409 404 404 403 403 404 403 403 404
GET /assets/:name                      404 404 404 404 404 404 404 404 404 404
GET /desk                              303 403 403 403 200 200 200 200 200 200
GET /desk/callbacks/:id                303 403 403 403 404 404 404 404 404 404
GET /desk/calls/:id                    303 403 403 403 404 404 404 404 404 404
GET /desk/cases                        303 403 403 403 200 200 403 200 200 200
GET /desk/cases/:id                    303 403 403 403 200 200 404 200 200 404
GET /desk/cases/:id/receipt            303 403 403 403 200 200 403 200 200 404
GET /desk/cases/:id/receipt.pdf        303 403 403 403 200 200 403 200 200 404
GET /desk/counter                      303 403 403 403 200 200 403 403 403 403
POST /desk/counter                     401 403 403 403 422 422 403 403 403 403
GET /desk/figures                      303 403 403 403 200 200 200 200 200 200
GET /desk/figures/:name                303 403 403 403 200 200 200 200 200 200
GET /desk/items                        303 403 403 403 200 200 200 200 200 200
GET /desk/items/:id                    303 403 403 403 200 200 200 200 200 404
GET /desk/items/:id/form               303 403 403 403 200 200 200 200 200 404
POST /desk/items/:id/form              401 403 403 403 403 403 200 403 403 403
GET /desk/journal                      303 403 403 403 403 403 403 200 200 200
GET /desk/mandates/:id                 303 403 403 403 200 200 404 200 200 404
GET /desk/notices                      303 403 403 403 200 200 200 200 200 200
GET /desk/notices/:id                  303 403 403 403 200 200 200 200 200 404
GET /desk/notifications                303 403 403 403 200 200 200 200 200 200
POST /desk/notifications               401 403 403 403 303 303 303 303 303 303
GET /desk/outbox                       303 403 403 403 403 403 403 200 200 200
GET /desk/parties                      303 403 403 403 200 200 403 200 200 200
GET /desk/parties/:id                  303 403 403 403 200 200 404 200 200 404
GET /desk/parties/:id/id-number        303 403 403 403 403 403 403 200 403 404
POST /desk/parties/:id/id-number       401 403 403 403 403 403 404 409 403 404
GET /desk/providers                    303 403 403 403 200 200 200 200 200 200
GET /desk/providers/:id                303 403 403 403 200 200 200 200 200 404
GET /desk/ratings                      303 403 403 403 200 200 200 200 200 200
GET /desk/search                       303 403 403 403 200 200 200 200 200 200
GET /desk/settings                     303 403 403 403 200 200 200 200 200 200
GET /desk/supervision                  303 403 403 403 200 200 200 200 200 200
GET /desk/team                         303 403 403 403 200 200 200 200 200 200
GET /desk/team/posts/:id               303 403 403 403 200 200 200 200 200 404
GET /desk/team/staff/:id               303 403 403 403 200 200 200 200 200 404
POST /draft/:flow/:action/:id?         401 422 422 422 422 422 422 422 422 422
GET /files/:id                         404 404 404 404 404 404 404 404 404 404
GET /files/:id/preview                 404 404 404 404 404 404 404 404 404 404
GET /go/:flow/:id                      303 303 404 404 303 303 404 303 303 404
GET /healthz                           200 200 200 200 200 200 200 200 200 200
GET /icon.svg                          200 200 200 200 200 200 200 200 200 200
GET /imprint                           200 200 200 200 200 200 200 200 200 200
GET /items                             200 200 200 200 200 200 200 200 200 200
GET /items/:id                         200 200 200 200 200 200 200 200 200 404
GET /items/:id/apply                   303 303 303 303 303 303 303 303 303 303
GET /items/:id/history                 200 200 200 200 200 200 200 200 200 404
GET /metrics                           403 403 403 403 403 403 403 403 403 403
GET /my                                303 200 200 200 303 303 303 303 303 303
GET /my/cases                          303 200 200 200 200 200 200 200 200 200
GET /my/cases/:id                      303 200 404 404 200 200 404 200 200 404
GET /my/cases/:id/rate                 303 200 404 404 404 404 404 404 404 404
GET /my/cases/:id/receipt              303 200 404 404 200 200 404 200 200 404
GET /my/cases/:id/receipt.pdf          303 200 404 404 200 200 404 200 200 404
GET /my/notifications                  303 200 200 200 200 200 200 200 200 200
POST /my/notifications                 401 303 303 303 303 303 303 303 303 303
GET /my/quotes/:id                     303 404 404 200 200 200 404 200 200 404
GET /notices                           200 200 200 200 200 200 200 200 200 200
GET /notices/:id                       200 200 200 200 200 200 200 200 200 404
GET /privacy                           200 200 200 200 200 200 200 200 200 200
GET /progress                          200 200 200 200 200 200 200 200 200 200
POST /progress                         422 422 422 422 422 422 422 422 422 422
GET /providers                         200 200 200 200 200 200 200 200 200 200
GET /providers/:id                     200 200 200 200 200 200 200 200 200 404
GET /r/:token                          200 200 200 200 200 200 200 200 200 200
GET /readyz                            200 200 200 200 200 200 200 200 200 200
GET /robots.txt                        200 200 200 200 200 200 200 200 200 200
POST /senior                           303 303 303 303 303 303 303 303 303 303
GET /setup                             404 404 404 404 404 404 404 404 404 404
GET /sign-in                           200 200 200 200 200 200 200 200 200 200
GET /sign-in/code                      303 200 200 200 303 303 303 303 303 303
GET /sign-in/staff                     200 200 200 200 200 200 200 200 200 200
`

let app: TestApp
let world: World
const visitors: Visitor[] = []
const ids: Record<string, string> = {}
const idIn = (path: string | null | undefined): string => /[0-9a-f-]{36}/.exec(path ?? '')?.[0] ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  const citizen = await world.citizen('13800000081', '杨雪')
  const provider = await world.citizen(providers[0]?.phone as string, providers[0]?.contact)
  const counter = await world.worker('陈静')
  const director = await world.worker('李卫东')
  visitors.push(
    world.stranger(),
    citizen,
    await world.citizen('13800000082', '丁小军'),
    provider,
    counter,
    await world.worker('王敏'),
    await world.worker('刘芳'),
    director,
    await world.worker('周健'),
    await elsewhere.worker('李卫东'),
  )
  await prepare(citizen, provider, counter, director)
})

/** A closed consultation with a right to rate, an order with an invited provider, a mandate asked for, a call to make. */
async function prepare(
  citizen: Visitor,
  provider: Visitor,
  counter: Visitor,
  director: Visitor,
): Promise<void> {
  const staff = (name: string) => world.staff.get(name)?.staffId ?? ''
  const apply = async (code: string, answers: Record<string, string>) => {
    const page = `/act/service_case/submit?item_id=${world.items.get(code)}`
    const party =
      (await citizen.get(page)).page.querySelector('input[name=party_id]')?.getAttribute('value') ?? ''
    const sent = await citizen.submit(page, {
      party_id: party,
      contact_name: '杨雪',
      contact_phone: '13800000081',
      ...answers,
    })
    ids.party = party
    return idIn(sent.location)
  }
  ids.item = world.items.get('ZX-001') ?? ''
  ids.case = await apply('ZX-001', { 'answers.question': '怎么申请补助？' })
  await counter.post(`/act/service_case/accept/${ids.case}`, { assignee_id: staff('王敏') })
  const wangmin = visitors[5] as Visitor
  await wangmin.post(`/act/service_case/answer/${ids.case}`, {
    answer: '请在窗口期内带上营业执照来办。',
    answer_basis: '办法',
  })
  await citizen.post(`/act/service_case/confirm/${ids.case}`)
  await app.runJobs()
  const link = app.sent.sms.map(one => /\/r\/(\S+)/.exec(one.body)?.[1]).findLast(Boolean)
  ids.token = link ?? ''

  const home = await provider.get('/my')
  const firm =
    home.page
      .querySelector('form[action="/act/mandate/claim"] input[name=party_id]')
      ?.getAttribute('value') ?? ''
  await provider.post('/act/mandate/claim', { party_id: firm, person_name: providers[0]?.contact ?? '' })
  const order = await apply('SX-001', {
    'answers.use': '抖音',
    'answers.count': '1',
    'answers.place': '石牌镇',
  })
  await counter.post(`/act/service_case/accept/${order}`, { assignee_id: staff('张涛') })
  const zhangtao = await world.worker('张涛')
  await zhangtao.post(`/act/service_case/invite/${order}`, {
    providers: [...world.providers.values()],
    reason: '按轮换邀请三家。',
  })
  ids.quote = idIn(
    (await provider.get('/my')).page.querySelector('a[href^="/my/quotes/"]')?.getAttribute('href'),
  )
  ids.provider = [...world.providers.values()][0] ?? ''

  const asked = await citizen.post('/act/mandate/request', {})
  expect(asked.status).toBe(422)
  ids.mandate = idIn(
    (await director.get(`/desk/parties/${ids.party}`)).page
      .querySelector('a[href^="/desk/mandates/"]')
      ?.getAttribute('href'),
  )
  ids.post = idIn(
    (await director.get('/desk/team')).page
      .querySelector('a[href^="/desk/team/posts/"]')
      ?.getAttribute('href'),
  )
  ids.staff = staff('王敏')
  ids.notice = idIn(
    (await citizen.get('/notices')).page.querySelector('a[href^="/notices/"]')?.getAttribute('href'),
  )
}

/** A registered address with the ids of this test in its place. */
function concrete(route: string): string {
  const [, path = ''] = route.split(' ')
  const named: Array<[RegExp, string]> = [
    [/^\/(desk\/)?items\/:id/, ids.item ?? ''],
    [/^\/(desk\/)?providers\/:id/, ids.provider ?? ''],
    [/^\/(desk\/)?notices\/:id/, ids.notice ?? ''],
    [/^\/desk\/parties\/:id/, ids.party ?? ''],
    [/^\/desk\/mandates\/:id/, ids.mandate ?? ''],
    [/^\/desk\/team\/posts\/:id/, ids.post ?? ''],
    [/^\/desk\/team\/staff\/:id/, ids.staff ?? ''],
    [/^\/my\/quotes\/:id/, ids.quote ?? ''],
    [/^\/(my|desk)\/cases\/:id/, ids.case ?? ''],
    [/^\/(api\/v1|go)\/:flow\/:id/, ids.case ?? ''],
  ]
  const id = named.find(([pattern]) => pattern.test(path))?.[1] ?? crypto.randomUUID()
  return path
    .replace(/^\/(act|draft)\/:flow\/:action\/:id\?/, '/$1/service_case/submit')
    .replace('/api/v1/:flow/:id/:action', `/api/v1/service_case/${id}/withdraw`)
    .replace('/api/v1/:flow/:action', '/api/v1/service_case/submit')
    .replace(':flow', 'service_case')
    .replace(':name', path.includes('figures') ? 'cases.svg' : 'none.js')
    .replace(':token', ids.token ?? '')
    .replace(':id', id)
}

/** Leaving and changing one's account would change who the visitor is. */
const notTried = /^POST \/(sign-out|account|sign-in|setup)|^POST \/(my\/cases|r)\//

test('every address answers everybody as the table says', async () => {
  const expected = new Map(
    table
      .trim()
      .split('\n')
      .map(line => {
        const [method, path, ...statuses] = line.split(/\s+/)
        return [`${method} ${path}`, statuses.join(' ')]
      }),
  )
  const found: string[] = []
  for (const route of app.routes) {
    if (notTried.test(route)) continue
    const [method = 'GET'] = route.split(' ')
    const statuses: number[] = []
    for (const visitor of visitors) {
      const answer = await (method === 'GET'
        ? visitor.get(concrete(route))
        : route.includes('/api/')
          ? visitor.call('POST', concrete(route), {})
          : visitor.post(concrete(route), {}))
      statuses.push(answer.status)
    }
    found.push(`${route.padEnd(38)} ${statuses.join(' ')}`)
  }
  const differing = found.filter(line => {
    const [method, path, ...statuses] = line.split(/\s+/)
    return expected.get(`${method} ${path}`) !== statuses.join(' ')
  })
  expect(differing, found.join('\n')).toEqual([])
})

test('the stranger is one, and each of the others is somebody', () => {
  expect(visitors).toHaveLength(cast.length)
  expect(visitors[0]?.cookies.has('centre_session')).toBe(false)
  for (const visitor of visitors.slice(1)) expect(visitor.cookies.has('centre_session')).toBe(true)
})
