import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { type Founded, foundedCentre } from '../../../test/founded.ts'
import { privacyNotice } from './consent.ts'

/** Who agreed to which version of the privacy notice, and when (个人信息保护法 第十四、十五、十七条). */
let app: TestApp
let centre: Founded
let visitor: Visitor
beforeAll(async () => {
  app = await testApp()
  centre = await foundedCentre(app)
})

const consents = () =>
  app.kernel.database.read({ centre: centre.id }, db =>
    db.selectFrom('consent').select(['state', 'version', 'given_at', 'withdrawn_at']).orderBy('id').execute(),
  )
const self = { person_name: '方晓' }

describe('the first sign-in', () => {
  test('leads to who one is and what one agrees to, before anything of one’s own', async () => {
    visitor = await centre.citizen('13800000201')
    for (const path of ['/my', '/my/cases', '/act/mandate/request'])
      expect((await visitor.get(path)).location, path).toBe(
        `/act/mandate/registerSelf?back=${encodeURIComponent(path)}`,
      )
    const form = await visitor.get('/act/mandate/registerSelf?back=%2Fmy%2Fcases')
    expect(form.page.querySelector('.form-foot a')?.getAttribute('href'), 'back would be here').toBe('/')
    expect(form.text).toContain('我已阅读并同意《个人信息保护告知》')
    expect(form.page.querySelector('input[name=consent][checked]'), 'not ticked for anybody').toBeNull()
    expect((await visitor.get('/privacy')).text, 'the notice can be read first').toContain(
      privacyNotice.version,
    )
  })

  test('takes no name without the consent', async () => {
    const refused = await visitor.submit('/act/mandate/registerSelf', self)
    expect(refused.status).toBe(422)
    expect(refused.page.querySelector('#f-consent-error')?.textContent).toContain('请阅读并同意后继续')
    expect(refused.page.querySelector('#f-person_name')?.getAttribute('value')).toBe('方晓')
    expect(await consents()).toEqual([])
    const parties = app.kernel.database.read({ centre: centre.id }, db =>
      db.selectFrom('party').select('id').execute(),
    )
    expect(await parties, 'and keeps none').toEqual([])
  })

  test('records version and time, where the person sees and takes them along', async () => {
    const given = await visitor.submit('/act/mandate/registerSelf?back=%2Fmy%2Fcases', {
      ...self,
      consent: '1',
    })
    expect(given.location).toBe('/my/cases')
    expect((await visitor.get('/my/cases')).status).toBe(200)
    const [row, ...more] = await consents()
    expect(more).toEqual([])
    expect(row).toMatchObject({ state: 'given', version: privacyNotice.version, withdrawn_at: null })
    expect(row?.given_at).toEqual(app.clock.now)
    const account = (await visitor.get('/account')).text
    expect(account).toContain(`同意《个人信息保护告知》（${privacyNotice.version} 版）`)
    expect(account).toContain('2026-11-24 10:00')
    const copy = (await visitor.get('/account/data.json')).json<{ consents: unknown[]; journal: unknown[] }>()
    expect(copy.consents).toMatchObject([{ version: privacyNotice.version, state: 'given' }])
    expect(copy.journal).toContainEqual(expect.objectContaining({ flow: 'consent', action: 'give' }))
  })
})

describe('a new version of the notice', () => {
  test('is asked for before anything else, from page, form and interface alike', async () => {
    await app.kernel.database.write({ centre: centre.id }, db =>
      db.updateTable('consent').set({ version: '2025-01' }).execute(),
    )
    for (const path of ['/my', '/my/cases', '/act/mandate/request'])
      expect((await visitor.get(path)).location, path).toBe(
        `/act/consent/give?back=${encodeURIComponent(path)}`,
      )
    const posted = await visitor.post('/act/mandate/request', { name: '太湖县某合作社', person_name: '方晓' })
    expect(posted.location).toBe('/act/consent/give?back=%2Fact%2Fmandate%2Frequest')
    const called = await visitor.call('POST', '/api/v1/mandate/request', {})
    expect(called.status).toBe(403)
    expect(called.headers.get('content-type')).toContain('application/problem+json')
    expect(called.json().detail).toContain('个人信息保护告知')
  })

  test('leaves open what needs no consent: the portal, one’s data, the way out', async () => {
    for (const path of ['/', '/privacy', '/items', '/account', '/account/data.json', '/account/erase'])
      expect((await visitor.get(path)).status, path).toBe(200)
  })

  test('does not concern staff', async () => {
    expect((await (await centre.director()).get('/desk')).status).toBe(200)
  })

  test('once agreed to, leads on; the earlier consent stays on record', async () => {
    const without = await visitor.submit('/act/consent/give')
    expect(without.status).toBe(422)
    app.clock.addDays(1)
    const given = await visitor.submit('/act/consent/give?back=%2Fact%2Fmandate%2Frequest', { consent: '1' })
    expect(given.location).toBe('/act/mandate/request')
    expect((await visitor.get('/act/mandate/request')).status).toBe(200)
    expect((await consents()).map(row => [row.version, row.state])).toEqual([
      ['2025-01', 'given'],
      [privacyNotice.version, 'given'],
    ])
    const account = await visitor.get('/account')
    expect(account.text).toContain('2025-01 版')
    expect(account.text).toContain(`${privacyNotice.version} 版`)
  })
})

describe('a consent taken back', () => {
  /** The one button on one's account page. */
  const withdrawal = async (): Promise<string> => {
    const account = await visitor.get('/account')
    const button = account.page.querySelector(
      '[action^="/act/consent/withdraw/"], [href^="/act/consent/withdraw/"]',
    )
    return (button?.getAttribute('action') ?? button?.getAttribute('href') ?? '').split('?')[0] ?? ''
  }

  test('is nobody else’s to take', async () => {
    const other = await centre.citizen('13800000202')
    expect((await other.post(await withdrawal())).status).toBe(404)
    expect((await consents()).filter(row => row.state === 'withdrawn')).toEqual([])
  })

  test('is recorded with its time; nothing more is done until it is given again', async () => {
    const withdrawn = await visitor.post(await withdrawal(), { _back: '/account' })
    expect(withdrawn.location).toBe('/account')
    expect((await visitor.get('/account')).text).toContain('已撤回')
    const row = (await consents()).at(-1)
    expect(row).toMatchObject({ state: 'withdrawn', version: privacyNotice.version })
    expect(row?.withdrawn_at).toEqual(app.clock.now)
    expect((await visitor.get('/my')).location).toBe('/act/consent/give?back=%2Fmy')
    expect((await visitor.post('/act/mandate/request', {})).location).toContain('/act/consent/give')
    expect((await visitor.submit('/act/consent/give', { consent: '1' })).status).toBe(303)
    expect((await visitor.get('/my')).status).toBe(200)
  })
})

test('what was agreed to at one centre is asked for at another', async () => {
  const elsewhere = await foundedCentre(app)
  const there = app.visitor(elsewhere.host)
  for (const [name, value] of visitor.cookies) there.cookies.set(name, value)
  expect((await there.get('/account')).status, 'the same person').toBe(200)
  expect((await there.get('/account')).text).not.toContain('同意《个人信息保护告知》（')
  expect((await there.get('/my')).location).toContain('/act/mandate/registerSelf')
})
