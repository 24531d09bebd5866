import type { Ctx } from '#platform/ctx'
import { type PrintedPaper, paperPart, pdf, wordPaper } from '#platform/documents'
import { date, dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { periodFrom } from '#platform/periods'
import type { Report } from './people.ts'
import { factsOf, type Problem } from './report-facts.ts'

/** 季度改进报告 as PDF and as Word: problem by problem with owner, reverse timetable, what was done, indicator before and after. */

async function paperOf(ctx: Ctx, row: Report): Promise<PrintedPaper> {
  const facts = await factsOf(ctx, row)
  const sections = [
    {
      title: '总体情况',
      parts: [
        paperPart({
          texts: [
            facts.counts
              .map(one => `${one.label} ${one.value} 个`)
              .join('，')
              .concat('。'),
            ...(row.summary ? [row.summary] : []),
          ],
          tables: [
            {
              head: ['来源', '发现', '较重以上', '再次出现'],
              rows: facts.bySource.map(one => [one.label, `${one.found}`, `${one.major}`, `${one.again}`]),
              widths: [40, 20, 20, 20],
            },
          ],
        }),
      ],
    },
    { title: '逐个问题的改进', parts: facts.problems.map(problemPart) },
    {
      title: '研究后不列为问题的',
      parts: [paperPart({ texts: facts.dismissed.map(one => `${one.number} ${one.title}：${one.reason}`) })],
    },
    { title: '下一季打算', parts: [paperPart({ texts: row.outlook ? [row.outlook] : [] })] },
  ]
  return {
    ...{ centre: ctx.centre.name, title: `${periodFrom(row.period).label}改进报告`, subtitle: '' },
    signature: [ctx.centre.name],
    sections: sections.filter(section =>
      section.parts.some(one => one.title !== '' || one.texts.length > 0 || one.tables.length > 0),
    ),
    ...{ issuedOn: date(row.published_at ?? ctx.now), printedAt: dateTime(ctx.now) },
  }
}

const problemPart = (one: Problem) =>
  paperPart({
    title: `${one.title}（${one.number}，${one.state}）`,
    facts: [
      { label: '问题', value: one.findings },
      { label: '条款与轻重', value: `${one.clause} · ${one.severity}` },
      { label: '责任人', value: one.owner },
      { label: '根本原因', value: one.root },
      { label: '要达到', value: one.goal },
      { label: '指标', value: one.indicator },
      { label: '改进前', value: one.before },
      { label: '目标', value: one.target },
      { label: '改进后', value: one.after },
      { label: '回头看', value: one.look },
    ].filter(fact => fact.value !== ''),
    tables:
      one.timetable.length === 0
        ? []
        : [
            {
              head: ['倒排工期', '措施', '落实人', '做了什么'],
              rows: one.timetable.map(step => [
                `${step.due}（${step.left}）`,
                step.what,
                step.owner,
                step.result || step.state,
              ]),
              widths: [22, 30, 14, 34],
            },
          ],
  })

const named = (c: Http, row: Report, made: Buffer, type: string, end: string): Response =>
  c.body(new Uint8Array(made), 200, {
    'content-type': type,
    'content-disposition': `${end === 'pdf' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(`${periodFrom(row.period).label}改进报告.${end}`)}`,
    'cache-control': 'no-store',
  })

export async function reportPdf(ctx: Ctx, c: Http, row: Report): Promise<Answer> {
  const paper = await paperOf(ctx, row)
  return async () => named(c, row, await pdf('paper', paper), 'application/pdf', 'pdf')
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
export async function reportWord(ctx: Ctx, c: Http, row: Report): Promise<Answer> {
  const paper = await paperOf(ctx, row)
  return async () => named(c, row, await wordPaper(paper), wordType, 'docx')
}
