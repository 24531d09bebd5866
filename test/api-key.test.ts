import { beforeAll, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from './app.ts'
import { type Contract, contractFrom, refused } from './contract.ts'
import { newCentre, type World } from './world.ts'

/** A key lets a machine do what its holder may, within the scopes chosen for it, and nothing else. */
let app: TestApp
let world: World
let contract: Contract
let director: Visitor
let machine: Visitor
let bearer: Record<string, string>
let id: string
let party: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  contract = await contractFrom(world.stranger())
  director = await world.worker('李卫东')
  machine = world.stranger()
  const citizen = await world.citizen('13800000211', '郝建国')
  const [me] = (await citizen.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>()
    .contents
  party = me?.id ?? ''
  const made = await citizen.call('POST', '/api/v1/service_case/submit', {
    item_id: world.items.get('ZX-001'),
    party_id: party,
    contact_name: '郝建国',
    contact_phone: '13800000211',
    answers: { question: '有没有物流补助？' },
  })
  id = String(made.json().id)
  const wangmin = await world.worker('王敏')
  await wangmin.post(`/act/service_case/accept/${id}`, {
    assignee_id: world.staff.get('王敏')?.staffId ?? '',
  })
})

const get = (path: string, headers = bearer): Promise<Answer> =>
  contract.call(machine, 'GET', `/api/v1/${path}`, undefined, headers)
const post = (path: string, body: unknown = {}): Promise<Answer> =>
  contract.call(machine, 'POST', `/api/v1/${path}`, body, bearer)

async function newKey(
  scopes: { reads: string[]; acts: string[] },
  expires_on = '2026-12-31',
): Promise<string> {
  const made = await director.post('/account/keys/new', { name: '县政务数据平台', ...scopes, expires_on })
  expect(made.status).toBe(200)
  return /xyk_[\w-]{20,}/.exec(made.text)?.[0] ?? ''
}

test('it is made by who holds the duty, shown once, and opens no page', async () => {
  const wangmin = await world.worker('王敏')
  expect((await wangmin.post('/account/keys/new', { name: '自用' })).status).toBe(403)
  const token = await newKey({ reads: ['service_case'], acts: ['service_case'] })
  bearer = { authorization: `Bearer ${token}` }
  expect((await get(`service_case/${id}`)).json()).toMatchObject({ id, state: 'accepted' })
  expect((await director.get('/account/keys')).text).not.toContain(token)
  expect(machine.cookies.size, 'no session').toBe(0)
  expect((await machine.request('/desk', { headers: bearer })).status, 'nor the workbench').toBe(303)
})

test('it reaches its scopes only, reading and acting apart', async () => {
  for (const path of ['party', `party/${party}`, 'staff', 'quote']) refused(await get(path), 403)
  refused(await post('post/create', { name: '新岗位', duties: ['case.read'] }), 403)
  const reader = await newKey({ reads: ['service_case'], acts: [] })
  const asReader = { authorization: `Bearer ${reader}` }
  expect((await get('service_case', asReader)).status).toBe(200)
  const path = `/api/v1/service_case/${id}/transfer`
  refused(await contract.call(machine, 'POST', path, {}, asReader), 403)
  refused(await contract.call(machine, 'POST', '/api/v1/file', undefined, asReader), 403)
})

test('it acts as its holder, by the same rules, and the timeline says so', async () => {
  const transfer = { assignee_id: world.staff.get('王敏')?.staffId, reason: '按平台分派规则转办' }
  expect((await post(`service_case/${id}/transfer`, transfer)).json()).toMatchObject({ state: 'accepted' })
  refused(await post(`service_case/${id}/withdraw`, { reason: '替申请人撤回' }), 403)
  const page = await director.get(`/desk/cases/${id}`)
  expect(page.text).toContain('李卫东（接口：县政务数据平台） 转办')
})

test('at another centre it is a stranger’s', async () => {
  const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  const answer = await elsewhere.stranger().call('GET', '/api/v1/service_case', undefined, bearer)
  refused(answer, 401)
})

test('revoked, expired or wrong it is a stranger’s', async () => {
  const wrong = { authorization: `Bearer xyk_${'a'.repeat(43)}` }
  refused(await get('service_case', wrong), 401)
  const short = {
    authorization: `Bearer ${await newKey({ reads: ['service_case'], acts: [] }, '2026-11-25')}`,
  }
  expect((await get('service_case', short)).status).toBe(200)
  app.clock.addDays(2)
  refused(await get('service_case', short), 401)
  app.clock.addDays(-2)
  const keys = await contract.call(director, 'GET', '/api/v1/api_key')
  for (const key of keys.json<{ contents: Array<{ id: string }> }>().contents)
    expect((await director.post(`/act/api_key/revoke/${key.id}`)).status).toBe(303)
  refused(await get('service_case'), 401)
})
