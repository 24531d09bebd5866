import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Column, csv, xlsx } from './spreadsheet.ts'

interface Line {
  name: string
  fen: number | null
  at: Date
  day: string
}

const columns: Column<Line>[] = [
  { label: '名称', value: line => line.name, width: 30 },
  { label: '金额（元）', value: line => line.fen, kind: 'money' },
  { label: '时间', value: line => line.at, kind: 'dateTime' },
  { label: '日期', value: line => line.day, kind: 'date' },
]
const tea: Line = { name: '茶叶', fen: 480_005, at: new Date('2026-11-23T18:30:00Z'), day: '2026-12-01' }

describe('CSV', () => {
  test('opens in Excel: byte order mark, CRLF, money in 元, times of Shanghai', () => {
    expect(csv(columns, [tea])).toBe(
      '\ufeff名称,金额（元）,时间,日期\r\n茶叶,4800.05,2026-11-24 02:30,2026-12-01\r\n',
    )
  })

  test('quotes what would break a line or a cell', () => {
    const [, line] = csv([{ label: '名称', value: (text: string) => text }], ['他说"好",\n就买了']).split(
      '\r\n',
    )
    expect(line).toBe('"他说""好"",\n就买了"')
  })

  test.each([
    ['=HYPERLINK("http://x","点我")', `"'=HYPERLINK(""http://x"",""点我"")"`],
    ['+86 138', "'+86 138"],
    ['-1+cmd|calc', "'-1+cmd|calc"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['\t=1', "'\t=1"],
    ['-12.50', '-12.50'],
    ['A=1', 'A=1'],
  ])('%s is no formula', (text, cell) => {
    expect(csv([{ label: '名称', value: (row: string) => row }], [text]).split('\r\n')[1]).toBe(cell)
  })

  test('the labels are harmless too, since staff design forms', () => {
    expect(csv([{ label: '=1+1', value: () => null }], [])).toBe("\ufeff'=1+1\r\n")
  })
})

describe('XLSX', () => {
  test('numbers are numbers, times are times, texts are texts', async () => {
    const parts = unzip(
      await xlsx(columns, [tea, { ...tea, name: '=1+1', fen: null }], { title: '台账: 2026/11' }),
    )
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    expect(parts.get('xl/workbook.xml')).toContain('name="台账  2026 11"')
    expect(sheet).toContain('state="frozen"')
    expect(sheet).toMatch(/<c r="B2" s="\d+"><v>4800\.05<\/v>/)
    expect(Number(/<c r="C2" s="\d+"><v>([\d.]+)</.exec(sheet)?.[1])).toBeCloseTo(46350 + 2.5 / 24, 6)
    expect(sheet).toMatch(/<c r="D2" s="\d+"><v>46357<\/v>/)
    expect(sheet).toMatch(/<c r="A3" t="s">/)
    expect(sheet).not.toContain('<f>')
    expect(sheet).not.toContain('r="B3"')
    expect(parts.get('xl/sharedStrings.xml')).toContain('>=1+1<')
    expect(parts.get('xl/styles.xml')).toContain('#,##0.00')
  })

  test('10,000 rows, with whatever people typed', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => ({
      ...tea,
      name: `第 ${at} 行 <&> \u0000\ud800 𠮷`,
      fen: at,
    }))
    const sheet = unzip(await xlsx(columns, rows, { title: '' })).get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet.match(/<row /g)).toHaveLength(10_001)
  })

  test('what a cell cannot hold does not spoil the file', async () => {
    const value: Column<number | string>['value'] = row => row
    const sheet = unzip(
      await xlsx([{ label: 'x', value }], [Number.NaN, 'x'.repeat(40_000)], { title: "'表'" }),
    )
    expect(sheet.get('xl/worksheets/sheet1.xml')).not.toContain('NaN')
    expect(sheet.get('xl/sharedStrings.xml')).toMatch(/>x{32767}</)
  })
})

/** The files of a ZIP archive as text, by its central directory. */
function unzip(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  for (let at = archive.indexOf('PK\x01\x02'); at >= 0; at = archive.indexOf('PK\x01\x02', at + 46)) {
    const nameLength = archive.readUInt16LE(at + 28)
    const start = archive.readUInt32LE(at + 42)
    const dataAt = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
    const data = archive.subarray(dataAt, dataAt + archive.readUInt32LE(at + 20))
    files.set(
      archive.toString('utf8', at + 46, at + 46 + nameLength),
      String(archive.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)),
    )
  }
  return files
}
