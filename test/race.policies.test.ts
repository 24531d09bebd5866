import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { claims } from './deeds.ts'
import { publishedPolicy } from './policies.ts'
import { newCentre, type World } from './world.ts'

/** Forms that are sent from two windows at once: on PostgreSQL. */
let app: TestApp
let world: World
let lihua: Visitor
let party = ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  lihua = await world.citizen('13800000012', '李华')
  party = await claims(lihua)
})

const atOnce = <T>(work: (n: number) => Promise<T>): Promise<T[]> => Promise.all([1, 2, 3, 4].map(work))

test('one answer counts, whichever came last; each of them is kept', async () => {
  const answers = await atOnce(n =>
    lihua.post('/act/party_fact/declare', {
      ...{ party_id: party, fact: 'employees', value: String(n), consent: '1' },
    }),
  )
  expect(answers.map(one => one.status)).toEqual([303, 303, 303, 303])
  const states = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('party_fact').select('state').where('party_id', '=', party).execute(),
  )
  expect(states.map(one => one.state).sort()).toEqual(['current', 'replaced', 'replaced', 'replaced'])
})

test('one follows once', async () => {
  const answers = await atOnce(() => lihua.post('/act/policy_follow/follow', { fitting: '1' }))
  expect(answers.map(one => one.status).sort()).toEqual([303, 409, 409, 409])
})

test('two mornings at once tell everybody once', async () => {
  const [editor, director] = [await world.worker('王敏'), await world.worker('李卫东')]
  await publishedPolicy(editor, director, {
    ...{ audience: ['cooperative', 'person'], window_kind: 'dates' },
    ...{ opens_on: '2026-12-01', closes_on: '2026-12-31' },
  })
  await app.runJobs()
  app.clock.addDays(7)
  await Promise.all([app.runClock('policy.remind'), app.runClock('policy.remind')])
  await app.runJobs()
  const told = app.sent.sms.filter(one => one.body.includes('开始申报了'))
  expect(told).toHaveLength(1)
})
