import { beforeAll, describe, expect, test } from 'vitest'
import { assessmentFlow } from '#modules/assessments'
import { serviceCaseFlow } from '#modules/cases'
import { putReported } from '#modules/indicators'
import { addDays, dayOf } from '#platform/calendar'
import { system } from '#platform/ctx'
import { newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { lastOver, type Period, periodAfter, yearBefore } from '#platform/periods'
import { type TestApp, testApp } from '../../../test/app.ts'
import { completedClass } from '../../../test/certificates.ts'
import { does } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 6.2.1 Problems arise by themselves, each by a rule that it names; figures are computed by hand here. */
let app: TestApp
let world: World
const at = <T>(work: Parameters<World['at']>[2]) => world.at(system, app.clock.now, work) as Promise<T>
const raised = (key: string) =>
  at<
    { title: string; facts: string; severity: string; rule: string; seen: number; state: string } | undefined
  >(ctx => ctx.db.selectFrom('finding').selectAll().where('key', '=', key).executeTakeFirst())

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

describe('the nightly round', () => {
  test('sees few satisfied in the last quarter, and what bad ratings are about', async () => {
    const item_id = world.items.get('ZX-001') as string
    // The clock stands in November: the last whole quarter is the third. Four of ten are satisfied.
    const marks = [5, 4, 3, 3, 2, 2, 2, 1, 1, 1]
    await at(async ctx => {
      await ctx.db
        .insertInto('rating')
        .values(
          marks.map(mark => ({
            ...{ id: newId(), subject: 'service_case', item_id, mark, month: '2026-08' },
            facets: mark < 3 ? ['办理效率'] : [],
          })),
        )
        .execute()
      await ctx.db
        .insertInto('rating')
        .values(
          [1, 1, 1].map(mark => ({ id: newId(), subject: 'service_case', item_id, mark, month: '2026-10' })),
        )
        .execute()
    })
    await app.runClock('finding.look')
    const low = await raised(`item:${item_id}`)
    expect(low).toMatchObject({ severity: 'major', state: 'open', seen: 1 })
    expect(low?.facts).toContain('2026 年第三季度收到 10 份评价，满意率 40.0%')
    expect(low?.rule).toContain('一个季度的满意率低于多少列为问题')
    expect(low?.rule).toContain('80 %')
    expect((await raised('theme:办理效率'))?.facts).toContain('有 6 份')
    await app.runClock('finding.look')
    expect((await raised(`item:${item_id}`))?.seen).toBe(1)
  })

  test('keeps silent where there are too few ratings', async () => {
    const item_id = world.items.get('SX-001') as string
    await at(ctx =>
      ctx.db
        .insertInto('rating')
        .values(
          [1, 1, 1, 1, 1, 1, 1].map(mark => ({
            id: newId(),
            subject: 'service_case',
            item_id,
            mark,
            month: '2026-09',
          })),
        )
        .execute(),
    )
    await app.runClock('finding.look')
    expect(await raised(`item:${item_id}`)).toBeUndefined()
  })

  test('sees work that is far too late, but nothing that is confidential', async () => {
    const due = (days: number) => new Date(app.clock.now.getTime() - days * 86_400_000)
    const task = (flow: string, days: number) => ({
      ...{ id: newId(), flow, record_id: newId(), state: 'open', title: '一项待办', opened_at: due(30) },
      ...{ due_at: due(days), duty: 'case.accept' },
    })
    await at(ctx =>
      ctx.db
        .insertInto('task')
        .values([
          ...[6, 7, 8].map(days => task(serviceCaseFlow.subject, days)),
          // Late, but not so far; and far, but of a kind that is not for everyone.
          ...[2, 3, 4, 5].map(days => task('notice', days - 1)),
          ...[9, 9, 9].map(days => task('complaint', days)),
        ])
        .execute(),
    )
    await app.runClock('finding.look')
    expect((await raised('late:service_case'))?.facts).toContain('有 3 项「办件」超期 5 天以上')
    expect(await raised('late:notice')).toBeUndefined()
    expect(await raised('late:complaint')).toBeUndefined()
  })

  test('sees classes that few found worth it', async () => {
    const held = await completedClass(app, world, 8)
    await at(ctx =>
      ctx.db
        .insertInto('training_opinion')
        // 1 + 2 + 2 + 3 + 4 = 12 of five: 2.4.
        .values([1, 2, 2, 3, 4].map(mark => ({ id: newId(), class_id: held.id, mark })))
        .execute(),
    )
    await app.runClock('finding.look')
    expect((await raised('opinion'))?.facts).toContain('收到 5 份意见，平均 2.4 分')
  })
})

test('a complaint that was found to be so is a problem; one about the centre itself raises nothing', async () => {
  const complaint = (number: string, for_bureau: boolean, finding: string) => ({
    ...{ id: newId(), state: 'closed', number, lookup_code: number, kind: 'complaint', about: 'staff' },
    ...{
      for_bureau,
      anonymous: false,
      channel: 'web',
      body: '等了一个小时没有人理。',
      finding,
      cause: 'attitude',
    },
    ...{ concerned_ids: [world.staff.get('陈静')?.staffId as string], submitted_at: app.clock.now },
    closed_at: app.clock.now,
  })
  await at(ctx =>
    ctx.db
      .insertInto('complaint')
      .values([
        complaint('FK-1', false, 'confirmed'),
        complaint('FK-2', false, 'unfounded'),
        complaint('JG-1', true, 'confirmed'),
      ])
      .execute(),
  )
  await app.runClock('finding.look')
  const found = (await raised('attitude:centre')) as unknown as Record<string, unknown>
  expect(found).toMatchObject({ title: '投诉举报属实：中心服务态度', seen: 1 })
  expect(found.caused_by).toEqual([world.staff.get('陈静')?.staffId])
  const all = await at<Array<{ facts: string }>>(ctx =>
    ctx.db.selectFrom('finding_evidence').select('facts').execute(),
  )
  expect(all.some(one => /JG-1|FK-2/.test(one.facts))).toBe(false)
})

test('an assessment that ends in rectification is told at once', async () => {
  const [name, provider_id] = [...world.providers][0] ?? []
  await world.at(world.staff.get('张涛') as never, app.clock.now, async ctx => {
    await ctx.db
      .updateTable('provider')
      .set({ listed_at: new Date(app.clock.now.getTime() - 90 * 86_400_000) })
      .where('id', '=', provider_id as string)
      .execute()
    await perform(ctx, assessmentFlow, 'open', null, { provider_id, reason: '接连接到三起口头反映。' })
  })
  const assessment = await at<{ id: string }>(ctx =>
    ctx.db.selectFrom('provider_assessment').select('id').executeTakeFirstOrThrow(),
  )
  await at(ctx =>
    ctx.db
      .updateTable('provider_assessment')
      .set({ state: 'deciding', total: 520, facts: '{}' })
      .where('id', '=', assessment.id)
      .execute(),
  )
  await does(await world.worker('周健'), `provider_assessment/orderRectification/${assessment.id}`, {
    ...{ requirement: '补齐服务档案，逐单回访客户。', days: '10' },
  })
  await app.runJobs()
  const found = await raised(`provider:${provider_id}`)
  expect(found).toMatchObject({ title: `服务商年度评估不合格：${name}`, severity: 'minor' })
  expect(found?.facts).toContain('得 52.0 分')
})

describe('figures out of range', () => {
  const told = (key: string) =>
    at<
      Array<{
        id: string
        title: string
        facts: string
        rule: string
        severity: string
        state: string
        occurrence: number
        href: string
      }>
    >(ctx =>
      ctx.db
        .selectFrom('finding')
        .innerJoin('finding_evidence', 'finding_evidence.finding_id', 'finding.id')
        .select(['finding.id', 'finding.title', 'finding_evidence.facts', 'finding.rule', 'finding.severity'])
        .select(['finding.state', 'finding.occurrence', 'finding_evidence.href'])
        .where('finding.key', '=', key)
        .orderBy('finding_evidence.href')
        .execute(),
    )
  const report = (code: string, period: string, value: number, reporters: number | null = null) =>
    at(ctx => putReported(ctx, { code, period, town: null, value, reporters }))

  /** The last month that is over; the stories above took some weeks. */
  let last: Period
  beforeAll(async () => {
    last = lastOver('month', dayOf(app.clock.now))
    // The same month of last year and the month before: 1,000; the last one: 400, which is 60 % less than both.
    for (const [period, value] of [
      [yearBefore(last).code, 1_000],
      [periodAfter(last, -1).code, 1_000],
      [last.code, 400],
    ] as const) {
      await report('parcels.sent', period, value)
      await report('live.sessions', period, value, 2)
    }
    // Only a third more than the month before: one rule, and the centre asks for two.
    await report('live.hosts', periodAfter(last, -1).code, 300)
    await report('live.hosts', last.code, 400)
  })

  test('are raised once, with the rules, a link to the figure and no word on anybody', async () => {
    await app.runClock('finding.look')
    await app.runClock('finding.look')
    const [found, ...more] = await told('unusual:parcels.sent')
    expect(more).toEqual([])
    expect(found).toMatchObject({ severity: 'minor', state: 'open', occurrence: 1 })
    expect(found?.facts).toContain('比上期减少 60%，超过 30%；比上年同期减少 60%，超过 30%')
    expect(found?.facts).toContain('请先对照背后的记录核实')
    expect(found?.rule).toContain('现定 2 条')
    expect(found?.href).toBe(`/desk/indicators/parcels.sent?kind=month&period=${last.code}`)
    const director = await world.worker('李卫东')
    expect((await director.get(found?.href ?? '')).text).toContain('比上期减少 60%')
    expect(await told('unusual:live.hosts'), 'by one rule only').toEqual([])
    expect(await told('unusual:live.sessions'), 'of two reporters').toEqual([])
  })

  test('outside the band that somebody set, and inside it nothing', async () => {
    const id = await at<{ id: string }>(ctx =>
      ctx.db.selectFrom('indicator').select('id').where('code', '=', 'live.hosts').executeTakeFirstOrThrow(),
    )
    const worker = await world.worker('张涛')
    const reason = '年度目标：主播保持在三百人以上。'
    const wrong = await worker.post(`/act/indicator/band/${id.id}`, { low: '500', high: '300', reason })
    expect(wrong.status).toBe(422)
    await does(worker, `indicator/band/${id.id}`, { low: '300', high: '', reason })
    await app.runClock('finding.look')
    expect(await told('band:live.hosts')).toEqual([])
    await does(worker, `indicator/band/${id.id}`, { low: '450', high: '900', reason })
    expect((await worker.get('/desk/indicators/live.hosts')).text).toContain('不低于 450 人，不高于 900 人')
    await app.runClock('finding.look')
    await app.runClock('finding.look')
    const [found, ...more] = await told('band:live.hosts')
    expect(more).toEqual([])
    expect(found).toMatchObject({ severity: 'major', title: '指标不在目标区间：主播人数' })
    expect(found?.facts).toContain('为 400 人，低于目标区间（不低于 450 人，不高于 900 人）')
    const counter = await world.worker('陈静')
    expect((await counter.post(`/act/indicator/band/${id.id}`, { low: '1', reason })).status).toBe(403)
  })

  test('the next month is told of the same problem as another place', async () => {
    const next = periodAfter(last)
    app.clock.now = new Date(`${addDays(next.last, 10)}T02:00:00Z`)
    await report('live.hosts', next.code, 420)
    await app.runClock('finding.look')
    const found = await told('band:live.hosts')
    expect(found.map(one => one.href.slice(-7))).toEqual([last.code, next.code])
    expect(new Set(found.map(one => one.id)).size).toBe(1)
  })
})
