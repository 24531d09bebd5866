import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, startOf } from '../../../test/deeds.ts'
import { begins, fillsClass, finishes, idNumberOf, opensClass, rowOf } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { enrolmentFlow } from './enrolment.ts'

/** 5.3.1 People enrol on the phone, are reviewed, wait in line, and say anonymously how it was. */
let app: TestApp
let world: World
let citizen: Visitor
let clerk: Visitor
const as = (name: string) => world.staff.get(name) as Actor
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const acts = (name: string, action: string, id: string, input: Record<string, unknown> = {}) =>
  world.at(as(name), app.clock.now, ctx => perform(ctx, enrolmentFlow, action, id, input))
const states = (classId: string) =>
  world.at(as('陈静'), app.clock.now, async ctx =>
    (
      await ctx.db
        .selectFrom('enrolment')
        .select(['person_name', 'state'])
        .where('class_id', '=', classId)
        .orderBy('turn')
        .execute()
    ).map(row => row.state),
  )

async function enrols(who: Visitor, classId: string, more: Record<string, string> = {}) {
  const page = `/act/enrolment/enrol?class_id=${classId}`
  const form = await who.get(page)
  return who.submit(page, {
    party_id: startOf(form, 'party_id'),
    person_name: startOf(form, 'person_name'),
    phone: startOf(form, 'phone'),
    ...more,
  })
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  citizen = await world.citizen('13800000081', '杨雪')
  clerk = await world.worker('陈静')
})

describe('somebody', () => {
  let classId = ''
  let mine = ''
  test('enrols on the phone with the number of their identity card, once', async () => {
    classId = (await opensClass(app, world, { title: '报名的班', capacity: 2 })).id
    const without = await enrols(citizen, classId)
    expect(without.status).toBe(422)
    expect(errorAt(without, 'id_number')).toContain('身份证号')
    const wrong = await enrols(citizen, classId, { id_number: '340822199001011234' })
    expect(errorAt(wrong, 'id_number')).toContain('不正确')
    const sent = await enrols(citizen, classId, { id_number: idNumberOf(900), groups: 'women' })
    expect(sent.status).toBe(303)
    mine = idIn(sent.location)
    expect(await main(citizen, `/my/training/${mine}`)).toMatch(/报名的班待审核/)
    const again = await enrols(citizen, classId, { id_number: idNumberOf(900) })
    expect(again.status, 'one person once, known by the number').toBe(409)
    const shown = await main(clerk, `/desk/classes/${classId}/learners`)
    expect(shown).toContain('340822********')
    expect(shown, 'the number is masked everywhere').not.toContain(idNumberOf(900))
    const kept = await world.at(as('陈静'), app.clock.now, ctx =>
      ctx.db.selectFrom('enrolment').selectAll().where('id', '=', mine).executeTakeFirstOrThrow(),
    )
    expect(JSON.stringify(kept)).not.toContain(idNumberOf(900))
    const journal = await world.at(as('陈静'), app.clock.now, ctx =>
      ctx.db.selectFrom('journal_detail').selectAll().execute(),
    )
    expect(JSON.stringify(journal)).not.toContain(idNumberOf(900))
  })

  test('is unmasked only with a reason, by whom it is given, and is told', async () => {
    expect((await clerk.get(`/desk/classes/enrolments/${mine}/id-number`)).status).toBe(403)
    const director = await world.worker('李卫东')
    const answer = await director.post(`/desk/classes/enrolments/${mine}/id-number`, {
      reason: '核对补贴名单',
    })
    expect(answer.page.querySelector('main')?.textContent).toContain(idNumberOf(900))
    expect(await main(citizen, `/my/training/${mine}`), 'the timeline tells staff alone').not.toContain(
      '核对补贴',
    )
    const told = await citizen.get('/my/notifications')
    expect(told.page.textContent).toContain('核对补贴名单')
  })

  test('is reviewed; seats go strictly by who came first, also past those who are not reviewed yet', async () => {
    const [second, third, fourth] = await world.at(as('陈静'), app.clock.now, async ctx => {
      const ids: string[] = []
      for (let n = 0; n < 3; n++)
        ids.push(
          (
            await perform(ctx, enrolmentFlow, 'enter', null, {
              ...{ class_id: classId, person_name: `后来${n}`, phone: `1380300000${n}` },
              ...{ id_number: idNumberOf(n), village: '', groups: [], education: '', intention: '' },
            })
          ).id,
        )
      return ids as [string, string, string]
    })
    await acts('陈静', 'accept', third)
    expect(await states(classId), 'two seats, two before who are not reviewed').toEqual([
      'applied',
      'applied',
      'waiting',
      'applied',
    ])
    await acts('陈静', 'accept', second)
    await acts('陈静', 'accept', fourth)
    expect(await states(classId)).toEqual(['applied', 'accepted', 'waiting', 'waiting'])
    await acts('陈静', 'decline', mine, { reason: '不在本县经营' })
    await app.runJobs()
    expect(await states(classId)).toEqual(['declined', 'accepted', 'accepted', 'waiting'])
    await does(clerk, `enrolment/cancel/${second}`)
    await app.runJobs()
    expect(await states(classId)).toEqual(['declined', 'cancelled', 'accepted', 'accepted'])
    expect(await main(citizen, `/my/training/${mine}`)).toMatch(/未通过[\s\S]*不在本县经营/)
  })

  test('does not sit in two classes at once', async () => {
    const other = await opensClass(app, world, { title: '同一天的班', place: '另一个地方' })
    const sent = await world
      .at(as('陈静'), app.clock.now, ctx =>
        perform(ctx, enrolmentFlow, 'enter', null, {
          ...{ class_id: other.id, person_name: '后来1', phone: '13803000001', id_number: idNumberOf(1) },
          ...{ village: '', groups: [], education: '', intention: '' },
        }),
      )
      .then(
        () => '',
        error => error.message,
      )
    expect(sent).toContain('和已经报名的“报名的班”冲突')
  })

  test('sees nobody else’s enrolment, nor does a stranger', async () => {
    const other = await world.at(as('陈静'), app.clock.now, ctx =>
      ctx.db
        .selectFrom('enrolment')
        .select('id')
        .where('person_name', '=', '后来1')
        .executeTakeFirstOrThrow(),
    )
    expect((await citizen.get('/my/training')).status).toBe(200)
    expect((await citizen.get(`/my/training/${other.id}`)).status).toBe(404)
    expect((await citizen.post(`/act/enrolment/cancel/${other.id}`)).status).toBe(404)
    const stranger = world.stranger()
    expect((await stranger.get('/my')).location, 'a stranger, indeed').toContain('/sign-in')
    expect((await stranger.get(`/my/training/${other.id}`)).location).toContain('/sign-in')
    const elsewhere = await newCentre(app)
    const theirs = await elsewhere.worker('陈静')
    expect((await theirs.get(`/desk/classes/${classId}/learners`)).status).toBe(404)
    expect((await theirs.get(`/desk/classes/enrolments/${other.id}`)).status).toBe(404)
  })
})

describe('a class with kept seats', () => {
  test('gives them to whom they are kept for', async () => {
    const { id } = await opensClass(app, world, {
      ...{
        title: '留了名额的班',
        place: '留名额处',
        capacity: 2,
        starts_on: '2027-01-11',
        ends_on: '2027-01-12',
      },
      ...{ closes_at: '2027-01-10T18:00', quotas: [{ code: 'poverty', seats: 1 }] },
    })
    await fillsClass(app, world, id, 3, n => ({ groups: n === 2 ? ['poverty'] : [] }))
    expect(await states(id)).toEqual(['accepted', 'waiting', 'accepted'])
  })

  test('that is called off tells everybody', async () => {
    const { id } = await opensClass(app, world, {
      ...{ title: '取消的班', place: '取消处', starts_on: '2027-02-01', ends_on: '2027-02-02' },
      closes_at: '2027-01-31T18:00',
    })
    await fillsClass(app, world, id, 2)
    app.sent.sms.length = 0
    await does(await world.worker('张涛'), `training_class/cancel/${id}`, { reason: '场地停电' })
    await app.runJobs()
    expect(await states(id)).toEqual(['cancelled', 'cancelled'])
    expect(app.sent.sms.filter(one => one.body.includes('场地停电'))).toHaveLength(2)
  })
})

describe('opinions', () => {
  test('are given once, after the last lesson, and are mixed in fives', async () => {
    const { id } = await opensClass(app, world, {
      ...{ title: '评价的班', place: '评价处', starts_on: '2027-03-01', ends_on: '2027-03-02' },
      closes_at: '2027-02-28T18:00',
    })
    const learner = await world.citizen('13800000082', '胡小敏')
    const mine = idIn((await enrols(learner, id, { id_number: idNumberOf(901) })).location)
    await acts('陈静', 'accept', mine)
    await fillsClass(app, world, id, 5)
    expect((await learner.get(`/my/training/${mine}/opinion`)).status, 'not before').toBe(409)
    await begins(app, world, id)
    await finishes(app, world, id)
    const page = `/my/training/${mine}/opinion`
    const form = await (await world.device('13800000082')).get(page)
    const names = form.page
      .querySelectorAll('input[type="radio"]')
      .map(input => input.getAttribute('name') ?? '')
    const typed = Object.fromEntries([...new Set(names)].map(name => [name, '4']))
    const device = await world.device('13800000082')
    expect((await device.submit(page, { ...typed, comment: '讲得好' })).status).toBe(303)
    expect((await device.get(page)).status).toBe(409)
    const marks = () =>
      world.at(as('陈静'), app.clock.now, ctx => ctx.db.selectFrom('training_opinion').selectAll().execute())
    await app.runClock('training.mix_opinions')
    expect(await marks(), 'one alone could be told apart').toEqual([])
    await world.at(as('陈静'), app.clock.now, ctx =>
      ctx.db
        .insertInto('training_opinion_inbox')
        .values(Array.from({ length: 4 }, () => ({ class_id: id, mark: 5, comment: null, lecturers: '[]' })))
        .execute(),
    )
    await app.runClock('training.mix_opinions')
    const mixed = await marks()
    expect(mixed.filter(one => one.lecturer_id === null)).toHaveLength(5)
    expect(mixed.filter(one => one.lecturer_id !== null)).toHaveLength(1)
    expect((await rowOf(app, world, id)).state).toBe('finishing')
    const desk = await world.worker('张涛')
    expect(await main(desk, `/desk/classes/${id}/opinions`)).toMatch(/4\.8平均分/)
  })
})
