import { sheetFlow } from '#modules/contests'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import { does, idIn, linked } from './deeds.ts'
import type { Visitor } from './visitor.ts'
import type { World } from './world.ts'

/** A contest as 张涛 types it: two rounds, the first blind; a first and two second prizes. */
export const contestOf = (world: World, more: Record<string, string> = {}): Record<string, string> => ({
  ...{ kind: 'startup', title: '怀宁县电商创业大赛', organiser: '怀宁县商务局' },
  about: '面向返乡青年和合作社的创业项目，比产品、比模式、比带动。',
  ...{
    eligibility: '项目在本县，成立不满三年。',
    place: '中心路演厅',
    plan: '初审盲评，决赛现场路演，全程录像。',
  },
  owner_id: world.staff.get('张涛')?.staffId ?? '',
  ...{ entrants: 'both', team_most: '4', opens_at: '2026-11-20T08:00', closes_at: '2026-12-01T18:00' },
  ...{ rule: 'mean', ties: 'shared' },
  ...{ 'budget.0.item': '场地和评委费', 'budget.0.amount_fen': '6000' },
  ...{ 'prizes.0.name': '一等奖', 'prizes.0.places': '1', 'prizes.0.amount_fen': '5000' },
  ...{ 'prizes.1.name': '二等奖', 'prizes.1.places': '2', 'prizes.1.amount_fen': '2000' },
  ...more,
})

export const roundOf = (contest: string, more: Record<string, string> = {}): Record<string, string> => ({
  ...{ contest_id: contest, name: '预赛', weight: '40', advance_by: 'count', advance: '2', blind: '1' },
  ...{ judges_each: '3', starts_on: '2026-12-05', place: '线上' },
  ...{ 'criteria.0.label': '产品', 'criteria.0.weight': '60', 'criteria.0.anchors': '90 以上：有稳定销路' },
  ...{ 'criteria.1.label': '带动', 'criteria.1.weight': '40', 'criteria.1.anchors': '90 以上：带动十户以上' },
  ...more,
})
export const finalOf = (contest: string, more: Record<string, string> = {}) =>
  roundOf(contest, {
    ...{ name: '决赛', weight: '60', advance_by: 'all', advance: '1', blind: '', starts_on: '2026-12-12' },
    ...{ place: '路演厅', ...more },
  })

/** Planned with its rounds by 张涛, approved by 李卫东, published; returns its id. */
export async function publishedContest(
  world: World,
  more: Record<string, string> = {},
  rounds: ReadonlyArray<(contest: string) => Record<string, string>> = [roundOf, finalOf],
): Promise<string> {
  const [matcher, director] = [await world.worker('张涛'), await world.worker('李卫东')]
  const id = await does(matcher, 'contest/plan', contestOf(world, more))
  for (const round of rounds) await does(matcher, 'contest_round/add', round(id))
  await does(matcher, `contest/submit/${id}`)
  await does(director, `contest/approve/${id}`)
  await does(matcher, `contest/publish/${id}`)
  return id
}

/** Somebody enters, by the form of the page; returns the id of the entry. */
export async function enters(
  who: Visitor,
  contest: string,
  more: Record<string, string> = {},
): Promise<string> {
  const page = `/act/contest_entry/enter?contest_id=${contest}`
  const form = await who.get(page)
  const known = (name: string) =>
    form.page.querySelector(`input[name="${name}"]`)?.getAttribute('value') ?? ''
  const sent = await who.submit(page, {
    ...{
      party_id: known('party_id'),
      contact_name: known('contact_name'),
      contact_phone: known('contact_phone'),
    },
    ...{ as_team: 'person', title: '蓝莓鲜果直发', about: '产地直发，四十八小时到手。' },
    ...{ works: '与三个合作社签了协议，自建预冷库，月发一千单。', promised: '1' },
    ...more,
  })
  if (sent.status !== 303)
    throw new Error(sent.page.querySelector('main')?.textContent ?? String(sent.status))
  return idIn(sent.location)
}

export const judgePhones = ['13800000091', '13800000092', '13800000093'] as const

/** Three judges from outside who accepted; each with the id of their seat. */
export async function seatedJudges(
  world: World,
  contest: string,
  names: readonly string[] = ['韩文', '陶敏', '鲁安'],
) {
  const matcher = await world.worker('张涛')
  const seated: Array<{ name: string; who: Visitor; seat: string }> = []
  for (const [at, name] of names.entries()) {
    const phone = judgePhones[at] as string
    await does(matcher, 'contest_judge/inviteOutsider', {
      contest_id: contest,
      name,
      phone,
      about: '市电商协会',
    })
    const who = await world.citizen(phone, name)
    const seat = await linked(who, '/my/contests', '/my/contests/judging/')
    await does(who, `contest_judge/accept/${seat}`)
    seated.push({ name, who, seat })
  }
  return seated
}
export type Seated = Awaited<ReturnType<typeof seatedJudges>>

/** The ids of rounds of a contest, in their order. */
export const roundsOf = (app: TestApp, world: World, contest: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('contest_round').selectAll().where('contest_id', '=', contest).orderBy('seq').execute(),
  )

/** Declares that there is nothing to declare. */
export const declares = (one: Seated[number], round: string, more: Record<string, string | string[]> = {}) =>
  does(one.who, `contest_judge/declare/${one.seat}`, { round_id: round, declared: '1', ...more })

/** The sheets that a judge has, as their page links them: by number of the entry. Later rounds come first. */
export async function sheetsOf(one: Seated[number], state = ''): Promise<Map<number, string>> {
  const page = await one.who.get(`/my/contests/judging/${one.seat}`)
  const links = page.page
    .querySelectorAll('.task-list li')
    .filter(line => line.textContent.includes(state))
    .flatMap(line => line.querySelectorAll('a[href^="/my/contests/sheets/"]'))
  return new Map(
    links.map(link => [Number(/(\d+) 号/.exec(link.textContent)?.[1]), idIn(link.getAttribute('href'))]),
  )
}
export const openSheetsOf = (one: Seated[number]) => sheetsOf(one, '待评')

/** Marks a sheet and signs it. */
export async function judges(one: Seated[number], sheet: string, marks: readonly number[]): Promise<void> {
  const fields = Object.fromEntries(marks.map((mark, at) => [`m${at}`, String(mark)]))
  await does(one.who, `contest_sheet/mark/${sheet}`, { ...fields, opinion: '看过材料' })
  await does(one.who, `contest_sheet/lock/${sheet}`, { signed_name: one.name, sure: '1' })
}

/** A contest that takes entries, and an entry of the visitor's. */
export async function openContest(
  world: World,
  who: Visitor,
): Promise<{ contest: string; contestEntry: string }> {
  const contest = await publishedContest(world)
  return { contest, contestEntry: await enters(who, contest) }
}

const works = ['蓝莓鲜果直发', '贡糕新包装', '山货直播间'] as const
export const entrants = [
  ['13800000081', '杨雪'],
  ['13800000082', '丁小军'],
  ['13800000083', '陈秀英'],
] as const

/** A contest of one round that was judged and settled: three works, three judges; each work gets what `marks` says. */
export async function judgedContest(
  app: TestApp,
  world: World,
  marks: (work: number, judge: number) => readonly number[],
  more: Record<string, string> = {},
) {
  const only = (id: string) => finalOf(id, { weight: '100', blind: '1' })
  const contest = await publishedContest(world, more, [only])
  const [checker, entries] = [await world.worker('王敏'), [] as string[]]
  for (const [at, [phone, name]] of entrants.entries())
    entries.push(await enters(await world.citizen(phone, name), contest, { title: works[at] as string }))
  for (const entry of entries) await does(checker, `contest_entry/pass/${entry}`)
  app.clock.now = new Date('2026-12-02T09:00:00+08:00')
  const matcher = await world.worker('张涛')
  await does(matcher, `contest/closeEntries/${contest}`)
  const panel = await seatedJudges(world, contest)
  const [round] = await roundsOf(app, world, contest)
  await does(matcher, `contest_round/draw/${round?.id}`, { number: '20261202' })
  for (const one of panel) await declares(one, round?.id ?? '')
  await does(matcher, `contest_round/start/${round?.id}`)
  const numbers = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('contest_entry').select(['id', 'number']).where('contest_id', '=', contest).execute(),
  )
  for (const [judge, one] of panel.entries())
    for (const [number, sheet] of await openSheetsOf(one)) {
      const work = entries.indexOf(numbers.find(row => row.number === number)?.id ?? '')
      await judges(one, sheet, marks(work, judge))
    }
  return { contest, entries, panel, round: round?.id ?? '' }
}

/** Somebody whose posts bundle organising and approving opens a sheet. */
export const unlocksWithAllDuties = (app: TestApp, world: World, name: string, sheet: string) => {
  const actor = world.staff.get(name) as Actor
  const both = { ...actor, duties: new Set([...actor.duties, 'contest.approve']) }
  return world.at(both, app.clock.now, ctx => perform(ctx, sheetFlow, 'unlock', sheet))
}
