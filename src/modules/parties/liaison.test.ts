import { beforeAll, describe, expect, test } from 'vitest'
import { townsOf } from '#platform/divisions'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.2.2 Every recipient has a named person in charge of liaising with them, by town and kind. */
let app: TestApp
let world: World
let director: Visitor
let farm: string
let firm: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  director = await world.worker('李卫东')
  const counter = await world.worker('陈静')
  const registers = (kind: string, name: string, town: string, phone: string) =>
    does(counter, 'party/register', {
      ...{ kind, name, town: codeOf(town), contact_name: '汪龙泉', contact_phone: phone },
    })
  farm = await registers('family_farm', '公岭镇龙泉家庭农场', '公岭镇', '13800000431')
  firm = await registers('enterprise', '怀宁县清河乡金橘食品有限公司', '清河乡', '13800000432')
})

const codeOf = (town: string): string => townsOf('340822').find(one => one.name === town)?.code ?? ''
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
/** Who is in charge of a recipient, as its file says. */
const inChargeOf = async (party: string): Promise<string> =>
  /服务专员(\S+?)最近联系/.exec(
    (await director.get(`/desk/parties/${party}`)).page.querySelector('.facts')?.textContent ?? '',
  )?.[1] ?? ''
const assign = (area: Record<string, string>, name: string) =>
  director.submit('/act/liaison_area/assign', { ...area, staff_id: staffId(name) })

describe('who is in charge', () => {
  test('is somebody from the first day on, though nothing was divided yet', async () => {
    expect(await inChargeOf(farm)).toMatch(/^(王敏|陈静|张涛)$/)
    expect((await director.get('/desk/liaison')).text).not.toContain('没有服务专员')
  })

  test('is found by the clock where nobody could be before', async () => {
    const { contents } = (await director.call('GET', '/api/v1/post')).json<{
      contents: Array<{ id: string; name: string; duties: string[] }>
    }>()
    const posts = contents.filter(post => post.duties.includes('party.liaise'))
    const set = async (change: (duties: string[]) => string[]) => {
      for (const { id, name, duties } of posts)
        await does(director, `post/edit/${id}`, { name, duties: change(duties) })
      await app.runClock('liaison.settle')
    }
    await set(duties => duties.filter(code => code !== 'party.liaise'))
    expect(await inChargeOf(farm)).toBe('还没有')
    expect((await director.get('/desk/liaison')).text).toContain('没有服务专员')
    await set(duties => duties)
    expect(await inChargeOf(farm)).toMatch(/^(王敏|陈静|张涛)$/)
  })

  test('is whom the narrowest area names, for those who are here and those who come', async () => {
    await assign({}, '王敏')
    expect([await inChargeOf(farm), await inChargeOf(firm)]).toEqual(['王敏', '王敏'])
    await assign({ kind: 'family_farm' }, '张涛')
    expect(await inChargeOf(farm)).toBe('张涛')
    await assign({ town: codeOf('公岭镇') }, '陈静')
    expect(await inChargeOf(farm), 'a town before a kind').toBe('陈静')
    const areas = (await director.get('/desk/liaison')).page.querySelector('.task-list')?.textContent
    expect(areas).toContain('公岭镇 · 各类对象陈静')
    const citizen = await world.citizen('13800000433', '查秀芳')
    expect((await citizen.get('/my')).text, 'who comes online sees who looks after them').toContain(
      '服务专员：王敏',
    )
  })

  test('one area, one person; dividing is for whoever manages the team', async () => {
    const twin = await assign({ town: codeOf('公岭镇') }, '王敏')
    expect(errorAt(twin, 'town')).toContain('已有分工')
    const chenjing = await world.worker('陈静')
    expect((await chenjing.get('/act/liaison_area/assign')).status).toBe(403)
    expect((await chenjing.get('/desk/liaison')).text).not.toContain('取消分工')
  })

  test('moves along with the recipient, unless somebody was given in person', async () => {
    const counter = await world.worker('陈静')
    const moves = async (town: string): Promise<string> => {
      const file = { name: '怀宁县清河乡金橘食品有限公司', kind: 'enterprise', contact_name: '汪龙泉' }
      const place = { town: codeOf(town), contact_phone: '13800000432' }
      await does(counter, `party/edit/${firm}`, { ...file, ...place })
      return inChargeOf(firm)
    }
    expect(await moves('公岭镇')).toBe('陈静')
    await does(director, `party/assignLiaison/${firm}`, {
      liaison_id: staffId('张涛'),
      reason: '一直由他联系',
    })
    expect(await moves('清河乡')).toBe('张涛')
    await assign({ town: codeOf('清河乡') }, '陈静')
    expect(await inChargeOf(firm), 'nor with a new area').toBe('张涛')
  })
})

test('while that person is away, the recipient reads who stands in', async () => {
  await does(director, 'absence/record', {
    ...{ staff_id: staffId('王敏'), deputy_id: staffId('张涛'), kind: 'errand' },
    ...{ first_day: '2026-11-24', last_day: '2026-11-24' },
  })
  const citizen = await world.citizen('13800000434', '丁桂英')
  expect((await citizen.get('/my')).text).toContain('服务专员：王敏（这几天不在岗，由张涛代班）')
})

describe('being in touch', () => {
  test('is written down; only staff read what was said', async () => {
    const chenjing = await world.worker('陈静')
    const said = { way: '走访', body: '看了新茶叶包装线，缺拍照的人。' }
    await does(chenjing, `party/contact/${farm}`, said)
    expect((await director.get(`/desk/parties/${farm}`)).text).toContain('走访：看了新茶叶包装线')
    const bureau = await world.worker('周健')
    expect((await bureau.post(`/act/party/contact/${farm}`, said)).status).toBe(403)
  })

  test('a visit at the counter counts; whoever was not heard of for long is counted', async () => {
    app.clock.addDays(80)
    await app.runClock('absence.turn')
    const counter = await world.worker('陈静')
    const came = await counter.submit('/desk/counter', {
      ...{ party_id: firm, phone: '13800000432', item_id: world.items.get('ZX-001') ?? '' },
      ...{ channel: 'counter', note: '来问快递补助', assignee_id: staffId('王敏') },
    })
    expect(came.status, errorAt(came, 'channel')).toBe(303)
    app.clock.addDays(11)
    director = await world.worker('李卫东')
    const lines = (await director.get('/desk/liaison')).page
      .querySelectorAll('tbody tr')
      .map(row => row.querySelectorAll('td').map(cell => cell.textContent.trim()))
    expect(lines.find(([name]) => name === '陈静')?.slice(1, 3), 'the farm').toEqual(['1', '1'])
    expect(lines.find(([name]) => name === '张涛')?.slice(1, 3), 'and the firm').toEqual(['2', '1'])
    const silent = await director.get(`/desk/parties?liaison=${staffId('陈静')}&contact=silent`)
    expect(silent.text).toContain('公岭镇龙泉家庭农场')
    expect((await director.get('/desk/parties?contact=silent')).text).not.toContain('金橘食品')
  })
})

test('when the person leaves, recipients and areas go on in one action, and nobody is orphaned', async () => {
  const page = `/act/staff/leave/${staffId('张涛')}`
  expect((await director.get(page)).text).toContain('负责的服务对象与分工（3）转给')
  const gone = await director.submit(page, { 'to.party': staffId('王敏'), reason: '调往乡镇' })
  expect(gone.status, gone.text.slice(0, 500)).toBe(303)
  expect(await inChargeOf(firm)).toBe('王敏')
  const all = (await director.get('/desk/liaison')).page.querySelector('main')?.textContent
  expect(all).toContain('全县 · 家庭农场王敏')
  expect(all).not.toContain('张涛')
})

test('nothing of it is seen by strangers or another centre', async () => {
  const area = idIn(
    (await director.get('/desk/liaison')).page.querySelector(
      'form[action*="liaison_area/end"], a[href*="liaison_area/end"]',
    )?.outerHTML,
  )
  expect(area).not.toBe('')
  const theirs = await newCentre(app)
  const neighbour = await theirs.worker('李卫东')
  expect(
    (await neighbour.post(`/act/liaison_area/reassign/${area}`, { staff_id: staffId('王敏') })).status,
  ).toBe(404)
  const stranger = app.visitor(world.host)
  expect((await stranger.get('/desk/liaison')).location).toContain('/sign-in')
})
