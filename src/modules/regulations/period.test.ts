import { expect, test } from 'vitest'
import { testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn } from '../../../test/deeds.ts'
import { newCentre } from '../../../test/world.ts'

const text = {
  kind: 'supervision',
  name: '办件时限监督办法',
  'articles.0.heading': '受理',
  'articles.0.body': '中心自收到申请之日起 {case.accept.days}内决定是否受理。',
  'articles.1.heading': '态度',
  'articles.1.body': '工作人员应当耐心、礼貌。',
}

const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''

/** 4.5.1 The calendar puts a text into force on the day that was given, and ends it after its last. */
test('a regulation holds from its first day to its last', async () => {
  const app = await testApp()
  const world = await newCentre(app)
  const stranger = world.stranger()
  let writer = await world.worker('刘芳')
  const director = await world.worker('李卫东')
  const today = app.clock.now.toISOString().slice(0, 10)
  const day = (n: number) => new Date(Date.parse(today) + n * 86_400_000).toISOString().slice(0, 10)
  const written = await writer.submit('/act/regulation/write', {
    ...text,
    name: '临时窗口管理规定',
    effective_until: day(20),
  })
  const temporary = idIn(written.location)
  await does(writer, `regulation/submit/${temporary}`)
  const late = { number: '怀电商〔2027〕1 号', effective_from: day(21) }
  expect(
    errorAt(await director.submit(`/act/regulation/approve/${temporary}`, late), 'effective_from'),
  ).toContain('施行日期不能晚于这一天')
  await does(director, `regulation/approve/${temporary}`, { ...late, effective_from: day(5) })
  await app.runClock('regulation.turn')
  expect((await stranger.get(`/regulations/${temporary}`)).status, 'not yet').toBe(404)
  app.clock.addDays(5)
  await app.runClock('regulation.turn')
  expect((await stranger.get(`/regulations/${temporary}`)).status).toBe(200)
  app.clock.addDays(15)
  await app.runClock('regulation.turn')
  expect((await stranger.get(`/regulations/${temporary}`)).status, 'its last day').toBe(200)
  app.clock.addDays(1)
  await app.runClock('regulation.turn')
  expect((await stranger.get(`/regulations/${temporary}`)).status).toBe(404)
  writer = await world.worker('刘芳')
  expect(await main(writer, `/desk/regulations/${temporary}`)).toContain('有效期已满，自动废止')
})
