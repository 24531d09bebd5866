import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** Anonymous stays anonymous, with the whole database in hand; the receipt code opens one complaint and nothing else. */
let app: TestApp
let world: World
let clerk: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  clerk = await world.worker('陈静')
})

const main = (answer: Answer): string => answer.page.querySelector('main')?.textContent ?? ''
const rowsOf = (table: string) =>
  app.kernel.database.write(
    { centre: world.id },
    async db => (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db)).rows,
  )

interface Receipt {
  number: string
  code: string
}
async function complain(
  visitor: Visitor,
  about: string,
  fields: Record<string, string | File>,
): Promise<Receipt> {
  const sent = await visitor.submit(
    `/complaints/new?about=${about}`,
    { kind: 'complaint', by: 'anonymous', ...fields },
    '/complaints/new',
  )
  expect(sent.status, main(sent)).toBe(200)
  return receiptIn(sent)
}
const receiptIn = (sent: Answer): Receipt => {
  const [number = '', code = ''] = sent.page.querySelectorAll('b.number').map(one => one.textContent)
  return { number, code }
}
const idOf = async (number: string): Promise<string> =>
  idIn(
    (await clerk.get(`/desk/complaints?q=${number}`)).page
      .querySelector('td a[href^="/desk/complaints/"]')
      ?.getAttribute('href'),
  )
const ask = (visitor: Visitor, receipt: Receipt) => visitor.post('/complaints/progress', { ...receipt })
const step = (visitor: Visitor, name: string, receipt: Receipt, reason = '') =>
  visitor.post(`/complaints/progress/${name}`, { ...receipt, reason })

const phone = '13800000531'

describe('an anonymous complaint', () => {
  let receipt: Receipt
  let id: string
  let citizen: Visitor

  test('of somebody who has signed in leads to nobody', async () => {
    citizen = await world.citizen(phone, '汪桂珍')
    const page = `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`
    const party =
      (await citizen.get(page)).page.querySelector('input[name=party_id]')?.getAttribute('value') ?? ''
    const applied = await citizen.submit(page, {
      ...{ party_id: party, contact_name: '汪桂珍', contact_phone: phone, 'answers.question': '怎么开店？' },
    })
    await does(clerk, `service_case/accept/${idIn(applied.location)}`, {
      assignee_id: world.staff.get('王敏')?.staffId ?? '',
    })
    receipt = await complain(citizen, 'case', {
      case_id: idIn(applied.location),
      body: '问了三次都说等通知，态度冷淡，电话也不接。',
      // Filled in by the form, and not kept.
      ...{ contact_name: '汪桂珍', contact_phone: phone },
    })
    await app.runJobs()
    id = await idOf(receipt.number)
    const [row] = (await rowsOf('complaint')).filter(one => one.id === id)
    const { rows: identities } = await app.kernel.database.pool.query<{ id: string }>(
      'select id from identity where phone_number = $1',
      [phone],
    )
    const known = [identities[0]?.id, party, phone, '汪桂珍', idIn(applied.location)]
    for (const value of Object.values(row ?? {})) expect(known).not.toContain(value)
    expect(row?.concerned_ids, 'only whom it is about').toEqual([world.staff.get('王敏')?.staffId])
    const journal = (await rowsOf('journal')).filter(one => one.record_id === id)
    expect(journal.map(one => [one.identity_id, one.party_id, one.actor_kind])).toEqual([
      [null, null, 'stranger'],
    ])
    for (const table of [
      'journal_detail',
      'submission',
      'access_log',
      'outbox',
      'notification',
      'file',
      'draft',
    ]) {
      const rows = (await rowsOf(table)).filter(one => JSON.stringify(one).includes(id))
      for (const one of rows)
        for (const secret of known) expect(JSON.stringify(one), table).not.toContain(secret)
      expect(JSON.stringify(await rowsOf(table)), table).not.toContain('态度冷淡')
    }
    expect(main(await citizen.get('/my/complaints'))).toContain('还没有反映过')
    expect((await citizen.get(`/my/complaints/${id}`)).status).toBe(404)
    expect((await citizen.get('/account/data.json')).text).not.toContain('态度冷淡')
  })

  test('is handled like any other; by the code one reads, adds, is heard once more', async () => {
    await does(clerk, `complaint/accept/${id}`, {
      complexity: 'simple',
      assignee_id: world.staff.get('张涛')?.staffId ?? '',
    })
    const stranger = world.stranger()
    expect(main(await ask(stranger, receipt))).toContain('正在核查办理')
    const short = await step(stranger, 'addDetails', receipt, '补充')
    expect(short.status).toBe(422)
    expect(main(short)).toContain('至少填写 5 个字')
    const added = await step(stranger, 'addDetails', receipt, '第三次是 11 月 20 日下午。')
    expect(main(added)).toContain('已补充')
    const zhangtao = await world.worker('张涛')
    expect(main(await zhangtao.get(`/desk/complaints/${id}`))).toContain('11 月 20 日下午')
    await does(zhangtao, `complaint/answer/${id}`, {
      finding: 'partly',
      cause: 'attitude',
      answer: '承办人答复不及时，已批评教育并当日补充答复。',
    })
    const answered = await ask(stranger, { ...receipt, code: receipt.code.toLowerCase() })
    expect(main(answered)).toContain('批评教育')
    const discontent = await step(stranger, 'tellDiscontent', receipt, '还是没有告诉我怎么开店。')
    expect(main(discontent)).toContain('待复核')
    const form = await clerk.get(`/act/complaint/assignReview/${id}`)
    const options = form.page.querySelectorAll('#f-assignee_id option').map(one => one.textContent)
    expect(options).not.toContain('张涛')
    await does(clerk, `complaint/assignReview/${id}`, {
      assignee_id: world.staff.get('李卫东')?.staffId ?? '',
    })
    const director = await world.worker('李卫东')
    await does(director, `complaint/answer/${id}`, {
      finding: 'confirmed',
      cause: 'attitude',
      answer: '已安排专人一对一指导开店，请到二楼找刘老师。',
    })
    expect(main(await step(stranger, 'tellSatisfied', receipt))).toContain('已办结')
    expect((await step(stranger, 'tellSatisfied', receipt)).status, 'once').toBe(409)
    expect((await rowsOf('lookup_try')).length, 'whoever was right leaves no trace').toBe(0)
  })

  test('nobody can be called: without a word it is closed after some days', async () => {
    const other = await complain(world.stranger(), 'place', {
      place: '网站',
      body: '首页的电话打过去是空号，请改一下。',
    })
    const otherId = await idOf(other.number)
    await does(clerk, `complaint/accept/${otherId}`, {
      complexity: 'simple',
      assignee_id: world.staff.get('王敏')?.staffId ?? '',
    })
    const wangmin = await world.worker('王敏')
    await does(wangmin, `complaint/answer/${otherId}`, {
      finding: 'confirmed',
      cause: 'information',
      answer: '已核实并更正首页的服务热线，谢谢指出。',
    })
    app.clock.addDays(6)
    await app.runClock('clock.tick')
    expect(main(await ask(world.stranger(), other))).toContain('已办结')
  })

  test('its picture loses place and device, and says nothing by its name', async () => {
    const { default: sharp } = await import('sharp')
    const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .jpeg()
      .withExif({ IFD0: { Make: '余老四的手机' } })
      .toBuffer()
    const sent = await complain(world.stranger(), 'place', {
      place: '大厅',
      body: '大厅的地砖坏了一块，老人容易绊倒。',
      'photos:new': new File([new Uint8Array(photo)], '汪桂珍拍的.jpg', { type: 'image/jpeg' }),
    })
    const [file] = (await rowsOf('file')).filter(one => one.subject === 'complaint')
    expect([file?.name, file?.uploaded_by]).toEqual(['照片1.webp', null])
    const fresh = await world.worker('陈静')
    clerk = fresh
    const shown = await fresh.get(`/desk/complaints/${await idOf(sent.number)}`)
    const content = await fresh.get(shown.page.querySelector('.thumbs a')?.getAttribute('href') ?? '')
    expect(content.status).toBe(200)
    expect(content.text).not.toContain('手机')
  })
})

describe('the receipt code', () => {
  test('of another centre opens nothing; guesses are counted', async () => {
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const receipt = await complain(world.stranger(), 'place', {
      place: '网站',
      body: '字太小，老人看不清楚，请放大。',
    })
    expect((await ask(elsewhere.stranger(), receipt)).status).toBe(422)
    expect((await ask(world.stranger(), receipt)).status).toBe(200)
    for (let n = 0; n < 20; n++)
      expect((await ask(world.stranger(), { ...receipt, code: 'AAAAAAAA' })).status).toBe(422)
    expect((await ask(world.stranger(), receipt)).status, 'even the right one').toBe(429)
    expect((await step(world.stranger(), 'addDetails', receipt, '继续猜一猜')).status).toBe(429)
    app.clock.now = new Date(app.clock.now.getTime() + 3_600_000)
    expect((await ask(world.stranger(), receipt)).status).toBe(200)
    expect((await step(world.stranger(), 'accept', receipt)).status, 'no step of staff').toBe(404)
  })

  test('sent twice, the same form makes one complaint and shows the same code', async () => {
    const visitor = world.stranger()
    const form = await visitor.get('/complaints/new?about=centre')
    const _key = form.page.querySelector('form input[name=_key]')?.getAttribute('value') ?? ''
    const fields = {
      _key,
      about: 'centre',
      kind: 'report',
      by: 'anonymous',
      body: '运营公司把设备挪到别处用。',
    }
    const answers = await Promise.all([1, 2, 3].map(() => visitor.post('/complaints/new', fields)))
    expect(answers.map(one => one.status)).toEqual([200, 200, 200])
    const receipts = answers.map(receiptIn)
    expect(new Set(receipts.map(one => one.number)).size).toBe(1)
    expect(new Set(receipts.map(one => one.code)).size).toBe(1)
  })
})

test('two who accept at once: one does, the other is told', async () => {
  const [wangmin, director] = [await world.worker('陈静'), await world.worker('李卫东')]
  clerk = wangmin
  for (let round = 0; round < 5; round++) {
    const { number } = await complain(world.stranger(), 'place', {
      place: '大厅',
      body: `第 ${round} 次：大厅没有无障碍通道，轮椅进不来。`,
    })
    const id = await idOf(number)
    const answers = await Promise.all([
      wangmin.post(`/act/complaint/accept/${id}`, { complexity: 'simple' }),
      director.post(`/act/complaint/accept/${id}`, { complexity: 'complex' }),
    ])
    expect(answers.map(one => one.status).sort()).toEqual([303, 409])
  }
})

test('the public page counts, but not what could be told apart', async () => {
  const page = main(await world.stranger().get('/complaints'))
  expect(page).toContain('1 个工作日内决定是否受理')
  expect(page).toMatch(/2026-11\s*\d+/)
  expect(page, 'one of a cause is too few').not.toContain('信息不准')
})
