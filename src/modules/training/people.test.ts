import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn, picture } from '../../../test/deeds.ts'
import { bringIn, type Cells, counts, send, sheet, words } from '../../../test/sheets.ts'
import { enrols, fillsClass, idNumberOf, opensClass } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.3.1 Learners by the sheet and on another's behalf; their own data, kept and forgotten. */
let app: TestApp
let world: World
let classId = ''
let clerk: Visitor
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  classId = (await opensClass(app, world)).id
  clerk = await world.worker('陈静')
})

describe('a roster by the sheet', () => {
  const head = ['培训班', '参加人姓名', '手机号', '身份证号', '乡镇', '村、社区', '身份类型', '学历']
  const person = (n: number, more: Partial<Record<number, string>> = {}): Cells =>
    [
      ...[named, `名单${n}`, `1380500000${n}`, idNumberOf(500 + n), '石牌镇', '邓林村'],
      ...['脱贫户、妇女', '高中、中专'],
    ].map((cell, at) => more[at] ?? cell)
  let named = ''

  test('enters each row once; its numbers lie nowhere to be read', async () => {
    const number = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('training_class')
        .select('number')
        .where('id', '=', classId)
        .executeTakeFirstOrThrow(),
    )
    named = `${number.number} 助农直播实训班`
    const file = await sheet(
      [person(1), person(2), person(3, { 3: '340822199001011234' }), person(2, { 1: '名单重复' })],
      head,
      '名单.xlsx',
    )
    const page = await send(app, clerk, 'enrolment', file)
    const seen = await clerk.get(page)
    expect(counts(seen)).toMatch(/新增 2，.*有误 2/)
    expect(words(seen)).not.toContain(idNumberOf(501))
    const lying = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('import_row').selectAll().execute(),
    )
    expect(JSON.stringify(lying)).not.toMatch(/340822\d{11}[\dX]/)
    await bringIn(app, clerk, page)
    const rows = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('enrolment')
        .select(['person_name', 'state', 'groups', 'town', 'id_number_encrypted'])
        .where('class_id', '=', classId)
        .orderBy('turn')
        .execute(),
    )
    expect(rows.map(row => [row.person_name, row.state, row.groups])).toEqual([
      ['名单1', 'applied', ['poverty', 'women']],
      ['名单2', 'applied', ['poverty', 'women']],
    ])
    const centre = await app.kernel.centres.byId(world.id)
    expect(centre.keys.decrypt(rows[0]?.id_number_encrypted ?? '')).toBe(idNumberOf(501))
    const again = await clerk.get(
      await send(app, clerk, 'enrolment', await sheet([person(1)], head, '再来.xlsx')),
    )
    expect(words(again)).toContain('已经报过名')
  })

  test('whoever is on it finds the class with an account of their own; the family’s phone alone does not open it', async () => {
    const [learner, son] = [
      await world.citizen('13805000001', '名单1'),
      await world.citizen('13805000002', '名单二的儿子'),
    ]
    await app.runJobs()
    const list = await learner.get('/my/training')
    expect(await main(learner, '/my/training')).toContain('助农直播实训班')
    const own = list.page.querySelector('a[href^="/my/training/"]')?.getAttribute('href') ?? ''
    expect(await main(learner, own)).toContain('助农直播实训班')
    expect((await son.get(own)).status).toBe(404)
    expect(await main(son, '/my/training')).not.toContain('助农直播实训班')
  })
})

describe('somebody', () => {
  test('is enrolled by the head of a station whom they asked, and by no other', async () => {
    const villager = await world.citizen('13800000710', '张桂英')
    const [matcher, director, bureau] = [
      await world.worker('张涛'),
      await world.worker('李卫东'),
      await world.worker('周健'),
    ]
    const station = await does(matcher, 'station/apply', {
      ...{ code: 'ZD-301', name: '凌桥村电商服务站', level: 'village', address: '村部一楼' },
      place: '340822100002',
      ...{ head_name: '王长根', head_phone: '13800000701' },
    })
    await does(director, `station/approve/${station}`)
    await does(matcher, `station/requestAcceptance/${station}`, { reason: '已建好，请验收。' })
    await does(bureau, `station/accept/${station}`, { remarks: '符合要求。', 'photos:new': picture('a.png') })
    const head = await world.citizen('13800000701', '王长根')
    await does(head, `station/claim/${station}`, { _back: '/my/station' })
    await head.submit('/act/errand/ask', {
      ...{ person_name: '张桂英', person_phone: '13800000710', matter: '报名培训班', way: 'paper' },
      'papers:new': picture('授权书.png'),
    })
    const form = await head.get(`/act/enrolment/enrol?class_id=${classId}`)
    const party =
      form.page
        .querySelectorAll('input[name=party_id]')
        .find(one => one.parentNode?.textContent.includes('张桂英（代办）'))
        ?.getAttribute('value') ?? ''
    expect(party).not.toBe('')
    const id = await enrols(head, classId, {
      ...{ party_id: party, person_name: '张桂英', phone: '13800000710' },
      id_number: idNumberOf(610),
    })
    expect(await main(head, `/my/training/${id}`)).toContain('由凌桥村电商服务站 王长根代办')
    expect(await main(villager, `/my/training/${id}`)).toContain('由凌桥村电商服务站 王长根代办')
    const other = await world.citizen('13800000702', '查小平')
    expect((await other.get(`/my/training/${id}`)).status).toBe(404)
    const refused = await other.submit(`/act/enrolment/enrol?class_id=${classId}`, {
      ...{ party_id: party, person_name: '张桂英', phone: '13800000710', id_number: idNumberOf(611) },
    })
    expect(refused.status).toBe(422)
  })

  test('takes their data along, and is forgotten without changing the figures', async () => {
    const leaving = await world.citizen('13800000711', '潘小满')
    const other = await opensClass(app, world, {
      ...{ title: '明年的班', place: '明年的地方', starts_on: '2027-05-10', ends_on: '2027-05-11' },
      closes_at: '2027-05-09T18:00',
    })
    const mine = [
      await enrols(leaving, classId, { id_number: idNumberOf(620) }),
      await enrols(leaving, other.id, { id_number: idNumberOf(620) }),
    ]
    expect((await leaving.get('/account/data.json')).text).toContain(idNumberOf(620))
    expect(await main(leaving, '/account/erase')).toContain('您报了 2 个还没有结束的培训班')
    expect((await leaving.submit('/account/erase', { understood: '1' })).text).toContain('账号已注销')
    await app.runJobs()
    const rows = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('enrolment').selectAll().where('id', 'in', mine).execute(),
    )
    const centre = await app.kernel.centres.byId(world.id)
    expect(rows.map(row => [row.state, row.person_name, row.phone, row.id_number_encrypted])).toEqual(
      Array.from({ length: 2 }, () => ['cancelled', '（已注销）', '', null]),
    )
    expect(new Set(rows.map(row => row.id_hash)).size, 'one person still').toBe(1)
    expect(rows[0]?.id_hash).not.toBe(centre.keys.hash(idNumberOf(620)))
    expect(await main(clerk, `/desk/classes/enrolments/${mine[0]}`)).not.toContain('潘小满')
  })

  test('finds the lessons of their classes in their own calendar', async () => {
    const learner = await world.citizen('13800000712', '丁小荷')
    const id = await enrols(learner, classId, { id_number: idNumberOf(630) })
    await does(clerk, `enrolment/accept/${id}`)
    const page = await learner.get('/my/training')
    expect(page.page.querySelector('main')?.textContent).toContain('助农直播实训班')
    expect(idIn(page.page.querySelector('a[href^="/my/training/"]')?.getAttribute('href'))).toBe(id)
    const entries = await world.at(system, app.clock.now, async ctx => {
      const mandate = await ctx.db
        .selectFrom('mandate')
        .select('identity_id')
        .where('person_name', '=', '丁小荷')
        .executeTakeFirstOrThrow()
      const { calendarEntries } = await import('./calendar.ts')
      return calendarEntries(ctx, mandate.identity_id as string)
    })
    expect(entries.map(one => one.summary)).toEqual([1, 2, 3, 4].map(n => `助农直播实训班：第 ${n} 课`))
  })
})

test('whom the desk entered without an account of theirs stands on nobody’s page', async () => {
  await fillsClass(app, world, classId, 2)
  const waits = await world.at(system, app.clock.now, ctx =>
    ctx.db
      .selectFrom('task')
      .select('title')
      .where('flow', '=', 'enrolment')
      .where('closed_at', 'is', null)
      .limit(10)
      .execute(),
  )
  expect(waits.map(one => one.title).join(), 'somebody is waited for').toContain('学员0')
  expect(await main(await world.citizen('13800000089', '路人'), '/my')).not.toContain('学员')
})
