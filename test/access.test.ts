import { readFileSync } from 'node:fs'
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
const table = readFileSync(new URL('access.txt', import.meta.url), 'utf8')

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
  // Some four thousand requests: a busy machine takes its time.
}, 240_000)

test('the stranger is one, and each of the others is somebody', () => {
  expect(visitors).toHaveLength(cast.length)
  expect(visitors[0]?.cookies.has('centre_session')).toBe(false)
  for (const visitor of visitors.slice(1)) expect(visitor.cookies.has('centre_session')).toBe(true)
})
