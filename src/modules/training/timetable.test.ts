import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { opensClass } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.3.1 课程表: a lesson in a room of the centre books it, and gives it back. */
let app: TestApp
let world: World
let trainer: Visitor
let classId = ''
let lesson = ''
let room = ''
const day = '2027-01-12'

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  trainer = await world.worker('张涛')
  room = await does(await world.worker('李卫东'), 'resource/register', {
    ...{ kind: 'room', name: '培训室', place: '二楼', capacity: '40', for_public: '1' },
    ...{ opens: '08:30', closes: '17:30', longest_hours: '4' },
  })
  const opened = await opensClass(app, world, {
    ...{ starts_on: day, ends_on: day, closes_at: '2027-01-10T18:00', place: '高河镇文化站' },
  })
  classId = opened.id
  lesson = opened.lessons[0] as string
})

const bookings = () =>
  app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('booking')
      .select(['state', 'starts_at'])
      .where('resource_id', '=', room)
      .orderBy('starts_at')
      .limit(20)
      .execute(),
  )
const inRoom = (from: string, until: string) => ({
  ...{ class_id: classId, title: '第 1 课', form: 'theory', hours: '3', place: '', resource_id: room },
  ...{ starts_at: `${day}T${from}`, ends_at: `${day}T${until}`, change_reason: '文化站停电，改到中心上课。' },
})
const held = async (): Promise<string[]> =>
  (await bookings())
    .filter(one => one.state === 'granted')
    .map(one => new Date(one.starts_at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16))

test('a lesson that is moved into a room books it; moved again, the first hours are free', async () => {
  expect((await trainer.get(`/act/lesson/edit/${lesson}`)).text).toContain('培训室（40 人）')
  await does(trainer, `lesson/edit/${lesson}`, inRoom('09:00', '12:00'))
  expect(await held()).toEqual(['09:00'])
  expect((await world.stranger().get(`/training/${classId}`)).text).toContain('培训室')
  await does(trainer, `lesson/edit/${lesson}`, inRoom('10:00', '12:00'))
  expect(await held()).toEqual(['10:00'])
})

test('a room that is taken is refused; a lesson that is dropped gives it back', async () => {
  const other = await opensClass(app, world, {
    ...{ title: '另一个班', place: '石牌镇文化站', starts_on: day, ends_on: day },
    closes_at: '2027-01-10T18:00',
  })
  const there = { ...inRoom('10:30', '12:00'), class_id: other.id }
  const refused = await trainer.submit(`/act/lesson/edit/${other.lessons[0]}`, there)
  expect(refused.status).toBe(422)
  expect(errorAt(refused, 'place')).toContain('在这里上课')
  await does(trainer, `lesson/drop/${lesson}`, { reason: '讲师有事，这半天不上。' })
  expect(await held()).toEqual([])
  await does(trainer, `lesson/edit/${other.lessons[0]}`, there)
  expect(await held()).toEqual(['10:30'])
})
