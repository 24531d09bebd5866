import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import { type PeriodCode, periodAfter, periodFrom } from '#platform/periods'
import { type TestApp, testApp } from '../../../test/app.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { correctionFlow } from './correction.ts'
import { periodFlow } from './period.ts'
import { putReported } from './reporting.ts'
import { settleIndicators } from './settle.ts'
import { figureOf } from './values.ts'

/** 5.6.2 Whatever is tried in whatever order: a locked figure is what stood at the lock, or what an approved slip says. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await as(system, settleIndicators)
})

const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  world.at(actor, app.clock.now, work)
const staff = (name: string): Actor => world.staff.get(name) as Actor
/** Whether it was done; what the rules refuse is no fault. */
const tried = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

const code = 'live.sessions'
let next = periodFrom('2015-01')

type Step =
  | { do: 'report'; value: number }
  | { do: 'lock'; by: '李卫东' | '周健' }
  | { do: 'correct'; value: number; answer: 'approve' | 'refuse'; by: '张涛' | '李卫东' | '周健' }

const value = fc.integer({ min: 0, max: 1_000_000 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('report' as const), value }),
  fc.record({ do: fc.constant('lock' as const), by: fc.constantFrom('李卫东' as const, '周健' as const) }),
  fc.record({
    ...{ do: fc.constant('correct' as const), value },
    answer: fc.constantFrom('approve' as const, 'refuse' as const),
    by: fc.constantFrom('张涛' as const, '李卫东' as const, '周健' as const),
  }),
)

describe('a period', () => {
  test('holds what the model says, after every step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async steps => {
        const period = next.code
        next = periodAfter(next)
        const id = await as(system, async ctx => {
          const { id } = await perform(ctx, periodFlow, 'begin', null, { source: 'reported', period })
          return id
        })
        let [expected, locked]: [number | null, boolean] = [null, false]
        for (const one of steps) {
          if (one.do === 'report') {
            const done = await tried(
              as(system, ctx => putReported(ctx, { ...one, code, period, town: null, reporters: 5 })),
            )
            expect(done, 'reports are taken until the lock').toBe(!locked)
            if (done) expected = one.value
          }
          if (one.do === 'lock') {
            await tried(
              as(staff('张涛'), ctx => perform(ctx, periodFlow, 'propose', id, { note: '已核对。' })),
            )
            const done = await tried(as(staff(one.by), ctx => perform(ctx, periodFlow, 'lock', id)))
            expect(done, 'the bureau locks, once').toBe(!locked && one.by === '周健')
            locked ||= done
          }
          if (one.do === 'correct') {
            const done = await corrects(period, one)
            expect(done).toBe(
              locked &&
                expected !== null &&
                expected !== one.value &&
                one.by === '周健' &&
                one.answer === 'approve',
            )
            if (done) expected = one.value
          }
          const figure = await as(system, ctx => figureOf(ctx, code, period))
          expect(figure.value).toBe(expected)
        }
      }),
      { numRuns: 25 },
    )
  }, 240_000)
})

/** Whether the figure is another one afterwards; a slip that nobody answered is withdrawn. */
async function corrects(period: PeriodCode, one: Extract<Step, { do: 'correct' }>): Promise<boolean> {
  const asked = { code, period, town: 'county', value: one.value, reason: '一家单位漏报了。' }
  let id = ''
  const opened = await tried(
    as(staff('张涛'), async ctx => {
      id = (await perform(ctx, correctionFlow, 'ask', null, asked)).id
    }),
  )
  if (!opened) return false
  const answered = await tried(
    as(staff(one.by), ctx => perform(ctx, correctionFlow, one.answer, id, { reason: '看过凭据了。' })),
  )
  if (!answered) await as(staff('张涛'), ctx => perform(ctx, correctionFlow, 'withdraw', id))
  return answered && one.answer === 'approve'
}
