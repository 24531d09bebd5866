import { beforeAll, expect, test } from 'vitest'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from '../../../test/app.ts'
import { counted, periodId } from '../../../test/indicators.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { correctionFlow } from './correction.ts'
import { periodFlow } from './period.ts'
import { putReported } from './reporting.ts'
import { figureOf } from './values.ts'
import { versionFlow } from './version.ts'

/** 5.6.2 Two pairs of eyes, whatever duties one pair holds: whoever asks for a slip, proposes a period or drafts a version never decides on it. */
let app: TestApp
let world: World

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  app.clock.addDays(7)
  await counted(app)
  await asSystem(ctx =>
    putReported(ctx, {
      code: 'parcels.received',
      period: '2026-11',
      town: null,
      value: 210_000,
      reporters: 5,
    }),
  )
})

const asSystem = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => world.at(system, app.clock.now, work)
/** Somebody who may do all of it: the office of a small county has few people. */
const mighty = (name: string, organisation: 'centre' | 'bureau'): Actor => ({
  ...(world.staff.get(name) as Actor),
  organisation,
  duties: new Set(['indicator.manage', 'indicator.approve', 'indicator.lock']),
})
const acts = (
  who: Actor,
  flow: Parameters<typeof perform>[1],
  action: string,
  id: string | null,
  input = {},
) => world.at(who, app.clock.now, ctx => perform(ctx, flow, action, id, input))

test('of a slip neither yes nor no is said by who asked for it; by another it is', async () => {
  const [one, other] = [mighty('张涛', 'bureau'), mighty('周健', 'bureau')]
  const period = await periodId(app, world, 'reported', '2026-11')
  await acts(one, periodFlow, 'propose', period, { note: '各单位都已报送。' })
  await expect(acts(one, periodFlow, 'lock', period), 'nor is a period locked').rejects.toMatchObject({
    status: 403,
  })
  await acts(other, periodFlow, 'lock', period)
  const { id } = await acts(one, correctionFlow, 'ask', null, {
    ...{ code: 'parcels.received', period: '2026-11', town: 'county', value: 212_000 },
    reason: '一家企业漏报了派件量。',
  })
  for (const action of ['approve', 'refuse'])
    await expect(
      acts(one, correctionFlow, action, id, { reason: '自己看过凭据了。' }),
      action,
    ).rejects.toMatchObject({ status: 403 })
  const figure = async () => (await asSystem(ctx => figureOf(ctx, 'parcels.received', '2026-11'))).value
  expect(await figure()).toBe(210_000)
  await expect(
    acts(other, correctionFlow, 'withdraw', id),
    'taken back only by who asked',
  ).rejects.toMatchObject({ status: 403 })
  await acts(other, correctionFlow, 'approve', id, { reason: '核对了企业的台账。' })
  expect(await figure()).toBe(212_000)
})

test('a definition is not put in force by who drafted, changed or submitted it', async () => {
  const [one, two, other] = [mighty('张涛', 'centre'), mighty('王敏', 'centre'), mighty('李卫东', 'centre')]
  const wording = {
    ...{ code: 'parcels.sent', holds_from: '2027-01', label: '快递发件量', unit: '件' },
    ...{ definition: '当期从本县寄出的包裹件数，不含县内互寄。', formula: '揽收件数之和' },
    reason: '与邮政口径一致。',
  }
  const { id } = await acts(one, versionFlow, 'draft', null, wording)
  await acts(two, versionFlow, 'submit', id)
  for (const who of [one, two])
    await expect(acts(who, versionFlow, 'approve', id)).rejects.toMatchObject({ status: 403 })
  await acts(other, versionFlow, 'approve', id)
})
