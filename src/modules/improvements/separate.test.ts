import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from '../../../test/app.ts'
import { heldClass, sessionsIn } from '../../../test/attendance.ts'
import { does } from '../../../test/deeds.ts'
import { finishes } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { reportFlow } from './index.ts'

/** 6.2 The report of a quarter, by separate people; and what attendance tells of by itself. */
let app: TestApp
let world: World
const words = { summary: '本季度发现站点周末无人值守，已补签协议，抽查都有人。', outlook: '继续抽查。' }
const mighty = (name: string): Actor => ({
  ...(world.staff.get(name) as Actor),
  duties: new Set(['improvement.handle', 'improvement.approve', 'improvement.supervise']),
})
const acts = (who: Actor, action: string, id: string | null, input = {}) =>
  world.at(who, app.clock.now, ctx => perform(ctx, reportFlow, action, id, input))

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

describe('the report of a quarter', () => {
  test('is approved, or sent back, neither by who wrote it nor by who submitted it', async () => {
    const [writer, submitter, other] = [mighty('王敏'), mighty('张涛'), mighty('李卫东')]
    const { id } = await acts(other, 'start', null, { period: '2026-Q3' })
    await acts(writer, 'write', id, words)
    await acts(submitter, 'submit', id)
    for (const who of [writer, submitter])
      for (const action of ['approve', 'sendBack'])
        await expect(acts(who, action, id, { reason: '再改一改措辞。' }), who.name).rejects.toMatchObject({
          status: 403,
        })
    await acts(other, 'sendBack', id, { reason: '再写清楚效果。' })
    await acts(submitter, 'submit', id)
    await acts(other, 'approve', id)
  })
})

describe('attendance', () => {
  const raised = () =>
    world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('finding').selectAll().where('key', '=', 'attendance').limit(5).execute(),
    )

  test('of a class to which everybody came raises nothing', async () => {
    const held = await heldClass(app, world, 3)
    await finishes(app, world, held.id)
    await does(await world.worker('张涛'), `training_class/complete/${held.id}`)
    await app.runClock('finding.look')
    expect(await raised()).toEqual([])
  })

  test('of a class to which few came is a problem, with the figures, and once', async () => {
    const held = await heldClass(app, world, 3)
    // Nobody signs in at any half day: 0 of 3 people times the half days.
    for (const session of await sessionsIn(app, world, held.id)) {
      app.clock.now = session.starts_at
      await app.runClock('attendance.clock')
    }
    app.clock.now = new Date(app.clock.now.getTime() + 8 * 3_600_000)
    await app.runClock('training.settle')
    await app.runClock('training.settle')
    await app.runJobs()
    await does(await world.worker('张涛'), `training_class/complete/${held.id}`)
    await app.runClock('finding.look')
    const [one, ...others] = await raised()
    expect(others).toEqual([])
    expect(one).toMatchObject({ title: '培训班出勤率偏低', clause: '5.3.1', severity: 'major', seen: 1 })
    expect(one?.facts).toContain(`应到 ${3 * held.sessions.length} 人次，实到 0 人次，出勤率 0.0%`)
    expect(one?.rule).toContain('出勤率')
    await app.runClock('finding.look')
    expect((await raised())[0]?.seen, 'told once').toBe(1)
    const desk = await (await world.worker('李卫东')).get(`/desk/improvements/findings/${one?.id}`)
    expect(desk.text, 'and leads to the class').toContain(`/desk/classes/${held.id}/learners`)
  })
})
