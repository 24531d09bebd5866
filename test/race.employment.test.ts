import { beforeAll, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { startOf } from './deeds.ts'
import { firmOf, publishes, writesResume } from './jobs.ts'
import { newCentre, type World } from './world.ts'

/** From two phones at once: one application a post, one place in the pool, and the other is told. */
let app: TestApp
let world: World
let firm: Visitor
let phones: Visitor[]
let party_id: string
let resume_id: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firm = await firmOf(world, 0)
  phones = [await world.citizen('13800000082', '丁小军'), await world.device('13800000082')]
  resume_id = await writesResume(phones[0] as Visitor)
  party_id = startOf(await (phones[0] as Visitor).get('/act/talent/join'), 'party_id')
})
const both = async (action: string, fields: Record<string, string>): Promise<number[]> =>
  (await Promise.all(phones.map(phone => phone.post(`/act/${action}`, fields)))).map(one => one.status).sort()

test('ten times one applies for the same post from two phones: one application each', async () => {
  const reviewer = await world.worker('王敏')
  for (let round = 0; round < 10; round++) {
    const post_id = await publishes(firm, reviewer, 'job', { town: '' })
    expect(await both('job_application/apply', { post_id, party_id, resume_id, consent: '1' })).toEqual([
      303, 409,
    ])
  }
})

test('five times one joins the pool from two phones: one place', async () => {
  const fields = {
    headline: '做过三年客服',
    skills: '客服',
    trade: 'service',
    education: 'college',
    years: '3',
  }
  const contact = { contact_name: '丁小军', contact_phone: '13800000082', consent: '1' }
  for (let round = 0; round < 5; round++) {
    expect(await both('talent/join', { party_id, ...fields, ...contact })).toEqual([303, 409])
    const { id } = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('talent').select('id').where('state', '=', 'listed').executeTakeFirstOrThrow(),
    )
    await (phones[0] as Visitor).post(`/act/talent/leave/${id}`)
  }
})
