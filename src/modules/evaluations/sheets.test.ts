import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { type Cells, sheet, words, workbookAt } from '../../../test/sheets.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 6.1.1 A score sheet comes as a workbook: read row by row, put to use by another, never changed afterwards. */
let app: TestApp
let world: World
let caller: Visitor
let director: Visitor
const head = [
  '一级指标',
  '二级指标',
  '三级指标',
  '指标解释',
  '分值',
  '评价材料',
  '现场检查',
  '条款',
  '加分项',
]

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  caller = await world.worker('孙丽')
  director = await world.worker('李卫东')
})

async function bring(file: File, name = '示范县绩效考核表'): Promise<string> {
  const id = await does(caller, 'score_sheet/upload', { name, 'file:new': file })
  await app.runJobs()
  return id
}
const shown = async (id: string): Promise<string> => words(await caller.get(`/desk/evaluations/sheets/${id}`))
const good: Cells[] = [
  ['组织管理', '机制', '领导机制', '有专人负责', '2.5', '文件、会议纪要', '查原件', '4.2.1', '否'],
  ['组织管理', '资金', '', '台账齐全', 3, '台账', '', '', ''],
  ['服务内容', '培训', '', '按计划办班', 4, '一期一档', '抽查', '5.3.1', '否'],
  ['加分', '获得表彰', '', '', 1, '证书', '', '', '是'],
]

describe('a sheet of several levels with bonus points', () => {
  let id = ''
  test('is read and waits to be put to use, by somebody else', async () => {
    expect((await (await world.worker('王敏')).get('/act/score_sheet/upload')).status).toBe(403)
    id = await bring(await sheet(good, head))
    const text = await shown(id)
    for (const part of [
      '示范县绩效考核表（第 1 版）',
      '满分 9.5 分，另有加分 1 分',
      '组织管理 / 机制 / 领导机制',
      '查原件',
    ])
      expect(text, part).toContain(part)
    expect((await caller.post(`/act/score_sheet/adopt/${id}`)).status).toBe(403)
    await does(director, `score_sheet/adopt/${id}`)
    expect(await shown(id)).toContain('在用')
  })

  test('leaves as it came, and comes again as the next version; then the first is in use no longer', async () => {
    const { rows, file } = await workbookAt(caller, `/desk/evaluations/sheets/${id}/sheet.xlsx`)
    expect(rows[0]).toEqual(head)
    expect(rows[1]).toEqual([
      '组织管理',
      '机制',
      '领导机制',
      '有专人负责',
      '2.5',
      '文件、会议纪要',
      '查原件',
      '4.2.1',
      '否',
    ])
    const second = await bring(new File([file], '表.xlsx'))
    expect(await shown(second)).toContain('示范县绩效考核表（第 2 版）')
    await does(director, `score_sheet/adopt/${second}`)
    expect(await shown(id)).toContain('已停用')
    expect((await director.post(`/act/score_sheet/restore/${id}`)).status, 'one version of a name').toBe(409)
  })

  test('what was in use is never changed, not even by hand', async () => {
    const change = app.kernel.database.write({ centre: world.id }, db =>
      db.updateTable('score_sheet').set({ points: 1 }).where('id', '=', id).execute(),
    )
    await expect(change).rejects.toThrow(/does not change/)
  })

  test('a round may be begun with it: its parts are asked for', async () => {
    app.clock.now = new Date('2027-01-04T10:00:00+08:00')
    await app.runClock('evaluation.open')
    const runner = await world.worker('孙丽')
    const list = await runner.get('/desk/evaluations?kind=self')
    const href = list.page.querySelector('td a[href^="/desk/evaluations/"]')?.getAttribute('href') ?? ''
    const begin = `/act/evaluation/begin/${href.split('/').at(-1)}`
    expect(words(await runner.get(begin))).toContain('服务内容：由谁评分')
    caller = runner
    director = await world.worker('李卫东')
  })
})

describe('what is wrong is told row by row, and nothing is taken', () => {
  test('points, clauses, levels, twins', async () => {
    const id = await bring(
      await sheet(
        [
          ['组织管理', '机制', '', '', '2.55', '', '', '', ''],
          ['组织管理', '资金', '', '', '很多', '', '', '', ''],
          ['', '资金', '', '', 3, '', '', '', ''],
          ['服务', '', '培训', '', 3, '', '', '', ''],
          ['服务', '培训', '', '', 3, '', '', '9.9', ''],
          ['服务', '咨询', '', '', 3, '', '', '', '也许'],
          ['服务', '对接', '', '', 3, '', '', '', ''],
          ['服务', '对接', '', '', 4, '', '', '', ''],
          ['服务', '宣传', '', '', -3, '', '', '', ''],
          ['服务', '孵化', '', '', 1e9, '', '', '', ''],
        ],
        head,
      ),
      '错表',
    )
    const text = await shown(id)
    for (const part of [
      ...[
        '没有读成',
        '第 2 行：分值：最多一位小数',
        '第 3 行：分值：',
        '第 4 行：一级指标：',
        '第 5 行：有三级指标',
      ],
      ...['第 6 行：条款：没有这一条', '第 7 行：加分项请填“是”或“否”', '第 9 行：和第 8 行是同一个指标'],
      ...['第 10 行：分值：', '第 11 行：分值：'],
    ])
      expect(text, part).toContain(part)
    expect((await director.post(`/act/score_sheet/adopt/${id}`)).status).toBe(409)
  })

  test('only bonus, only a heading, other headings, too many rows', async () => {
    const bonus: Cells = ['加分', '表彰', '', '', 1, '', '', '', '是']
    expect(await shown(await bring(await sheet([bonus], head), '甲表'))).toContain('全是加分项')
    expect(await shown(await bring(await sheet([], head), '乙表'))).toContain('没有要导入的内容')
    expect(await shown(await bring(await sheet([['a', 'b']], ['x', 'y']), '丙表'))).toContain('标题里没有')
    const many = Array.from(
      { length: 400 },
      (_, at): Cells => ['一', `第 ${at} 项`, '', '', 1, '', '', '', ''],
    )
    expect(await shown(await bring(await sheet(many, head), '丁表'))).toContain('没有读成')
  })

  test('hostile files: none is run, none breaks anything', async () => {
    const file = (content: Uint8Array) => new File([new Uint8Array(content)], '表.xlsx')
    const parts = unzipSync(new Uint8Array(await (await sheet(good, head)).arrayBuffer()))
    const macro = zipSync({ ...parts, 'xl/vbaProject.bin': strToU8('x') })
    expect(await shown(await bring(file(macro), '宏表'))).toContain('含有宏')
    const bomb = zipSync({ ...parts, 'xl/worksheets/sheet9.xml': new Uint8Array(80 * 1024 * 1024) })
    expect(await shown(await bring(file(bomb), '大表'))).toContain('没有读成')
    const refused = async (one: File) =>
      (await caller.post('/act/score_sheet/upload', { name: '坏表', 'file:new': one })).status
    expect(await refused(file(zipSync({ 'a.xml': strToU8('<') }))), 'an archive that is no workbook').toBe(
      422,
    )
    expect(await refused(new File(['not a workbook'], '表.xlsx'))).toBe(422)
    const [name] = Object.keys(parts).filter(one => one.startsWith('xl/worksheets/sheet'))
    const entity = strFromU8(parts[name as string] as Uint8Array).replace(
      /<worksheet/,
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet',
    )
    const told = await shown(
      await bring(file(zipSync({ ...parts, [name as string]: strToU8(entity) })), '外部实体'),
    )
    expect(told).not.toContain('root:')
    const script = await bring(
      await sheet([['<script>alert(1)</script>', '=1+1', '', '"><img src=x>', 2, '', '', '', '']], head),
      '脚本表',
    )
    const page = await caller.get(`/desk/evaluations/sheets/${script}`)
    expect(page.text).not.toContain('<script>alert')
    expect(page.text).not.toContain('<img src=x>')
    expect(words(page)).toContain('<script>alert(1)</script> / =1+1')
  })
})
