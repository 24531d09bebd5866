import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { putReported } from '#modules/indicators'
import { type Actor, system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, picture } from '../../../test/deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { reportersAre, roundOf, salesOf, sheetOf } from '../../../test/reporting.ts'
import { newCentre, providers, recipients, type World } from '../../../test/world.ts'
import { feedFaults } from './feed.ts'
import { standardForms } from './standard-forms.ts'

/** 5.6.2 Sheets are audited, summed and locked; then slips only. Sums are for everybody, single figures are not. */
let app: TestApp
let world: World
let firms: Firms
let round: string
const parties: string[] = []
const sheets: string[] = []

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firms = await firmsOf(world)
  parties.push(
    ...providers.slice(0, 3).map(one => world.parties.get(one.name) as string),
    world.parties.get(recipients.find(one => one.kind !== 'person')?.name ?? '') as string,
  )
  await reportersAre(app, world, parties, parties)
  await app.kernel.database.write({ centre: world.id }, db =>
    sql`update report_form set definition = jsonb_set(definition, '{feeds}',
      '[{"cell": "06", "indicator": "live.sessions"}, {"cell": "01", "indicator": "firms.retail"},
        {"cell": "07", "indicator": "firms.live"}]') where code = 'Q1'`.execute(db),
  )
  round = await roundOf(app, world, 'Q1', '2026-10')
  for (const party of parties) sheets.push(await sheetOf(app, world, round, party))
  for (const [n, typed] of [
    salesOf(1000, { c07_1: '5000', why_c07_1: '含上月直播、本月才结算到账的款。' }),
    salesOf(2000, { c07_1: '' }),
    salesOf(500, { c06_1: '4', c07_1: '100' }),
  ].entries())
    await does(firms.firm(n), `report/fill/${sheets[n]}`, { ...typed, filler_name: '查会计', all_mine: '1' })
})

const textOf = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''

test('audited, summed with the reasons, sent back and up again, locked by the bureau alone', async () => {
  const director = await world.worker('李卫东')
  const early = await director.post(`/act/report_round/sum/${round}`, { summary: '本月零售额平稳。' })
  expect(early.status).toBe(409)
  expect(early.text).toContain('还有 3 张报表没有审核')
  for (const id of sheets.slice(0, 3)) await does(director, `report/approve/${id}`)
  expect(await textOf(director, '/desk/reports/sheets?late=1')).toContain('逾期')
  const matcher = await world.worker('张涛')
  await does(matcher, `report/urge/${sheets[3]}`)
  expect((await matcher.post(`/act/report/urge/${sheets[3]}`)).status, 'once a day').toBe(409)
  await does(director, `report_round/sum/${round}`, { summary: '三家已报，一家停业检修没有报送。' })
  await app.runJobs()
  expect(await textOf(director, `/desk/reports/sheets/${sheets[3]}`)).toContain('逾期未报')
  const bureau = await world.worker('周健')
  await does(bureau, `report_round/sendBack/${round}`, { reason: '请再催一下没有报的单位。' })
  await app.runJobs()
  expect(await textOf(director, `/desk/reports/sheets/${sheets[3]}`)).toContain('待填报')
  await does(director, `report_round/sum/${round}`, { summary: '仍没有报送，已实地走访，确认停业。' })
  expect((await director.post(`/act/report_round/lock/${round}`)).status, 'not by who summed it').toBe(403)
  await does(bureau, `report_round/lock/${round}`)
  await app.runJobs()
  const late = await firms.firm(1).post(`/act/report/fill/${sheets[1]}`, salesOf(1))
  expect(late.status).toBe(409)
  const back = await director.post(`/act/report/return/${sheets[1]}`, { reason: '想改一改再说。' })
  expect(back.status).toBe(409)
  expect(back.text).toContain('已经锁定')
})

test('the sums are shown to everybody at the centre, and what few gave is hidden; the file says what the screen says', async () => {
  const adviser = await world.worker('刘芳')
  const path = `/desk/reports/rounds/${round}/summary`
  const shown = await textOf(adviser, path)
  expect(shown, '1,000 + 2,000 + 500').toMatch(/02 其中：商品类零售额元3,500\.003/)
  expect(shown, 'only two of them have live sales').toMatch(/07 直播实际结算额元不足 3 家，不公布不足 3/)
  const towns = await textOf(adviser, `${path}?by=towns`)
  expect(towns).toContain('不公布')
  expect(towns, 'no town has three').not.toMatch(/[^\d]1,000\.00/)
  expect(await textOf(adviser, `${path}?view=inner`), 'not by asking').not.toContain('5,100.00')
  expect(await textOf(await world.worker('李卫东'), `${path}?view=inner`)).toContain('5,100.00')
  const csv = (await adviser.get(`${path}?format=csv`)).text
  expect(csv).toContain('不足 3 家，不公布')
  expect((await adviser.file(`${path}?format=pdf`)).subarray(0, 4).toString()).toBe('%PDF')
  const printed = await firms.firm(0).file(`/my/reports/${sheets[0]}/sheet.pdf`)
  expect(printed.subarray(0, 4).toString()).toBe('%PDF')
  expect((await firms.firm(1).get(`/my/reports/${sheets[0]}/sheet.pdf`)).status).toBe(404)
})

test('a reported figure leads to what it was summed up from, as far as the reader may go', async () => {
  const [director, adviser] = [await world.worker('李卫东'), await world.worker('刘芳')]
  const from = async (who: Visitor, code: string, period = '2026-10') =>
    (await who.get(`/desk/indicators/${code}/records?period=${period}`)).page
      .querySelectorAll('tbody tr')
      .map(row => [
        row.querySelector('a')?.getAttribute('href') ?? null,
        row.textContent.replaceAll(/\s+/g, ' '),
      ])
  expect(await indicator('firms.retail'), '1,200 + 2,200 + 700').toMatchObject({
    value: 410_000,
    reporters: 3,
  })
  const page = await director.get('/desk/indicators/firms.retail')
  expect(page.text).toContain('/desk/indicators/firms.retail/records?period=2026-10')
  const [sheets, sums] = [await from(director, 'firms.retail'), await from(adviser, 'firms.retail')]
  expect(sheets.map(([href]) => href)).toEqual([`/desk/reports/rounds/${round}`])
  expect(sums.map(([href]) => href)).toEqual([`/desk/reports/rounds/${round}/summary`])
  expect(sums[0]?.[1]).toMatch(/企业电商月报.*3 家报送.*锁定/)
  expect(await from(adviser, 'firms.retail', '2026-Q4'), 'of a quarter its months').toHaveLength(1)
  expect(await from(adviser, 'firms.retail', '2026-08')).toEqual([])
  // Two have live sales: what the summary hides, the dictionary hides too.
  expect(await indicator('firms.live')).toMatchObject({ value: 510_000, reporters: 1 })
  expect(await textOf(adviser, '/desk/indicators/firms.live')).not.toContain('5,100')
  expect(await textOf(director, '/desk/indicators/firms.live')).toContain('5,100')
  await world.at(world.staff.get('张涛') as Actor, app.clock.now, ctx =>
    putReported(ctx, { code: 'parcels.sent', period: '2026-10', town: null, value: 1_000, reporters: null }),
  )
  expect((await from(adviser, 'parcels.sent'))[0]?.[1]).toMatch(/邮政快递行业统计提供.*张涛录入/)
  expect((await adviser.get('/desk/indicators/parcels.sent/records?period=x')).status).toBe(404)
})

test('what the standard forms feed fits the dictionary', async () => {
  for (const { feeds, frequency, ...form } of standardForms)
    expect(
      await world.at(system, app.clock.now, ctx => feedFaults(ctx, { ...form, feeds }, frequency)),
      form.title,
    ).toEqual([])
})

test('after the lock only a slip corrects: old, new, reason, proof, another who approves; both values stay', async () => {
  const ask = `/act/report_correction/ask?report_id=${sheets[1]}&cell=c06_1`
  const form = await firms.firm(1).get(ask)
  expect(form.text).toContain('现在是 10')
  const proof = { 'proof:new': picture('排班.png') }
  const fields = { report_id: sheets[1] as string, cell: 'c06_1', reason: '漏记了九月底转来的两场直播。' }
  const same = await firms.firm(1).post(ask, { ...fields, ...proof, new_value: '10' })
  expect(errorAt(same, 'new_value')).toContain('不用更正')
  expect((await firms.firm(1).post(ask, { ...fields, new_value: '12' })).status, 'no proof').toBe(422)
  const sent = await firms.firm(1).post(ask, { ...fields, ...proof, new_value: '12' })
  expect(sent.status).toBe(303)
  const twice = await firms.firm(1).post(ask, { ...fields, ...proof, new_value: '13' })
  expect(twice.status).toBe(409)
  const slip = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('report_correction').selectAll().executeTakeFirstOrThrow(),
  )
  expect(slip).toMatchObject({ old_value: 10, new_value: 12, state: 'asked' })
  const director = await world.worker('李卫东')
  expect(
    (await director.post(`/act/report_correction/approve/${slip.id}`, { opinion: '同意更正。' })).status,
  ).toBe(403)
  const before = await indicator('live.sessions')
  expect(before, '10 + 10 + 4').toMatchObject({ value: 24, reporters: 3 })
  const bureau = await world.worker('周健')
  const askedBy = (identity: string | null | undefined) =>
    app.kernel.database.write({ centre: world.id }, db =>
      db
        .updateTable('report_correction')
        .set({ asked_by: identity ?? null })
        .where('id', '=', slip.id)
        .execute(),
    )
  await askedBy(world.staff.get('周健')?.identityId)
  const own = await bureau.post(`/act/report_correction/approve/${slip.id}`, { opinion: '同意更正。' })
  expect(own.status, 'nobody approves what they asked for').toBe(403)
  await askedBy(slip.asked_by)
  await does(bureau, `report_correction/approve/${slip.id}`, { opinion: '凭据属实，同意更正。' })
  await app.runJobs()
  expect(await indicator('live.sessions')).toMatchObject({ value: 26, reporters: 3 })
  const page = await textOf(director, `/desk/reports/sheets/${sheets[1]}`)
  expect(page).toMatch(/06 直播场次12 场 更正前：10/)
  const kept = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('report')
      .select('cells')
      .where('id', '=', sheets[1] as string)
      .executeTakeFirstOrThrow(),
  )
  expect(kept.cells).toMatchObject({ c06_1: 10 })
  const direct = app.kernel.database.write({ centre: world.id }, db =>
    db
      .updateTable('report')
      .set({ cells: '{"c06_1": 99}' })
      .where('id', '=', sheets[1] as string)
      .execute(),
  )
  await expect(direct, 'the database refuses as well').rejects.toThrow(/only a correction slip/)
})

const indicator = (code: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('indicator_value')
      .select(['value', 'reporters'])
      .where('code', '=', code)
      .where('period', '=', '2026-10')
      .where('town', '=', 'county')
      .executeTakeFirst(),
  )

test('the next month: a change over the limit asks for the reason and a proof', async () => {
  const next = await roundOf(app, world, 'Q1', '2026-11')
  const id = await sheetOf(app, world, next, parties[1] as string)
  const grown = {
    ...salesOf(4000, { c05_1: '130', c07_1: '' }),
    ...{ filler_name: '查会计', all_mine: '1' },
  }
  const asked = await firms.firm(1).post(`/act/report/fill/${id}`, grown)
  expect(asked.status).toBe(422)
  expect(errorAt(asked, 'why_c01_1')).toContain(
    '环比波动：比上期（2026 年 10 月）的 2,200.00 元增长 90.9%，超过 30%，请写明原因并上传凭据',
  )
  expect(errorAt(asked, 'why_c05_1'), '120 to 130 is nothing').toBe('')
  const why = '双十一期间平台大促，订单集中。'
  const explained = { ...grown, why_c01_1: why, why_c04_1: why }
  const bare = await firms.firm(1).post(`/act/report/fill/${id}`, explained)
  expect(errorAt(bare, 'proof')).toContain('请上传凭据')
  await does(firms.firm(1), `report/fill/${id}`, { ...explained, 'proof:new': picture('结算单.png') })
  const seen = await textOf(await world.worker('李卫东'), `/desk/reports/sheets/${id}`)
  expect(seen).toContain('双十一期间平台大促')
  expect(seen).toContain('比上期 +90.9%')
  expect(await textOf(firms.firm(1), '/my/reports')).toMatch(/要填的|报过的/)
})
