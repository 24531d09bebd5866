import { beforeAll, describe, expect, test } from 'vitest'
import { concrete, type Ids } from './addresses.ts'
import { type Answer, type TestApp, testApp, type Visitor } from './app.ts'
import { someRecords } from './records.ts'
import { newCentre, type World } from './world.ts'

/** Somebody tries to break it: whatever is sent is answered as the sender's mistake, and nothing comes back as a script. */
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

const script = '<script>alert("怀宁")</script>'
const values = {
  script: encodeURIComponent(script),
  attribute: encodeURIComponent('" autofocus onfocus="alert(1)'),
  nul: 'a%00b',
  'broken escape': '%E0%A4%A',
  'lone percent': '100%',
  surrogate: '%ED%A0%80',
  'right to left': encodeURIComponent('\u202e\u0000怀宁'.replace('\0', '')),
  sql: encodeURIComponent("' or 1=1; drop table party; --"),
  like: encodeURIComponent('%%%___\\'),
  long: 'x'.repeat(8_000),
  'huge number': '9'.repeat(400),
  negative: '-1',
  fraction: '1.5e308',
  'no number': 'NaN',
  'unknown enum': 'constructor',
  prototype: '__proto__',
  uuid: '00000000-0000-0000-0000-000000000000',
  path: encodeURIComponent('../../../../etc/passwd'),
  elsewhere: encodeURIComponent('//evil.example/'),
  empty: '',
}
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

/** What is wrong with an answer, or null. */
function fault(what: string, { status, text, headers }: Answer): string | null {
  const type = headers.get('content-type') ?? ''
  if (status >= 500) return `${what}: ${status}`
  if (type.includes('html') && /<script>alert|" autofocus onfocus="/.test(text)) return `${what}: raw script`
  if (/\b(at \w+ \(|node_modules|select .* from |syntax error|invalid input syntax)/.test(text))
    return `${what}: tells of its inside`
  return null
}

/** Asks each address as everybody, or as whoever is named for it. */
async function faultsOf(
  paths: string[],
  askers: (path: string) => Visitor[] = () => visitors,
): Promise<string[]> {
  const found: string[] = []
  for (const path of paths)
    for (const visitor of askers(path)) {
      const wrong = fault(`GET ${path.slice(0, 120)}`, await visitor.get(path))
      if (wrong) found.push(wrong)
    }
  return found
}

const gets = () => [
  ...app.routes.filter(route => route.startsWith('GET ')).map(route => concrete(route, ids)),
  '/act/mandate/request',
]

/** Every address with many a value is many requests: no limit of patience, only one that ends. */
const walk = 300_000

describe('addresses', () => {
  test(
    'whatever one parameter holds, no page breaks',
    async () => {
      let turn = 0
      const all = Object.values(values)
      const paths = gets().flatMap(path => names.map(name => `${path}?${name}=${all[turn++ % all.length]}`))
      const oneOf = (path: string) =>
        path.startsWith('/desk') ? [visitors[1 + (turn++ % 2)]] : [visitors[turn++ % 3]]
      expect(await faultsOf(paths, path => oneOf(path) as Visitor[])).toEqual([])
    },
    walk,
  )

  test.each(Object.entries(values))('%s in every parameter at once', async (_name, value) => {
    const query = names.map(name => `${name}=${value.slice(0, 300)}`).join('&')
    expect(await faultsOf(gets().map(path => `${path}?${query}`))).toEqual([])
  })

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
      expect(await faultsOf(gets().flatMap(path => odd.map(query => `${path}?${query}`)))).toEqual([])
    },
    walk,
  )

  test(
    'whatever stands in the place of an id is not found',
    async () => {
      const odd = Object.values(values).filter(value => value !== '')
      const routes = app.routes.filter(route => /^GET .*:/.test(route)).map(route => route.slice(4))
      const found: string[] = []
      for (const path of routes.flatMap(route => odd.map(value => route.replaceAll(/:\w+\??/g, value)))) {
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

/** Fields of many forms, each with something that would do, if it were not for the text. */
const filled = (text: string) => ({
  ...Object.fromEntries(
    ['name', 'title', 'body', 'reason', 'note', 'summary', 'address', 'result', 'answer'].map(name => [
      name,
      text,
    ]),
  ),
  kind: 'person',
  contact_name: text.slice(0, 20),
  contact_phone: '13800000099',
  duties: ['case.read'],
  rank: 1,
})
const nul = '五个字以上\0五个字以上'
const half = '五个字以上\ud800五个字以上'
const json = (body: string) => ({ type: 'application/json', body })
const form = (fields: Array<[string, string]>) => ({
  type: 'application/x-www-form-urlencoded',
  body: String(new URLSearchParams(fields)),
})
const many = (value: string): Array<[string, string]> => [
  ...Object.entries(filled(value)).map(([name, one]): [string, string] => [name, String(one)]),
  ...['number', 'phone', 'code', 'token', 'username', 'password', 'item_id', '_key', '_back'].map(
    (name): [string, string] => [name, value],
  ),
]
const bodies: Record<string, { type: string; body: string }> = {
  nothing: json(''),
  'broken JSON': json('{"a":'),
  'a JSON list': json('[1,2,3]'),
  'a JSON text': json('"怀宁"'),
  'deep JSON': json(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
  'prototype keys': json(
    '{"__proto__":{"duties":["team.manage"]},"constructor":{"prototype":{"state":"closed"}},"answers":{"__proto__":1}}',
  ),
  'NUL in JSON': json(JSON.stringify({ ...filled(nul), answers: { question: nul, [nul]: 1 } })),
  'half a character in JSON': json(JSON.stringify({ ...filled(half), answers: { question: half } })),
  'script in JSON': json(JSON.stringify(filled(script))),
  'wrong types': json(
    '{"item_id":{},"party_id":[],"answers":7,"name":{},"reason":true,"days":"x","price_fen":1e400,"files":"x","duties":{"a":1},"rank":1e99}',
  ),
  'text as a form': { type: 'text/plain', body: 'reason=怀宁' },
  'no multipart': { type: 'multipart/form-data', body: 'a=b' },
  'broken multipart': {
    type: 'multipart/form-data; boundary=x',
    body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
  },
  XML: {
    type: 'application/xml',
    body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  },
  'NUL in a form': form(many(nul)),
  'NUL in a name': form([['a\0', '1']]),
  'script in a form': form(many(script)),
  'prototype keys in a form': form([
    ...many('五个字以上五个字以上'),
    ['__proto__.a', '1'],
    ['constructor.prototype', '2'],
    ['answers.__proto__', '3'],
    ['__proto__', '4'],
    ['a.b.c.d', '5'],
  ]),
  'a huge field': form([
    ['reason', '怀'.repeat(30_000)],
    ['name', 'x'.repeat(100_000)],
    ['body', '<'.repeat(50_000)],
  ]),
  'many fields': form(Array.from({ length: 5_000 }, (_, i) => [`f${i}`, '1'])),
}
/** Signing out ends the visit. */
const posts = () => [
  ...app.routes
    .filter(route => route.startsWith('POST ') && !/sign-out|erase|end-all/.test(route))
    .map(route => concrete(route, ids)),
  ...['party/register', 'notice/write', 'post/create', 'service_item/create'].flatMap(action => [
    `/act/${action}`,
    `/api/v1/${action}`,
  ]),
  `/act/service_case/write/${ids.case}`,
  `/api/v1/service_case/${ids.case}/write`,
]

describe('bodies', () => {
  test.each(Object.entries(bodies))('%s', async (name, { type, body }) => {
    const found: string[] = []
    for (const path of posts())
      for (const visitor of visitors) {
        const answer = await visitor.request(path, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        })
        const wrong = fault(`POST ${path} with ${name}`, answer)
        if (wrong) found.push(wrong)
      }
    expect(found).toEqual([])
    for (const staff of visitors.slice(1))
      expect((await staff.get('/desk')).status, 'still signed in').toBe(200)
  })

  test('a script that somebody gave as a name is shown as text wherever the name stands', async () => {
    const pages = await Promise.all(
      ['/desk/parties', '/desk/search?q=alert', '/desk/counter?phone=0099', '/desk/journal?flow=party'].map(
        async path => (await (visitors[path.includes('journal') ? 1 : 2] as Visitor).get(path)).text,
      ),
    )
    expect(pages.join('\n')).toContain('&lt;script&gt;alert(')
    for (const page of pages) expect(page).not.toContain('<script>alert(')
  })

  test('the prototype of nothing was changed', () => {
    expect(Object.keys(Object.getPrototypeOf({}))).toEqual([])
    expect(({} as Record<string, unknown>).duties).toBeUndefined()
  })
})

describe('requests of other sites', () => {
  test.each(['https://evil.example', 'null', 'nonsense', `http://evil.example@x`])(
    'origin %s is refused',
    async origin => {
      for (const path of posts()) {
        const answer = await (visitors[1] as Visitor).request(path, {
          method: 'POST',
          headers: { origin },
          body: '',
        })
        expect(answer.status, path).toBe(403)
        expect(answer.text).toMatch(/其他网站/)
      }
    },
  )

  test('a browser that says "cross-site" without an origin is refused; a program that says nothing is not', async () => {
    const send = (headers: Record<string, string>) =>
      world.stranger().request('/senior', { method: 'POST', headers: { origin: '', ...headers } })
    expect((await send({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await send({ 'sec-fetch-site': 'same-site' })).status, 'nor a neighbour of the same domain').toBe(
      403,
    )
    expect((await send({ 'sec-fetch-site': 'same-origin' })).status).toBe(303)
    expect((await send({})).status).toBe(303)
  })
})
