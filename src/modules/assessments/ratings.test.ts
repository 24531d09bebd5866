import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn } from '../../../test/deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** 4.5.1 Low ratings speak for suspending a provider, once for the same ones; a person decides. */
let app: TestApp
let world: World
let firms: Firms
let citizen: Visitor
let register: Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firms = await firmsOf(world)
  citizen = await world.citizen('13800000492', '余秀英')
  register = await world.worker('张涛')
  await (await world.worker('李卫东')).submit('/act/setting_change/make?code=assessment.lowest_ratings', {
    value: '5',
  })
})

const rated = async (n: number, ...marks: number[]): Promise<void> => {
  for (const mark of marks) await firms.delivered(citizen, n, await firms.agreed(citizen, n, 7), mark)
}
const page = async (n: number) => {
  await app.runClock('assessment.ratings')
  return register.get(`/desk/providers/${firms.provider(n)}`)
}
const proposed = async (n: number): Promise<string> =>
  (await page(n)).page.querySelector('.alert-danger')?.textContent ?? ''

test('too few say nothing; enough of them propose, and a person decides', async () => {
  await rated(0, 1, 2, 3, 4)
  expect(await proposed(0), 'four').toBe('')
  await rated(0, 4)
  // 14 of 5: 2.8.
  expect(await proposed(0)).toContain('最近 5 份服务评价平均 2.8 分，不满 3 分')
  expect((await world.stranger().get(`/providers/${firms.provider(0)}`)).status, 'not by itself').toBe(200)
})

test('it waits for a person: a change of the profile does not settle it', async () => {
  const [cast] = providers
  await does(register, `provider/edit/${firms.provider(0)}`, {
    ...{ name: cast?.name ?? '', introduction: cast?.introduction ?? '' },
    ...{ contact_name: cast?.contact ?? '', contact_phone: cast?.phone ?? '' },
  })
  expect(await proposed(0)).toContain('最近 5 份服务评价')
})

test('the same ones do not speak twice; five new ones do', async () => {
  const dismiss = (await page(0)).page.querySelector('a[href^="/act/suspension_proposal/dismiss/"]')
  await does(register, `suspension_proposal/dismiss/${idIn(dismiss?.getAttribute('href'))}`, {
    reason: '已约谈，观察三个月。',
  })
  expect(await proposed(0)).toBe('')
  await rated(0, 1)
  expect(await proposed(0), 'one more').toBe('')
  await rated(0, 1, 1, 1, 1)
  expect(await proposed(0)).toContain('最近 10 份服务评价平均 1.9 分')
})

test('a mean at the mark is not below it', async () => {
  await rated(1, 1, 2, 4, 4, 4)
  expect(await proposed(1)).toBe('')
})
