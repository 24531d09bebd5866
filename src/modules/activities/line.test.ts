import { beforeAll, describe, expect, test } from 'vitest'
import { publishes, registers } from '../../../test/activities.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.2.2 Who has a seat, who waits, and whose turn it is. */
let app: TestApp
let world: World
let people: Visitor[]
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const at = (day: string, time: string): void => {
  app.clock.now = new Date(`${day}T${time}:00+08:00`)
}
const one = (n: number): Visitor => people[n] as Visitor
const mine = (n: number, id: string): Promise<string> => main(one(n), `/my/activities/${id}`)
const settles = (): Promise<void> => app.runClock('activity.settle')

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  people = []
  for (const [n, name] of ['何桂兰', '汪小满', '程大勇', '江秀英', '刘根生', '胡春梅', '方家旺'].entries())
    people.push(await world.citizen(`1380000046${n}`, name))
})

describe('a full house', () => {
  let activity = ''
  const ids: string[] = []
  test('who comes later waits, and sees the place in the line', async () => {
    activity = await publishes(world, { capacity: '2' })
    for (let n = 0; n < 5; n++) ids.push(await registers(one(n), activity))
    expect(await mine(0, ids[0] as string)).toContain('已报名')
    expect(await mine(2, ids[2] as string)).toMatch(/候补中[\s\S]*您排第 1 位/)
    expect(await mine(4, ids[4] as string)).toContain('您排第 3 位')
    app.kernel.pages.renewAll()
    expect(await main(world.stranger(), `/activities/${activity}`)).toContain('名额已满，3 人候补')
    const twice = await one(2).post('/act/activity_registration/register', {
      ...{ activity_id: activity, contact_name: '程大勇', contact_phone: '13800000462' },
      party_id: idIn(
        (await one(2).get(`/act/activity_registration/register?activity_id=${activity}`)).text.match(
          /party_id[^>]*value="([^"]+)"/,
        )?.[1],
      ),
    })
    expect(twice.status, 'one registration a recipient').toBe(409)
    expect((await one(1).get(`/my/activities/${ids[0]}`)).status, 'nobody sees another’s').toBe(404)
  })

  test('a freed seat is offered to the first who waits, and nobody who comes now passes by', async () => {
    await does(one(0), `activity_registration/cancel/${ids[0]}`)
    const late = await registers(one(5), activity)
    ids.push(late)
    expect(await mine(5, late), 'a seat is free, but not theirs').toContain('您排第 4 位')
    await app.runJobs()
    expect(await mine(2, ids[2] as string)).toMatch(/有名额了，请确认[\s\S]*11-25 10:00 前/)
    expect(app.sent.sms.some(sms => sms.phone === '13800000462' && sms.body.includes('空出了名额'))).toBe(
      true,
    )
    expect(await mine(3, ids[3] as string)).toContain('您排第 1 位')
  })

  test('refused, it is the next one’s; unanswered, it is given on by the clock', async () => {
    await does(one(2), `activity_registration/decline/${ids[2]}`)
    await app.runJobs()
    expect(await mine(3, ids[3] as string)).toContain('有名额了')
    at('2026-11-25', '10:01')
    await settles()
    await app.runJobs()
    people[3] = await world.device('13800000463')
    people[4] = await world.device('13800000464')
    people[5] = await world.device('13800000465')
    expect(await mine(3, ids[3] as string)).toContain('已让出')
    expect((await one(3).post(`/act/activity_registration/accept/${ids[3]}`)).status).toBe(409)
    expect(await mine(4, ids[4] as string)).toContain('有名额了')
    await does(one(4), `activity_registration/accept/${ids[4]}`)
    expect(await mine(4, ids[4] as string)).toMatch(/已报名[\s\S]*签到码/)
    expect(await mine(5, ids[5] as string), 'the last one is first now').toContain('您排第 1 位')
    await does(one(5), `activity_registration/leave/${ids[5]}`)
    expect(await mine(5, ids[5] as string)).toContain('已取消')
  })

  test('with more seats the line moves on; fewer than are taken there cannot be', async () => {
    const waiting = await registers(one(3), activity)
    const matcher = await world.worker('张涛')
    const wanted = {
      about: '请三位店主讲怎样卖鲜果，现场答疑。',
      audience: '',
      closes_at: '2026-12-04T18:00',
    }
    expect((await matcher.post(`/act/activity/amend/${activity}`, { ...wanted, capacity: '1' })).status).toBe(
      422,
    )
    await does(matcher, `activity/amend/${activity}`, { ...wanted, capacity: '3' })
    await app.runJobs()
    expect(await mine(3, waiting)).toContain('有名额了')
  })
})

describe('seats that are kept for a group', () => {
  let activity = ''
  test('are had by them only, until they are released', async () => {
    at('2026-11-25', '12:00')
    people = await Promise.all(people.map(async (_, n) => world.device(`1380000046${n}`)))
    activity = await publishes(world, {
      ...{ title: '考察安庆电商园', kind: '考察', capacity: '3', release_at: '2026-12-01T08:00' },
      ...{ 'groups.0.label': '合作社', 'groups.0.seats': '2' },
    })
    const group = { group_code: 'g1' }
    const open = await registers(one(0), activity)
    const waits = await registers(one(1), activity)
    const own = await registers(one(2), activity, group)
    expect(await mine(0, open)).toContain('已报名')
    expect(await mine(1, waits), 'two seats are free, but kept').toContain('您排第 1 位')
    expect(await mine(2, own)).toMatch(/已报名[\s\S]*合作社/)
    at('2026-12-01', '08:01')
    people[1] = await world.device('13800000461')
    await settles()
    expect(await mine(1, waits), 'what nobody of them wanted is for all').toContain('有名额了')
  })

  test('several come in one registration, up to a limit, and some of them may stay at home', async () => {
    at('2026-12-01', '09:00')
    people[3] = await world.device('13800000463')
    const many = await publishes(world, {
      title: '参观物流分拨中心',
      kind: '参观',
      capacity: '3',
      most_people: '3',
    })
    const party = { 'companions.0.name': '江大山', 'companions.1.name': '江小山' }
    const id = await registers(one(3), many, party)
    expect(await mine(3, id)).toMatch(/江秀英[\s\S]*江大山[\s\S]*江小山/)
    const waits = await registers(one(1), many)
    const form = await one(3).get(`/act/activity_registration/edit/${id}`)
    const kept = form.page.querySelector('input[name="companions.0.id"]')?.getAttribute('value') ?? ''
    const more = {
      'companions.0.id': kept,
      'companions.0.name': '江大山',
      'companions.1.id': crypto.randomUUID(),
    }
    const added = await one(3).post(`/act/activity_registration/edit/${id}`, {
      ...more,
      'companions.1.name': '外人',
    })
    expect(added.status, 'nobody is brought along later').toBe(422)
    await does(one(3), `activity_registration/edit/${id}`, {
      'companions.0.id': kept,
      'companions.0.name': '江大山',
    })
    await app.runJobs()
    expect(await mine(3, id)).not.toContain('江小山')
    expect(await mine(1, waits)).toContain('有名额了')
  })
})

test('the questions of an activity are asked, answered and changed until registration closes', async () => {
  const activity = await publishes(world, {
    ...{ title: '短视频剪辑讲座', kind: '讲座' },
    ...{ 'questions.0.label': '您用什么手机', 'questions.0.kind': 'text', 'questions.0.required': '1' },
  })
  await expect(registers(one(3), activity)).rejects.toThrow('您用什么手机')
  const id = await registers(one(3), activity, { 'answers.q1': '红米' })
  await does(one(3), `activity_registration/edit/${id}`, { 'answers.q1': '荣耀' })
  expect(await mine(3, id)).toContain('荣耀')
  at('2026-12-04', '18:00')
  people[3] = await world.device('13800000463')
  expect((await one(3).post(`/act/activity_registration/edit/${id}`, { 'answers.q1': '苹果' })).status).toBe(
    409,
  )
  await expect(registers(await world.device('13800000462'), activity)).rejects.toThrow()
})

test('staff enter who called, and only their centre’s people see it', async () => {
  at('2026-11-26', '09:00')
  const clerk = await world.worker('陈静')
  const activity = await publishes(world, { title: '客服话术沙龙' })
  const call = { activity_id: activity, contact_name: '李家和', contact_phone: '13800000471' }
  const id = await does(clerk, 'activity_registration/enter', call)
  expect(await main(clerk, `/desk/activities/registrations/${id}`)).toMatch(/李家和已报名[\s\S]*13800000471/)
  expect(app.sent.sms.length).toBeGreaterThan(0)
  expect((await (await world.worker('周健')).post('/act/activity_registration/enter', call)).status).toBe(403)
  const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  expect((await (await other.worker('陈静')).get(`/desk/activities/registrations/${id}`)).status).toBe(404)
  expect((await other.stranger().get(`/activities/${activity}`)).status).toBe(404)
})
