import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { bringIn, counts, firm, send, sheet, words, workbookAt } from '../../../test/sheets.ts'
import { creditCodeOf, newCentre, type World } from '../../../test/world.ts'

/** 4.4 The directory by the sheet: what comes in still needs its review; what goes out comes in again unchanged. */
let app: TestApp
let world: World

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  const counter = await world.worker('陈静')
  await bringIn(app, counter, await send(app, counter, 'party', await sheet([firm(1), firm(2)])))
})

describe('items and providers', () => {
  test('items: all the same when taken along; new ones are drafts, changed ones revisions, public only once approved', async () => {
    const writer = await world.worker('刘芳')
    const { rows, file } = await workbookAt(writer, '/desk/imports/exports/service_item')
    const same = await writer.get(await send(app, writer, 'service_item', new File([file], '项目.xlsx')))
    expect(counts(same)).toBe(`新增 0，更改 0，不变 ${rows.length - 1}，有误 0`)
    const [head = [], ...items] = rows
    const at = (label: string) => head.indexOf(label)
    const first = [...(items[0] as string[])]
    const code = first[at('编码')] as string
    first[at('承诺时限')] = '9'
    const draft = [...(items[0] as string[])]
    draft[at('编码')] = 'ZX-777'
    draft[at('名称')] = '批量新增的项目'
    const bad = [...(items[1] as string[])]
    bad[at('类别')] = bad[at('类别')] === '咨询（5.1）' ? '培训（5.3）' : '咨询（5.1）'
    const page = await send(app, writer, 'service_item', await sheet([first, draft, bad], head))
    const shown = await writer.get(page)
    expect(counts(shown)).toBe('新增 1，更改 1，不变 0，有误 1')
    expect(words(shown)).toContain('已上架的项目不改这一项')
    await bringIn(app, writer, page)
    const item = world.items.get(code) ?? ''
    expect(words(await writer.get(`/desk/items/${item}`))).toMatch(/修订中.*承诺时限.*9 个工作日/)
    expect((await world.stranger().get(`/items/${item}`)).text).not.toContain('9 个工作日')
    expect((await world.stranger().get('/items')).text).not.toContain('批量新增的项目')
    expect(words(await writer.get('/desk/items'))).toMatch(/批量新增的项目.*ZX-777.*草稿/)
    expect(
      counts(await writer.get(await send(app, writer, 'service_item', await sheet([first, draft], head)))),
    ).toContain('不变 2')
  })

  test('providers: offers come, change and go with the row', async () => {
    const matcher = await world.worker('张涛')
    const { rows, file } = await workbookAt(matcher, '/desk/imports/exports/provider')
    const same = await matcher.get(await send(app, matcher, 'provider', new File([file], '服务商.xlsx')))
    expect(counts(same)).toBe(`新增 0，更改 0，不变 ${rows.length - 1}，有误 0`)
    const [head = []] = rows
    const at = (label: string) => head.indexOf(label)
    const known = [...(rows[1] as string[])]
    known[at('服务项目与报价')] = 'SX-002｜777｜每套\nSX-001｜888.5'
    const fresh = [...known]
    fresh[at('统一社会信用代码')] = creditCodeOf('91', 5001)
    fresh[at('名称')] = '新县第1商贸有限公司'
    const partyless = [...known]
    partyless[at('统一社会信用代码')] = creditCodeOf('91', 6001)
    const unknown = [...known]
    unknown[at('统一社会信用代码')] = creditCodeOf('91', 5002)
    unknown[at('服务项目与报价')] = 'QQ-404｜1'
    const page = await send(app, matcher, 'provider', await sheet([known, fresh, partyless, unknown], head))
    const shown = await matcher.get(page)
    expect(counts(shown)).toBe('新增 0，更改 1，不变 0，有误 3')
    expect(words(shown), 'who is none enters by admission').toContain('请先按准入程序申请入库')
    expect(words(shown)).toContain('目录里没有已上架的项目 QQ-404')
    expect(words(await bringIn(app, matcher, page))).toContain('已导入 1 行')
    const publicly = (await world.stranger().get('/providers')).page
      .querySelectorAll('a.item-card')
      .find(card => card.textContent.includes(known[at('名称')] ?? ''))
    const offers = words(await world.stranger().get(publicly?.getAttribute('href') ?? ''))
    for (const word of ['¥777.00', '¥888.50', '每套']) expect(offers).toContain(word)
    expect(
      counts(await matcher.get(await send(app, matcher, 'provider', await sheet([known], head)))),
    ).toContain('不变 1')
  })
})
