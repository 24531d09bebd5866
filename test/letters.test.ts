import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { robot } from '#platform/channels/robot'
import type { Opened } from '../src/kernel.ts'
import { carryAll, runJob } from '../src/worker.ts'
import { anotherProcess } from './another.ts'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { applyFor, does, startOf } from './deeds.ts'
import { type Gateway, openGateway, openMailbox } from './receivers.ts'
import { newCentre, type World } from './world.ts'

/** What leaves the house (decision 0008), carried by a process of its own to real servers of mail, SMS and group. */
let app: TestApp
let world: World
let mailbox: Awaited<ReturnType<typeof openMailbox>>
let sms: Gateway
let group: Gateway
let carrier: Opened
let director: Visitor
const robotUrl = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0f1e2d3c'
const email = 'chenjing@huaining.example'
const called: string[] = []

beforeAll(async () => {
  app = await testApp()
  ;[mailbox, sms, group] = await Promise.all([openMailbox(), openGateway(), openGateway()])
  carrier = await open()
  world = await newCentre(app)
  director = await world.worker('李卫东')
  await setMail('陈静', email)
  await app.runJobs()
})
afterAll(async () => {
  await carrier?.close()
  for (const server of [mailbox, sms, group]) server?.close()
})
beforeEach(() => {
  for (const { received } of [mailbox, sms, group]) received.length = 0
  sms.answers = 200
})

const channels = () => ({
  ...{ SMTP_URL: mailbox.url, MAIL_FROM: 'centre@huaining.example' },
  ...{ SMS_URL: `${sms.url}/sms`, SMS_TOKEN: 'token-of-tests' },
})
const open = (env: Record<string, string> = channels()): Promise<Opened> =>
  anotherProcess(app, env, {
    // The two known houses cannot be reached from a test: the group listens here instead.
    robot: (url, text) => {
      called.push(url)
      return robot(`${group.url}/robot`, text)
    },
  })

/** The director writes down somebody's address. */
async function setMail(name: string, address: string): Promise<void> {
  const path = `/act/staff/edit/${world.staff.get(name)?.staffId}`
  const shown = await director.get(path)
  const posts = shown.page
    .querySelectorAll('input[name=posts][checked]')
    .map(input => input.getAttribute('value') ?? '')
  const phone = startOf(shown, 'phone')
  await does(director, path.slice(5), { name, phone, email: address, full_time: 'true', posts })
}

const asks = (citizen: Visitor, question = '家庭农场能不能申请物流补助？') =>
  applyFor(citizen, world, 'ZX-001', { question })

const later = (seconds: number): void => {
  app.clock.now = new Date(app.clock.now.getTime() + seconds * 1_000)
}

/** The lines of the outbox page, newest first. */
const outbox = async (): Promise<string[]> =>
  (await (await world.worker('李卫东')).get('/desk/outbox')).page
    .querySelectorAll('tbody tr')
    .map(row => row.textContent.replaceAll(/\s+/g, ' '))

describe('a new case', () => {
  test('reaches the citizen as a filed text with its variables', async () => {
    const yangxue = await world.citizen('13800000301', '杨雪')
    const id = await asks(yangxue)
    const own = (await yangxue.get(`/my/cases/${id}`)).text
    const number = /\d{6}-\d{8}-\d{4}/.exec(own)?.[0] ?? ''
    const code = /<b class="number">(\w{6})<\/b>/.exec(own)?.[1] ?? ''
    expect(sms.received, 'nothing leaves from inside the action').toEqual([])
    expect((await outbox())[0]).toContain('待发送')
    expect((await yangxue.get('/my/notifications')).text).not.toContain(code)
    await carryAll(carrier)
    const text = `您申请的「电商政策咨询」已提交，编号 ${number}，查询码 ${code}。中心将在 1 个工作日内受理。`
    const variables = { item: '电商政策咨询', number, code, days: '1' }
    expect(sms.received).toEqual([
      {
        path: '/sms',
        authorization: 'Bearer token-of-tests',
        body: { phone: '13800000301', template: 'case.submitted', variables, text },
      },
    ])
  })

  test('reaches whoever has that duty as mail; the outbox shows what went, and nobody’s whole address', async () => {
    await asks(await world.citizen('13800000301'))
    await carryAll(carrier)
    expect(mailbox.received).toHaveLength(1)
    expect(mailbox.received[0]).toMatchObject({ from: 'centre@huaining.example', to: [email] })
    expect(mailbox.received[0]?.subject).toMatch(/^【怀宁县电子商务公共服务中心】有新的申请/)
    expect(mailbox.received[0]?.text).toMatch(/^有新的申请：「电商政策咨询」（\d{6}-\d{8}-\d{4}），请受理。$/)
    expect(await carryAll(carrier), 'nothing is left').toBe(0)
    const lines = (await outbox()).slice(0, 2).join('\n')
    expect(lines).toMatch(/短信138\*{4}0301已发送/)
    expect(lines).toMatch(/邮件c\*{3}@huaining\.example已发送/)
  })

  test('is heard by the group, once it has a robot: what a duty is told, and not what a citizen is', async () => {
    expect(group.received).toEqual([])
    await does(director, 'setting_change/make', { code: 'notify.robot', value: robotUrl })
    // On the embedded database, which has one process in life, another hears of it some seconds later.
    carrier.database.changed(world.id)
    await asks(await world.citizen('13800000301'))
    await carryAll(carrier)
    expect(called).toEqual([robotUrl])
    expect(group.received.map(one => one.body)).toEqual([
      { msgtype: 'text', text: { content: expect.stringMatching(/^【怀宁县.*】有新的申请：.*请受理。$/) } },
    ])
    expect((await outbox()).slice(0, 3).join('\n')).toMatch(/工作群工作群已发送/)
    await does(director, 'setting_change/make', { code: 'notify.robot', value: '' })
    await asks(await world.citizen('13800000301'))
    await carryAll(carrier)
    expect(group.received, 'a robot that is gone hears nothing').toHaveLength(1)
  })
})

describe('a gateway that answers 500', () => {
  const phone = '13800000302'
  test('is asked again, each time after four times as long; the sixth refusal is the last', async () => {
    const citizen = await world.citizen(phone, '江顺安')
    sms.answers = 500
    await asks(citizen)
    for (const [tries, pause] of [40, 160, 640, 2_560, 10_240].entries()) {
      await carryAll(carrier)
      expect(sms.received).toHaveLength(tries + 1)
      const line = (await outbox()).find(text => text.includes('短信138****0302'))
      expect(line, 'the reason stands there meanwhile').toContain('待发送短信网关答复 500')
      later(pause - 1)
      await carryAll(carrier)
      expect(sms.received, `not before ${pause} seconds`).toHaveLength(tries + 1)
      later(1)
    }
    await carryAll(carrier)
    expect(sms.received).toHaveLength(6)
    expect((await outbox()).join('\n')).toMatch(/短信138\*{4}0302未送达短信网关答复 500/)
    later(86_400)
    await carryAll(carrier)
    expect(sms.received, 'it has failed, and stays so').toHaveLength(6)
    expect(mailbox.received, 'the mail beside it went').toHaveLength(1)
  })

  test('so somebody calls, who then finds the reason', async () => {
    await runJob(carrier, { job: 'call.unreached', centre: 0, data: {} })
    const counter = await world.worker('陈静')
    const call =
      (await counter.get('/desk')).page.querySelector('a[href^="/go/phone_call/"]')?.getAttribute('href') ??
      ''
    const { location } = await counter.get(call)
    expect((await counter.get(location ?? '')).text).toContain('短信网关答复 500')
  })

  test('and then takes it, has it once', async () => {
    sms.answers = 500
    await asks(await world.citizen('13800000303', '丁小军'))
    await carryAll(carrier)
    sms.answers = 200
    later(40)
    await carryAll(carrier)
    expect(sms.received.map(one => one.body.phone)).toEqual(['13800000303', '13800000303'])
    expect((await outbox()).join('\n')).toMatch(/短信138\*{4}0303已发送/)
    later(86_400)
    expect(await carryAll(carrier)).toBe(0)
  })
})

test('without a gateway it has failed at once, and says why', async () => {
  const silent = await open({})
  try {
    await asks(await world.citizen('13800000304', '何桂兰'))
    await carryAll(silent)
  } finally {
    await silent.close()
  }
  const lines = (await outbox()).slice(0, 2).join('\n')
  expect(lines).toMatch(/短信138\*{4}0304未送达尚未配置短信通道/)
  expect(lines).toMatch(/邮件c\*{3}@huaining\.example未送达尚未配置邮件通道/)
})

describe('two processes', () => {
  test('who carry at the same moment carry each letter once', async () => {
    const other = await open()
    try {
      const citizen = await world.citizen('13800000305', '查向阳')
      for (let n = 0; n < 25; n++) await asks(citizen, `第 ${n} 次：怎么开网店？`)
      const rounds = await Promise.all([
        carryAll(carrier),
        carryAll(other),
        carryAll(carrier),
        carryAll(other),
      ])
      expect(Math.max(...rounds), 'a batch at most, so that there is some for both').toBeLessThanOrEqual(20)
      while ((await carryAll(carrier)) > 0);
      const numbers = sms.received.map(one => JSON.stringify(one.body.variables))
      expect([numbers.length, new Set(numbers).size]).toEqual([25, 25])
      expect(mailbox.received).toHaveLength(25)
      expect(new Set(mailbox.received.map(mail => mail.text)).size).toBe(25)
    } finally {
      await other.close()
    }
  })

  test('one is killed with a letter in its hand: after five minutes the other takes it', async () => {
    // The built program tells the time by the machine's clock.
    app.clock.now = new Date()
    await asks(await world.citizen('13800000306', '潘国庆'))
    sms.answers = 0
    const worker = startBuilt()
    const ended = once(worker, 'exit')
    await expect.poll(() => sms.received.length, { timeout: 20_000 }).toBe(1)
    worker.kill('SIGKILL')
    await ended
    sms.answers = 200
    app.clock.now = new Date()
    await carryAll(carrier)
    expect(sms.received, 'who knows whether it is still at work').toHaveLength(1)
    later(300)
    await carryAll(carrier)
    expect(sms.received.map(one => one.body.phone)).toEqual(['13800000306', '13800000306'])
    expect((await outbox()).join('\n')).toMatch(/短信138\*{4}0306已发送/)
  })

  /** The built program beside the application: it serves, runs jobs and carries letters. */
  function startBuilt() {
    const { dataDir, secret, DATABASE_URL, DATABASE_OWNER_URL } = app.kernel.config
    return spawn(process.execPath, ['dist/main.js'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...{ PATH: process.env.PATH, DATA_DIR: dataDir, SECRET: secret, PORT: '0', DEMO: '0' },
        ...{ LOG_LEVEL: 'silent', ...channels() },
        ...(DATABASE_URL && { DATABASE_URL }),
        ...(DATABASE_OWNER_URL && { DATABASE_OWNER_URL }),
      },
    })
  }
})
