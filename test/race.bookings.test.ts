import { beforeAll, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from './app.ts'
import { does, idIn } from './deeds.ts'
import { newCentre, type World } from './world.ts'

/** Many want one room at once, on PostgreSQL: one has it, everybody else is told what is left. */
let app: TestApp
let world: World
let clerk: Visitor
let room = ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  clerk = await world.worker('陈静')
  room = await does(await world.worker('李卫东'), 'resource/register', {
    ...{ kind: 'room', name: '会议室', place: '三楼', capacity: '30', for_public: '1' },
    ...{ opens: '08:30', closes: '17:30', longest_hours: '4' },
  })
})

const wants = (from: string, to: string) => ({
  ...{ resource_id: room, day: '2026-11-26', from, to, people: '2', purpose: '开会' },
  ...{ contact_name: '汪青云', contact_phone: '13800000061' },
})

/** Whoever waited too long for the database is told to come again, and does. */
async function books(from: string, to: string): Promise<Answer> {
  const answer = await clerk.post('/act/booking/ask', wants(from, to))
  return answer.status === 503 ? books(from, to) : answer
}

test('two hundred book overlapping hours at once: no two of them overlap, and the first hours are not lost', async () => {
  const hours = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '12:00', '12:30', '13:00']
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => {
      const start = n % 7
      const end = start + 1 + (n % 2)
      return books(hours[start] as string, hours[end] as string)
    }),
  )
  expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([303, 409]))
  const refused = answers.find(answer => answer.status === 409)
  expect(refused?.text).toContain('这个时段刚被约走')
  const rows = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('booking').select(['starts_at', 'ends_at']).orderBy('starts_at').limit(300).execute(),
  )
  expect(rows.length).toBe(answers.filter(answer => answer.status === 303).length)
  for (const [n, row] of rows.entries()) {
    const next = rows[n + 1]
    if (next) expect(row.ends_at.getTime()).toBeLessThanOrEqual(next.starts_at.getTime())
  }
})

test('the database itself refuses what the program would overlook', async () => {
  const rows = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('booking').selectAll().limit(1).execute(),
  )
  const [{ centre_id: _centre, ...row }] = rows as [(typeof rows)[number]]
  const twice = app.kernel.database.write({ centre: world.id }, db =>
    db
      .insertInto('booking')
      .values({ ...row, id: crypto.randomUUID() })
      .execute(),
  )
  await expect(twice).rejects.toMatchObject({ code: '23P01' })
})

test('one cancels while two want it: one of the two has it', async () => {
  const first = idIn((await clerk.post('/act/booking/ask', wants('15:00', '16:00'))).location)
  const [cancelled, ...others] = await Promise.all([
    clerk.post(`/act/booking/cancel/${first}`),
    clerk.post('/act/booking/ask', wants('15:00', '16:00')),
    clerk.post('/act/booking/ask', wants('15:00', '16:00')),
  ])
  expect(cancelled?.status).toBe(303)
  expect(others.filter(answer => answer.status === 303).length).toBeLessThanOrEqual(1)
})
