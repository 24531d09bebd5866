import readSheets from 'read-excel-file/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn } from '../../../test/deeds.ts'
import {
  bringIn,
  type Cells,
  counts,
  firm,
  heading,
  send,
  sheet,
  words,
  workbookAt,
} from '../../../test/sheets.ts'
import { creditCodeOf, newCentre, type World } from '../../../test/world.ts'

/** A sheet is sent, every row is looked at, and what is good is brought in: each row by its own action, none twice. */
let app: TestApp
let world: World
let counter: Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  counter = await world.worker('陈静')
})

const partiesNamed = async (name: string) =>
  (await counter.get(`/desk/parties?q=${encodeURIComponent(name)}`)).page
    .querySelectorAll('td a[href^="/desk/parties/"]')
    .map(link => link.textContent)

describe('a sheet of recipients', () => {
  let page: string

  test('is looked at row by row, and nothing is brought in yet', async () => {
    page = await send(
      app,
      counter,
      'party',
      await sheet([
        firm(1),
        firm(2),
        ['企业', '坏代码公司', '91340811MA2ABCDE11', '高河镇', '', '吴敏', '13910009999'],
        ['个人', '王小二', creditCodeOf('91', 5999), '', '', '王小二', '139'],
        ['外星人', '某某', '', '', '', '某某', 13910008888],
        firm(1),
        ['', '', '', '', '', '', ''],
        ['个人', '数字电话', '', '没有的镇', '', '数字电话', 13910007777],
      ]),
    )
    const shown = await counter.get(page)
    expect(counts(shown)).toBe('新增 2，更改 0，不变 0，有误 5')
    const text = words(shown)
    expect(text).toContain('还没有导入')
    // By row, by column: what is wrong, and what was there.
    expect(text).toMatch(
      /4 ?坏代码公司 ?统一社会信用代码 统一社会信用代码不正确.*表中为「91340811MA2ABCDE11」/,
    )
    expect(text).toMatch(/5 ?王小二.*个人不填统一社会信用代码.*联系电话 请填写 11 位手机号码.*表中为「139」/)
    expect(text).toMatch(/6 ?某某 ?对象类型 请从列出的选项中选择.*表中为「外星人」/)
    expect(text).toMatch(/7 ?新县第1商贸有限公司 ?与第 2 行重复/)
    expect(text).toMatch(/9 ?数字电话 ?所在乡镇 请从列出的选项中选择/)
    expect(await partiesNamed('新县第1商贸')).toEqual([])
  })

  test('what is wrong comes back as a workbook with the reasons beside the rows', async () => {
    const { rows } = await workbookAt(counter, `${page}/faults`)
    expect(rows[0]).toEqual([...heading, '原表行号', '问题'])
    expect(rows.map(row => row[7])).toEqual(['原表行号', '4', '5', '6', '7', '9'])
    expect(rows[1]?.slice(0, 3)).toEqual(['企业', '坏代码公司', '91340811MA2ABCDE11'])
    expect(rows[1]?.[8]).toContain('统一社会信用代码：统一社会信用代码不正确')
  })

  test('brought in, each row has its own story under the name of who sent it; sent again, it does nothing', async () => {
    const done = await bringIn(app, counter, page)
    expect(words(done)).toContain('已导入 2 行')
    expect(await partiesNamed('新县第1商贸')).toEqual(['新县第1商贸有限公司'])
    const made = await counter.get(`${page}?show=new`)
    const href = made.page.querySelector('td a[href^="/desk/parties/"]')?.getAttribute('href') ?? ''
    const told = words(await counter.get(href))
    expect(told).toContain('陈静 登记了服务对象')
    expect(told, 'found by town').toContain('高河镇')

    const again = await send(app, counter, 'party', await sheet([firm(1), firm(2)]))
    expect(counts(await counter.get(again))).toBe('新增 0，更改 0，不变 2，有误 0')
    const refused = await counter.post(`/act/import_batch/start/${idIn(again)}`)
    expect([refused.status, words(refused)]).toEqual([409, expect.stringContaining('没有需要新增或更改的行')])
    const twice = await counter.post(`/act/import_batch/start/${idIn(page)}`)
    expect(twice.status, 'a second press').toBe(409)
  })

  test('a change says from what to what; a column that is not there changes nothing', async () => {
    const some = await send(
      app,
      counter,
      'party',
      await sheet(
        [['企业', '新县第1商贸有限公司', creditCodeOf('91', 5001), '吴敏敏', '13910001001']],
        ['对象类型', '名称', '统一社会信用代码', '联系人', '联系电话'],
      ),
    )
    const shown = await counter.get(some)
    expect(counts(shown)).toBe('新增 0，更改 1，不变 0，有误 0')
    expect(words(shown)).toMatch(/联系人 吴敏 → 吴敏敏/)
    await bringIn(app, counter, some)
    const made = await counter.get(`${some}?show=change`)
    const href = made.page.querySelector('td a[href^="/desk/parties/"]')?.getAttribute('href') ?? ''
    const told = words(await counter.get(href))
    for (const word of ['吴敏敏', '高河镇', '某路', '陈静 修改了资料']) expect(told).toContain(word)
  })

  test('who has no code is known by kind, name and phone; a code that comes later is a change', async () => {
    const farm = (code: string): Cells => [
      '家庭农场',
      '新县老李家庭农场',
      code,
      '',
      '',
      '老李',
      '13910006666',
    ]
    await bringIn(app, counter, await send(app, counter, 'party', await sheet([farm('')])))
    expect(counts(await counter.get(await send(app, counter, 'party', await sheet([farm('')]))))).toContain(
      '不变 1',
    )
    const code = creditCodeOf('93', 77)
    await bringIn(app, counter, await send(app, counter, 'party', await sheet([farm(code)])))
    expect(await partiesNamed('新县老李')).toHaveLength(1)
    expect(
      counts(await counter.get(await send(app, counter, 'party', await sheet([farm('')])))),
      'nobody takes a code away by not knowing it',
    ).toContain('不变 1')
    expect(counts(await counter.get(await send(app, counter, 'party', await sheet([farm(code)]))))).toContain(
      '不变 1',
    )
  })

  test('what has changed since the preview: nothing at all is brought in, and it is shown anew', async () => {
    const slow = await send(app, counter, 'party', await sheet([firm(11), firm(12), firm(13)]))
    await does(counter, 'party/register', {
      ...{ kind: 'enterprise', name: '抢先登记的公司', code: creditCodeOf('91', 5012) },
      ...{ contact_name: '周明', contact_phone: '13910005555' },
    })
    const shown = await bringIn(app, counter, slow)
    expect(words(shown)).toContain('预览以后有 1 行的情况变了，所以什么都没有导入')
    expect(counts(shown)).toBe('新增 2，更改 1，不变 0，有误 0')
    expect(await partiesNamed('新县第11商贸')).toEqual([])
  })

  test('is for who may register by hand, and nobody else sees it', async () => {
    expect((await (await world.worker('刘芳')).get(page)).status).toBe(404)
    expect((await world.stranger().get(page)).status).toBe(303)
    const writer = await world.worker('刘芳')
    expect((await writer.get('/desk/imports/templates/party')).status).toBe(403)
    const sent = await writer.post('/act/import_batch/upload', {
      kind: 'party',
      'file:new': await sheet([firm(3)]),
    })
    expect([sent.status, errorAt(sent, 'kind')]).toEqual([422, '请从列出的选项中选择'])
    const supervisor = await world.worker('周健')
    expect((await supervisor.get('/desk/imports')).status).toBe(403)
    const elsewhere = await newCentre(app)
    expect((await (await elsewhere.worker('陈静')).get(page)).status).toBe(404)
  })

  test('given up or left lying, what was read is gone', async () => {
    const left = await send(app, counter, 'party', await sheet([firm(21)]))
    await does(counter, `import_batch/discard/${idIn(left)}`)
    expect(words(await counter.get(left))).toContain('读取的内容已删除')
    const lying = await send(app, counter, 'party', await sheet([firm(22)]))
    app.clock.addDays(15)
    await app.runClock('clock.tick')
    counter = await world.worker('陈静')
    expect(words(await counter.get(lying))).toContain('已放弃')
    const { rows } = await app.kernel.database.pool
      .query(
        `select count(*)::int as n from import_row where batch_id in ('${idIn(left)}', '${idIn(lying)}')`,
      )
      .catch(() => ({ rows: [{ n: 0 }] }))
    expect(rows[0].n).toBe(0)
  })
})

test('whoever deletes their account is in no sheet that lies about', async () => {
  const leaving = await world.citizen('13910003333', '方小梅')
  const row: Cells = ['个人', '方小梅', '', '', '某村', '方小梅', '13910003333']
  const page = await send(app, counter, 'party', await sheet([row, firm(31)]))
  expect((await leaving.get('/account/data.json')).text).toContain('某村')
  await leaving.submit('/account/erase', { understood: '1' })
  const told = words(await counter.get(`${page}?show=wrong`))
  expect(told).toContain('本人已注销，这一行已删除')
  expect(told).not.toContain('方小梅')
  expect(told).toMatch(/新增 1 ?更改 0 ?不变 0 ?有误 1/)
  const done = await bringIn(app, counter, page)
  expect(words(done)).toContain('已导入 1 行')
  expect(await partiesNamed('方小梅')).toEqual([])
})

describe('a crash in the middle', () => {
  test('leaves nothing half done: it goes on from where it stood, and no row is brought in twice', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => firm(300 + at))
    rows[50] = ['企业', '中间的坏行', '1', '', '', '吴敏', '1']
    const page = await send(app, counter, 'party', await sheet(rows))
    expect(counts(await counter.get(page))).toBe('新增 119，更改 0，不变 0，有误 1')
    await does(counter, `import_batch/start/${idIn(page)}`)
    const broken = app.runJobs().then(
      () => false,
      () => true,
    )
    const soFar = async () => /正在导入：(\d+)/.exec(words(await counter.get(page)))?.[1] ?? ''
    while (!(Number(await soFar()) > 0)) await new Promise(resolve => setTimeout(resolve, 5))
    await app.loseDatabase()
    expect(await broken, 'the job broke').toBe(true)
    let stood = ''
    while (!stood) stood = await soFar().catch(() => '')
    expect(Number(stood), 'whole steps').toBeGreaterThan(0)
    expect(Number(stood) % 20).toBe(0)
    expect(Number(stood)).toBeLessThan(119)
    // Soon after the restart the clock finds what has not moved.
    app.clock.now = new Date(app.clock.now.getTime() + 3 * 60_000)
    await app.runClock('import.resume')
    await app.runJobs()
    const done = await counter.get(page)
    expect(words(done)).toContain('已导入 119 行')
    expect(words(done)).not.toContain('没有导入')
    const again = await send(app, counter, 'party', await sheet(rows))
    expect(counts(await counter.get(again))).toBe('新增 0，更改 0，不变 119，有误 1')
    expect(await partiesNamed('新县第310商贸')).toHaveLength(1)
  })
})

describe('the template and what is taken along', () => {
  test('the template explains its columns, offers lists, and its example is not brought in', async () => {
    const { rows, file } = await workbookAt(counter, '/desk/imports/templates/party')
    expect(rows[0]).toEqual(heading)
    expect(rows).toHaveLength(2)
    const all = await readSheets(Buffer.from(await file.arrayBuffer()))
    expect(all.map(one => one.sheet)).toEqual(['服务对象', '填写说明', '选项'])
    expect(JSON.stringify(all[1])).toContain('18 位，见营业执照')
    expect(JSON.stringify(all[2])).toContain('高河镇')
    const sent = await send(app, counter, 'party', new File([file], '模板.xlsx'))
    expect(words(await counter.get(sent))).toContain('表格里没有要导入的内容')
  })

  test('taken along and sent again unchanged, it is all the same', async () => {
    const { rows, file } = await workbookAt(counter, '/desk/imports/exports/party')
    expect(rows.length).toBeGreaterThan(10)
    const shown = await counter.get(await send(app, counter, 'party', new File([file], '导出.xlsx')))
    expect(counts(shown)).toBe(`新增 0，更改 0，不变 ${rows.length - 1}，有误 0`)
  })

  test('a name that looks like a formula stays a text, there and back', async () => {
    const evil: Cells = ['个人', '=HYPERLINK("http://x")', '', '', '+1+1', '@SUM(A1)', '13910004444']
    await bringIn(app, counter, await send(app, counter, 'party', await sheet([evil])))
    const { rows, file } = await workbookAt(counter, '/desk/imports/exports/party')
    expect(rows.flat()).toContain('=HYPERLINK("http://x")')
    const { unzipSync, strFromU8 } = await import('fflate')
    const parts = unzipSync(new Uint8Array(await file.arrayBuffer()))
    for (const [name, part] of Object.entries(parts))
      if (name.includes('worksheets/')) expect(strFromU8(part), name).not.toMatch(/<f[ >]/)
  })
})
