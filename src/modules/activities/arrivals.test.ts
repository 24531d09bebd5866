import { beforeAll, describe, expect, test } from 'vitest'
import { publishes, registers } from '../../../test/activities.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, filesOn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { ticketAddress } from './calendar.ts'

/** 5.2.2 Who came: by the ticket, by the list with and without a network, and on paper; and what proves it. */
let app: TestApp
let world: World
let clerk: Visitor
let matcher: Visitor
let activity = ''
const names = ['程小兰', '程小虎', '程小雨', '程小雪', '程小山', '程小海']
const phones = names.map((_, n) => `1380000049${n}`)
const registrations: string[] = []
let people: Visitor[]
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const door = (): string => `/desk/activities/${activity}/check-in`
const box = async (name: string): Promise<string> =>
  (await clerk.get(door())).page
    .querySelectorAll('.guests li')
    .find(one => one.textContent.includes(name))
    ?.getAttribute('data-id') ?? ''
const stillOut = async (): Promise<number> =>
  (await clerk.get(door())).page.querySelectorAll('.guests input').length

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  activity = await publishes(world, { capacity: '7', most_people: '2' })
  people = []
  for (const [n, phone] of phones.entries()) {
    const visitor = await world.citizen(phone, names[n] as string)
    people.push(visitor)
    registrations.push(await registers(visitor, activity, n === 1 ? { 'companions.0.name': '程来宝' } : {}))
  }
  app.clock.now = new Date('2026-12-05T08:30:00+08:00')
  clerk = await world.worker('陈静')
  matcher = await world.worker('张涛')
})

describe('at the door', () => {
  test('a ticket opens on the phone of staff only, and only with its secret', async () => {
    const address = await world.at(
      world.staff.get('陈静') as never,
      app.clock.now,
      async ctx => new URL(ticketAddress(ctx, registrations[1] as string)).pathname,
    )
    expect((await world.stranger().get(address)).location).toContain('/sign-in')
    expect((await (await world.device(phones[2] as string)).get(address)).status).toBe(403)
    const wrong = `${address.slice(0, -1)}${address.endsWith('0') ? '1' : '0'}`
    expect((await clerk.get(wrong)).status).toBe(404)
    const page = await clerk.get(address)
    expect(page.page.querySelector('main')?.textContent).toMatch(/程小虎[\s\S]*程来宝[\s\S]*确认到场/)
    const boxes = page.page
      .querySelectorAll('input[name="participants"]')
      .map(one => one.getAttribute('value') ?? '')
    await does(clerk, `activity_registration/arrive/${registrations[1]}`, {
      method: 'scan',
      participants: [boxes[0] as string],
    })
    expect(await main(clerk, door())).toMatch(/程小虎[\s\S]*08:3\d 扫码/)
    expect(await stillOut(), 'the companion is still on the way').toBe(6)
  })

  test('the list finds by name and by the last four digits, and is ticked without scripts', async () => {
    expect(await main(clerk, `${door()}?q=0493`)).toMatch(/程小雪/)
    expect(await main(clerk, `${door()}?q=程小山`)).not.toMatch(/程小雪/)
    const ticked = await clerk.post(door(), { came: await box('程小兰') })
    expect(ticked.status).toBe(303)
    expect(await main(clerk, door())).toMatch(/程小兰[\s\S]*名单/)
    expect((await matcher.post(door(), { came: crypto.randomUUID() })).status).toBe(303)
    expect((await people[0]?.post(door(), { came: await box('程小雨') }))?.status).toBe(403)
  })

  test('what was ticked off the net counts once, however often and from how many devices it is sent', async () => {
    const id = await box('程小雨')
    app.clock.now = new Date('2026-12-05T09:40:00+08:00')
    clerk = await world.worker('陈静')
    const sent = { came: id, [`at.${id}`]: '2026-12-05T01:02:00.000Z' }
    const second = await world.worker('张涛')
    const answers = await Promise.all([clerk.post(door(), sent), second.post(door(), sent)])
    expect(answers.map(answer => answer.status)).toEqual([303, 303])
    const first = app.clock.now
    app.clock.now = new Date('2026-12-05T09:50:00+08:00')
    await clerk.post(door(), sent)
    const [row] = await arrivalsOf(id)
    expect(row).toMatchObject({ method: 'offline', ticked_at: new Date('2026-12-05T01:02:00.000Z') })
    expect(row?.arrived_at, 'our own clock says when we heard of it').toEqual(first)
    const form = new FormData()
    form.append('came', id)
    form.append('came', crypto.randomUUID())
    const json = { accept: 'application/json' }
    const device = await clerk.request(door(), { method: 'POST', body: form, headers: json })
    const { done, refused } = device.json<{ done: string[]; refused: Array<{ reason: string }> }>()
    expect(done, 'what is in already is done').toEqual([id])
    expect(refused[0]?.reason).toContain('没有这个人')
  })

  test('whoever comes without having registered is let in while there is room', async () => {
    const came = { activity_id: activity, contact_name: '路过的人' }
    for (let n = 0; n < 4; n++) await does(clerk, 'activity_registration/walkIn', came)
    const full = await clerk.post('/act/activity_registration/walkIn', came)
    expect(full.status, 'three came who were expected, four who were not').toBe(409)
    expect(full.text).toContain('到了容量')
  })

  test('a mistake is taken back with a reason', async () => {
    await does(clerk, `activity_registration/takeBack/${registrations[2]}`, { reason: '点错了人' })
    expect(await main(clerk, `/desk/activities/registrations/${registrations[2]}`)).toMatch(
      /已报名[\s\S]*点错了人/,
    )
    expect((await clerk.post(`/act/activity_registration/takeBack/${registrations[0]}`, {})).status).toBe(422)
  })
})

const arrivalsOf = (id: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('activity_participant').selectAll().where('id', '=', id).execute(),
  )

describe('afterwards', () => {
  test('paper is signed, photographed, ticked, and stays marked as 补录', async () => {
    app.clock.now = new Date('2026-12-05T11:05:00+08:00')
    await app.runClock('activity.settle')
    clerk = await world.worker('陈静')
    matcher = await world.worker('张涛')
    const pdf = await clerk.get(`/desk/activities/${activity}/sheet.pdf`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    const sheet = { activity_id: activity, came: [await box('程小雪'), await box('程小雨')] }
    expect(
      (await matcher.post('/act/activity_evidence/backfill', { ...sheet, reason: '没有网络' })).status,
      'without a photo',
    ).toBe(422)
    await does(matcher, 'activity_evidence/backfill', {
      ...sheet,
      reason: '现场没有网络',
      'sheets:new': picture('sheet.png'),
    })
    expect(await main(clerk, door())).toMatch(/程小雪[\s\S]*补录：现场没有网络/)
    const page = await matcher.get(`/desk/activities/${activity}/evidence`)
    const file = filesOn(page).get('sheet.png') ?? ''
    expect((await matcher.get(file)).status).toBe(200)
    expect((await world.stranger().get(file)).status, 'names are nobody else’s').toBe(404)
  })

  test('it is filed only with who came, photos and minutes; then nothing of it moves', async () => {
    expect((await matcher.post(`/act/activity/close/${activity}`)).status).toBe(409)
    await does(matcher, `activity/settle/${activity}`)
    await app.runJobs()
    expect(await main(clerk, `/desk/activities/registrations/${registrations[5]}`)).toContain('未到')
    await does(matcher, `activity/writeUp/${activity}`, {
      minutes: '三位店主讲了包装、冷链和售后，形成三条意见。',
      summary: '种植户交流鲜果发货，商定统一采购包装。',
    })
    const noPhoto = await matcher.post(`/act/activity/close/${activity}`)
    expect(noPhoto.text).toContain('还没有现场照片')
    const photo = { activity_id: activity, kind: 'photo', taken_at: '2026-12-05T09:30', place: '文化站' }
    await does(matcher, 'activity_evidence/add', { ...photo, shown: '1', 'photos:new': picture('crowd.png') })
    await does(matcher, 'activity_evidence/add', { ...photo, 'photos:new': picture('children.png') })
    const shown = await world.stranger().get(`/activities/${activity}`)
    expect(shown.page.querySelector('main')?.textContent).toContain('商定统一采购包装')
    expect([...filesOn(shown).keys()].length, 'only what may be public').toBe(1)
    const over = { 'costs.0.item': '茶歇', 'costs.0.amount_fen': '900' }
    expect((await matcher.post(`/act/activity/spend/${activity}`, over)).status).toBe(422)
    await does(matcher, `activity/spend/${activity}`, { ...over, costs_note: '多来了四个人' })
    await does(matcher, `activity/close/${activity}`)
    expect((await matcher.post('/act/activity_evidence/add', photo)).status).toBeGreaterThanOrEqual(409)
    const pdf = await matcher.get(`/desk/activities/${activity}/file.pdf`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
  })

  test('those who came say what they think without a name, and nobody reads fewer than five', async () => {
    const came = [0, 1, 2, 3]
    for (const n of came) {
      const who = await world.device(phones[n] as string)
      const page = `/my/activities/${registrations[n]}/opinion`
      expect((await who.post(page, { comment: '好' })).status, 'a mark is asked for').toBe(422)
      expect((await who.post(page, { mark: '4', comment: `第 ${n} 句` })).status).toBe(303)
      expect((await who.post(page, { mark: '1' })).status, 'once').toBe(409)
    }
    const absent = await world.device(phones[5] as string)
    expect((await absent.get(`/my/activities/${registrations[5]}/opinion`)).status).toBe(409)
    await app.runClock('activity.mix_opinions')
    matcher = await world.worker('张涛')
    expect(await main(matcher, `/desk/activities/${activity}/evidence`)).not.toContain('第 1 句')
    await app.kernel.database.write({ centre: world.id }, db =>
      db
        .insertInto('activity_opinion_inbox')
        .values({ activity_id: activity, mark: 5, comment: null })
        .execute(),
    )
    await app.runClock('activity.mix_opinions')
    expect(await main(matcher, `/desk/activities/${activity}/evidence`)).toMatch(
      /4.2 分（满分 5 分），5 份[\s\S]*第 1 句/,
    )
    const journalled = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('journal')
        .select(['identity_id', 'staff_id'])
        .where('action', '=', 'useOpinion')
        .limit(9)
        .execute(),
    )
    expect(
      journalled.every(row => row.identity_id === null && row.staff_id === null),
      'the system’s, not theirs',
    ).toBe(true)
  })

  test('人次 and 人数 are both counted', async () => {
    matcher = await world.worker('张涛')
    expect(await main(matcher, '/desk/activities')).toMatch(/1 场[\s\S]*8 人次[\s\S]*8 人/)
  })
})
