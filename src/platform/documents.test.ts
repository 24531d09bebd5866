import { spawnSync } from 'node:child_process'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { PrintedDirectory } from './documents/directory.ts'
import { pdf, qrPng, qrSvg, type Receipt, tablePdf, wordDirectory } from './documents.ts'

/** What a PDF says; null where no pdftotext is installed, and then only its form is looked at. */
function textIn(document: Buffer): string | null {
  expect(document.toString('latin1', 0, 5)).toBe('%PDF-')
  const { status, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], {
    input: document,
    maxBuffer: 64 * 1024 * 1024,
  })
  return status === 0 ? String(stdout) : null
}
const readsPdf = spawnSync('pdftotext', ['-v']).status === 0

const receipt = async (change: Partial<Receipt> = {}): Promise<Receipt> => ({
  centre: '清溪县电子商务公共服务中心',
  contact: [{ label: '电话', value: '0556-1234567' }],
  number: 'QX-2026-000123',
  code: '7K4M-9QXP',
  item: '网店开设指导',
  applicant: '张*花',
  submittedAt: '2026-11-23 16:02',
  acceptedAt: '2026-11-24 10:21',
  promise: '受理后 5 个工作日',
  progressQr: await qrSvg('https://qingxi.example.cn/progress?number=QX-2026-000123'),
  ratingQr: await qrSvg('https://qingxi.example.cn/r/abcdefgh'),
  printedAt: '2026-11-24',
  ...change,
})

describe('受理回执', () => {
  test('says what was accepted and until when it is promised', async () => {
    const text = textIn(await pdf('receipt', await receipt()))
    for (const said of [
      '受理回执',
      'QX-2026-000123',
      '7K4M-9QXP',
      '张*花',
      '2026年11月24日',
      '受理后 5 个工作日',
      '0556-1234567',
    ]) {
      if (readsPdf) expect(text?.replaceAll(/(?<=\p{sc=Han}) +(?=\p{sc=Han})/gu, '')).toContain(said)
    }
  })

  test('does not say that it was accepted before it was', async () => {
    const text = textIn(await pdf('receipt', await receipt({ acceptedAt: null })))
    if (!readsPdf) return
    expect(text?.replaceAll(' ', '')).toContain('收件回执')
    expect(text).not.toContain('受理时间')
  })

  test('shows markup as it was typed, and runs none of it', async () => {
    const item = '#panic("x") *b* $x$ #read("/etc/passwd") \\ " <a> @b'
    const text = textIn(await pdf('receipt', await receipt({ item })))
    if (readsPdf) expect(text).toContain(item)
  })

  test('stays on one page when the words are long', async () => {
    const made = await pdf(
      'receipt',
      await receipt({
        item: '直播带货与短视频运营一对一辅导'.repeat(4),
        centre: '某某自治县电子商务进农村综合示范公共服务中心',
      }),
    )
    if (readsPdf) expect(textIn(made)?.match(/\f/g)).toHaveLength(1)
  })

  test('tells what the data lacks', async () => {
    await expect(pdf('receipt', {} as Receipt)).rejects.toThrow(
      /^receipt\.typ: .*does not contain key "acceptedAt"/,
    )
  })
})

describe('岗位职责', () => {
  test('says of a post whom it lacks', async () => {
    const posts = [{ name: '窗口专员', summary: '', holders: [], duties: [] }]
    const text = textIn(
      await pdf('duties', { title: '岗位职责', centre: '清溪县', posts, printedAt: '2026-11-24' }),
    )
    if (readsPdf) for (const said of ['窗口专员', '暂缺', '没有职责']) expect(text).toContain(said)
  })
})

describe('a printed list', () => {
  const columns = [
    { label: '名称', value: (n: number) => `第 ${n} 户` },
    { label: '统一社会信用代码', value: () => '91340828MA2N0ABC1X', width: 10 },
    { label: '金额', value: (n: number) => n * 100, kind: 'money' as const },
  ]
  const about = {
    title: '服务台账',
    centre: '清溪县电子商务公共服务中心',
    filters: [{ label: '状态', value: '已办结' }],
    printedAt: new Date('2026-11-24T02:21:00Z'),
  }

  test('2,000 rows: every row, the head on every page, pages counted', async () => {
    const text = textIn(
      await tablePdf(
        columns,
        Array.from({ length: 2000 }, (_, n) => n),
        about,
      ),
    )
    if (!text) return
    const pages = text.split('\f').slice(0, -1)
    expect(text).toContain('共 2000 条')
    expect(text).toContain('1999.00')
    expect(pages.length).toBeGreaterThan(30)
    expect(pages.every(page => page.includes('统一社会信用代码') && page.includes('2026-11-24 10:21'))).toBe(
      true,
    )
    expect(pages.at(-1)).toContain(`第 ${pages.length} 页 / 共 ${pages.length} 页`)
    expect(pages[0]).toContain('状态 已办结')
  })

  test('an empty list says so', async () => {
    const text = textIn(await tablePdf(columns, [], { ...about, filters: [] }))
    if (readsPdf) expect(text).toContain('没有符合条件的记录')
  })
})

test('QR codes come as SVG and as PNG', async () => {
  expect(await qrSvg('https://qingxi.example.cn/')).toMatch(/^<svg [\s\S]*<\/svg>\s*$/)
  expect((await qrPng('https://qingxi.example.cn/')).toString('latin1', 1, 4)).toBe('PNG')
})

describe('名录', () => {
  const directory: PrintedDirectory = {
    title: '服务项目和服务商名录',
    centre: '清溪县电子商务公共服务中心',
    address: 'https://qingxi.example.cn/items',
    printedAt: '2026-11-24',
    contact: [{ label: '服务热线', value: '0556-1234567' }],
    families: [
      {
        ...{ label: '咨询', clause: '5.1', about: '政策、技术、业务' },
        items: [
          {
            ...{ name: '网店 #strong[开设] <b>指导', code: 'ZX-001', summary: '教您开店。' },
            content: '说明开店流程。\n说明常见问题。',
            steps: [{ title: '受理', text: '指定专人，1 个工作日' }],
            materials: ['营业执照（可选）'],
            facts: [{ label: '收费', value: '免费' }],
            providers: [],
          },
        ],
      },
      { label: '对接', clause: '5.2', about: '', items: [] },
    ],
    providers: [
      {
        ...{ name: '清溪影像工作室', introduction: '拍产品。', facts: [] },
        items: [{ name: '产品拍摄', price: '¥600.00 每款' }],
      },
    ],
  }
  const said = [
    '名录',
    '网店 #strong[开设] <b>指导',
    'ZX-001',
    '说明常见问题',
    '指定专人',
    '营业执照',
    '免费',
    '清溪影像工作室',
    '¥600.00',
  ]
  const plain = (text: string) => text.replaceAll(/\s+/g, '')

  test('as PDF has contents, items and providers, and no empty family', async () => {
    const text = textIn(await pdf('directory', directory))
    if (text === null) return
    for (const words of [...said, '目录', '2026年11月24日', '0556-1234567'])
      expect(plain(text), words).toContain(plain(words))
    expect(text).not.toContain('对接')
  })

  test('as PDF is there even when nothing is published yet', async () => {
    const text = textIn(await pdf('directory', { ...directory, families: [], providers: [] }))
    if (text !== null) expect(plain(text)).toContain('服务项目0项')
  })

  test('as Word says the same, in the type of official documents (GB/T 9704)', async () => {
    const parts = unzipSync(await wordDirectory(directory))
    const part = (name: string) => strFromU8(parts[name] as Uint8Array)
    const xml = part('word/document.xml')
    const text = xml
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
    for (const words of [...said, '一、咨询', '二、服务商', '（一）网店', '2026年11月24日'])
      expect(plain(text), words).toContain(plain(words))
    for (const font of ['方正小标宋简体', '仿宋', '黑体', '楷体', '宋体'])
      expect(xml + part('word/styles.xml') + part('word/footer1.xml'), font).toContain(`w:eastAsia="${font}"`)
    expect(xml, '22 lines make 225 mm').toContain('w:line="579"')
    expect(xml, 'A4 with the margins of 公文').toMatch(
      /<w:pgSz w:w="11906" w:h="16838".*<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/,
    )
  })
})
