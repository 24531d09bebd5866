import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  type FileChild,
  Footer,
  HeadingLevel,
  LineRuleType,
  PageNumber,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { estimatePageNumbersWith } from 'docx/layout'

/**
 * What Word documents share: the order and type of 公文 (GB/T 9704-2012): 标题二号小标宋, 一级标题三号黑体, 二级标题三号楷体,
 * 正文三号仿宋, 版心 156 mm × 225 mm with 22 lines of 28 characters, 页码四号宋体 at the outer side.
 */

/** Sizes of type as 公文 name them, in half points. */
export const [size2, size3, size4] = [44, 32, 28]
export const fonts = { title: '方正小标宋简体', body: '仿宋', first: '黑体', second: '楷体', number: '宋体' }
export const face = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name })
/** In twentieths of a point. */
const millimetre = (mm: number): number => Math.round((mm * 1440) / 25.4)
/** 22 lines make 225 mm: 28.99 points each. */
const pitch = Math.floor(millimetre(225) / 22)
export const line = { line: pitch, lineRule: LineRuleType.EXACT }
/** 28 characters make 156 mm: each a little narrower than the 16 points of 三号 (in 4096ths of a point). */
const narrower = Math.round((millimetre(156) / 20 / 28 - size3 / 2) * 4096)
/** Two characters of 三号. */
export const twoCharacters = 640

/** Margins 天头 37 mm, 订口 28 mm; the number of the page 7 mm below the text. */
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

export const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

export const first = (title: string) => new Paragraph({ heading: HeadingLevel.HEADING_1, text: title })
export const second = (number: number, title: string) =>
  new Paragraph({ heading: HeadingLevel.HEADING_2, text: `（${inChinese(number + 1)}）${title}` })

/** 1 → 一, 12 → 十二, 105 → 105: nobody numbers so far in words. */
function inChinese(n: number): string {
  const digits = '〇一二三四五六七八九'
  if (n > 99) return String(n)
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  const ten = tens === 0 ? '' : `${tens > 1 ? digits[tens] : ''}十`
  return `${ten}${ones > 0 || tens === 0 ? digits[ones] : ''}`
}

export const text = (words: string) =>
  new Paragraph({
    spacing: line,
    indent: { firstLine: twoCharacters },
    alignment: AlignmentType.JUSTIFIED,
    children: lines(words),
  })

/** A text of several lines stays one paragraph. */
const lines = (words: string) =>
  words.split('\n').map((words, at) => new TextRun({ text: words, ...(at > 0 && { break: 1 }) }))

export const labelled = (label: string, words: string) =>
  new Paragraph({
    spacing: line,
    indent: { firstLine: twoCharacters },
    alignment: AlignmentType.JUSTIFIED,
    children: [new TextRun({ text: `${label}：`, font: face(fonts.first) }), ...lines(ended(words))],
  })

/** A sentence ends with its mark. */
const ended = (words: string): string => (/[。！？；]$/.test(words) ? words : `${words}。`)

/** A whole document of these parts, with the number of each page at its foot. */
export const documentOf = (title: string, creator: string, children: FileChild[]): Document =>
  new Document({
    title,
    creator,
    pageNumbers: estimatePageNumbersWith({ guess: true }),
    styles: { ...styles, default: { document: { run: { font: face(fonts.body), size: size3 } } } },
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: {
          page: { size: a4, margin: margins },
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: pitch, charSpace: narrower },
        },
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children,
      },
    ],
  })

export const heading = (words: string) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: 700, lineRule: LineRuleType.EXACT },
    children: [new TextRun({ text: words, font: face(fonts.title), size: size2 })],
  })

/** A table over the whole width; the columns' shares make 100. */
export function table(
  head: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  widths: readonly number[],
): Table {
  const cell = (words: string, at: number, isHead: boolean) =>
    new TableCell({
      verticalAlign: VerticalAlign.CENTER,
      width: { size: widths[at] ?? 0, type: WidthType.PERCENTAGE },
      margins: { top: 60, bottom: 60, left: 120, right: 120 },
      children: [
        new Paragraph({
          children: [
            new TextRun({ text: words, size: size4, font: face(isHead ? fonts.first : fonts.body) }),
          ],
        }),
      ],
    })
  const row = (cells: readonly string[], isHead = false) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map((words, at) => cell(words, at, isHead)),
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(head, true), ...rows.map(cells => row(cells))],
  })
}

/** Under the title, in the middle. */
export const centred = (words: string): Paragraph =>
  new Paragraph({ spacing: line, alignment: AlignmentType.CENTER, text: words })

/** 发文机关署名 and 成文日期 at the right, as at the end of a 公文; `day` is '2026-11-24'. */
export function signature(whose: readonly string[], on: string): Paragraph[] {
  const signed = (words: string, right: number) =>
    new Paragraph({
      spacing: line,
      alignment: AlignmentType.RIGHT,
      indent: { right },
      keepNext: true,
      text: words,
    })
  return [
    new Paragraph({ spacing: line }),
    ...whose.map(words => signed(words, twoCharacters)),
    signed(dayInWords(on), 2 * twoCharacters),
  ]
}

/** — 1 — in 四号宋体, one character from the outer edge: odd pages at the right, even ones at the left. */
const pageNumber = (side: 'left' | 'right') =>
  new Footer({
    children: [
      new Paragraph({
        alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
        indent: { [side]: twoCharacters / 2 },
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

const red = 'C00000'
/** A line as wide as the text: of 版头 in red, of 版记 in black; in eighths of a point. */
const rule = (size: number, color: string) => ({ style: BorderStyle.SINGLE, size, color, space: 1 })

/** 版头: 发文机关标志 in red, 发文字号 or 期号 below it, who made it and when, and the red line across the text. */
export function redHead({
  masthead,
  number,
  maker,
  madeOn,
}: {
  masthead: string
  number: string
  maker: string
  madeOn: string
}): Paragraph[] {
  const usable = millimetre(156)
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 240, after: 240 },
      children: [
        new TextRun({
          ...{ text: masthead, font: face(fonts.title), color: red },
          // As large as fits into one line, in half points.
          size: Math.max(size2, Math.min(84, Math.floor((usable / 20 / masthead.length) * 2))),
        }),
      ],
    }),
    ...(number ? [centred(number)] : []),
    new Paragraph({
      spacing: { ...line, after: 240 },
      tabStops: [{ type: TabStopType.RIGHT, position: usable }],
      border: { bottom: rule(12, red) },
      children: [new TextRun({ text: maker }), new TextRun({ children: [new Tab(), madeOn] })],
    }),
  ]
}

/** 主送机关: at the left edge, with a colon. */
export const addressed = (words: string): Paragraph => new Paragraph({ spacing: line, text: `${words}：` })

/** 附注: in brackets, two characters in. */
export const annotated = (words: string): Paragraph =>
  new Paragraph({ spacing: line, indent: { firstLine: twoCharacters }, text: `（${words}）` })

/** 版记 in 四号: 抄送, 印发机关 and 印发日期 between lines; the outer ones are thicker. */
export function imprint(copies: string, printer: string, printedOn: string): Paragraph[] {
  const usable = millimetre(156)
  const small = (words: string) => new TextRun({ text: words, size: size4 })
  const inset = { left: twoCharacters / 2, right: twoCharacters / 2 }
  const [outer, inner] = [rule(8, '000000'), rule(6, '000000')]
  return [
    new Paragraph({ spacing: line }),
    ...(copies
      ? [
          new Paragraph({
            ...{ spacing: line, indent: inset, keepNext: true },
            border: { top: outer },
            children: [small(`抄送：${copies}。`)],
          }),
        ]
      : []),
    new Paragraph({
      ...{ spacing: line, indent: inset },
      border: { top: copies ? inner : outer, bottom: outer },
      tabStops: [{ type: TabStopType.RIGHT, position: usable - twoCharacters / 2 }],
      children: [small(printer), new TextRun({ children: [new Tab(), `${printedOn}印发`], size: size4 })],
    }),
  ]
}

/** 2026年11月24日: days of official documents stand in Arabic numerals without leading zeros. */
export function dayInWords(on: string): string {
  const [year, month, day] = on.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
