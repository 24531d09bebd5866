import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 盘点 with a phone: what is there, what is elsewhere, what is broken, what is gone. */
let app: TestApp
let world: World
let director: Visitor
let chenjing: Visitor
let wangmin: Visitor
let liufang: Visitor
let id: string
const area = new Map<string, string>()
const asset = new Map<string, string>()

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  director = await world.worker('李卫东')
  chenjing = await world.worker('陈静')
  wangmin = await world.worker('王敏')
  liufang = await world.worker('刘芳')
  await does(director, 'premises/register', {
    ...{ name: '中心主楼', address: '高河镇电商产业园 1 号楼', area_m2: '1200', tenure: 'owned' },
  })
  const listed = async (flow: string) =>
    (await director.call('GET', `/api/v1/${flow}`)).json<{ contents: Array<{ id: string; name: string }> }>()
      .contents
  const premises_id = (await listed('premises'))[0]?.id ?? ''
  for (const name of ['1 号直播间', '实训教室'])
    await does(director, 'functional_area/open', { premises_id, kind: 'studio', name })
  for (const one of await listed('functional_area')) area.set(one.name, one.id)
  for (const [number, name] of [
    ['A-1', '摄像机'],
    ['A-2', '补光灯'],
    ['A-3', '推流机'],
    ['A-4', '无线话筒'],
    ['A-5', '提词器'],
  ] as const)
    asset.set(
      number,
      await does(director, 'asset/register', {
        ...{ number, name, category: 'media', funds: 'central', cost_fen: '1000', acquired_on: '2026-01-05' },
        ...{
          area_id: area.get('1 号直播间') ?? '',
          place: '器材柜',
          keeper_id: staffId('刘芳'),
          copies: '1',
        },
      }),
    )
})

const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''

/** The address of a button on the page of a label. */
const buttonOn = async (who: Visitor, number: string, action: string): Promise<string> =>
  buttonsIn(await who.get(`/desk/assets/n/${number}`)).find(one => one.includes(`/${action}/`)) ?? ''
const buttonsIn = ({ page }: Awaited<ReturnType<Visitor['get']>>): string[] =>
  page
    .querySelectorAll('main form[method=post], main a.button')
    .map(one => one.getAttribute('action') ?? one.getAttribute('href') ?? '')
const lineId = async (number: string): Promise<string> =>
  idIn(
    (await director.get(`/desk/assets/stocktakings/${id}?show=all&q=${number}`)).page
      .querySelectorAll('tr')
      .find(row => row.textContent.includes(number))
      ?.querySelector('[action*="/stocktaking_line/"], [href*="/stocktaking_line/"]')?.outerHTML,
  )

describe('a stock-taking', () => {
  test('is opened over what the books say, once at a time for each thing', async () => {
    expect((await liufang.get('/act/stocktaking/open')).status).toBe(403)
    expect(await main(chenjing, '/desk/assets/n/A-1')).not.toContain('盘到了')
    id = await does(chenjing, 'stocktaking/open', { name: '2026 年年终盘点', area_id: '' })
    expect(await main(wangmin, '/desk')).toContain('2026 年年终盘点')
    const again = await chenjing.submit('/act/stocktaking/open', {
      ...{ name: '直播间盘点', area_id: area.get('1 号直播间') ?? '' },
    })
    expect(again.status).toBe(409)
    expect(again.text).toContain('2026 年年终盘点')
  })

  test('is counted by whoever stands before the thing', async () => {
    const scanned = await chenjing.get('/desk/assets/n/A-1')
    const big = scanned.page.querySelectorAll('.count-buttons .button').map(one => one.textContent.trim())
    expect(big).toEqual(['盘到了', '位置不对', '有损坏'])
    expect((await liufang.get('/desk/assets/n/A-1')).text, 'who keeps it does not count it').not.toContain(
      '盘到了',
    )
    const found = await chenjing.post(await buttonOn(chenjing, 'A-1', 'find'), {
      _back: '/desk/assets/n/A-1',
    })
    expect(found.location).toBe('/desk/assets/n/A-1')
    expect(await main(chenjing, '/desk/assets/n/A-1')).toMatch(/已清点：盘到.*陈静/)
    const twice = await wangmin.post(`/act/stocktaking_line/find/${await lineId('A-1')}`)
    expect(twice.status).toBe(409)
    expect(twice.text).toContain('陈静')
    const moved = (await buttonOn(chenjing, 'A-2', 'misplace')).split('?')[0] ?? ''
    const bare = await chenjing.submit(moved, {})
    expect(errorAt(bare, 'place')).toContain('现在在哪里')
    const there = { area_id: area.get('实训教室') ?? '', place: '讲台边' }
    expect((await chenjing.submit(moved, there)).status).toBe(303)
    const damaged = (await buttonOn(wangmin, 'A-3', 'damage')).split('?')[0] ?? ''
    const broken = { note: '网口松动', 'photos:new': picture('网口.png') }
    expect((await wangmin.submit(damaged, broken)).status).toBe(303)
    await wangmin.post(await buttonOn(wangmin, 'A-4', 'find'))
    const left = await main(chenjing, `/desk/assets/stocktakings/${id}`)
    expect(left, 'what still waits').toContain('提词器')
    expect(left).not.toContain('摄像机')
  })

  test('is not confirmed while anything differs without a word', async () => {
    expect((await director.post(`/act/stocktaking/confirm/${id}`)).status).toBe(409)
    await does(wangmin, `stocktaking/endCounting/${id}`)
    expect(await main(director, `/desk/assets/stocktakings/${id}?show=different`)).toMatch(
      /提词器[\s\S]*没找到/,
    )
    expect((await director.post(`/act/stocktaking/confirm/${id}`)).status).toBe(409)
    const tasks = await main(liufang, '/desk')
    for (const name of ['补光灯', '推流机', '提词器']) expect(tasks, 'she keeps them').toContain(name)
    const explains = async (number: string, explanation: string, remedy: string) =>
      liufang.submit(`/act/stocktaking_line/explain/${await lineId(number)}`, { explanation, remedy })
    const wrong = await explains('A-2', '上课搬去用了', 'write_down')
    expect(errorAt(wrong, 'remedy')).not.toBe('')
    expect((await explains('A-2', '上课搬去用了', 'correct')).status).toBe(303)
    expect((await explains('A-3', '被绊落摔坏', 'repair')).status).toBe(303)
    expect((await director.post(`/act/stocktaking/confirm/${id}`)).status, 'one is left').toBe(409)
    expect((await explains('A-5', '可能被借走没有登记', 'write_down')).status).toBe(303)
    expect(await main(director, `/desk/assets/stocktakings/${id}`)).toContain('待确认')
  })

  test('is confirmed by somebody who neither counted nor explained', async () => {
    const bureau = await world.worker('周健')
    expect((await chenjing.post(`/act/stocktaking/confirm/${id}`)).status, 'no duty').toBe(403)
    await does(director, `stocktaking/sendBack/${id}`, { reason: '无线话筒请再看一眼。' })
    const a4 = await lineId('A-4')
    await does(director, `stocktaking_line/recount/${a4}`)
    await does(wangmin, `stocktaking_line/find/${a4}`)
    const own = await director.post(`/act/stocktaking/confirm/${id}`)
    expect(own.status, 'he has had a hand in it').toBe(403)
    expect(own.text).toContain('参加清点或说明的人除外')
    await does(bureau, `stocktaking/confirm/${id}`, { opinion: '情况属实。' })
    expect(await main(chenjing, `/desk/assets/${asset.get('A-2')}`)).toContain('实训教室 · 讲台边')
    expect(await main(chenjing, `/desk/assets/${asset.get('A-3')}`)).toContain('盘点发现：网口松动')
    const gone = await main(chenjing, `/desk/assets/${asset.get('A-5')}`)
    expect(gone).toContain('盘亏')
    expect(gone).toContain('可能被借走没有登记')
    expect((await chenjing.post(`/act/stocktaking_line/recount/${a4}`)).status, 'it is over').toBe(409)
    expect(await main(chenjing, '/desk/assets/n/A-1')).not.toContain('2026 年年终盘点')
  })

  test('leaves as a report on paper', async () => {
    const report = await director.get(`/desk/assets/stocktakings/${id}/report.pdf`)
    expect(report.headers.get('content-type')).toBe('application/pdf')
    expect(report.text.slice(0, 5)).toBe('%PDF-')
  })

  test('can be called off; what was to be explained then waits for nobody', async () => {
    const area_id = area.get('1 号直播间') ?? ''
    id = await does(chenjing, 'stocktaking/open', { name: '直播间抽查', area_id })
    expect(await main(chenjing, '/desk/assets/n/A-2'), 'it is elsewhere now').toContain(
      '不在「直播间抽查」的范围里',
    )
    await does(chenjing, `stocktaking_line/lose/${await lineId('A-1')}`)
    expect(await main(liufang, '/desk')).toContain('盘点差异：摄像机')
    await does(chenjing, `stocktaking/cancel/${id}`, { reason: '开错了范围。' })
    expect(await main(liufang, '/desk')).not.toContain('盘点差异：摄像机')
    expect(await main(liufang, `/desk/assets/${asset.get('A-1')}`)).toContain('在用')
  })

  test('with everything found goes on by itself', async () => {
    const opened = await does(chenjing, 'stocktaking/open', {
      ...{ name: '教室抽查', area_id: area.get('实训教室') ?? '' },
    })
    id = opened
    await does(chenjing, `stocktaking_line/find/${await lineId('A-2')}`)
    expect(await main(director, `/desk/assets/stocktakings/${id}`)).toContain('待确认')
    await does(director, `stocktaking/sendBack/${id}`, { reason: '请核对型号。' })
    const page = await chenjing.get(`/desk/assets/stocktakings/${id}`)
    expect(page.text, 'nothing is open: she says that it stands').toContain('复核完毕，再次提交')
    await does(chenjing, `stocktaking/resubmit/${id}`)
    await does(director, `stocktaking/confirm/${id}`)
  })
})
