import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from '../../../test/app.ts'
import { applyFor, does } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { gapFlow } from './gap.ts'
import { evaluationFlow } from './workflow.ts'

/** 6.1.3 What keeps a round from being closed, each guard by itself: all others would let it through. */
let app: TestApp
let world: World
let round: string

const asSystem = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => world.at(system, app.clock.now, work)
const staff = (name: string, ...duties: string[]): Actor => ({
  ...(world.staff.get(name) as Actor),
  duties: new Set(duties),
})
const runs = () => staff('孙丽', 'evaluation.run')
const close = (who: Actor = runs()) =>
  world.at(who, app.clock.now, ctx => perform(ctx, evaluationFlow, 'close', round))
const stateNow = async () =>
  (
    await asSystem(ctx =>
      ctx.db.selectFrom('evaluation').select('state').where('id', '=', round).executeTakeFirstOrThrow(),
    )
  ).state

/** A self-evaluation of half a year that is published, as if nothing had been left out; its code is one of its own. */
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})
let turn = 0
beforeEach(async () => {
  round = await asSystem(async ctx => {
    const { id } = await perform(ctx, evaluationFlow, 'open', null, {
      ...{
        kind: 'self',
        period: `2026-${String(++turn).padStart(2, '0')}`,
        first_day: '2026-07-01',
        last_day: '2026-12-31',
      },
    })
    const at = ctx.now
    await ctx.db
      .updateTable('evaluation')
      .set({ state: 'published', results: '{}', gaps: 0, begun_at: at, results_at: at })
      .set({ approved_at: at, published_at: at, method: '逐项自评。', improvements: '补办培训班。' })
      .where('id', '=', id)
      .execute()
    return id
  })
})

/** One consultation of the half-year is answered: a service that was provided, and that no row of a sheet looked at. */
let isProvided = false
async function provided(): Promise<void> {
  if (isProvided) return
  isProvided = true
  const citizen = await world.citizen('13800000077', '何桂兰')
  const id = await applyFor(citizen, world, 'ZX-001', { question: '有没有物流补助？' })
  const clerk = await world.worker('王敏')
  await does(clerk, `service_case/accept/${id}`, { assignee_id: world.staff.get('王敏')?.staffId ?? '' })
  await does(clerk, `service_case/answer/${id}`, {
    ...{ answer: '目前没有，窗口期开放时会通知您。', answer_basis: '县物流补助办法' },
  })
  await does(citizen, `service_case/confirm/${id}`)
}
/** Its gap, as it was found when the round was published. */
const gap = (): Promise<string> =>
  asSystem(async ctx => {
    const { coverageOf } = await import('./coverage.ts')
    const row = await ctx.db
      .selectFrom('evaluation')
      .selectAll()
      .where('id', '=', round)
      .executeTakeFirstOrThrow()
    const line = (await coverageOf(ctx, row)).find(one => one.state === 'gap')
    return (
      await perform(ctx, gapFlow, 'find', null, {
        ...{ evaluation_id: round, service: line?.service, label: line?.label },
        ...{ clause: line?.clause, served: line?.count },
      })
    ).id
  })
const said = { explanation: '期内只办结一件，没有来得及核对。', remedy: '下一轮先核对这一类。' }
const explains = (id: string) =>
  world.at(runs(), app.clock.now, ctx => perform(ctx, gapFlow, 'explain', id, said))

describe('a round', () => {
  test('in which nothing was left out is closed, by who organises evaluations and by nobody else', async () => {
    await expect(close(staff('王敏', 'case.handle'))).rejects.toMatchObject({ status: 403 })
    await expect(close(staff('李卫东', 'evaluation.approve'))).rejects.toMatchObject({ status: 403 })
    await close()
    expect(await stateNow()).toBe('closed')
    await expect(close(), 'once').rejects.toMatchObject({ status: 409 })
  })

  test('that is not public yet is not closed', async () => {
    await asSystem(ctx =>
      ctx.db
        .updateTable('evaluation')
        .set({ state: 'approved', published_at: null })
        .where('id', '=', round)
        .execute(),
    )
    await expect(close()).rejects.toMatchObject({ status: 409 })
  })

  test('with a gap counted is not closed, though its coverage would let it through', async () => {
    // Nothing was provided, so that the coverage has nothing to say; the count alone stands in the way.
    await asSystem(ctx => ctx.db.updateTable('evaluation').set({ gaps: 1 }).where('id', '=', round).execute())
    await expect(close()).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('还有 1 项服务没有评到'),
    })
  })

  test('is closed by no hand in the database over a gap, or without its coverage', async () => {
    const closes = (more: object) =>
      asSystem(ctx =>
        ctx.db
          .updateTable('evaluation')
          .set({ state: 'closed', closed_at: app.clock.now, ...more })
          .where('id', '=', round)
          .execute(),
      )
    await expect(closes({ gaps: 1, coverage: '[]' })).rejects.toThrow(/check constraint/)
    await expect(closes({ gaps: 0, coverage: null })).rejects.toThrow(/check constraint/)
    await closes({ gaps: 0, coverage: '[]' })
  })

  test('is not closed over what turned up since the gaps were looked for, though none is counted', async () => {
    await provided()
    await expect(close()).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('请先说明，再办结'),
    })
    expect(await stateNow()).toBe('published')
  })

  test('is not closed over a gap that is explained and not accepted, even where the count is wrong', async () => {
    await provided()
    await explains(await gap())
    await expect(close(), 'by the count').rejects.toMatchObject({ status: 409 })
    await asSystem(ctx => ctx.db.updateTable('evaluation').set({ gaps: 0 }).where('id', '=', round).execute())
    await expect(close(), 'by the coverage').rejects.toMatchObject({
      message: expect.stringContaining('请先说明，再办结'),
    })
  })

  test('is closed once somebody else accepted what was explained; the coverage stays as it was', async () => {
    await provided()
    const id = await gap()
    await explains(id)
    const both = staff('孙丽', 'evaluation.run', 'evaluation.approve')
    await expect(
      world.at(both, app.clock.now, ctx => perform(ctx, gapFlow, 'accept', id)),
      'who explained does not accept',
    ).rejects.toMatchObject({ status: 403 })
    await world.at(staff('李卫东', 'evaluation.approve'), app.clock.now, ctx =>
      perform(ctx, gapFlow, 'accept', id),
    )
    await close()
    const row = await asSystem(ctx =>
      ctx.db.selectFrom('evaluation').selectAll().where('id', '=', round).executeTakeFirstOrThrow(),
    )
    expect(JSON.stringify(row.coverage)).toContain(said.explanation)
  })
})

describe('results', () => {
  const approve = (who: Actor) =>
    world.at(who, app.clock.now, ctx =>
      perform(ctx, evaluationFlow, 'approve', round, { opinion: '总体较好，培训要补上。' }),
    )
  const back = (state: string, more: object) =>
    asSystem(ctx =>
      ctx.db
        .updateTable('evaluation')
        .set({ state, published_at: null, approved_at: null, ...more })
        .where('id', '=', round)
        .execute(),
    )

  test('are not told while the period goes on, nor without a single row that was scored', async () => {
    await back('working', { results: null, results_at: null })
    const conclude = () =>
      world.at(runs(), app.clock.now, ctx => perform(ctx, evaluationFlow, 'conclude', round))
    await expect(conclude()).rejects.toMatchObject({ message: expect.stringContaining('统计期还没有结束') })
    const now = app.clock.now
    app.clock.now = new Date('2027-01-04T10:00:00+08:00')
    await expect(conclude()).rejects.toMatchObject({ message: expect.stringContaining('自评还没有开始') })
    app.clock.now = now
  })

  test('are not approved by who scored a row of them, though they organised nothing', async () => {
    await back('results', {})
    const scorer = staff('王敏', 'evaluation.approve')
    await asSystem(ctx =>
      ctx.db
        .insertInto('evaluation_mark')
        .values({
          ...{ id: crypto.randomUUID(), state: 'open', evaluation_id: round, place: 1, row: '{}' },
          ...{ part: '基本要求', points: 40, owner_id: scorer.staffId as string },
          head_id: world.staff.get('张涛')?.staffId as string,
        })
        .execute(),
    )
    await expect(approve(scorer)).rejects.toMatchObject({ message: expect.stringContaining('打过分') })
  })
})
