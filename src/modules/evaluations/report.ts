import { Hono } from 'hono'
import type { Ctx } from '#platform/ctx'
import { type PaperPart, type PrintedPaper, paperPart, pdf, wordPaper } from '#platform/documents'
import { notFound } from '#platform/errors'
import { date, dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { coverageOf } from './coverage.ts'
import { roundAt } from './desk.tsx'
import type { Evaluation } from './kinds.ts'
import { titleOf } from './messages.ts'
import { marksOf } from './queries/marks.ts'
import { lowShare } from './settings.ts'
import { comparedWith, coverSentence, type MarkLine, markLines, resultFacts, resultsOf } from './view.ts'
import { coverWords, scoreWords } from './words.ts'

/** 6.1.1 自评报告, as PDF and as a Word file to go on with. */
export const reportRoutes = new Hono<Env>()
  .get('/desk/evaluations/:id/report.pdf', atDesk(asPdf))
  .get('/desk/evaluations/:id/report.docx', atDesk(asWord))

async function reportOf(ctx: Ctx, round: Evaluation): Promise<PrintedPaper> {
  const results = resultsOf(round)
  if (!results || round.kind !== 'self') throw notFound('这份自评报告')
  const marks = await marksOf(ctx, round.id)
  const lines = await markLines(ctx, marks)
  const cover = await coverageOf(ctx, round)
  const low = lines.filter(line => !line.bonus && isLow(ctx, line))
  const missed = cover.filter(line => line.state !== 'covered')
  const hands = (of: (line: MarkLine) => string) => new Set(lines.map(of)).size
  return {
    centre: ctx.centre.name,
    title: `${ctx.centre.name}自评报告`,
    subtitle: `${titleOf(round)}（${round.first_day} 至 ${round.last_day}）`,
    sections: [
      {
        title: '自评的组织',
        parts: [
          text(
            `按照《县域电子商务公共服务中心服务指南》（DB34/T 4229-2022）第 6.1 条，对 ${round.first_day} 至 ${round.last_day} 的服务质量和效果开展自评。评分表共 ${lines.length} 项，由 ${hands(line => line.owner)} 人评分，由 ${hands(line => line.head)} 名各部分负责人确认，中心主任审定。`,
          ),
          ...(round.method ? [text(round.method)] : []),
          ...results.notes.map(text),
        ],
      },
      {
        title: '自评结果',
        parts: [
          paperPart({ facts: resultFacts(results) }),
          parts(results),
          ...(await comparison(ctx, round)),
        ],
      },
      { title: '逐项情况', parts: [rowsOf(lines)] },
      {
        title: '服务覆盖情况',
        parts: [
          text(`${coverSentence(cover)}。`),
          ...(missed.length > 0
            ? [
                table({
                  widths: [34, 24, 42],
                  head: ['没有评到的服务', '状态', '说明'],
                  rows: missed.map(line => [line.label, coverWords[line.state].label, line.explanation]),
                }),
              ]
            : []),
        ],
      },
      {
        title: '主要问题',
        parts:
          low.length === 0
            ? [text('没有得分率偏低的项目。')]
            : low.map(line =>
                text(`${line.indicator}：得 ${line.score} 分，满分 ${line.full} 分。${line.words}`),
              ),
      },
      {
        title: '审定意见与改进安排',
        parts: [
          text(round.opinion || '尚未审定。'),
          ...(round.improvements ? [text(round.improvements)] : []),
        ],
      },
    ],
    signature: [ctx.centre.name],
    issuedOn: date(round.approved_at ?? ctx.now),
    printedAt: dateTime(ctx.now),
  }
}

const text = (words: string): PaperPart => paperPart({ texts: [words] })
const table = (one: PaperPart['tables'][number]): PaperPart => paperPart({ tables: [one] })

const isLow = (ctx: Ctx, line: MarkLine): boolean =>
  Number(line.score) < (Number(line.full) * lowShare.of(ctx.centre)) / 100

const parts = (results: NonNullable<ReturnType<typeof resultsOf>>): PaperPart =>
  table({
    widths: [40, 20, 20, 20],
    head: ['部分', '自评项', '得分', '满分'],
    rows: results.parts.map(part => [part.label, `${part.n}`, scoreWords(part.score), `${part.full}`]),
  })

const rowsOf = (lines: readonly MarkLine[]): PaperPart =>
  table({
    widths: [34, 8, 8, 50],
    head: ['自评项', '分值', '得分', '自评说明和依据'],
    rows: lines.map(line => [
      line.indicator,
      line.full,
      line.score,
      [line.words, line.proofs.map(one => one.label).join('、')].filter(Boolean).join(' 依据：'),
    ]),
  })

const mostCompared = 4

async function comparison(ctx: Ctx, round: Evaluation): Promise<PaperPart[]> {
  const compared = await comparedWith(ctx, round, mostCompared)
  return compared.length === 0
    ? []
    : [
        table({
          widths: [40, 60],
          head: ['以前各期', '得分'],
          rows: compared.map(one => [one.period, one.not || one.score]),
        }),
      ]
}

async function asPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const report = await reportOf(ctx, await roundAt(ctx, c))
  return async () => file(c, await pdf('paper', report), `${report.subtitle}.pdf`, 'application/pdf')
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function asWord(ctx: Ctx, c: Http): Promise<Answer> {
  const report = await reportOf(ctx, await roundAt(ctx, c))
  return async () => file(c, await wordPaper(report), `${report.subtitle}.docx`, word)
}

const file = (c: Http, content: Buffer, name: string, type: string): Response =>
  c.body(new Uint8Array(content), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`自评报告-${name}`)}`,
    'cache-control': 'no-store',
  })
