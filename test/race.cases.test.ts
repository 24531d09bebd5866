import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { newCentre, type World } from './world.ts'

/** Two people at once, on PostgreSQL: one wins, the other is told, and nothing happens twice. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

/** The fields of a new consultation, as the form would send them. */
async function filled(citizen: Visitor, question: string): Promise<Record<string, string>> {
  const form = await citizen.get(`/act/service_case/submit?item_id=${world.items.get('ZX-001')}`)
  const value = (name: string) => form.page.querySelector(`input[name=${name}]`)?.getAttribute('value') ?? ''
  return {
    _key: value('_key'),
    item_id: value('item_id'),
    party_id: value('party_id'),
    contact_name: '汪青云',
    contact_phone: '13800000061',
    'answers.question': question,
  }
}

async function applied(citizen: Visitor, question: string): Promise<string> {
  const sent = await citizen.post('/act/service_case/submit', await filled(citizen, question))
  expect(sent.status).toBe(303)
  return /[0-9a-f-]{36}/.exec(sent.location ?? '')?.[0] ?? ''
}

describe('two people act on one case', () => {
  test('twenty times two counters accept at once: one accepts, the other is told what it is now', async () => {
    const citizen = await world.citizen('13800000061', '汪青云')
    const [chenjing, wangmin] = [await world.worker('陈静'), await world.worker('王敏')]
    for (let round = 0; round < 20; round++) {
      const id = await applied(citizen, `第 ${round} 次：怎么开网店？`)
      const answers = await Promise.all([
        chenjing.post(`/act/service_case/accept/${id}`, { assignee_id: staffId('王敏') }),
        wangmin.post(`/act/service_case/accept/${id}`, { assignee_id: staffId('张涛') }),
      ])
      expect(answers.map(answer => answer.status).sort()).toEqual([303, 409])
      const told = answers.find(answer => answer.status === 409)
      expect(told?.text).toContain('办理中')
    }
  })

  test('the same form sent twenty times at once makes one case', async () => {
    const citizen = await world.citizen('13800000061', '汪青云')
    const fields = await filled(citizen, '同一张表，连点二十下')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => citizen.post('/act/service_case/submit', fields)),
    )
    expect(new Set(answers.map(answer => answer.location)).size).toBe(1)
    expect(answers.every(answer => answer.status === 303)).toBe(true)
  })

  test('fifty cases submitted at once get fifty numbers, without a gap', async () => {
    const citizen = await world.citizen('13800000061', '汪青云')
    const forms = await Promise.all(
      Array.from({ length: 50 }, (_, n) => filled(citizen, `同时提交的第 ${n} 件`)),
    )
    const answers = await Promise.all(forms.map(form => citizen.post('/act/service_case/submit', form)))
    const numbers = await Promise.all(
      answers.map(async answer => {
        const page = await citizen.get(answer.location ?? '')
        return Number(/\d{6}-\d{8}-(\d{4,})/.exec(page.text)?.[1])
      }),
    )
    const sorted = numbers.sort((a, b) => a - b)
    expect(new Set(sorted).size).toBe(50)
    expect((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)).toBe(49)
  })
})

describe('guessing', () => {
  test('a hundred guesses of a code at once get five tries', async () => {
    const visitor = world.stranger()
    await visitor.submit('/sign-in', { phone: '13800000099' })
    const shown = await visitor.get('/sign-in/code')
    const code = /\b(\d{6})\b/.exec(shown.page.querySelector('.alert')?.textContent ?? '')?.[1] ?? ''
    const wrong = Array.from({ length: 100 }, (_, n) => String(n).padStart(6, '9')).filter(
      one => one !== code,
    )
    const answers = await Promise.all(wrong.map(one => visitor.post('/sign-in/code', { code: one })))
    const tried = answers.filter(answer => answer.status === 422).length
    expect(tried).toBe(5)
    expect(answers.filter(answer => answer.status === 429)).toHaveLength(wrong.length - 5)
    expect((await visitor.post('/sign-in/code', { code })).status, 'even the right one is locked out').toBe(
      429,
    )
  })
})

describe('a right to rate', () => {
  test('used ten times at once counts once', async () => {
    const citizen = await world.citizen('13800000062', '杨雪')
    const id = await applied(citizen, '包装怎么设计？')
    const counter = await world.worker('陈静')
    await counter.post(`/act/service_case/accept/${id}`, { assignee_id: staffId('王敏') })
    const wangmin = await world.worker('王敏')
    await wangmin.post(`/act/service_case/answer/${id}`, {
      answer: '可以先看中心的包装案例，再约服务商。',
      answer_basis: '中心服务指南',
    })
    await citizen.post(`/act/service_case/confirm/${id}`)
    await app.runJobs()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => citizen.post(`/my/cases/${id}/rate`, { by: 'name', mark: '4' })),
    )
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(1)
    expect(answers.filter(answer => answer.status === 409 || answer.status === 422)).toHaveLength(9)
  })
})
