import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, errorAt, idIn, startOf } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.2.2 Who is there, who is away, who stands in; it begins on Tuesday, 2026-11-24. */
let app: TestApp
let world: World
let director: Visitor
let wangmin: Visitor
let chenjing: Visitor
let zhangtao: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await later(0)
})

/** Some days later: their sessions have ended, and they sign in anew. */
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  director = await world.worker('李卫东')
  wangmin = await world.worker('王敏')
  chenjing = await world.worker('陈静')
  zhangtao = await world.worker('张涛')
}

const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''

const postsIn = async (page: string): Promise<string[]> =>
  (await director.get(page)).page
    .querySelectorAll('input[name=posts][checked]')
    .map(box => box.getAttribute('value') ?? '')

describe('an absence', () => {
  const asked = {
    kind: 'sick',
    first_day: '2026-11-26',
    last_day: '2026-11-27',
    reason: '复查，已约好医院。',
  }
  let id: string
  let caseId: string

  test('is asked for with a deputy; not in the wrong order, and not by whoever only supervises', async () => {
    const turned = await wangmin.submit('/act/absence/ask', {
      ...asked,
      last_day: '2026-11-25',
      deputy_id: staffId('陈静'),
    })
    expect(errorAt(turned, 'last_day')).toContain('不能早于开始的日期')
    const bureau = await world.worker('周健')
    expect((await bureau.get('/act/absence/ask')).status).toBe(403)
    expect((await bureau.get('/desk/roster')).text, 'may look').toContain('值班表')
    const sent = await wangmin.submit('/act/absence/ask', { ...asked, deputy_id: staffId('张涛') })
    id = idIn(sent.location)
    expect(await main(director, '/desk')).toContain('请假 2026-11-26 至 2026-11-27')
  })

  test('nobody is away twice on one day, nor stands in while away', async () => {
    const again = await wangmin.submit('/act/absence/ask', {
      ...asked,
      first_day: '2026-11-27',
      last_day: '2026-11-30',
      deputy_id: staffId('张涛'),
    })
    expect(errorAt(again, 'first_day')).toContain('已经请过假')
    const unfit = await wangmin.submit('/act/absence/ask', {
      ...asked,
      ...{ first_day: '2027-02-01', last_day: '2027-02-02', deputy_id: staffId('刘芳') },
    })
    expect(errorAt(unfit, 'deputy_id'), 'who may not work on cases').toMatch(/不能接手/)
    const forHer = await chenjing.submit('/act/absence/ask', { ...asked, deputy_id: staffId('王敏') })
    expect(errorAt(forHer, 'deputy_id')).toContain('也不在岗')
  })

  test('is granted by somebody else, and why is not everybody’s business', async () => {
    const own = await director.submit('/act/absence/ask', {
      ...asked,
      first_day: '2027-01-05',
      last_day: '2027-01-05',
      deputy_id: staffId('王敏'),
    })
    const page = `/act/absence/grant/${idIn(own.location)}`
    expect((await director.post(page)).status, 'not one’s own').toBe(403)
    await does(director, `absence/grant/${id}`)
    expect(await main(wangmin, `/desk/absences/${id}`)).toContain('复查，已约好医院')
    expect(await main(await world.worker('刘芳'), `/desk/absences/${id}`)).not.toContain('复查')
    expect(await main(zhangtao, '/my/notifications')).toContain(
      '王敏 2026-11-26 至 2026-11-27 不在岗，由您代班',
    )
  })

  test('on its first day the deputy has what was under way', async () => {
    const citizen = await world.citizen('13800000411', '何桂兰')
    caseId = await applyFor(citizen, world, 'ZX-001', { question: '豆腐能不能网上卖？' })
    await does(chenjing, `service_case/accept/${caseId}`, { assignee_id: staffId('王敏') })
    await app.runClock('absence.turn')
    expect(await main(director, `/desk/cases/${caseId}`), 'not before').not.toContain('移交')
    await later(2)
    await app.runClock('absence.turn')
    const shown = await main(director, `/desk/cases/${caseId}`)
    expect(shown).toContain('移交给同事承办')
    expect(shown).toContain('王敏：病假')
    expect(await main(director, `/desk/team/staff/${staffId('王敏')}`)).toContain('不在岗，至 2026-11-27')
    const counted = await zhangtao.get('/my/notifications')
    expect(counted.text).toContain('王敏的承办中的办件（1）已转给您')
    const choices = await zhangtao.get(`/act/service_case/transfer/${caseId}`)
    expect(choices.text, 'whoever chooses is told').toContain('王敏（不在岗，至 2026-11-27）')
  })

  test('ends when one is back before time; those days are free again', async () => {
    await later(1)
    await does(wangmin, `absence/end/${id}`)
    expect(await main(director, `/desk/absences/${id}`)).toContain('2026-11-26')
    expect(await main(director, `/desk/team/staff/${staffId('王敏')}`)).not.toContain('不在岗')
    const anew = { ...asked, first_day: '2026-11-27', last_day: '2026-11-27', staff_id: staffId('王敏') }
    const recorded = await director.submit('/act/absence/record', { ...anew, deputy_id: staffId('张涛') })
    expect(recorded.status, 'begins at once').toBe(303)
    expect(await main(director, recorded.location ?? '')).toContain('不在岗')
    await later(3)
    await app.runClock('absence.turn')
    expect(await main(director, recorded.location ?? '')).toContain('已销假')
  })
})

describe('the roster', () => {
  test('is planned by day; whoever is away is not on duty', async () => {
    const record = { kind: 'errand', first_day: '2026-12-02', last_day: '2026-12-02', reason: '' }
    await does(director, 'absence/record', {
      ...record,
      staff_id: staffId('张涛'),
      deputy_id: staffId('王敏'),
    })
    const plan = (day: string, who: string) =>
      director.submit('/act/duty_day/plan', { day, morning: staffId(who), afternoon: staffId('陈静') })
    expect(startOf(await director.get('/act/duty_day/plan?day=2026-12-02'), 'day')).toBe('2026-12-02')
    const refused = await plan('2026-12-02', '张涛')
    expect(errorAt(refused, 'morning')).toContain('张涛这一天请假或外出')
    for (const day of ['2026-11-30', '2026-12-01', '2026-12-02'])
      expect((await plan(day, '王敏')).status).toBe(303)
    expect(errorAt(await plan('2026-12-02', '王敏'), 'day')).toContain('已经排过班')
    expect((await chenjing.get('/act/duty_day/plan')).status, 'is the director’s').toBe(403)
    expect(await main(chenjing, '/desk/roster?day=2026-12-02')).toMatch(/星期三12-02\s*上午王敏下午陈静/)
  })

  test('a week is planned like the one before, without whoever is away then', async () => {
    const away = { kind: 'annual', first_day: '2026-12-08', last_day: '2026-12-08', reason: '' }
    await does(director, 'absence/record', { ...away, staff_id: staffId('王敏'), deputy_id: staffId('张涛') })
    expect((await director.post('/desk/roster/copy', { day: '2026-12-07' })).status).toBe(303)
    const week = await main(director, '/desk/roster?day=2026-12-09')
    expect(week).toMatch(/12-07\s*上午王敏下午陈静/)
    expect(week).toMatch(/12-08\s*上午无人下午陈静/)
    expect(week).toMatch(/12-10还没有排班/)
  })

  test('what the next one has to know is handed over by name, and taken', async () => {
    const note = { to_id: staffId('张涛'), visitors: '6', body: '打印机缺墨，已报修。' }
    await does(chenjing, 'duty_note/write', note)
    expect(await main(zhangtao, '/desk')).toContain('交接班')
    // He hands over whatever waits for him, this too.
    const handOver = `/act/staff/handOver/${staffId('张涛')}`
    const asked = (await zhangtao.get(handOver)).text.matchAll(/name="(to\.\w+)"/g)
    const all = Object.fromEntries([...asked].map(([, name = '']) => [name, staffId('王敏')]))
    expect(Object.keys(all)).toContain('to.duty_note')
    expect((await zhangtao.submit(handOver, { ...all, reason: '外出培训' })).status).toBe(303)
    const roster = await wangmin.get('/desk/roster')
    const id = idIn(roster.page.querySelector('form[action*="duty_note/take"]')?.getAttribute('action'))
    expect((await zhangtao.post(`/act/duty_note/take/${id}`)).status, 'his no more').toBe(403)
    await does(wangmin, `duty_note/take/${id}`)
    expect(await main(director, '/desk/roster')).toMatch(/陈静 交给 王敏\s*已接班/)
    const again = await zhangtao.post(handOver, { reason: '外出培训' })
    expect(again.status, 'nothing is left').toBe(409)
  })
})

describe('what one is qualified for, and one’s contract', () => {
  test('warn before they end, and end on their day', async () => {
    const certificate = {
      name: '电子商务师（三级）',
      number: 'D-1',
      issuer: '鉴定中心',
      valid_until: '2026-12-25',
    }
    await does(director, 'qualification/record', { staff_id: staffId('王敏'), ...certificate })
    const edit = `/act/staff/edit/${staffId('王敏')}`
    const person = { name: '王敏', posts: await postsIn(edit) }
    const late = await director.submit(edit, {
      ...person,
      contract_from: '2027-01-01',
      contract_until: '2026-12-28',
    })
    expect(errorAt(late, 'contract_until')).toContain('不能早于起期')
    await director.submit(edit, { ...person, contract_from: '2025-12-29', contract_until: '2026-12-28' })
    await app.runClock('team.ends')
    await app.runClock('team.ends')
    const told = await main(director, '/my/notifications')
    expect(told.split('「电子商务师（三级）」2026-12-25 到期').length, 'once').toBe(2)
    expect(told).toContain('王敏的合同 2026-12-28 到期')
    await later(30)
    await app.runClock('team.ends')
    expect(await main(director, `/desk/team/staff/${staffId('王敏')}`)).toMatch(/电子商务师（三级）\s*已过期/)
  })
})

test('the chart follows the posts, is a tree, and is printed', async () => {
  const chart = await director.get('/desk/team/chart')
  const top = chart.page.querySelector('.chart-tree > ul > li')
  expect(top?.querySelector('.chart-box')?.textContent).toContain('中心主任李卫东')
  expect(top?.querySelector('ul')?.textContent).toContain('窗口专员')
  const href = (name: string) =>
    chart.page
      .querySelectorAll('.chart-box')
      .find(box => box.textContent.includes(name))
      ?.getAttribute('href') ?? null
  const edit = `/act/post/edit/${idIn(href('中心主任'))}`
  const circle = await director.submit(edit, {
    name: '中心主任',
    duties: 'team.manage',
    reports_to: idIn(href('窗口专员')),
  })
  expect(errorAt(circle, 'reports_to')).toContain('在它的下级之中')
  const abolished = await director.post(`/act/post/abolish/${idIn(href('中心主任'))}`)
  expect(abolished.status).toBe(409)
  const printed = await director.get('/desk/team/chart.pdf')
  expect(printed.headers.get('content-type')).toBe('application/pdf')
})
