import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { incubating, later, night } from '../../../test/incubation.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.4.1 A start-up that is to leave is heard, may object, and is judged by two; the guide is written by one and let out by another. */
let app: TestApp
let world: World
let startup: Visitor
let id: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const citizen = await world.citizen('13800000081', '杨雪')
  id = await incubating(app, world, citizen, { first_day: '2026-12-28', last_day: '2027-12-27' })
})

const staff = (name: string): Promise<Visitor> => world.worker(name)
const rowOf = () =>
  app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('incubation').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
const textOf = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''

/** The quarter is over; it is judged that the project is to leave. */
async function toLeave(day: string, quarter: string): Promise<void> {
  app.clock.now = new Date(`${day}T02:00:00Z`)
  await night(app)
  const { id: assessment } = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('incubation_assessment')
      .select('id')
      .where('incubation_id', '=', id)
      .where('quarter', '=', quarter)
      .executeTakeFirstOrThrow(),
  )
  await does(await staff('张涛'), `incubation_assessment/propose/${assessment}`, {
    ...{ outcome: 'leave', reason: '一季没有经营，也没有人来。' },
  })
  await does(await staff('李卫东'), `incubation_assessment/decide/${assessment}`, {
    decision: '同意清退，先听本人说明。',
  })
  startup = await world.device('13800000081')
}

describe('whoever is to leave', () => {
  test('is heard first, may object, and another than who decided looks at it again', async () => {
    await toLeave('2027-04-02', '2027-Q1')
    expect((await rowOf()).state).toBe('hearing')
    expect(await textOf(startup, `/my/incubation/${id}`)).toContain('一季没有经营')
    await does(startup, `incubation/state/${id}`, { statement: '家里老人住院两个月，四月起已经复播。' })
    const director = await staff('李卫东')
    await does(director, `incubation/decideLeave/${id}`, { decision: '一季未经营，决定清退。' })
    expect((await rowOf()).state, 'still there').toBe('notified')
    await app.runJobs()
    expect(app.sent.sms.at(-1)?.body).toContain('一季未经营，决定清退。')
    await does(startup, `incubation/appeal/${id}`, { statement: '有住院证明和四月的直播记录，请复核。' })
    const again = await director.post(`/act/incubation/uphold/${id}`, { reason: '维持原决定。' })
    expect(again.status, 'who decided').toBe(403)
    await does(await staff('周健'), `incubation/overturn/${id}`, { reason: '情况属实，四月已恢复经营。' })
    expect(await rowOf()).toMatchObject({ state: 'incubating', leave_kind: null, decision: null })
  })

  test('and says nothing is out when the days for it are over; the workplace is free again', async () => {
    await toLeave('2027-07-02', '2027-Q2')
    await later(app, 30)
    await night(app)
    expect((await rowOf()).state, 'silence is noted').toBe('leaving')
    await does(await staff('李卫东'), `incubation/decideLeave/${id}`, {
      decision: '两季未经营，没有说明，清退。',
    })
    await later(app, 30)
    expect(await rowOf()).toMatchObject({ state: 'left', leave_kind: 'dismissed' })
    expect(await textOf(await staff('张涛'), '/desk/incubation/exits')).toContain('清退')
    startup = await world.device('13800000081')
    expect(
      (await startup.post(`/act/incubation/appeal/${id}`, { statement: '来晚了，请再看看。' })).status,
    ).toBe(409)
  })
})

describe('criteria and procedure', () => {
  /** What a form shows, as a browser would send it. */
  async function shown(who: Visitor, path: string): Promise<Record<string, string>> {
    const { page } = await who.get(path)
    const fields = page.querySelectorAll('main form [name]').map(field => {
      const chosen = field.querySelector('option[selected]')?.getAttribute('value')
      const typed = field.tagName === 'TEXTAREA' ? field.textContent : field.getAttribute('value')
      return [field.getAttribute('name') ?? '', chosen ?? typed ?? ''] as const
    })
    return Object.fromEntries(fields.filter(([name]) => !name.startsWith('_')))
  }
  const versions = () =>
    app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('incubation_guide').select(['id', 'state']).orderBy('version').limit(9).execute(),
    )
  const promise = (n: number) => `第 ${n} 版：免租工位一年，导师每月辅导两次，直播间随时可约。`

  test('are written by one and let out by another; the public reads the one that holds', async () => {
    const [manager, director, stranger] = [await staff('张涛'), await staff('李卫东'), world.stranger()]
    const form = '/act/incubation_guide/draft'
    for (const n of [1, 2]) {
      const known = await shown(manager, form)
      await does(manager, 'incubation_guide/draft', { ...known, promise: promise(n) })
      const draft = (await versions()).at(-1)?.id
      expect((await manager.post(form, { ...known, promise: promise(9) })).status, 'one at a time').toBe(409)
      expect(await textOf(stranger, '/incubation')).not.toContain(promise(n))
      await does(manager, `incubation_guide/submit/${draft}`)
      expect((await manager.post(`/act/incubation_guide/publish/${draft}`)).status, 'their own').toBe(403)
      await does(director, `incubation_guide/publish/${draft}`)
      expect(await textOf(stranger, '/incubation')).toContain(promise(n))
    }
    expect((await versions()).map(one => one.state)).toEqual(['replaced', 'published'])
  })
})
