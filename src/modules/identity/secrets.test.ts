import { Secret, TOTP } from 'otpauth'
import { beforeAll, expect, test } from 'vitest'
import { setupToken } from '#modules/team'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import {
  codeSentTo,
  directorPassword,
  type Founded,
  firstPassword,
  foundedCentre,
} from '../../../test/founded.ts'
import { everyRow } from '../../../test/rows.ts'

/**
 * Everything secret that people type or are shown, right or wrong, is used once here; then the whole database is read
 * as its owner reads it (and with it every backup): none of it stands there.
 */
let app: TestApp
let centre: Founded
/** What must not be found, by what it is. */
const secrets = new Map<string, string>()
beforeAll(async () => {
  app = await testApp()
  centre = await foundedCentre(app)
})

const secret = (what: string, value: string): string => {
  expect(value.length, what).toBeGreaterThan(5)
  secrets.set(what, value)
  return value
}
const tokenIn = (visitor: Visitor) => visitor.cookies.get('centre_session') ?? ''
const idNumber = '340825199001011239'
const otherIdNumber = '340825198506152315'

test('staff sign in, mistype, change and reset passwords, and set up a second factor', async () => {
  secret('the administrator’s password', directorPassword)
  const xulin = await centre.appoint('徐林', 'xulin', '窗口专员')
  const visitor = await centre.signIn('xulin', secret('the first password', firstPassword))
  const chosen = secret('a chosen password', 'Chosen-2026-by-me')
  await visitor.post('/account/password', {
    present: secret('a mistyped password', 'Mistyped-2026-x'),
    next: chosen,
  })
  await visitor.post('/account/password', { present: firstPassword, next: chosen })
  await visitor.post('/sign-in/staff', {
    username: 'xulin',
    password: secret('a wrong password', 'Wrong-2026-guess'),
  })
  const page = await visitor.submit('/account', {}, '/account/totp')
  const base32 = secret('the secret of the second factor', /[A-Z2-7]{32}/.exec(page.text)?.[0] ?? '')
  const totp = new TOTP({ secret: Secret.fromBase32(base32) })
  secret('the same in hexadecimal', totp.secret.hex)
  const code = totp.generate({ timestamp: app.clock.now.getTime() })
  expect((await visitor.post('/account/totp/confirm', { code: secret('a dynamic code', code) })).status).toBe(
    303,
  )
  secret('a session’s cookie', tokenIn(visitor))
  const director = await centre.director()
  const given = { password: secret('a reset password', 'Given-2026-again') }
  expect((await director.post(`/act/staff/resetPassword/${xulin}`, given)).status).toBe(303)
})

test('a machine gets a key', async () => {
  const director = await centre.director()
  const made = await director.submit('/account/keys/new', {
    name: '县政务数据平台',
    reads: ['party', 'staff'],
    expires_on: '2026-12-31',
  })
  const token = secret('a key', made.page.querySelector('pre.code')?.textContent ?? '')
  secret('a key without its prefix', token.slice(4))
  const read = await app
    .visitor(centre.host)
    .call('GET', '/api/v1/staff', undefined, { authorization: `Bearer ${token}` })
  expect(read.status).toBe(200)
})

test('a citizen signs in, gives an ID number, and sends forms too late', async () => {
  const visitor = await centre.citizen('13800000301')
  secret('the code that was used', codeSentTo(app, '13800000301'))
  const waiting = app.visitor(centre.host)
  await waiting.submit('/sign-in', { phone: '13800000302' })
  secret('a code that waits', codeSentTo(app, '13800000302'))
  await visitor.submit('/act/mandate/registerSelf', { person_name: '方晓', consent: '1' })
  const [self] = (await visitor.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>()
    .contents
  const path = `party/keepIdNumber/${self?.id}`
  expect(
    (await visitor.post(`/act/${path}`, { id_number: '340825199001011234' })).status,
    'wrong check digit',
  ).toBe(422)
  expect(
    (await visitor.post(`/act/${path}`, { id_number: secret('an ID number kept', idNumber) })).status,
  ).toBe(303)
  expect(
    (await visitor.post(`/draft/${path}`, { id_number: secret('an ID number typed', otherIdNumber) })).status,
  ).toBe(204)
  secret('a citizen’s cookie', tokenIn(visitor))
  const late = app.visitor(centre.host)
  await late.post(`/act/${path}`, { id_number: otherIdNumber })
  await late.post('/act/staff/appoint', {
    password: secret('a password sent too late', 'Late-2026-password'),
  })
  expect(late.cookies.has('parked')).toBe(true)
})

test('the first administrator’s page was opened by a token', async () => {
  secret('the token', await setupToken(app.kernel))
})

test('a number is shown in full to whom the duty is given, for a reason that the journal keeps', async () => {
  const director = await centre.director()
  const [party] = (await director.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>()
    .contents
  const page = await director.get(`/desk/parties/${party?.id}`)
  expect(page.text).not.toContain(idNumber)
  const shown = await director.post(`/desk/parties/${party?.id}/id-number`, { reason: '核对补助申领人' })
  expect(shown.text, 'so it is kept, and can be read').toContain(idNumber)
})

test('nothing of all this stands in the database', async () => {
  await app.runJobs()
  await app.kernel.looks.flush()
  expect([...secrets.keys()]).toHaveLength(19)
  const rows = await everyRow(app)
  const tables = [
    'identity',
    'session',
    'one_time_code',
    'sign_in_attempt',
    'setup_token',
    'api_key',
    'party',
  ]
  for (const table of [...tables, 'parked_form', 'draft', 'journal_detail', 'outbox', 'access_log'])
    expect(rows.get(table), `${table} was read and holds rows`).toMatch(/\w/)
  const found = [...rows].flatMap(([table, text]) =>
    [...secrets].filter(([, value]) => standsIn(text, value)).map(([what]) => `${what} in ${table}`),
  )
  expect(found).toEqual([])
})

/** Six digits alone may stand within a hash or a time by chance; as a word of their own they do not. */
const standsIn = (text: string, value: string): boolean =>
  /^\d{6}$/.test(value) ? new RegExp(`(?<![\\w.])${value}(?!\\w)`).test(text) : text.includes(value)
