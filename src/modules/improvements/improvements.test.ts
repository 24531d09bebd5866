import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, picture } from '../../../test/deeds.ts'
import {
  carriedOut,
  enters,
  inDays,
  measureOf,
  plan,
  plannedImprovement,
  verdict,
} from '../../../test/improvements.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { improvementFlow } from './workflow.ts'

/** 6.2 From a problem that somebody points out to its closing, and what happens when it comes back. */
let app: TestApp
let world: World
let [director, owner, doer, caller, counter, bureau]: Visitor[] = []
const as = (person: Visitor | undefined) => person as Visitor
const row = (id: string) =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('improvement').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
const finding = (id: string) =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('finding').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )

/** Sessions end: whoever comes back after weeks signs in again. */
async function signIn(): Promise<void> {
  const names = ['李卫东', '张涛', '王敏', '孙丽', '陈静', '周健']
  const all: Visitor[] = []
  for (const name of names) all.push(await world.worker(name))
  ;[director, owner, doer, caller, counter, bureau] = all
}
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  await app.runClock('improvement.days')
  await signIn()
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await signIn()
})

describe('a problem that somebody points out', () => {
  test('stands in the one list; whoever only points things out sees their own', async () => {
    const id = await enters(as(caller))
    const other = await enters(as(counter), { title: '窗口叫号屏看不清' })
    const list = await as(director).get('/desk/improvements')
    for (const shown of ['村级站点周末无人值守', '较重', '4.3.3', '工作人员提出'])
      expect(list.page.textContent).toContain(shown)
    expect((await as(counter).get('/desk/improvements')).page.textContent).not.toContain('村级站点')
    expect((await as(counter).get(`/desk/improvements/findings/${id}`)).status).toBe(404)
    expect((await as(counter).get(`/desk/improvements/findings/${other}`)).status).toBe(200)
    const stranger = world.stranger()
    expect((await stranger.get('/my')).status).toBe(303)
    expect((await stranger.get(`/desk/improvements/findings/${id}`)).status).toBe(303)
    const neighbour = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const there = await neighbour.worker('李卫东')
    expect((await there.get(`/desk/improvements/findings/${id}`)).status).toBe(404)
  })

  test('is waved aside with a reason only, and not by who caused it; what comes from the bureau, by the bureau', async () => {
    const id = await enters(as(counter), { title: '休息区椅子不够坐' })
    expect((await as(counter).post(`/act/finding/dismiss/${id}`, { reason: '不用管这个问题' })).status).toBe(
      403,
    )
    await world.at(system, app.clock.now, ctx =>
      ctx.db
        .updateTable('finding')
        .set({ caused_by: [world.staff.get('李卫东')?.staffId as string] })
        .where('id', '=', id)
        .execute(),
    )
    expect((await as(director).post(`/act/finding/dismiss/${id}`, { reason: '不用管这个问题' })).status).toBe(
      403,
    )
    expect((await as(owner).post(`/act/finding/dismiss/${id}`, { reason: '无' })).status).toBe(422)
    await does(as(owner), `finding/dismiss/${id}`, { reason: '当天临时借给培训班，已经还回。' })
    expect(await finding(id)).toMatchObject({ state: 'dismissed' })
    const inbox = await as(counter).get('/desk/notifications')
    expect(inbox.page.textContent).toContain('当天临时借给培训班')

    const theirs = await enters(as(bureau), { title: '台账没有按月装订', source: 'bureau' })
    expect(
      (await as(director).post(`/act/finding/dismiss/${theirs}`, { reason: '不是什么问题' })).status,
    ).toBe(403)
    await does(as(bureau), `finding/dismiss/${theirs}`, { reason: '电子台账齐全，不再要求装订。' })
  })
})

describe('an improvement', () => {
  let begun: Awaited<ReturnType<typeof plannedImprovement>>

  test('asks why until it can be changed, compares measures and sets a target that is better', async () => {
    begun = await plannedImprovement(app, world)
    const id = begun.improvement
    const shallow = await as(owner).post(`/act/improvement/analyse/${id}`, {
      ...{ whys: '没有人开门', root_cause: '没有人开门' },
      ...{ 'causes.0.category': 'people', 'causes.0.cause': '没人' },
    })
    expect(shallow.status).toBe(422)
    const worse = await as(owner).post(`/act/improvement/plan/${id}`, {
      ...{ ...plan, target: '5', due_on: inDays(app, 30) },
    })
    expect(errorAt(worse, 'target')).toContain('目标值要比它好')
    const late = await as(owner).post('/act/measure/add', {
      ...{ improvement_id: id, what: '另开一次站长会', due_on: inDays(app, 60) },
      owner_id: world.staff.get('王敏')?.staffId ?? '',
    })
    expect(errorAt(late, 'due_on')).toContain('不能晚于')
    const causes = await as(doer).get(`/desk/improvements/items/${id}/causes`)
    for (const shown of ['协议里没有写周末怎样服务', '巡查只在工作日', '流程与制度'])
      expect(causes.page.textContent).toContain(shown)
    const drawn = await as(doer).get(`/desk/improvements/items/${id}/causes/fishbone.svg`)
    expect(drawn.headers.get('content-type')).toBe('image/svg+xml')
    expect(drawn.text).toContain('★协议没有写周末服务')
  })

  test('is approved by another than who drew it up, the serious ones by the bureau', async () => {
    const id = begun.improvement
    await does(as(owner), `improvement/submit/${id}`)
    expect((await as(owner).post(`/act/improvement/approve/${id}`)).status).toBe(403)
    expect((await as(doer).post(`/act/improvement/approve/${id}`)).status).toBe(403)
    await does(as(director), `improvement/sendBack/${id}`, { reason: '请写明哪几个站点。' })
    await does(as(owner), `improvement/submit/${id}`)
    await does(as(director), `improvement/approve/${id}`)
    expect(await row(id)).toMatchObject({ state: 'carrying', planned: 0, rounds: 1 })

    const grave = await plannedImprovement(app, world, { severity: 'critical', title: '消防通道堆放货物' })
    await does(as(owner), `improvement/submit/${grave.improvement}`)
    expect((await as(director).post(`/act/improvement/approve/${grave.improvement}`)).status).toBe(403)
    await does(as(bureau), `improvement/approve/${grave.improvement}`)
    await does(as(bureau), `improvement/stop/${grave.improvement}`, { reason: '与另一件合并办理。' })
    expect(await finding(grave.finding)).toMatchObject({ state: 'open', improvement_id: null })
  })

  test('is carried out with proof, by whom the measure is', async () => {
    const measure = await measureOf(app, world, begun.improvement)
    const done = { result: '五个站点都补签了协议。', 'proof:new': picture('协议.png') }
    expect((await as(owner).post(`/act/measure/carryOut/${measure}`, done)).status).toBe(403)
    expect((await as(doer).post(`/act/measure/carryOut/${measure}`, { result: done.result })).status).toBe(
      422,
    )
    await does(as(doer), `measure/carryOut/${measure}`, done)
    expect(await row(begun.improvement)).toMatchObject({ state: 'verifying' })
    const page = await as(director).get(`/desk/improvements/items/${begun.improvement}`)
    expect(page.page.textContent).toContain('协议.png')
  })

  test('is closed by somebody else only, and only when the figure reached its target', async () => {
    const id = begun.improvement
    expect((await as(owner).post(`/act/improvement/verify/${id}`, verdict)).status).toBe(403)
    // With the duty as well: whoever carried it out, or answers for it, does not verify it.
    for (const name of ['王敏', '张涛']) {
      const actor = world.staff.get(name) as Actor
      const both = { ...actor, duties: new Set([...actor.duties, 'improvement.verify']) }
      await expect(
        world.at(both, app.clock.now, ctx => perform(ctx, improvementFlow, 'verify', id, verdict)),
      ).rejects.toThrow('除外')
    }
    const short = await as(caller).post(`/act/improvement/verify/${id}`, { ...verdict, value: '1' })
    expect(short.status).toBe(409)
    expect(short.text).toContain('没有达到目标')
    await does(as(caller), `improvement/verify/${id}`, verdict)
    expect(await row(id)).toMatchObject({ state: 'closed', after_value: 0, look_on: expect.any(String) })
    expect((await finding(begun.finding)).state).toBe('closed')
    const effect = await as(director).get(`/desk/improvements/items/${id}/effect`)
    expect(effect.page.textContent).toContain('抽查的站点中无人值守的')
    const chart = await as(director).get(`/desk/improvements/items/${id}/effect/chart.svg`)
    expect(chart.text).toContain('<svg')
  })

  test('is looked at again when its day has come; what did not hold goes up', async () => {
    const id = begun.improvement
    await later(60)
    expect((await row(id)).state).toBe('closed')
    await later(40)
    expect((await row(id)).state).toBe('looking')
    const holds = await as(caller).post(`/act/improvement/hold/${id}`, { ...verdict, value: '2' })
    expect(holds.status).toBe(409)
    await does(as(caller), `improvement/recur/${id}`, {
      ...{ value: '2', says: '周六又看了五个站点', opinion: '两个站点又没有人，替班的人辞了。' },
    })
    const again = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('finding')
        .selectAll()
        .where('previous_id', '=', begun.finding)
        .executeTakeFirstOrThrow(),
    )
    expect(again).toMatchObject({ state: 'open', occurrence: 2, level: 'director' })
    // One level up: who serves does not begin it any more.
    const begin = {
      finding_ids: again.id,
      title: '站点周末值守',
      owner_id: world.staff.get('张涛')?.staffId ?? '',
    }
    expect((await as(owner).post('/act/improvement/begin', begin)).status).toBe(403)
    const next = await does(as(director), 'improvement/begin', begin)
    expect(await row(next)).toMatchObject({ previous_id: id, level: 'director' })
  })
})

describe('what is left lying', () => {
  test('goes up to the director, then to the bureau', async () => {
    const id = await enters(as(caller), { title: '培训教室投影看不清' })
    await later(14)
    expect(await finding(id)).toMatchObject({ level: 'director' })
    await later(10)
    expect(await finding(id)).toMatchObject({ level: 'bureau' })
    expect((await as(director).post(`/act/finding/dismiss/${id}`, { reason: '已经换了灯泡。' })).status).toBe(
      403,
    )
  })

  test('is handed on when somebody leaves', async () => {
    const { improvement } = await plannedImprovement(app, world)
    const { holdings } = await import('../team/holdings.ts')
    const [from, to] = ['张涛', '陈静'].map(name => world.staff.get(name)?.staffId as string)
    await world.at(
      system,
      app.clock.now,
      ctx => holdings.get('improvement')?.handOn(ctx, from as string, to as string, '调岗') as Promise<void>,
    )
    expect((await row(improvement)).owner_id).toBe(to)
  })
})

describe('the report of a quarter', () => {
  test('begins by itself, is approved by another, and its summary is public without names', async () => {
    const { improvement } = await carriedOut(app, world)
    await does(as(caller), `improvement/verify/${improvement}`, verdict)
    await later(92)
    const report = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('improvement_report')
        .selectAll()
        .orderBy('period', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow(),
    )
    const page = `/desk/improvements/reports/${report.id}`
    const drafted = await as(owner).get(page)
    for (const shown of ['村级站点周末有人值守', '张涛', '补签', '提前'])
      expect(drafted.page.textContent).toContain(shown)
    expect((await as(owner).post(`/act/improvement_report/submit/${report.id}`)).status).toBe(409)
    const words = { summary: '本季度发现站点周末无人值守，已补签协议，抽查都有人。', outlook: '继续抽查。' }
    const named = { ...words, summary: `${words.summary}联系 13800001004。` }
    expect((await as(owner).post(`/act/improvement_report/write/${report.id}`, named)).status).toBe(422)
    await does(as(director), `improvement_report/write/${report.id}`, words)
    await does(as(owner), `improvement_report/submit/${report.id}`)
    expect((await as(owner).post(`/act/improvement_report/approve/${report.id}`)).status).toBe(403)
    const open = world.stranger()
    expect((await open.get(`/improvements/${report.id}`)).status).toBe(404)
    // The director wrote it this time: it is not his to approve.
    expect((await as(director).post(`/act/improvement_report/approve/${report.id}`)).status).toBe(403)
    await does(as(bureau), `improvement_report/approve/${report.id}`)
    expect((await open.get('/improvements')).page.textContent).toContain('抽查都有人')
    const shown = await open.get(`/improvements/${report.id}`)
    expect(shown.status).toBe(200)
    for (const name of ['张涛', '王敏', '孙丽', '李卫东']) expect(shown.text).not.toContain(name)
    const pdf = await as(owner).get(`${page}/report.pdf`)
    expect(pdf.text.slice(0, 5)).toBe('%PDF-')
    const word = await as(owner).get(`${page}/report.docx`)
    expect(word.status).toBe(200)
    expect(word.text.slice(0, 2)).toBe('PK')
  })
})
