import { Secret, TOTP } from 'otpauth'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { type Founded, firstPassword, foundedCentre } from '../../../test/founded.ts'

/** One's own account: first password, second factor, the devices one is signed in on; and what an administrator may do to it. */
let app: TestApp
let centre: Founded
let xulin: string
beforeAll(async () => {
  app = await testApp()
  centre = await foundedCentre(app)
  xulin = await centre.appoint('徐林', 'xulin', '咨询专员')
})

const pass = (minutes: number): void => app.clock.addDays(minutes / 1440)
const chosen = 'Chosen-2026-by-me'
const fieldError = (answer: Answer, name: string) =>
  answer.page.querySelector(`#f-${name}-error`)?.textContent
const change = (visitor: Visitor, present: string, next: string) =>
  visitor.post('/account/password', { present, next })

describe('the first password', () => {
  let visitor: Visitor
  let elsewhere: Visitor

  test('must be changed before anything else', async () => {
    visitor = await centre.signIn('xulin', firstPassword)
    elsewhere = await centre.signIn('xulin', firstPassword)
    for (const path of ['/desk', '/desk/cases', '/my', '/act/party/register'])
      expect((await visitor.get(path)).location, path).toBe('/account')
    const called = await visitor.call('GET', '/api/v1/service_case')
    expect(called.status).toBe(403)
    expect(called.json().detail).toContain('更换初始密码')
    const tried = await visitor.post('/act/party/register', { name: '某某' })
    expect(tried.location).toBe('/account')
    expect((await visitor.get('/account')).text).toContain('请先更换初始密码')
  })

  test('is not changed with a wrong one, to a weak one, or to itself', async () => {
    const wrong = await change(visitor, 'Not-the-password-1', chosen)
    expect(wrong.status).toBe(422)
    expect(fieldError(wrong, 'present')).toContain('现在的密码不对')
    const short = await change(visitor, firstPassword, 'Ab1-')
    expect(short.status).toBe(422)
    expect(fieldError(short, 'next')).toContain('至少 10 个字符')
    const plain = await change(visitor, firstPassword, 'onlylowercaseletters')
    expect(fieldError(plain, 'next')).toContain('至少三类')
    const same = await change(visitor, firstPassword, firstPassword)
    expect(same.status).toBe(422)
    expect(fieldError(same, 'next')).toContain('不能与现在的密码相同')
    expect((await visitor.get('/desk')).location, 'nothing changed').toBe('/account')
  })

  test('once changed, the desk opens; other devices are signed out, and the old one is worth nothing', async () => {
    expect((await change(visitor, firstPassword, chosen)).location).toBe('/account')
    expect((await visitor.get('/desk')).status).toBe(200)
    expect((await elsewhere.get('/account')).location).toContain('/sign-in')
    await expect(centre.signIn('xulin', firstPassword)).rejects.toThrow(/422/)
    await centre.signIn('xulin', chosen)
  })

  test('of a session left open it cannot be guessed either', async () => {
    for (let n = 0; n < 5; n++)
      expect((await change(visitor, `Wrong-guess-${n}`, 'Another-2026-one')).status).toBe(422)
    const locked = await change(visitor, chosen, 'Another-2026-one')
    expect(fieldError(locked, 'present')).toContain('请 30 分钟后再试')
    pass(31)
  })
})

/** An authenticator app, set up from the page that shows its secret once. */
async function enrol(visitor: Visitor): Promise<TOTP> {
  const shown = await visitor.submit('/account', {}, '/account/totp')
  expect(shown.status).toBe(200)
  const secret = /[A-Z2-7]{32}/.exec(shown.text)?.[0] ?? ''
  return new TOTP({ secret: Secret.fromBase32(secret) })
}
const codeOf = (totp: TOTP): string => totp.generate({ timestamp: app.clock.now.getTime() })
/** Until the app shows another code. */
const nextCode = (totp: TOTP): string => {
  pass(0.5)
  return codeOf(totp)
}
const wrongCode = (totp: TOTP): string => {
  const near = [-2, -1, 0, 1, 2].map(step =>
    totp.generate({ timestamp: app.clock.now.getTime() + step * 30_000 }),
  )
  return ['111111', '222222', '333333', '444444', '555555', '666666'].find(code => !near.includes(code)) ?? ''
}

describe('a second factor', () => {
  let visitor: Visitor
  let totp: TOTP

  /** Name and password; the answer is the page that asks for the code. */
  async function ask(): Promise<{ device: Visitor; enter(code: string): Promise<Answer> }> {
    const device = app.visitor(centre.host)
    const asked = await device.submit('/sign-in/staff', {
      username: 'xulin',
      password: chosen,
      back: '/desk/cases',
    })
    expect(asked.status).toBe(200)
    expect(asked.text).toContain('两步验证')
    const hidden = (name: string) =>
      asked.page.querySelector(`input[name=${name}]`)?.getAttribute('value') ?? ''
    const ticket = hidden('ticket')
    return { device, enter: code => device.post('/sign-in/totp', { ticket, back: hidden('back'), code }) }
  }

  test('is in force only once its first code was entered', async () => {
    visitor = await centre.signIn('xulin', chosen)
    totp = await enrol(visitor)
    const refused = await visitor.post('/account/totp/confirm', { code: wrongCode(totp) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('动态码不对或已用过，两步验证没有开启')
    expect((await centre.signIn('xulin', chosen)).cookies.has('centre_session'), 'not asked for yet').toBe(
      true,
    )
    expect((await visitor.post('/account/totp/confirm', { code: codeOf(totp) })).location).toBe('/account')
    expect((await visitor.get('/account')).text).toContain('已开启：登录时除密码外')
  })

  test('is asked for at the next sign-in; the password alone opens nothing', async () => {
    const { device, enter } = await ask()
    expect(device.cookies.has('centre_session')).toBe(false)
    expect((await device.get('/desk')).location).toContain('/sign-in')
    const refused = await enter(wrongCode(totp))
    expect(refused.status).toBe(422)
    expect(fieldError(refused, 'code')).toContain('动态码不对或已过期')
    expect(device.cookies.has('centre_session')).toBe(false)
    expect((await enter(nextCode(totp))).location, 'and back to where one wanted to go').toBe('/desk/cases')
    expect((await device.get('/desk')).status).toBe(200)
  })

  test('takes no code twice, on another device neither', async () => {
    const first = await ask()
    const second = await ask()
    const code = nextCode(totp)
    expect((await first.enter(code)).status).toBe(303)
    expect((await second.enter(code)).status).toBe(422)
    expect((await first.device.post('/account/totp/remove', { code })).status, 'nor to remove it').toBe(422)
    expect((await second.enter(nextCode(totp))).status).toBe(303)
  })

  test('the way from password to code is open for five minutes, and not to be forged', async () => {
    const { device, enter } = await ask()
    pass(5.1)
    expect((await enter(codeOf(totp))).status).toBe(422)
    const forged = Buffer.from(JSON.stringify({ id: xulin, until: 9e15 })).toString('base64')
    expect((await device.post('/sign-in/totp', { ticket: forged, code: nextCode(totp) })).status).toBe(422)
    expect(device.cookies.has('centre_session')).toBe(false)
  })

  test('cannot be guessed: after five wrong codes the right one is refused for half an hour', async () => {
    pass(31)
    const { enter } = await ask()
    for (let n = 0; n < 5; n++) expect((await enter(wrongCode(totp))).status).toBe(422)
    const locked = await enter(nextCode(totp))
    expect(locked.status).toBe(429)
    expect(fieldError(locked, 'code')).toContain('请 30 分钟后再试')
    pass(31)
    expect((await (await ask()).enter(codeOf(totp))).status).toBe(303)
  })

  test('is removed, or replaced, only by its own code', async () => {
    const { device, enter } = await ask()
    await enter(nextCode(totp))
    for (const code of ['', wrongCode(totp)]) {
      const refused = await device.post('/account/totp/remove', { code })
      expect(refused.status).toBe(422)
      expect(fieldError(refused, 'code')).toContain('两步验证没有关闭')
    }
    const replaced = await device.post('/account/totp')
    expect(replaced.status).toBe(422)
    expect(replaced.text).toContain('要换一个，请先关闭')
    expect((await device.post('/account/totp/remove', { code: nextCode(totp) })).location).toBe('/account')
    await centre.signIn('xulin', chosen)
  })
})

describe('the devices one is signed in on', () => {
  const endings = (answer: Answer): string[] =>
    answer.page.querySelectorAll('form[action$="/end"]').map(form => form.getAttribute('action') ?? '')

  test('are listed, and each can be signed out from another', async () => {
    await (await centre.signIn('xulin', chosen)).post('/account/sessions/end-all')
    const phone = app.visitor(centre.host)
    await phone.request('/sign-in/staff', {
      method: 'POST',
      headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) MicroMessenger/8' },
      body: new URLSearchParams({ username: 'xulin', password: chosen }),
    })
    const desk = await centre.signIn('xulin', chosen)
    const listed = await desk.get('/account')
    expect(listed.text).toContain('安卓手机上的微信')
    expect(listed.text).toContain('（本机）')
    const [ending, ...more] = endings(listed)
    expect(more, 'the one in hand is not among them').toEqual([])
    expect((await desk.post(ending ?? '')).location).toBe('/account')
    expect((await phone.get('/account')).location).toContain('/sign-in')
    expect((await desk.get('/account')).status).toBe(200)
  })

  test('of somebody else are none of one’s business', async () => {
    const mine = await centre.signIn('xulin', chosen)
    const [ending = ''] = endings(await (await centre.signIn('xulin', chosen)).get('/account'))
    const director = await centre.director()
    expect((await director.post(ending)).status).toBe(303)
    expect((await director.post('/account/sessions/not-an-id/end')).status).toBe(404)
    expect((await mine.get('/account')).status, 'nothing happened').toBe(200)
  })

  test('are all signed out at once', async () => {
    const one = await centre.signIn('xulin', chosen)
    const other = await centre.signIn('xulin', chosen)
    expect((await one.post('/account/sessions/end-all')).location).toBe('/sign-in')
    for (const visitor of [one, other]) expect((await visitor.get('/account')).location).toContain('/sign-in')
    expect((await (await centre.director()).get('/account')).status, 'others stay').toBe(200)
  })

  test('a form sent after that asks to sign in, and leads back to its page', async () => {
    const visitor = app.visitor(centre.host)
    const late = await visitor.request('/account/password', {
      method: 'POST',
      headers: { referer: `http://${centre.host}/account` },
      body: new URLSearchParams({ present: chosen, next: 'Another-2026-one' }),
    })
    expect(late.status).toBe(401)
    expect(late.page.querySelector('.error-page a')?.getAttribute('href')).toBe('/sign-in?back=%2Faccount')
    const tricked = await visitor.request('/account/password', {
      method: 'POST',
      headers: { referer: 'http://evil.example/account' },
      body: new URLSearchParams(),
    })
    expect(tricked.page.querySelector('.error-page a')?.getAttribute('href')).toBe('/sign-in')
  })
})

describe('what an administrator may do to an account', () => {
  const reset = (visitor: Visitor, id: string) =>
    visitor.post(`/act/staff/resetPassword/${id}`, { password: 'Given-2026-again' })

  test('reset its password, which ends its sessions, its second factor, and must be changed again', async () => {
    const visitor = await centre.signIn('xulin', chosen)
    const totp = await enrol(visitor)
    await visitor.post('/account/totp/confirm', { code: nextCode(totp) })
    const director = await centre.director()
    const buttons = await director.get(`/desk/team/staff/${xulin}`)
    expect(buttons.page.querySelector(`a[href^="/act/staff/resetPassword/${xulin}"]`)).toBeTruthy()
    const weak = await director.post(`/act/staff/resetPassword/${xulin}`, { password: 'weak' })
    expect(weak.status).toBe(422)
    expect(fieldError(weak, 'password')).toContain('至少 10 个字符')
    expect((await reset(director, xulin)).status).toBe(303)
    expect((await visitor.get('/account')).location, 'signed out').toContain('/sign-in')
    await expect(centre.signIn('xulin', chosen)).rejects.toThrow(/422/)
    const again = await centre.signIn('xulin', 'Given-2026-again')
    expect((await again.get('/desk')).location).toBe('/account')
    const told = await director.get(`/desk/team/staff/${xulin}`)
    expect(told.text).toContain('重置了登录密码')
  })

  test('not without the duty, and not to their own: that would remove the second factor without its code', async () => {
    const colleague = await centre.signIn('xulin', 'Given-2026-again')
    await change(colleague, 'Given-2026-again', chosen)
    const director = await centre.director()
    const links = (await director.get('/desk/team')).page.querySelectorAll('a[href^="/desk/team/staff/"]')
    const leader = links.find(link => link.textContent === '吴梅')
    const leaderId = leader?.getAttribute('href')?.split('/').at(-1) ?? ''
    expect((await reset(colleague, leaderId)).status).toBe(403)
    expect((await reset(director, leaderId)).status).toBe(403)
    expect((await director.get('/account')).status, 'still signed in').toBe(200)
    expect((await director.get(`/desk/team/staff/${leaderId}`)).text).not.toContain(
      '/act/staff/resetPassword/',
    )
    await centre.director()
  })

  test('ask everybody for a second factor: who has none sets one up first', async () => {
    const director = await centre.director()
    await director.post('/act/setting_change/make', { code: 'staff.second_factor', value: 'on' })
    const visitor = await centre.signIn('xulin', chosen)
    expect((await visitor.get('/desk')).location).toBe('/account')
    expect((await visitor.get('/account')).text).toContain('请先开启两步验证')
    const totp = await enrol(visitor)
    await visitor.post('/account/totp/confirm', { code: codeOf(totp) })
    expect((await visitor.get('/desk')).status).toBe(200)
  })
})
