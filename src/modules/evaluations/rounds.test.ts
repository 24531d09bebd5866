import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, idIn, linked } from '../../../test/deeds.ts'
import { firmsOf } from '../../../test/orders.ts'
import { words, workbookAt } from '../../../test/sheets.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 6.1 Half a year of a centre: evaluations open by themselves, several hands score, a gap holds the round up, everybody reads. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

async function signIn(): Promise<void> {
  for (const name of ['李卫东', '陈静', '王敏', '张涛', '孙丽', '周健'])
    people[name] = await world.worker(name)
}
async function on(day: string): Promise<void> {
  app.clock.now = new Date(`${day}T10:00:00+08:00`)
  await signIn()
}
const main = async (visitor: Visitor, path: string): Promise<string> => words(await visitor.get(path))
const roundOf = async (kind: string): Promise<string> => {
  const list = await who('孙丽').get(`/desk/evaluations?kind=${kind}`)
  return idIn(list.page.querySelector('td a[href^="/desk/evaluations/"]')?.getAttribute('href'))
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await signIn()
  const firms = await firmsOf(world)
  const citizen = await world.citizen('13800000077', '何桂兰')
  const id = await applyFor(citizen, world, 'ZX-001', { question: '有没有物流补助？' })
  await does(who('王敏'), `service_case/accept/${id}`, { assignee_id: staffId('王敏') })
  const answer = { answer: '目前没有，窗口期开放时会通知您。', answer_basis: '县物流补助办法' }
  await does(who('王敏'), `service_case/answer/${id}`, answer)
  await does(citizen, `service_case/confirm/${id}`)
  await firms.delivered(citizen, 0, await firms.agreed(citizen, 0, 7))
})

let round = ''
const page = () => `/desk/evaluations/${round}`
/** 王敏 and 陈静 score, 李卫东 the last part; 张涛 is the head of every part. */
const team = (parts: number) =>
  Object.fromEntries(
    Array.from({ length: parts }, (_, at) => [
      [`parts.p${at + 1}.owner_id`, staffId(at === 12 ? '李卫东' : at % 2 === 0 ? '王敏' : '陈静')],
      [`parts.p${at + 1}.head_id`, staffId('张涛')],
    ]).flat(),
  )

describe('the clock opens', () => {
  test('nothing while the period goes on, then each kind once', async () => {
    await on('2026-12-31')
    await app.runClock('evaluation.open')
    expect(await main(who('孙丽'), '/desk/evaluations')).toContain('没有评价')
    await on('2027-01-01')
    await app.runClock('evaluation.open')
    await app.runClock('evaluation.open')
    const list = await who('孙丽').get('/desk/evaluations')
    expect(list.page.querySelectorAll('tbody tr')).toHaveLength(3)
    for (const title of ['2026 年下半年中心自评', '2026 年第四季度服务对象评价', '2026 年第三方评价'])
      expect(words(list)).toContain(title)
    round = await roundOf('self')
    expect(await main(who('孙丽'), '/desk'), 'it waits for whoever organises').toContain(
      '2026 年下半年中心自评',
    )
    expect(await main(who('孙丽'), page())).toContain('2026-07-01 至 2026-12-31')
  })

  test('it is no one else’s: not the public’s, not another centre’s', async () => {
    const stranger = world.stranger()
    expect((await stranger.get(page())).status).toBe(303)
    expect((await stranger.get(`/evaluations/${round}`)).status).toBe(404)
    expect((await stranger.call('GET', `/api/v1/evaluation/${round}`)).status).toBeGreaterThanOrEqual(401)
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const neighbour = await elsewhere.worker('李卫东')
    for (const path of [page(), `${page()}/coverage`, `${page()}/marks`])
      expect((await neighbour.get(path)).status, path).toBe(404)
    expect((await neighbour.post(`/act/evaluation/conclude/${round}`)).status).toBe(404)
  })
})

describe('several hands', () => {
  test('every part has who scores and who confirms: never the same person', async () => {
    expect((await who('王敏').get(`/act/evaluation/begin/${round}`)).status, 'not hers').toBe(403)
    const form = await who('孙丽').get(`/act/evaluation/begin/${round}`)
    expect(words(form)).toContain('运营机构：由谁评分')
    const sheet_id = form.page.querySelector('input[name="sheet_id"]')?.getAttribute('value') ?? ''
    const same = { ...team(13), 'parts.p1.head_id': staffId('王敏'), sheet_id }
    const refused = await who('孙丽').post(`/act/evaluation/begin/${round}`, same)
    expect([refused.status, words(refused)]).toEqual([422, expect.stringContaining('不能是同一个人')])
    await does(who('孙丽'), `evaluation/begin/${round}`, { ...team(13), sheet_id })
    expect(await main(who('孙丽'), page())).toContain('评价中')
    const marks = await who('王敏').get(`${page()}/marks`)
    expect(marks.page.querySelectorAll('tbody tr')).toHaveLength(29)
    expect(await main(who('王敏'), '/desk'), 'her tasks').toContain('自评：')
  })

  test('a row is scored by its own hand, within its points, with evidence of this platform', async () => {
    const mark = await linked(who('王敏'), `${page()}/marks?mine=1`, '/desk/evaluations/marks/')
    const path = `/act/evaluation_mark/score/${mark}`
    const fields = { score: '2', words: '合同、选定过程齐全，公示时间偏短。' }
    expect((await who('陈静').post(path, fields)).status, 'not hers').toBe(403)
    const over = await who('王敏').post(path, { ...fields, score: '2.6' })
    expect(over.status, 'more than its points').toBe(422)
    const outside = { 'evidence.0.label': '外网', 'evidence.0.href': '//evil.example/x' }
    expect((await who('王敏').post(path, { ...fields, ...outside })).status).toBe(422)
    const inside = { 'evidence.0.label': '运营合同', 'evidence.0.href': '/desk/operator' }
    await does(who('王敏'), `evaluation_mark/score/${mark}`, { ...fields, ...inside })
    const shown = await who('张涛').get(`/desk/evaluations/marks/${mark}`)
    expect(shown.page.querySelector('main .link-list a[href="/desk/operator"]')?.textContent).toContain(
      '运营合同',
    )
    expect(
      (await who('王敏').post(`/act/evaluation_mark/confirm/${mark}`)).status,
      'nobody confirms their own',
    ).toBe(403)
    await does(who('张涛'), `evaluation_mark/giveBack/${mark}`, { reason: '请附上公示的截图。' })
    expect(await main(who('王敏'), `/desk/evaluations/marks/${mark}`)).toContain('请附上公示的截图')
    await does(who('王敏'), `evaluation_mark/score/${mark}`, { ...fields, ...inside })
    await does(who('张涛'), `evaluation_mark/confirm/${mark}`)
  })

  test('results cannot be told before every row is confirmed; with the last one they are', async () => {
    const early = await who('孙丽').post(`/act/evaluation/conclude/${round}`)
    expect([early.status, words(early)]).toEqual([409, expect.stringContaining('还有 28 个自评项')])
    await scoreTheRest()
    const shown = await main(who('孙丽'), page())
    expect(shown).toContain('结果已出，待审定')
    // One row 2 of 2.5, one 1 of 4, all others full: 96.5 of 100.
    expect(shown).toContain('96.5 分（满分 100 分）')
  })

  /** Everything full, but for 5.3.1, which gets a point; of the services of 5.1 what was closed is looked at, of 5.6.1 nothing. */
  async function scoreTheRest(): Promise<void> {
    const marks = await who('张涛').get(`${page()}/marks?state=open`)
    for (const row of marks.page.querySelectorAll('tbody tr')) {
      const id = idIn(row.querySelector('a[href^="/desk/evaluations/marks/"]')?.getAttribute('href'))
      const cells = row.querySelectorAll('td').map(cell => cell.textContent.trim())
      const owner = who(['王敏', '陈静'].find(name => cells.includes(name)) ?? '李卫东')
      const form = await owner.get(`/act/evaluation_mark/score/${id}`)
      const full = /满分 ([\d.]+) 分/.exec(words(form))?.[1] ?? ''
      const low = cells.includes('5.3.1')
      const services = cells.includes('5.1')
        ? form.page.querySelectorAll('input[name="services"]').map(one => one.getAttribute('value') ?? '')
        : []
      if (cells.includes('5.1')) expect(services, 'what was really provided').toHaveLength(1)
      expect(
        form.page.querySelectorAll('input[name="services"][checked]'),
        'nothing is ticked beforehand',
      ).toHaveLength(0)
      await does(owner, `evaluation_mark/score/${id}`, {
        ...{ score: low ? '1' : full, words: '按要求完成，记录齐全。' },
        ...(services.length > 0 && { services }),
      })
      await does(who('张涛'), `evaluation_mark/confirm/${id}`)
    }
  }

  test('the filled-in sheet leaves as a workbook', async () => {
    const { rows } = await workbookAt(who('孙丽'), `${page()}/marks?format=xlsx&hide=-`)
    expect(rows[0]).toEqual(expect.arrayContaining(['一级指标', '分值', '得分', '平台上的依据', '现场检查']))
    expect(rows).toHaveLength(30)
    expect(rows[1]?.join(' ')).toContain('运营合同 /desk/operator')
  })
})

describe('approved, published, and held up by a gap', () => {
  test('whoever organised or scored does not approve', async () => {
    const opinion = { opinion: '总体较好，培训要补上。' }
    expect((await who('孙丽').post(`/act/evaluation/approve/${round}`, opinion)).status).toBe(403)
    const scorer = await who('李卫东').post(`/act/evaluation/approve/${round}`, opinion)
    expect([scorer.status, words(scorer)]).toEqual([409, expect.stringContaining('打过分')])
    await does(who('周健'), `evaluation/approve/${round}`, opinion)
    const found = (await who('李卫东').call('GET', '/api/v1/finding')).text
    expect(found, 'what was scored low goes on').toContain('自评得分低：5.3.1')
    expect(found, 'what nobody looked at, too').toContain('没有评到：短视频拍摄')
    expect(
      (await who('李卫东').post(`/act/evaluation/sendBack/${round}`, { reason: '再看一遍。' })).status,
    ).toBe(409)
  })

  test('what is published says how, how many, what came out and what was not looked at', async () => {
    const stranger = world.stranger()
    expect(await main(stranger, '/evaluations')).toContain('还没有公布的评价结果')
    const form = await who('孙丽').get(`/act/evaluation/publish/${round}`)
    expect(form.text, 'a method is suggested').toContain('由这一部分的负责人确认')
    await does(who('孙丽'), `evaluation/publish/${round}`, {
      method: '由中心各岗位逐项自评，负责人确认，主任审定。',
      improvements: '三月底前补办两期培训班，七月公布进展。',
    })
    expect(await main(stranger, '/evaluations')).toContain('2026 年下半年中心自评')
    const shown = await main(stranger, `/evaluations/${round}`)
    for (const part of ['96.5 分（满分 100 分）', '计入29 项', '逐项自评', '补办两期培训班', '正在说明'])
      expect(shown, part).toContain(part)
    expect(shown, 'nothing to compare with').toContain('没有可以比较的')
    for (const name of ['王敏', '陈静', '张涛', '孙丽']) expect(shown, 'no names').not.toContain(name)
  })

  test('the gap is red, named and blocks; one explains, another accepts', async () => {
    const cover = await who('孙丽').get(`${page()}/coverage`)
    const line = cover.page.querySelectorAll('tbody tr').find(row => row.textContent.includes('5.6.1'))
    expect(line?.querySelector('.badge-red')?.textContent).toBe('没有评到')
    const blocked = await who('孙丽').post(`/act/evaluation/close/${round}`)
    expect([blocked.status, words(blocked)]).toEqual([409, expect.stringContaining('还有 1 项服务没有评到')])
    const button = (await who('孙丽').get(page())).page.querySelector('.blocked')
    expect(button?.textContent, 'the button says why').toContain('还有 1 项服务没有评到')
    const gap = idIn(line?.querySelector('a[href^="/act/evaluation_gap/explain/"]')?.getAttribute('href'))
    const said = {
      explanation: '期内只办结一件，年底办结，没有来得及核对。',
      remedy: '下一轮先核对业务支持类。',
    }
    expect((await who('王敏').post(`/act/evaluation_gap/explain/${gap}`, said)).status).toBe(403)
    // The director may explain as well as accept: never both.
    await does(who('李卫东'), `evaluation_gap/explain/${gap}`, said)
    expect((await who('李卫东').post(`/act/evaluation_gap/accept/${gap}`)).status).toBe(403)
    expect(
      (await who('孙丽').post(`/act/evaluation/close/${round}`)).status,
      'explained is not accepted',
    ).toBe(409)
    await does(who('周健'), `evaluation_gap/accept/${gap}`)
    await does(who('孙丽'), `evaluation/close/${round}`)
    expect(await main(who('孙丽'), page())).toContain('已办结')
    expect(await main(world.stranger(), `/evaluations/${round}`)).toContain('期内只办结一件')
  })

  test('the report is there as PDF and as a Word file, with every row and the gap', async () => {
    const pdf = await who('李卫东').file(`${page()}/report.pdf`)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const { unzipSync, strFromU8 } = await import('fflate')
    const parts = unzipSync(await who('李卫东').bytes(`${page()}/report.docx`))
    const text = strFromU8(parts['word/document.xml'] as Uint8Array).replaceAll(/<[^>]+>/g, '')
    for (const part of [
      '自评报告',
      '一、自评的组织',
      '4.1.1',
      '合同、选定过程齐全',
      '运营合同',
      '期内只办结一件',
      '补办两期',
    ])
      expect(text, part).toContain(part)
    const other = await roundOf('recipients')
    expect((await who('李卫东').get(`/desk/evaluations/${other}/report.pdf`)).status).toBe(404)
  })

  test('even by hand the database closes no round over a gap', async () => {
    const open = app.kernel.database.write({ centre: world.id }, db =>
      db.updateTable('evaluation').set({ gaps: 1 }).where('id', '=', round).execute(),
    )
    await expect(open).rejects.toThrow(/check constraint/)
  })

  test('the matrix shows all rounds; what was provided is looked at by kind', async () => {
    const matrix = await who('王敏').get('/desk/evaluations/coverage')
    expect(words(matrix), 'there is time for the others').toContain('还没评到')
    expect(matrix.page.querySelectorAll('thead th')).toHaveLength(5)
    const row = matrix.page.querySelectorAll('tbody tr').find(one => one.textContent.includes('5.6.1'))
    expect(row?.textContent).toContain('已说明')
    const csv = await who('王敏').get('/desk/evaluations/coverage?format=csv')
    expect(csv.text).toContain('1 个自评项核对过')
  })

  test('a kind that nobody has brought in cannot be concluded', async () => {
    const other = await roundOf('third_party')
    expect((await who('孙丽').post(`/act/evaluation/conclude/${other}`)).status).toBe(409)
    expect((await who('孙丽').get(`/act/evaluation/begin/${other}`)).status).toBe(409)
  })
})

describe('half a year later', () => {
  test('the cycle is a setting; changed, it goes on where it stopped', async () => {
    const change = '/act/setting_change/make?code=evaluation.recipients.cycle'
    expect((await who('李卫东').submit(change, { value: 'half' })).status).toBe(303)
    await on('2027-04-01')
    await app.runClock('evaluation.open')
    expect(await main(who('王敏'), '/desk/evaluations/coverage'), 'no more').toContain('处没有评到')
    expect(await main(who('孙丽'), '/desk/evaluations?kind=recipients')).not.toContain('2027 年第一季度')
  })

  test('the next round opens; the same people are suggested; the same version is compared', async () => {
    await on('2027-07-01')
    await app.runClock('evaluation.open')
    const before = round
    round = await roundOf('self')
    expect(round).not.toBe(before)
    expect(await main(who('孙丽'), '/desk/evaluations?kind=recipients')).toContain(
      '2027 年上半年服务对象评价',
    )
    const form = await who('孙丽').get(`/act/evaluation/begin/${round}`)
    expect(form.page.querySelector('#f-parts-p1-owner_id option[selected]')?.getAttribute('value')).toBe(
      staffId('王敏'),
    )
  })
})
