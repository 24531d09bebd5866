import { AlignmentType, Packer, PageBreak, Paragraph, type Table, TableOfContents, TextRun } from 'docx'
import type { PrintedDirectory, PrintedItem, PrintedProvider } from '../documents/directory.ts'
import {
  documentOf,
  face,
  first,
  fonts,
  heading,
  labelled,
  line,
  numerals,
  second,
  signature,
  size3,
  table,
  text,
} from './docx-parts.ts'

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
  const file = documentOf(directory.title, directory.centre, [
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
  ])
  return new Uint8Array(await Packer.toBuffer(file))
}

function cover({ title, centre, families, providers }: PrintedDirectory): Paragraph[] {
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
  return table(
    ['服务项目', '参考报价'],
    items.map(({ name, price }) => [name, price]),
    [50, 50],
  )
}

/** At the end how to reach the centre, and who issued it when. */
const imprint = ({ centre, contact, address, printedAt }: PrintedDirectory): Paragraph[] => [
  new Paragraph({ spacing: line }),
  ...contact.map(({ label, value }) => labelled(label, value)),
  labelled('最新内容', address),
  ...signature([centre], printedAt),
]
