import { beforeAll, describe, expect, test } from 'vitest'
import { clauseNumbers, clauseParts, partsFor } from '#platform/clauses'
import { periodOf } from '#platform/periods'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { periodChoices, stateInWords, tally, together } from './matrix.ts'

/** The clauses of the standard, one by one: how each stands, by records alone. */
let app: TestApp
let world: World
let director: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  director = await world.worker('李卫东')
})

const clause = async (visitor: Visitor, number: string, query = '') => {
  const { page, status } = await visitor.get(`/desk/clauses${query}`)
  expect(status).toBe(200)
  const line = page.querySelector(`[id="c${number}"]`)
  return {
    state: line?.querySelector('.badge')?.textContent.trim(),
    sign: line?.querySelectorAll('.badge svg').length,
    gaps: line?.querySelector('.clause-gaps')?.textContent ?? '',
    figures: line?.querySelector('.clause-figures')?.textContent ?? '',
  }
}

test('all 29 have a part of some module, with a sentence for an inspector', () => {
  expect(clauseNumbers).toHaveLength(29)
  expect(clauseNumbers.filter(number => partsFor(number).length === 0)).toEqual([])
  for (const part of clauseParts) expect(part.does).toMatch(/^.{15,120}。$/)
})

test('a clause is kept when every part is; what is only allowed is not broken by leaving it', () => {
  expect(together(['kept', 'kept'])).toBe('kept')
  expect(together(['kept', 'not'])).toBe('partly')
  expect(together(['partly', 'not'])).toBe('partly')
  expect(together(['not', 'not'])).toBe('not')
  expect(together([])).toBe('not')
  expect(stateInWords('not', '应').label).toBe('不符合')
  expect(stateInWords('not', '可').label).toBe('未开展')
  const line = { state: 'not', verb: '可' } as Parameters<typeof tally>[0][number]
  expect(tally([line])).toEqual({ kept: 0, partly: 0, not: 0, unused: 1 })
})

test('periods to choose from begin with the present ones and go back', () => {
  const codes = periodChoices('2026-11-24').map(period => period.code)
  expect(codes.slice(0, 6)).toEqual(['2026-Q4', '2026-11', '2026-H2', '2026', '2026-Q3', '2026-Q2'])
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes).toContain('2025-11')
})

describe('who sees them', () => {
  test('the director and the bureau, on their first page too', async () => {
    for (const visitor of [director, await world.worker('周健')]) {
      const home = await visitor.get('/desk')
      expect(home.page.querySelector('.clause-strip')?.textContent).toMatch(/符合 \d+ 条/)
      const { page } = await visitor.get('/desk/clauses')
      expect(page.querySelectorAll('.clause-line')).toHaveLength(29)
    }
  })
  test('others do not, and a stranger is asked to sign in', async () => {
    const clerk = await world.worker('陈静')
    expect((await clerk.get('/desk/clauses')).status).toBe(403)
    expect((await clerk.get('/desk')).page.querySelector('.clause-strip')).toBe(null)
    const stranger = world.stranger()
    expect((await stranger.get('/my')).status).toBe(303)
    expect((await stranger.get('/desk/clauses')).status).toBe(303)
    const citizen = await world.citizen('13800000081', '杨雪')
    expect((await citizen.get('/desk/clauses')).status).toBe(403)
  })
})

describe('a gap', () => {
  test('of all that there is makes a clause not kept: what did nothing speaks for nothing', async () => {
    for (const number of ['4.3.3', '4.5.1', '5.2.1', '5.5']) {
      const { state } = await clause(director, number)
      expect(state, number).toBe(number === '5.5' ? '未开展' : '不符合')
    }
  })

  test('shows in a word, a sign and a sentence, and goes when it is mended', async () => {
    const before = await clause(director, '4.3.1')
    expect(before).toMatchObject({ state: '不符合', sign: 1 })
    expect(before.gaps).toContain('没有登记在用的场所')
    await does(director, 'premises/register', {
      ...{ name: '中心主楼', address: '怀宁县高河镇电商产业园', area_m2: '2300', tenure: 'lent' },
      ...{ owner: '怀宁县国资公司', lease_until: '2027-11-30' },
    })
    const after = await clause(director, '4.3.1')
    expect(after).toMatchObject({ state: '符合', gaps: '' })
    expect(after.figures).toContain('面积 2300 平方米')
  })

  test('comes by itself when entries were not confirmed within the days of the setting', async () => {
    expect((await clause(director, '4.4.2')).gaps).not.toContain('没有确认内容')
    app.clock.addDays(91)
    director = await world.worker('李卫东')
    expect(await clause(director, '4.4.2')).toMatchObject({ state: '部分符合' })
    expect((await clause(director, '4.4.2')).gaps).toContain('超过 90 天没有确认内容')
    await does(director, 'setting_change/make', { code: 'directory.confirm.period', value: '366' })
    expect((await clause(director, '4.4.2')).gaps).not.toContain('没有确认内容')
  })

  test('belongs to its period: what was done in another does not count', async () => {
    const empty = await clause(director, '5.2.2', '?period=2025-Q1')
    expect(empty.state).toBe('不符合')
    expect(empty.figures).toContain('举办的活动 0 场')
  })
})

test('wherever a figure or a gap leads, the director and the bureau may go', async () => {
  const page = (await director.get('/desk/clauses')).page
  const links = new Set(
    page.querySelectorAll('.clause-line a').map(link => link.getAttribute('href') as string),
  )
  expect(links.size).toBeGreaterThan(20)
  const refused: string[] = []
  for (const visitor of [director, await world.worker('周健')])
    for (const link of links) {
      const { status } = await visitor.get(link)
      if (status !== 200) refused.push(`${status} ${link}`)
    }
  expect(refused).toEqual([])
})

test('the list is filtered by state and leaves as a file; an odd period is the present one', async () => {
  const kept = await director.get('/desk/clauses?state=kept')
  const states = kept.page.querySelectorAll('.clause-line .badge').map(one => one.textContent.trim())
  expect(new Set(states)).toEqual(new Set(['符合']))
  const csv = Buffer.from(await director.bytes('/desk/clauses?format=csv')).toString()
  expect(csv).toContain('4.1.1')
  expect(csv).toContain('怎样补上')
  const present = periodOf('quarter', app.clock.now.toISOString().slice(0, 10)).label
  for (const odd of ['2026-13', '9999', "'; drop", '1999-Q1'])
    expect((await director.get(`/desk/clauses?period=${encodeURIComponent(odd)}`)).text).toContain(present)
})
