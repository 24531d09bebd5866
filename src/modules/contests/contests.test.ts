import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import {
  declares,
  enters,
  judges,
  openSheetsOf,
  publishedContest,
  roundOf,
  roundsOf,
  type Seated,
  seatedJudges,
  sheetsOf,
  unlocksWithAllDuties,
} from '../../../test/contests.ts'
import { does, errorAt, picture, withoutIds } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.4.2 A contest from its notice to the end of its last round, as everybody in it goes through it. */
let app: TestApp
let world: World
let matcher: Visitor
let director: Visitor
let checker: Visitor
let bureau: Visitor
let stranger: Visitor
let people: Visitor[]
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
let panel: Seated = []

/** A later day; the sessions of the staff have ended, and they sign in anew. */
async function at(day: string, time: string): Promise<void> {
  app.clock.now = new Date(`${day}T${time}:00+08:00`)
  matcher = await world.worker('张涛')
  director = await world.worker('李卫东')
  checker = await world.worker('王敏')
  bureau = await world.worker('周健')
  for (const one of panel) if (one.name === '孙丽') one.who = await world.worker('孙丽')
}
const cast = [
  ['13800000081', '杨雪'],
  ['13800000082', '丁小军'],
  ['13800000083', '陈秀英'],
  ['13800000084', '郝建国'],
] as const

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await at('2026-11-24', '10:05')
  stranger = world.stranger()
  people = []
  for (const [phone, name] of cast) people.push(await world.citizen(phone, name))
})
const person = (n: number): Visitor => people[n] as Visitor

describe('a contest', () => {
  let id = ''
  let entries: string[] = []
  let first = ''
  let final = ''

  test('is entered on a phone, alone or as a team; nobody is in two teams; blind works name nobody', async () => {
    id = await publishedContest(world)
    const named = enters(person(0), id, { works: '我是杨雪，做蓝莓直发两年了。' })
    await expect(named).rejects.toThrow('请不要写“杨雪”')
    entries = [
      await enters(person(0), id, { shown: '1' }),
      await enters(person(1), id, {
        ...{
          as_team: 'team',
          title: '贡糕新包装',
          'members.0.name': '操小平',
          'members.0.phone': '13800000098',
        },
      }),
      await enters(person(2), id, { title: '山货直播间' }),
    ]
    const again = enters(person(3), id, {
      ...{ as_team: 'team', 'members.0.name': '操小平', 'members.0.phone': '13800000098' },
    })
    await expect(again).rejects.toThrow('同一人只能参加一队')
    expect((await person(1).get(`/my/contests/entries/${entries[0]}`)).status, 'others’ are not shown').toBe(
      404,
    )
    expect((await stranger.get(`/my/contests/entries/${entries[0]}`)).status).toBe(303)
    expect(await main(stranger, `/contests/${id}`), 'judges read this page, too').not.toContain(
      '蓝莓鲜果直发',
    )
  })

  test('checks who may take part, and sends back what is lacking', async () => {
    await does(checker, `contest_entry/return/${entries[2]}`, { reason: '请补充营业执照照片' })
    expect(await main(person(2), `/my/contests/entries/${entries[2]}`)).toContain('请补充营业执照照片')
    expect((await checker.post(`/act/contest_entry/pass/${entries[2]}`)).status).toBe(409)
    await person(2).submit(`/act/contest_entry/complete/${entries[2]}`, {
      ...{ title: '山货直播间', about: '一个人撑起的山货直播间。', works: '每周三场，复购三成，退货很少。' },
      ...{ contact_name: '陈秀英', contact_phone: '13800000083', as_team: 'person', promised: '1' },
      'attachments:new': [picture('陈秀英的执照.png')],
    })
    expect((await matcher.post(`/act/contest_entry/pass/${entries[0]}`)).status, 'not who organises').toBe(
      403,
    )
    for (const entry of entries) await does(checker, `contest_entry/pass/${entry}`)
    const list = await main(matcher, `/desk/contests/${id}/entries`)
    expect(list).toContain('138****0081')
    expect(list).not.toContain('13800000081')
    expect((await matcher.post(`/act/contest/closeEntries/${id}`)).status, 'not before the time').toBe(409)
    await at('2026-12-01', '18:00')
    const late = await person(3).post('/act/contest_entry/enter', { contest_id: id })
    expect(late.status, 'the closing second is too late').toBe(409)
    await does(matcher, `contest/closeEntries/${id}`)
  })

  test('draws the order from a list and a public number; the rule and the rubric stand from then on', async () => {
    panel = await seatedJudges(world, id)
    const [a, b] = await roundsOf(app, world, id)
    first = a?.id ?? ''
    final = b?.id ?? ''
    expect(
      (await matcher.post(`/act/contest_round/draw/${final}`, { number: '2026' })).status,
      'not yet',
    ).toBe(409)
    await does(matcher, `contest_round/draw/${first}`, { number: '20261201' })
    expect((await matcher.post(`/act/contest_round/edit/${first}`, roundOf(id))).status, 'frozen').toBe(409)
    expect(await main(matcher, `/desk/contests/${id}/rounds`)).toContain('20261201')
    expect(await main(matcher, `/desk/contests/${id}`)).not.toContain('第一轮抽签时')
  })

  test('shows a judge nothing before they declared; who is concerned never gets the work', async () => {
    const [han, tao, lu] = panel as [Seated[0], Seated[0], Seated[0]]
    const form = await han.who.get(`/act/contest_judge/declare/${han.seat}?round_id=${first}`)
    expect(form.page.textContent).toContain('杨雪')
    expect(form.page.textContent, 'names only').not.toContain('蓝莓鲜果直发')
    await declares(han, first)
    expect(
      (await han.who.post(`/act/contest_judge/declare/${han.seat}`, { round_id: first, declared: '1' }))
        .status,
    ).toBe(409)
    await declares(tao, first)
    const wrong = await lu.who.post(`/act/contest_judge/declare/${lu.seat}`, {
      round_id: first,
      declared: '1',
      entries: [entries[0] as string],
    })
    expect(errorAt(wrong, 'reason')).toContain('什么关系')
    await declares(lu, first, { entries: [entries[0] as string], reason: '我侄女' })
    const short = await matcher.post(`/act/contest_round/start/${first}`)
    expect(short.status).toBe(409)
    expect(short.page.textContent).toContain('还差 1 位')
    // 孙丽 of the house helps out; whoever organises or decides may not.
    const sun = world.staff.get('孙丽')?.staffId ?? ''
    const boss = world.staff.get('张涛')?.staffId ?? ''
    expect(
      (
        await matcher.post('/act/contest_judge/inviteColleague', {
          contest_id: id,
          staff_id: boss,
          about: '对接',
        })
      ).status,
    ).toBe(422)
    await does(matcher, 'contest_judge/inviteColleague', { contest_id: id, staff_id: sun, about: '回访' })
    const colleague = await world.worker('孙丽')
    const link = (await colleague.get('/my/contests')).page.querySelector('a[href^="/my/contests/judging/"]')
    const seat = link?.getAttribute('href')?.split('/').at(-1) ?? ''
    await does(colleague, `contest_judge/accept/${seat}`)
    panel.push({ name: '孙丽', who: colleague, seat })
    await declares(panel[3] as Seated[0], first)
    await does(matcher, `contest_round/start/${first}`)
    const number = await numberOf(entries[0] as string)
    expect((await sheetsOf(lu)).has(number), 'recused').toBe(false)
    const loads = await Promise.all(panel.map(async one => (await sheetsOf(one)).size))
    expect(loads.reduce((sum, n) => sum + n, 0)).toBe(9)
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
  })

  const numberOf = async (entry: string): Promise<number> =>
    app.kernel.database.read({ centre: world.id }, async db => {
      const row = await db
        .selectFrom('contest_entry')
        .select('number')
        .where('id', '=', entry)
        .executeTakeFirstOrThrow()
      return row.number ?? 0
    })

  test('is blind: no name in pages, JSON or files; a recused judge finds nothing at all', async () => {
    const names = [...cast.flat(), '操小平', '蓝莓鲜果直发', '贡糕新包装', '山货直播间']
    const withFile = await numberOf(entries[2] as string)
    let looked = 0
    for (const one of panel)
      for (const [number, sheet] of await sheetsOf(one)) {
        const page = await one.who.get(`/my/contests/sheets/${sheet}`)
        expect(page.status).toBe(200)
        const form = await one.who.get(`/act/contest_sheet/mark/${sheet}`)
        const json = await one.who.call('GET', `/api/v1/contest_sheet/${sheet}`)
        for (const text of [page.text, form.text, json.text])
          for (const name of names) expect(text, `${name} on sheet ${number}`).not.toContain(name)
        for (const entry of entries) expect(page.text, 'nor the id of the entry').not.toContain(entry)
        if (number !== withFile) continue
        looked++
        const file = await one.who.get(`/my/contests/sheets/${sheet}/files/1`)
        expect(file.status).toBe(200)
        expect(file.headers.get('content-disposition')).toBe(`inline; filename="${number}-1.png"`)
      }
    expect(looked).toBeGreaterThan(0)
    const lu = panel[2] as Seated[0]
    const [number, sheet] = [...(await sheetsOf(lu))][0] as [number, string]
    expect((await lu.who.get(`/my/contests/sheets/${sheet}`)).status, 'before').toBe(200)
    await does(lu.who, `contest_sheet/recuse/${sheet}`, { reason: '看出是邻居的店' })
    expect((await lu.who.get(`/my/contests/sheets/${sheet}`)).status, 'after').toBe(404)
    expect((await lu.who.get(`/my/contests/sheets/${sheet}/files/1`)).status).toBe(404)
    expect((await lu.who.get(`/act/contest_sheet/mark/${sheet}`)).status).toBe(404)
    const others = await Promise.all(panel.map(async one => (await sheetsOf(one)).has(number)))
    expect(others.filter(Boolean), 'somebody took over').toHaveLength(3)
    const colleague = panel[3] as Seated[0]
    expect(
      (await colleague.who.get(`/desk/contests/entries/${entries[0]}`)).status,
      'a judge of the house',
    ).toBe(403)
    expect((await (panel[0] as Seated[0]).who.get(`/my/contests/entries/${entries[0]}`)).status).toBe(404)
  })

  test('keeps every score sealed until the round is closed; a sheet is locked by a signature', async () => {
    const [han, tao] = panel as [Seated[0], Seated[0]]
    const [[, sheet]] = [...(await sheetsOf(han))] as [[number, string]]
    expect(
      (await han.who.post(`/act/contest_sheet/lock/${sheet}`, { signed_name: '韩文', sure: '1' })).status,
    ).toBe(409)
    await does(han.who, `contest_sheet/mark/${sheet}`, {
      m0: '93',
      m1: '71',
      c0: '销路稳定得很',
      opinion: '少见的好项目',
    })
    const forged = await han.who.post(`/act/contest_sheet/lock/${sheet}`, { signed_name: '韩武', sure: '1' })
    expect(errorAt(forged, 'signed_name')).toContain('登记的姓名')
    await does(han.who, `contest_sheet/lock/${sheet}`, { signed_name: '韩文', sure: '1' })
    expect(await main(han.who, `/my/contests/sheets/${sheet}`)).toMatch(/84.20 分[\s\S]*SHA-256/)
    expect(
      (await han.who.post(`/act/contest_sheet/mark/${sheet}`, { m0: '1', m1: '1', opinion: '改' })).status,
    ).toBe(409)
    for (const [who, path] of [
      [matcher, `/desk/contests/${id}/rounds`],
      [matcher, `/desk/contests/${id}/results`],
      [bureau, `/desk/contests/${id}/rounds`],
      [bureau, '/desk/journal'],
      [director, `/api/v1/contest_sheet/${sheet}`],
      [matcher, `/desk/contests/${id}/judges`],
    ] as const) {
      const text = withoutIds((await who.get(path)).text)
      for (const secret of ['84.20', '8420', '销路稳定得很', '少见的好项目', '"m0"'])
        expect(text, `${path} tells ${secret}`).not.toContain(secret)
    }
    expect((await tao.who.get(`/my/contests/sheets/${sheet}`)).status, 'nor another judge').toBe(404)
    expect((await matcher.get(`/my/contests/sheets/${sheet}`)).status).toBe(404)
    // Unlocked by two, with a reason, and marked as such.
    await does(matcher, `contest_sheet/askUnlock/${sheet}`, { reason: '评委来电说两项填反了' })
    expect((await matcher.post(`/act/contest_sheet/unlock/${sheet}`)).status).toBe(403)
    const alone = unlocksWithAllDuties(app, world, '张涛', sheet)
    await expect(alone, 'whatever their posts bundle').rejects.toMatchObject({ status: 403 })
    await does(director, `contest_sheet/unlock/${sheet}`)
    expect(await main(matcher, `/desk/contests/${id}/rounds`)).toContain('解锁过 1 次')
    await judges(han, sheet, [90, 80])
  })

  test('closes the round with the last sheet, then shows three figures side by side', async () => {
    // Judged by what is written, not by whom: the number tells which.
    const [best, second] = [await numberOf(entries[0] as string), await numberOf(entries[1] as string)]
    for (const one of panel)
      for (const [number, sheet] of await openSheetsOf(one)) {
        await judges(one, sheet, number === best ? [95, 90] : number === second ? [85, 80] : [60, 65])
      }
    const result = await main(matcher, `/desk/contests/${id}/results`)
    expect(result).toMatch(/预赛的评分结果[\s\S]*平均分（计入）[\s\S]*待核对/)
    await does(matcher, `contest_round/settle/${first}`)
    expect(await main(person(0), `/my/contests/entries/${entries[0]}`)).toMatch(/已晋级|没有晋级/)
  })

  test('goes on with those who advanced, under the same numbers, in a new order', async () => {
    await at('2026-12-12', '09:00')
    await does(matcher, `contest_round/draw/${final}`, { number: '88123' })
    for (const one of panel) await declares(one, final)
    await does(matcher, `contest_round/start/${final}`)
    for (const one of panel)
      for (const [number, sheet] of await openSheetsOf(one)) {
        expect((await one.who.get(`/my/contests/sheets/${sheet}`)).text, 'the final is open').toMatch(
          /杨雪|丁小军|陈秀英/,
        )
        await judges(one, sheet, [70 + number, 80 + number])
      }
    await does(matcher, `contest_round/settle/${final}`)
    const found = await main(matcher, `/desk/contests/${id}/results`)
    expect(found.match(/号作品/g), 'three of the first round, two of the final').toHaveLength(5)
  })
})
