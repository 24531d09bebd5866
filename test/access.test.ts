import { beforeAll, expect, test } from 'vitest'
import { concrete, type Ids } from './addresses.ts'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { someRecords } from './records.ts'
import { newCentre, providers, type World } from './world.ts'

/**
 * Every address × everybody: what each gets. An address that is not listed here fails, so that nobody adds a page
 * without saying who may see it. For POST the body is empty: 422 or 303 mean that the person may try.
 */
const cast = ['陌生人', '申请人', '旁人', '服务商', '窗口', '咨询', '宣传', '主任', '监督', '邻县'] as const

/** In the order of the cast; ids stand for one consultation in hand and one order with quotes. */
const table = `
GET /                                  200 200 200 200 200 200 200 200 200 200
GET /a/:number                         303 303 303 303 303 303 303 303 303 303
GET /account                           303 200 200 200 200 200 200 200 200 200
GET /account/data.json                 303 200 200 200 200 200 200 200 200 200
GET /account/erase                     303 200 200 200 200 200 200 200 200 200
GET /account/keys                      303 403 403 403 403 403 403 200 403 200
GET /account/keys/new                  303 403 403 403 403 403 403 200 403 200
GET /act/:flow/:action/:id?            303 422 422 422 422 422 422 422 422 422
POST /act/:flow/:action/:id?           303 422 422 422 422 422 422 422 422 422
GET /admissions                         200 200 200 200 200 200 200 200 200 200
GET /api/openapi.json                  200 200 200 200 200 200 200 200 200 200
GET /api/v1/:flow                      401 200 200 200 200 200 200 200 200 200
POST /api/v1/:flow/:action             401 422 422 422 422 422 422 422 422 422
GET /api/v1/:flow/:id                  401 200 404 404 200 200 404 200 200 404
POST /api/v1/:flow/:id/:action         401 409 404 404 403 403 404 403 403 404
POST /api/v1/file                      401 400 400 400 400 400 400 400 400 400
POST /api/v1/rating_right/:id/rate     401 404 404 404 404 404 404 404 404 404
GET /assets/:name                      404 404 404 404 404 404 404 404 404 404
GET /bookings                          200 200 200 200 200 200 200 200 200 200
GET /bookings/:id                      200 200 200 200 200 200 200 200 200 404
GET /calendar/:id/:token               404 404 404 404 404 404 404 404 404 404
GET /complaints                        200 200 200 200 200 200 200 200 200 200
GET /complaints/new                    200 200 200 200 200 200 200 200 200 200
POST /complaints/new                   422 422 422 422 422 422 422 422 422 422
GET /complaints/progress               200 200 200 200 200 200 200 200 200 200
POST /complaints/progress              422 422 422 422 422 422 422 422 422 422
POST /complaints/progress/:step        404 404 404 404 404 404 404 404 404 404
GET /contexts/cpsv-ap.jsonld           200 200 200 200 200 200 200 200 200 200
GET /desk                              303 403 403 403 200 200 200 200 200 200
GET /desk/admissions                   303 403 403 403 200 200 200 200 200 200
GET /desk/admissions/:id               303 403 403 403 200 200 200 200 200 404
GET /desk/admissions/:id/sheet.pdf     303 403 403 403 200 200 200 200 200 404
GET /desk/assets                       303 403 403 403 200 200 200 200 200 200
GET /desk/assets/:id                   303 403 403 403 200 200 200 200 200 404
GET /desk/assets/labels                303 403 403 403 200 200 200 200 200 200
GET /desk/assets/labels.pdf            303 403 403 403 200 200 200 200 200 404
GET /desk/assets/n/:number             303 403 403 403 200 200 200 200 200 404
GET /desk/assets/stocktakings          303 403 403 403 200 200 200 200 200 200
GET /desk/assets/stocktakings/:id      303 403 403 403 200 200 200 200 200 404
GET /desk/assets/stocktakings/:id/report.pdf 303 403 403 403 200 200 200 200 200 404
GET /desk/callbacks/:id                303 403 403 403 404 404 404 404 404 404
GET /desk/absences                     303 403 403 403 200 200 200 200 200 200
GET /desk/absences/:id                 303 403 403 403 200 200 200 200 200 404
GET /desk/blacklist                    303 403 403 403 200 200 200 200 200 200
GET /desk/bookings                     303 403 403 403 200 200 200 200 200 200
GET /desk/bookings/:id                 303 403 403 403 200 200 200 200 200 404
GET /desk/bookings/figures             303 403 403 403 200 200 200 200 200 200
GET /desk/bookings/list                303 403 403 403 200 200 200 200 200 200
GET /desk/bookings/resources           303 403 403 403 200 200 200 200 200 200
GET /desk/bookings/resources/:id       303 403 403 403 200 200 200 200 200 404
GET /desk/bookings/trips               303 403 403 403 200 200 200 200 200 200
GET /desk/callbacks/:id                303 403 403 403 404 404 404 404 404 404
GET /desk/calls/:id                    303 403 403 403 404 404 404 404 404 404
GET /desk/cases                        303 403 403 403 200 200 403 200 200 200
GET /desk/cases/:id                    303 403 403 403 200 200 404 200 200 404
GET /desk/cases/:id/receipt            303 403 403 403 200 200 403 200 403 404
GET /desk/cases/:id/receipt.pdf        303 403 403 403 200 200 403 200 403 404
GET /desk/complaints                   303 403 403 403 200 200 403 200 200 200
GET /desk/complaints/:id               303 403 403 403 200 200 404 200 200 404
GET /desk/complaints/:id/answer.pdf    303 403 403 403 404 404 404 404 404 404
GET /desk/complaints/:id/sheet.pdf     303 403 403 403 200 200 404 200 200 404
GET /desk/complaints/bureau            303 403 403 403 403 403 403 403 200 403
GET /desk/complaints/new               303 403 403 403 200 200 403 403 403 403
POST /desk/complaints/new              401 403 403 403 422 422 403 403 403 403
GET /desk/confirmations                303 403 403 403 200 200 200 200 200 200
POST /desk/confirmations               401 403 403 403 303 303 303 303 303 303
GET /desk/counter                      303 403 403 403 200 200 403 403 403 403
POST /desk/counter                     303 403 403 403 422 422 403 403 403 403
GET /desk/exits                        303 403 403 403 200 200 200 200 200 200
GET /desk/exits/:id                    303 403 403 403 200 200 200 200 200 404
GET /desk/facilities                   303 403 403 403 200 200 200 200 200 200
GET /desk/figures                      303 403 403 403 200 200 200 200 200 200
GET /desk/figures/:name                303 403 403 403 200 200 200 200 200 200
GET /desk/inspections                  303 403 403 403 200 200 200 200 200 200
GET /desk/inspections/:id              303 403 403 403 404 404 404 404 404 404
GET /desk/inspections/:id/sheet.pdf    303 403 403 403 404 404 404 404 404 404
GET /desk/inspections/avoid            303 403 403 403 403 403 403 403 200 403
GET /desk/inspections/exceptions       303 403 403 403 403 403 403 200 200 200
GET /desk/inspections/ledger           303 403 403 403 403 403 403 200 200 200
GET /desk/inspections/orders           303 403 403 403 200 200 200 200 200 200
GET /desk/inspections/orders/:id       303 403 403 403 404 404 404 404 404 404
GET /desk/inspections/orders/:id/notice.pdf 303 403 403 403 404 404 404 404 404 404
GET /desk/inspections/plans/:id        303 403 403 403 200 200 200 200 200 404
GET /desk/inspections/sheets           303 403 403 403 200 200 200 200 200 200
GET /desk/inspections/sheets/:id       303 403 403 403 200 200 200 200 200 404
GET /desk/imports                      303 403 403 403 200 200 200 403 403 403
GET /desk/imports/:id                  303 403 403 403 404 404 404 404 404 404
GET /desk/imports/:id/faults           303 403 403 403 404 404 404 404 404 404
GET /desk/imports/exports/:kind        303 403 403 403 200 200 403 403 403 403
GET /desk/imports/templates/:kind      303 403 403 403 200 200 403 403 403 403
GET /desk/items                        303 403 403 403 200 200 200 200 200 200
GET /desk/items/:id                    303 403 403 403 200 200 200 200 200 404
GET /desk/items/:id/form               303 403 403 403 200 200 200 200 200 404
POST /desk/items/:id/form              401 403 403 403 403 403 200 403 403 403
GET /desk/items/:id/history            303 403 403 403 200 200 200 200 200 404
GET /desk/journal                      303 403 403 403 403 403 403 200 200 200
GET /desk/liaison                      303 403 403 403 200 200 403 200 200 200
GET /desk/looks                        303 403 403 403 403 403 403 200 200 200
GET /desk/mandates/:id                 303 403 403 403 200 200 404 200 200 404
GET /desk/notices                      303 403 403 403 200 200 200 200 200 200
GET /desk/notices/:id                  303 403 403 403 200 200 200 200 200 404
GET /desk/notifications                303 403 403 403 200 200 200 200 200 200
POST /desk/notifications               401 403 403 403 303 303 303 303 303 303
GET /desk/operator                     303 403 403 403 200 200 200 200 200 200
GET /desk/operator/contracts/:id       303 403 403 403 200 200 200 200 200 404
GET /desk/operator/disclosures         303 403 403 403 200 200 200 200 200 200
GET /desk/operator/disclosures/:id     303 403 403 403 200 200 200 200 200 404
GET /desk/operator/funds               303 403 403 403 200 200 200 200 200 200
GET /desk/operator/objections/:id      303 403 403 403 404 404 404 404 200 404
GET /desk/outbox                       303 403 403 403 403 403 403 200 200 200
GET /desk/parties                      303 403 403 403 200 200 403 200 200 200
GET /desk/parties/:id                  303 403 403 403 200 200 404 200 200 404
GET /desk/parties/:id/id-number        303 403 403 403 403 403 403 200 403 404
POST /desk/parties/:id/id-number       401 403 403 403 403 403 404 409 403 404
GET /desk/providers                    303 403 403 403 200 200 200 200 200 200
GET /desk/providers/:id                303 403 403 403 200 200 200 200 200 404
GET /desk/ratings                      303 403 403 403 200 200 200 200 200 200
GET /desk/regulations                  303 403 403 403 200 200 200 200 200 200
GET /desk/regulations/:id              303 403 403 403 200 200 200 200 200 404
GET /desk/regulations/:id/wall.pdf     303 403 403 403 200 200 200 200 200 404
POST /desk/regulations/standard        401 403 403 403 403 403 303 303 403 303
GET /desk/roster                       303 403 403 403 200 200 200 200 200 200
POST /desk/roster/copy                 401 403 403 403 403 403 403 303 403 303
GET /desk/search                       303 403 403 403 200 200 200 200 200 200
GET /desk/settings                     303 403 403 403 200 200 200 200 200 200
GET /desk/stations                     303 403 403 403 200 200 200 200 200 200
GET /desk/stations/:id                 303 403 403 403 200 200 200 200 200 404
GET /desk/stations/checks              303 403 403 403 200 200 200 200 200 200
GET /desk/stations/checks/:id          303 403 403 403 200 200 200 200 200 404
GET /desk/stations/checks/:id/sheet.pdf 303 403 403 403 200 200 200 200 200 404
GET /desk/stations/entries/:id         303 403 403 403 404 404 404 404 404 404
GET /desk/stations/errands/:id         303 403 403 403 403 403 403 404 404 404
GET /desk/stations/figures             303 403 403 403 200 200 200 200 200 200
GET /desk/stations/rectifications/:id  303 403 403 403 200 200 200 200 200 404
GET /desk/supervision                  303 403 403 403 200 200 200 200 200 200
GET /desk/team                         303 403 403 403 200 200 200 200 200 200
GET /desk/team/chart                   303 403 403 403 200 200 200 200 200 200
GET /desk/team/chart.pdf               303 403 403 403 200 200 200 200 200 200
GET /desk/team/duties.pdf              303 403 403 403 200 200 200 200 200 200
GET /desk/team/posts/:id               303 403 403 403 200 200 200 200 200 404
GET /desk/team/staff/:id               303 403 403 403 200 200 200 200 200 404
GET /directory.docx                    200 200 200 200 200 200 200 200 200 200
GET /directory.pdf                     200 200 200 200 200 200 200 200 200 200
GET /directory/changes                 200 200 200 200 200 200 200 200 200 200
GET /directory/changes.atom            200 200 200 200 200 200 200 200 200 200
GET /directory/changes.json            200 200 200 200 200 200 200 200 200 200
GET /directory/changes.rss             200 200 200 200 200 200 200 200 200 200
GET /directory.jsonld                  200 200 200 200 200 200 200 200 200 200
POST /draft/:flow/:action/:id?         401 422 422 422 422 422 422 422 422 422
GET /facilities                        200 200 200 200 200 200 200 200 200 200
GET /facilities/:kind                  404 404 404 404 404 404 404 404 404 404
GET /files/:id                         404 404 404 404 404 404 404 404 404 404
GET /files/:id/preview                 404 404 404 404 404 404 404 404 404 404
GET /go/:flow/:id                      303 303 404 404 303 303 404 303 303 404
GET /healthz                           200 200 200 200 200 200 200 200 200 200
GET /hsds                              200 200 200 200 200 200 200 200 200 200
GET /hsds/openapi.json                 200 200 200 200 200 200 200 200 200 200
GET /hsds/organizations                200 200 200 200 200 200 200 200 200 200
GET /hsds/organizations/:id            200 200 200 200 200 200 200 200 200 404
GET /hsds/service_at_locations         200 200 200 200 200 200 200 200 200 200
GET /hsds/service_at_locations/:id     404 404 404 404 404 404 404 404 404 404
GET /hsds/services                     200 200 200 200 200 200 200 200 200 200
GET /hsds/services/:id                 200 200 200 200 200 200 200 200 200 404
GET /hsds/taxonomies                   200 200 200 200 200 200 200 200 200 200
GET /hsds/taxonomies/:id               404 404 404 404 404 404 404 404 404 404
GET /hsds/taxonomy_terms               200 200 200 200 200 200 200 200 200 200
GET /hsds/taxonomy_terms/:id           404 404 404 404 404 404 404 404 404 404
GET /icon.svg                          200 200 200 200 200 200 200 200 200 200
GET /imprint                           200 200 200 200 200 200 200 200 200 200
GET /inspections                       200 200 200 200 200 200 200 200 200 200
GET /inspections/:id                   200 200 200 200 200 200 200 200 200 404
GET /inspections/:id/check             404 404 404 404 404 404 404 404 404 404
GET /inspections/:id/draw.txt          404 404 404 404 404 404 404 404 404 404
GET /items                             200 200 200 200 200 200 200 200 200 200
GET /items/:id                         200 200 200 200 200 200 200 200 200 404
GET /items/:id/apply                   303 303 303 303 303 303 303 303 303 303
GET /items/:id/history                 200 200 200 200 200 200 200 200 200 404
GET /items/:file{.+\\.jsonld}          200 200 200 200 200 200 200 200 200 404
GET /metrics                           403 403 403 403 403 403 403 403 403 403
GET /my                                303 200 200 200 303 303 303 303 303 303
GET /my/admissions                     303 200 200 200 200 200 200 200 200 200
GET /my/admissions/:id                 303 200 404 404 404 404 404 404 404 404
GET /my/bookings                       303 200 200 200 200 200 200 200 200 200
GET /my/bookings/:id                   303 200 404 404 200 200 200 200 200 404
GET /my/cases                          303 200 200 200 200 200 200 200 200 200
GET /my/cases/:id                      303 200 404 404 200 200 404 200 200 404
GET /my/cases/:id/rate                 303 200 404 404 404 404 404 404 404 404
GET /my/cases/:id/receipt              303 200 404 404 200 200 404 200 404 404
GET /my/cases/:id/receipt.pdf          303 200 404 404 200 200 404 200 404 404
GET /my/complaints                     303 200 200 200 200 200 200 200 200 200
GET /my/complaints/:id                 303 200 404 404 404 404 404 404 404 404
GET /my/complaints/:id/answer.pdf      303 404 404 404 404 404 404 404 404 404
GET /my/inspections                    303 200 200 200 200 200 200 200 200 200
GET /my/inspections/:id                303 404 404 404 404 404 404 404 404 404
GET /my/exits/:id                      303 404 404 200 404 404 404 404 404 404
GET /my/notifications                  303 200 200 200 200 200 200 200 200 200
POST /my/notifications                 401 303 303 303 303 303 303 303 303 303
GET /my/providers/:id                  303 404 404 200 404 404 404 404 404 404
GET /my/quotes                         303 200 200 200 200 200 200 200 200 200
GET /my/quotes/:id                     303 404 404 200 200 200 404 200 200 404
GET /my/statements/:id                 303 404 404 200 404 404 404 404 404 404
GET /my/station                        303 200 200 200 200 200 200 200 200 200
GET /my/station/entries/:id            303 404 404 404 404 404 404 404 404 404
GET /my/station/errands/:id            303 404 404 404 404 404 404 404 404 404
POST /my/station/errands/:id/code      401 404 404 404 404 404 404 404 404 404
GET /my/rectifications/:id             303 404 404 404 404 404 404 404 404 404
GET /my/rectifications/:id/notice.pdf  303 404 404 404 404 404 404 404 404 404
GET /notices                           200 200 200 200 200 200 200 200 200 200
GET /notices/:id                       200 200 200 200 200 200 200 200 200 404
GET /open-data                         200 200 200 200 200 200 200 200 200 200
GET /operator                          200 200 200 200 200 200 200 200 200 200
GET /privacy                           200 200 200 200 200 200 200 200 200 200
GET /progress                          200 200 200 200 200 200 200 200 200 200
POST /progress                         422 422 422 422 422 422 422 422 422 422
GET /providers                         200 200 200 200 200 200 200 200 200 200
GET /providers/:id                     200 200 200 200 200 200 200 200 200 404
GET /r/:token                          200 200 200 200 200 200 200 200 200 404
GET /readyz                            200 200 200 200 200 200 200 200 200 200
GET /regulations                       200 200 200 200 200 200 200 200 200 200
GET /regulations/:id                   200 200 200 200 200 200 200 200 200 404
GET /robots.txt                        200 200 200 200 200 200 200 200 200 200
POST /senior                           303 303 303 303 303 303 303 303 303 303
GET /sitemap.xml                       200 200 200 200 200 200 200 200 200 200
GET /setup                             404 404 404 404 404 404 404 404 404 404
GET /sign-in                           200 200 200 200 200 200 200 200 200 200
GET /sign-in/code                      303 200 200 200 303 303 303 303 303 303
GET /sign-in/staff                     200 200 200 200 200 200 200 200 200 200
GET /stations                          200 200 200 200 200 200 200 200 200 200
GET /stations/:id                      200 200 200 200 200 200 200 200 200 404
`

let app: TestApp
let world: World
const visitors: Visitor[] = []
let ids: Ids

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  ids = await someRecords(app, world)
  visitors.push(
    world.stranger(),
    await world.citizen('13800000081'),
    await world.citizen('13800000082', '丁小军'),
    await world.citizen(providers[0]?.phone as string),
    await world.worker('陈静'),
    await world.worker('王敏'),
    await world.worker('刘芳'),
    await world.worker('李卫东'),
    await world.worker('周健'),
    await elsewhere.worker('李卫东'),
  )
})

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
        ? visitor.get(concrete(route, ids))
        : route.includes('/api/')
          ? visitor.call('POST', concrete(route, ids), {})
          : visitor.post(concrete(route, ids), {}))
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
