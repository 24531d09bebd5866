import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import type { Opened } from '../src/kernel.ts'
import { anotherProcess } from './another.ts'
import { type Answer, type TestApp, testApp, Visitor } from './app.ts'
import { applyFor, does, startOf } from './deeds.ts'
import { type Line, openLine } from './line.ts'
import { newCentre, type World } from './world.ts'

/** The database goes away: people are told so in peace, nothing acknowledged is lost, and nobody restarts anything. */
let app: TestApp
let world: World
let citizen: Visitor
const onServer = Boolean(process.env.TEST_POSTGRES)
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

beforeAll(async () => {
  // What is logged here is what was done on purpose.
  process.env.TEST_LOG ??= 'silent'
  app = await testApp()
  world = await newCentre(app)
  citizen = await world.citizen('13800000321', '杨雪')
})

const formOf = (visitor: Visitor): Promise<Answer> =>
  visitor.get(`/act/service_case/submit?item_id=${world.items.get('ZX-001')}`)

/** The fields of a consultation, as that form sends them. */
const filled = (form: Answer, question: string): Record<string, string> => ({
  _key: startOf(form, '_key'),
  item_id: startOf(form, 'item_id'),
  party_id: startOf(form, 'party_id'),
  contact_name: '杨雪',
  contact_phone: '13800000321',
  'answers.question': question,
})

/** Asks until the platform is ready again. */
const ready = (visitor: Visitor): Promise<void> =>
  expect.poll(async () => (await visitor.get('/readyz')).status, { timeout: 20_000, interval: 100 }).toBe(200)

function isCalm(answer: Answer): void {
  expect(answer.status).toBe(503)
  expect(answer.page.querySelector('h1')?.textContent).toBe('系统暂时无法办理')
  expect(answer.text).toContain('数据库正在恢复，请一两分钟后刷新。')
  expect(answer.text, 'nothing of the machinery').not.toMatch(/ECONN|ENOENT|SQL|at \w+ \(|terminat/i)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
}

function isCalmProblem(answer: Answer): void {
  expect(answer.status).toBe(503)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({ status: 503, title: '系统暂时无法办理' })
}

/** Whatever is asked while there is no database. */
async function everyoneIsTold(visitor: Visitor, form: Answer): Promise<void> {
  isCalm(await visitor.get('/my'))
  isCalm(await visitor.get('/items?q=没有人问过'))
  isCalm(await visitor.post('/act/service_case/submit', filled(form, '正好断线的时候提交')))
  isCalmProblem(await visitor.call('GET', '/api/v1/service_case'))
  expect((await visitor.get('/readyz')).status).toBe(503)
  expect((await visitor.get('/healthz')).status, 'the process is well').toBe(200)
}

/** Everything came back: what was done before, and what is done now. */
async function allIsWell(visitor: Visitor, form: Answer): Promise<void> {
  const sent = await visitor.post('/act/service_case/submit', filled(form, '正好断线的时候提交'))
  expect(sent.status).toBe(303)
  const again = await visitor.post('/act/service_case/submit', filled(form, '正好断线的时候提交'))
  expect(again.location, 'sent once more it is the same case').toBe(sent.location)
  expect((await visitor.get(sent.location ?? '')).text).toContain('正好断线的时候提交')
}

/** A notice that only waits to be published. */
async function submittedNotice(title: string): Promise<string> {
  const writer = await world.worker('刘芳')
  const id = await does(writer, 'notice/write', { title, body: '请大家相互转告，谢谢配合。' })
  await does(writer, `notice/submit/${id}`)
  return id
}

/** Somebody applies, and is told so by whoever works. */
async function aLetterArrives(): Promise<void> {
  const id = await applyFor(citizen, world, 'ZX-001', { question: '短信还会到吗？' })
  const number = /\d{6}-\d{8}-\d{4}/.exec((await citizen.get(`/my/cases/${id}`)).text)?.[0] ?? ''
  await expect
    .poll(() => app.sent.sms.filter(one => one.body.includes(number)).length, { timeout: 20_000 })
    .toBe(1)
}

describe.runIf(!onServer)('the embedded database', () => {
  test('ends: until it is back everyone is told, then all goes on', async () => {
    const form = await formOf(citizen)
    await app.loseDatabase()
    await everyoneIsTold(citizen, form)
    await ready(citizen)
    await allIsWell(citizen, form)
  })

  test('ends while letters are carried: who works goes on by itself', async () => {
    app.kernel.work()
    await aLetterArrives()
    await app.loseDatabase()
    await ready(citizen)
    await aLetterArrives()
  })
})

describe.runIf(onServer)('a server', () => {
  let line: Line
  let kernel: Opened
  let visitor: Visitor
  beforeAll(async () => {
    line = await openLine(app.kernel.config.DATABASE_URL ?? '')
    const { sms } = app.kernel.outside
    kernel = await anotherProcess(app, { DATABASE_URL: line.url }, sms && { sms })
    const { request } = createApp(kernel)
    visitor = new Visitor(
      (path, init) => Promise.resolve(request(`http://${world.host}${path}`, init)),
      world.host,
    )
    for (const [name, value] of citizen.cookies) visitor.cookies.set(name, value)
  })
  afterAll(async () => {
    await kernel?.close()
    await line?.cut()
  })

  test('that cannot be reached: until it is back everyone is told, then all goes on', async () => {
    const form = await formOf(visitor)
    await line.cut()
    await everyoneIsTold(visitor, form)
    await line.mend()
    await ready(visitor)
    await allIsWell(visitor, form)
  })

  test('that was cut off before it was told to commit: nobody hears that it was done', async () => {
    const form = await formOf(visitor)
    line.cutsAt = 'commit'
    isCalm(await visitor.post('/act/service_case/submit', filled(form, '说好了却没有记下')))
    await line.mend()
    await ready(visitor)
    expect((await visitor.call('GET', '/api/v1/service_case')).text).not.toContain('说好了却没有记下')
    expect(await wholeCases()).toHaveProperty('size', 1)
  })

  test('that ends every connection is asked anew, and what another process changed meanwhile is seen', async () => {
    const director = await world.worker('李卫东')
    const id = await submittedNotice('断线以后的公告')
    await visitor.get('/notices')
    await app.loseDatabase()
    await ready(visitor)
    // Kept in memory before anybody listens again.
    await visitor.get('/notices')
    await expect.poll(async () => (await citizen.get('/my')).status).toBe(200)
    await does(director, `notice/publish/${id}`)
    await expect
      .poll(async () => (await visitor.get('/notices')).text, { timeout: 5_000 })
      .toContain('断线以后的公告')
  })

  test('changes that are announced after a lost connection are heard', async () => {
    const director = await world.worker('李卫东')
    const id = await submittedNotice('重新连上以后的公告')
    await app.loseDatabase()
    await ready(visitor)
    await expect.poll(async () => (await citizen.get('/my')).status).toBe(200)
    // Long enough to listen again.
    await new Promise(done => setTimeout(done, 2_500))
    await visitor.get('/notices')
    await does(director, `notice/publish/${id}`)
    await expect.poll(async () => (await visitor.get('/notices')).text).toContain('重新连上以后的公告')
  })

  test('that is away while letters are to be carried: who works goes on by itself', async () => {
    kernel.work()
    await aLetterArrives()
    await line.cut()
    // As long as it takes for some turns to come to nothing.
    await new Promise(resolve => setTimeout(resolve, 2_500))
    await line.mend()
    await aLetterArrives()
  })

  test('that ends the connection in the middle of an action: none of it was done', async () => {
    const id = await applyFor(citizen, world, 'ZX-001', { question: '受理到一半断线会怎样？' })
    const counter = await world.worker('陈静')
    const owner = new pg.Client(app.kernel.config.DATABASE_OWNER_URL)
    owner.on('error', () => {})
    await owner.connect()
    // The action has locked and changed the case, and waits to write down the next task.
    await owner.query('begin; lock table task in exclusive mode')
    const accepting = counter.post(`/act/service_case/accept/${id}`, { assignee_id: staffId('王敏') })
    await expect
      .poll(async () => {
        const waiting = "select 1 from pg_locks where not granted and relation = 'task'::regclass"
        return (await owner.query(waiting)).rows.length
      })
      .toBe(1)
    await app.loseDatabase()
    isCalm(await accepting)
    await ready(citizen)
    expect((await citizen.get(`/my/cases/${id}`)).page.querySelector('.page-head')?.textContent).toContain(
      '待受理',
    )
    expect((await counter.get(`/desk/cases/${id}`)).text).not.toContain('受理了')
    await does(counter, `service_case/accept/${id}`, { assignee_id: staffId('王敏') })
  })
})

describe('under load', () => {
  test('three times lost: every acknowledged case is there, whole, and every other is whole or not there', async () => {
    const acknowledged = new Set<string>()
    let interrupted = 0
    for (let round = 0; round < 3; round++) {
      let answered = 0
      const forms = await Promise.all(Array.from({ length: 20 }, () => formOf(citizen)))
      const sending = forms.map(async (form, n) => {
        await new Promise(resolve => setTimeout(resolve, n * 4))
        const answer = await citizen.post('/act/service_case/submit', filled(form, `第 ${round}-${n} 件`))
        answered++
        if (answer.status === 303) acknowledged.add(/[0-9a-f-]{36}/.exec(answer.location ?? '')?.[0] ?? '')
        else isCalm(answer)
      })
      const some = acknowledged.size + 3 + Math.floor(Math.random() * 6)
      await expect.poll(() => acknowledged.size, { timeout: 30_000, interval: 3 }).toBeGreaterThan(some)
      interrupted += sending.length - answered
      await app.loseDatabase()
      await Promise.all(sending)
      await ready(citizen)
    }
    expect(acknowledged.size, 'there was load').toBeGreaterThan(10)
    // Whether they are told to try again, or wait and are served, depends on the moment.
    expect(interrupted, 'in the middle of it').toBeGreaterThan(3)
    const cases = await wholeCases()
    expect([...acknowledged].filter(id => !cases.has(id))).toEqual([])
    expect([...cases].filter(([, whole]) => !whole)).toEqual([])
  })
})

/** Cases by id, and whether journal, task and letter are there with each. */
async function wholeCases(): Promise<Map<string, boolean>> {
  const rows = await app.kernel.database.read({ centre: world.id }, async db => {
    const cases = await db.selectFrom('service_case').select(['id', 'number']).execute()
    const entries = await db
      .selectFrom('journal')
      .select('record_id')
      .where('action', '=', 'submit')
      .execute()
    const tasks = await db.selectFrom('task').select('record_id').execute()
    const letters = await db.selectFrom('outbox').select('body').execute()
    return { cases, entries, tasks, letters }
  })
  const once = (list: ReadonlyArray<{ record_id: string }>, id: string) =>
    list.filter(one => one.record_id === id).length >= 1
  return new Map(
    rows.cases.map(({ id, number }) => [
      id,
      once(rows.entries, id) && once(rows.tasks, id) && rows.letters.some(one => one.body.includes(number)),
    ]),
  )
}
