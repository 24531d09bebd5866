import { beforeAll, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { forgetPerson } from '#platform/personal-data'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import {
  contestOf,
  declares,
  enters,
  entrants,
  finalOf,
  judgePhones,
  openContest,
  publishedContest,
  roundOf,
  roundsOf,
  seatedJudges,
  sheetsOf,
} from '../../../test/contests.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.4.2 What stands before a contest is public, and who is kept away from what. */
let app: TestApp
let world: World
let matcher: Visitor
let director: Visitor
let stranger: Visitor
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  matcher = await world.worker('张涛')
  director = await world.worker('李卫东')
  stranger = world.stranger()
})
const citizen = (n: number): Promise<Visitor> => world.citizen(...(entrants[n] as [string, string]))

test('a plan is whole before it is approved by another', async () => {
  expect((await (await citizen(0)).get('/my')).status, 'the person is somebody').toBe(200)
  expect((await (await citizen(0)).post('/act/contest/plan', contestOf(world))).status).toBe(403)
  const id = await does(
    matcher,
    'contest/plan',
    contestOf(world, { title: '怀宁县直播技能大赛', kind: 'skills' }),
  )
  expect((await matcher.post(`/act/contest/submit/${id}`)).status, 'no rounds yet').toBe(409)
  const wrong = await matcher.post('/act/contest_round/add', roundOf(id, { 'criteria.0.weight': '50' }))
  expect(errorAt(wrong, 'criteria')).toContain('90%')
  const few = await matcher.post('/act/contest_round/add', roundOf(id, { judges_each: '2' }))
  expect(errorAt(few, 'judges_each'), 'the setting says three').toContain('3 位')
  await does(matcher, 'contest_round/add', roundOf(id))
  expect((await matcher.post(`/act/contest/submit/${id}`)).page.textContent).toContain('现在是 40%')
  await does(matcher, 'contest_round/add', finalOf(id))
  await does(matcher, `contest/submit/${id}`)
  expect((await matcher.post(`/act/contest/approve/${id}`)).status).toBe(403)
  expect((await stranger.get(`/contests/${id}`)).status, 'not before it is published').toBe(404)
  await does(director, `contest/approve/${id}`)
  await does(matcher, `contest/publish/${id}`)
  expect(await main(stranger, '/contests')).toMatch(/怀宁县直播技能大赛报名中/)
  const rounds = await roundsOf(app, world, id)
  const edited = await matcher.post(`/act/contest_round/edit/${rounds[0]?.id}`, roundOf(id, { weight: '30' }))
  expect(errorAt(edited, 'weight'), 'what was approved stands').toContain('已经批准')
  await does(matcher, `contest/cancel/${id}`, { reason: '与另一场赛事合并' })
  expect(await main(stranger, `/contests/${id}`)).toContain('与另一场赛事合并')
})

test('a start-up exchange is a kind of activity, found from the contests', async () => {
  expect(await main(matcher, '/act/activity/plan')).toContain('创业交流')
  const link = (await stranger.get('/contests')).page.querySelector('a[href^="/activities?kind="]')
  expect((await stranger.get(link?.getAttribute('href') ?? '')).status).toBe(200)
})

test('a draft of an entry waits for its contest, and for no other', async () => {
  const who = await citizen(0)
  const [one, other] = [
    await publishedContest(world),
    await publishedContest(world, { title: '另一个大赛名称' }),
  ]
  await who.post('/draft/contest_entry/enter', { contest_id: one, title: '写了一半', _keep: '1' })
  const titleIn = async (contest: string) =>
    (await who.get(`/act/contest_entry/enter?contest_id=${contest}`)).page
      .querySelector('input[name="title"]')
      ?.getAttribute('value') ?? ''
  expect(await titleIn(one)).toBe('写了一半')
  expect(await titleIn(other)).toBe('')
})

test('whom the platform knows to belong to an entry is never given it, whatever they declare', async () => {
  const only = (id: string) => finalOf(id, { weight: '100', blind: '1' })
  const contest = await publishedContest(world, {}, [only])
  const [first, second] = [
    await enters(await citizen(0), contest),
    await enters(await citizen(1), contest, { title: '贡糕新包装' }),
  ]
  const checker = await world.worker('王敏')
  for (const entry of [first, second]) await does(checker, `contest_entry/pass/${entry}`)
  app.clock.now = new Date('2026-12-02T09:00:00+08:00')
  matcher = await world.worker('张涛')
  await does(matcher, `contest/closeEntries/${contest}`)
  const taken = { contest_id: contest, name: '丁小军', phone: entrants[1][0], about: '本县商家' }
  const refused = await matcher.post('/act/contest_judge/inviteOutsider', taken)
  expect(errorAt(refused, 'phone'), 'whoever takes part').toContain('不能当评委')
  const panel = await seatedJudges(world, contest)
  // 韩文 acts for the party of the first entry.
  await world.at(system, app.clock.now, async ctx => {
    const { party_id } = await ctx.db
      .selectFrom('contest_entry')
      .select('party_id')
      .where('id', '=', first)
      .executeTakeFirstOrThrow()
    const { id } = await ctx.db
      .selectFrom('mandate')
      .select('id')
      .where('party_id', '=', party_id)
      .executeTakeFirstOrThrow()
    await ctx.db.updateTable('mandate').set({ phone: judgePhones[0] }).where('id', '=', id).execute()
  })
  const [round] = await roundsOf(app, world, contest)
  await does(matcher, `contest_round/draw/${round?.id}`, { number: '4711' })
  for (const one of panel) await declares(one, round?.id ?? '')
  const start = await matcher.post(`/act/contest_round/start/${round?.id}`)
  expect(start.page.textContent, 'one of three may not').toContain('还差 1 位')
  const sun = world.staff.get('孙丽')?.staffId ?? ''
  await does(matcher, 'contest_judge/inviteColleague', { contest_id: contest, staff_id: sun, about: '回访' })
  const colleague = await world.worker('孙丽')
  const link = (await colleague.get('/my/contests')).page.querySelector('a[href^="/my/contests/judging/"]')
  const seat = link?.getAttribute('href')?.split('/').at(-1) ?? ''
  await does(colleague, `contest_judge/accept/${seat}`)
  await declares({ name: '孙丽', who: colleague, seat }, round?.id ?? '')
  await does(matcher, `contest_round/start/${round?.id}`)
  expect([...(await sheetsOf(panel[0] as (typeof panel)[0])).keys()], 'the other one only').toHaveLength(1)
  // A judge who is taken out leaves what they have not signed to the others, as far as there are any.
  await does(matcher, `contest_judge/remove/${panel[2]?.seat}`, { reason: '临时出差来不了' })
  expect((await sheetsOf(panel[2] as (typeof panel)[0])).size).toBe(0)
  expect((await sheetsOf({ name: '孙丽', who: colleague, seat })).size).toBe(2)
})

test('goes with the person: a copy of what is kept, and then nothing that names them', async () => {
  const who = await world.citizen('13800000085', '汪小满')
  app.clock.now = new Date('2026-11-30T09:00:00+08:00')
  matcher = await world.worker('张涛')
  director = await world.worker('李卫东')
  const { contestEntry } = await openContest(world, who)
  const copy = (await who.get('/account/data.json')).json<{
    contests: { entries: unknown[]; teams: unknown[] }
  }>()
  expect([copy.contests.entries.length, copy.contests.teams.length]).toEqual([1, 1])
  expect(await main(who, '/account/erase')).toContain('1 份大赛报名')
  await world.at(system, app.clock.now, async ctx => {
    const row = await ctx.db
      .selectFrom('contest_entry')
      .selectAll()
      .where('id', '=', contestEntry)
      .executeTakeFirstOrThrow()
    const actor = {
      ...ctx.actor,
      kind: 'person' as const,
      name: '汪小满',
      identityId: row.identity_id,
      parties: [row.party_id],
    }
    await forgetPerson({ ...ctx, actor })
    const after = await ctx.db
      .selectFrom('contest_entry')
      .selectAll()
      .where('id', '=', contestEntry)
      .executeTakeFirstOrThrow()
    expect([after.state, after.contact_name, after.works, after.identity_id]).toEqual([
      'withdrawn',
      '（已注销）',
      '（已删除）',
      null,
    ])
    const member = await ctx.db
      .selectFrom('contest_member')
      .selectAll()
      .where('entry_id', '=', contestEntry)
      .executeTakeFirstOrThrow()
    expect([member.name, member.phone, member.active]).toEqual(['（已注销）', '00000000000', false])
  })
})
