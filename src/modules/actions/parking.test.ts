import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does } from '../../../test/deeds.ts'
import { directorPassword, type Founded, foundedCentre } from '../../../test/founded.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** The session is over when a form is sent: nothing that was typed is lost. */
let app: TestApp
beforeAll(async () => {
  app = await testApp()
})

/** Where the sign-in page leads afterwards. */
const backIn = (sent: Answer): string => new URLSearchParams(sent.location?.split('?')[1]).get('back') ?? ''

describe('a member of staff', () => {
  let centre: Founded
  let director: Visitor
  beforeAll(async () => {
    centre = await foundedCentre(app)
    director = await centre.director()
  })

  /** Sends a form half an hour after the last use and signs in again; what the browser then shows. */
  const tooLate = async (path: string, fields: Parameters<Visitor['post']>[1]) => {
    app.clock.addDays(31 / 1440)
    const back = backIn(await director.post(path, fields))
    await director.post('/sign-in/staff', { username: 'leader-1', password: directorPassword, back })
    return director.get(back)
  }

  test('finds the form as it was, lists and all, but for a password', async () => {
    const duties = ['case.handle', 'case.read', 'party.read']
    const post = await tooLate('/act/post/create', { name: '直播专员', duties })
    const ticked = post.page.querySelectorAll('input[name=duties][checked]')
    expect(ticked.map(box => box.getAttribute('value') ?? '').sort()).toEqual(duties)
    const setting = await tooLate('/act/setting_change/make', {
      code: 'centre.phone',
      value: '0556-416 0000',
    })
    expect(setting.page.querySelector('#f-value')?.getAttribute('value')).toBe('0556-416 0000')
    const person = await tooLate('/act/staff/appoint', { name: '徐林', password: 'Typed-2026-too-late' })
    expect(person.page.querySelector('#f-name')?.getAttribute('value')).toBe('徐林')
    expect(person.text).not.toContain('Typed-2026-too-late')
    const kept = await app.kernel.database.read({ centre: centre.id }, db =>
      db.selectFrom('parked_form').selectAll().execute(),
    )
    expect(kept).toHaveLength(3)
    expect(JSON.stringify(kept), 'sealed').not.toMatch(/too-late|徐林|%E5%BE%90/)
  })
})

describe('a recipient', () => {
  const phone = '13800000221'
  let world: World
  let citizen: Visitor
  let id: string
  beforeAll(async () => {
    world = await newCentre(app)
    citizen = await world.citizen(phone, '方桂香')
    id = await applyFor(citizen, world, 'ZX-001', { question: '冷库补助怎么申请？' })
  })

  /** The session ends, the form is sent, one signs in again as the page offers. */
  const tooLate = async (path: string, fields: Parameters<Visitor['post']>[1]) => {
    await citizen.post('/sign-out')
    const sent = await citizen.post(path, fields)
    const back = backIn(sent)
    const door = await citizen.get(sent.location ?? '')
    expect(door.page.querySelector('.alert')?.textContent, 'says why one is here').toMatch(
      /登录已过期.*已经保存/,
    )
    app.clock.now = new Date(app.clock.now.getTime() + 61_000)
    await world.signIn(citizen, phone)
    return citizen.get(back)
  }

  test('finds the message, and is led back to the case once it is sent', async () => {
    const found = await tooLate(`/act/service_case/write/${id}`, { body: '资料已经寄出。' })
    expect(found.page.querySelector('textarea[name=body]')?.textContent).toBe('资料已经寄出。')
    const sent = await citizen.submit(`/act/service_case/write/${id}`, { body: '资料已经寄出。' })
    expect(sent.location).toBe(`/my/cases/${id}`)
    const door = await citizen.get('/sign-in')
    expect(door.text, 'nothing waits any more').not.toContain('登录已过期')
  })

  test('finds the rating that was written', async () => {
    const wangmin = await world.worker('王敏')
    const assignee_id = world.staff.get('王敏')?.staffId ?? ''
    await does(wangmin, `service_case/accept/${id}`, { assignee_id })
    const answer = { answer: '冷库补助在县农业农村局申请，每年 3 月受理。', answer_basis: '县冷链补助办法' }
    await does(wangmin, `service_case/answer/${id}`, answer)
    await does(citizen, `service_case/confirm/${id}`)
    const typed = { mark: '4', facets: '服务态度', comment: '说得很清楚，谢谢。', by: 'name' }
    const found = await tooLate(`/my/cases/${id}/rate`, typed)
    const chosen = found.page.querySelectorAll('input[checked]').map(input => input.getAttribute('value'))
    expect(chosen).toEqual(['4', '服务态度', 'name'])
    expect(found.page.querySelector('textarea[name=comment]')?.textContent).toBe(typed.comment)
    const rated = await citizen.post(`/my/cases/${id}/rate`, typed)
    expect(rated.text).toContain('谢谢您的评价')
  })

  test('nobody else finds it in the same browser, though they may open that form', async () => {
    const item_id = world.items.get('ZX-001') ?? ''
    const tooLateFor = async (next: string) => {
      app.clock.addDays(31)
      const path = `/act/service_case/submit?item_id=${item_id}`
      const sent = await citizen.post(path, { item_id, 'answers.question': '只给中心看的话。' })
      await world.signIn(citizen, next)
      return citizen.get(backIn(sent))
    }
    await world.citizen('13800000222', '吴德胜')
    const others = await tooLateFor('13800000222')
    expect(others.page.querySelector('textarea')?.textContent).toBe('')
    await world.signIn(citizen, phone)
    const own = await tooLateFor(phone)
    expect(own.page.querySelector('textarea')?.textContent).toBe('只给中心看的话。')
  })
})

test('the counter finds its walk-in again', async () => {
  const world = await newCentre(app)
  const chenjing = await world.worker('陈静')
  await chenjing.post('/sign-out')
  const sent = await chenjing.post('/desk/counter', { phone: '13800000223', note: '来问快递补助' })
  expect(backIn(sent)).toBe('/desk/counter')
  const again = await world.worker('陈静')
  again.cookies.set('parked', chenjing.cookies.get('parked') ?? '')
  const found = await again.get('/desk/counter')
  expect(found.page.querySelector('textarea[name=note]')?.textContent).toBe('来问快递补助')
})
