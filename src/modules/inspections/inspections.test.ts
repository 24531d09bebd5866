import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import {
  appointInspectors,
  type Inspectors,
  inspectionsOf,
  planFields,
  planned,
  points,
  witnesses,
} from '../../../test/inspectors.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** 4.5.1 A plan from its announcement to the draw: in the open, once, and for anybody to do again. */
let app: TestApp
let world: World
let bureau: Visitor
let director: Visitor
let provider: Visitor
let people: Inspectors
let plan: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  bureau = await world.worker('周健')
  director = await world.worker('李卫东')
  people = await appointInspectors(app, world)
  provider = await world.citizen(providers[2]?.phone ?? '', providers[2]?.contact)
  await does(provider, 'mandate/claim', {
    party_id: world.parties.get(firm(2)) ?? '',
    person_name: providers[2]?.contact ?? '',
  })
})

const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const open = (path = ''): Promise<string> => main(app.visitor(world.host), `/inspections${path}`)
const file = async (): Promise<string> =>
  (await app.visitor(world.host).get(`/inspections/${plan}/draw.txt`)).text
const firm = (at: number): string => providers[at]?.name ?? ''

async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  bureau = await world.worker('周健')
  director = await world.worker('李卫东')
}

test('plans and sheets are the bureau’s, whatever duties somebody of the centre holds', async () => {
  const { contents } = (await director.call('GET', '/api/v1/post')).json<{
    contents: Array<{ id: string; name: string; duties: string[] }>
  }>()
  const own = contents.find(post => post.name === '中心主任')
  await does(director, `post/edit/${own?.id}`, {
    name: '中心主任',
    duties: [...(own?.duties ?? []), 'inspection.manage', 'inspection.inspect'],
  })
  const sheet = await director.post('/act/inspection_sheet/design', { name: '自己查自己', ...points })
  expect(sheet.status).toBe(403)
  expect(sheet.text).toContain('主管部门的人员')
  expect((await director.get('/act/inspection_plan/plan')).status).toBe(403)
  const declared = await director.post('/act/inspection_conflict/declare', {
    target: 'provider/x',
    reason: '无',
  })
  expect(declared.status, 'no inspector either').toBe(403)
})

test('a sheet has versions; a plan keeps the one it was announced with', async () => {
  const one = await planned(bureau)
  plan = one.plan
  expect(await open(), 'a draft is nobody’s to read').not.toContain('服务商下半年检查')
  expect((await director.get(`/desk/inspections/plans/${plan}`)).status).toBe(404)
  const far = await bureau.submit(`/act/inspection_plan/edit/${plan}`, {
    ...planFields,
    sheet_id: one.sheet,
    inspectors_each: '1',
    amount: '120',
    last_day: '2026-11-01',
  })
  expect(errorAt(far, 'inspectors_each')).toContain('不能小于 2')
  await does(bureau, `inspection_plan/announce/${plan}`)
  await does(bureau, `inspection_sheet/revise/${one.sheet}`, {
    name: '服务商检查表',
    'points.0.key': 'p1',
    'points.0.text': '只看证照',
    'points.0.score': '100',
  })
  const shown = await open(`/${plan}`)
  expect(shown).toContain('消防通道畅通')
  expect(shown).not.toContain('只看证照')
  expect(shown).toContain('2026-11-27 起当众抽取')
  expect(await open()).toContain('服务商，抽 100%')
})

describe('the lists', () => {
  test('are fixed before the draw, with their digest; own people are kept apart, the centre’s are not on them', async () => {
    const early = await bureau.post(`/act/inspection_plan/draw/${plan}`, { number: '0823', ...witnesses })
    expect(early.status).toBe(409)
    expect(early.text).toContain('公示中')
    const she = await people.as('胡国平')
    const target = (await she.get('/act/inspection_conflict/declare')).page
      .querySelectorAll('option')
      .find(option => option.textContent.includes(firm(1)))
    await does(she, 'inspection_conflict/declare', {
      target: target?.getAttribute('value') ?? '',
      reason: '配偶在该公司任职',
    })
    expect(
      await main(await people.as('程远'), '/desk/inspections/avoid'),
      'others’ are not hers to read',
    ).not.toContain('配偶')
    expect(await main(bureau, '/desk/inspections/avoid')).toContain('配偶在该公司任职')
    await does(bureau, `inspection_plan/fix/${plan}`)
    const text = await file()
    const numberOf = (name: string) => new RegExp(`^..\\s(\\d+) .*${name}`, 'm').exec(text)?.[1]
    expect(text).toContain(`回避 对象 ${numberOf(firm(0))} 人员 ${numberOf('吴秀英')}\n`)
    expect(text).toContain(`回避 对象 ${numberOf(firm(1))} 人员 ${numberOf('胡国平')}\n`)
    expect(text.match(/^人员 /gm), 'the director holds the duty, and is of the centre').toHaveLength(4)
    expect(text).not.toContain('配偶')
    const fixed = text.slice(0, text.indexOf('摘要 '))
    const digest = createHash('sha256').update(fixed).digest('hex')
    expect(text).toContain(`摘要 ${digest}\n`)
    expect(await open(`/${plan}`)).toContain(digest)
    expect((await app.visitor(world.host).get(`/inspections/${plan}/check`)).status).toBe(404)
  })

  test('are drawn from only once the plan was public for the days that the centre sets', async () => {
    const early = await bureau.post(`/act/inspection_plan/draw/${plan}`, { number: '0823', ...witnesses })
    expect(early.status).toBe(409)
    expect(early.text).toContain('2026-11-27 起可以抽取')
  })
})

describe('the draw', () => {
  test('takes a public number and two witnesses, is the bureau’s, and happens once', async () => {
    await later(3)
    const form = `/act/inspection_plan/draw/${plan}`
    expect((await director.post(form, { number: '0823', ...witnesses })).status).toBe(403)
    const alone = { 'witnesses.0.name': '潘明', 'witnesses.0.unit': '派驻组' }
    const one = await bureau.submit(form, { number: '08 23 15', ...alone })
    expect(errorAt(one, 'witnesses')).toContain('至少有两名见证人')
    const twice = { ...alone, 'witnesses.1.name': '潘明', 'witnesses.1.unit': '群众' }
    expect(errorAt(await bureau.submit(form, { number: '082315', ...twice }), 'witnesses')).toContain(
      '同一个人',
    )
    const words = await bureau.submit(form, { number: '我说了算', ...witnesses })
    expect(errorAt(words, 'number')).toContain('至少 4 位数字')
    expect((await bureau.submit(form, { number: '08 23 15', ...witnesses })).status).toBe(303)
    const again = await bureau.post(form, { number: '0916', ...witnesses })
    expect(again.status).toBe(409)
    expect(await open(`/${plan}`)).toContain('082315')
  })

  test('is recomputed from the published file alone; another number or list gives another', async () => {
    const text = await file()
    const drawn = recomputed(text, /^号码 (\d+)$/m.exec(text)?.[1] ?? '')
    const published = [...text.matchAll(/^结果 对象 (\d+) 人员 (.+)$/gm)].map(one => `${one[1]}: ${one[2]}`)
    expect(published).toHaveLength(3)
    expect(drawn).toEqual(published)
    const others = ['0823160', '1', '22', '333', '4444'].map(number => recomputed(text, number).join())
    expect(others.some(other => other !== published.join())).toBe(true)
    const edited = ['甲', '乙', '丙', '丁'].map(one =>
      recomputed(text.replace('吴秀英', one), '082315').join(),
    )
    expect(edited.some(other => other !== published.join())).toBe(true)
    expect(await open(`/${plan}/check`)).toContain('摘要和每一组结果都与公布的相同')
    const tried = await open(`/${plan}/check?number=55555`)
    expect(tried).toContain('换了号码的试算')
  })

  test('sends out each team and tells both sides', async () => {
    const inspections = await inspectionsOf(bureau, plan)
    expect([...inspections.keys()].sort()).toEqual([firm(0), firm(1), firm(2)].sort())
    const text = await file()
    const own = /^人员 (\d+) 吴秀英/m.exec(text)?.[1]
    const target = new RegExp(`^对象 (\\d+) .*${firm(0)}`, 'm').exec(text)?.[1]
    const team = new RegExp(`^结果 对象 ${target} 人员 (.+)$`, 'm').exec(text)?.[1]?.split(' ')
    expect(team, 'who acts for a provider never goes there').not.toContain(own)
    expect(await main(provider, '/my/notifications')).toContain('被抽中接受「服务商下半年检查」')
    const told = await main(await people.as('程远'), '/my/notifications')
    expect(told).toContain('您被抽中检查')
    const id = inspections.get(firm(2)) ?? ''
    expect((await provider.get(`/my/inspections/${id}`)).status, 'not before it is over').toBe(404)
  })
})

describe('who makes way', () => {
  let seated = ''

  test('is followed by the next in the drawn order, whom nobody chooses; all can read it', async () => {
    const text = await file()
    const order = /^人员顺序 (.+)$/m.exec(text)?.[1]?.split(' ') ?? []
    const nameOf = (number: string) => new RegExp(`^人员 ${number} (\\S+?)（`, 'm').exec(text)?.[1] ?? ''
    const target = new RegExp(`^对象 (\\d+) .*${firm(2)}`, 'm').exec(text)?.[1]
    const team = new RegExp(`^结果 对象 ${target} 人员 (.+)$`, 'm').exec(text)?.[1]?.split(' ') ?? []
    const leaving = team[0] ?? ''
    const from = order.indexOf(leaving) + 1
    const next = [...order.slice(from), ...order.slice(0, from)].find(one => !team.includes(one)) ?? ''
    const inspection = (await inspectionsOf(bureau, plan)).get(firm(2)) ?? ''
    const page = `/desk/inspections/${inspection}`
    const leaver = await people.as(nameOf(leaving))
    const taker = await people.as(nameOf(next))
    expect((await taker.get(page)).status, 'not theirs yet').toBe(404)
    const seat = (await leaver.get(page)).page.querySelector('a[href*="inspection_seat/recuse"]')
    const form = (seat?.getAttribute('href') ?? '').split('?')[0] ?? ''
    expect((await taker.post(form, { reason: '我来替他' })).status).toBe(404)
    expect((await leaver.submit(form, { reason: '曾在该公司兼职' })).status).toBe(303)
    expect(await open(`/${plan}`)).toContain(
      `${nameOf(leaving)}改为${nameOf(next)}（按抽取顺序），原因：曾在该公司兼职`,
    )
    expect((await taker.get(page)).status).toBe(200)
    expect((await leaver.get(page)).status).toBe(404)
    expect(await main(taker, '/my/notifications')).toContain(firm(2))
    seated = nameOf(next)
    expect(await main(bureau, '/desk/inspections/exceptions')).toContain('曾在该公司兼职')
  })

  test('by leaving hands on to the drawn order as well', async () => {
    const leave = `/act/staff/leave/${people.ids.get(seated)}`
    const choice = (await bureau.get(leave)).page.querySelector('select[name="to.inspection_seat"]')
    const [, only, ...more] = choice?.querySelectorAll('option') ?? []
    expect(only?.textContent).toBe('抽取顺序中的下一位')
    expect(more).toEqual([])
    const fields = { 'to.inspection_seat': only?.getAttribute('value') ?? '', reason: '聘期结束' }
    const left = await bureau.submit(leave, fields)
    expect(left.status, left.page.querySelector('main')?.textContent).toBe(303)
    expect(await open(`/${plan}`)).toContain(`${seated}改为`)
    const inspection = (await inspectionsOf(bureau, plan)).get(firm(2)) ?? ''
    expect(await main(bureau, `/desk/inspections/${inspection}`)).toContain(`${seated}：聘期结束`)
  })
})

test('another centre knows nothing of it', async () => {
  const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  const others = await elsewhere.worker('周健')
  const inspection = [...(await inspectionsOf(bureau, plan)).values()][0]
  for (const path of [
    `/inspections/${plan}`,
    `/inspections/${plan}/draw.txt`,
    `/desk/inspections/plans/${plan}`,
    `/desk/inspections/${inspection}`,
  ])
    expect((await others.get(path)).status, path).toBe(404)
  const cancelled = await others.post(`/act/inspection/excuse/${inspection}`, { reason: '外县来的' })
  expect(cancelled.status).toBe(404)
})

/** The draw as its public description says, written here a second time. */
function recomputed(text: string, number: string): string[] {
  const fixed = text.slice(0, text.indexOf('摘要 '))
  const hash = (of: string) => createHash('sha256').update(of).digest()
  const numbers = (pattern: RegExp) => [...fixed.matchAll(pattern)].map(one => Number(one[1]))
  const shuffle = (items: number[], stream: string) => {
    const seed = `${hash(fixed).toString('hex')}:${number}/${stream}`
    let at = 0
    const next = () => hash(`${seed}/${Math.floor(at / 8)}`).readUInt32BE((at++ % 8) * 4)
    for (let i = items.length - 1; i > 0; i--) {
      let x = next()
      while (x >= Math.floor(2 ** 32 / (i + 1)) * (i + 1)) x = next()
      const j = x % (i + 1)
      const kept = items[i] as number
      items[i] = items[j] as number
      items[j] = kept
    }
    return items
  }
  const targets = shuffle(numbers(/^对象 (\d+) /gm), 'targets')
  let queue = shuffle(numbers(/^人员 (\d+) /gm), 'inspectors')
  const [pick = 0] = numbers(/^抽取对象 (\d+)/gm)
  const [each = 0] = numbers(/^每个对象的检查人员 (\d+)/gm)
  return targets.slice(0, pick).map(target => {
    const going = queue.filter(one => !fixed.includes(`回避 对象 ${target} 人员 ${one}\n`)).slice(0, each)
    queue = [...queue.filter(one => !going.includes(one)), ...going]
    return `${target}: ${going.join(' ')}`
  })
}
