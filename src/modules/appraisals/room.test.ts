import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { type Assessors, appointAssessors, commissions, declares } from '../../../test/assessors.ts'
import { applyFor, does, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 6.1.1 证据室: exactly the period, read-only, masked, logged, and closed by the clock. */
let app: TestApp
let world: World
let people: Assessors
let appraisal: string
let before: string
let inside: string
const phone = '13800000391'
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await app.runClock('evaluation.open')
  people = await appointAssessors(app, world)
  const now = app.clock.now
  // A case of the year before, asked for in this year's own time.
  app.clock.now = new Date('2025-12-30T02:00:00Z')
  const citizen = await world.citizen(phone, '何小满')
  before = await applyFor(citizen, world, 'ZX-001', { question: '去年的问题' })
  app.clock.now = now
  const again = await world.device(phone)
  inside = await applyFor(again, world, 'ZX-001', {
    question: `请打 ${phone} 或者凭 340822199001011234 联系`,
  })
  appraisal = await commissions(await world.worker('周健'), people)
  await declares(await people.as('陆文博'), appraisal)
  await declares(await people.as('沈佳宁'), appraisal)
})

const room = (rest = ''): string => `/desk/appraisals/${appraisal}/room${rest}`
const assessor = (): Promise<Visitor> => people.as('沈佳宁')
const main = async (who: Visitor, path: string): Promise<string> => {
  const shown = await who.get(path)
  expect(shown.status, path).toBe(200)
  return shown.page.querySelector('main')?.textContent ?? ''
}

test('the room holds exactly the period, with every personal value masked', async () => {
  const member = await assessor()
  expect(await main(member, room())).toContain('办件1 条')
  const ledger = await member.get(room('/cases'))
  expect(ledger.text).toContain(inside)
  expect(ledger.text, 'not the year before').not.toContain(before)
  expect((await member.get(room(`/cases/${before}`))).status).toBe(404)
  const record = await main(member, room(`/cases/${inside}`))
  expect(record).toContain('何**')
  expect(record).toContain('138****0391')
  for (const shown of [ledger.text, record]) {
    expect(shown).not.toContain(phone)
    expect(shown).not.toContain('何小满')
    expect(shown).not.toContain('340822199001011234')
  }
})

test('every look is noted, for the bureau and the centre to read', async () => {
  const member = await assessor()
  await member.get(room('/consultations'))
  await app.kernel.looks.flush()
  const looks = await main(await world.worker('李卫东'), `/desk/appraisals/${appraisal}/looks`)
  expect(looks).toContain('沈佳宁')
  for (const what of ['证据室', '台账「办件」', '记录「办件」', '台账「咨询」']) expect(looks).toContain(what)
})

describe('an assessor', () => {
  test('has no other page of the desk than their own messages', async () => {
    const member = await assessor()
    const open: string[] = []
    for (const route of app.routes) {
      const [method, path] = route.split(' ') as [string, string]
      if (method !== 'GET' || !path.startsWith('/desk') || path.includes(':')) continue
      const { status } = await member.get(path)
      if (status === 200) open.push(path)
    }
    expect(open.sort()).toEqual(['/desk', '/desk/appraisals', '/desk/notifications'])
    const links = (await member.get('/desk')).page
      .querySelectorAll('nav a[href^="/desk"]')
      .map(link => link.getAttribute('href') ?? '')
    expect(new Set(links).size, 'and no link to one').toBeLessThan(4)
  })

  test('reads and changes nothing through the machine’s door either', async () => {
    const member = await assessor()
    const mayRead = ['service_case', 'staff', 'party', 'complaint', 'training_class', 'post', 'enrolment']
    for (const flow of mayRead) {
      const answer = await member.call('GET', `/api/v1/${flow}`)
      if (answer.status === 200) expect(answer.json<{ contents: unknown[] }>().contents, flow).toEqual([])
    }
    for (const action of ['accept', 'answer', 'withdraw', 'note']) {
      const { status } = await member.post(`/act/service_case/${action}/${inside}`, { note: '改一改' })
      expect([403, 404], action).toContain(status)
    }
    for (const action of ['extend', 'terminate', 'accept', 'reply'])
      expect((await member.post(`/act/appraisal/${action}/${appraisal}`, {})).status, action).toBe(403)
    expect((await member.get(`/desk/parties/${idIn(inside)}`)).status).toBe(403)
  })

  test('of another centre is a stranger here', async () => {
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    await app.runClock('evaluation.open')
    const others = await appointAssessors(app, elsewhere)
    const theirs = await commissions(await elsewhere.worker('周健'), others)
    const member = await assessor()
    expect((await member.get(`/desk/appraisals/${theirs}`)).status).toBe(404)
    expect((await member.get(`/desk/appraisals/${theirs}/room`)).status).toBe(404)
    const director = await elsewhere.worker('李卫东')
    expect((await director.get(`/desk/appraisals/${appraisal}`)).status).toBe(404)
  })
})

test('the centre’s staff have no appraisals, and a stranger is asked to sign in', async () => {
  const clerk = await world.worker('陈静')
  expect((await clerk.get('/desk/appraisals')).status).toBe(403)
  expect((await clerk.get(room())).status).toBe(403)
  expect((await (await world.worker('周健')).get(room())).status, 'nor is the room the bureau’s').toBe(403)
  const nobody = world.stranger()
  expect((await nobody.get('/my')).location, 'a stranger').toContain('/sign-in')
  expect((await nobody.get(room())).location).toContain('/sign-in')
})

test('access ends with the term by the clock, and with it the account; an extension opens it again', async () => {
  app.clock.now = new Date('2026-12-31T15:50:00Z')
  const last = await assessor()
  expect((await last.get(room())).status, 'the last hour').toBe(200)
  app.clock.now = new Date('2026-12-31T16:05:00Z')
  expect((await last.get(room())).status, 'the first minutes of the new year').toBe(403)
  expect((await last.get('/desk')).status).toBe(403)
  const signedIn = await assessor()
  expect((await signedIn.get('/desk/appraisals')).status).toBe(403)
  expect((await signedIn.post(`/act/appraisal/script/${appraisal}`, {})).status).not.toBe(303)
  await does(await world.worker('周健'), `appraisal/extend/${appraisal}`, {
    last_day: '2027-01-15',
    reason: '年底核查没有做完',
  })
  expect((await (await assessor()).get(room())).status).toBe(200)
})

test('who makes way, or is taken off, is out at once', async () => {
  const member = await people.as('陆文博')
  const page = await member.get(`/desk/appraisals/${appraisal}`)
  const recuse = page.page.querySelector('a[href^="/act/appraisal_member/recuse/"]')?.getAttribute('href')
  await does(member, `appraisal_member/recuse/${idIn(recuse)}`, { reason: '新签了运营机构的培训合同' })
  expect((await member.get(room())).status).toBe(404)
  expect((await (await assessor()).get(room())).status).toBe(200)
  await does(await world.worker('周健'), `appraisal/terminate/${appraisal}`, { reason: '评价机构违约' })
  expect((await (await assessor()).get(room())).status).toBe(404)
})
