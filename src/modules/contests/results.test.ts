import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { entrants, judgedContest } from '../../../test/contests.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { digestOf, replayed } from './replay.ts'

/** 5.4.2 What comes after the last score: ties, 公示, replay, objections, prizes. */
let app: TestApp
let world: World
let matcher: Visitor
let director: Visitor
let bureau: Visitor
let cashier: Visitor
let stranger: Visitor
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const person = (n: number): Promise<Visitor> => world.citizen(...(entrants[n] as [string, string]))

/** The sessions of the staff have ended meanwhile. */
async function at(day: string, time: string): Promise<void> {
  app.clock.now = new Date(`${day}T${time}:00+08:00`)
  await staff()
}
async function staff(): Promise<void> {
  matcher = await world.worker('张涛')
  director = await world.worker('李卫东')
  bureau = await world.worker('周健')
  cashier = await world.worker('陈静')
}

beforeAll(async () => {
  app = await testApp()
})

describe('a result', () => {
  let id = ''
  let entries: string[] = []
  let round = ''

  test('with a tie waits for the panel where the rule says so, and is let out by who did not organise', async () => {
    world = await newCentre(app)
    stranger = world.stranger()
    // The first and the second work are equal, criterion by criterion.
    const judged = await judgedContest(app, world, work => (work === 2 ? [60, 65] : [90, 80]), {
      ties: 'vote',
    })
    ;({ contest: id, entries, round } = judged)
    await staff()
    const tied = await matcher.post(`/act/contest_round/settle/${round}`)
    expect(tied.status).toBe(409)
    const [a, b] = [...tied.text.matchAll(/(\d\d) 号作品/g)].map(match => Number(match[1]))
    const third = [1, 2, 3].find(number => number !== a && number !== b)
    const wrong = await matcher.post(`/act/contest_round/vote/${round}`, {
      order: `${third} ${a}`,
      note: '三票对零票',
    })
    expect(errorAt(wrong, 'order')).toContain('没有同分')
    await does(matcher, `contest_round/vote/${round}`, { order: `${b} ${a}`, note: '评委三人表决，二比一' })
    await does(matcher, `contest_round/settle/${round}`)
    expect((await matcher.post(`/act/contest/publicise/${id}`, { days: '5' })).status).toBe(403)
    const few = await director.post(`/act/contest/publicise/${id}`, { days: '2' })
    expect(few.status, 'at least as long as the setting says').toBe(422)
    await does(director, `contest/publicise/${id}`, { days: '5' })
    const page = await main(stranger, `/contests/${id}`)
    expect(page).toMatch(/结果公示[\s\S]*重算文件 SHA-256/)
  })

  test('can be replayed from the public file, and one changed score is found', async () => {
    const file = await stranger.get(`/contests/${id}/replay.json`)
    const digest = digestOf(file.text)
    expect((await main(stranger, `/contests/${id}/replay`)).replaceAll(/\s/g, '')).toContain(digest)
    for (const name of [...entrants.flat(), '韩文', '陶敏', '鲁安']) expect(file.text).not.toContain(name)
    expect(replayed(file.text).differences).toEqual([])
    const data = file.json<{ rounds: Array<{ scores: Array<{ marks: number[] }> }> }>()
    const score = data.rounds[0]?.scores[0] as { marks: number[] }
    score.marks[0] = (score.marks[0] as number) - 9
    const { differences } = replayed(JSON.stringify(data))
    expect(differences.join('\n')).toMatch(
      /决赛：\d\d 号作品，评委 \d的合计应为[\s\S]*平均分重算为[\s\S]*总排名/,
    )
    expect(data.rounds[0]?.scores).toHaveLength(9)
  })

  test('is objected to: somebody who did not judge answers; what is upheld is corrected in a new version', async () => {
    const raise = {
      contest_id: id,
      raised_by: '郝建国',
      phone: '13800000084',
      body: '第一名的项目去年已在别处得奖，不符合条件。',
    }
    await does(await world.citizen('13800000084', '郝建国'), 'contest_objection/raise', raise)
    expect(await main(stranger, `/contests/${id}`)).toContain('公示中止')
    const [objection] = await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('contest_objection').select('id').where('contest_id', '=', id).execute(),
    )
    expect(
      (await matcher.post(`/act/contest_objection/uphold/${objection?.id}`, { answer: '经查属实。' })).status,
    ).toBe(403)
    await does(bureau, `contest_objection/uphold/${objection?.id}`, { answer: '经查证属实。' })
    const winner = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('contest_entry')
        .select(['id', 'title'])
        .where('contest_id', '=', id)
        .where('final_rank', '=', 1)
        .executeTakeFirstOrThrow(),
    )
    await does(bureau, `contest_entry/disqualify/${winner.id}`, { reason: '已在别处得奖' })
    await does(bureau, `contest/correct/${id}`, { days: '5', correction: '取消第一名的参赛资格，名次递补。' })
    const page = await main(stranger, `/contests/${id}`)
    expect(page).toContain('取消第一名的参赛资格')
    expect(page.slice(0, page.indexOf('大赛通知'))).not.toContain(winner.title)
    const [now, before] = [
      await stranger.get(`/contests/${id}/replay.json`),
      await stranger.get(`/contests/${id}/replay.json?version=1`),
    ]
    expect([replayed(now.text).differences, replayed(before.text).differences]).toEqual([[], []])
    expect(now.text).not.toBe(before.text)
  })

  test('is announced after the 公示; prizes are paid by another and stay within the budget', async () => {
    expect((await matcher.post(`/act/contest/announce/${id}`)).status, 'not during the 公示').toBe(409)
    await at('2026-12-22', '09:00')
    await app.runClock('clock.tick')
    await app.runJobs()
    await does(matcher, `contest/announce/${id}`)
    const prizes = await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('contest_prize').selectAll().where('contest_id', '=', id).orderBy('turn').execute(),
    )
    expect(
      prizes.map(one => [one.name, one.amount_fen]),
      'who reached the final, less the one who was taken out',
    ).toEqual([
      ['一等奖', 5_000_00],
      ['二等奖', 2_000_00],
    ])
    expect((await matcher.post(`/act/contest/close/${id}`)).status, 'before the money is paid').toBe(409)
    const prize = prizes[0]
    const much = await cashier.post(`/act/contest_prize/pay/${prize?.id}`, {
      tax_fen: '9000',
      paid_on: '2026-12-22',
      voucher: '记-118',
    })
    expect(errorAt(much, 'tax_fen')).toContain('不能超过')
    await does(cashier, `contest_prize/pay/${prize?.id}`, {
      tax_fen: '1000',
      paid_on: '2026-12-22',
      voucher: '记-118',
    })
    const book = await cashier.get('/desk/contests/prizes?format=csv')
    expect(book.text).toMatch(/一等奖.*5000.*1000.*4000.*记-118/)
    await does(director, `contest_prize/cancel/${prizes[1]?.id}`, { reason: '书面放弃奖金' })
    await does(matcher, `contest/close/${id}`)
    const [owner] = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('contest_entry')
        .select('id')
        .where('id', '=', prize?.entry_id ?? '')
        .execute(),
    )
    const whose = entries.indexOf(owner?.id ?? '')
    const page = await (await person(whose)).get(`/my/contests/entries/${owner?.id}`)
    expect(page.text).toContain('/incubation/apply?project=')
    const paper = await (await person(whose)).file(`/my/contests/entries/${owner?.id}/honour.pdf`)
    expect(paper.subarray(0, 4).toString()).toBe('%PDF')
    expect(
      (await (await world.citizen('13800000084')).get(`/my/contests/entries/${owner?.id}/honour.pdf`)).status,
    ).toBe(404)
    expect(await main(stranger, `/contests/check?code=${prize?.code}`)).toMatch(/属实[\s\S]*一等奖/)
    expect(await main(stranger, '/contests/check?code=1234567812345678')).toContain('没有查到')
    await does(matcher, `contest_entry/followUp/${owner?.id}`, { note: '已注册公司，入驻中心工位。' })
  })

  test('is another centre’s business only there', async () => {
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const other = await elsewhere.worker('张涛')
    expect((await other.get('/desk/contests')).status).toBe(200)
    for (const path of [
      `/desk/contests/${id}`,
      `/contests/${id}`,
      `/contests/${id}/replay.json`,
      `/desk/contests/entries/${entries[0]}`,
    ])
      expect((await other.get(path)).status, path).toBe(404)
  })
})
