import { beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '#platform/calendar'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { errorAt } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** Every limit and threshold, the centre's profile and its calendar are changed in the browser, and each change is told. */
let app: TestApp
let world: World
let neighbour: World
let director: Visitor
let counter: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  neighbour = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  director = await world.worker('李卫东')
  counter = await world.worker('陈静')
})

const form = (code: string): string => `/act/setting_change/make?code=${code}`
const set = (code: string, value: string, visitor = director) => visitor.submit(form(code), { value })
const fieldError = (answer: Answer, name: string) =>
  answer.page.querySelector(`#f-${name}-error`)?.textContent
const mainOf = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''

/** A consultation asked for today, and how long the counter has to accept it. */
async function asked(phone: string): Promise<{ id: string; due(): Promise<string | undefined> }> {
  const citizen = await world.citizen(phone, '杨雪')
  const page = `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`
  const party =
    (await citizen.get(page)).page.querySelector('input[name=party_id]')?.getAttribute('value') ?? ''
  const sent = await citizen.submit(page, {
    party_id: party,
    contact_name: '杨雪',
    contact_phone: phone,
    'answers.question': '有没有物流补助？',
  })
  const id = sent.location?.split('/').at(-1) ?? ''
  return {
    id,
    due: async () =>
      /今天到期|还剩 \d+ 个工作日|已超期 \d+ 个工作日/.exec(await mainOf(counter, `/desk/cases/${id}`))?.[0],
  }
}

describe('a setting', () => {
  test('is changed by whoever has the duty, holds from then on, and shows old and new', async () => {
    expect(await (await asked('13800000501')).due()).toBe('还剩 1 个工作日')
    expect(await mainOf(director, '/desk/settings')).toMatch(/受理时限.*?1 个工作日默认值/s)
    expect(
      (await director.get(form('case.accept.days'))).page.querySelector('#f-value')?.getAttribute('value'),
    ).toBe('1')
    expect((await set('case.accept.days', '3')).location).toBe('/desk/settings')
    const shown = await mainOf(director, '/desk/settings')
    expect(shown).toMatch(/受理时限.*?3 个工作日默认 1 个工作日/s)
    expect(shown, 'the latest changes').toContain('受理时限：1 个工作日 → 3 个工作日')
    expect(await (await asked('13800000502')).due()).toBe('还剩 3 个工作日')
  })

  test('is told in the journal, with who changed it, and by the interface', async () => {
    const journal = await mainOf(director, '/desk/journal?flow=setting_change')
    expect(journal).toContain('李卫东')
    expect(journal).toContain('受理时限：1 个工作日 → 3 个工作日')
    const { contents } = (await director.call('GET', '/api/v1/setting_change')).json<{
      contents: unknown[]
    }>()
    expect(contents).toEqual([expect.objectContaining({ code: 'case.accept.days', before: 1, after: 3 })])
  })

  test('takes no wrong value: the form comes back with what was typed and the reason', async () => {
    const wrong: Array<[string, string]> = [
      ['abc', '请填写数字'],
      ['', '请填写这一项'],
      ['0', '不能小于 1'],
      ['367', '不能大于 366'],
      ['2.5', '整数'],
    ]
    for (const [typed, reason] of wrong) {
      const refused = await set('case.accept.days', typed)
      expect(refused.status, typed).toBe(422)
      expect(fieldError(refused, 'value'), typed).toContain(reason)
      expect(refused.page.querySelector('#f-value')?.getAttribute('value') ?? '').toBe(typed)
    }
    const called = await director.call('POST', '/api/v1/setting_change/make', {
      code: 'case.accept.days',
      value: 'drei',
    })
    expect(called.status).toBe(422)
    expect(called.json<{ errors: Record<string, string> }>().errors.value).toBeTruthy()
    expect(await mainOf(director, '/desk/settings')).toMatch(/受理时限.*?3 个工作日默认/s)
  })

  test('that is none is not found', async () => {
    expect((await director.get(form('no.such.thing'))).status).toBe(404)
    expect(
      (await director.post('/act/setting_change/make', { code: 'no.such.thing', value: '1' })).status,
    ).toBe(404)
    expect((await director.get('/act/setting_change/make')).status).toBe(404)
  })

  test('is read by all staff, and changed by nobody without the duty', async () => {
    const page = await counter.get('/desk/settings')
    expect(page.text).toContain('受理时限')
    expect(page.text).not.toContain('/act/setting_change')
    expect(page.text).not.toContain('/act/calendar_change')
    expect((await counter.get(form('case.accept.days'))).status).toBe(403)
    const change = { code: 'case.accept.days', value: '9' }
    const refused = await counter.post('/act/setting_change/make', change)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('修改设置与工作日历')
    expect((await counter.call('POST', '/api/v1/setting_change/make', { ...change, value: 9 })).status).toBe(
      403,
    )
    const citizen = await world.citizen('13800000501')
    expect((await citizen.call('GET', '/api/v1/setting_change')).json().contents).toEqual([])
  })

  test('of one centre is none of the neighbour’s', async () => {
    const other = await neighbour.worker('李卫东')
    expect(await mainOf(other, '/desk/settings')).toMatch(/受理时限.*?1 个工作日默认值/s)
    expect(await mainOf(other, '/desk/journal?flow=setting_change')).not.toContain('受理时限')
  })

  test('that is a secret is shown to nobody again, not to the one who set it and not in the journal', async () => {
    const robot = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0f1e2d3c-not-to-be-seen'
    const wrong = await set('notify.robot', 'http://evil.example/hook')
    expect(wrong.status).toBe(422)
    expect(fieldError(wrong, 'value')).toContain('企业微信或钉钉')
    expect((await set('notify.robot', robot)).status).toBe(303)
    expect(await mainOf(director, '/desk/settings')).toContain('工作群机器人地址：未填写 → 已设置')
    for (const path of ['/desk/settings', form('notify.robot'), '/desk/journal', '/api/v1/setting_change'])
      expect((await director.get(path)).text, path).not.toContain('not-to-be-seen')
    const kept = await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('journal_detail').select(['note', 'input']).execute(),
    )
    expect(JSON.stringify(kept)).not.toContain('not-to-be-seen')
    await set('notify.robot', '')
    expect(await mainOf(director, '/desk/settings')).toContain('工作群机器人地址：已设置 → 未填写')
  })
})

describe('the profile of the centre', () => {
  test('is changed as settings are, and stands on the public pages at once', async () => {
    const stranger = world.stranger()
    expect((await stranger.get('/')).text).toContain('0556-000 0012')
    const wrong = await director.post('/act/setting_change/make', { code: 'centre.phone', value: 'abc' })
    expect(errorAt(wrong, 'value')).toContain('请填写电话号码')
    await set('centre.phone', '0556-416 8888')
    await set('centre.address', '高河镇稼先路 66 号')
    await set('centre.icp', '皖ICP备12345678号')
    for (const path of ['/', '/items', '/notices']) {
      const page = await stranger.get(path)
      expect(page.text, path).toContain('0556-416 8888')
      expect(page.text, path).not.toContain('0556-000 0012')
      expect(page.text, path).toContain('皖ICP备12345678号')
    }
    expect((await stranger.get('/imprint')).text).toContain('高河镇稼先路 66 号')
    expect((await neighbour.stranger().get('/')).text).not.toContain('0556-416 8888')
    expect(await mainOf(director, '/desk/settings')).toContain('服务热线：0556-000 0012 → 0556-416 8888')
  })
})

describe('the working calendar', () => {
  const change = (day: string, kind: string, reason = '县政府通知') =>
    director.submit('/act/calendar_change/make', { day, kind, reason })

  const dayDue = (id: string) =>
    app.kernel.database.read({ centre: world.id }, async db => {
      const task = db.selectFrom('task').select('due_at').where('record_id', '=', id)
      return dayOf((await task.executeTakeFirstOrThrow()).due_at ?? new Date(0))
    })

  test('a day off of the centre’s own moves what is asked for now, and what waits already', async () => {
    await set('case.accept.days', '1')
    const before = await asked('13800000503')
    expect(await before.due()).toBe('还剩 1 个工作日')
    expect(await dayDue(before.id)).toBe('2026-11-25')
    expect((await change('2026-11-25', 'holiday')).location).toBe('/desk/settings')
    await app.runJobs()
    const after = await asked('13800000504')
    for (const { id } of [before, after]) expect(await dayDue(id)).toBe('2026-11-26')
    expect(await before.due(), 'one working day is one working day').toBe('还剩 1 个工作日')
  })

  test('a Saturday that is worked counts, and the published arrangement comes back', async () => {
    await set('case.accept.days', '4')
    const longer = await asked('13800000506')
    // 24 Nov is a Tuesday; with the 25th off, the fourth working day is Tuesday, 1 Dec.
    expect(await dayDue(longer.id)).toBe('2026-12-01')
    await change('2026-11-28', 'working')
    await app.runJobs()
    expect(await dayDue(longer.id)).toBe('2026-11-30')
    await change('2026-11-25', 'published')
    await app.runJobs()
    expect(await dayDue(longer.id)).toBe('2026-11-28')
    const shown = await mainOf(director, '/desk/settings')
    expect(shown).toContain('2026-11-28 上班')
    expect(shown).not.toMatch(/2026-11-25 不上班县政府通知/)
    for (const words of [
      '2026-11-25 不上班：县政府通知',
      '2026-11-28 上班：县政府通知',
      '2026-11-25 恢复公布的安排',
    ])
      expect(shown).toContain(words)
  })

  test('takes no day that is none, without a reason, or from somebody without the duty', async () => {
    const wrong = await change('2026-02-30', 'holiday', '无')
    expect(wrong.status).toBe(422)
    expect(fieldError(wrong, 'day')).toContain('请填写日期')
    expect(fieldError(wrong, 'reason')).toContain('至少填写 2 个字')
    expect(fieldError(await change('2199-01-01', 'holiday'), 'day')).toContain('日期不在合理范围内')
    expect(fieldError(await change('2026-12-01', 'maybe'), 'kind')).toBeTruthy()
    const day = { day: '2026-12-01', kind: 'holiday', reason: '想放假' }
    expect((await counter.post('/act/calendar_change/make', day)).status).toBe(403)
    expect((await counter.call('POST', '/api/v1/calendar_change/make', day)).status).toBe(403)
  })
})
