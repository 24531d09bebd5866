import { beforeAll, expect, test } from 'vitest'
import { publishes, registers } from '../../../test/activities.ts'
import { type TestApp, testApp } from '../../../test/app.ts'
import { does, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** What activities keep of people, and what becomes of it when they go, merge or change their post. */
let app: TestApp
let world: World
const main = async (who: Awaited<ReturnType<World['worker']>>, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

test('whoever deletes their account is told what ends; the seat is the next one’s, the name is gone', async () => {
  const leaving = await world.citizen('13800000510', '潘小满')
  const next = await world.citizen('13800000511', '潘大满')
  const activity = await publishes(world, { capacity: '1', most_people: '1' })
  const id = await registers(leaving, activity)
  const waits = await registers(next, activity)
  expect((await leaving.get('/account/data.json')).text).toContain('蓝莓电商沙龙')
  expect(await main(leaving, '/account/erase')).toContain('您报了 1 个还没有举办的活动')
  expect((await leaving.submit('/account/erase', { understood: '1' })).text).toContain('账号已注销')
  await app.runJobs()
  expect(await main(next, `/my/activities/${waits}`)).toContain('有名额了')
  const clerk = await world.worker('陈静')
  const shown = await main(clerk, `/desk/activities/registrations/${id}`)
  expect(shown).toContain('已取消')
  expect(shown).not.toContain('潘小满')
  expect(shown).not.toContain('13800000510')
})

test('what two files of one recipient registered for is one file’s after they are merged', async () => {
  const clerk = await world.worker('陈静')
  const director = await world.worker('李卫东')
  const activity = await publishes(world, { title: '合并前的沙龙' })
  const call = { activity_id: activity, contact_name: '查小莲', contact_phone: '13800000512' }
  const id = await does(clerk, 'activity_registration/enter', call)
  const online = await world.citizen('13800000513', '查小莲')
  const into = idIn((await online.call('GET', '/api/v1/party')).text)
  const from = idIn(
    (await clerk.get(`/desk/activities/registrations/${id}`)).page
      .querySelector('a[href^="/desk/parties/"]')
      ?.getAttribute('href'),
  )
  await does(director, `party/merge/${from}`, { into, reason: '同一个人，换了手机号' })
  await app.runJobs()
  expect(await main(online, `/my/activities/${id}`)).toContain('合并前的沙龙')
})

test('phones are shown to those who receive guests, and nobody else', async () => {
  const guest = await world.citizen('13800000514', '江来喜')
  const activity = await publishes(world, { title: '看不见的号码' })
  await registers(guest, activity)
  const list = `/desk/activities/${activity}/registrations`
  expect(await main(await world.worker('陈静'), list)).toContain('13800000514')
  const seen = await main(await world.worker('孙丽'), list)
  expect(seen).toContain('江来喜')
  expect(seen).not.toContain('13800000514')
})
