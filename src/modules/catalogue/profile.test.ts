import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { claims, does, errorAt, filesOn, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** 4.4.1 What a provider says of itself: it proposes from its phone, staff adopt, and old prices stay provable. */
let app: TestApp
let world: World
let register: Visitor
let firm: Visitor
let stranger: Visitor
let id: string
const [first, second] = providers
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  register = await world.worker('张涛')
  firm = await world.citizen(first?.phone ?? '', first?.contact)
  await claims(firm)
  stranger = world.stranger()
  id = world.providers.get(first?.name ?? '') ?? ''
})

async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  register = await world.worker('张涛')
  firm = await world.device(first?.phone ?? '')
}

const profile = () => ({
  provider_id: id,
  name: first?.name ?? '',
  introduction: first?.introduction ?? '',
  team: first?.team ?? '',
  cases: first?.cases ?? '',
  'qualifications.0.name': '营业执照',
  'qualifications.0.number': '演示',
  'qualifications.1.name': '无人机操控员执照',
  'qualifications.1.number': '演示-0821',
  'qualifications.1.valid_until': '2027-08-31',
  contact_name: first?.contact ?? '',
  contact_phone: first?.phone ?? '',
})
const propose = '/act/provider_change/proposeProfile'
const button = async (who: Visitor, path: string, action: string): Promise<string> =>
  (await who.get(path)).page
    .querySelectorAll('form, a')
    .map(one => one.getAttribute('action') ?? one.getAttribute('href') ?? '')
    .find(address => address.startsWith(`/act/${action}/`))
    ?.replace('/act/', '')
    .replace(/\?.*/, '') ?? ''

describe('a proposal', () => {
  test('begins with what stands there, and must change something', async () => {
    const form = await firm.get(`${propose}?provider_id=${id}`)
    expect(form.text).toContain(first?.introduction)
    expect(form.page.querySelector('#f-contact_phone')?.getAttribute('value')).toBe(first?.phone)
    const nothing = await firm.post(propose, profile())
    expect([nothing.status, nothing.text.includes('内容没有变化')]).toEqual([422, true])
  })

  test('names nobody’s number in public', async () => {
    const called = await firm.post(propose, {
      ...profile(),
      introduction: '业务咨询请打 138 0000 3001，随叫随到。',
    })
    expect(errorAt(called, 'introduction')).toContain('不要写手机号')
    const person = {
      'key_people.0.role': '摄影总监',
      'key_people.0.name': '方磊',
      'key_people.0.about': '13800003001',
    }
    const named = await firm.post(propose, { ...profile(), ...person })
    expect(errorAt(named, 'key_people.0.about')).toContain('不要写手机号')
  })

  test('waits for staff, who see what differs; the public sees nothing of it yet', async () => {
    await does(firm, 'provider_change/proposeProfile', {
      ...profile(),
      team_size: '11',
      'key_people.0.role': '摄影总监',
      'key_people.0.name': '方磊',
      'key_people.0.about': '从业十二年',
      introduction: '专做农产品短视频、直播切片与产品摄影，自有摄影棚和航拍设备。',
    })
    expect((await firm.post(propose, { ...profile(), team_size: '9' })).status, 'one at a time').toBe(409)
    const desk = await register.get(`/desk/providers/${id}`)
    expect(desk.page.querySelector('.diff ins')?.textContent).toContain('直播切片')
    expect(desk.page.querySelectorAll('.diff dt').map(one => one.textContent)).toEqual([
      '简介',
      '团队人数',
      '骨干人员',
    ])
    expect(await main(register, '/desk')).toContain('提议修改资料')
    expect(await main(stranger, `/providers/${id}`)).not.toContain('直播切片')
  })

  test('is decided by who runs the register, and by nobody else', async () => {
    const adopt = await button(register, `/desk/providers/${id}`, 'provider_change/adopt')
    expect((await firm.post(`/act/${adopt}`)).status).toBe(403)
    expect(await button(firm, `/my/providers/${id}`, 'provider_change/adopt'), 'nor offered').toBe('')
    expect((await (await world.worker('刘芳')).post(`/act/${adopt}`)).status).toBe(403)
    const passer = await world.citizen('13800000197', '过路人')
    expect((await passer.post(`/act/${adopt}`)).status).toBe(404)
    expect((await passer.get(`${propose}?provider_id=${id}`)).status, 'another firm').not.toBe(200)
    const foreign = { ...profile(), provider_id: world.providers.get(second?.name ?? '') ?? '' }
    expect((await firm.post(propose, foreign)).status).toBe(404)
    await does(register, adopt)
    const shown = await main(stranger, `/providers/${id}`)
    for (const word of ['直播切片', '共 11 人', '摄影总监 方磊', '从业十二年'])
      expect(shown, word).toContain(word)
    expect(shown).not.toContain(first?.phone)
    const story = await main(register, `/desk/providers/${id}`)
    expect(story).toMatch(/张涛 修改了资料.*依服务商 2026-11-24 10:\d\d 的提议/s)
    expect(await main(firm, '/my/notifications')).toContain('您提议的修改（资料）已采纳')
  })

  test('is not put upon what somebody has changed since', async () => {
    const now = {
      ...profile(),
      introduction: '专做农产品短视频、直播切片与产品摄影，自有摄影棚和航拍设备。',
      team_size: '11',
    }
    const people = {
      'key_people.0.role': '摄影总监',
      'key_people.0.name': '方磊',
      'key_people.0.about': '从业十二年',
    }
    await does(firm, 'provider_change/proposeProfile', { ...now, ...people, team_size: '15' })
    const { provider_id: _, ...edited } = { ...now, ...people, team_size: '12' }
    await does(register, `provider/edit/${id}`, edited)
    const adopt = await button(register, `/desk/providers/${id}`, 'provider_change/adopt')
    const refused = await register.post(`/act/${adopt}`)
    expect([refused.status, refused.text.includes('又有修改')]).toEqual([409, true])
    await does(register, adopt.replace('adopt', 'refuse'), { reason: '请按现在的资料重提。' })
    expect(await main(firm, `/my/providers/${id}`)).toContain('未采纳')
    expect(await main(firm, '/my/notifications')).toContain('请按现在的资料重提')
  })

  test('a provider does not say itself which qualification is required', async () => {
    const edited = { ...profile(), team_size: '12', 'qualifications.1.required': '1' }
    const { provider_id: _, ...sent } = edited
    await does(register, `provider/edit/${id}`, sent)
    await does(firm, 'provider_change/proposeProfile', {
      ...profile(),
      team_size: '12',
      'qualifications.1.valid_until': '2026-12-20',
    })
    await does(register, await button(register, `/desk/providers/${id}`, 'provider_change/adopt'))
    expect(await main(register, `/desk/providers/${id}`)).toMatch(
      /无人机操控员执照 必备\s*演示-0821，有效期至 2026-12-20/,
    )
  })
})

describe('a price', () => {
  const video = () => world.items.get('SX-001') ?? ''

  test('proposed and adopted: the new one is public, the old one can be proved', async () => {
    const form = await firm.get(`/act/provider_change/proposePrice?provider_id=${id}&item_id=${video()}`)
    expect(form.page.querySelector('#f-price_fen')?.getAttribute('value')).toBe('1500')
    const price = { provider_id: id, item_id: video(), price_note: '' }
    const same = await firm.post('/act/provider_change/proposePrice', { ...price, price_fen: '1500' })
    expect(errorAt(same, 'price_fen')).toContain('和现在的报价一样')
    await does(firm, 'provider_change/proposePrice', { ...price, price_fen: '1800', price_note: '含航拍' })
    expect(await main(stranger, `/items/${video()}`)).toContain('¥1,500.00')
    await does(register, await button(register, `/desk/providers/${id}`, 'provider_change/adopt'))
    for (const path of [`/items/${video()}`, `/providers/${id}`])
      expect(await main(stranger, path), path).toMatch(/¥1,800\.00.*含航拍/s)
    for (const path of [`/desk/providers/${id}`, `/desk/items/${video()}`])
      expect(await main(register, path), path).toMatch(/历次报价.*¥1,800\.00（含航拍）.*¥1,500\.00/s)
    expect(await main(register, `/desk/providers/${id}`)).toContain(
      '「短视频拍摄与剪辑」¥1,500.00 → ¥1,800.00（含航拍）',
    )
  })

  test('taken back by who proposed it', async () => {
    await does(firm, 'provider_change/proposePrice', {
      ...{ provider_id: id, item_id: video(), price_fen: '9999', price_note: '' },
    })
    await does(firm, await button(firm, `/my/providers/${id}`, 'provider_change/withdraw'))
    expect(await main(register, `/desk/providers/${id}`)).not.toContain('¥9,999')
  })

  test('no longer offered, what it was stays in the story', async () => {
    await does(register, `provider/dropItem/${id}`, { item_id: video() })
    expect(await main(register, `/desk/providers/${id}`)).toContain(
      '「短视频拍摄与剪辑」原报价 ¥1,800.00（含航拍）',
    )
    expect(await main(register, `/desk/items/${video()}`)).toContain('不再提供')
  })
})

describe('a case', () => {
  test('is checked before the public sees it, picture and all', async () => {
    const act = 'provider_case/propose'
    const told = {
      title: '黄墩蓝莓采摘季短视频',
      client_kind: '农民专业合作社',
      result: '12 条视频，播放 86 万次。',
    }
    const early = await firm.post(`/act/${act}`, { ...told, provider_id: id, year: '2030' })
    expect(errorAt(early, 'year')).toContain('不能晚于今年')
    await does(firm, act, { ...told, provider_id: id, year: '2025', 'pictures:new': picture('x.png') })
    expect(await main(stranger, `/providers/${id}`)).not.toContain('86 万次')
    const desk = await register.get(`/desk/providers/${id}`)
    const [file = ''] = desk.page.querySelectorAll('.thumbs a').map(link => link.getAttribute('href') ?? '')
    expect(filesOn(desk).size).toBe(1)
    expect((await stranger.get(file)).status, 'not yet').toBe(404)
    const adopt = await button(register, `/desk/providers/${id}`, 'provider_case/adopt')
    expect((await firm.post(`/act/${adopt}`)).status).toBe(403)
    await does(register, adopt)
    const shown = await main(stranger, `/providers/${id}`)
    for (const word of ['黄墩蓝莓采摘季短视频', '2025 年 · 农民专业合作社', '86 万次'])
      expect(shown, word).toContain(word)
    expect((await stranger.get(file)).status).toBe(200)
    await does(firm, `provider_case/remove/${idIn(adopt)}`)
    expect(await main(stranger, `/providers/${id}`)).not.toContain('86 万次')
    expect((await stranger.get(file)).status, 'taken down').toBe(404)
  })
})

describe('a qualification that ends', () => {
  test('both sides are warned, each time once', async () => {
    await app.runClock('provider.qualifications')
    await app.runClock('provider.qualifications')
    const warning = '「无人机操控员执照」2026-12-20 到期'
    for (const [who, path] of [
      [register, '/desk/notifications'],
      [firm, '/my/notifications'],
    ] as const)
      expect((await main(who, path)).split(warning), path).toHaveLength(2)
    await later(20)
    await app.runClock('provider.qualifications')
    expect((await main(register, '/desk/notifications')).split(warning), 'and a week before').toHaveLength(3)
  })

  test('over, the public no longer reads it, staff read 已过期, and a person is asked whether to suspend', async () => {
    expect(await main(stranger, `/providers/${id}`)).toContain('无人机操控员执照')
    await later(10)
    await app.runClock('provider.qualifications')
    await app.runClock('provider.qualifications')
    expect(await main(world.stranger(), `/providers?q=短视频`)).toContain(first?.name)
    expect(await main(stranger, `/providers/${id}`)).not.toContain('无人机操控员执照')
    const desk = await main(register, `/desk/providers/${id}`)
    for (const word of [
      '已过期',
      '是否暂停这家服务商',
      '必备资质已过期：无人机操控员执照（2026-12-20 到期）',
    ])
      expect(desk, word).toContain(word)
    expect(desk, 'nothing happens by itself').toContain('在库')
    const suspend = await button(register, `/desk/providers/${id}`, 'suspension_proposal/suspend')
    const reason = { reason: '必备资质过期，限期补齐。' }
    expect((await (await world.worker('刘芳')).post(`/act/${suspend}`, reason)).status).toBe(403)
    expect((await firm.post(`/act/${suspend}`, reason)).status).toBe(404)
    await does(register, suspend, reason)
    expect((await stranger.get(`/providers/${id}`)).status).toBe(404)
    expect(await main(register, `/desk/providers/${id}`)).toMatch(/张涛 暂停.*必备资质过期，限期补齐/s)
  })

  test('decided once, it is not asked again; renewed, there is nothing left to decide', async () => {
    await does(register, `provider/resume/${id}`)
    await later(1)
    await app.runClock('provider.qualifications')
    expect(await main(register, `/desk/providers/${id}`)).not.toContain('是否暂停')
    const { provider_id: _, ...edited } = { ...profile(), 'qualifications.1.required': '1' }
    const until = (day: string) => ({ ...edited, 'qualifications.1.valid_until': day })
    await does(register, `provider/edit/${id}`, until('2026-12-25'))
    await later(2)
    await app.runClock('provider.qualifications')
    expect(await main(register, `/desk/providers/${id}`), 'another end').toContain('是否暂停')
    await does(register, `provider/edit/${id}`, until('2029-12-25'))
    expect(await main(register, `/desk/providers/${id}`)).not.toContain('是否暂停')
  })
})

test('who deletes their account is not named in proposals any more', async () => {
  await does(firm, 'provider_change/proposeProfile', {
    ...profile(),
    'qualifications.1.valid_until': '2029-12-25',
    introduction: '换一个简介，说得更清楚一些。',
  })
  const data = await firm.get('/account/data.json')
  expect(data.text).toContain('换一个简介')
  expect((await firm.submit('/account/erase', { understood: '1' })).text).toContain('账号已注销')
  const desk = await register.get(`/desk/providers/${id}`)
  expect(desk.text).toContain('换一个简介')
  for (const word of [first?.contact, first?.phone]) {
    expect(desk.page.querySelector('article.case')?.textContent, word).not.toContain(word)
    expect(desk.page.querySelector('.facts')?.textContent, word).not.toContain(word)
  }
})
