import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { does } from './deeds.ts'
import { appointInspectors, planFields, planned, witnesses } from './inspectors.ts'
import { newCentre, type World } from './world.ts'

/** Two people of the bureau draw for one plan at once, on PostgreSQL: one draw stands. */
let app: TestApp
let world: World
let bureau: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  bureau = await world.worker('周健')
  await appointInspectors(app, world)
})

test('ten times two draw at once with different numbers: one draw, one set of teams', async () => {
  const { sheet, plan: first } = await planned(bureau)
  const plans = [first]
  for (let n = 1; n < 10; n++)
    plans.push(await does(bureau, 'inspection_plan/plan', { ...planFields, sheet_id: sheet }))
  for (const plan of plans) {
    await does(bureau, `inspection_plan/announce/${plan}`)
    await does(bureau, `inspection_plan/fix/${plan}`)
  }
  app.clock.addDays(3)
  const [one, other] = [await world.worker('周健'), await world.worker('周健')]
  for (const plan of plans) {
    const form = `/act/inspection_plan/draw/${plan}`
    const answers = await Promise.all([
      one.post(form, { number: '111111', ...witnesses }),
      other.post(form, { number: '222222', ...witnesses }),
    ])
    expect(answers.map(answer => answer.status).sort()).toEqual([303, 409])
    const number = answers[0]?.status === 303 ? '111111' : '222222'
    const text = (await app.visitor(world.host).get(`/inspections/${plan}/draw.txt`)).text
    expect(text).toContain(`号码 ${number}\n`)
    const teams = (await one.get(`/desk/inspections/plans/${plan}`)).page.querySelectorAll(
      '.inspection-teams > li',
    )
    expect(teams).toHaveLength(3)
  }
})

test('ten times a plan is numbered by two at once: no number twice', async () => {
  bureau = await world.worker('周健')
  const { sheet } = await planned(bureau)
  const made = await Promise.all(
    Array.from({ length: 10 }, () =>
      bureau.post('/act/inspection_plan/plan', { ...planFields, sheet_id: sheet }),
    ),
  )
  expect(made.every(answer => answer.status === 303)).toBe(true)
})
