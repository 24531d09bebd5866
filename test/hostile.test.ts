import { beforeAll, describe, expect, test } from 'vitest'
import { concrete, type Ids } from './addresses.ts'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { fault, script } from './hostility.ts'
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
