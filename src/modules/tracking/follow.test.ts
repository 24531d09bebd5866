import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { type Completed, completedClass } from '../../../test/certificates.ts'
import { does } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { conversion } from './queries/conversion.ts'
import { followUpFlow } from './workflow.ts'

/** 5.3.1 What became of learners: all are asked at intervals, and the county sees what came of it. */
let app: TestApp
let world: World
let held: Completed
let counter: Visitor | null = null
const check = () =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('spot_check').selectAll().where('class_id', '=', held.id).executeTakeFirstOrThrow(),
  )
const followUps = () =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('follow_up').selectAll().where('class_id', '=', held.id).orderBy('id').execute(),
  )
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  held = await completedClass(app, world, 24)
  counter = await world.worker('陈静')
})

describe('follow-up', () => {
  let links: string[] = []
  test('begins by itself on its day, with a link to each', async () => {
    const rounds = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('follow_round')
        .selectAll()
        .where('class_id', '=', held.id)
        .orderBy('months')
        .execute(),
    )
    expect(rounds.map(one => [one.months, one.state])).toEqual([1, 3, 6, 12].map(one => [one, 'planned']))
    await app.runClock('tracking.rounds')
    await app.runJobs()
    expect(await followUps()).toEqual([])
    app.clock.now = new Date(`${rounds[0]?.due_on}T09:30:00+08:00`)
    await app.runClock('tracking.rounds')
    await app.runJobs()
    expect((await followUps()).length).toBe(24)
    links = app.sent.sms.flatMap(one => /\/f\/[0-9a-f]+/.exec(one.body)?.[0] ?? [])
    expect(new Set(links).size).toBe(24)
    const kept = JSON.stringify(
      await world.at(system, app.clock.now, async ctx => [
        await ctx.db.selectFrom('notification').selectAll().execute(),
        await ctx.db.selectFrom('outbox').selectAll().execute(),
        await ctx.db.selectFrom('follow_up').selectAll().execute(),
        await ctx.db.selectFrom('journal_detail').selectAll().execute(),
      ]),
    )
    for (const link of links) expect(kept).not.toContain(link.slice(3))
  })

  test('is answered on the phone without signing in; a shop’s address is checked for its form; 0 counts', async () => {
    const stranger = world.stranger()
    expect((await stranger.get('/my')).status).toBe(303)
    const [link = ''] = links
    const page = await stranger.get(link)
    expect(page.status).toBe(200)
    expect(page.page.textContent).toContain('助农直播实训班')
    const answer = {
      shop: 'yes',
      platform: 'douyin',
      shop_url: '',
      sales_fen: '3200',
      employment: 'own',
      remark: '',
    }
    for (const [field, wrong] of [
      ['shop_url', 'javascript:alert(1)'],
      ['shop_url', 'https://user@evil.example/'],
      ['sales_fen', '-1'],
      ['platform', ''],
      ['employment', 'boss'],
    ] as const) {
      const refused = await stranger.post(link, { ...answer, [field]: wrong })
      expect([field, wrong, refused.status]).toEqual([field, wrong, 422])
    }
    expect(
      (await stranger.post(link, { ...answer, shop_url: 'https://haohuo.jinritemai.com/shop/1' })).status,
    ).toBe(200)
    const zero = { shop: 'no', platform: '', shop_url: '', sales_fen: '0', employment: 'farm', remark: '' }
    expect((await stranger.post(links[1] ?? '', zero)).status).toBe(200)
    const rows = (await followUps()).filter(one => one.state === 'answered')
    expect(rows.map(one => [one.shop, Number(one.sales_fen), one.channel]).sort()).toEqual(
      [
        [true, 320_000, 'link'],
        [false, 0, 'link'],
      ].sort(),
    )
    // What was answered is not shown to who finds the link later.
    expect((await stranger.get(link)).text).not.toContain('jinritemai')
    expect((await stranger.get('/f/000000000000000000000000')).status).toBe(404)
    expect((await (await world.worker('陈静')).post(links[2] ?? '', zero)).status).toBe(403)
    expect((await (await newCentre(app)).stranger().get(link)).status).toBe(404)
  })

  test('is answered to who phones; who cannot be reached counts apart', async () => {
    const open = (await followUps()).filter(one => one.state === 'open')
    const [one, two, ...more] = open
    counter = await world.worker('陈静')
    const early = await (counter as Visitor).post(`/act/follow_up/giveUp/${one?.id}`)
    expect(early.status).toBe(409)
    for (let n = 0; n < 3; n++) await does(counter as Visitor, `follow_up/miss/${one?.id}`)
    await does(counter as Visitor, `follow_up/giveUp/${one?.id}`)
    await does(counter as Visitor, `follow_up/answer/${two?.id}`, {
      ...{ shop: 'no', platform: '', shop_url: '', sales_fen: '0', employment: 'employed', remark: '' },
    })
    for (const { id } of more.slice(0, 3))
      await world.at(world.staff.get('陈静') as Actor, app.clock.now, ctx =>
        perform(ctx, followUpFlow, 'answer', id, {
          ...{
            shop: 'yes',
            platform: 'wechat',
            shop_url: '',
            sales_fen: 100_000,
            employment: 'own',
            remark: '',
          },
        }),
      )
    const round = await (counter as Visitor).get('/desk/tracking/rounds')
    expect(round.page.textContent).toContain('助农直播实训班')
  })

  test('ends by itself: its links with it, and whoever said nothing is counted apart', async () => {
    const rounds = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('follow_round')
        .selectAll()
        .where('class_id', '=', held.id)
        .orderBy('months')
        .execute(),
    )
    app.clock.now = new Date(`${rounds[0]?.due_on}T09:30:00+08:00`)
    app.clock.addDays(15)
    expect((await world.stranger().get(links[9] ?? '')).status).toBe(409)
    app.clock.addDays(20)
    await app.runClock('tracking.rounds')
    await app.runJobs()
    const states = Map.groupBy(await followUps(), one => one.state)
    expect([...states].map(([state, all]) => [state, all.length]).sort()).toEqual([
      ['answered', 6],
      ['missed', 17],
      ['unreachable', 1],
    ])
    expect((await world.stranger().get(links[9] ?? '')).status).toBe(404)
  })
})

describe('the conversion report', () => {
  test('counts what a reference counts, by class, kind, town and lecturer', async () => {
    const year = (
      await world.at(system, app.clock.now, ctx =>
        ctx.db
          .selectFrom('training_class')
          .select('ends_on')
          .where('id', '=', held.id)
          .executeTakeFirstOrThrow(),
      )
    ).ends_on.slice(0, 4)
    for (const by of ['class', 'kind', 'town', 'lecturer'] as const) {
      const rows = await world.at(system, app.clock.now, ctx =>
        conversion(ctx, by, `${year}-01-01`, `${year}-12-31`),
      )
      expect([by, rows.length]).toEqual([by, 1])
      expect(rows[0]).toMatchObject({
        ...{ learners: 24, completed: 24, people: 24, followed: 6, unreached: 18 },
        ...{ shops: 4, sales_fen: 320_000 + 3 * 100_000, employed: 5, cost_fen: 0 },
      })
    }
  })

  test('shows each figure with its definition; those who only run classes do not see it', async () => {
    const bureau = await world.worker('周健')
    const page = await bureau.get('/desk/tracking/conversion')
    expect(page.status).toBe(200)
    for (const words of ['转化报表', '口径', '4（66.7%）', '¥6,200.00'])
      expect(page.page.textContent).toContain(words)
    const file = await bureau.get('/desk/tracking/conversion/kind?format=csv&year=2026')
    expect(file.text).toContain('直播')
    expect(
      (await bureau.get('/desk/tracking/conversion/class/chart.svg')).headers.get('content-type'),
    ).toContain('svg')
    const other = await (await newCentre(app)).worker('周健')
    expect((await other.get('/desk/tracking/conversion')).page.textContent).toContain('还没有结业的班')
    const { id } = await check()
    expect((await other.get(`/desk/tracking/checks/${id}`)).status).toBe(404)
  })
})
