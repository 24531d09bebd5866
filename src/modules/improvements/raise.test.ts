import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from '../../../test/app.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { findingFlow } from './finding.ts'
import { type Raised, raiseFinding } from './raise.ts'

/** 6.2.1 One problem stands once, however often and by whomever it is noticed. */
let app: TestApp
let world: World
const tell = (more: Partial<Raised>) => {
  const raised: Raised = {
    ...{ source: 'data', key: 'late', clause: '5.6.2', severity: 'minor', title: '报表逾期未报' },
    ...{ facts: '十月报表逾期三天。', evidence: { label: '报表', href: '/desk/reports?period=2026-10' } },
    ...more,
  }
  return world.at(system, app.clock.now, ctx => raiseFinding(ctx, raised))
}
const rowOf = (id: string) =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('finding').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
/** As the improvement would, that this story does not have. */
const close = (id: string) =>
  world.at(system, app.clock.now, async ctx => {
    const found = await ctx.db
      .selectFrom('finding')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const owner = world.staff.get('李卫东')?.staffId as string
    const improvement = await ctx.db
      .insertInto('improvement')
      .values({
        ...{ id: crypto.randomUUID(), state: 'stopped', number: `x${crypto.randomUUID()}`, title: '改进' },
        ...{ clause: found.clause, severity: 'minor', level: 'centre', owner_id: owner, reason: '演练' },
        opened_at: ctx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await perform(ctx, findingFlow, 'takeUp', id, { improvement_id: improvement.id })
    await perform(ctx, findingFlow, 'close', id)
  })
const asBureau = <T>(action: string, id: string, input: Record<string, unknown>) =>
  world.at(world.staff.get('周健') as never, app.clock.now, ctx =>
    perform(ctx, findingFlow, action, id, input),
  ) as Promise<T>
const days = (n: number) => {
  app.clock.now = new Date(app.clock.now.getTime() + n * 86_400_000)
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

describe('a problem', () => {
  test('is told again and again and stands once; each place counts once', async () => {
    const first = await tell({})
    expect(await tell({})).toBe(first)
    expect(await rowOf(first)).toMatchObject({ seen: 1, state: 'open', occurrence: 1, level: 'centre' })
    const href = '/desk/reports?period=2026-11'
    expect(await tell({ severity: 'major', evidence: { label: '报表', href } })).toBe(first)
    expect(await rowOf(first)).toMatchObject({ seen: 2, severity: 'major' })
  })

  test('that was closed comes back higher up, but not by what was known or began before', async () => {
    const first = await tell({})
    await close(first)
    expect(await tell({})).toBe(first)
    days(3)
    const before = { label: '报表', href: '/desk/reports?period=before' }
    expect(await tell({ evidence: before, since: '2020-01-01' })).toBe(first)
    const second = await tell({ evidence: { label: '报表', href: '/desk/reports?period=2026-12' } })
    expect(await rowOf(second)).toMatchObject({ occurrence: 2, level: 'director', previous_id: first })
    await close(second)
    const third = await tell({ evidence: { label: '报表', href: '/desk/reports?period=2027-01' } })
    expect(await rowOf(third)).toMatchObject({ occurrence: 3, level: 'bureau', previous_id: second })
  })

  test('that was waved aside stays so for some time', async () => {
    const id = await tell({ key: 'noise' })
    await asBureau('dismiss', id, { reason: '核实过，是系统演练的数据。' })
    days(30)
    expect(await tell({ key: 'noise', evidence: { label: '报表', href: '/desk/reports?n=1' } })).toBe(id)
    expect((await rowOf(id)).state).toBe('dismissed')
    days(70)
    expect(await tell({ key: 'noise', evidence: { label: '报表', href: '/desk/reports?n=2' } })).toBe(id)
    expect(await rowOf(id)).toMatchObject({ state: 'open', reason: null })
  })

  test('stays one and the same, whatever is told, joined and closed in whichever order', async () => {
    let n = 0
    const step = fc.record({
      what: fc.constantFrom('tell', 'tell', 'close', 'join'),
      key: fc.integer({ min: 0, max: 3 }),
      into: fc.integer({ min: 0, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async steps => {
        const run = `run${++n}`
        const told = (key: number) =>
          tell({ key: `${run}:${key}`, evidence: { label: '处', href: `/desk/x?n=${++n}` } })
        const standing = new Map<number, string>()
        for (const { what, key, into } of steps) {
          const id = await told(key)
          expect(['open', 'improving']).toContain((await rowOf(id)).state)
          standing.set(key, id)
          if (what === 'close') await close(id)
          const other = what === 'join' ? await told(into) : id
          if (other !== id) {
            await asBureau('join', id, { into: other, reason: '是同一个问题' })
            // Both keys now lead to the one that is left.
            expect(await told(key)).toBe(other)
            expect(await told(into)).toBe(other)
          }
        }
        const rows = await world.at(system, app.clock.now, ctx =>
          ctx.db.selectFrom('finding').selectAll().where('key', 'like', `${run}:%`).execute(),
        )
        for (const row of rows) {
          const same = rows.filter(one => one.key === row.key)
          expect(same.map(one => one.occurrence).toSorted((a, b) => a - b)).toEqual(same.map((_, i) => i + 1))
          expect(same.filter(one => one.state === 'open').length).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 8 },
    )
  })
})
