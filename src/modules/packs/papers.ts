import { type ClauseLine, clauseMatrix, stateInWords } from '#modules/clauses'
import { dayOf } from '#platform/calendar'
import type { ClauseNumber } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { type PrintedPaper, paperPart, pdf, wordPaper } from '#platform/documents'
import { dateTime } from '#platform/format'
import type { Work } from '#platform/jobs'
import type { Period } from '#platform/periods'
import type { RowOf } from '#platform/workflow'
import type { Entry } from './archive.ts'
import type { Enclosure } from './build.ts'

interface Scene {
  work: Work
  period: Period
  read<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
}
type Section = PrintedPaper['sections'][number]
type Part = Section['parts'][number]

const chapters = [
  { first: '4', title: '基本要求' },
  { first: '5', title: '服务内容与要求' },
  { first: '6', title: '评价与改进' },
] as const

/** 目录 as PDF and as Word: the matrix of the period, and the enclosures that were put in. */
export async function* indexPapers(
  { work, period, read }: Scene,
  pack: RowOf<'evidence_pack'>,
  enclosures: readonly Enclosure[],
): AsyncGenerator<Entry> {
  const lines = await read(ctx => clauseMatrix(ctx, period, pack.clauses as ClauseNumber[]))
  const index: PrintedPaper = {
    centre: work.centre.name,
    title: '迎检资料目录',
    subtitle: period.label,
    signature: [work.centre.name],
    sections: [
      { title: '说明', parts: [paperPart({ texts: about(work, period, pack) })] },
      ...chapters.flatMap(({ first, title }): Section[] => {
        const here = lines.filter(line => line.number.startsWith(first))
        return here.length === 0 ? [] : [{ title, parts: here.map(line => partOf(line, enclosures)) }]
      }),
    ],
    issuedOn: dayOf(work.now),
    printedAt: dateTime(work.now),
  }
  yield { path: '00 目录.pdf', content: await pdf('paper', index) }
  yield { path: '00 目录.docx', content: await wordPaper(index) }
}

const about = (work: Work, period: Period, pack: RowOf<'evidence_pack'>): string[] => [
  `统计期 ${period.first} 至 ${period.last}，对照 DB34/T 4229-2022；状态和数据由平台的记录算出，生成于 ${dateTime(work.now)}。`,
  pack.whole
    ? '台账中的个人信息没有遮盖，请妥善保管，用完删除。'
    : '台账中的姓名和电话已遮盖；照片、签到表、票据和协议按原件附上，请妥善保管。',
  '每个文件的校验值列在 manifest-sha256.txt，并与平台的封存日志一起签名（seal.json）；可在平台公开的核对页或用核对程序检查有没有改动。',
]

/** One clause: what was done, the figures, what is missing, and its enclosures by their numbers. */
function partOf(line: ClauseLine, enclosures: readonly Enclosure[]): Part {
  const own = enclosures.filter(one => one.clause === line.number)
  const figures = line.evidence.map(
    ({ label, count, unit = '件', now }) => `${label} ${count} ${unit}${now ? '（现有）' : ''}`,
  )
  return {
    title: `${line.number} ${line.part}${line.verb && `（${line.verb}）`}`,
    texts: [`${line.says}。`, ...line.does],
    facts: [
      { label: '状态', value: stateInWords(line.state, line.verb).label },
      ...(figures.length > 0 ? [{ label: '数据', value: figures.join('；') }] : []),
      ...line.gaps.map(gap => ({ label: '缺口', value: gap.says })),
      ...(own.length === 0 ? [{ label: '附件', value: '没有附件' }] : []),
    ],
    tables:
      own.length === 0
        ? []
        : [
            {
              head: ['附件号', '名称', '数量'],
              widths: [22, 58, 20],
              rows: own.map(({ number, title, count, path }) => [
                number,
                title,
                path.endsWith('.xlsx') ? `${count} 条` : `${count} 个文件`,
              ]),
            },
          ],
  }
}
