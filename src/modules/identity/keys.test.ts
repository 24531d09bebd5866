import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { everyRow } from '../../../test/rows.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** Keys for machines: a machine acts as its holder, within what the holder chose, as long as the holder may. */
let app: TestApp
let world: World
let director: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  director = await world.worker('李卫东')
})

const wish = {
  name: '县政务数据平台',
  reads: ['service_case', 'service_item'],
  acts: ['notice'],
  expires_on: '2026-12-31',
}

/** Asks for a key as its holder does in the browser; returns the secret, which is on this one page. */
async function newKey(wanted: Partial<typeof wish> = {}, holder = director): Promise<string> {
  const made = await holder.submit('/account/keys/new', { ...wish, ...wanted })
  expect(made.status, made.page.textContent).toBe(200)
  expect(made.text).toContain('密钥只显示这一次')
  expect(made.headers.get('cache-control')).toBe('no-store')
  return made.page.querySelector('pre.code')?.textContent ?? ''
}

/** A machine: no cookies, only the key. */
const machine = (token: string, host = world.host) => ({
  get: (path: string) => app.visitor(host).call('GET', path, undefined, { authorization: `Bearer ${token}` }),
  post: (path: string, body: unknown) =>
    app.visitor(host).call('POST', path, body, { authorization: `Bearer ${token}` }),
})

/** RFC 9457, in Chinese. */
function expectProblem(answer: Answer, status: number, words: string): void {
  expect(answer.status, answer.text).toBe(status)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  const problem = answer.json<{
    type: string
    title: string
    status: number
    detail: string
    instance: string
  }>()
  expect(problem).toMatchObject({ type: 'about:blank', status })
  expect(problem.instance).toMatch(/^\/api\//)
  expect(problem.detail).toContain(words)
}

describe('a key', () => {
  let token: string

  test('is shown once; afterwards only that it exists, and what for', async () => {
    token = await newKey()
    expect(token).toMatch(/^xyk_[\w-]{43}$/)
    const list = await director.get('/account/keys')
    for (const words of [
      '县政务数据平台',
      '可以读取：办件、服务项目',
      '可以办理：公告',
      '2026-12-31',
      '有效',
    ])
      expect(list.text).toContain(words)
    for (const path of [
      '/account/keys',
      '/account',
      '/account/data.json',
      '/desk/journal',
      '/api/v1/api_key',
    ])
      expect((await director.get(path)).text, path).not.toContain(token)
  })

  test('stands nowhere in the database but as a hash', async () => {
    const rows = await everyRow(app)
    expect(rows.get('api_key')).toContain('县政务数据平台')
    for (const [table, text] of rows) {
      expect(text, table).not.toContain(token)
      expect(text, table).not.toContain(token.slice(4))
    }
  })

  test('opens the interface, in its holder’s name', async () => {
    const read = await machine(token).get('/api/v1/service_item')
    expect(read.status).toBe(200)
    expect(read.json<{ contents: unknown[] }>().contents.length).toBeGreaterThan(0)
    const [known] = read.json<{ contents: Array<{ id: string }> }>().contents
    expect((await machine(token).get(`/api/v1/service_item/${known?.id}`)).status).toBe(200)
  })

  test('opens nothing else: no page, no account', async () => {
    const header = { headers: { authorization: `Bearer ${token}` } }
    for (const path of ['/desk', '/account', '/account/keys', '/account/data.json'])
      expect((await app.visitor(world.host).request(path, header)).location, path).toContain('/sign-in')
    const posted = await app.visitor(world.host).request('/account/keys/new', { method: 'POST', ...header })
    expect(posted.status).toBe(401)
  })

  test('reads and does what was chosen, reading and doing apart', async () => {
    expectProblem(await machine(token).get('/api/v1/party'), 403, '这把接口密钥不能读取「服务对象」')
    expectProblem(await machine(token).get('/api/v1/notice'), 403, '不能读取「公告」')
    const id = world.items.get('ZX-001')
    expectProblem(await machine(token).get(`/api/v1/party/${id}`), 403, '不能读取「服务对象」')
    const withdrawn = await machine(token).post(`/api/v1/service_item/${id}/withdraw`, {
      opinion: '试试能不能下架',
    })
    expectProblem(withdrawn, 403, '不能办理「服务项目」')
    expect((await machine(token).get(`/api/v1/service_item/${id}`)).json().state).toBe('published')
    const reader = await newKey({ acts: [] })
    expectProblem(await machine(reader).post('/api/v1/file', undefined), 403, '只能读取，不能上传文件')
  })

  test('never does more than its person may', async () => {
    const written = { title: '年货节报名通知', body: '请各合作社于 12 月 10 日前报名。', kind: 'notice' }
    expectProblem(await machine(token).post('/api/v1/notice/write', written), 403, '编写公告')
    const own = await director.call('POST', '/api/v1/notice/write', written)
    expect(own.status, 'nor may the person').toBe(403)
  })

  test('does what both allow, and the journal says by which key', async () => {
    const acting = await newKey({ name: '人事系统', acts: ['staff'], reads: [] })
    const id = world.staff.get('王敏')?.staffId
    const [post] = (await director.call('GET', '/api/v1/post')).json<{ contents: Array<{ id: string }> }>()
      .contents
    const edited = await machine(acting).post(`/api/v1/staff/${id}/edit`, { name: '王敏', posts: [post?.id] })
    expect(edited.status, edited.text).toBe(200)
    expect((await director.get(`/desk/team/staff/${id}`)).text).toContain(
      '李卫东（接口：人事系统） 修改了资料与岗位',
    )
    const wrong = await machine(acting).post(`/api/v1/staff/${id}/edit`, { name: '王', posts: [] })
    expectProblem(wrong, 422, '有几处需要修改')
    expect(wrong.json<{ errors: Record<string, string> }>().errors.posts).toBe('请至少选择一个岗位')
  })

  test('makes no further key', async () => {
    const acting = await newKey({ name: '密钥工厂', acts: ['api_key'], reads: [] })
    const more = await machine(acting).post('/api/v1/api_key/create', { ...wish, name: '第二把' })
    expectProblem(more, 409, '接口密钥不能用来新建密钥')
  })
})

describe('who may have one', () => {
  test('whose post carries the duty, nobody else', async () => {
    const counter = await world.worker('陈静')
    expect((await counter.get('/account/keys')).status).toBe(403)
    expect((await counter.get('/account/keys/new')).status).toBe(403)
    expect((await counter.post('/account/keys/new', wish)).status).toBe(403)
    expect((await counter.call('POST', '/api/v1/api_key/create', wish)).status).toBe(403)
    expect((await counter.get('/account')).text).not.toContain('/account/keys')
  })

  test('a wrong wish comes back with what was typed and a reason at the field', async () => {
    const refused = await director.submit('/account/keys/new', {
      ...wish,
      name: '县',
      expires_on: '2029-01-01',
    })
    expect(refused.status).toBe(422)
    expect(refused.page.querySelector('#f-name-error')?.textContent).toContain('至少填写 2 个字')
    expect(refused.page.querySelector('#f-expires_on-error')?.textContent).toContain(
      '有效期最晚到 2027-11-24',
    )
    expect(refused.page.querySelector('#f-name')?.getAttribute('value')).toBe('县')
    const past = await director.submit('/account/keys/new', { ...wish, expires_on: '2026-11-23' })
    expect(past.page.querySelector('#f-expires_on-error')?.textContent).toContain('有效期最晚到')
    expect(
      past.page.querySelectorAll('input[name=reads][checked]').map(box => box.getAttribute('value')),
    ).toEqual(expect.arrayContaining(wish.reads))
  })

  test('nobody sees or stops another’s', async () => {
    const [key] = (await director.call('GET', '/api/v1/api_key')).json<{ contents: Array<{ id: string }> }>()
      .contents
    const counter = await world.worker('陈静')
    expect((await counter.call('GET', `/api/v1/api_key/${key?.id}`)).status).toBe(404)
    expect((await counter.post(`/act/api_key/revoke/${key?.id}`)).status).toBe(404)
  })
})

describe('a key is refused', () => {
  const refused = '密钥无效，或已停用、过期'

  test('that nobody made', async () => {
    for (const token of ['xyk_0123456789012345678901234567890123456789012', 'abc', ''])
      expectProblem(await machine(token).get('/api/v1/service_item'), 401, refused)
    expectProblem(await app.visitor(world.host).call('GET', '/api/v1/service_item'), 401, '登录')
  })

  test('at another centre', async () => {
    const neighbour = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const token = await newKey()
    expect((await machine(token).get('/api/v1/service_item')).status).toBe(200)
    expectProblem(await machine(token, neighbour.host).get('/api/v1/service_item'), 401, refused)
  })

  test('once its holder has stopped it', async () => {
    const token = await newKey({ name: '要停用的' })
    const list = await director.get('/account/keys')
    const stop = list.page.querySelector(
      'form[action^="/act/api_key/revoke/"], a[href^="/act/api_key/revoke/"]',
    )
    const path = (stop?.getAttribute('action') ?? stop?.getAttribute('href') ?? '').split('?')[0] ?? ''
    expect((await director.post(path)).status).toBe(303)
    expectProblem(await machine(token).get('/api/v1/service_item'), 401, refused)
    expect((await director.get('/account/keys')).text).toContain('已停用')
  })

  test('the day after it ends', async () => {
    const token = await newKey({ name: '只用今天', expires_on: '2026-11-24' })
    expect((await machine(token).get('/api/v1/service_item')).status).toBe(200)
    app.clock.now = new Date('2026-11-24T23:59:00+08:00')
    expect((await machine(token).get('/api/v1/service_item')).status, 'the whole last day').toBe(200)
    app.clock.now = new Date('2026-11-25T00:01:00+08:00')
    expectProblem(await machine(token).get('/api/v1/service_item'), 401, refused)
    director = await world.worker('李卫东')
  })

  test('for what its holder may no longer do, and for everything once the holder has left', async () => {
    const token = await newKey({ name: '离岗后', reads: ['party'], acts: [] })
    const parties = () => machine(token).get('/api/v1/party')
    expect((await parties()).json<{ contents: unknown[] }>().contents.length).toBeGreaterThan(0)
    const posts = (await director.call('GET', '/api/v1/post')).json<{
      contents: Array<{ id: string; name: string }>
    }>()
    const plain = posts.contents.find(post => post.name === '宣传专员')?.id ?? ''
    const leader = posts.contents.find(post => post.name === '中心主任')?.id ?? ''
    const id = world.staff.get('李卫东')?.staffId
    const successor = world.staff.get('王敏')?.staffId
    await director.post(`/act/staff/edit/${successor}`, { name: '王敏', posts: leader })
    const wangmin = await world.worker('王敏')
    await wangmin.post(`/act/staff/edit/${id}`, { name: '李卫东', posts: plain })
    expect((await parties()).json<{ contents: unknown[] }>().contents).toEqual([])
    expect((await wangmin.post(`/act/staff/leave/${id}`, { reason: '另有任用' })).status).toBe(303)
    expectProblem(await parties(), 401, refused)
  })
})

test('the document of the interface names the key as a way in', async () => {
  const document = (await world.stranger().get('/api/openapi.json')).json<{
    components: { securitySchemes: Record<string, object> }
    security: object[]
  }>()
  expect(document.components.securitySchemes.key).toMatchObject({ type: 'http', scheme: 'bearer' })
  expect(document.security).toContainEqual({ key: [] })
})
