import { beforeAll, expect, test } from 'vitest'
import { contestFlow, entryFlow, judgeFlow, prizeFlow, roundFlow, sheetFlow } from '#modules/contests'
import { type Actor, stranger, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/**
 * 5.4.2 What happens at once in a contest, on PostgreSQL: the last sheets close a round once, the closing second takes nobody in
 * behind the back of the check, and prizes never go over the budget. Each is one transaction as a request makes it.
 */
let app: TestApp
let world: World
let parties: string[]
const many = 24
const now = () => app.clock.now

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  parties = await world.at(world.staff.get('陈静') as Actor, now(), async ctx => {
    const ids = Array.from({ length: many }, () => crypto.randomUUID())
    const rows = ids.map((id, n) => ({
      ...{ id, state: 'active', kind: 'person', name: `参赛人${n}`, contact_name: `参赛人${n}` },
      contact_phone: `138030${String(n).padStart(5, '0')}`,
      registered_at: now(),
    }))
    await ctx.db.insertInto('party').values(rows).execute()
    return ids
  })
})

const staff = (name: string): Actor => world.staff.get(name) as Actor
const person = (n: number): Actor => ({
  ...stranger,
  kind: 'person',
  name: `参赛人${n}`,
  parties: [parties[n] as string],
})

/** As a request does: a busy database is asked again; what is refused in plain words is told as such; all else is a fault. */
async function acts(
  who: Actor,
  flow: Parameters<typeof perform>[1],
  name: string,
  id: string | null,
  input: Record<string, unknown> = {},
  at = now(),
) {
  for (;;) {
    try {
      return await world.at(who, at, ctx => perform(ctx, flow, name, id, input))
    } catch (error) {
      if (error instanceof Problem && (error.status === 409 || error.status === 422)) return null
      const busy = error instanceof Problem ? error.status === 503 : /timeout|too many/i.test(String(error))
      if (!busy) throw error
    }
  }
}
const idOf = async (done: ReturnType<typeof acts>): Promise<string> => (await done)?.id as string

const opens = new Date('2026-11-25T08:00:00+08:00')
const closes = new Date('2026-12-01T18:00:00+08:00')
async function published(): Promise<{ contest: string; round: string }> {
  const matcher = staff('张涛')
  const contest = await idOf(
    acts(matcher, contestFlow, 'plan', null, {
      ...{ kind: 'startup', title: '同时来的大赛', organiser: '怀宁县商务局', place: '' },
      ...{
        about: '看同时发生的事会不会出错。',
        eligibility: '谁都可以',
        plan: '同时报名，同时锁定，同时发奖。',
      },
      ...{ owner_id: matcher.staffId, entrants: 'person', team_most: 1, rule: 'mean', ties: 'shared' },
      ...{ opens_at: '2026-11-25T08:00', closes_at: '2026-12-01T18:00', budget: [] },
      prizes: [{ name: '一等奖', places: 2, amount_fen: 1_000_00 }],
    }),
  )
  const round = await idOf(
    acts(matcher, roundFlow, 'add', null, {
      ...{ contest_id: contest, name: '决赛', weight: 100, advance_by: 'all', advance: 1, blind: true },
      ...{ judges_each: 3, starts_on: '2026-12-05', place: '' },
      criteria: [{ label: '作品', weight: 100, anchors: '看作品' }],
    }),
  )
  await acts(matcher, contestFlow, 'submit', contest)
  await acts(staff('李卫东'), contestFlow, 'approve', contest)
  await acts(matcher, contestFlow, 'publish', contest)
  return { contest, round }
}

const enters = (n: number, contest_id: string, at: Date, phone = `138030${String(n).padStart(5, '0')}`) =>
  acts(
    person(n),
    entryFlow,
    'enter',
    null,
    {
      ...{ contest_id, party_id: parties[n], title: `作品${n}`, about: '一段足够长的介绍文字。' },
      ...{ works: '一段足够长的作品内容文字。', links: [], shown: false, promised: true },
      ...{ contact_name: `参赛人${n}`, contact_phone: phone },
    },
    at,
  )

const read = <T>(work: (db: Parameters<Parameters<typeof app.kernel.database.read>[1]>[0]) => Promise<T>) =>
  app.kernel.database.read({ centre: world.id }, work)
const entriesOf = (contest: string) =>
  read(db =>
    db.selectFrom('contest_entry').selectAll().where('contest_id', '=', contest).orderBy('turn').execute(),
  )

test('nobody slips in at the closing second, and one phone is in one team', async () => {
  const { contest } = await published()
  await Promise.all([...Array(12).keys()].map(n => enters(n, contest, opens)))
  // The same phone by several people at once: one of them.
  await Promise.all([12, 13, 14, 15].map(n => enters(n, contest, opens, '13899990000')))
  const before = await entriesOf(contest)
  expect(before.map(one => one.turn)).toEqual([...Array(13).keys()].map(n => n + 1))
  for (const { id } of before) await acts(staff('王敏'), entryFlow, 'pass', id)
  const second = new Date(closes.getTime() - 1)
  const [closed, ...late] = await Promise.all([
    acts(staff('张涛'), contestFlow, 'closeEntries', contest, {}, closes),
    ...[16, 17, 18, 19].map(n => enters(n, contest, second)),
    ...[20, 21].map(n => enters(n, contest, closes)),
  ])
  const after = await entriesOf(contest)
  const came = late.filter(one => one !== null).length
  expect(late.slice(4), 'the closing second itself is too late').toEqual([null, null])
  expect(after).toHaveLength(13 + came)
  // Either it was closed before they came, or they came before and are to be checked first.
  if (closed) expect(came).toBe(0)
  else expect(came).toBeGreaterThan(0)
})

test('two judges who sign the last sheets at once close the round once', async () => {
  for (let go = 0; go < 3; go++) {
    const { contest, round } = await published()
    for (const n of [0, 1]) {
      const entry = await idOf(enters(n, contest, opens))
      await acts(staff('王敏'), entryFlow, 'pass', entry)
    }
    await acts(staff('张涛'), contestFlow, 'closeEntries', contest, {}, closes)
    const judges = await panelOf(contest, go)
    await acts(staff('张涛'), roundFlow, 'draw', round, { number: `2026${go}` })
    for (const { actor, seat } of judges)
      await acts(actor, judgeFlow, 'declare', seat, { round_id: round, entries: [], declared: true })
    await acts(staff('张涛'), roundFlow, 'start', round)
    const sheets = await read(db =>
      db.selectFrom('contest_sheet').selectAll().where('round_id', '=', round).execute(),
    )
    expect(sheets).toHaveLength(6)
    const signs = async (sheet: (typeof sheets)[number]) => {
      const one = judges.find(({ seat }) => seat === sheet.judge_id) as (typeof judges)[number]
      return acts(one.actor, sheetFlow, 'lock', sheet.id, { signed_name: one.actor.name, sure: true })
    }
    for (const sheet of sheets) {
      const one = judges.find(({ seat }) => seat === sheet.judge_id) as (typeof judges)[number]
      await acts(one.actor, sheetFlow, 'mark', sheet.id, { m0: 80, c0: '', opinion: '看过' })
    }
    await Promise.all(sheets.map(signs))
    const [state, journal] = await read(async db => [
      await db.selectFrom('contest_round').select('state').where('id', '=', round).executeTakeFirst(),
      await db
        .selectFrom('journal')
        .select('action')
        .where('record_id', '=', round)
        .where('action', '=', 'close')
        .execute(),
    ])
    expect(state?.state).toBe('scored')
    expect(journal, 'closed once').toHaveLength(1)
  }
})

async function panelOf(contest: string, go: number) {
  const judges: Array<{ actor: Actor; seat: string }> = []
  for (const at of [0, 1, 2]) {
    const phone = `1380400${go}${at}00`
    const name = `评委${'甲乙丙'[at]}`
    const { rows } = await app.kernel.database.pool.query<{ id: string }>(
      'insert into identity (id, name, phone_number) values ($1, $2, $3) returning id',
      [crypto.randomUUID(), name, phone],
    )
    const actor: Actor = { ...stranger, kind: 'person', name, identityId: rows[0]?.id as string }
    const seat = await idOf(
      acts(staff('张涛'), judgeFlow, 'inviteOutsider', null, {
        contest_id: contest,
        name,
        phone,
        about: '协会',
      }),
    )
    judges.push({ actor, seat })
  }
  // All accept at once: each is noted as a judge of the contest.
  await Promise.all(judges.map(({ actor, seat }) => acts(actor, judgeFlow, 'accept', seat)))
  const row = await read(db =>
    db.selectFrom('contest').select('judge_ids').where('id', '=', contest).executeTakeFirst(),
  )
  expect(row?.judge_ids).toHaveLength(3)
  return judges
}

test('prizes that are given at once never go over the approved sum', async () => {
  const { contest } = await published()
  const entries = await Promise.all([...Array(6).keys()].map(n => idOf(enters(n, contest, opens))))
  const given = await Promise.all(
    entries.map((entry_id, at) =>
      acts(system, prizeFlow, 'award', null, {
        ...{ contest_id: contest, entry_id, party_id: parties[at], title: '同时来的大赛' },
        ...{ name: '一等奖', turn: at + 1, amount_fen: 600_00 },
      }),
    ),
  )
  expect(
    given.filter(one => one !== null),
    'three of 600 元 fit into 2,000 元',
  ).toHaveLength(3)
})
