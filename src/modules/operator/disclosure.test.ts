import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { demoPassword, newCentre, type World } from '../../../test/world.ts'

/** 4.1 What everybody may read of how the centre is run, and who cannot make it look otherwise. */
let app: TestApp
let world: World
let bureau: Visitor
let director: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  bureau = await world.worker('周健')
  director = await world.worker('李卫东')
})

const open = async (): Promise<string> =>
  (await app.visitor(world.host).get('/operator')).page.querySelector('main')?.textContent ?? ''

describe('what is disclosed', () => {
  test('is let out by another person; then everybody reads text and file', async () => {
    const prepared = await director.submit('/act/disclosure/prepare', {
      ...{ category: 'funds', title: '2026 年度资金管理办法', body: '专款专用，按季公开。' },
      'documents:new': picture('资金管理办法.png'),
    })
    const id = idIn(prepared.location)
    expect(await open()).not.toContain('资金管理办法')
    expect((await director.post(`/act/disclosure/publish/${id}`)).status, 'not one’s own').toBe(403)
    await does(bureau, `disclosure/publish/${id}`)
    const stranger = app.visitor(world.host)
    const shown = await stranger.get('/operator')
    expect(shown.text).toContain('专款专用，按季公开')
    const links = shown.page.querySelectorAll('a[href^="/files/"]')
    const file = links.find(one => one.textContent === '资金管理办法.png')?.getAttribute('href') ?? ''
    expect((await stranger.get(file)).status).toBe(200)
    await does(bureau, `disclosure/withdraw/${id}`, { reason: '有新版本' })
    expect(await open()).not.toContain('资金管理办法')
    expect((await stranger.get(file)).status, 'nor the file').toBe(404)
  })

  test('money: the public’s apart from the operator’s own; a wrong entry is reversed, not changed', async () => {
    const book = (source: string, direction: string, amount_fen: string) =>
      does(director, 'fund_entry/book', {
        source,
        direction,
        amount_fen,
        day: '2026-11-20',
        purpose: '运营经费',
      })
    await book('public', 'in', '300000')
    await book('public', 'out', '120000.50')
    await book('own', 'in', '8000')
    await book('own', 'in', '8000')
    const { contents } = (await director.call('GET', '/api/v1/fund_entry')).json<{
      contents: Array<{ id: string; source: string }>
    }>()
    const twice = contents.find(one => one.source === 'own')?.id
    await does(director, `fund_entry/reverse/${twice}`, { reason: '重复登记' })
    const shown = await open()
    expect(shown).toContain('财政资金收入¥300,000.00支出¥120,000.50结余¥179,999.50')
    expect(shown).toContain('自营收入收入¥8,000.00支出¥0.00')
    expect((await bureau.get('/act/fund_entry/book')).status, 'booked by who spends it').toBe(403)
  })
})

test('the bureau’s accounts are the bureau’s: nobody at the centre resets or appoints them', async () => {
  const zhou = world.staff.get('周健')?.staffId
  expect((await director.post(`/act/staff/resetPassword/${zhou}`, { password: demoPassword })).status).toBe(
    403,
  )
  const { contents } = (await director.call('GET', '/api/v1/post')).json<{
    contents: Array<{ id: string; name: string }>
  }>()
  const appointed = await director.submit('/act/staff/appoint', {
    ...{ name: '假监督', organisation: 'bureau', username: 'jia-jiandu', password: demoPassword },
    posts: contents.find(post => post.name === '监督员')?.id ?? '',
  })
  expect(errorAt(appointed, 'organisation')).toContain('由周健等本单位人员管理')
})
