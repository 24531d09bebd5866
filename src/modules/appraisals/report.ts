import { Hono } from 'hono'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type PaperPart, type PrintedPaper, paperPart, pdf, wordPaper } from '#platform/documents'
import { notFound } from '#platform/errors'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook } from '#platform/http'
import { periodFrom } from '#platform/periods'
import { all, found } from './desk.tsx'
import { basisWords } from './finding-inputs.ts'
import type { Appraisal } from './people.ts'
import { checkCounts, drawsOf, findingsOf, membersOf } from './queries/appraisals.ts'
import { partsOf, totalOf } from './scores.ts'
import { drawLine, itemLines, methodLines, seesScores } from './view.ts'
import { type Severity, scoreWords, severities, tenthsWords } from './words.ts'

/** 第三方评价报告 as PDF and as Word, for whoever may see what it says. */
export const reportRoutes = new Hono<Env>()
  .get('/desk/appraisals/:id/report.pdf', atDesk(sendPdf, ...all))
  .get('/desk/appraisals/:id/report.docx', atDesk(sendWord, ...all))

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

async function asked(ctx: Ctx, c: Http): Promise<{ row: Appraisal; report: PrintedPaper }> {
  const row = await found(ctx, c)
  if (!seesScores(ctx, row) || row.drafted_at === null) throw notFound('评价报告')
  noteLook(c, '第三方评价：评价报告', row.id)
  return { row, report: await reportOf(ctx, row) }
}

const sent = (c: Http, row: Appraisal, kind: keyof typeof types, made: Buffer): Response =>
  c.body(new Uint8Array(made), 200, {
    'content-type': types[kind],
    'content-disposition': `${kind === 'pdf' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(`${row.title}报告.${kind}`)}`,
    'cache-control': 'no-store',
  })

async function sendPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const { row, report } = await asked(ctx, c)
  return async () => sent(c, row, 'pdf', await pdf('paper', report))
}

async function sendWord(ctx: Ctx, c: Http): Promise<Answer> {
  const { row, report } = await asked(ctx, c)
  return async () => sent(c, row, 'docx', await wordPaper(report))
}

const text = (words: string): PaperPart => paperPart({ texts: [words] })
const table = (one: PaperPart['tables'][number]): PaperPart => paperPart({ tables: [one] })

const version = (row: Appraisal): string =>
  row.finalised_at ? '定稿' : row.issued_at ? '签发稿，待答复和复核' : '起草稿，未签发'

async function reportOf(ctx: Ctx, row: Appraisal): Promise<PrintedPaper> {
  const members = (await membersOf(ctx, row.id)).filter(one => one.state === 'declared')
  const head = members.find(one => one.staff_id === row.head_id)
  return {
    centre: ctx.centre.name,
    title: `${row.title}报告`,
    subtitle: `${ctx.centre.name}　${version(row)}`,
    sections: [
      {
        title: '评价依据和委托',
        parts: [
          text('依据 DB34/T 4229-2022 第 6.1.1、6.1.2 条，由主管部门选定的第三方机构独立评价。'),
          paperPart({ facts: commissionFacts(row, members) }),
        ],
      },
      { title: '方法和抽样', parts: await methodBlocks(ctx, row) },
      { title: '得分', parts: scoreBlocks(row) },
      { title: '问题', parts: await findingBlocks(ctx, row) },
      { title: '结论', parts: [text(row.conclusion)] },
      ...(row.reply ? [{ title: '中心的答复', parts: [text(row.reply)] }] : []),
      ...(row.final_word ? [{ title: '复核和定稿说明', parts: [text(row.final_word)] }] : []),
    ],
    signature: [row.assessor, `负责人：${head?.name ?? ''}`],
    issuedOn: dayOf(row.finalised_at ?? row.issued_at ?? ctx.now),
    printedAt: dateTime(ctx.now),
  }
}

const commissionFacts = (row: Appraisal, members: ReadonlyArray<{ name: string; staff_id: string }>) => [
  { label: '评价期', value: periodFrom(row.period).label },
  { label: '评价机构', value: row.assessor },
  { label: '选定方式', value: row.chosen_by },
  { label: '合同', value: `${row.contract_number}，${row.first_day} 至 ${row.last_day}` },
  {
    label: '评价人员',
    value: `${members.map(one => (one.staff_id === row.head_id ? `${one.name}（负责人）` : one.name)).join('、')}；都作过独立性声明，没有利害关系`,
  },
]

async function methodBlocks(ctx: Ctx, row: Appraisal) {
  const [counts, draws] = [await checkCounts(ctx, row.id), await drawsOf(ctx, row.id)]
  return [
    table({
      widths: [22, 13, 13, 13, 13, 13, 13],
      head: ['方式', '共', '已核查', '相符', '部分相符', '不符', '联系不上'],
      rows: methodLines(counts).map(one => [
        one.label,
        ...[one.all, one.checked, one.consistent, one.partly, one.contradicts, one.unreached].map(String),
      ]),
    }),
    text('抽样名单来自这一期的台账。用名单摘要、冒号和种子洗牌，取前面的几条；任何人可以重算。'),
    table({
      widths: [18, 14, 10, 10, 18, 30],
      head: ['台账', '方式', '共', '抽取', '种子', '名单摘要'],
      rows: draws
        .map(drawLine)
        .map(one => [
          one.register,
          one.method,
          String(one.people),
          String(one.size),
          one.seed,
          broken(one.digest),
        ]),
    }),
  ]
}

/** A digest goes on in new lines. */
const broken = (digest: string): string => digest.replaceAll(/(.{16})(?=.)/g, '$1\u200b')

function scoreBlocks(row: Appraisal) {
  const total = row.final_score ?? totalOf(row)
  const changed = row.final_score !== null && row.final_score !== row.issued_score
  return [
    text(
      `按“${row.sheet_name}”第 ${row.sheet_version} 版评分，折算为百分制得 ${scoreWords(total)} 分${changed ? `（签发时 ${scoreWords(row.issued_score)} 分）` : ''}。`,
    ),
    table({
      widths: [60, 20, 20],
      head: ['部分', '满分', '得分'],
      rows: partsOf(row).map(part => [part.label, tenthsWords(part.full), tenthsWords(part.score)]),
    }),
    table({
      widths: [10, 38, 10, 10, 32],
      head: ['条款', '评分项', '满分', '得分', '依据'],
      rows: itemLines(row).map(one => [one.clause, one.text, one.full, one.score, one.remark]),
    }),
  ]
}

async function findingBlocks(ctx: Ctx, row: Appraisal) {
  const findings = (await findingsOf(ctx, row.id)).filter(one => one.state !== 'dropped')
  if (findings.length === 0) return [text('没有发现问题。')]
  return findings.flatMap(one => [
    text(`${one.number}. ${one.title}（第 ${one.clause} 条，${severities[one.severity as Severity]}）`),
    paperPart({
      facts: [
        { label: '事实', value: one.facts },
        { label: '依据', value: basisWords(one.register, one.record_title) },
        { label: '建议', value: one.advice },
        { label: '中心的答复', value: answerWords(one) },
        {
          label: '复核',
          value: one.ruling && `${one.state === 'withdrawn' ? '撤回' : '维持'}：${one.ruling}`,
        },
      ].filter(fact => fact.value !== ''),
    }),
  ])
}

const answerWords = (one: { answered_at: Date | null; state: string; answer: string }): string =>
  one.answered_at === null ? '' : `${one.state === 'accepted' ? '认可' : '有异议'}：${one.answer}`
