import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { applyFor, does } from '../../../test/deeds.ts'
import { tablesWith } from '../../../test/rows.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** Whoever holds the link rates: so it stands in the letter, and nowhere that staff can read. */
let app: TestApp
let world: World
let path: string
const phone = '13800000079'

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const citizen = await world.citizen(phone, '何桂兰')
  const id = await applyFor(citizen, world, 'ZX-001', { question: '有没有物流补助？' })
  const wangmin = await world.worker('王敏')
  const assignee_id = world.staff.get('王敏')?.staffId ?? ''
  await does(wangmin, `service_case/accept/${id}`, { assignee_id })
  const answer = { answer: '目前没有，窗口期开放时会通知您。', answer_basis: '县物流补助办法' }
  await does(wangmin, `service_case/answer/${id}`, answer)
  await does(citizen, `service_case/confirm/${id}`)
  await app.runJobs()
  const letter = app.sent.sms.findLast(one => one.phone === phone && one.body.includes('请评价'))
  path = /\/r\/[\w-]+/.exec(letter?.body ?? '')?.[0] ?? ''
})

describe('the link to rate by', () => {
  test('arrives by SMS', () => expect(path).toMatch(/^\/r\/[\w-]{13,}$/))

  test('stands in no table, outbox or inbox', async () => {
    const token = path.slice(3)
    expect(await tablesWith(app, token)).toEqual([])
    const outbox = (await (await world.worker('李卫东')).get('/desk/outbox')).text
    expect(outbox).toContain('您办理的事项已办结，请评价这次服务。')
    expect(outbox).not.toContain(token)
    const citizen = await world.citizen(phone)
    expect((await citizen.get('/my/notifications')).text).not.toContain(token)
    expect((await citizen.get('/account/data.json')).text).not.toContain(token)
  })

  test('opens the form without an account; a guess opens nothing', async () => {
    const form = async (at: string) => (await world.stranger().get(at)).page.querySelector('input[name=mark]')
    expect(await form(path)).not.toBeNull()
    expect(await form(`${path.slice(0, -2)}xx`)).toBeNull()
  })
})
