import { beforeAll, expect, test } from 'vitest'
import { addDays } from '#platform/calendar'
import { type TestApp, testApp } from './app.ts'
import { does, picture } from './deeds.ts'
import { newCentre, type World } from './world.ts'

/** A station's day, entered on several phones at once, on PostgreSQL. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

test('ten days entered on four phones at once: each stands there once, and the others are told so', async () => {
  const [matcher, director, bureau] = await Promise.all(['张涛', '李卫东', '周健'].map(world.worker))
  if (!matcher || !director || !bureau) throw new Error('nobody is there')
  const id = await does(matcher, 'station/apply', {
    ...{ code: 'ZD-001', name: '凌桥村电商服务站', level: 'village', address: '村部一楼' },
    ...{ head_name: '凌桂生', head_phone: '13800000601' },
  })
  await does(director, `station/approve/${id}`)
  await does(matcher, `station/requestAcceptance/${id}`, { reason: '已建好，请验收。' })
  await does(bureau, `station/accept/${id}`, { remarks: '符合要求。', 'photos:new': picture('a.png') })
  const head = await world.citizen('13800000601', '凌桂生')
  await does(head, `station/claim/${id}`, { _back: '/my/station' })
  app.clock.addDays(10)
  const phones = [await world.device('13800000601')]
  while (phones.length < 4) phones.push(await world.device('13800000601'))
  for (let n = 0; n < 10; n++) {
    const entry = { day: addDays('2026-11-24', n), buy_count: '1', late_reason: '外出进货' }
    const sent = await Promise.all(phones.map(phone => phone.post('/act/station_entry/enter', entry)))
    expect(sent.map(one => one.status).sort(), entry.day).toEqual([303, 422, 422, 422])
  }
})
