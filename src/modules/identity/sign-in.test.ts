import { scryptSync } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import {
  codeSentTo,
  directorPassword,
  type Founded,
  firstPassword,
  foundedCentre,
} from '../../../test/founded.ts'

/** Coming in: a code by phone for the public, name and password for staff. */
let app: TestApp
let centre: Founded
beforeAll(async () => {
  app = await testApp()
  centre = await foundedCentre(app)
})

const stranger = (): Visitor => app.visitor(centre.host)
const pass = (minutes: number): void => app.clock.addDays(minutes / 1440)
const wrongCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const isIn = async (visitor: Visitor): Promise<boolean> => (await visitor.get('/account')).status === 200

/** Somebody who has asked for a code; the code came by message. */
async function asked(phone: string): Promise<{ visitor: Visitor; code: string }> {
  const visitor = stranger()
  const sent = await visitor.submit('/sign-in', { phone })
  expect(sent.status, sent.page.textContent).toBe(303)
  return { visitor, code: codeSentTo(app, phone) }
}

describe('a code by phone', () => {
  test('comes by message, stands on no page, and opens a session', async () => {
    const { visitor, code } = await asked('13800000101')
    const form = await visitor.get('/sign-in/code')
    expect(form.text, 'the page names the phone by its ends').toContain('138 **** 0101')
    expect(form.text).not.toContain(code)
    expect(await isIn(visitor)).toBe(false)
    const entered = await visitor.submit('/sign-in/code', { code })
    expect(entered.status).toBe(303)
    expect(entered.location).toBe('/my')
    const [cookie] = entered.headers.getSetCookie().filter(one => one.startsWith('centre_session='))
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    expect(await isIn(visitor)).toBe(true)
  })

  test('is noted in the outbox without the code', async () => {
    const outbox = await (await centre.director()).get('/desk/outbox')
    expect(outbox.text).toContain('验证码 ******')
    expect(outbox.text).not.toContain(codeSentTo(app, '13800000101'))
  })

  test('is taken once', async () => {
    const { visitor, code } = await asked('13800000102')
    const form = await visitor.get('/sign-in/code')
    expect(form.status).toBe(200)
    expect((await visitor.post('/sign-in/code', { code })).status).toBe(303)
    const again = await visitor.post('/sign-in/code', { code })
    expect(again.status).toBe(422)
    expect(again.page.querySelector('#f-code-error')?.textContent).toContain('验证码不对或已失效')
  })

  test('is good for five minutes', async () => {
    const inTime = await asked('13800000103')
    const late = await asked('13800000104')
    pass(4.9)
    expect((await inTime.visitor.submit('/sign-in/code', { code: inTime.code })).status).toBe(303)
    pass(0.2)
    const refused = await late.visitor.submit('/sign-in/code', { code: late.code })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('验证码不对或已失效')
    expect(await isIn(late.visitor)).toBe(false)
  })

  test('opens the phone it was sent to, no other, and the last one only', async () => {
    const one = await asked('13800000105')
    const other = await asked('13800000106')
    expect((await other.visitor.submit('/sign-in/code', { code: one.code })).status).toBe(422)
    pass(1.1)
    const newer = await asked('13800000105')
    expect(newer.code).not.toBe(one.code)
    expect((await one.visitor.submit('/sign-in/code', { code: one.code })).status, 'replaced').toBe(422)
    expect((await newer.visitor.submit('/sign-in/code', { code: newer.code })).status).toBe(303)
  })

  test('is sent once a minute, and five times an hour', async () => {
    const phone = '13800000107'
    await asked(phone)
    const count = app.sent.sms.length
    const refused = await stranger().submit('/sign-in', { phone })
    expect(refused.status).toBe(429)
    expect(refused.page.querySelector('#f-phone-error')?.textContent).toContain('请一分钟后再试')
    expect(refused.page.querySelector('#f-phone')?.getAttribute('value'), 'what was typed is kept').toBe(
      phone,
    )
    expect(app.sent.sms.length, 'nothing was sent').toBe(count)
    for (let n = 2; n <= 5; n++) {
      pass(1.1)
      await asked(phone)
    }
    pass(1.1)
    expect((await stranger().submit('/sign-in', { phone })).status).toBe(429)
    pass(60)
    await asked(phone)
  })

  test('cannot be guessed: after five wrong tries the right one is refused too, for half an hour', async () => {
    const phone = '13800000108'
    const { visitor, code } = await asked(phone)
    for (let n = 0; n < 5; n++)
      expect((await visitor.submit('/sign-in/code', { code: wrongCode(code) })).status).toBe(422)
    const locked = await visitor.submit('/sign-in/code', { code })
    expect(locked.status).toBe(429)
    expect(locked.text).toContain('请 30 分钟后再试')
    pass(2)
    const newer = await asked(phone)
    expect((await newer.visitor.submit('/sign-in/code', { code: newer.code })).status).toBe(429)
    pass(29)
    const last = await asked(phone)
    expect((await last.visitor.submit('/sign-in/code', { code: last.code })).status).toBe(303)
  })

  test('must be asked for first: without that one is sent to the first step', async () => {
    const lost = stranger()
    expect((await lost.get('/sign-in/code?back=/my/cases')).location).toBe('/sign-in?back=%2Fmy%2Fcases')
    expect((await lost.post('/sign-in/code', { code: '123456' })).location).toBe('/sign-in')
    lost.cookies.set('asked', 'bm90IHNlYWxlZCBieSB1cyBhdCBhbGwsIG9ubHkgdGV4dA==')
    expect((await lost.post('/sign-in/code', { code: '123456' })).location).toBe('/sign-in')
  })

  test('is not sent to what is no phone', async () => {
    const wrong = await stranger().submit('/sign-in', { phone: '0556-123' })
    expect(wrong.status).toBe(422)
    expect(wrong.page.querySelector('#f-phone-error')?.textContent).toContain('11 位手机号')
    expect(wrong.page.querySelector('#f-phone')?.getAttribute('value')).toBe('0556-123')
  })
})

describe('back to where one wanted to go', () => {
  test('a page of one’s own asks to sign in and then shows itself', async () => {
    const visitor = stranger()
    const { location } = await visitor.get('/account?from=menu')
    expect(location).toBe('/sign-in?back=%2Faccount%3Ffrom%3Dmenu')
    const next = await visitor.submit(location ?? '', { phone: '13800000111' })
    const entered = await visitor.submit(next.location ?? '', { code: codeSentTo(app, '13800000111') })
    expect(entered.location).toBe('/account?from=menu')
  })

  test('never to another site', async () => {
    const elsewhere = [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example/',
      'javascript:alert(1)',
      '/\t/evil.example',
      'evil.example',
    ]
    for (const [index, back] of elsewhere.entries()) {
      const { visitor, code } = await asked(`1380000012${index}`)
      const shown = await visitor.get(`/sign-in/code?back=${encodeURIComponent(back)}`)
      expect(shown.page.querySelector('input[name=back]')?.getAttribute('value'), back).toBe('')
      expect((await visitor.post('/sign-in/code', { code, back })).location, back).toBe('/my')
      const entered = await stranger().post('/sign-in/staff', {
        username: 'leader-1',
        password: directorPassword,
        back,
      })
      expect(entered.location, back).toBe('/my')
    }
  })

  test('a form that was sent after the session had ended comes back filled in', async () => {
    const phone = '13800000131'
    const visitor = await centre.citizen(phone)
    await visitor.submit('/act/mandate/registerSelf', { person_name: '方晓', consent: '1' })
    const form = await visitor.get('/act/mandate/request')
    expect(form.status).toBe(200)
    pass(31 * 1440)
    const sent = await visitor.post('/act/mandate/request', {
      kind: 'cooperative',
      name: '太湖县花亭湖茶叶专业合作社',
      role: 'head',
      person_name: '方晓',
    })
    expect(sent.status).toBe(303)
    expect(sent.location).toBe('/sign-in?back=%2Fact%2Fmandate%2Frequest')
    const next = await visitor.submit(sent.location ?? '', { phone })
    const entered = await visitor.submit(next.location ?? '', { code: codeSentTo(app, phone) })
    const back = await visitor.get(entered.location ?? '')
    expect(back.page.querySelector('#f-name')?.getAttribute('value')).toBe('太湖县花亭湖茶叶专业合作社')
    expect(back.page.querySelector('#f-person_name')?.getAttribute('value')).toBe('方晓')
    expect(back.page.querySelector('input[name=role][checked]')?.getAttribute('value')).toBe('head')
    const later = await visitor.get('/act/mandate/request')
    expect(later.page.querySelector('#f-name')?.getAttribute('value'), 'once').toBeFalsy()
  })
})

describe('staff, by name and password', () => {
  const enter = (username: string, password: string) =>
    stranger().submit('/sign-in/staff', { username, password })

  test('a wrong password and an unknown name are told in the same words', async () => {
    const wrong = await enter('leader-1', 'Not-the-password-1')
    const unknown = await enter('nobody-here', 'Not-the-password-1')
    for (const refused of [wrong, unknown]) {
      expect(refused.status).toBe(422)
      expect(refused.page.querySelector('.form-summary')?.textContent.trim()).toBe('登录名或密码不对。')
      expect(refused.page.querySelector('#f-password')?.getAttribute('value')).toBe('')
    }
    expect(wrong.page.querySelector('#f-username')?.getAttribute('value'), 'the name is kept').toBe(
      'leader-1',
    )
  })

  test('after five failures the name is locked for half an hour, and for nobody else', async () => {
    await centre.appoint('徐林', 'xulin', '窗口专员')
    for (let n = 0; n < 5; n++) expect((await enter('xulin', `Wrong-guess-${n}`)).status).toBe(422)
    const locked = await enter('xulin', firstPassword)
    expect(locked.status).toBe(429)
    expect(locked.text).toContain('已锁定 30 分钟')
    expect((await enter(' Leader-1 ', directorPassword)).location, 'others come in').toBe('/desk')
    pass(29)
    for (let n = 0; n < 5; n++) expect((await enter('xulin', firstPassword)).status).toBe(429)
    pass(1.1)
    expect((await enter('xulin', firstPassword)).status, 'tries while locked do not prolong it').toBe(303)
  })

  test('every try is written down, with a digest of the name and not the name', async () => {
    const { rows } = await app.kernel.database.pool.query<Record<string, unknown>>(
      `select a.method, a.outcome, a.centre_id, i.username from sign_in_attempt a left join identity i on i.id = a.identity_id
       where a.name_digest = (select name_digest from sign_in_attempt a join identity i on i.id = a.identity_id where i.username = 'xulin' limit 1)
       order by a.id`,
    )
    expect(rows.map(row => row.outcome).join(' ')).toBe(`${'wrong '.repeat(5)}${'locked '.repeat(6)}ok`)
    expect(rows.every(row => row.method === 'password' && row.centre_id === centre.id)).toBe(true)
    const all = await app.kernel.database.pool.query('select * from sign_in_attempt')
    expect(all.rows.length).toBeGreaterThan(40)
    expect(JSON.stringify(all.rows)).not.toMatch(/leader|xulin|nobody|13800000/)
  })

  test('a session ends half an hour after its last use, and after twelve hours in any case', async () => {
    const visitor = await centre.signIn('leader-1', directorPassword)
    pass(29)
    expect((await visitor.get('/desk')).status).toBe(200)
    pass(29)
    expect((await visitor.get('/desk')).status, 'use prolongs it').toBe(200)
    pass(31)
    expect((await visitor.get('/desk?from=menu')).location).toBe('/sign-in?back=%2Fdesk%3Ffrom%3Dmenu')
    const busy = await centre.signIn('leader-1', directorPassword)
    for (let n = 0; n < 28; n++) {
      pass(25)
      expect((await busy.get('/desk')).status, `after ${(n + 1) * 25} minutes`).toBe(200)
    }
    pass(25)
    expect((await busy.get('/desk')).status, 'twelve hours are over').toBe(303)
  })

  test('a password that was kept by an older and cheaper rule is kept by the present one from then on', async () => {
    const pool = app.kernel.database.pool
    const salt = Buffer.from('sixteen bytes of')
    const key = scryptSync(directorPassword, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 })
    const older = ['scrypt', salt.toString('base64url'), key.toString('base64url')].join('$')
    const hash = async (): Promise<string> =>
      (await pool.query("select password_hash from identity where username = 'leader-1'")).rows[0]
        ?.password_hash
    await pool.query("update identity set password_hash = $1 where username = 'leader-1'", [older])
    expect((await enter('leader-1', 'Wrong-2026-password')).status).toBe(422)
    expect(await hash(), 'who does not know it changes nothing').toBe(older)
    expect((await enter('leader-1', directorPassword)).status).toBe(303)
    expect(await hash()).toMatch(/^scrypt\$ln=/)
    expect((await enter('leader-1', directorPassword)).status).toBe(303)
  })

  test('signing out ends the session, not only the cookie', async () => {
    const visitor = await centre.signIn('leader-1', directorPassword)
    const kept = visitor.cookies.get('centre_session') ?? ''
    const left = await visitor.post('/sign-out')
    expect(left.location).toBe('/')
    expect(visitor.cookies.has('centre_session')).toBe(false)
    visitor.cookies.set('centre_session', kept)
    expect((await visitor.get('/desk')).status).toBe(303)
    expect((await visitor.call('GET', '/api/v1/staff')).status).toBe(401)
  })
})
