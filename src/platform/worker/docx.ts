import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableOfContents,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { estimatePageNumbersWith } from 'docx/layout'
import type { PrintedDirectory, PrintedItem, PrintedProvider } from '../documents/directory.ts'

/** Sizes of type as 公文 name them, in half points. */
const [size2, size3, size4] = [44, 32, 28]
const fonts = { title: '方正小标宋简体', body: '仿宋', first: '黑体', second: '楷体', number: '宋体' }
const face = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name })
/** Twentieths of a point: 固定值 28 磅, and two characters of 三号. */
const line = { line: 560, lineRule: LineRuleType.EXACT }
const twoCharacters = 640

/**
 * The directory as Word, in the order and type of 公文 (GB/T 9704-2012): 标题二号小标宋, 一级标题三号黑体, 二级标题三号楷体,
 * 正文三号仿宋, 28 磅行距, 版心 156 mm × 225 mm, 页码四号宋体.
 */
export async function docx(directory: PrintedDirectory): Promise<Uint8Array> {
  const families = directory.families.filter(family => family.items.length > 0)
  const parts = [
    ...families.map(family => family.label),
    ...(directory.providers.length > 0 ? ['服务商'] : []),
  ]
  const file = new Document({
    title: directory.title,
    creator: directory.centre,
    pageNumbers: estimatePageNumbersWith({ guess: true }),
    styles: { ...styles, default: { document: { run: { font: face(fonts.body), size: size3 } } } },
    sections: [
      {
        properties: { page: { size: a4, margin: margins } },
        footers: { default: pageNumber() },
        children: [
          ...cover(directory),
          ...contents(),
          ...families.flatMap((family, at) => [
            first(`${numerals[at]}、${family.label}`),
            text(`${family.about}（DB34/T 4229-2022 第 ${family.clause} 条）。`),
            ...family.items.flatMap((item, number) => itemParts(item, number)),
          ]),
          ...(directory.providers.length > 0
            ? [
                first(`${numerals[parts.length - 1]}、服务商`),
                text('经中心登记入库、为本县提供电商服务的单位；报价为参考价，以选定时的报价为准。'),
                ...directory.providers.flatMap((provider, number) => providerParts(provider, number)),
              ]
            : []),
          ...imprint(directory),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}

/** In twentieths of a point; margins 天头 37 mm, 订口 28 mm. */
const millimetre = (mm: number): number => Math.round((mm * 1440) / 25.4)
const a4 = { width: millimetre(210), height: millimetre(297) }
const margins = {
  top: millimetre(37),
  bottom: millimetre(35),
  left: millimetre(28),
  right: millimetre(26),
  footer: millimetre(28),
}

const styles = {
  paragraphStyles: [
    {
      id: 'Heading1',
      name: 'Heading 1',
      basedOn: 'Normal',
      next: 'Normal',
      run: { font: face(fonts.first), size: size3, bold: false, color: '000000' },
      paragraph: { spacing: { ...line, before: 280 }, indent: { firstLine: twoCharacters }, keepNext: true },
    },
    {
      id: 'Heading2',
      name: 'Heading 2',
      basedOn: 'Normal',
      next: 'Normal',
      run: { font: face(fonts.second), size: size3, bold: false, color: '000000' },
      paragraph: { spacing: line, indent: { firstLine: twoCharacters }, keepNext: true },
    },
  ],
}

const numerals = ['一', '二', '三', '四', '五', '六', '七'] as const

const first = (title: string) => new Paragraph({ heading: HeadingLevel.HEADING_1, text: title })
const second = (number: number, title: string) =>
  new Paragraph({ heading: HeadingLevel.HEADING_2, text: `（${inChinese(number + 1)}）${title}` })

/** 1 → 一, 12 → 十二, 105 → 105: nobody numbers so far in words. */
function inChinese(n: number): string {
  const digits = '〇一二三四五六七八九'
  if (n > 99) return String(n)
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  const ten = tens === 0 ? '' : `${tens > 1 ? digits[tens] : ''}十`
  return `${ten}${ones > 0 || tens === 0 ? digits[ones] : ''}`
}

const text = (words: string) =>
  new Paragraph({
    spacing: line,
    indent: { firstLine: twoCharacters },
    alignment: AlignmentType.JUSTIFIED,
    children: lines(words),
  })

/** A text of several lines stays one paragraph. */
const lines = (words: string) =>
  words.split('\n').map((words, at) => new TextRun({ text: words, ...(at > 0 && { break: 1 }) }))

const labelled = (label: string, words: string) =>
  new Paragraph({
    spacing: line,
    indent: { firstLine: twoCharacters },
    alignment: AlignmentType.JUSTIFIED,
    children: [new TextRun({ text: `${label}：`, font: face(fonts.first) }), ...lines(ended(words))],
  })

/** A sentence ends with its mark. */
const ended = (words: string): string => (/[。！？；]$/.test(words) ? words : `${words}。`)

function cover({ title, centre, families, providers }: PrintedDirectory): Paragraph[] {
  const heading = (words: string) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: 700, lineRule: LineRuleType.EXACT },
      children: [new TextRun({ text: words, font: face(fonts.title), size: size2 })],
    })
  const items = families.reduce((sum, family) => sum + family.items.length, 0)
  return [
    heading(centre),
    heading(title),
    new Paragraph({ spacing: line }),
    text(`本名录收录服务项目 ${items} 项、在库服务商 ${providers.length} 家。`),
  ]
}

const contents = () => [
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { ...line, before: 280 },
    children: [new TextRun({ text: '目　录', font: face(fonts.first), size: size3 })],
  }),
  new TableOfContents('目录', { hyperlink: true, headingStyleRange: '1-2' }),
  new Paragraph({ children: [new PageBreak()] }),
]

function itemParts(item: PrintedItem, number: number): Array<Paragraph | Table> {
  return [
    second(number, `${item.name}（${item.code}）`),
    labelled('服务内容', item.content),
    ...(item.steps.length > 0
      ? [
          labelled(
            '办理流程',
            item.steps.map(({ title, text }, at) => `${at + 1}.${title}${text && `，${text}`}`).join('；'),
          ),
        ]
      : []),
    labelled('所需材料', item.materials.length > 0 ? item.materials.join('；') : '不需要材料，在线填写即可'),
    ...item.facts.map(fact => labelled(fact.label, fact.value)),
    ...(item.providers.length > 0 ? [labelled('可选服务商', item.providers.join('；'))] : []),
  ]
}

function providerParts(provider: PrintedProvider, number: number): Array<Paragraph | Table> {
  return [
    second(number, provider.name),
    text(provider.introduction),
    ...provider.facts.map(fact => labelled(fact.label, fact.value)),
    ...(provider.items.length > 0 ? [prices(provider.items), new Paragraph({ spacing: line })] : []),
  ]
}

function prices(items: PrintedProvider['items']): Table {
  const cell = (words: string, head: boolean) =>
    new TableCell({
      verticalAlign: VerticalAlign.CENTER,
      width: { size: 50, type: WidthType.PERCENTAGE },
      margins: { top: 60, bottom: 60, left: 120, right: 120 },
      children: [
        new Paragraph({
          children: [new TextRun({ text: words, size: size4, font: face(head ? fonts.first : fonts.body) })],
        }),
      ],
    })
  const row = (cells: readonly string[], head = false) =>
    new TableRow({ tableHeader: head, cantSplit: true, children: cells.map(words => cell(words, head)) })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(['服务项目', '参考报价'], true), ...items.map(({ name, price }) => row([name, price]))],
  })
}

/** 发文机关署名 and 成文日期 at the right, as at the end of a 公文; before them how to reach the centre. */
function imprint({ centre, contact, address, printedAt }: PrintedDirectory): Paragraph[] {
  const signed = (words: string, right: number) =>
    new Paragraph({
      spacing: line,
      alignment: AlignmentType.RIGHT,
      indent: { right },
      keepNext: true,
      text: words,
    })
  const [year, month, day] = printedAt.split('-').map(Number)
  return [
    new Paragraph({ spacing: line }),
    ...contact.map(({ label, value }) => labelled(label, value)),
    labelled('最新内容', address),
    new Paragraph({ spacing: line }),
    signed(centre, twoCharacters),
    signed(`${year}年${month}月${day}日`, 2 * twoCharacters),
  ]
}

/** — 1 — in 四号宋体. */
const pageNumber = () =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            font: face(fonts.number),
            size: size4,
          }),
        ],
      }),
    ],
  })
