import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '#platform/calendar'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.3.2, 4.3.5 What there is, from registration to disposal. It begins on Tuesday, 2026-11-24. */
let app: TestApp
let world: World
let director: Visitor
let chenjing: Visitor
let liufang: Visitor
let bureau: Visitor
const area = new Map<string, string>()
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await later(0)
  await does(director, 'premises/register', {
    ...{ name: '中心主楼', address: '高河镇电商产业园 1 号楼', area_m2: '1200', tenure: 'owned' },
  })
  const { contents } = (await director.call('GET', '/api/v1/premises')).json<{
    contents: Array<{ id: string }>
  }>()
  for (const [name, kind] of [
    ['1 号直播间', 'studio'],
    ['实训教室', 'training'],
  ] as const)
    await does(director, 'functional_area/open', {
      ...{ premises_id: contents[0]?.id ?? '', kind, name, place: '二楼' },
    })
  const areas = (await director.call('GET', '/api/v1/functional_area')).json<{
    contents: Array<{ id: string; name: string }>
  }>()
  for (const one of areas.contents) area.set(one.name, one.id)
})

/** Some days later: their sessions have ended, and they sign in anew. */
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  director = await world.worker('李卫东')
  chenjing = await world.worker('陈静')
  liufang = await world.worker('刘芳')
  bureau = await world.worker('周健')
}

const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''

const camera = {
  ...{ name: '摄像机', category: 'media', model: '索尼 Z190', funds: 'central', marked: '1' },
  ...{ cost_fen: '23,800', acquired_on: '2026-11-02', supplier: '安庆视讯', place: '器材柜' },
}
/** Registers something, with the number that the form proposes unless one is given; returns its id. */
async function registers(who: Visitor, fields: Record<string, string>): Promise<string> {
  const form = await who.get('/act/asset/register')
  const number = form.page.querySelector('input[name=number]')?.getAttribute('value') ?? ''
  const common = { ...camera, number, keeper_id: staffId('刘芳'), copies: '1' }
  return does(who, 'asset/register', { ...common, area_id: area.get('1 号直播间') ?? '', ...fields })
}

describe('registering', () => {
  test('proposes the next number, and says when one is taken', async () => {
    expect((await liufang.get('/act/asset/register')).status, 'whose duty it is').toBe(403)
    const id = await registers(chenjing, { 'photos:new': picture('摄像机.png') as never })
    const page = await main(bureau, `/desk/assets/${id}`)
    for (const said of [
      '2026-0001',
      '索尼 Z190',
      '中央财政专项',
      '1 号直播间 · 器材柜',
      '刘芳',
      '¥23,800.00',
    ])
      expect(page).toContain(said)
    expect(await main(liufang, '/my/notifications')).toContain('摄像机（2026-0001）由您保管')
    const again = await chenjing.submit('/act/asset/register', {
      ...{ ...camera, number: '2026-0001', keeper_id: staffId('刘芳') },
    })
    expect(errorAt(again, 'number')).toContain('可以用 2026-0002')
    const tomorrow = await chenjing.submit('/act/asset/register', {
      ...{ ...camera, acquired_on: '2026-11-25', keeper_id: staffId('刘芳') },
    })
    expect(errorAt(tomorrow, 'acquired_on')).toContain('不能晚于今天')
  })

  test('takes several of a kind at once, each with its number', async () => {
    await registers(chenjing, {
      ...{ name: '实训电脑', category: 'computer', funds: 'provincial', cost_fen: '4200', marked: '' },
      ...{ area_id: area.get('实训教室') ?? '', number: 'SX-09', copies: '4' },
    })
    const list = await main(bureau, '/desk/assets?category=computer')
    for (const number of ['SX-09', 'SX-10', 'SX-11', 'SX-12']) expect(list).toContain(number)
    const totals = (await bureau.get('/desk/assets')).page.querySelector('.stats')?.textContent ?? ''
    expect(totals, 'public money, by where it came from').toMatch(/¥23,800.00中央财政专项1 件/)
    expect(totals).toMatch(/¥16,800.00省级财政4 件/)
    expect(totals).toMatch(/¥40,600.00账面合计5 件/)
  })

  test('leaves as a ledger, with what the screen has no room for', async () => {
    const csv = await director.get('/desk/assets?format=csv&funds=central')
    expect(csv.text).toContain('2026-0001')
    expect(csv.text).toContain('安庆视讯')
    expect(csv.text).not.toContain('SX-09')
    expect((await director.get('/desk/assets?format=xlsx')).status).toBe(200)
    expect((await director.get('/desk/assets?format=pdf')).text.slice(0, 5)).toBe('%PDF-')
  })
})

test('a thing is repaired, moved and warned of by whoever keeps it', async () => {
  const id = await registers(chenjing, { name: '投影机', warranty_until: '2027-01-20' })
  await app.runClock('asset.watch')
  await app.runClock('asset.watch')
  const told = await main(liufang, '/my/notifications')
  expect(told.split('的保修 2027-01-20 到期').length, 'once').toBe(2)
  const zhangtao = await world.worker('张涛')
  expect((await zhangtao.get(`/act/asset/sendToRepair/${id}`)).status, 'not one’s own').toBe(403)
  await does(liufang, `asset/sendToRepair/${id}`, { fault: '开机没有画面' })
  expect(await main(liufang, '/desk'), 'she has to get it back').toContain('投影机')
  expect((await liufang.post(`/act/asset/lend/${id}`)).status, 'not while it is away').toBe(409)
  await does(liufang, `asset/backFromRepair/${id}`, { done: '换了灯泡', cost_fen: '380' })
  await does(chenjing, `asset/move/${id}`, {
    ...{ area_id: area.get('实训教室') ?? '', place: '讲台', keeper_id: staffId('张涛'), reason: '上课用' },
  })
  const page = await main(zhangtao, `/desk/assets/${id}`)
  for (const said of ['实训教室 · 讲台', '张涛', '累计维修', '¥380.00', '换了灯泡'])
    expect(page).toContain(said)
})

describe('lending', () => {
  let id: string
  const phone = '13800000491'

  test('tells the borrower until when, and reminds them once that day is over', async () => {
    id = await registers(chenjing, { name: '三脚架' })
    const late = await liufang.submit(`/act/asset/lend/${id}`, { lent_to: '何桂兰', due_back: '2026-11-20' })
    expect(errorAt(late, 'due_back')).toContain('不能早于今天')
    await does(liufang, `asset/lend/${id}`, { lent_to: '何桂兰', lent_phone: phone, due_back: '2026-11-27' })
    expect(await main(bureau, `/desk/assets/${id}`)).toContain('约定 2026-11-27 归还')
    await later(3)
    await app.runClock('asset.watch')
    await app.runJobs()
    const reminders = () => app.sent.sms.filter(one => one.phone === phone && one.body.includes('已过约定'))
    expect(reminders(), 'not on the day itself').toHaveLength(0)
    await later(1)
    await app.runClock('asset.watch')
    await app.runClock('asset.watch')
    await app.runJobs()
    expect(reminders(), 'once').toHaveLength(1)
    await later(3)
    await app.runClock('asset.watch')
    await app.runJobs()
    expect(reminders(), 'and again after three days').toHaveLength(2)
    expect(await main(liufang, '/my/notifications')).toContain('三脚架（2026-0003）借给何桂兰')
    expect(await main(liufang, `/desk/assets/${id}`)).toContain('借出已逾期')
    expect((await main(liufang, '/desk')).replaceAll(/\s/g, ''), 'overdue in her work list').toMatch(
      /三脚架（2026-0003）.*超/,
    )
  })

  test('ends when it is back, and whoever had it is known no more', async () => {
    const citizen = await world.citizen(phone, '何桂兰')
    const data = (await citizen.get('/account/data.json')).text
    expect(data, 'a copy of one’s own data says it').toContain('三脚架')
    expect(await main(citizen, '/account/erase')).toContain('还没有归还')
    await does(liufang, `asset/takeBack/${id}`, { condition: 'damaged', note: '云台松动' })
    const page = await main(bureau, `/desk/assets/${id}`)
    expect(page).toContain('维修中')
    expect(page).not.toContain('约定 2026-11-27 归还')
    expect((await citizen.get('/account/data.json')).json<{ loans: unknown[] }>().loans).toEqual([])
  })

  test('has its whole time again the next time', async () => {
    await does(liufang, `asset/backFromRepair/${id}`, { done: '紧固云台', cost_fen: '0' })
    await does(liufang, `asset/lend/${id}`, { lent_to: '李华', lent_phone: phone, due_back: '2026-12-08' })
    const task = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('task')
        .select('due_at')
        .where('record_id', '=', id)
        .where('closed_at', 'is', null)
        .executeTakeFirstOrThrow(),
    )
    expect(dayOf(task.due_at as Date)).toBe('2026-12-08')
    await does(liufang, `asset/prolong/${id}`, { due_back: '2026-12-10' })
    await does(liufang, `asset/takeBack/${id}`, { condition: 'good' })
  })
})

describe('scrapping', () => {
  const why = { reason: '用了八年，主板烧毁，维修价高于残值。' }
  const propose = async (who: Visitor, id: string) =>
    who.submit(`/act/asset/proposeScrap/${id}`, { ...why, 'photos:new': picture('损坏.png') })

  test('of what public money bought is for the bureau to allow, and never for whoever proposed it', async () => {
    const id = await registers(director, { name: '一体机', funds: 'county' })
    const bare = await liufang.submit(`/act/asset/proposeScrap/${id}`, why)
    expect(errorAt(bare, 'photos')).toContain('请上传')
    expect((await propose(liufang, id)).status).toBe(303)
    expect((await director.post(`/act/asset/approveScrap/${id}`)).status).toBe(403)
    expect(await main(director, '/desk'), 'nothing that he could do').not.toContain('一体机')
    expect(await main(bureau, '/desk')).toContain('一体机')
    await does(bureau, `asset/refuseScrap/${id}`, { reason: '请先提供第三方鉴定。' })
    expect(await main(liufang, `/desk/assets/${id}`)).toContain('在用')
    expect(await main(liufang, '/my/notifications')).toContain('请先提供第三方鉴定')
    expect((await propose(liufang, id)).status).toBe(303)
    await does(bureau, `asset/approveScrap/${id}`, { opinion: '同意，残值上缴。' })
    await does(chenjing, `asset/dispose/${id}`, {
      ...{ disposal: 'sold', residual_fen: '120', disposed_on: '2026-12-01', note: '县再生资源公司' },
    })
    const page = await main(bureau, `/desk/assets/${id}`)
    for (const said of ['已报废', '变卖', '残值收入', '¥120.00', '同意，残值上缴', '县再生资源公司'])
      expect(page).toContain(said)
    expect(await main(bureau, '/desk/assets?state=books')).not.toContain('一体机')
  })

  test('of the operator’s own is decided at the centre, by somebody who neither registered nor proposed it', async () => {
    const own = await registers(chenjing, { name: '饮水机', funds: 'own' })
    expect((await propose(chenjing, own)).status).toBe(303)
    expect((await chenjing.post(`/act/asset/approveScrap/${own}`)).status).toBe(403)
    await does(director, `asset/approveScrap/${own}`)
    const his = await registers(director, { name: '碎纸机', funds: 'own' })
    expect((await propose(chenjing, his)).status).toBe(303)
    const refused = await director.post(`/act/asset/approveScrap/${his}`)
    expect(refused.status, 'he registered it').toBe(403)
    expect(refused.text).toContain('登记或提出报废的人除外')
    await does(bureau, `asset/approveScrap/${his}`)
  })

  test('is not for what belongs to somebody else: that is given back', async () => {
    const id = await registers(chenjing, { name: '展柜', funds: 'borrowed' })
    expect((await propose(chenjing, id).catch(() => ({ status: 409 }))).status).toBe(409)
    await does(chenjing, `asset/giveBack/${id}`, { reason: '展会结束，交还县供销社。' })
    expect(await main(director, `/desk/assets/${id}`)).toContain('已归还出借方')
  })
})

test('whoever leaves hands over what they keep', async () => {
  const id = await registers(chenjing, { name: '航拍无人机', keeper_id: staffId('孙丽') })
  const leave = await director.get(`/act/staff/leave/${staffId('孙丽')}`)
  expect(leave.text).toContain('保管的资产（1）转给')
  await does(director, `staff/leave/${staffId('孙丽')}`, { 'to.asset': staffId('张涛'), reason: '调离' })
  const page = await main(director, `/desk/assets/${id}`)
  expect(page).toContain('张涛')
  expect(page).toContain('孙丽：调离')
})

describe('labels', () => {
  const readsPdf = spawnSync('pdftotext', ['-v']).status === 0
  /** What the sheets say; where no pdftotext is installed, only their form is looked at. */
  const sheet = async (query: string): Promise<string> => {
    const input = await chenjing.file(`/desk/assets/labels.pdf?${query}`)
    expect(input.toString('latin1', 0, 5)).toBe('%PDF-')
    return readsPdf ? String(spawnSync('pdftotext', ['-layout', '-', '-'], { input }).stdout) : ''
  }

  test('hold every number, with centre, name, funds and plate; a used sheet goes on where it was left', async () => {
    const long = '县域电子商务公共服务中心直播间专用可升降多功能环形补光灯及支架一套'
    await registers(chenjing, { name: long, number: 'HN-DS-2026-ZB-000000-001' })
    const page = await chenjing.get('/desk/assets/labels')
    const numbers = page.page.querySelectorAll('input[name=n]').map(box => box.getAttribute('value') ?? '')
    expect(numbers.length).toBeGreaterThan(9)
    const text = await sheet(`${numbers.map(n => `n=${n}`).join('&')}&start=20`)
    if (!readsPdf) return
    const plain = text.replaceAll(/\s/g, '')
    for (const number of numbers) expect(plain, number).toContain(number)
    expect(plain).toContain('电子商务进农村综合示范项目')
    expect(plain).toContain('资金来源：中央财政专项')
    expect(text.split('\f').length - 1, 'five labels on the first sheet').toBe(2)
    expect(await sheet('n=SX-09')).not.toContain('SX-10')
    const ofArea = await sheet(`area=${area.get('实训教室')}&all=1`)
    expect(ofArea).toContain('SX-12')
    expect(ofArea).not.toContain('2026-0001')
  })

  test('lead to the thing, at this centre only', async () => {
    const scanned = await chenjing.get('/a/2026-0001')
    expect(scanned.location).toBe('/desk/assets/n/2026-0001')
    expect(await main(chenjing, '/desk/assets/n/2026-0001')).toContain('摄像机')
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const neighbour = await elsewhere.worker('陈静')
    expect((await neighbour.get('/desk/assets')).status, 'at home she is somebody').toBe(200)
    expect((await neighbour.get('/desk/assets/n/2026-0001')).status).toBe(404)
    const stranger = await world.stranger().get('/desk/assets/n/2026-0001')
    expect(stranger.location).toContain('/sign-in?back=')
    const citizen = await world.citizen('13800000492', '汪青云')
    expect((await citizen.get('/desk/assets/n/2026-0001')).status).toBe(403)
    expect((await citizen.call('GET', '/api/v1/asset')).json<{ contents: unknown[] }>().contents).toEqual([])
    expect(idIn(scanned.location)).toBe('')
  })
})
