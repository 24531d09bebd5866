import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** 4.5.1 Below the mark: put right and looked at by another, or proposed for suspension. */
let app: TestApp
let world: World
let firms: Firms
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
const phone = (n: number): string => providers[n]?.phone ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firms = await firmsOf(world)
  await later(365)
  await app.runClock('assessment.open')
})

async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  for (const name of ['李卫东', '张涛', '周健']) people[name] = await world.worker(name)
  await firms.again()
}

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const told = async (n: number) => {
  await app.runJobs()
  return app.sent.sms.filter(one => one.phone === phone(n) && !one.body.includes('验证码')).at(-1)?.body ?? ''
}
const deskPage = (id: string) => `/desk/assessments/${id}`
const assessmentOf = async (n: number): Promise<string> => {
  const list = await who('张涛').get(`/desk/assessments?q=${encodeURIComponent(providers[n]?.name ?? '')}`)
  return idIn(list.page.querySelector('td a[href^="/desk/assessments/"]')?.getAttribute('href'))
}
/** Scored by 张涛 and agreed to by the firm. */
async function scored(n: number, mark: string): Promise<string> {
  const id = await assessmentOf(n)
  const marks = { service: mark, timeliness: mark, ratings: mark, complaints: mark, upkeep: mark }
  await does(who('张涛'), `provider_assessment/score/${id}`, {
    ...marks,
    ...{ opinion: '沟通不畅，资料久未更新。', reason: '走访了解的情况与数据不一致。' },
  })
  await does(firms.firm(n), `provider_assessment/agree/${id}`)
  return id
}
const order = { requirement: '补齐过期证照，重写服务承诺并公示。', days: '10' }
const terms = { opinion: '同意。', agreement: 'FW-2027-31', last_day: '2029-12-31' }
const report = (n: number, id: string) =>
  firms.firm(n).submit(`/act/provider_assessment/reportRectified/${id}`, {
    report: '证照已续期，承诺已上墙公示。',
    'proof:new': picture('证照.png'),
  })
const proposals = async (n: number): Promise<string> =>
  main(who('张涛'), `/desk/providers/${firms.provider(n)}`)

describe('below the mark', () => {
  let id = ''
  test('nobody renews without rectification; at the mark one may', async () => {
    id = await scored(0, '59')
    const refused = await who('李卫东').post(`/act/provider_assessment/renew/${id}`, terms)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('没有达到合格线 60 分')
    expect(await main(who('李卫东'), deskPage(id))).toContain('低于合格线 60 分')
    const other = await scored(1, '60')
    await does(who('李卫东'), `provider_assessment/renew/${other}`, terms)
    expect(await proposals(0), 'once is not enough').not.toContain('是否暂停')
  })

  test('it is put right with proof, and looked at by another than who ordered it', async () => {
    await does(who('李卫东'), `provider_assessment/orderRectification/${id}`, order)
    expect(await told(0)).toMatch(/补齐过期证照.*10 个工作日/)
    const bare = await firms.firm(0).post(`/act/provider_assessment/reportRectified/${id}`, {
      report: '证照已续期，承诺已上墙公示。',
    })
    expect(errorAt(bare, 'proof')).toContain('凭据')
    expect((await report(0, id)).status).toBe(303)
    const accept = `/act/provider_assessment/acceptRectification/${id}`
    expect((await who('李卫东').post(accept, terms)).status, 'who ordered it').toBe(403)
    await does(who('张涛'), `provider_assessment/rejectRectification/${id}`, {
      reason: '承诺没有写时限，请补上。',
    })
    expect(await told(0)).toContain('请补上')
    expect((await report(0, id)).status).toBe(303)
    await does(who('张涛'), `provider_assessment/acceptRectification/${id}`, terms)
    expect(await main(firms.firm(0), `/my/assessments/${id}`)).toMatch(/整改合格，已续约.*FW-2027-31/s)
  })

  test('missed, it goes back to who decides, who may not renew then', async () => {
    const missed = await scored(2, '75')
    await does(who('李卫东'), `provider_assessment/orderRectification/${missed}`, { ...order, days: '3' })
    await later(7)
    await app.runClock('clock.tick')
    expect(await main(who('李卫东'), deskPage(missed))).toContain('待决定')
    expect(await main(who('李卫东'), '/desk')).toContain(`${providers[2]?.name}年度评估`)
    expect(await told(2)).toContain('逾期没有报告整改')
    const renewed = await who('李卫东').post(`/act/provider_assessment/renew/${missed}`, terms)
    expect(renewed.text).toContain('责令的整改没有完成')
    await does(who('李卫东'), `provider_assessment/suggestSuspension/${missed}`, {
      reason: '整改逾期，联系不上负责人。',
    })
    expect(await proposals(2)).toMatch(/是否暂停这家服务商.*年度评估：整改逾期/s)
    expect(await main(who('李卫东'), deskPage(missed))).toContain('已建议暂停')
    expect((await world.stranger().get(`/providers/${firms.provider(2)}`)).status, 'not by itself').toBe(200)
  })
})

describe('a year later', () => {
  test('below the mark twice running speaks for suspending it, once; a person decides', async () => {
    await later(366)
    await app.runClock('assessment.open')
    const id = await scored(0, '40')
    expect(await proposals(0)).toMatch(/是否暂停这家服务商.*连续两次年度评估不满 60 分/s)
    await does(who('李卫东'), `provider_assessment/suggestSuspension/${id}`, { reason: '多次约谈没有改进。' })
    const { contents } = (await who('张涛').call('GET', '/api/v1/suspension_proposal')).json<{
      contents: Array<{ provider_id: string; state: string }>
    }>()
    const own = contents.filter(one => one.provider_id === firms.provider(0))
    expect(own.map(one => one.state)).toEqual(['open'])
  })

  test('two rectifications that fail end it, and speak for suspending it', async () => {
    const id = await scored(1, '70')
    await does(who('李卫东'), `provider_assessment/orderRectification/${id}`, order)
    for (const reason of ['承诺没有公示。', '仍然没有公示。']) {
      expect((await report(1, id)).status).toBe(303)
      await does(who('张涛'), `provider_assessment/rejectRectification/${id}`, { reason })
    }
    expect(await main(who('张涛'), deskPage(id))).toContain('整改不合格')
    expect(await proposals(1)).toContain('两次复查不合格')
  })
})
