import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 6.1 A consultation is rated like a case: once, by whoever asked, with or without an account. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  for (const name of ['王敏', '陈静', '孙丽', '刘芳']) people[name] = await world.worker(name)
})

const question = '我想在家里开网店卖蓝莓，要不要营业执照？'
const page = '/desk/consultations/new'
/** Answered on the spot for somebody who left a number. */
async function served(phone: string, more: Record<string, string> = {}): Promise<string> {
  await who('王敏').submit(
    page,
    {
      question,
      kind: 'policy',
      channel: 'phone',
      contact_name: '汪小兵',
      contact_phone: phone,
      answer: '不用办。',
      ...more,
    },
    page,
  )
  await app.runJobs()
  const letter = app.sent.sms.findLast(one => one.phone === phone && one.body.includes('请评价'))
  return /\/r\/[\w-]+/.exec(letter?.body ?? '')?.[0] ?? ''
}
const rowsOf = (table: string) =>
  app.kernel.database.write(
    { centre: world.id },
    async db => (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db)).rows,
  )

describe('a caller', () => {
  test('rates by the link of the letter: nothing is pre-selected, and only once', async () => {
    const path = await served('13800000731')
    const form = await world.stranger().get(path)
    expect(form.page.querySelectorAll('input[name=mark]')).toHaveLength(5)
    expect(form.page.querySelector('input[name=mark][checked]')).toBeNull()
    expect(form.page.querySelector('main')?.textContent).toContain('咨询 ZX-')
    expect((await who('王敏').post(path, { mark: '5', by: 'name' })).status, 'not staff').toBe(403)
    expect((await world.stranger().post(path, { by: 'anonymous' })).status).toBe(422)
    expect((await world.stranger().post(path, { mark: '4', by: 'anonymous' })).status).toBe(200)
    expect((await world.stranger().post(path, { mark: '1', by: 'anonymous' })).status, 'used').toBe(409)
  })

  test('nobody is asked to rate what nobody known asked', async () => {
    const before = (await rowsOf('rating_right')).length
    const form = { question, kind: 'policy', channel: 'counter', unnamed: 'true', answer: '不用办。' }
    expect((await who('王敏').submit(page, form, page)).status).toBe(303)
    expect(await rowsOf('rating_right')).toHaveLength(before)
  })
})

describe('anonymous marks', () => {
  test('lie without consultation, person and time, and move by five', async () => {
    const paths = []
    for (const last of [2, 3, 4, 5]) paths.push(await served(`1380000073${last}`))
    for (const path of paths.slice(0, 3))
      await world.stranger().post(path, { mark: '2', by: 'anonymous', comment: '没听懂' })
    await app.runClock('rating.mix')
    expect(await rowsOf('rating')).toHaveLength(0)
    const inbox = await rowsOf('rating_inbox')
    expect(inbox).toHaveLength(4)
    const known = new Set((await rowsOf('consultation')).map(row => row.id))
    for (const row of inbox) for (const value of Object.values(row)) expect(known.has(value)).toBe(false)
    await world.stranger().post(paths[3] ?? '', { mark: '5', by: 'anonymous' })
    await app.runClock('rating.mix')
    const ratings = await rowsOf('rating')
    expect(ratings).toHaveLength(5)
    expect(
      ratings.every(row => row.subject === 'consultation' && row.record_id === null && row.party_id === null),
    ).toBe(true)
    expect(JSON.stringify(await rowsOf('journal_detail'))).not.toContain('没听懂')
    expect(await rowsOf('callback'), 'nobody is called back who did not give a name').toHaveLength(0)
    const desk = (await who('孙丽').get('/desk/ratings')).page.querySelector('main')?.textContent ?? ''
    expect(desk).toMatch(/咨询\s*40\.0% 满意（5 份）/)
  })
})

describe('with an account', () => {
  test('the very next page asks, and a bad mark by name is called back by somebody who had no hand in it', async () => {
    const lihua = await world.citizen('13800000012', '李华')
    const sent = await lihua.submit('/consulting/new', {
      ...{ question, kind: 'policy', contact_name: '李华', contact_phone: '13800000012' },
    })
    const own = `/my/consultations/${idIn(sent.page.querySelector('a[href^="/my/consultations/"]')?.getAttribute('href'))}`
    const id = idIn(own)
    const link = async (visitor: Visitor) =>
      (await visitor.get(own)).page.querySelector('a[href^="/r/"]')?.getAttribute('href') ?? null
    await does(who('王敏'), `consultation/take/${id}`)
    await does(who('王敏'), `consultation/toColleague/${id}`, {
      ...{ staff_id: world.staff.get('孙丽')?.staffId ?? '', reason: '她更熟悉这一块。' },
    })
    await does(who('王敏'), `consultation/reply/${id}`, { answer: '自己种的不用办营业执照。' })
    expect(await link(lihua), 'not before it is over').toBeNull()
    await does(lihua, `consultation/tellSolved/${id}`)
    const path = await link(lihua)
    await lihua.post(path ?? '', { mark: '1', by: 'name', comment: '等了三天' })
    expect(await link(lihua)).toBeNull()
    expect((await lihua.get(own)).text).toContain('已经评价过')
    const [callback] = await rowsOf('callback')
    expect(callback).toMatchObject({ subject: 'consultation', record_id: id, mark: 1 })
    const at = `/desk/callbacks/${callback?.id}`
    const result = { result: '11 月 24 日电话回访，说明了等待的原因，对方表示理解。' }
    const resolve = `/act/callback/resolve/${callback?.id}`
    expect((await who('王敏').post(resolve, result)).status, 'answered it').toBe(403)
    expect((await who('孙丽').post(resolve, result)).status, 'was asked to').toBe(403)
    const shown = await who('王敏').get(at)
    expect(shown.page.querySelector(`a[href="/desk/consultations/${id}"]`)?.textContent).toMatch(/^ZX-/)
    expect((await who('刘芳').get(at)).status, 'sees no consultations').toBe(404)
    const data = (await lihua.get('/account/data.json')).json<{ ratings: Array<{ record_id: string }> }>()
    expect(data.ratings.map(one => one.record_id)).toEqual([id])
  })
})
