import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { serviceItemFlow } from './workflow.ts'

/** 4.4.2 A version holds from a day, and to a day; and a directory of thousands is read page by page. */
let app: TestApp
let world: World
let writer: Visitor
let reviewer: Visitor
let stranger: Visitor
let id: string
const opinion = { reason: '内容齐全，同意。' }
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const content = {
  name: '直播间租用',
  code: 'CY-900',
  family: 'startup',
  handling: 'consultation',
  summary: '按小时租用中心直播间，设备齐全。',
  content: '提供直播间、灯光、摄像和网络，现场有人协助开播。',
  audience: ['企业', '个人'],
  price_kind: 'standard',
  price_fen: '80',
  price_unit: '每小时',
  promised_days: '2',
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await signIn()
  stranger = world.stranger()
})

async function signIn(): Promise<void> {
  writer = await world.worker('刘芳')
  reviewer = await world.worker('李卫东')
}
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  await signIn()
  await app.runClock('item.turn')
  await app.runClock('item.turn')
}

describe('a version that holds from a later day', () => {
  test('its days are in order and to come', async () => {
    const post = (period: Record<string, string>) =>
      writer.post('/act/service_item/create', { ...content, ...period })
    expect(errorAt(await post({ expires_on: '2026-11-23' }), 'expires_on')).toContain('已经过去')
    const crossed = await post({ effective_from: '2027-02-01', expires_on: '2027-01-01' })
    expect(errorAt(crossed, 'expires_on')).toContain('不能早于生效日')
  })

  test('is approved, and public only from its day on', async () => {
    id = await does(writer, 'service_item/create', { ...content, effective_from: '2026-12-01' })
    await does(writer, `service_item/submit/${id}`)
    await does(reviewer, `service_item/publish/${id}`, opinion)
    expect(await main(writer, `/desk/items/${id}`)).toMatch(/已审核，待生效.*2026-12-01 起生效/s)
    await later(6)
    expect((await stranger.get(`/items/${id}`)).status, 'the day before').toBe(404)
    await later(1)
    expect(await main(stranger, `/items/${id}`)).toMatch(/¥80\.00 每小时.*内容确认于 2026-12-01/s)
    expect(await main(stranger, '/items?q=直播间租用')).toContain('直播间租用')
  })

  test('meanwhile the one before it stays public: an announced price is not charged early', async () => {
    const form = await writer.get(`/act/service_item/edit/${id}`)
    expect(form.page.querySelector('#f-effective_from')?.getAttribute('value') ?? '').toBe('')
    const dearer = { ...content, price_fen: '100', effective_from: '2026-12-10', expires_on: '2027-03-01' }
    await does(writer, `service_item/edit/${id}`, dearer)
    await does(writer, `service_item/submit/${id}`)
    await does(reviewer, `service_item/publish/${id}`, opinion)
    expect(await main(stranger, `/items/${id}`)).toContain('¥80.00')
    expect((await writer.post(`/act/service_item/takeEffect/${id}`)).status, 'only by the clock').toBe(404)
    expect((await writer.post(`/act/service_item/edit/${id}`, content)).status, 'approved as it is').toBe(409)
    await later(9)
    expect(await main(stranger, `/items/${id}`)).toMatch(/¥100\.00 每小时.*有效期至\s*2027-03-01/s)
    expect(await main(stranger, `/items/${id}/history`)).toMatch(/¥100.*¥80/s)
  })

  test('may be taken back before its day', async () => {
    await does(writer, `service_item/edit/${id}`, {
      ...content,
      price_fen: '120',
      effective_from: '2026-12-31',
    })
    await does(writer, `service_item/submit/${id}`)
    await does(reviewer, `service_item/publish/${id}`, opinion)
    await does(reviewer, `service_item/sendBack/${id}`, { reason: '价格须再核定。' })
    await does(writer, `service_item/discard/${id}`)
    await later(30)
    expect(await main(stranger, `/items/${id}`)).toContain('¥100.00')
  })
})

describe('the last day', () => {
  test('its writers are warned, each time once', async () => {
    const warned = async () =>
      (await main(writer, '/desk/notifications')).split('「直播间租用」2027-03-01 失效').length - 1
    expect(await warned(), '60 days before').toBe(1)
    await later(25)
    expect(await warned(), '30').toBe(2)
    await later(22)
    expect(await warned(), 'and 7').toBe(3)
  })

  test('on the day after, it is hidden; confirming does not help, a new version does', async () => {
    app.clock.now = new Date('2027-03-01T23:00:00+08:00')
    await later(0)
    expect((await stranger.get(`/items/${id}`)).status, 'the last day').toBe(200)
    await app.runClock('confirmation.ask')
    const asked = await writer.get('/desk/confirmations')
    const row = asked.page.querySelectorAll('tbody tr').find(one => one.textContent.includes('直播间租用'))
    await later(1)
    const gone = await stranger.get(`/items/${id}`)
    expect(gone.status).toBe(404)
    expect(gone.text).toContain('有效期已满')
    expect(await main(writer, `/desk/items/${id}`)).toMatch(/有效期已满，暂不公开.*系统 暂停公开/s)
    const confirmation = row?.querySelector('input')?.getAttribute('value') ?? ''
    expect((await writer.post(`/act/confirmation/confirm/${confirmation}`)).status, 'no longer asked').toBe(
      409,
    )
    expect(await main(writer, '/desk/items?shown=hidden')).toContain('直播间租用')
    await does(writer, `service_item/edit/${id}`, { ...content, price_fen: '100' })
    await does(writer, `service_item/submit/${id}`)
    await does(reviewer, `service_item/publish/${id}`, opinion)
    expect((await stranger.get(`/items/${id}`)).status).toBe(200)
    await later(2)
    expect((await stranger.get(`/items/${id}`)).status, 'without an end').toBe(200)
  })
})

describe('a directory of many', () => {
  const names = async (path: string): Promise<{ found: string[]; next: string }> => {
    const { page } = await stranger.get(path)
    return {
      found: page.querySelectorAll('.item-card strong').map(card => card.textContent.trim()),
      next: page.querySelector('a[rel=next]')?.getAttribute('href') ?? '',
    }
  }

  test('is read page by page, each entry once, with what was searched and chosen kept', async () => {
    const hand = world.staff.get('刘芳') as Actor
    await world.at(hand, app.clock.now, async ctx => {
      for (let n = 100; n < 170; n++) {
        const made = await perform(ctx, serviceItemFlow, 'create', null, {
          ...content,
          price_fen: n,
          promised_days: 2,
          name: `第 ${n} 种培训`,
          code: `PX-${n}`,
          family: 'training',
          // Most stand in the same place, so that the code decides.
          rank: n < 150 ? 10 : 5,
        })
        await perform(ctx, serviceItemFlow, 'submit', made.id)
        await perform({ ...ctx, actor: system }, serviceItemFlow, 'publish', made.id, opinion)
      }
    })
    const all: string[] = []
    let path = '/items?family=training&audience=企业'
    for (let pages = 0; path && pages < 5; pages++) {
      const { found, next } = await names(path)
      all.push(...found)
      path = next
      if (next) expect(decodeURIComponent(next)).toMatch(/family=training&audience=企业&after=/)
    }
    expect([all.length, new Set(all).size]).toEqual([70, 70])
    expect(all.slice(0, 2)).toEqual(['第 150 种培训', '第 151 种培训'])
    expect(await main(stranger, '/items?family=training')).toContain('共 70 项')
    expect((await names(`/items?after=${crypto.randomUUID()}`)).found, 'a key of nothing').toEqual([])
    expect((await stranger.get('/items?after=x')).status).toBe(200)
  })

  test('its facets say how many there are', async () => {
    const { page } = await stranger.get('/items?price=free')
    const facet = (label: string) =>
      page
        .querySelectorAll('.facet a')
        .map(link => link.textContent.trim().replace(/\s+/g, ' '))
        .find(text => text.startsWith(label))
    expect(facet('咨询')).toBe('咨询 1')
    expect(facet('培训'), 'nothing of it is free').toBeUndefined()
    expect(facet('标准价'), 'what another choice would show').toBe('标准价 71')
  })

  test('providers: by family and by item', async () => {
    const video = world.items.get('SX-001')
    expect((await names('/providers?family=support')).found).toHaveLength(3)
    expect((await names('/providers?family=training')).found).toEqual([])
    expect((await names(`/providers?item=${world.items.get('SX-002')}`)).found).toHaveLength(2)
    expect(await main(stranger, `/providers?item=${video}`)).toMatch(/短视频拍摄与剪辑.*不限项目/s)
    expect((await names('/providers?item=nonsense&family=x')).found).toHaveLength(3)
  })

  test('at the desk, too', async () => {
    const first = await writer.get('/desk/items?family=training')
    expect(first.page.querySelectorAll('tbody tr')).toHaveLength(50)
    const next = first.page.querySelectorAll('.pager a').at(-1)?.getAttribute('href') ?? ''
    expect((await writer.get(next)).page.querySelectorAll('tbody tr')).toHaveLength(20)
    expect(await main(writer, '/desk/items?q=第 133')).toContain('第 133 种培训')
    expect(
      idIn((await writer.get('/desk/items?q=px-133')).page.querySelector('tbody a')?.getAttribute('href')),
    ).not.toBe('')
  })
})

test('hidden for want of an answer and expired since, it is not shown again by one', async () => {
  const brief = await does(writer, 'service_item/create', {
    ...content,
    code: 'CY-901',
    name: '年货节展位',
    expires_on: '2027-06-25',
  })
  await does(writer, `service_item/submit/${brief}`)
  await does(reviewer, `service_item/publish/${brief}`, opinion)
  await later(80)
  await app.runClock('confirmation.ask')
  await later(20)
  await app.runClock('clock.tick')
  await later(10)
  await app.runClock('clock.tick')
  expect((await stranger.get(`/items/${brief}`)).text).toContain('内容正在核实')
  await later(10)
  const desk = await writer.get(`/desk/items/${brief}`)
  const confirm =
    desk.page.querySelector('form[action*="confirmation/confirm"]')?.getAttribute('action') ?? ''
  const refused = await writer.post(confirm)
  expect([refused.status, refused.text.includes('有效期已满')]).toEqual([409, true])
  expect((await stranger.get(`/items/${brief}`)).status).toBe(404)
})
