import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { incubating, readyMentor } from '../../../test/incubation.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { mentoringFlow } from './index.ts'

/** 5.4.1 代约导师: the centre books for a start-up that does not do it on a phone, inside the same hours and limits. */
let app: TestApp
let world: World
let manager: Visitor
let project: string
let mentorId: string
let sessionId: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  project = await incubating(app, world, await world.citizen('13800000081', '杨雪'))
  manager = await world.worker('张涛')
  mentorId = (await readyMentor(world, manager)).id
})
const textOf = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const smsTo = (to: string): string =>
  app.sent.sms
    .filter(one => one.phone === to)
    .map(one => one.body)
    .join()

test('from the project’s page, for a free slot, by who is in charge; both sides are told', async () => {
  const desk = await manager.get(`/desk/incubation/${project}`)
  const page =
    desk.page.querySelector('a[href^="/act/mentoring_session/bookFor"]')?.getAttribute('href') ?? ''
  expect(page).toContain(mentorId)
  const free = (await manager.get(page)).page
    .querySelectorAll('#f-slot option')
    .map(one => one.getAttribute('value') ?? '')
    .filter(Boolean)
  const of = { mentor_id: mentorId, incubation_id: project, topic: '想问怎么备货过年。' }
  const clerk = await world.worker('陈静')
  const startup = await world.device('13800000081')
  for (const who of [clerk, startup])
    expect((await who.post('/act/mentoring_session/bookFor', { ...of, slot: free[2] ?? '' })).status).toBe(
      403,
    )
  expect((await manager.post('/act/mentoring_session/book', { ...of, slot: free[2] ?? '' })).status).toBe(403)
  const outside = await manager.post('/act/mentoring_session/bookFor', {
    ...{ ...of, slot: '2026-12-13T01:00:00.000Z' },
  })
  expect(errorAt(outside, 'slot')).toContain('不能约')
  sessionId = await does(manager, 'mentoring_session/bookFor', { ...of, slot: free[2] ?? '' })
  const taken = await manager.post('/act/mentoring_session/bookFor', { ...of, slot: free[2] ?? '' })
  expect(taken.status, 'a slot is for one').toBe(409)
  await app.runJobs()
  for (const phone of ['13800000081', '13800000701']) expect(smsTo(phone)).toContain('张涛约您辅导')
  const told = await textOf(manager, `/desk/mentors/sessions/${sessionId}`)
  expect(told).toContain('张涛 替孵化企业约了辅导')
  expect(await textOf(startup, `/my/incubation/sessions/${sessionId}`)).toContain('想问怎么备货过年')
})

test('who booked it for them does not say that they did not come', async () => {
  app.clock.addDays(20)
  const miss = (name: string) =>
    world.at(
      { ...(world.staff.get(name) as Actor), duties: new Set(['incubation.manage']) },
      app.clock.now,
      ctx => perform(ctx, mentoringFlow, 'miss', sessionId, { missed_by: 'startup' }),
    )
  await expect(miss('张涛')).rejects.toMatchObject({ status: 403 })
  await miss('王敏')
})
