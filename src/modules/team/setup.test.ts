import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { setupToken } from './setup.tsx'
import { standardPosts } from './standard-posts.ts'

/** An empty installation: whoever holds the token that the start printed opens the first centre, once. */
let app: TestApp
let token: string
let visitor: Visitor
const host = 'ec.taihu.test'
beforeAll(async () => {
  app = await testApp('bare')
  token = await setupToken(app.kernel)
  visitor = app.visitor(host)
})

const wish = {
  division: '340825',
  name: '太湖县电子商务公共服务中心',
  origin: `http://${host}`,
  person: '吴梅',
  username: 'wumei',
  password: 'Founder-2026-first',
}
const rows = async (table: 'centre' | 'identity'): Promise<number> =>
  (await app.kernel.database.pool.query(`select id from ${table}`)).rows.length
const fieldError = (page: Awaited<ReturnType<Visitor['get']>>, name: string) =>
  page.page.querySelector(`#f-${name}-error`)?.textContent

describe('before there is a centre', () => {
  test('every page says so, and where the administrator goes', async () => {
    for (const path of ['/', '/items', '/desk', '/sign-in', '/api/v1/party']) {
      const answer = await visitor.get(path)
      expect(answer.status, path).toBe(503)
      expect(answer.text, path).toContain('还没有服务中心')
    }
    expect((await visitor.get('/healthz')).status).toBe(200)
  })

  test('the first administrator’s page is closed without its token', async () => {
    for (const path of ['/setup', '/setup?token=', `/setup?token=${token.slice(1)}`])
      expect((await visitor.get(path)).status, path).toBe(404)
    expect((await visitor.get('/setup?token=%00')).status).toBe(400)
    expect((await visitor.post('/setup', wish)).status).toBe(404)
    expect((await visitor.post('/setup', { ...wish, token: 'guessed' })).status).toBe(404)
    expect(await rows('centre')).toBe(0)
  })

  test('with it, it asks for the centre and the administrator', async () => {
    const shown = await visitor.get(`/setup?token=${token}`)
    expect(shown.status).toBe(200)
    for (const name of Object.keys(wish)) expect(shown.page.querySelector(`#f-${name}`), name).toBeTruthy()
    expect(shown.page.querySelector('#f-origin')?.getAttribute('value')).toBe(`http://${host}`)
  })

  test('a cookie of an earlier installation at the same address does no harm', async () => {
    const returning = app.visitor(host)
    returning.cookies.set('centre_session', 'left-from-the-demonstration')
    expect((await returning.get(`/setup?token=${token}`)).status).toBe(200)
    expect((await returning.get('/')).status).toBe(503)
  })

  test('wrong input comes back with a reason at each field, and leaves nothing behind', async () => {
    const wrong = {
      division: '3408',
      name: '中心',
      origin: 'taihu',
      person: '吴',
      username: 'Wu',
      password: 'weak',
    }
    const refused = await visitor.submit(`/setup?token=${token}`, wrong)
    expect(refused.status).toBe(422)
    const reasons = [
      '6 位数字',
      '至少填写 4 个字',
      '完整网址',
      '至少填写 2 个字',
      '以小写字母开头',
      '至少 10 个字符',
    ]
    for (const [index, name] of Object.keys(wrong).entries())
      expect(fieldError(refused, name), name).toContain(reasons[index])
    expect(refused.page.querySelector('#f-name')?.getAttribute('value')).toBe('中心')
    expect(refused.page.querySelector('#f-password')?.getAttribute('value')).toBe('')
    expect(await rows('centre')).toBe(0)
    expect(await rows('identity')).toBe(0)
  })
})

describe('the first administrator', () => {
  test('opens one centre, however often the button is pressed', async () => {
    const other = { ...wish, origin: 'http://second.test' }
    const presses = await Promise.all(
      [wish, wish, other].map(one => visitor.post('/setup', { ...one, token })),
    )
    expect(presses.map(answer => answer.status).sort()).toEqual([303, 404, 404])
    expect(presses.find(answer => answer.status === 303)?.location).toBe('/sign-in/staff')
    expect(await rows('identity')).toBe(1)
    const { rows: centres } = await app.kernel.database.pool.query<{ host: string }>(
      'select host from centre',
    )
    expect(centres).toHaveLength(1)
    // Whichever press came first.
    visitor = app.visitor(centres[0]?.host ?? '')
  })

  test('signs in with the chosen password and finds the standard posts, and may fill them', async () => {
    const entered = await visitor.submit('/sign-in/staff', { username: 'wumei', password: wish.password })
    expect(entered.location).toBe('/desk')
    expect((await visitor.get('/desk')).status, 'chosen by its holder: not to be changed').toBe(200)
    const team = await visitor.get('/desk/team')
    for (const post of standardPosts) expect(team.text).toContain(post.name)
    expect(team.text).toContain('吴梅')
    expect((await visitor.get('/act/staff/appoint')).status).toBe(200)
    expect((await visitor.get('/')).text).toContain('太湖县电子商务公共服务中心')
  })

  test('is the only one: the token is spent, and a new one opens nothing either', async () => {
    const fresh = await setupToken(app.kernel)
    for (const spent of [token, fresh]) {
      expect((await visitor.get(`/setup?token=${spent}`)).status).toBe(404)
      const again = await visitor.post('/setup', {
        ...wish,
        token: spent,
        origin: 'http://third.test',
        username: 'third',
      })
      expect(again.status).toBe(404)
    }
    expect(await rows('centre')).toBe(1)
  })
})
