import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Ctx, system } from '#platform/ctx'
import { indicators } from '#platform/indicators'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, startOf } from '../../../test/deeds.ts'
import { counted, periodId } from '../../../test/indicators.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { putReported } from './reporting.ts'
import { figureOf } from './values.ts'

/** 5.6.2 Figures at the desk: dictionary, versions, locking, slips. */
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
const figure = async (code: string, period: string) =>
  (await asSystem(ctx => figureOf(ctx, code, period))).value

describe('the number and the list', () => {
  test('are one, for what was counted of November', async () => {
    let seen = 0
    for (const one of indicators.values()) {
      if (!one.rows || one.measure === 'fen' || one.measure === 'tenths') continue
      const answer = await who('李卫东').get(one.records({ code: '2026-11' } as never))
      expect(answer.status, one.code).toBe(200)
      const listed = Number(/共 (\d+) 条/.exec(answer.page.textContent)?.[1] ?? -1)
      const summed = one.measure === 'count' && !/places|services|people|recipients/.test(one.code)
      const value = await figure(one.code, '2026-11')
      if (summed) expect(listed, one.code).toBe(value)
      if (summed && listed > 0) seen++
    }
    expect(seen, 'of several there is something').toBeGreaterThanOrEqual(2)
  })

  test('each line leads to its record, and the file has the same', async () => {
    const path = '/desk/indicators/cases.submitted/records?period=2026-11'
    const page = await who('李卫东').get(path)
    const links = page.page.querySelectorAll('td a[href^="/go/service_case/"]')
    expect(links.length).toBe(await figure('cases.submitted', '2026-11'))
    const csv = await who('李卫东').get(`${path}&format=csv`)
    expect(csv.text.trim().split('\r\n').length - 1).toBe(links.length)
  })

  test('of a period that is none, and of an indicator that is none, there is nothing', async () => {
    for (const path of [
      '/desk/indicators/cases.submitted/records?period=2026-13',
      '/desk/indicators/cases.submitted/records',
      '/desk/indicators/retail.online/records?period=2026-13',
      '/desk/indicators/no.such',
      '/desk/indicators/constructor',
    ])
      expect((await who('李卫东').get(path)).status, path).toBe(404)
  })
})

describe('pages', () => {
  test('show what a figure means beside it, what is missing, and what is late', async () => {
    const overview = await text(who('陈静'), '/desk/indicators')
    for (const words of ['提交办件', '统计期内提交的办件', '网上零售额', '没有数据', '迟'])
      expect(overview).toContain(words)
    expect(await text(who('陈静'), '/desk/indicators?state=late&source=reported')).toContain('网上零售额')
    expect(await text(who('陈静'), '/desk/indicators/dictionary?theme=培训')).toContain('培训人数')
    const one = await text(who('陈静'), '/desk/indicators/cases.submitted')
    for (const words of ['2026 年 11 月', '查看', '没有锁定'.slice(2), '结构']) expect(one).toContain(words)
    expect((await who('陈静').get('/desk/indicators/cases.submitted/chart.svg')).text).toContain('<svg')
    expect((await world.stranger().get('/desk/indicators')).status).toBe(303)
    const home = await who('李卫东').get('/desk')
    expect(home.text).toContain('/desk/indicators/cases.submitted/chart.svg')
  })
})

describe('a definition', () => {
  const wording = {
    ...{ label: '快递收件量', unit: '件', formula: '各快递企业揽收件数之和，含同城件' },
    ...{ definition: '当期从本县寄出、由快递企业揽收的包裹件数，含县内互寄。', reason: '上级统一了口径。' },
  }
  test('is drafted by one and approved by another; the old values keep theirs', async () => {
    await report('parcels.sent', '2026-09', null, 90_000, null)
    await report('parcels.sent', '2026-10', null, 100_000, null)
    const form = await who('张涛').get('/act/indicator_version/draft?code=parcels.sent')
    expect([startOf(form, 'code'), startOf(form, 'label')]).toEqual(['parcels.sent', '快递收件量'])
    const draft = await does(who('张涛'), 'indicator_version/draft', {
      ...{ code: 'parcels.sent', holds_from: '2026-11' },
      ...wording,
    })
    expect(
      (
        await who('张涛').post('/act/indicator_version/draft', {
          code: 'parcels.sent',
          holds_from: '2026-12',
          ...wording,
        })
      ).status,
    ).toBe(409)
    await does(who('张涛'), `indicator_version/submit/${draft}`)
    expect((await who('张涛').post(`/act/indicator_version/approve/${draft}`)).status).toBe(403)
    expect(await text(who('李卫东'), `/desk/indicators/versions/${draft}`)).toContain('上级统一了口径')
    await does(who('李卫东'), `indicator_version/approve/${draft}`)
    await report('parcels.sent', '2026-11', null, 130_000, null)
    const page = await text(who('李卫东'), '/desk/indicators/parcels.sent')
    expect(page).toContain('口径改变，与以前不可比')
    expect(page).toContain('从2026 年 11 月起')
    const november = (await who('李卫东').get('/desk/indicators/parcels.sent')).page
      .querySelectorAll('tbody tr')
      .find(row => row.querySelector('[data-label]') && row.textContent.includes('2026 年 11 月'))
    expect(november?.querySelector('[data-label="比上期"]')?.textContent.trim(), 'no comparison across').toBe(
      '—',
    )
    const stored = await asSystem(ctx =>
      sql<{
        period: string
        version: number
      }>`select period, version from indicator_value where code = 'parcels.sent' order by 1`.execute(ctx.db),
    )
    expect(stored.rows.map(row => row.version)).toEqual([1, 1, 2])
    expect(await figure('parcels.sent', '2026-Q4'), 'December is missing').toBeNull()
  })

  test('of what is counted is not changed here', async () => {
    expect((await who('张涛').get('/act/indicator_version/draft?code=cases.submitted')).status).toBe(422)
    expect(
      (await who('陈静').post('/act/indicator_version/draft', { code: 'parcels.received', ...wording }))
        .status,
    ).toBe(403)
  })

  test('of a new indicator is approved before anything is reported', async () => {
    await does(who('张涛'), 'indicator/add', {
      ...{
        label: '电商产业园入驻企业',
        definition: '期末入驻县电商产业园并实际经营的企业数。',
        formula: '期末实有数',
      },
      ...{ unit: '家', theme: '经营主体', measure: 'count', frequency: 'quarter', origin: '产业园管理处' },
    })
    await expect(report('local.a', '2026-Q3', null, 12, 12)).rejects.toThrow()
    const found = await asSystem(ctx =>
      ctx.db
        .selectFrom('indicator_version')
        .select('id')
        .where('code', '=', 'local.a')
        .executeTakeFirstOrThrow(),
    )
    await does(who('张涛'), `indicator_version/submit/${found.id}`)
    await does(who('李卫东'), `indicator_version/approve/${found.id}`)
    await report('local.a', '2026-Q3', null, 12, 12)
    expect(await figure('local.a', '2026-Q3')).toBe(12)
  })
})

describe('a period', () => {
  test('is looked through by one and locked by another, and then stays as it is', async () => {
    const id = await periodId(app, world, 'counted', '2026-11')
    expect(await text(who('张涛'), `/desk/indicators/periods/${id}`)).toContain('提交办件')
    await does(who('张涛'), `indicator_period/propose/${id}`, { note: '与台账核对一致。' })
    expect((await who('张涛').post(`/act/indicator_period/lock/${id}`)).status).toBe(403)
    expect(
      (await who('周健').post(`/act/indicator_period/lock/${id}`)).status,
      'counted: not the bureau',
    ).toBe(403)
    await does(who('李卫东'), `indicator_period/lock/${id}`)
    const before = await figure('cases.submitted', '2026-11')
    await asSystem(ctx =>
      sql`update service_case set submitted_at = submitted_at - interval '60 days'`.execute(ctx.db),
    )
    await app.runClock('indicator.count')
    expect(await figure('cases.submitted', '2026-11')).toBe(before)
    expect(await text(who('陈静'), '/desk/indicators/cases.submitted')).toContain('锁定后记录变为 0 件')
    await expect(
      asSystem(ctx =>
        sql`update indicator_value set value = 1 where code = 'cases.submitted' and period = '2026-11'`.execute(
          ctx.db,
        ),
      ),
      'the database holds it too',
    ).rejects.toThrow(/correction slip/)
    await expect(
      asSystem(ctx =>
        sql`delete from indicator_value where code = 'cases.submitted' and period = '2026-11'`.execute(
          ctx.db,
        ),
      ),
    ).rejects.toThrow(/stays/)
  })

  test('that was reported is locked by the bureau, and takes no more reports', async () => {
    const id = await periodId(app, world, 'reported', '2026-11')
    await does(who('张涛'), `indicator_period/propose/${id}`, { note: '各单位都已报送。' })
    expect((await who('李卫东').post(`/act/indicator_period/lock/${id}`)).status).toBe(403)
    await does(who('周健'), `indicator_period/giveBack/${id}`, { reason: '快递派件量没有数。' })
    await report('parcels.received', '2026-11', null, 210_000, null)
    await does(who('张涛'), `indicator_period/propose/${id}`, { note: '已补报。' })
    await does(who('周健'), `indicator_period/lock/${id}`)
    // The same again, as a job that comes twice, is nothing; anything else is for a slip.
    await report('parcels.sent', '2026-11', null, 130_000, null)
    await expect(report('parcels.sent', '2026-11', null, 1, null)).rejects.toThrow(/更正单/)
    await report('parcels.sent', '2026-12', null, 140_000, null)
    const late = { code: 'parcels.sent', holds_from: '2026-11', label: '快递收件量', unit: '件' }
    const draft = await does(who('张涛'), 'indicator_version/draft', {
      ...{ ...late, definition: '当期从本县寄出的包裹件数，不含县内互寄。', formula: '揽收件数之和' },
      reason: '又改回来了。',
    })
    expect(
      (await who('张涛').post(`/act/indicator_version/submit/${draft}`)).status,
      'a locked period keeps its own',
    ).toBe(422)
  })
})

describe('a correction slip', () => {
  const ask = {
    code: 'parcels.received',
    period: '2026-11',
    town: 'county',
    reason: '一家企业漏报了派件量。',
  }
  test('says old and new, is decided by another, and keeps both', async () => {
    expect((await who('李卫东').post('/act/indicator_correction/ask', { ...ask, value: '1' })).status).toBe(
      403,
    )
    const form = await who('张涛').get('/act/indicator_correction/ask?code=parcels.received&period=2026-11')
    expect([startOf(form, 'code'), startOf(form, 'period')]).toEqual([ask.code, ask.period])
    expect(form.text).toContain('全县：210,000 件')
    const id = await does(who('张涛'), 'indicator_correction/ask', { ...ask, value: '212000' })
    expect(
      (await who('张涛').post('/act/indicator_correction/ask', { ...ask, value: '213000' })).status,
    ).toBe(409)
    for (const name of ['张涛', '李卫东'])
      expect(
        (await who(name).post(`/act/indicator_correction/approve/${id}`, { reason: '看过凭据了。' })).status,
        name,
      ).toBe(403)
    expect(await figure('parcels.received', '2026-11')).toBe(210_000)
    await does(who('周健'), `indicator_correction/approve/${id}`, { reason: '核对了企业的台账。' })
    expect(await figure('parcels.received', '2026-11')).toBe(212_000)
    const page = await text(who('周健'), `/desk/indicators/corrections/${id}`)
    for (const words of ['210,000 件', '212,000 件', '张涛', '周健']) expect(page).toContain(words)
    expect(await text(who('李卫东'), '/desk/indicators/corrections')).toContain('快递派件量')
    expect((await who('陈静').get(`/desk/indicators/corrections/${id}`)).status).toBe(403)
  })

  test('for what is not locked, or the same, or a sum of towns, is refused', async () => {
    const status = async (fields: Record<string, string>) =>
      (await who('张涛').post('/act/indicator_correction/ask', { ...ask, ...fields })).status
    expect(await status({ period: '2026-12', value: '1' })).toBe(422)
    expect(await status({ value: '212000' })).toBe(422)
    expect(await status({ value: '1.5' })).toBe(422)
    expect(await status({ code: 'cases.submitted', value: '1' }), 'correct the town').toBe(422)
    expect(await status({ period: 'x', value: '1' })).toBe(422)
  })

  test('of a town brings the county along', async () => {
    const town = await asSystem(ctx =>
      ctx.db
        .selectFrom('indicator_value')
        .select(['town', 'value'])
        .where('code', '=', 'cases.submitted')
        .where('period', '=', '2026-11')
        .where('town', '!=', 'county')
        .executeTakeFirstOrThrow(),
    )
    const county = (await figure('cases.submitted', '2026-11')) ?? 0
    const id = await does(who('张涛'), 'indicator_correction/ask', {
      ...{ ...ask, code: 'cases.submitted', town: town.town, value: String(town.value + 2) },
    })
    expect(
      (await who('周健').post(`/act/indicator_correction/approve/${id}`, { reason: '看过凭据了。' })).status,
    ).toBe(403)
    await does(who('李卫东'), `indicator_correction/approve/${id}`, { reason: '漏登记两件，看过登记簿。' })
    expect(await figure('cases.submitted', '2026-11')).toBe(county + 2)
  })
})
