import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn } from '../../../test/deeds.ts'
import { publishedPolicy } from '../../../test/policies.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.1 An answer rests on a policy of the library: offered while one types, cited by name and number, watched later. */
let app: TestApp
let world: World
let elsewhere: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
let fits = ''
let other = ''
let foreign = ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  elsewhere = await newCentre(app)
  for (const name of ['王敏', '陈静', '李卫东']) people[name] = await world.worker(name)
  fits = await publishedPolicy(who('王敏'), who('李卫东'), {
    ...{ title: '直播设备购置补助办法', number: '怀电商办〔2026〕3号', until_on: '2026-12-15' },
    plain_gains: '合作社买直播设备，县里补三成。',
  })
  other = await publishedPolicy(who('王敏'), who('李卫东'), { title: '冷链物流建设补贴办法' })
  foreign = await publishedPolicy(await elsewhere.worker('王敏'), await elsewhere.worker('李卫东'), {
    title: '直播设备购置补助办法',
  })
})

const question = '合作社买直播设备有没有补助？'
const cited = '《直播设备购置补助办法》（怀电商办〔2026〕3号）'
const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''

async function asked(visitor: Visitor): Promise<string> {
  const sent = await visitor.submit('/consulting/new', {
    ...{ question, kind: 'policy', contact_name: '李华', contact_phone: '13800000012' },
  })
  const id = idIn(sent.page.querySelector('a[href^="/my/consultations/"]')?.getAttribute('href'))
  await does(who('王敏'), `consultation/take/${id}`)
  return id
}

describe('while one types', () => {
  test('whoever asks is shown the policies that fit, and a colleague chooses one to rest on', async () => {
    const typed = await world.stranger().post('/consulting/suggestions', { question })
    expect(typed.text).toContain(`/policies/${fits}`)
    expect(typed.text).not.toContain(other)
    expect(typed.text, "another centre's").not.toContain(foreign)
    const atDesk = await who('王敏').post('/desk/consultations/suggestions', { question })
    expect(atDesk.text).toContain(`name="policy_id" value="${fits}"`)
    const nothing = await world.stranger().post('/consulting/suggestions', { question: '今天天气好不好？' })
    expect(nothing.text).not.toContain('/policies/')
  })

  test('a policy alone is no answer, and nobody rests on one of another centre', async () => {
    const page = '/desk/consultations/new'
    const form = { kind: 'policy', channel: 'counter', question, unnamed: 'true' }
    const bare = await who('王敏').submit(page, { ...form, policy_id: fits }, page)
    expect(errorAt(bare, 'answer')).toContain('请写上')
    const strange = await who('王敏').submit(page, { ...form, policy_id: foreign, answer: '有的。' }, page)
    expect(strange.status).toBe(422)
    expect(
      (await who('王敏').submit(page, { ...form, policy_id: fits, answer: '有的。' }, page)).status,
    ).toBe(303)
  })
})

describe('an answer', () => {
  let id: string
  let lihua: Visitor

  test('cites number and title, and leads to the text: for who asked, on paper, in the public answer', async () => {
    lihua = await world.citizen('13800000012', '李华')
    id = await asked(lihua)
    const form = await who('王敏').get(`/act/consultation/reply/${id}`)
    const [first, second, ...more] = form.page.querySelectorAll('select[name=policy_id] option[value*="-"]')
    expect(first?.textContent, 'what fits stands first').toContain(cited)
    expect(second?.textContent).toContain('冷链')
    expect(more).toEqual([])
    const strange = { answer: '有的，县里补三成。', policy_id: foreign }
    expect((await who('王敏').post(`/act/consultation/reply/${id}`, strange)).status).toBe(422)
    await does(who('王敏'), `consultation/reply/${id}`, { answer: '有的，县里补三成。', policy_id: fits })
    const own = await lihua.get(`/my/consultations/${id}`)
    expect(own.page.querySelector(`a[href="/policies/${fits}"]`)?.textContent).toBe(cited)
    const pdf = await who('王敏').get(`/desk/consultations/${id}/register.pdf`)
    expect(pdf.status).toBe(200)
    expect(pdf.text).toContain(`/policies/${fits}`)
    const draft = await who('王敏').get(`/desk/consultations/${id}/public`)
    expect(draft.page.querySelector('[name=basis_link]')?.getAttribute('value')).toMatch(
      new RegExp(`^http.*/policies/${fits}$`),
    )
    expect(draft.page.querySelector('[name=basis_number]')?.getAttribute('value')).toBe('怀电商办〔2026〕3号')
  })

  test('is seen by staff once the policy is over, and the way to its text stays', async () => {
    const lapsed = '/desk/consultations?which=lapsed'
    expect(await main(who('陈静'), lapsed)).not.toContain(question)
    app.clock.addDays(25)
    await app.runClock('policy.turn')
    for (const name of ['王敏', '陈静']) people[name] = await world.worker(name)
    lihua = await world.citizen('13800000012', '李华')
    expect(await main(who('陈静'), lapsed)).toContain(question)
    expect(await main(who('陈静'), `/desk/consultations/${id}`)).toContain('所引政策已失效')
    expect(await main(lihua, `/my/consultations/${id}`)).toContain(`${cited}，已失效`)
    const typed = await world.stranger().post('/consulting/suggestions', { question })
    expect(typed.text).not.toContain(fits)
  })
})
