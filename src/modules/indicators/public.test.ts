import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Ctx, system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, withoutIds } from '../../../test/deeds.ts'
import { counted, periodId } from '../../../test/indicators.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { publishedFigures } from './published.ts'
import { regionFigures } from './region.ts'
import { putReported } from './reporting.ts'

/** 5.6.2 What few reported, what is public, what is sent, and what others see. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const citizen = await world.citizen('13800000481', '杨雪')
  const question = { question: '开网店要办什么手续？' }
  for (let n = 0; n < 3; n++) await applyFor(citizen, world, 'ZX-001', question)
  app.clock.addDays(7)
  await counted(app)
  for (const name of ['李卫东', '张涛', '陈静', '周健']) people[name] = await world.worker(name)
})

const asSystem = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => world.at(system, app.clock.now, work)
const text = async (visitor: Visitor, path: string): Promise<string> => {
  const answer = await visitor.get(path)
  expect(answer.status, path).toBe(200)
  return answer.page.querySelector('main')?.textContent ?? ''
}
const report = (code: string, period: string, town: string | null, value: number, reporters: number | null) =>
  asSystem(ctx => putReported(ctx, { code, period, town, value, reporters }))

beforeAll(() => report('parcels.sent', '2026-10', null, 100_000, null))

describe('what few reported', () => {
  const [first, second, third] = ['340822100', '340822101', '340822102'] as const
  test('is shown to those who work on it, to nobody else, and not by subtraction', async () => {
    await report('live.sessions', '2026-10', first, 7_131, 2)
    await report('live.sessions', '2026-10', second, 4_217, 4)
    await report('live.sessions', '2026-10', third, 9_053, 6)
    await report('live.rooms', '2026-10', null, 83, 2)
    const shown = await text(who('张涛'), '/desk/indicators/live.sessions')
    for (const words of ['7,131', '4,217', '9,053', '20,401']) expect(shown).toContain(words)
    const others = await text(who('陈静'), '/desk/indicators/live.sessions')
    for (const words of ['7,131', '4,217']) expect(others).not.toContain(words)
    expect(others).toContain('20,401')
    expect(others).toContain('2 个乡镇')
    expect(await text(who('陈静'), '/desk/indicators/live.rooms')).not.toContain('83 间')
    expect(await text(who('陈静'), '/desk/indicators?q=直播间数')).not.toContain('83 间')
    expect(await text(who('张涛'), '/desk/indicators/live.rooms')).toContain('83 间')
    app.kernel.pages.renewAll()
    for (const path of [
      '/indicators',
      '/indicators/data.csv',
      '/indicators/data.json',
      '/indicators/screen',
    ]) {
      const { status, text: open } = await world.stranger().get(path)
      expect(status, path).toBe(200)
      for (const number of ['7131', '7,131', '4217', '4,217', '83 间'])
        expect(withoutIds(open), `${path} ${number}`).not.toContain(number)
    }
    const json = (await world.stranger().get('/indicators/data.json')).json<
      Array<{ code: string; town: string; value: number | null }>
    >()
    const open = json.filter(one => one.code === 'live.sessions')
    expect(open.filter(one => one.value === null)).toHaveLength(2)
    expect(open.find(one => one.town === '全县')?.value).toBe(20_401)
  })

  test('leaves the county only as a sum of enough', async () => {
    const figures = await asSystem(publishedFigures)
    expect(figures.find(one => one.code === 'live.rooms')?.value).toBeNull()
    expect(
      figures.every(
        one => one.period.kind === 'month' || one.period.kind === 'quarter' || one.period.kind === 'year',
      ),
    ).toBe(true)
  })
})

describe('open data', () => {
  test('is a data package whose fields are the columns of the file', async () => {
    const pack = (await world.stranger().get('/indicators/datapackage.json')).json<{
      profile: string
      resources: [{ path: string; schema: { fields: Array<{ name: string }>; primaryKey: string[] } }]
    }>()
    expect(pack.profile).toBe('tabular-data-package')
    const csv = await world.stranger().get(new URL(pack.resources[0].path).pathname)
    const head = csv.text.replace('\ufeff', '').split('\r\n')[0]
    expect(head).toBe(pack.resources[0].schema.fields.map(one => one.name).join(','))
    const rows = (await world.stranger().get('/indicators/data.json')).json<Array<Record<string, unknown>>>()
    const keys = rows.map(row => pack.resources[0].schema.primaryKey.map(name => row[name]).join('|'))
    expect(new Set(keys).size, 'the key is one').toBe(keys.length)
    expect((await world.stranger().get('/indicators/data.xlsx')).headers.get('content-type')).toContain(
      'spreadsheetml',
    )
    expect(await text(world.stranger(), '/indicators')).toContain('快递收件量')
  })

  test('the screen turns by itself', async () => {
    const screen = await world.stranger().get('/indicators/screen')
    expect(screen.headers.get('refresh')).toMatch(/^20; url=\/indicators\/screen\?page=\d+$/)
    expect(screen.page.querySelectorAll('script')).toHaveLength(0)
    expect((await world.stranger().get('/indicators/screen?page=99')).status).toBe(200)
  })
})

describe('a subscription', () => {
  test('brings the figures by mail on its day, and can be ended', async () => {
    await asSystem(ctx =>
      sql`update staff set email = 'chenjing@centre.example' where name = '陈静'`.execute(ctx.db),
    )
    await does(who('陈静'), 'indicator_subscription/subscribe', { rhythm: 'weekly' })
    expect(
      (await who('陈静').post('/act/indicator_subscription/subscribe', { rhythm: 'monthly' })).status,
    ).toBe(409)
    const buttons = await (await world.worker('陈静')).get('/desk/indicators')
    const end = buttons.page
      .querySelector('form[action^="/act/indicator_subscription/end/"]')
      ?.getAttribute('action')
    expect(end).toBeTruthy()
    while (new Date(app.clock.now).getUTCDay() !== 1) app.clock.addDays(1)
    await app.runClock('indicator.summary')
    await app.runClock('indicator.summary')
    await app.runJobs()
    const mails = app.sent.mail.filter(
      one => one.to === 'chenjing@centre.example' && one.subject.includes('数据周报'),
    )
    expect(mails, 'once').toHaveLength(1)
    expect(mails[0]?.text).toContain('提交办件')
    expect(mails[0]?.text, 'of few').not.toContain('83 间')
    const again = await world.worker('陈静')
    expect((await (await world.worker('张涛')).post(end ?? '')).status, 'somebody else’s').toBe(404)
    expect((await again.post(end ?? '')).status).toBe(303)
    app.clock.addDays(7)
    await app.runClock('indicator.summary')
    await app.runJobs()
    expect(
      app.sent.mail.filter(one => one.to === 'chenjing@centre.example' && one.subject.includes('数据周报')),
    ).toHaveLength(1)
  })
})

describe('another centre', () => {
  test('sees nothing of ours', async () => {
    const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const stranger = await other.worker('李卫东')
    const id = await periodId(app, world, 'reported', '2026-11')
    const ours = await world.worker('李卫东')
    expect((await ours.get(`/desk/indicators/periods/${id}`)).status).toBe(200)
    expect((await stranger.get(`/desk/indicators/periods/${id}`)).status).toBe(404)
    expect((await stranger.post(`/act/indicator_period/lock/${id}`)).status).toBe(404)
    const theirs = (await other.stranger().get('/indicators/data.json')).text
    expect(withoutIds(theirs)).not.toContain('20401')
  })

  test('is counted together with ours by the region: the county only, and no few', async () => {
    const rows = await app.kernel.database.read(
      { centres: [world.id] },
      async db =>
        (
          await sql<{
            code: string
            town: string
          }>`select code, town from indicator_value where code like 'live.%'`.execute(db)
        ).rows,
    )
    expect(rows).toEqual([{ code: 'live.sessions', town: 'county' }])
    const figures = await app.kernel.database.read({ centres: [world.id, 999] }, db =>
      regionFigures(db, [world.id, 999], '2026-10'),
    )
    const sessions = figures.find(one => one.code === 'live.sessions')
    expect(sessions?.value).toBe(20_401)
    expect(sessions?.cells.get(999)).toEqual({ state: 'none', value: null })
    expect(figures.find(one => one.code === 'parcels.sent')?.value).toBe(100_000)
  })
})
