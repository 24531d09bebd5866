import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/** Two with a phone each before the same thing, and two at the register, at once, on PostgreSQL. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const fields = (number: string, copies = '1') => ({
  ...{ number, name: '实训电脑', category: 'computer', funds: 'central', cost_fen: '4200', copies },
  ...{ acquired_on: '2026-01-05', place: '机房', keeper_id: staffId('张涛') },
})
const idIn = (path: string | null): string => /[0-9a-f-]{36}/.exec(path ?? '')?.[0] ?? ''

test('two count the same things at once, and one ends the counting meanwhile: each thing has one outcome', async () => {
  const [chenjing, wangmin, director] = [
    await world.worker('陈静'),
    await world.worker('王敏'),
    await world.worker('李卫东'),
  ]
  expect((await director.post('/act/asset/register', fields('PC-001', '20'))).status).toBe(303)
  const opened = await director.post('/act/stocktaking/open', { name: '机房盘点', area_id: '' })
  const id = idIn(opened.location)
  const { contents } = (await director.call('GET', '/api/v1/stocktaking_line?limit=50')).json<{
    contents: Array<{ id: string; stocktaking_id: string }>
  }>()
  const lines = contents.map(line => line.id)
  expect(lines).toHaveLength(20)
  for (const line of lines.slice(0, 16)) {
    const answers = await Promise.all([
      chenjing.post(`/act/stocktaking_line/find/${line}`),
      wangmin.post(`/act/stocktaking_line/lose/${line}`),
    ])
    expect(answers.map(answer => answer.status).sort()).toEqual([303, 409])
  }
  const [, ...counted] = await Promise.all([
    director.post(`/act/stocktaking/endCounting/${id}`),
    ...lines.slice(16).map(line => chenjing.post(`/act/stocktaking_line/find/${line}`)),
  ])
  expect(counted.every(answer => [303, 409].includes(answer.status))).toBe(true)
  const outcome = await app.kernel.database.read({ centre: world.id }, async db => ({
    state: (await db.selectFrom('stocktaking').select('state').where('id', '=', id).executeTakeFirstOrThrow())
      .state,
    waiting: await db
      .selectFrom('stocktaking_line')
      .select('id')
      .where('stocktaking_id', '=', id)
      .where('state', '=', 'waiting')
      .execute(),
    twice: await db
      .selectFrom('journal')
      .select('record_id')
      .where('flow', '=', 'stocktaking_line')
      .where('action', 'in', ['find', 'lose'])
      .groupBy('record_id')
      .having(({ fn }) => fn.countAll<number>(), '>', 1)
      .execute(),
  }))
  expect(outcome).toEqual({ state: 'explaining', waiting: [], twice: [] })
})

test('the last two things are counted at once: the stock-taking moves on once', async () => {
  const [chenjing, wangmin, director] = [
    await world.worker('陈静'),
    await world.worker('王敏'),
    await world.worker('李卫东'),
  ]
  const done = await director.call('GET', '/api/v1/stocktaking?limit=1')
  const before = done.json<{ contents: Array<{ id: string }> }>().contents[0]?.id ?? ''
  await director.post(`/act/stocktaking/cancel/${before}`, { reason: '另行发起。' })
  for (let round = 0; round < 5; round++) {
    const opened = await director.post('/act/stocktaking/open', { name: `第 ${round} 次盘点`, area_id: '' })
    const id = idIn(opened.location)
    const { contents } = (await director.call('GET', '/api/v1/stocktaking_line?limit=50')).json<{
      contents: Array<{ id: string; stocktaking_id: string }>
    }>()
    const lines = contents.filter(line => line.stocktaking_id === id).map(line => line.id)
    for (const line of lines.slice(2)) await chenjing.post(`/act/stocktaking_line/find/${line}`)
    const last = await Promise.all([
      chenjing.post(`/act/stocktaking_line/find/${lines[0]}`),
      wangmin.post(`/act/stocktaking_line/lose/${lines[1]}`),
    ])
    expect(last.map(answer => answer.status)).toEqual([303, 303])
    const { state } = (await director.call('GET', `/api/v1/stocktaking/${id}`)).json<{ state: string }>()
    expect(state, `round ${round}`).toBe('explaining')
    await director.post(`/act/stocktaking/cancel/${id}`, { reason: '只是演练。' })
  }
})

test('ten times two register under one number at once: one has it, the other is told', async () => {
  const [chenjing, wangmin] = [await world.worker('陈静'), await world.worker('王敏')]
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(
      [chenjing, wangmin].map(who => who.post('/act/asset/register', fields(`R-${round}-1`))),
    )
    expect(answers.map(answer => answer.status).sort()).toEqual([303, 422])
  }
})
