import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { type Completed, completedClass } from '../../../test/certificates.ts'
import { does } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { drawSample } from './sample.ts'

/** 5.3.1 After a class some are phoned, drawn in the open, by somebody who had no hand in it. */
let app: TestApp
let world: World
let held: Completed
let [owner, caller, counter]: Visitor[] = []
const at = <T>(work: Parameters<World['at']>[2]) => world.at(system, app.clock.now, work) as Promise<T>
const check = () =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('spot_check').selectAll().where('class_id', '=', held.id).executeTakeFirstOrThrow(),
  )
const calls = () =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('spot_call').selectAll().where('class_id', '=', held.id).orderBy('rank').execute(),
  )
const answersOf = (more: Record<string, string> = {}) => ({
  ...{ there: 'yes', content: 'yes', satisfied: '5', charged: 'no', remark: '' },
  ...more,
})
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  held = await completedClass(app, world, 24)
  owner = await world.worker('张涛')
  caller = await world.worker('孙丽')
  counter = await world.worker('陈静')
})

describe('a spot check', () => {
  test('begins with a list that was fixed before anybody is drawn; whoever ran the class does not draw', async () => {
    const row = await check()
    expect(row).toMatchObject({ state: 'listed', people: 24, number: null, share: 10, least: 3 })
    expect(row.near).toContain(world.staff.get('张涛')?.staffId)
    expect(row.near).toContain(world.staff.get('陈静')?.staffId)
    expect(row.near).not.toContain(world.staff.get('李卫东')?.staffId)
    // In charge, he sees that there is one; she only enrolled learners, and does not.
    expect((await (owner as Visitor).post(`/act/spot_check/draw/${row.id}`)).status).toBe(403)
    expect((await (counter as Visitor).post(`/act/spot_check/draw/${row.id}`)).status).toBe(404)
    // With the duty as well: the class is still theirs.
    const zhang = world.staff.get('张涛') as Actor
    const both = { ...zhang, duties: new Set([...zhang.duties, 'tracking.call']) }
    const { checkFlow } = await import('./check.ts')
    await expect(
      world.at(both, app.clock.now, ctx => perform(ctx, checkFlow, 'draw', row.id)),
    ).rejects.toThrow('办班和授课的人员除外')
  })

  test('has a script that the caller may add to', async () => {
    const { id } = await check()
    const form = await (caller as Visitor).get(`/act/spot_check/editScript/${id}`)
    expect(form.page.textContent).toContain('开头怎么说')
    await does(caller as Visitor, `spot_check/editScript/${id}`, {
      opening: '您好，我是县电商中心的，想问问您参加培训的情况。',
      'fields.0.label': '老师留联系方式了吗',
      'fields.0.kind': 'choice',
      'fields.0.options': '留了\n没有',
    })
    expect(JSON.stringify((await check()).script)).toContain('老师留联系方式了吗')
  })

  test('is drawn once, and anybody can draw it again from what is shown', async () => {
    const { id } = await check()
    await does(caller as Visitor, `spot_check/draw/${id}`)
    const row = await check()
    const drawn = await calls()
    expect(drawn.map(one => one.enrolment_id)).toEqual(drawSample(row.list, row.number ?? ''))
    expect(drawn.length).toBe(3)
    const page = await (caller as Visitor).get(`/desk/tracking/checks/${id}`)
    for (const shown of [row.digest, row.number ?? '', row.list.trim().split('\n').at(-1) ?? ''])
      expect(page.page.textContent).toContain(shown)
    expect((await (caller as Visitor).post(`/act/spot_check/draw/${id}`)).status).toBe(409)
    await expect(
      at(ctx =>
        ctx.db.updateTable('spot_check').set({ number: '1234567890123456' }).where('id', '=', id).execute(),
      ),
    ).rejects.toThrow('a draw is done once')
    const noted = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('journal_detail').select('note').where('note', 'like', `%${row.number}%`).execute(),
    )
    expect(noted[0]?.note).toContain(row.digest)
  })

  test('tries a wrong number again by the new one, and gives up only after so many tries', async () => {
    const [first] = await calls()
    const page = `/act/spot_call/giveUp/${first?.id}`
    expect((await (caller as Visitor).post(page)).status).toBe(409)
    await does(caller as Visitor, `spot_call/miss/${first?.id}`, {
      last_try: 'wrong_number',
      phone: '13955500001',
    })
    const shown = await (caller as Visitor).get(`/desk/tracking/calls/${first?.id}`)
    expect(shown.page.textContent).toContain('13955500001')
    for (let n = 0; n < 2; n++)
      await does(caller as Visitor, `spot_call/miss/${first?.id}`, { last_try: 'no_answer', phone: '' })
    await does(caller as Visitor, `spot_call/giveUp/${first?.id}`)
    expect((await calls())[0]).toMatchObject({ state: 'unreached', tries: 3 })
  })

  test('notes what was said; what has to be explained goes to who ran the class, without a name', async () => {
    const [, second, third] = await calls()
    expect((await (owner as Visitor).post(`/act/spot_call/reach/${second?.id}`, answersOf())).status).toBe(
      404,
    )
    const missing = await (caller as Visitor).post(`/act/spot_call/reach/${second?.id}`, { there: 'yes' })
    expect(missing.status).toBe(422)
    await does(caller as Visitor, `spot_call/reach/${second?.id}`, answersOf({ 'answers.q1': '留了' }))
    await does(
      caller as Visitor,
      `spot_call/reach/${third?.id}`,
      answersOf({ charged: 'yes', remark: '收了五十块书费' }),
    )
    expect((await calls()).map(one => one.state)).toEqual(['unreached', 'reached', 'finding'])
    const { id } = await check()
    const early = await (caller as Visitor).post(`/act/spot_check/close/${id}`, {
      conclusion: '抽查三人，打通两人。',
    })
    expect(early.status).toBe(409)
    const finding = await (owner as Visitor).get(`/desk/tracking/calls/${third?.id}`)
    expect(finding.page.textContent).toContain('说收过费')
    const [name] = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('enrolment')
        .select(['person_name', 'phone'])
        .where('id', '=', third?.enrolment_id ?? '')
        .execute(),
    )
    for (const secret of [name?.person_name ?? '', name?.phone ?? '', '收了五十块书费'])
      expect(finding.page.textContent).not.toContain(secret)
    expect((await (owner as Visitor).get(`/desk/tracking/calls/${second?.id}`)).status).toBe(404)
    const list = await (owner as Visitor).get('/desk/tracking/findings')
    expect(list.page.textContent).toContain('说收过费')
    await does(owner as Visitor, `spot_call/explain/${third?.id}`, {
      explanation: '教材费由学员自愿购买，已退还并向学员说明，今后不再代售。',
    })
    expect(
      (await (owner as Visitor).post(`/act/spot_call/settle/${third?.id}`, { reason: '没有问题。' })).status,
    ).toBe(403)
    await does(caller as Visitor, `spot_call/settle/${third?.id}`, { reason: '已电话核实退款。' })
    await does(caller as Visitor, `spot_check/close/${id}`, {
      conclusion: '抽查三人，打通两人，一人反映收费，已退款。',
    })
    expect((await calls()).every(one => one.phone === '')).toBe(true)
    const tab = await (owner as Visitor).get(`/desk/classes/${held.id}/tracking`)
    expect(tab.page.textContent).toContain('66.7%')
  })
})
