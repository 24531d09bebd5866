import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { claims, does, errorAt, filesOn, picture, withoutIds } from '../../../test/deeds.ts'
import { conditions, smallPolicy } from '../../../test/policies.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.1 The library of policies: written, looked through by another, read by everybody, judged by what is known. */
let app: TestApp
let world: World
let elsewhere: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
let lihua: Visitor
let party = ''
let id = ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  elsewhere = await newCentre(app)
  lihua = await world.citizen('13800000012', '李华')
  party = await claims(lihua)
  await signInAnew()
})

async function signInAnew(): Promise<void> {
  for (const name of ['李卫东', '王敏', '刘芳', '陈静', '张涛']) people[name] = await world.worker(name)
}

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''

const policy = (more: Parameters<typeof smallPolicy>[0] = {}) =>
  smallPolicy({
    ...{ title: '直播电商主体培育扶持办法', number: '怀电商办〔2026〕3号', region: '340822' },
    ...{ until_on: '2027-12-31', audience: ['cooperative', 'sole_trader'], topics: ['livestream'] },
    ...{ window_kind: 'dates', opens_on: '2026-11-20', closes_on: '2026-12-15', amount_fen: '50000' },
    plain_gains: '买直播设备，县里补三成，最多补 5 万元。',
    ...more,
  })
describe('an editor', () => {
  test('writes it; days that do not fit are told at their place', async () => {
    const early = policy({ closes_on: '2026-11-19' })
    expect(errorAt(await who('王敏').post('/act/policy/write', early), 'closes_on')).toContain('不能早于')
    const late = policy({ closes_on: '2028-01-01' })
    expect(errorAt(await who('王敏').post('/act/policy/write', late), 'closes_on')).toContain('有效期')
    id = await does(who('王敏'), 'policy/write', policy())
    expect((await who('陈静').post('/act/policy/write', policy())).status, 'not everybody').toBe(403)
  })

  test('writes conditions as data; what cannot be read is explained', async () => {
    const form = `/act/policy/setConditions/${id}`
    const strange = { ...conditions, 'conditions.2.value': '金牌证书' }
    expect((await who('王敏').post(form, strange)).text).toContain('没有“金牌证书”')
    const unlike = { ...conditions, 'conditions.0.operator': 'yes' }
    expect((await who('王敏').post(form, unlike)).text).toContain('请选“不少于”或“不超过”')
    const apart = { ...conditions, 'conditions.2.need': 'all' }
    expect((await who('王敏').post(form, apart)).text).toContain('同组要一致')
    await does(who('王敏'), `policy/setConditions/${id}`, conditions)
    const page = await main(who('王敏'), `/desk/policies/${id}`)
    expect(page).toContain('上一年网络零售额不少于 50 万元')
    expect(page).toContain('有下面任一项：绿色食品、注册商标')
    const again = await who('王敏').get(form)
    expect(again.page.querySelector('[name="conditions.0.value"]')?.getAttribute('value')).toBe('50万')
  })

  test('tries them out: with made-up values, and against everybody', async () => {
    const page = await who('王敏').get(
      `/desk/policies/${id}/test?try=1&kind=cooperative&online_sales=600000&returned=yes`,
    )
    expect(page.page.querySelector('aside .badge')?.textContent).toBe('符合')
    expect(page.page.querySelectorAll('.stat').map(one => one.textContent)).toEqual([
      '0符合',
      '2还差信息',
      '8不符合',
    ])
    const some = await main(who('王敏'), `/desk/policies/${id}/test?only=unknown`)
    expect(some).toContain('金橘农民专业合作社')
    expect(some).toContain('现在知道的：还不知道')
    expect(await main(who('刘芳'), `/desk/policies/${id}/test`), 'may not read parties').not.toContain('金橘')
  })
})

describe('what is not public yet', () => {
  test('nobody outside reads it, and whoever wrote it does not let it out', async () => {
    expect((await world.stranger().get(`/policies/${id}`)).status).toBe(404)
    expect((await lihua.get(`/go/policy/${id}`)).status).toBe(404)
    await does(who('王敏'), `policy/submit/${id}`)
    expect((await who('王敏').post(`/act/policy/publish/${id}`)).status).toBe(403)
    const own = await does(who('李卫东'), 'policy/write', policy())
    await does(who('李卫东'), `policy/submit/${own}`)
    expect((await who('李卫东').post(`/act/policy/publish/${own}`)).status).toBe(403)
    await does(who('李卫东'), `policy/sendBack/${id}`, { reason: '请补附件。' })
    await does(who('王敏'), `policy/attach/${id}`, { 'files:new': picture('申请表.png') })
    await does(who('王敏'), `policy/submit/${id}`)
    await does(who('李卫东'), `policy/publish/${id}`)
  })
})

describe('everybody', () => {
  test('reads it in plain words, with its conditions and files', async () => {
    const answer = await world.stranger().get(`/policies/${id}`)
    const text = answer.page.querySelector('main')?.textContent ?? ''
    for (const words of ['买直播设备，县里补三成', '最高 5 万元', '申报中，剩 21 天', '更新于 2026-11-24'])
      expect(text).toContain(words)
    expect(text).toContain('是农民专业合作社或个体工商户')
    const [file] = [...filesOn(answer).values()]
    expect((await world.stranger().get(file ?? '')).status).toBe(200)
    expect((await elsewhere.stranger().get(`/policies/${id}`)).status, 'elsewhere').toBe(404)
    expect(answer.text).toContain('"@type":"Legislation"')
  })

  test('finds it by words and facets, in the feeds, and on paper', async () => {
    const at = async (query: string) => main(world.stranger(), `/policies${query}`)
    expect(await at('?q=直播设备')).toContain('直播电商主体培育')
    expect(await at('?audience=person')).not.toContain('直播电商主体培育')
    expect(await at('?now=open&topic=livestream&level=county')).toContain('直播电商主体培育')
    expect(await at('?now=over')).not.toContain('直播电商主体培育')
    for (const format of ['atom', 'rss', 'json'])
      expect((await world.stranger().get(`/policies/changes.${format}`)).text).toContain('新政策：直播电商')
    const sheet = await world.stranger().get(`/policies/${id}/sheet.pdf`)
    expect(sheet.status).toBe(200)
    expect(sheet.text.startsWith('%PDF')).toBe(true)
  })

  test('sees how it stands with them, without being remembered', async () => {
    const form = await world.stranger().get(`/policies/fit?policy=${id}`)
    expect(form.page.querySelectorAll('.form .field').length, 'only what it asks').toBe(4)
    const ask = (fields: Record<string, string | string[]>) =>
      world.stranger().post('/policies/fit', { policy: id, ...fields })
    const titles = (answer: Awaited<ReturnType<typeof ask>>) =>
      answer.page.querySelectorAll('.card-head h2').map(one => one.textContent)
    const fits = { kind: 'cooperative', online_sales: '500000', certificates: ['green'] }
    expect(titles(await ask(fits))[0]).toBe('初步看符合')
    expect(titles(await ask({ ...fits, certificates: ['none'] }))[0], 'may still have returned').toBe(
      '还差信息，不能判断',
    )
    expect(titles(await ask({ ...fits, kind: 'person' }))[0]).toBe('初步看不符合')
    const wrong = await ask({ online_sales: '很多' })
    expect(wrong.status).toBe(422)
    expect(errorAt(wrong, 'online_sales')).toContain('数字')
    expect((await ask(fits)).text).toContain('以主管部门审核为准')
    const kept = await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('party_fact').select('id').execute(),
    )
    expect(kept).toEqual([])
  })
})

describe('a recipient', () => {
  const mine = () => `/my/policies?party=${party}`
  const asked = async () =>
    (await lihua.get(mine())).page.querySelector('form[action="/act/party_fact/declare"]')
  const factIn = async () => (await asked())?.querySelector('input[name=fact]')?.getAttribute('value')

  test('answers one question after another, with consent once', async () => {
    const fact = await factIn()
    expect(fact).toBe('online_sales')
    const answer = { party_id: party, fact: 'online_sales', value: '500000', _back: mine() }
    const without = await lihua.post('/act/party_fact/declare', answer)
    expect(errorAt(without, 'consent')).toContain('同意')
    await does(lihua, 'party_fact/declare', { ...answer, consent: '1' })
    expect((await asked())?.querySelector('input[name=consent]')).toBeNull()
    expect(await main(lihua, mine())).toContain('还差信息，不能判断')
    expect(await factIn()).toBe('certificates')
    await does(lihua, 'party_fact/declare', { party_id: party, fact: 'certificates', value: ['trademark'] })
    const page = await main(lihua, mine())
    expect(page).toContain('初步看符合')
    expect(await factIn(), 'nothing more is asked').toBeUndefined()
    expect(page).toContain('2026-11-24 本人填写')
  })

  test('passes a question over, corrects and deletes what they said', async () => {
    const row = async () =>
      app.kernel.database.read({ centre: world.id }, db =>
        db
          .selectFrom('party_fact')
          .select(['id', 'state', 'value'])
          .where('fact', '=', 'certificates')
          .orderBy('id', 'desc')
          .execute(),
      )
    await does(lihua, 'party_fact/declare', { party_id: party, fact: 'certificates', value: ['none'] })
    expect((await row()).map(one => one.state)).toEqual(['current', 'replaced'])
    expect(await factIn()).toBe('returned')
    const passed = await lihua.get(`${mine()}&skip=returned`)
    expect(passed.page.querySelector('form[action="/act/party_fact/declare"]')).toBeNull()
    const [current] = await row()
    await does(lihua, `party_fact/remove/${current?.id}`)
    expect((await row())[0]).toMatchObject({ state: 'removed', value: null })
    await does(lihua, 'party_fact/declare', { party_id: party, fact: 'certificates', value: ['green'] })
  })

  test('of what somebody else said nobody learns, and nobody says it for them', async () => {
    const stranger = await world.citizen('13800000771', '何小雨')
    const answer = { party_id: party, fact: 'employees', value: '3', consent: '1' }
    expect((await stranger.post('/act/party_fact/declare', answer)).status).toBe(403)
    expect(
      (await stranger.call('GET', '/api/v1/party_fact')).json<{ contents: unknown[] }>().contents,
    ).toEqual([])
    expect((await stranger.get(`/desk/policies/fit?party=${party}`)).status).toBe(403)
    const journal = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('journal_detail')
        .innerJoin('journal', 'journal.id', 'journal_detail.journal_id')
        .select('input')
        .where('flow', '=', 'party_fact')
        .execute(),
    )
    expect(withoutIds(JSON.stringify(journal)), 'nor does the journal').not.toMatch(/500000|trademark/)
  })

  test('staff see the same at the desk, and write down what they are told, with consent each time', async () => {
    expect(await main(who('王敏'), `/desk/policies/fit?party=${party}`)).toContain('初步看符合')
    const answer = { party_id: party, fact: 'employees', value: '8' }
    expect((await who('王敏').post('/act/party_fact/declare', answer)).status).toBe(422)
    await does(who('王敏'), 'party_fact/declare', { ...answer, consent: '1' })
    expect(await main(lihua, mine())).toContain('工作人员代填')
    expect((await who('张涛').post('/act/party_fact/declare', { ...answer, consent: '1' })).status).toBe(403)
  })

  test('what was said long ago no longer counts, and is asked again', async () => {
    const fitting = async () =>
      (await who('王敏').get(`/desk/policies/${id}/test`)).page.querySelector('.stat strong')?.textContent
    expect(await fitting()).toBe('1')
    app.clock.addDays(367)
    await signInAnew()
    lihua = await world.device('13800000012')
    expect(await main(lihua, mine())).toContain('时间太久，请重新确认')
    expect(await fitting()).toBe('0')
    app.clock.addDays(-367)
    await signInAnew()
    lihua = await world.device('13800000012')
  })
})

describe('a correction', () => {
  test('leaves the public version as it is until another has looked through it', async () => {
    const changed = { closes_on: '2026-12-31', change_note: '申报延长到 12 月 31 日' }
    await does(who('王敏'), `policy/edit/${id}`, policy(changed))
    const page = () => main(world.stranger(), `/policies/${id}`)
    expect(await page()).toContain('2026年12月15日')
    expect(await main(who('王敏'), `/desk/policies/${id}`)).toContain('正在更正')
    await does(who('王敏'), `policy/discard/${id}`)
    expect(await main(who('王敏'), `/desk/policies/${id}`)).not.toContain('正在更正')
    await does(who('王敏'), `policy/edit/${id}`, policy(changed))
    await does(who('王敏'), `policy/submit/${id}`)
    await does(who('李卫东'), `policy/publish/${id}`)
    expect(await page()).toContain('2026年12月31日')
    expect(await page()).toContain('申报延长到')
    expect(await page(), 'conditions and files went along').toContain('不少于 50 万元')
  })

  test('staff still read what stood there, and what was changed', async () => {
    const old = await main(who('王敏'), `/desk/policies/${id}?version=1`)
    expect(old).toContain('这是第 1 版，已经更正')
    expect(old).toContain('2026年12月15日')
    const diff =
      (await who('王敏').get(`/desk/policies/${id}`)).page.querySelector('.diff')?.textContent ?? ''
    expect(diff).toContain('2026年12月31日')
    expect((await who('王敏').get('/desk/policies?format=csv')).text).toContain('怀电商办〔2026〕3号')
  })
})

describe('the end', () => {
  let next = ''
  test('a new policy takes the place of the old one on the day from which it holds', async () => {
    const later = { title: '直播电商主体培育扶持办法（2027 年）', number: '怀电商办〔2026〕9号' }
    next = await does(who('王敏'), 'policy/write', policy({ ...later, from_on: '2027-01-01', replaces: id }))
    await does(who('王敏'), `policy/submit/${next}`)
    await does(who('李卫东'), `policy/publish/${next}`)
    expect(await main(world.stranger(), `/policies/${id}`)).toContain('这项政策将被代替')
    await app.runClock('policy.turn')
    expect((await who('王敏').call('GET', `/api/v1/policy/${id}`)).json()).toMatchObject({
      state: 'published',
    })
    app.clock.addDays(38)
    await app.runClock('policy.turn')
    await signInAnew()
    expect((await who('王敏').call('GET', `/api/v1/policy/${id}`)).json()).toMatchObject({ state: 'expired' })
    const page = await main(world.stranger(), `/policies/${id}`)
    expect(page).toContain('这项政策已被代替')
    expect(page).not.toContain('看看我是否符合')
    expect((await world.stranger().get(`/policies/fit?policy=${id}`)).status).toBe(404)
  })

  test('comes by itself when its validity is over, and by hand when it was wrong', async () => {
    app.clock.addDays(366)
    await app.runClock('policy.turn')
    await signInAnew()
    expect((await who('王敏').call('GET', `/api/v1/policy/${next}`)).json()).toMatchObject({
      state: 'expired',
    })
    expect(await main(world.stranger(), '/policies?now=over')).toContain('2027 年')
    await does(who('李卫东'), `policy/withdraw/${next}`, { reason: '公布有误。' })
    expect((await world.stranger().get(`/policies/${next}`)).status).toBe(404)
    expect((await world.stranger().get('/policies/changes.atom')).text).not.toContain('2027 年')
  })
})
