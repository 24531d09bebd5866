import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.1 By a visit to a village: paper with a number, entered once. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  for (const name of ['王敏', '陈静']) people[name] = await world.worker(name)
})

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const deskPage = (id: string) => `/desk/consultations/${id}`

describe('a visit to a village', () => {
  let numbers: string[]

  test('sheets are numbered and printed; what is not used is listed', async () => {
    const tooMany = await who('王敏').post('/desk/consultations/sheets', {
      place: '石牌镇凌桥村',
      visit_on: '2026-12-08',
      count: '400',
    })
    expect(tooMany.status).toBe(422)
    await who('王敏').submit('/desk/consultations/sheets', {
      place: '石牌镇凌桥村',
      visit_on: '2026-12-08',
      count: '3',
    })
    const list = await main(who('王敏'), '/desk/consultations/sheets?state=issued')
    numbers = [...new Set(list.match(/XC-\d{8}-\d{4}/g) ?? [])]
    expect(numbers).toHaveLength(3)
    const pdf = await who('王敏').file(
      `/desk/consultations/sheets/print.pdf?place=${encodeURIComponent('石牌镇凌桥村')}&day=2026-12-08`,
    )
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('the code of a sheet opens its own form; used once, it cannot be used again', async () => {
    expect((await world.stranger().get(`/desk/sheets/${numbers[0]}`)).status).toBe(303)
    const scanned = await who('王敏').get(`/desk/sheets/${numbers[0]}`)
    const form = scanned.location ?? ''
    expect(form).toMatch(/^\/act\/consultation\/enterSheet\?sheet_id=/)
    const fields = {
      ...{ question: '养蜂的蜂蜜能不能在网上卖？', kind: 'policy' },
      ...{ contact_name: '余老四', contact_phone: '13800000717', 'photos:new': picture('单子.png') },
    }
    const sent = await who('王敏').submit(form, fields, '/act/consultation/enterSheet')
    expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
    const page = await who('王敏').get(deskPage(idIn(sent.location)))
    expect(page.text).toContain('下乡，石牌镇凌桥村')
    expect(page.page.querySelectorAll('.thumbs a').length).toBe(1)
    const again = await who('陈静').post('/act/consultation/enterSheet', {
      ...fields,
      ...{ sheet_id: new URLSearchParams(form.split('?')[1]).get('sheet_id') ?? '' },
    })
    expect(again.status).toBe(409)
    expect((await who('王敏').get(`/desk/sheets/${numbers[0]}`)).text).toContain('一张只能用一次')
    await does(who('王敏'), `consultation_sheet/void/${await sheetId(numbers[1] ?? '')}`, {
      reason: '写坏了。',
    })
    const left = await main(who('王敏'), '/desk/consultations/sheets?state=issued')
    expect(left.match(/XC-\d{8}-\d{4}/g)?.includes(numbers[2] ?? '')).toBe(true)
    expect(left).not.toContain(numbers[0])
  })

  const sheetId = async (number: string): Promise<string> =>
    world.at(
      system,
      app.clock.now,
      async ctx =>
        (
          await ctx.db
            .selectFrom('consultation_sheet')
            .select('id')
            .where('number', '=', number)
            .executeTakeFirstOrThrow()
        ).id,
    )
})
