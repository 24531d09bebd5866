import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { claims, does, idIn, startOf } from '../../../test/deeds.ts'
import { publishedPolicy, smallPolicy } from '../../../test/policies.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.1 Who wants to hear of policies hears of each thing once, and of nothing that they cannot get. */
let app: TestApp
let world: World
let editor: Visitor
let director: Visitor
let coop: Visitor
let farm: Visitor
const phones = { coop: '13800000012', farm: '13800000013', nobody: '13800000781' }

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  coop = await world.citizen(phones.coop, '李华')
  await claims(coop)
  farm = await world.citizen(phones.farm, '汪青云')
  await claims(farm)
  await later(0)
})

async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  editor = await world.worker('王敏')
  director = await world.worker('李卫东')
  if (days === 0) return
  coop = await world.device(phones.coop)
  farm = await world.device(phones.farm)
}

const published = (more: Parameters<typeof smallPolicy>[0] = {}) => publishedPolicy(editor, director, more)

/** What somebody was told of policies since the last time. */
const seen = new Map<string, number>()
async function news(phone: string): Promise<string[]> {
  await app.runJobs()
  const all = app.sent.sms
    .filter(one => one.phone === phone && one.body.includes('政策'))
    .map(one => one.body)
  const before = seen.get(phone) ?? 0
  seen.set(phone, all.length)
  return all.slice(before)
}
const morning = async () => {
  await app.runClock('policy.remind')
  await app.runClock('policy.remind')
}

describe('followers', () => {
  let id = ''
  const dates = { window_kind: 'dates', opens_on: '2026-12-01', closes_on: '2026-12-31' }

  test('wish for topics, or for what fits; without a wish there is nothing to follow', async () => {
    expect((await coop.post('/act/policy_follow/follow', {})).status).toBe(422)
    await does(coop, 'policy_follow/follow', { topics: ['brand'] })
    await does(farm, 'policy_follow/follow', { fitting: '1' })
    expect((await farm.post('/act/policy_follow/follow', { fitting: '1' })).status, 'once').toBe(409)
    expect((await farm.get('/my/policies')).text).toContain('正在提醒：可能适合您的政策。')
  })

  test('hear of what came out, unless it is not for them', async () => {
    id = await published(dates)
    expect(await news(phones.coop)).toEqual([
      '发布了政策“农产品网销补助”，未开始，12月1日起。您是否符合请到网站“我的政策”查看，以主管部门审核为准。',
    ])
    expect(await news(phones.farm), '汪青云 acts for a farm').toEqual([])
    await published({ title: '家庭农场贷款贴息', audience: ['family_farm'], topics: ['finance'] })
    expect((await news(phones.farm))[0]).toContain('家庭农场贷款贴息')
    expect(await news(phones.coop), 'another topic').toEqual([])
  })

  test('hear of the first day, and twice before the last one, each time once', async () => {
    await later(6)
    await morning()
    expect(await news(phones.coop)).toEqual([])
    await later(1)
    await morning()
    expect(await news(phones.coop)).toEqual([
      '政策“农产品网销补助”开始申报了，2026年12月31日截止。您是否符合请到网站“我的政策”查看，以主管部门审核为准。',
    ])
    await later(16)
    await morning()
    expect((await news(phones.coop)).map(one => /还有 \d+ 天/.exec(one)?.[0])).toEqual(['还有 14 天'])
    await later(12)
    await morning()
    expect((await news(phones.coop)).map(one => /还有 \d+ 天/.exec(one)?.[0])).toEqual(['还有 2 天'])
    await later(1)
    await morning()
    expect(await news(phones.coop)).toEqual([])
    expect(await news(phones.farm)).toEqual([])
  })

  test('hear of a correction once, and of the new last day again', async () => {
    const form = await editor.get(`/act/policy/edit/${id}`)
    expect(startOf(form, 'closes_on'), 'the form starts with what it says').toBe('2026-12-31')
    const moved = { closes_on: '2027-03-31', change_note: '延长到三月底' }
    await does(editor, `policy/edit/${id}`, smallPolicy({ ...dates, ...moved }))
    await does(editor, `policy/submit/${id}`)
    await does(director, `policy/publish/${id}`)
    await app.runJobs()
    expect((await coop.get('/my/notifications')).text).toContain('政策“农产品网销补助”有更正：延长到三月底。')
    await later(80)
    await morning()
    expect((await news(phones.coop)).map(one => /还有 \d+ 天/.exec(one)?.[0])).toEqual(['还有 11 天'])
  })

  test('learn that a thing is not for them from what they said, and then hear nothing', async () => {
    const other = await published({ title: '返乡创业补贴', topics: ['startup', 'brand'] })
    await news(phones.coop)
    await does(editor, `policy/setConditions/${other}`, {
      ...{ 'conditions.0.group': '1', 'conditions.0.need': 'all', 'conditions.0.fact': 'returned' },
      'conditions.0.operator': 'yes',
    })
    await does(editor, `policy/submit/${other}`)
    const party = idIn(
      (await coop.get('/my/policies')).page.querySelector('.tabs a:last-child')?.getAttribute('href'),
    )
    for (const one of (await coop.get('/my/policies')).page.querySelectorAll('.tabs a'))
      await does(coop, 'party_fact/declare', {
        ...{ party_id: idIn(one.getAttribute('href')), fact: 'returned', value: 'no', consent: '1' },
      })
    expect(party).not.toBe('')
    await does(director, `policy/publish/${other}`)
    await app.runJobs()
    expect((await coop.get('/my/notifications')).text).not.toContain('返乡创业补贴”有更正')
  })

  test('leave with one click, and then it is quiet', async () => {
    const button = (await coop.get('/my/policies')).page.querySelector(
      'form[action^="/act/policy_follow/leave/"]',
    )
    await coop.post(button?.getAttribute('action') ?? '', {})
    await published({ title: '品牌认证奖励' })
    app.clock.addDays(1 / 1440)
    await does(coop, 'policy_follow/follow', { topics: ['brand'] })
    expect(await news(phones.coop), 'nor of what came out before they followed').toEqual([])
    await published({ title: '地理标志奖励' })
    expect((await news(phones.coop))[0]).toContain('地理标志奖励')
  })
})

describe('what was said', () => {
  test('goes along when two files are one, and what the one that stays said counts', async () => {
    const list = (await farm.get('/my/policies')).page.querySelectorAll('.tabs a')
    const of = (name: string) => idIn(list.find(one => one.textContent?.includes(name))?.getAttribute('href'))
    const [person, firm] = [of('汪青云'), of('农场')]
    const say = (party_id: string, fact: string, value: string) =>
      does(farm, 'party_fact/declare', { party_id, fact, value, consent: '1' })
    await say(person, 'employees', '2')
    await say(person, 'parcels', '300')
    await say(firm, 'employees', '5')
    await does(director, `party/merge/${person}`, { into: firm, reason: '同一个人，两份档案。' })
    await app.runJobs()
    const facts = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('party_fact')
        .select(['fact', 'value'])
        .where('party_id', '=', firm)
        .where('state', '=', 'current')
        .orderBy('fact')
        .execute(),
    )
    expect(facts).toEqual([
      { fact: 'employees', value: 5 },
      { fact: 'parcels', value: 300 },
    ])
  })

  test('is theirs to take along, and goes with the account', async () => {
    const guest = await world.citizen(phones.nobody, '吴小满')
    const party = (await guest.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>()
    const party_id = party.contents[0]?.id ?? ''
    await does(guest, 'party_fact/declare', { party_id, fact: 'veteran', value: 'yes', consent: '1' })
    await does(guest, 'policy_follow/follow', { topics: ['brand'] })
    const data = (await guest.get('/account/data.json')).text
    expect(data).toMatch(/"fact":\s*"veteran"/)
    expect((await guest.get('/account/erase')).text).toContain('不再收到政策提醒')
    await guest.submit('/account/erase', { understood: '1' })
    const left = await app.kernel.database.read({ centre: world.id }, async db => ({
      facts: await db
        .selectFrom('party_fact')
        .select(['state', 'value', 'identity_id'])
        .where('party_id', '=', party_id)
        .execute(),
      follows: await db
        .selectFrom('policy_follow')
        .select(['state', 'topics'])
        .orderBy('id', 'desc')
        .limit(1)
        .execute(),
    }))
    expect(left.facts).toEqual([{ state: 'removed', value: null, identity_id: null }])
    expect(left.follows).toEqual([{ state: 'left', topics: [] }])
  })
})
