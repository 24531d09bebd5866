import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { z } from 'zod'
import { cellsOf, columnsOf, columnsWorkbook, inputOf, readWorkbook } from './workbook.ts'

/** Workbooks that people fill in and send, and those that somebody made to do harm. */
const schema = z.object({
  name: z.string().trim().min(2).meta({ label: '名称' }),
  kind: z.enum(['a', 'b']).meta({
    label: '类型',
    options: [
      { value: 'a', label: '甲类' },
      { value: 'b', label: '乙类' },
    ],
  }),
  price_fen: z.number().int().optional().meta({ label: '价格', widget: 'money' }),
  day: z.iso.date().optional().meta({ label: '日期', widget: 'date' }),
  for: z
    .array(z.enum(['企业', '个人']))
    .default([])
    .meta({
      label: '对象',
      widget: 'checkboxes',
      options: [
        { value: '企业', label: '企业' },
        { value: '个人', label: '个人' },
      ],
    }),
  steps: z
    .array(
      z.object({
        title: z.string().meta({ label: '名称' }),
        days: z.number().nullable().default(null).meta({ label: '天' }),
      }),
    )
    .default([])
    .meta({ label: '流程', widget: 'rows' }),
})
const columns = columnsOf(
  schema,
  ['name', 'kind', 'price_fen', 'day', 'for', 'steps'].map(name => ({ name, example: `示例${name}` })),
)
const read = (content: Uint8Array, most = 100) => readWorkbook(Buffer.from(content), columns, most)
const sheet = async (rows: unknown[][]): Promise<Buffer> =>
  writeExcelFile(
    rows.map(row =>
      row.map(value =>
        value === null
          ? null
          : {
              value,
              type: (value as object).constructor,
              ...(value instanceof Date && { format: 'yyyy-mm-dd' }),
            },
      ),
    ) as never,
  ).toBuffer()
const head = ['名称', '类型', '价格', '日期', '对象', '流程']

describe('a sheet', () => {
  test('gives numbers, days and lists as they were meant, under the rows that people see', async () => {
    const found = await read(
      await sheet([
        head,
        [' 张三 ', '甲类', 12.5, new Date('2026-11-24T00:00:00Z'), '企业、个人', '受理｜1\n办结'],
        [null, null, null, null, null, null],
        ['李四', '丙类', '1,200', '2026-1-1', '其他', ''],
      ]),
    )
    if ('problem' in found) throw new Error(found.problem)
    expect(found.rows.map(row => row.number)).toEqual([2, 4])
    expect(inputOf(columns, found.rows[0]?.cells ?? {})).toEqual({
      ...{ name: '张三', kind: 'a', price_fen: 1250, day: '2026-11-24', for: ['企业', '个人'] },
      steps: [{ title: '受理', days: 1 }, { title: '办结' }],
    })
    expect(inputOf(columns, found.rows[1]?.cells ?? {})).toMatchObject({
      kind: '丙类',
      price_fen: 120000,
      for: ['其他'],
    })
  })

  test('says the same after having been filled in by us', async () => {
    const input = {
      name: '=1+1',
      kind: 'b',
      price_fen: 99,
      day: '2026-02-28',
      for: ['个人'],
      steps: [{ title: '受理', days: null }],
    }
    const file = await columnsWorkbook(columns, {
      title: '表',
      rows: [cellsOf(columns, input)],
      more: ['问题'],
    })
    const found = await read(file)
    if ('problem' in found) throw new Error(found.problem)
    expect(schema.parse(inputOf(columns, found.rows[0]?.cells ?? {}))).toEqual(input)
    for (const [name, part] of Object.entries(unzipSync(file)))
      if (name.includes('worksheets/')) expect(Buffer.from(part).toString(), name).not.toMatch(/<f[ >]/)
    const first = Buffer.from(unzipSync(file)['xl/worksheets/sheet1.xml'] as Uint8Array).toString()
    expect(first, 'a list drops down').toContain(`<formula1>'选项'!$A$2:$A$3</formula1>`)
  })

  test('without a column that is needed says which', async () => {
    const found = await read(
      await sheet([
        ['名称', '备注'],
        ['张三', ''],
      ]),
    )
    expect(found).toEqual({ problem: expect.stringContaining('没有「类型」') })
  })
})

describe('refused kindly', () => {
  const parts = async () => unzipSync(await sheet([head, ['张三', '甲类', 1, null, null, null]]))
  const changed = async (change: (sheet: string) => string): Promise<Uint8Array> => {
    const all = await parts()
    const name = 'xl/worksheets/sheet1.xml'
    const text = Buffer.from(all[name] as Uint8Array).toString()
    return zipSync({ ...all, [name]: strToU8(change(text)) })
  }
  const problem = async (content: Uint8Array, most?: number): Promise<string> => {
    const found = await read(content, most)
    return 'problem' in found ? found.problem : `read ${found.rows.length} rows`
  }

  test('a bomb: what it would unpack to is known before, whether it says so or lies', async () => {
    const bomb = zipSync(
      { ...(await parts()), 'xl/worksheets/sheet9.xml': new Uint8Array(200 * 1024 * 1024) },
      { level: 9 },
    )
    expect(bomb.length).toBeLessThan(500_000)
    expect(await problem(bomb)).toContain('展开后太大')
    // The same, but its directory says that it is small.
    const lying = Buffer.from(bomb)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(200 * 1024 * 1024)
    const small = Buffer.alloc(4)
    small.writeUInt32LE(1000)
    for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size, at + 1)) small.copy(lying, at)
    expect(await problem(lying)).toMatch(/^(这不是完好的 Excel|read 1 rows)/)
  })

  test('a million rows', async () => {
    const row = '<row r="3"><c r="A3" t="inlineStr"><is><t>x</t></is></c></row>'
    const many = await changed(text => text.replace('</sheetData>', `${row.repeat(1_000_000)}</sheetData>`))
    expect(await problem(many, 20_000)).toContain('超过 20000 行')
    const far = await changed(text =>
      text.replace('</sheetData>', `${row.replaceAll('3', '1048576')}</sheetData>`),
    )
    expect(await problem(far, 20_000)).toContain('超过 20000 行')
    const empty = await changed(text =>
      text.replace(
        '</sheetData>',
        Array.from({ length: 50_000 }, (_, at) => `<row r="${at + 3}" spans="1:6"/>`).join('') +
          '</sheetData>',
      ),
    )
    expect(await problem(empty, 20_000), 'rows that only look different').toBe('read 1 rows')
    const wide = await changed(text =>
      text.replace('</row>', '<c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row>'),
    )
    expect(await problem(wide)).toContain('列')
  })

  test('macros', async () => {
    const withMacros = zipSync({ ...(await parts()), 'xl/vbaProject.bin': new Uint8Array(10) })
    expect(await problem(withMacros)).toContain('含有宏')
  })

  test('something else that was renamed, a broken file, nothing at all', async () => {
    for (const content of [
      Buffer.from('%PDF-1.7 ...'),
      Buffer.from('PK\u0003\u0004 broken'),
      Buffer.alloc(0),
      zipSync({ 'a.txt': strToU8('x') }),
    ])
      expect(await problem(content)).toContain('这不是完好的 Excel 工作簿')
  })

  test('a formula counts for its last value; one that failed is told by its place', async () => {
    const cell = (inside: string) => changed(text => text.replace(/<c r="A2".*?<\/c>/, inside))
    const found = await read(await cell('<c r="A2" t="str"><f>HYPERLINK("http://x","y")</f><v>王五</v></c>'))
    if ('problem' in found) throw new Error(found.problem)
    expect(found.rows[0]?.cells.名称).toBe('王五')
    expect(await problem(await cell('<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))).toContain(
      '单元格 A2 有公式错误',
    )
  })
})
