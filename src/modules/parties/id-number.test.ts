import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { tablesWith } from '../../../test/rows.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** An ID number is kept encrypted, masked wherever it is shown, and read in full only with a reason that stays. */
let app: TestApp
let world: World
let citizen: Visitor
let party: string
const number = '340822199003072124'
const masked = '340822********2124'

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  citizen = await world.citizen('13800000131', '杨雪')
  const [own] = (await citizen.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>()
    .contents
  party = own?.id ?? ''
})

const keep = (who: Visitor, id: string, id_number: string) =>
  who.post(`/act/party/keepIdNumber/${id}`, { id_number })

describe('giving it', () => {
  test('a number that cannot be is told at its field', async () => {
    for (const wrong of ['340822199003072123', '340822199002302124', '34082219900307212X', '123'])
      expect(errorAt(await keep(citizen, party, wrong), 'id_number'), wrong).toContain('身份证号码不正确')
  })

  test('the right one is kept, and stands nowhere in the database', async () => {
    expect((await keep(citizen, party, '340822 19900307 2124')).status).toBe(303)
    await citizen.post(`/draft/party/keepIdNumber/${party}`, { id_number: number })
    const stranger = app.visitor(world.host)
    await stranger.post(`/act/party/keepIdNumber/${party}`, { id_number: number })
    expect(await tablesWith(app, number)).toEqual([])
  })

  test('somebody else cannot give it for her, nor the same number to a second file', async () => {
    const other = await world.citizen('13800000132', '丁小军')
    expect((await keep(other, party, number)).status).toBe(404)
    const [own] = (await other.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>()
      .contents
    const twin = await keep(other, own?.id ?? '', number)
    expect(twin.status).toBe(422)
    expect(errorAt(twin, 'id_number')).toContain('已登记在另一份档案')
    expect(twin.text, 'and does not say in whose').not.toContain('杨雪')
  })
})

describe('reading it', () => {
  test('pages and interfaces show it masked', async () => {
    const counter = await world.worker('陈静')
    const file = await counter.get(`/desk/parties/${party}`)
    expect(file.text).toContain(masked)
    for (const path of [`/desk/parties/${party}`, '/desk/parties', `/api/v1/party/${party}`, '/desk/journal'])
      for (const who of [counter, await world.worker('李卫东')])
        expect((await who.get(path)).text, path).not.toContain(number)
    expect((await citizen.get('/account/data.json')).text).toContain(masked)
  })

  test('in full it is for those with that duty, and only for a reason', async () => {
    const counter = await world.worker('陈静')
    const page = `/desk/parties/${party}/id-number`
    const reason = { reason: '办理贴息贷款，需与银行核对身份。' }
    expect((await counter.get(page)).status).toBe(403)
    expect((await counter.post(page, reason)).status).toBe(403)
    const director = await world.worker('李卫东')
    expect((await director.get(page)).text).not.toContain(number)
    const none = await director.post(page, { reason: '看看' })
    expect(none.status).toBe(422)
    expect(none.text).not.toContain(number)
    const shown = await director.post(page, reason)
    expect(shown.text).toContain(number)
    expect(shown.headers.get('cache-control')).toBe('no-store')
  })

  test('who looked, and why, stands in her file; she can see it too', async () => {
    const counter = await world.worker('陈静')
    const story = (await counter.get(`/desk/parties/${party}`)).page.querySelector('.timeline')?.textContent
    expect(story).toContain('李卫东 查看了完整证件号')
    expect(story).toContain('办理贴息贷款，需与银行核对身份。')
    expect((await citizen.get('/my/notifications')).text).toContain('办理贴息贷款，需与银行核对身份。')
  })

  test('a file without one has nothing to unmask', async () => {
    const director = await world.worker('李卫东')
    const other = [...world.parties.values()][0] ?? ''
    const asked = await director.post(`/desk/parties/${other}/id-number`, { reason: '核对身份信息' })
    expect(asked.status).toBe(409)
    await does(await world.worker('陈静'), `party/edit/${party}`, {
      kind: 'person',
      name: '杨雪',
      contact_name: '杨雪',
      contact_phone: '13800000131',
    })
    expect((await director.get(`/desk/parties/${party}`)).text, 'an edit leaves it').toContain(masked)
  })
})
