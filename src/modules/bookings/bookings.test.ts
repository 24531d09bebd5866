import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, startOf } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.3.3、4.3.5 Rooms for everyone, vehicles for the staff: nobody gets what somebody else has. */
let app: TestApp
let world: World
let director: Visitor
let clerk: Visitor
let farmer: Visitor
let neighbour: Visitor
let studio = ''
let room = ''
let van = ''

const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const at = (day: string, time: string): void => {
  app.clock.now = new Date(`${day}T${time}:00+08:00`)
}
/** Staff sessions end when the clock jumps. */
const again = async (): Promise<void> => {
  director = await world.worker('李卫东')
  clerk = await world.worker('陈静')
}
const wants = (resource_id: string, day: string, from: string, to: string, more = {}) => ({
  ...{ resource_id, day, from, to, people: '2', purpose: '蓝莓直播' },
  ...{ contact_name: '何桂兰', contact_phone: '13800000451', ...more },
})
const asks = async (who: Visitor, fields: Record<string, string>): Promise<Answer> => {
  const page = `/act/booking/ask?resource_id=${fields.resource_id}`
  return who.submit(page, { party_id: startOf(await who.get(page), 'party_id'), ...fields })
}
const books = async (who: Visitor, fields: Record<string, string>): Promise<string> => {
  const done = await asks(who, fields)
  expect(done.status, done.page.querySelector('main')?.textContent).toBe(303)
  return idIn(done.location)
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await again()
  farmer = await world.citizen('13800000451', '何桂兰')
  neighbour = await world.citizen('13800000452', '汪小满')
  const common = { opens: '08:30', closes: '17:30', longest_hours: '4' }
  studio = await does(director, 'resource/register', {
    ...{ kind: 'studio', name: '1 号直播间', place: '二楼 203', capacity: '4', for_public: '1', ...common },
  })
  room = await does(director, 'resource/register', {
    ...{
      kind: 'room',
      name: '会议室',
      place: '三楼 302',
      capacity: '30',
      for_public: '1',
      needs_approval: '1',
    },
    ...common,
  })
  van = await does(director, 'resource/registerVehicle', {
    ...{ name: '轻型厢货', plate: '皖HD12345', capacity: '3', mileage_km: '12000', ...common },
    ...{ inspection_until: '2026-12-20', insurance_until: '2027-06-30', longest_hours: '9' },
  })
})

describe('a studio that is free for all', () => {
  test('is seen by everybody, with its free hours, and booked on the spot', async () => {
    const stranger = app.visitor(world.host)
    expect(await main(stranger, '/bookings')).toMatch(/1 号直播间[\s\S]*今天还有空/)
    expect(await main(stranger, '/bookings'), 'vehicles are for the staff').not.toContain('轻型厢货')
    expect((await stranger.get(`/bookings/${van}`)).status).toBe(404)
    const link = (await stranger.get(`/bookings/${studio}`)).page.querySelector('a[href^="/act/booking/ask"]')
    expect((await stranger.get(link?.getAttribute('href') ?? '')).location, 'first who they are').toContain(
      '/sign-in',
    )
    const id = await books(farmer, wants(studio, '2026-11-25', '09:00', '11:00'))
    expect(await main(farmer, `/my/bookings/${id}`)).toMatch(/1 号直播间已预约[\s\S]*2026-11-25 09:00–11:00/)
    const shown = await main(stranger, `/bookings/${studio}`)
    expect(shown).toContain('08:30–09:00')
    expect(shown, 'when, not by whom').not.toContain('何桂兰')
    expect(await main(director, '/desk/bookings')).toContain('何桂兰')
    expect((await neighbour.get(`/my/bookings/${id}`)).status).toBe(404)
    expect((await neighbour.post(`/act/booking/cancel/${id}`)).status).toBe(404)
  })

  test('is not had twice: whoever is later is told what is left', async () => {
    const mine = { contact_name: '汪小满', contact_phone: '13800000452' }
    for (const [from, to] of [
      ['10:30', '12:00'],
      ['08:30', '09:30'],
      ['09:30', '10:00'],
    ] as const) {
      const refused = await asks(neighbour, wants(studio, '2026-11-25', from, to, mine))
      expect(refused.status, `${from}–${to}`).toBe(409)
      expect(refused.text).toContain('当天还有：08:30–09:00、11:00–17:30。')
    }
    await books(neighbour, wants(studio, '2026-11-25', '11:00', '12:00', mine))
  })

  test('says at the field what its rules are against', async () => {
    const wrong: ReadonlyArray<[string, Record<string, string>, string]> = [
      ['to', wants(studio, '2026-11-26', '11:00', '10:00'), '要晚于开始的时间'],
      ['to', wants(studio, '2026-11-26', '09:00', '15:00'), '一次最长 4 小时'],
      ['day', wants(studio, '2026-11-28', '09:00', '10:00'), '不开放'],
      ['day', wants(studio, '2027-03-01', '09:00', '10:00'), '最多提前 30 天'],
      ['from', wants(studio, '2026-11-24', '09:00', '10:00'), '已经过了'],
      ['people', wants(studio, '2026-11-26', '09:00', '10:00', { people: '9' }), '最多容纳 4 人'],
      ['day', wants(van, '2026-12-21', '09:00', '10:00', { destination: '安庆' }), '年检'],
    ]
    for (const [field, fields, words] of wrong) {
      const driver_id = world.staff.get('张涛')?.staffId ?? ''
      const refused = await asks(fields.resource_id === van ? clerk : farmer, { ...fields, driver_id })
      expect(refused.status, words).toBe(422)
      expect(errorAt(refused, field)).toContain(words)
    }
    const outside = await asks(farmer, wants(studio, '2026-11-26', '07:00', '08:00'))
    expect(errorAt(outside, 'from'), 'not among the hours').not.toBe('')
    const forStaff = await farmer.post('/act/booking/ask', wants(van, '2026-11-26', '09:00', '10:00'))
    expect(forStaff.status).toBe(404)
  })

  test('is not hoarded', async () => {
    await books(farmer, wants(studio, '2026-11-26', '09:00', '10:00'))
    const third = await books(farmer, wants(studio, '2026-11-27', '09:00', '10:00'))
    const refused = await asks(farmer, wants(studio, '2026-11-30', '09:00', '10:00'))
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('同时最多预约 3 次')
    await does(farmer, `booking/cancel/${third}`)
    await books(neighbour, wants(studio, '2026-11-27', '09:00', '10:00', { contact_name: '汪小满' }))
  })

  test('is signed in and out of, at its time; what nobody comes to is set free', async () => {
    const [next] = (await main(farmer, '/my/bookings')).match(/2026-11-25 09:00/g) ?? []
    expect(next).toBeDefined()
    const page = (await farmer.get('/my/bookings')).page
    const mine = page.querySelectorAll('a[href^="/my/bookings/"]').map(a => idIn(a.getAttribute('href')))
    const id = mine[0] ?? ''
    const early = await farmer.post(`/act/booking/signIn/${id}`)
    expect(early.status).toBe(409)
    expect(early.text).toContain('11-25 08:30 起可以签到')
    at('2026-11-25', '08:45')
    await does(farmer, `booking/signIn/${id}`)
    at('2026-11-25', '10:30')
    await does(farmer, `booking/signOut/${id}`, { mark: '4', remark: '补光灯有一盏不亮' })
    expect(await main(farmer, `/my/bookings/${id}`)).toMatch(/已用完[\s\S]*2026-11-25 08:45–10:30/)
    at('2026-11-25', '11:20')
    await app.runClock('booking.settle')
    expect(await main(neighbour, '/my/bookings'), 'within the grace').not.toContain('未到')
    at('2026-11-25', '11:35')
    await app.runClock('booking.settle')
    expect(await main(neighbour, '/my/bookings')).toContain('未到')
    expect(await main(neighbour, '/my/notifications')).toContain('没有签到，已让给别人使用')
    await books(farmer, wants(studio, '2026-11-25', '12:00', '13:00'))
  })

  test('and one that was not signed out of ends when it was to end', async () => {
    at('2026-11-25', '12:05')
    const id = idIn(
      (await farmer.get('/my/bookings')).page
        .querySelector('form[action*="/act/booking/signIn/"]')
        ?.getAttribute('action'),
    )
    await does(farmer, `booking/signIn/${id}`)
    at('2026-11-25', '14:00')
    await app.runClock('booking.settle')
    expect(await main(farmer, `/my/bookings/${id}`)).toMatch(/已用完[\s\S]*12:05–13:00/)
  })
})

describe('a room that staff decide about', () => {
  test('is granted or refused with a word, and falls through where nobody decided', async () => {
    await again()
    const liufang = await world.worker('刘芳')
    const id = await books(farmer, wants(room, '2026-11-26', '14:00', '16:00'))
    expect(await main(farmer, `/my/bookings/${id}`)).toContain('待审核')
    expect((await farmer.post(`/act/booking/grant/${id}`)).status, 'not by oneself').toBe(403)
    expect((await liufang.post(`/act/booking/grant/${id}`)).status, 'whose duty it is').toBe(403)
    expect(await main(clerk, '/desk'), 'waits at the counter').toContain('预约 11-26 14:00–16:00')
    await does(clerk, `booking/grant/${id}`)
    expect(await main(farmer, '/my/notifications')).toContain('11-26 14:00–16:00 已通过')
    await does(clerk, `booking/callOff/${id}`, { reason: '停电检修' })
    expect(await main(farmer, '/my/notifications')).toContain('已取消：停电检修')
    const late = await books(farmer, wants(room, '2026-11-26', '09:00', '10:00'))
    at('2026-11-26', '09:01')
    await app.runClock('booking.settle')
    expect(await main(farmer, `/my/bookings/${late}`)).toMatch(/未通过[\s\S]*开始前没有审核/)
    await again()
    const counter = await books(clerk, wants(room, '2026-11-27', '09:00', '10:00'))
    expect(await main(clerk, `/desk/bookings/${counter}`), 'who may decide has decided').toContain('已预约')
    const closing = await director.post(`/act/resource/close/${room}`, { reason: '装修' })
    expect(closing.status).toBe(409)
    expect(closing.text).toContain('还有没用完的预约')
  })
})

describe('a vehicle', () => {
  const trip = (day: string, from: string, to: string) =>
    wants(van, day, from, to, {
      ...{ destination: '石牌镇', driver_id: world.staff.get('张涛')?.staffId ?? '', purpose: '送样品' },
    })

  test('goes out by leave of somebody else, and its kilometres add up', async () => {
    await again()
    const id = await books(director, trip('2026-11-27', '09:00', '12:00'))
    expect((await director.post(`/act/booking/grant/${id}`)).status, 'nobody lends it to themself').toBe(403)
    await does(clerk, `booking/grant/${id}`)
    at('2026-11-27', '09:00')
    await again()
    const driver = await world.worker('张涛')
    const tooLittle = await driver.submit(`/act/booking/setOut/${id}`, { km_from: '11999' })
    expect(errorAt(tooLittle, 'km_from')).toContain('不能小于 12000')
    await does(driver, `booking/setOut/${id}`, { km_from: '12003' })
    at('2026-11-27', '13:00')
    await app.runClock('booking.settle')
    await again()
    expect(await main(clerk, `/desk/bookings/${id}`), 'out until it is back').toContain('使用中')
    const next = await books(clerk, trip('2026-11-27', '14:00', '15:00'))
    await does(director, `booking/grant/${next}`)
    at('2026-11-27', '14:00')
    await again()
    const stillOut = await clerk.post(`/act/booking/setOut/${next}`, { km_from: '12003' })
    expect(stillOut.status).toBe(409)
    const back = await (await world.worker('张涛')).submit(`/act/booking/comeBack/${id}`, { km_to: '12002' })
    expect(errorAt(back, 'km_to')).toContain('不能小于 12003')
    await does(await world.worker('张涛'), `booking/comeBack/${id}`, { km_to: '12088', remark: '' })
    await does(clerk, `booking/setOut/${next}`, { km_from: '12088' })
    expect(await main(director, '/desk/bookings/trips')).toMatch(/轻型厢货皖HD12345[\s\S]*石牌镇[\s\S]*85/)
    expect(await main(director, `/desk/bookings/resources/${van}`)).toContain('12088 公里')
  })

  test('warns before its inspection ends, once for each date', async () => {
    await app.runClock('vehicle.ends')
    await app.runClock('vehicle.ends')
    const told = await main(director, '/my/notifications')
    expect(told.split('轻型厢货（皖HD12345）的年检 2026-12-20 到期').length).toBe(2)
    expect(told).not.toContain('保险')
  })
})

describe('figures and calendars', () => {
  test('the month counts what was used, not what was wished for', async () => {
    const rows = (await director.get('/desk/bookings/figures?month=2026-11')).page
      .querySelectorAll('tbody tr')
      .map(row => row.querySelectorAll('td').map(cell => cell.textContent.trim()))
    const used = rows.find(cells => cells[0] === '1 号直播间') ?? []
    // 08:45–10:30 and 12:05–13:00, two people each; three that nobody came to.
    expect([used[2], used[3], used[5], used[7], used[8]]).toEqual(['2', '2.7', '4', '3', '4'])
    const sheet = await director.get('/desk/bookings/figures?month=2026-11&format=csv')
    expect(sheet.text).toContain('1 号直播间')
  })

  test('a calendar program reads them by an address that can be taken back', async () => {
    const coming = await books(
      farmer,
      wants(studio, '2026-12-01', '09:00', '10:30', { purpose: '直播；第 2 场' }),
    )
    await does(farmer, 'calendar_feed/subscribe')
    const shown = (await farmer.get('/my/bookings')).page.querySelector('code')?.textContent ?? ''
    const path = new URL(shown).pathname
    const program = app.visitor(world.host)
    const sent = await program.get(path)
    expect(sent.status).toBe(200)
    const calendar = new ICAL.Component(ICAL.parse(sent.text))
    const events = calendar.getAllSubcomponents('vevent').map(one => new ICAL.Event(one))
    const event = events.find(one => one.uid.startsWith(coming))
    expect(event?.summary).toBe('1 号直播间：直播；第 2 场')
    expect(event?.startDate.toJSDate().toISOString()).toBe('2026-12-01T01:00:00.000Z')
    expect(sent.text).not.toContain('汪小满')
    expect(
      sent.text.split('\r\n').every(line => Buffer.byteLength(line) <= 75),
      'folded',
    ).toBe(true)
    expect((await program.get(path.replace(/.\.ics$/, 'x.ics'))).status).toBe(404)
    const neighbours = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    expect((await app.visitor(neighbours.host).get(path)).status, 'elsewhere').toBe(404)
    expect((await farmer.post('/act/calendar_feed/subscribe', { resource_id: studio })).status).toBe(404)
    await again()
    await does(clerk, 'calendar_feed/subscribe', { resource_id: studio })
    const desk = (await clerk.get(`/desk/bookings/resources/${studio}`)).page.querySelector('code')
    const ofStudio = await program.get(new URL(desk?.textContent ?? '').pathname)
    expect(ofStudio.text).toContain('何桂兰')
    const feed = idIn(path)
    expect((await neighbour.post(`/act/calendar_feed/revoke/${feed}`)).status).toBe(404)
    await does(farmer, `calendar_feed/revoke/${feed}`)
    expect((await program.get(path)).status).toBe(404)
  })

  test('who deletes their account leaves the room free and no name behind', async () => {
    const stays = (await farmer.get('/account/erase')).page.textContent
    expect(stays).toContain('次场地预约还没有用')
    const data = await farmer.get('/account/data.json')
    expect(data.text).toContain('蓝莓直播')
  })
})
