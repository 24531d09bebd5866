import { beforeAll, describe, expect, test } from 'vitest'
import { concrete, type Ids } from './addresses.ts'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { fault, values } from './hostility.ts'
import { someRecords } from './records.ts'
import { newCentre, type World } from './world.ts'

/** Whatever stands in an address is answered as the sender's mistake. */
let app: TestApp
let world: World
let ids: Ids
let visitors: Visitor[]

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  ids = await someRecords(app, world)
  visitors = [world.stranger(), await world.worker('李卫东'), await world.worker('王敏')]
})

/** Every name of a parameter that an address anywhere reads. */
const names = [
  'q',
  'page',
  'after',
  'sort',
  'state',
  'family',
  'audience',
  'price',
  'hide',
  'format',
  'tab',
  'phone',
  'party',
]
names.push('flow', 'kind', 'mine', 'limit', 'back', 'number', 'token', 'item_id', 'for', 'order', 'evidence')

/** One of them, always the same for the same address; at the desk only those who work there. Values spread over all. */
function asker(path: string): Visitor {
  const those = path.startsWith('/desk') ? visitors.slice(1) : visitors
  const mixed = [...path].reduce((sofar, letter) => (sofar * 31 + letter.charCodeAt(0)) % 9973, 7)
  return those[mixed % those.length] as Visitor
}

/** Asks each address as somebody. */
async function faultsOf(paths: string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    const wrong = fault(`GET ${path.slice(0, 120)}`, await asker(path).get(path))
    if (wrong) found.push(wrong)
  }
  return found
}

/** Parameters that a page's links and forms name, besides those of every list; a form is asked for with any of them. */
async function namesOn(path: string): Promise<readonly string[]> {
  if (path.startsWith('/act/')) return names
  const { text } = await (visitors[1] as Visitor).get(path)
  return names.filter(name => ofLists.has(name) || new RegExp(`name="${name}"|[?&;]${name}=`).test(text))
}
const ofLists = new Set(['q', 'page', 'after', 'sort', 'hide', 'format', 'back'])

const gets = () => [
  ...app.routes.filter(route => route.startsWith('GET ')).map(route => concrete(route, ids)),
  '/act/mandate/request',
]

/**
 * Some of these for each address, others for the next: one hand reads what stands in an address, so each value is tried at
 * a hundred addresses, and each address with several values, but not each with all.
 */
const share = <T>(all: readonly T[], nth: number, many: number): T[] =>
  Array.from({ length: many }, (_, n) => all[(nth * many + n) % all.length] as T)

/** Every address with several values is many requests: no limit of patience, only one that ends. */
const walk = 300_000

describe('addresses', () => {
  test(
    'whatever one parameter holds, no page breaks',
    async () => {
      let next = 0
      const all = Object.values(values)
      const paths: string[] = []
      for (const [nth, path] of gets().entries())
        for (const name of share(await namesOn(path), nth, 6))
          paths.push(`${path}?${name}=${all[next++ % all.length]}`)
      expect(await faultsOf(paths)).toEqual([])
    },
    walk,
  )

  test(
    'whatever every parameter holds at once',
    async () => {
      const all = Object.values(values).map(value =>
        names.map(name => `${name}=${value.slice(0, 300)}`).join('&'),
      )
      const paths = gets().flatMap((path, nth) => share(all, nth, 4).map(query => `${path}?${query}`))
      expect(await faultsOf(paths)).toEqual([])
    },
    walk,
  )

  test(
    'lists, repeated and nameless parameters are as harmless',
    async () => {
      const odd = [
        'q[]=a&q[]=b',
        'state=closed&state=open',
        'q=a&q=b&page=2&page=3',
        '&&&',
        '=',
        '?',
        '[]',
        '%00=1',
        'q',
      ]
      const paths = gets().flatMap((path, nth) => share(odd, nth, 2).map(query => `${path}?${query}`))
      expect(await faultsOf(paths)).toEqual([])
    },
    walk,
  )

  test(
    'whatever stands in the place of an id is not found',
    async () => {
      const odd = Object.values(values).filter(value => value !== '')
      const routes = app.routes.filter(route => /^GET .*:/.test(route)).map(route => route.slice(4))
      const paths = routes.flatMap((route, nth) =>
        share(odd, nth, 5).map(value => route.replaceAll(/:\w+\??/g, value)),
      )
      const found: string[] = []
      for (const path of paths) {
        const answer = await (visitors[2] as Visitor).get(path)
        const wrong = fault(`GET ${path}`, answer)
        if (wrong) found.push(wrong)
        // A link that opens nothing says so, kindly, to whoever has it.
        else if (answer.status === 200 && !path.startsWith('/r/')) found.push(`GET ${path}: 200`)
      }
      expect(found).toEqual([])
    },
    walk,
  )

  test('cookies that nobody gave are no reason to fail', async () => {
    for (const value of ['%E0%A4%A', 'x'.repeat(5_000), '%00', values.script, '__proto__', '1; senior=1']) {
      const visitor = world.stranger()
      for (const name of ['centre_session', 'senior', 'flash', 'parked', 'phone'])
        visitor.cookies.set(name, value)
      for (const path of ['/', '/sign-in', '/sign-in/code', '/my', '/r/x', '/act/service_case/submit'])
        expect(fault(`${path} with ${value.slice(0, 20)}`, await visitor.get(path))).toBeNull()
    }
  })
})
