import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, errorAt } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** What waits is reminded of, what is late is told to the bureau, and the bureau asks (督办) and is answered. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
})

/** A centre of its own for each story, on a morning of its own: what is late is counted by centre. */
const begin = async (day: string): Promise<void> => {
  at(`${day} 10:00`)
  world = await newCentre(app)
}
const at = (time: string): void => {
  app.clock.now = new Date(`${time.replace(' ', 'T')}:00+08:00`)
}
const remind = async (time: string): Promise<void> => {
  at(time)
  await app.runClock('task.remind')
}

/** A telephone for each person at each centre: who asks for a code again within a minute gets none. */
const people: string[] = []
function phoneOf(name: string): string {
  const who = `${name} at ${world.host}`
  if (!people.includes(who)) people.push(who)
  return `138000034${String(people.indexOf(who)).padStart(2, '0')}`
}

const asks = async (name: string): Promise<string> =>
  applyFor(await world.citizen(phoneOf(name), name), world, 'ZX-001', {
    question: '家庭农场能不能申请物流补助？',
  })
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const accepted = async (name: string): Promise<string> => {
  const id = await asks(name)
  await does(await world.worker('陈静'), `service_case/accept/${id}`, { assignee_id: staffId('王敏') })
  return id
}

/** How often somebody at the desk was told something. */
const heard = async (name: string, text: string): Promise<number> =>
  (await (await world.worker(name)).get('/desk/notifications')).text.split(text).length - 1
const soon = '「电商政策咨询」快到期了，请尽快办理。'
const late = '「电商政策咨询」已经超期，请立即办理。'
const digest = '项待办超期，最早的是「电商政策咨询」。'

describe('who has something to do', () => {
  test('is reminded once on the last day, and once when it is late', async () => {
    await begin('2026-11-24')
    await asks('杨雪')
    await remind('2026-11-24 18:00')
    expect(await heard('陈静', soon), 'not on the day it came').toBe(0)
    for (const time of ['2026-11-25 08:00', '2026-11-25 20:00']) await remind(time)
    expect([await heard('陈静', soon), await heard('王敏', soon)], 'all who hold the duty').toEqual([1, 1])
    expect(await heard('张涛', soon), 'nobody else').toBe(0)
    expect(await heard('陈静', late)).toBe(0)
    for (const time of ['2026-11-26 08:00', '2026-11-27 08:00']) await remind(time)
    expect([await heard('陈静', soon), await heard('陈静', late)]).toEqual([1, 1])
    const desk = (await (await world.worker('陈静')).get('/desk')).page
    expect(desk.querySelector('.card')?.textContent).toMatch(/已超期（1）.*电商政策咨询.*已超期 2 个工作日/)
  })

  test('is the one it is assigned to, once somebody took it', async () => {
    await begin('2026-11-24')
    await accepted('杨雪')
    await remind('2026-11-27 08:00')
    expect([await heard('王敏', soon), await heard('陈静', soon)]).toEqual([1, 0])
  })

  test('is reminded of the new day when it is extended', async () => {
    await begin('2026-11-24')
    const id = await accepted('杨雪')
    await remind('2026-11-27 08:00')
    const extended = { days: '3', reason: '需要向县商务局核实口径。' }
    await does(await world.worker('王敏'), `service_case/extend/${id}`, extended)
    await remind('2026-11-30 08:00')
    expect(await heard('王敏', soon), 'there is time again').toBe(1)
    await remind('2026-12-02 08:00')
    expect(await heard('王敏', soon)).toBe(2)
  })

  test('is the applicant while the case waits for them, and that is nobody’s delay', async () => {
    await begin('2026-11-24')
    const id = await accepted('杨雪')
    await does(await world.worker('王敏'), `service_case/return/${id}`, { reason: '请补充去年的运费发票。' })
    await remind('2026-12-08 08:00')
    await remind('2026-12-09 08:00')
    expect([await heard('王敏', soon), await heard('王敏', late)]).toEqual([0, 0])
    const yangxue = await world.device(phoneOf('杨雪'))
    const told = (await yangxue.get('/my/notifications')).text
    expect([told.split(soon).length, told.split(late).length]).toEqual([2, 2])
    expect(await heard('周健', digest)).toBe(0)
    const { task_id } = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('task')
        .select('id as task_id')
        .where('record_id', '=', id)
        .where('closed_at', 'is', null)
        .executeTakeFirstOrThrow(),
    )
    const urge = await (await world.worker('周健')).post('/act/urge/issue', {
      task_id,
      reason: '请尽快办理这一件。',
    })
    expect([urge.status, urge.text.includes('在等服务对象办理')]).toEqual([409, true])
  })
})

describe('the bureau', () => {
  let zhoujian: Visitor
  const page = async (name: string) => (await (await world.worker(name)).get('/desk/supervision')).page
  const link = async (): Promise<string> =>
    (await page('周健')).querySelector('a[href^="/act/urge/issue"]')?.getAttribute('href') ?? ''
  const reason = '请于明日下班前受理，并说明原因。'

  beforeAll(async () => {
    await begin('2026-11-24')
    await asks('杨雪')
    await asks('江顺安')
  })
  beforeEach(async () => {
    zhoujian = await world.worker('周健')
  })

  test('hears every morning how much is late, and nothing while nothing is', async () => {
    await remind('2026-11-25 08:00')
    expect(await heard('周健', digest)).toBe(0)
    expect((await page('周健')).textContent).toContain('没有超期的事项')
    await remind('2026-11-26 08:00')
    expect(await heard('周健', `本中心有 2 ${digest}`)).toBe(1)
    await remind('2026-11-27 08:00')
    expect(await heard('周健', `本中心有 2 ${digest}`)).toBe(2)
    expect(await heard('李卫东', digest), 'it is not for the director').toBe(0)
  })

  test('asks about what is late, with a reason; nobody else does', async () => {
    const form = await link()
    const task_id = new URL(form, 'http://x').searchParams.get('task_id') ?? ''
    const director = await world.worker('李卫东')
    expect((await page('李卫东')).querySelector('a[href^="/act/urge/issue"]')).toBeNull()
    expect((await director.post('/act/urge/issue', { task_id, reason })).status).toBe(403)
    expect(errorAt(await zhoujian.submit(form, { reason: '快办' }), 'reason')).toContain('至少填写 5 个字')
    expect((await zhoujian.submit(form, { reason })).status).toBe(303)
    const again = await zhoujian.post('/act/urge/issue', { task_id, reason })
    expect([again.status, again.text.includes('已经督办，正在等待回复。')]).toEqual([409, true])
    const shown = (await page('周健')).textContent
    expect(shown).toMatch(/已督办/)
    expect(shown).toMatch(new RegExp(`待回复.*还剩 \\d+ 个工作日.*${reason}.*周健 .*督办，由受理办件回复`))
    expect(await heard('陈静', `主管部门督办：电商政策咨询。${reason}`)).toBe(1)
    expect(await heard('张涛', reason)).toBe(0)
    const desk = (await (await world.worker('陈静')).get('/desk')).page
    const urged = desk
      .querySelectorAll('.task-list li')
      .filter(line => /督办已超期/.test(line.textContent.replaceAll(/\s/g, '')))
    expect(urged, 'the one of the two').toHaveLength(1)
    expect(urged[0]?.textContent, 'number and party').toMatch(/\d{6}-\d{8}-\d{4} · \S+/)
    const record = (
      await (await world.worker('陈静')).get(urged[0]?.querySelector('a')?.getAttribute('href') ?? '')
    ).location
    const badges = (await (await world.worker('陈静')).get(record ?? '')).page.querySelectorAll('.badge')
    expect(badges.map(badge => badge.textContent)).toContain('督办中')
    const file = await zhoujian.get('/desk/supervision?format=csv')
    expect(file.text).toMatch(/事项,编号与对象,.*\r\n电商政策咨询,\d{6}-\d{8}-\d{4}/)
  })

  test('is answered by those who were asked, and hears it', async () => {
    const href =
      (await page('陈静')).querySelector('a[href^="/act/urge/answer/"]')?.getAttribute('href') ?? ''
    const path = href.split('?')[0] ?? ''
    expect(path).toMatch(/^\/act\/urge\/answer\//)
    const answer = { answer: '窗口人员请假，今天已安排受理。' }
    for (const name of ['张涛', '周健'])
      expect((await (await world.worker(name)).post(path, answer)).status, name).toBe(403)
    expect((await page('张涛')).querySelector('a[href^="/act/urge/answer/"]'), 'no button').toBeNull()
    expect((await (await world.citizen(phoneOf('何桂兰'), '何桂兰')).post(path, answer)).status).toBe(404)
    expect((await (await world.worker('王敏')).post(path, answer)).status).toBe(303)
    expect((await (await world.worker('陈静')).post(path, answer)).status, 'once').toBe(409)
    expect((await page('周健')).textContent).toMatch(/已回复.*回复：窗口人员请假，今天已安排受理。/)
    expect(await heard('周健', '督办已回复：电商政策咨询。窗口人员请假')).toBe(1)
  })

  test('does not ask about what is done, or not yet due', async () => {
    const form = await link()
    const task_id = new URL(form, 'http://x').searchParams.get('task_id') ?? ''
    const counter = await world.worker('陈静')
    for (const one of (await counter.get('/desk')).page.querySelectorAll(
      '.task-list a[href^="/go/service_case/"]',
    )) {
      const id = /[0-9a-f-]{36}/.exec(one.getAttribute('href') ?? '')?.[0]
      await does(counter, `service_case/accept/${id}`, { assignee_id: staffId('王敏') })
    }
    const refused = await zhoujian.post('/act/urge/issue', { task_id, reason })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('这项待办已经办了，或还没有超期。')
    expect((await page('周健')).textContent).toContain('没有超期的事项')
    await remind('2026-11-28 08:00')
    expect(await heard('周健', digest), 'and hears no more of it').toBe(2)
  })

  test('of another county finds nothing to ask about', async () => {
    const task = await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('task').select('id').limit(1).executeTakeFirstOrThrow(),
    )
    // Ours would be late by now.
    at('2027-01-05 10:00')
    const there = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const neighbour = await there.worker('周健')
    expect((await neighbour.post('/act/urge/issue', { task_id: task.id, reason })).status).toBe(409)
  })
})

describe('over 国庆 2026 (1–7 October off, Saturday the 10th worked)', () => {
  const headOf = async (id: string): Promise<string> =>
    (await (await world.worker('王敏')).get(`/desk/cases/${id}`)).page.querySelector('.page-head')
      ?.textContent ?? ''

  test('a case is due after it, and its reminder comes on a day of work', async () => {
    await begin('2026-09-30')
    const id = await accepted('杨雪')
    for (const day of ['2026-09-30', '2026-10-04', '2026-10-07']) {
      await remind(`${day} 08:00`)
      expect(await headOf(id), day).toContain('还剩 3 个工作日')
    }
    at('2026-10-09 09:00')
    expect(await headOf(id)).toContain('还剩 1 个工作日')
    expect(await heard('王敏', soon)).toBe(0)
    await remind('2026-10-10 08:00')
    expect(await headOf(id)).toContain('今天到期')
    expect(await heard('王敏', soon)).toBe(1)
    at('2026-10-11 09:00')
    expect(await headOf(id), 'late from the Sunday on').toContain('已超期 1 个工作日')
  })

  test('one that waits for the applicant meanwhile has lost no day', async () => {
    await begin('2026-09-29')
    const id = await accepted('杨雪')
    at('2026-09-30 10:00')
    await does(await world.worker('王敏'), `service_case/return/${id}`, { reason: '请补充去年的运费发票。' })
    expect(await headOf(id), 'ten days of work, from the 8th').toContain('还剩 10 个工作日')
    at('2026-10-08 10:00')
    await does(await world.device(phoneOf('杨雪')), `service_case/complete/${id}`, {
      'answers.question': '补助怎么申请？',
      note: '发票已补。',
    })
    expect(await headOf(id), 'one of three was used').toContain('还剩 2 个工作日')
    at('2026-10-10 10:00')
    expect(await headOf(id)).toContain('今天到期')
  })
})
