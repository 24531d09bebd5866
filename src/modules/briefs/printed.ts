import type { Reading } from '#modules/indicators'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type PaperPart, type PrintedPaper, paperPart, pdf, wordPaper } from '#platform/documents'
import { dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { among, codesIn, eventWords, filled } from './content.ts'
import type { Brief } from './people.ts'
import { kindById, type Version } from './queries/versions.ts'
import { spanFrom } from './rhythms.ts'
import { changeIn, stateWords, valueIn } from './words.ts'

/** '怀电商服〔2026〕3号　第 12 期'; '' before it was signed. */
export const numberOf = (row: Pick<Brief, 'number' | 'year' | 'doc_prefix' | 'doc_serial'>): string =>
  [
    row.doc_serial === null ? '' : `${row.doc_prefix}〔${row.year}〕${row.doc_serial}号`,
    row.number === null ? '' : `第${row.number}期`,
  ]
    .filter(Boolean)
    .join('　')

/** A version in the layout of official documents (GB/T 9704-2012). Before it was signed it says that it is a draft. */
export async function paperOf(ctx: Ctx, row: Brief, version: Version): Promise<PrintedPaper> {
  const kind = await kindById(ctx, row.kind_id)
  const span = row.period === null ? null : spanFrom(row.period)
  const day = version.issued_on ?? dayOf(ctx.now)
  const isSigned = version.issued_on !== null
  const masthead = filled(ctx, kind.masthead, span)
  return {
    centre: ctx.centre.name,
    title: version.title,
    subtitle: [isSigned ? '' : '（草稿，未签发）', version.version > 1 && isSigned ? '（更正）' : '']
      .filter(Boolean)
      .join(''),
    sections: [
      ...(version.correction
        ? [{ title: '更正说明', parts: [paperPart({ texts: [version.correction] })] }]
        : []),
      ...version.sections.map(section => ({
        title: section.heading,
        parts: [partOf(version, section)],
      })),
    ],
    signature: [ctx.centre.name],
    ...{ issuedOn: day, printedAt: dateTime(ctx.now) },
    official: {
      masthead: masthead.includes(ctx.centre.name) ? masthead : `${ctx.centre.name}${masthead}`,
      number: isSigned ? numberOf(row) : '',
      ...{ maker: ctx.centre.name, madeOn: day },
      ...{ addressee: version.to_main, note: noteOf(version), copies: version.copy_to },
      ...{ printer: ctx.centre.name, printedOn: day },
    },
  }
}

function partOf(version: Version, section: Version['sections'][number]): PaperPart {
  const figures = among(version.figures, section.codes)
  return paperPart({
    texts: [
      ...section.text.split('\n').filter(line => line.trim() !== ''),
      ...(section.events ? version.events.map(eventWords) : []),
    ],
    tables:
      figures.length === 0
        ? []
        : [
            {
              head: ['指标', '本期', '环比', '同比', '状态'],
              widths: [30, 22, 18, 18, 12],
              rows: figures.map(rowOf),
            },
          ],
  })
}

const rowOf = (one: Reading): string[] => [
  one.label,
  valueIn(one),
  changeIn(one, one.before),
  changeIn(one, one.yearBefore),
  stateWords[one.state],
]

/** What the reader must know of the figures: when they were taken down, and which of them may still change. */
function noteOf({ sections, figures, taken_at }: Version): string {
  const shown = among(figures, codesIn(sections))
  if (taken_at === null || shown.length === 0) return ''
  const provisional = shown.some(one => one.state === 'provisional')
  const [year, month, day] = dayOf(new Date(taken_at)).split('-').map(Number)
  return `数据于${year}年${month}月${day}日取自本中心统计台账，口径见指标字典${provisional ? '；标明初步数的，以锁定数为准' : ''}`
}

const named = (c: Http, version: Version, made: Buffer, type: string, end: string): Response =>
  c.body(new Uint8Array(made), 200, {
    'content-type': type,
    'content-disposition': `${end === 'pdf' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(`${version.title}.${end}`)}`,
    'cache-control': 'no-store',
  })

export async function briefPdf(ctx: Ctx, c: Http, row: Brief, version: Version): Promise<Answer> {
  const paper = await paperOf(ctx, row, version)
  return async () => named(c, version, await pdf('paper', paper), 'application/pdf', 'pdf')
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
export async function briefWord(ctx: Ctx, c: Http, row: Brief, version: Version): Promise<Answer> {
  const paper = await paperOf(ctx, row, version)
  return async () => named(c, version, await wordPaper(paper), wordType, 'docx')
}
