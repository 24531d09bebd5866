import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { does, leavesDirectory } from '../../../test/deeds.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** Everybody finds what they need: by words, by pinyin, by initials, by facets, with a plain form. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

const names = async (path: string): Promise<string[]> =>
  (await world.stranger().get(path)).page
    .querySelectorAll('.item-card strong')
    .map(card => card.textContent.trim())
const video = '短视频拍摄与剪辑'
const photos = '产品拍摄与详情页设计'
const advice = '电商政策咨询'

describe('the directory of items', () => {
  test('is found by words, pinyin and initials', async () => {
    for (const [asked, found] of [
      ['短视频', [video]],
      ['dsp', [video]],
      ['DSP', [video]],
      ['duanshipin', [video]],
      ['拍摄', [video, photos]],
      ['怎么申报补贴', [advice]],
      ['详情页', [photos]],
      ['ZX-001', [advice]],
      ['飞机', []],
      ["'; drop table party; --", []],
    ] as const)
      expect((await names(`/items?q=${encodeURIComponent(asked)}`)).sort(), asked).toEqual([...found].sort())
  })

  test('by a plain form: its search keeps the facets, its facets keep the search', async () => {
    const { page } = await world.stranger().get('/items?q=拍摄&audience=个人')
    const form = page.querySelector('form[role=search]')
    expect([form?.getAttribute('method'), form?.getAttribute('action')]).toEqual(['get', '/items'])
    expect(form?.querySelector('input[name=q]')?.getAttribute('value')).toBe('拍摄')
    expect(form?.querySelector('input[name=audience]')?.getAttribute('value')).toBe('个人')
    expect(form?.querySelector('button[type=submit]')).toBeTruthy()
    const facet = page
      .querySelectorAll('.facet a')
      .find(link => link.textContent.trim().startsWith('业务支持'))
    expect(await names(facet?.getAttribute('href') ?? ''), 'searched, for persons, of one family').toEqual([
      video,
    ])
  })

  test('facets narrow it down', async () => {
    expect(await names('/items?family=consulting')).toEqual([advice])
    expect((await names('/items?audience=个人')).sort()).toEqual([advice, video].sort())
    expect(await names('/items?price=free')).toEqual([advice])
    expect(await names('/items?price=free&family=support')).toEqual([])
    expect((await world.stranger().get('/items?price=free&family=support')).text).toContain(
      '没有找到相符的服务',
    )
    expect(await names('/items?family=nonsense')).toHaveLength(3)
  })
})

describe('a provider', () => {
  const [firm] = providers
  const page = () => `/providers/${world.providers.get(firm?.name ?? '')}`

  test('has a page: who they are, what they offer at which price, what they are qualified for', async () => {
    const shown = await world.stranger().get(page())
    for (const word of [
      firm?.name,
      firm?.introduction,
      video,
      '¥1,500',
      '无人机操控员执照',
      '有效期至 2027-08-31',
    ])
      expect(shown.text, word).toContain(word)
    expect(shown.text, 'the centre invites; nobody is called past it').not.toContain(firm?.phone)
    expect((await world.stranger().get(`/items/${world.items.get('SX-001')}`)).text).toContain(page())
    const found = await world.stranger().get('/providers?q=短视频')
    expect(found.text).toContain(page())
    expect((await world.stranger().get('/providers?q=飞机')).text).not.toContain(page())
  })

  test('no longer offering an item, it is not listed under it', async () => {
    const zhangtao = await world.worker('张涛')
    const item_id = world.items.get('SX-001') ?? ''
    await does(zhangtao, `provider/dropItem/${world.providers.get(firm?.name ?? '')}`, { item_id })
    expect((await world.stranger().get(`/items/${item_id}`)).text).not.toContain(page())
    expect((await world.stranger().get(page())).text).not.toContain(video)
  })

  test('suspended it is gone from the pages and is not invited; resumed it is back', async () => {
    const zhangtao = await world.worker('张涛')
    const id = world.providers.get(firm?.name ?? '')
    const reason = { reason: '资质过期，待补。' }
    expect((await (await world.worker('陈静')).post(`/act/provider/suspend/${id}`, reason)).status).toBe(403)
    await does(zhangtao, `provider/suspend/${id}`, reason)
    expect((await world.stranger().get(page())).status).toBe(404)
    for (const path of ['/providers', '/providers?q=短视频', `/items/${world.items.get('SX-001')}`])
      expect((await world.stranger().get(path)).text, path).not.toContain(page())
    const citizen = await world.citizen('13800000195', '郝建国')
    expect((await citizen.call('GET', `/api/v1/provider/${id}`)).status).toBe(404)
    await does(zhangtao, `provider/resume/${id}`)
    expect((await world.stranger().get(page())).status).toBe(200)
    await leavesDirectory(world, app.clock.now, id ?? '', '业务转到外县，自愿退出。')
    expect((await world.stranger().get(`/providers/${id}`)).status, 'it left').toBe(404)
    const kept = await zhangtao.get(`/desk/providers/${id}`)
    expect(kept.text).toMatch(/已退出.*业务转到外县/s)
    expect((await zhangtao.post(`/act/provider/suspend/${id}`, reason)).status).toBe(409)
    const back = await zhangtao.post(`/act/provider/resume/${id}`)
    expect(back.status, 'it comes back by admission only').toBe(409)
  })
})
