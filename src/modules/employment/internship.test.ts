import { beforeAll, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { agreement, appliesFor, firmOf, hires, publishes, writesResume } from '../../../test/jobs.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.3.2 An internship: agreed by its parties, written down day by day, assessed twice, certified. */
let app: TestApp
let world: World
let firm: Visitor
let intern: Visitor
let stranger: Visitor
let staff: Visitor
let id: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  staff = await world.worker('王敏')
  firm = await firmOf(world, 0)
  intern = await world.citizen('13800000082', '丁小军')
  stranger = await world.citizen('13800000083', '马大山')
  await writesResume(intern)
})
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const page = () => `/my/jobs/internships/${id}`

test('is offered without an allowance, and agreed only after somebody was taken', async () => {
  const post = await publishes(firm, staff, 'internship', {
    title: '直播助理实习生',
    low_fen: '',
    high_fen: '',
  })
  expect(await main(stranger, `/jobs/${post}`)).toContain('没有补贴')
  const application = await appliesFor(intern, post)
  expect((await firm.get(`/act/internship/plan?application_id=${application}`)).status, 'not yet').toBe(409)
  await hires(firm, intern, application, '2026-11-26')
  expect((await stranger.get(`/act/internship/plan?application_id=${application}`)).status).toBe(404)
  const form = `/act/internship/plan?application_id=${application}`
  const long = await firm.submit(form, { ...agreement, hours_day: '9' })
  expect(errorAt(long, 'hours_day')).not.toBe('')
  const sent = await firm.submit(form, { ...agreement, school_name: '怀宁职业技术学校', night_shifts: '1' })
  expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  id = idIn(sent.location)
  expect((await firm.submit(form, agreement)).status, 'once').toBe(409)
  expect((await stranger.get(page())).status, 'nobody else').toBe(404)
})

test('of a minor has neither nights nor harm, and a guardian; nobody is under sixteen', async () => {
  const agree = `/act/internship/agreeAsIntern/${id}`
  const night = await intern.submit(agree, {
    birth_on: '2009-03-01',
    guardian: '丁大军 13800000555',
    consent: '1',
  })
  expect(errorAt(night, 'birth_on')).toContain('不能安排夜班')
  await does(firm, `internship/edit/${id}`, {
    ...agreement,
    school_name: '怀宁职业技术学校',
    hazards: '叉车',
  })
  const harm = await intern.submit(agree, {
    birth_on: '2009-03-01',
    guardian: '丁大军 13800000555',
    consent: '1',
  })
  expect(errorAt(harm, 'birth_on')).toContain('有害或危险')
  await does(firm, `internship/agreeAsEmployer/${id}`, { consent: '1' })
  await does(firm, `internship/edit/${id}`, { ...agreement, school_name: '怀宁职业技术学校' })
  expect(await main(intern, page()), 'what changed is confirmed anew').not.toContain('单位 2026')
  expect(errorAt(await intern.submit(agree, { birth_on: '2009-03-01', consent: '1' }), 'guardian')).not.toBe(
    '',
  )
  expect(
    errorAt(
      await intern.submit(agree, { birth_on: '2011-03-01', guardian: '丁大军', consent: '1' }),
      'birth_on',
    ),
  ).toContain('16')
  await does(intern, `internship/agreeAsIntern/${id}`, {
    birth_on: '2009-03-01',
    guardian: '丁大军 13800000555',
    consent: '1',
  })
  const refused = world.at(system, app.clock.now, ctx =>
    ctx.db.updateTable('internship').set({ night_shifts: true }).where('id', '=', id).execute(),
  )
  await expect(refused, 'the database refuses it too').rejects.toThrow('check constraint')
})

test('begins when all three confirmed, on paper as PDF', async () => {
  await does(firm, `internship/agreeAsEmployer/${id}`, { consent: '1' })
  expect(await main(intern, page())).toContain('协议待确认')
  expect(
    (
      await intern.post(`/act/internship/diary/${id}`, {
        on_day: '2026-11-26',
        hours: '7',
        body: '整理样品，学习场控。',
      })
    ).status,
  ).toBe(409)
  const bare = await firm.submit(`/act/internship/schoolAgreed/${id}`, { school_agreed_on: '2026-11-24' })
  expect(errorAt(bare, 'papers'), 'with the paper').not.toBe('')
  await does(firm, `internship/schoolAgreed/${id}`, {
    school_agreed_on: '2026-11-24',
    'papers:new': picture('协议.png'),
  })
  expect(await main(intern, page())).toContain('实习中')
  const pdf = await intern.get(`${page()}/agreement.pdf`)
  expect(pdf.status).toBe(200)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect((await stranger.get(`${page()}/agreement.pdf`)).status).toBe(404)
  expect((await intern.get(`${page()}/certificate.pdf`)).status, 'not yet').toBe(404)
})

test('is written down day by day, not long afterwards, and once a day', async () => {
  app.clock.addDays(3)
  const diary = `/act/internship/diary/${id}`
  const write = (on_day: string, hours = '7') =>
    intern.submit(diary, { on_day, hours, body: '整理样品，跟着学习场控和售后。' })
  expect(errorAt(await write('2026-11-25'), 'on_day')).toContain('不在实习期内')
  expect(errorAt(await write('2026-11-30'), 'on_day')).toContain('还没有到')
  expect(errorAt(await write('2026-11-26', '8'), 'hours')).toContain('每天几小时')
  expect((await write('2026-11-26')).status).toBe(303)
  expect(errorAt(await write('2026-11-26'), 'on_day')).toContain('已经写过')
  expect(
    (await firm.post(diary, { on_day: '2026-11-27', hours: '7', body: '单位替写一篇日记。' })).status,
  ).toBe(403)
  expect((await write('2026-11-27')).status).toBe(303)
  expect((await intern.get(`/act/internship/report/${id}`)).text).toContain('至少写 5 篇')
  app.clock.addDays(9)
  expect(errorAt(await write('2026-11-28'), 'on_day'), 'not long afterwards').toContain('最多补写 7 天前的')
  for (const on_day of ['2026-11-30', '2026-12-01', '2026-12-02'])
    expect((await write(on_day)).status).toBe(303)
  expect(await main(firm, page())).toContain('实习日记（5 篇）')
})

test('is reported on, assessed by the employer and by somebody who did not draft it, and certified with a number', async () => {
  await does(intern, `internship/report/${id}`, {
    report: '两周里学会了直播间的准备、场控和售后，'.repeat(4),
  })
  staff = await world.worker('王敏')
  expect(
    (await staff.post(`/act/internship/certify/${id}`, { mark: 'good', words: '表现认真。' })).status,
  ).toBe(409)
  await does(firm, `internship/rate/${id}`, { mark: 'excellent', words: '做事踏实，学得快。' })
  await does(staff, `internship/certify/${id}`, { mark: 'good', words: '日记齐全，报告认真。' })
  expect(await main(intern, page())).toContain('SX2026-0001')
  const sheet = await intern.get(`${page()}/certificate.pdf`)
  expect(sheet.headers.get('content-type')).toBe('application/pdf')
  const list = await staff.get('/desk/jobs/internships?format=csv')
  for (const word of ['SX2026-0001', '丁小军', '优秀、良好']) expect(list.text).toContain(word)
})
