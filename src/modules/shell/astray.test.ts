import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp } from '../../../test/app.ts'
import { startOf } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** Whoever went astray is told so in plain words, and goes on from there by the navigation that they know. */
let app: TestApp
let world: World

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

const headOf = ({ page }: Answer) => page.querySelector('main h1')?.textContent
const navigation = ({ page }: Answer) => page.querySelector('body nav')?.getAttribute('aria-label')

describe('astray', () => {
  test('a stranger stays at the portal', async () => {
    const answer = await world.stranger().get('/items/none')
    expect([answer.status, headOf(answer), navigation(answer)]).toEqual([404, '没有找到', '主导航'])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('a citizen at the door of the workbench stays at the portal', async () => {
    const answer = await (await world.citizen('13800000391', '何小满')).get('/desk/cases')
    expect([answer.status, headOf(answer), navigation(answer)]).toEqual([403, '无权办理', '主导航'])
  })

  test('staff stay at the workbench', async () => {
    const answer = await (await world.worker('陈静')).get('/desk/cases/none')
    expect([answer.status, headOf(answer), navigation(answer)]).toEqual([404, '没有找到', '工作台导航'])
  })

  test('a form for something new leads back to the page one came from', async () => {
    const staff = await world.worker('刘芳')
    const back = async (referer: string) => {
      const form = await staff.request('/act/service_item/create', { headers: { referer } })
      return form.page.querySelector('.form-foot a')?.getAttribute('href') ?? null
    }
    expect(await back(`http://${world.host}/desk/items?family=support`)).toBe('/desk/items?family=support')
    expect(await back('http://elsewhere.example/desk/items')).toBeNull()
  })

  test('a form that comes back with mistakes still knows where one came from', async () => {
    const citizen = await world.citizen('13800000392', '何大满')
    const answer = await citizen.post('/act/mandate/request', { _back: '/items' })
    expect([answer.status, startOf(answer, '_back')]).toEqual([422, '/items'])
    expect(answer.page.querySelector('main a[href="/items"]')?.textContent).toContain('返回')
  })

  test('staff who apply as if they were citizens are told the way to the counter', async () => {
    const clerk = await world.worker('陈静')
    const answer = await clerk.get(`/act/service_case/submit?item_id=${world.items.get('ZX-001')}`)
    expect([answer.status, navigation(answer)]).toEqual([409, '工作台导航'])
    expect(answer.page.querySelector('main')?.textContent).toContain('请用“窗口登记”')
  })
})
