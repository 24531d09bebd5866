import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { does, idIn } from './deeds.ts'
import { newCentre, type World } from './world.ts'

/** Several colleagues at one consultation, one paper sheet, one entry: on PostgreSQL. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  for (const name of ['王敏', '陈静', '张涛', '李卫东', '孙丽']) people[name] = await world.worker(name)
})

const enter = async (visitor: Visitor): Promise<string> => {
  const sent = await visitor.post('/desk/consultations/new', {
    ...{ kind: 'policy', channel: 'phone', question: '开网店要不要办营业执照？' },
    ...{ contact_name: '方大春', contact_phone: '13800000841' },
  })
  return idIn(sent.location)
}
const statuses = (answers: ReadonlyArray<{ status: number }>) => answers.map(one => one.status).sort()

test('three take the same question at once: one is responsible, the others are told who', async () => {
  for (let n = 0; n < 8; n++) {
    await world.stranger().submit('/consulting/new', {
      ...{ kind: 'policy', question: `第 ${n} 个问题，谁来答？`, contact_phone: `1380000085${n}` },
    })
    const page = await who('王敏').get('/desk/consultations?state=submitted')
    const id = idIn(page.page.querySelector('td a')?.getAttribute('href'))
    const taken = await Promise.all(
      ['王敏', '陈静', '张涛'].map(name => who(name).post(`/act/consultation/take/${id}`)),
    )
    expect(statuses(taken)).toEqual([303, 409, 409])
  }
})

test('a colleague takes it on while who was asked first answers: one of both, and never nobody', async () => {
  for (let n = 0; n < 8; n++) {
    const id = await enter(who('陈静'))
    await does(who('陈静'), `consultation/toColleague/${id}`, {
      staff_id: staffId('王敏'),
      reason: '请你答。',
    })
    const page = await who('王敏').get(`/desk/consultations/${id}`)
    const accept = page.page
      .querySelector('form[action^="/act/consultation_transfer/accept/"]')
      ?.getAttribute('action')
    const both = await Promise.all([
      who('王敏').post(accept ?? ''),
      who('陈静').post(`/act/consultation/reply/${id}`, { answer: '自产自销的不用办。' }),
    ])
    expect(
      statuses(both).filter(status => status === 303),
      statuses(both).join(),
    ).toHaveLength(1)
    expect(
      statuses(both).every(status => [303, 403, 409].includes(status)),
      statuses(both).join(),
    ).toBe(true)
    await app.runJobs()
  }
})

test('a sheet is entered on two phones at once: once', async () => {
  await who('王敏').post('/desk/consultations/sheets', {
    place: '石牌镇',
    visit_on: '2026-11-25',
    count: '6',
  })
  const list = (await who('王敏').get('/desk/consultations/sheets?state=issued')).text
  const numbers = [...new Set(list.match(/XC-\d{8}-\d{4}/g) ?? [])]
  expect(numbers).toHaveLength(6)
  for (const number of numbers) {
    const form = (await who('王敏').get(`/desk/sheets/${number}`)).location ?? ''
    const sheet_id = new URLSearchParams(form.split('?')[1]).get('sheet_id') ?? ''
    const fields = { sheet_id, kind: 'policy', question: '蜂蜜怎么卖？', unnamed: '1', answer: '可以卖。' }
    const sent = await Promise.all(
      ['王敏', '陈静', '孙丽'].map(name => who(name).post('/act/consultation/enterSheet', fields)),
    )
    expect(statuses(sent), number).toEqual([303, 409, 409])
  }
})

test('thirty readers at once are thirty, and their voices are all there', async () => {
  const entry = await does(who('王敏'), 'knowledge_entry/write', {
    ...{ form: 'question', kind: 'policy', title: '开网店要不要办营业执照？', valid_until: '2027-11-01' },
    body: '自产自销农副产品的不用办，其他的要办。',
  })
  await does(who('王敏'), `knowledge_entry/submit/${entry}`)
  await does(who('孙丽'), `knowledge_entry/approve/${entry}`)
  await Promise.all(
    Array.from({ length: 30 }, async () => {
      const reader = world.stranger()
      await reader.get(`/knowledge/${entry}/voice`)
      await Promise.all(
        ['helpful', 'unhelpful'].map(voice => reader.post(`/knowledge/${entry}/voice`, { voice })),
      )
    }),
  )
  const page =
    (await who('王敏').get(`/desk/knowledge/${entry}`)).page.querySelector('main')?.textContent ?? ''
  expect(page).toContain('阅读30 次')
  const [, helpful, unhelpful] = /有帮助 (\d+)，没帮助 (\d+)/.exec(page) ?? []
  expect(Number(helpful) + Number(unhelpful), 'one voice each').toBe(30)
})
