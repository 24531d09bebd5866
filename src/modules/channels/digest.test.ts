import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { publishesNotice, withdrawsNotice } from '../../../test/channels.ts'
import { errorAt } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 邮件摘要: asked for by anybody, confirmed by who reads the letter, ended by one press. */
let app: TestApp
let world: World
let reader: Visitor
const email = 'wangfang@huaining.example'

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  reader = world.stranger()
})
beforeEach(() => {
  app.sent.mail.length = 0
})

const asks = (address: string, more: Record<string, string | string[]> = {}) =>
  reader.post('/subscribe', { email: address, columns: ['notice', 'activity'], rhythm: 'daily', ...more })
const linkIn = (text: string | undefined, what: 'confirm' | 'leave'): string =>
  new RegExp(`/subscribe/${what}/\\S+`).exec(text ?? '')?.[0].replace(/[<>"].*$/, '') ?? ''
const letters = async (): Promise<TestApp['sent']['mail']> => {
  await app.runJobs()
  return app.sent.mail
}
const digests = async (): Promise<TestApp['sent']['mail']> => {
  await app.runClock('channel.digest')
  return letters()
}
/** Asks and confirms; returns the path of the letter. */
async function subscribes(address: string, more: Record<string, string | string[]> = {}): Promise<string> {
  app.sent.mail.length = 0
  await asks(address, more)
  const path = linkIn((await letters())[0]?.text, 'confirm')
  expect((await reader.post(path)).status).toBe(303)
  app.sent.mail.length = 0
  app.clock.addDays(0.01)
  return path
}
const stored = () =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('digest_subscriber').selectAll().orderBy('id').execute(),
  )

describe('subscribing', () => {
  test('needs an address, one and nothing else', async () => {
    for (const bad of [
      'nobody',
      'a@b.example, c@d.example',
      'a@b.example\r\nBcc: all@huaining.example',
      '"x" <a@b.example>',
      'a@b.example;c@d.example',
      `${'a'.repeat(250)}@b.example`,
    ]) {
      const answer = await asks(bad)
      expect([answer.status, errorAt(answer, 'email') !== ''], bad).toEqual([422, true])
    }
    expect((await asks(email, { columns: [] })).status).toBe(422)
    expect((await asks(email, { columns: ['secret'] })).status).toBe(422)
    expect(await letters()).toEqual([])
  })

  test('is confirmed by who has the mailbox; who only opens the link confirms nothing', async () => {
    expect((await asks(email)).text).toContain('请查收确认信')
    const [letter] = await letters()
    expect(letter?.to).toBe(email)
    const path = linkIn(letter?.text, 'confirm')
    expect((await reader.get(path)).text).toContain('确认订阅')
    await publishesNotice(world)
    expect(await digests(), 'opened, not confirmed').toHaveLength(1)
    expect((await reader.post(path)).status).toBe(303)
    expect((await reader.get(path)).text).toContain('已经确认')
  })

  test('again says the same and sends no flood: one letter a day, three at most', async () => {
    const stranger = 'stranger@huaining.example'
    const answers: string[] = []
    for (let n = 0; n < 5; n++) answers.push((await asks(stranger)).text)
    expect(new Set(answers.map(text => text.replaceAll(/nonce="\w+"/g, ''))).size).toBe(1)
    expect((await letters()).filter(one => one.to === stranger)).toHaveLength(1)
    for (let day = 0; day < 3; day++) {
      app.clock.addDays(1.01)
      await asks(stranger)
    }
    expect((await letters()).filter(one => one.to === stranger)).toHaveLength(3)
    expect((await asks(email)).text, 'of who has subscribed long since').toBe(answers[0])
  })

  test('what was never confirmed is forgotten', async () => {
    app.clock.addDays(14)
    await app.runClock('clock.tick')
    const gone = (await stored()).filter(row => row.state === 'left' && row.left_how === 'never')
    expect(gone.map(row => [row.email_sealed, row.email_hash])).toEqual([[null, null]])
  })

  test('keeps no address that can be read, neither in its row nor in the journal nor for the desk', async () => {
    const desk = (await (await world.worker('刘芳')).get('/desk/channels/subscribers')).text
    expect(desk).toContain('w***@huaining.example')
    expect(desk).not.toContain(email)
    expect(JSON.stringify(await stored())).not.toContain('wangfang')
    const input = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('journal_detail').select('input').execute(),
    )
    expect(JSON.stringify(input)).not.toContain('wangfang')
    expect((await (await world.worker('王敏')).get('/desk/channels/subscribers')).status).toBe(403)
  })
})

describe('the digest', () => {
  test('tells what is new since the last one, as text and as HTML, and nothing twice', async () => {
    await digests()
    app.sent.mail.length = 0
    app.clock.addDays(1)
    await publishesNotice(world, { title: '年货节直播 <排班> 公告' })
    app.clock.addDays(0.01)
    const [letter, ...others] = await digests()
    expect(others).toEqual([])
    expect(letter).toMatchObject({
      to: email,
      subject: '【怀宁县电子商务公共服务中心】年货节直播 <排班> 公告',
    })
    expect(letter?.text).toContain('/via/mail/notice/')
    expect(letter?.html).toContain('年货节直播 &lt;排班&gt; 公告')
    expect(letter?.html).not.toMatch(/<script|<排班/)
    app.sent.mail.length = 0
    expect(await digests(), 'the same day').toEqual([])
    app.clock.addDays(1)
    expect(await digests(), 'nothing new, no letter').toEqual([])
  })

  test('of what was withdrawn meanwhile says nothing', async () => {
    const id = await publishesNotice(world, { title: '马上撤回的公告' })
    await withdrawsNotice(await world.worker('李卫东'), id)
    app.clock.addDays(1)
    expect(await digests()).toEqual([])
  })

  test('comes to each in their columns and their rhythm', async () => {
    await subscribes('weekly@huaining.example', { rhythm: 'weekly' })
    await subscribes('policies@huaining.example', { columns: ['policy'] })
    await publishesNotice(world, { title: '只在公告栏的消息' })
    const got: Record<string, number> = {}
    for (let day = 0; day < 8; day++) {
      app.clock.addDays(1)
      app.sent.mail.length = 0
      for (const { to } of await digests()) got[to] = (got[to] ?? 0) + 1
    }
    expect(got).toEqual({ [email]: 1, 'weekly@huaining.example': 1 })
  })

  test('goes out once where the job runs twice at the same moment', async () => {
    await publishesNotice(world, { title: '两个进程同时寄' })
    app.clock.addDays(1)
    await Promise.all([app.runClock('channel.digest'), app.runClock('channel.digest')])
    expect((await letters()).filter(one => one.to === email)).toHaveLength(1)
  })
})

describe('leaving', () => {
  let path = ''
  test('is one click of the mail program (RFC 8058), without an account, cookie or origin', async () => {
    await publishesNotice(world, { title: '最后一封' })
    app.clock.addDays(1)
    const letter = (await digests()).find(one => one.to === email)
    expect(letter?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    const url = /^<(.+)>$/.exec(letter?.headers?.['List-Unsubscribe'] ?? '')?.[1] ?? ''
    path = new URL(url).pathname
    expect(letter?.text).toContain(path)
    expect((await reader.get(path)).text, 'GET shows a button').toContain('退订')
    expect(
      (await stored()).filter(row => row.state === 'active'),
      'and ends nothing',
    ).toHaveLength(3)
    const oneClick = await world.stranger().request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: '' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect([oneClick.status, oneClick.text]).toEqual([200, '已退订'])
    expect((await reader.post(path, { what: 'leave' })).status, 'again does no harm').toBe(303)
    const left = (await stored()).find(row => row.left_how === 'one_click')
    expect([left?.email_sealed, left?.email_hash, left?.identity_id]).toEqual([null, null, null])
  })

  test('lets no letter go out any more, and the outbox forgets the address', async () => {
    await publishesNotice(world, { title: '退订之后' })
    app.clock.addDays(1)
    expect((await digests()).map(one => one.to)).not.toContain(email)
    const kept = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('outbox')
        .select(['recipient', 'sealed', 'body'])
        .where('channel', '=', 'mail')
        .execute(),
    )
    expect(kept.map(one => one.recipient)).not.toContain(email)
    expect(
      kept.filter(one => one.sealed !== null),
      'what was sent is not kept',
    ).toEqual([])
    expect(JSON.stringify(kept)).not.toContain('/subscribe/leave/')
  })

  test('by the token of another, of another purpose, or of another centre opens nothing', async () => {
    const mine = linkIn((await subscribesFresh('first@huaining.example'))[0]?.text, 'confirm')
    const theirs = await subscribes('second@huaining.example')
    const [, , , id = '', token = ''] = mine.split('/')
    const [, , , otherId = '', otherToken = ''] = theirs.split('/')
    for (const wrong of [
      `/subscribe/leave/${otherId}/${token}`,
      `/subscribe/leave/${otherId}/${otherToken}`,
      `/subscribe/confirm/${id}/${otherToken}`,
      `/subscribe/leave/${otherId}/${'0'.repeat(40)}`,
      `/subscribe/leave/${otherId}/x`,
      `/subscribe/leave/nonsense/${token}`,
    ]) {
      expect((await reader.get(wrong)).status, wrong).toBe(404)
      expect((await reader.post(wrong, { what: 'leave' })).status, wrong).toBe(404)
    }
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    expect((await elsewhere.stranger().post(theirs)).status).toBe(404)
  })

  async function subscribesFresh(address: string) {
    app.sent.mail.length = 0
    await asks(address)
    return letters()
  }

  test('or by changing one’s mind: other columns, by the same page', async () => {
    const confirmed = await reader.get(await subscribes('third@huaining.example'))
    const manage = confirmed.page.querySelector('a[href^="/subscribe/leave/"]')?.getAttribute('href') ?? ''
    expect(
      (await reader.post(manage, { what: 'choose', columns: ['policy'], rhythm: 'weekly' })).status,
    ).toBe(303)
    expect((await reader.post(manage, { what: 'choose', columns: [], rhythm: 'weekly' })).status).toBe(422)
    expect((await reader.post(manage, {})).status, 'an empty form ends nothing').toBe(400)
    expect((await stored()).at(-1)).toMatchObject({ state: 'active', columns: ['policy'], rhythm: 'weekly' })
  })

  test('with one’s account goes the subscription that was asked for with it', async () => {
    const citizen = await world.citizen('13800000771', '杨雪')
    await citizen.post('/subscribe', {
      email: 'yangxue@huaining.example',
      columns: ['notice'],
      rhythm: 'daily',
    })
    const data = await citizen.get('/account/data.json')
    expect(data.text).toContain('yangxue@huaining.example')
    expect((await reader.get('/account/data.json')).text).not.toContain('yangxue')
  })
})
