import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** Anonymous means unjoinable: these tests try to find out who gave which mark, with the whole database in hand. */
let app: TestApp
let world: World
const people = ['13800000071', '13800000072', '13800000073', '13800000074', '13800000075', '13800000076']

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

async function served(phone: string): Promise<{ citizen: Visitor; id: string }> {
  const citizen = await world.citizen(phone, `评价人${phone.slice(-1)}`)
  const page = `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`
  const party =
    (await citizen.get(page)).page.querySelector('input[name=party_id]')?.getAttribute('value') ?? ''
  const sent = await citizen.submit(page, {
    party_id: party,
    contact_name: '评价人',
    contact_phone: phone,
    'answers.question': '有没有物流补助？',
  })
  const id = /[0-9a-f-]{36}/.exec(sent.location ?? '')?.[0] ?? ''
  const wangmin = await world.worker('王敏')
  await wangmin.post(`/act/service_case/accept/${id}`, {
    assignee_id: world.staff.get('王敏')?.staffId ?? '',
  })
  await wangmin.post(`/act/service_case/answer/${id}`, {
    answer: '目前没有，窗口期开放时会通知您。',
    answer_basis: '县物流补助办法',
  })
  await citizen.post(`/act/service_case/confirm/${id}`)
  await app.runJobs()
  return { citizen, id }
}

/** Reads everything a table holds, as its owner: a test may, the application may not. */
const rowsOf = (table: string) =>
  app.kernel.database.write(
    { centre: world.id },
    async db =>
      (await sql<Record<string, unknown>>`select *, xmin::text as xmin from ${sql.table(table)}`.execute(db))
        .rows,
  )

describe('anonymous ratings', () => {
  const cases: string[] = []

  test('four wait in the inbox, and no page shows them', async () => {
    for (const phone of people.slice(0, 4)) {
      const { citizen, id } = await served(phone)
      cases.push(id)
      expect(
        (await citizen.post(`/my/cases/${id}/rate`, { by: 'anonymous', mark: '1', comment: '太慢了' }))
          .status,
      ).toBe(200)
    }
    await app.runClock('rating.mix')
    expect(await rowsOf('rating'), 'fewer than five stay together in the inbox').toHaveLength(0)
    const director = await world.worker('李卫东')
    for (const id of cases) expect((await director.get(`/desk/cases/${id}`)).text).not.toContain('太慢了')
    expect((await director.get('/desk/ratings')).text).not.toContain('太慢了')
  })

  test('neither inbox, journal, task nor access log ties a mark to a case or a person', async () => {
    const inbox = await rowsOf('rating_inbox')
    expect(inbox).toHaveLength(4)
    const known = new Set<unknown>([...cases, ...[...world.parties.values()]])
    const identities = (await app.kernel.database.pool.query('select id from identity')).rows.map(
      row => row.id,
    )
    for (const id of identities) known.add(id)
    for (const row of inbox) for (const value of Object.values(row)) expect(known.has(value)).toBe(false)
    expect(
      Object.keys(inbox[0] ?? {}).filter(name => /case|record|party|identity|_at$|^at$/.test(name)),
    ).toEqual([])

    const rights = (await rowsOf('rating_right')).filter(row => row.state === 'used')
    expect(rights).toHaveLength(4)
    expect(Object.keys(rights[0] ?? {}).filter(name => /mark|comment|facet/.test(name))).toEqual([])
    for (const table of [
      'journal',
      'journal_detail',
      'task',
      'access_log',
      'notification',
      'outbox',
      'submission',
    ])
      expect(JSON.stringify(await rowsOf(table)), table).not.toContain('太慢了')
    const used = (await rowsOf('journal')).filter(row => row.flow === 'rating_right' && row.action === 'use')
    expect(
      used.map(row => row.identity_id),
      'used by the system, not by a person',
    ).toEqual([null, null, null, null])
  })

  test('with the fifth they move: no id, time, order or transaction of a rating leads to a case', async () => {
    const { citizen, id } = await served(people[4] as string)
    cases.push(id)
    await citizen.post(`/my/cases/${id}/rate`, { by: 'anonymous', mark: '5' })
    await app.runClock('rating.mix')
    expect(await rowsOf('rating_inbox')).toHaveLength(0)
    const ratings = await rowsOf('rating')
    expect(ratings).toHaveLength(5)
    expect(new Set(ratings.map(row => row.xmin)).size, 'one transaction wrote all').toBe(1)
    expect(ratings.every(row => row.record_id === null && row.party_id === null)).toBe(true)
    expect(
      ratings.every(row => !/^0/.test(String(row.id).slice(14, 15)) && String(row.id)[14] === '4'),
      'ids are random, not by time',
    ).toBe(true)
    const rights = await rowsOf('rating_right')
    const shared = new Set(ratings.map(row => row.xmin))
    expect(
      rights.some(row => shared.has(row.xmin)),
      'no right was written in that transaction',
    ).toBe(false)
    expect(new Set(ratings.map(row => `${row.item_id} ${row.month}`)).size, 'five share item and month').toBe(
      1,
    )
  })

  test('a lone mark of an item waits, then counts for the centre only', async () => {
    const { citizen, id } = await served(people[5] as string)
    await citizen.post(`/my/cases/${id}/rate`, { by: 'anonymous', mark: '2' })
    await app.runClock('rating.mix')
    expect(await rowsOf('rating_inbox')).toHaveLength(1)
    app.clock.addDays(100)
    await app.runClock('rating.mix')
    expect(await rowsOf('rating_inbox'), 'alone it never moves').toHaveLength(1)
    app.clock.addDays(-100)
  })

  test('the public page shows the distribution from five ratings on', async () => {
    const page = await world.stranger().get(`/items/${world.items.get('ZX-001')}`)
    expect(page.text).toContain('5 份评价')
    expect(page.text).toContain('20.0%')
  })
})

describe('a bad rating by name', () => {
  test('opens a call-back that nobody who handled the case may take', async () => {
    const { citizen, id } = await served('13800000077')
    expect(
      (await citizen.post(`/my/cases/${id}/rate`, { by: 'name', mark: '1', comment: '没有解决我的问题' }))
        .status,
    ).toBe(200)
    const sunli = await world.worker('孙丽')
    const list = await sunli.get('/desk/ratings')
    const link = list.page.querySelector('a[href^="/desk/callbacks/"]')?.getAttribute('href') ?? ''
    const callback = link.split('/').at(-1) ?? ''
    const result = { result: '11 月 24 日电话回访本人，已另约专家，对方表示认可。' }
    const wangmin = await world.worker('王敏')
    expect((await wangmin.post(`/act/callback/resolve/${callback}`, result)).status).toBe(403)
    expect((await sunli.post(`/act/callback/resolve/${callback}`, result)).status).toBe(303)
    expect((await sunli.get(link)).text).toContain('已整改')
  })
})
