import { inBrief } from '#modules/activities'
import type { Ctx } from '#platform/ctx'
import { type ExamPaperSheet, type ExamScoreSheets, pdf } from '#platform/documents'
import { notFound } from '#platform/errors'
import { dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { kinds, letterOf, pointsOf } from './kinds.ts'
import type { Exam, Sitting } from './people.ts'
import { questionById } from './queries/bank.ts'
import { examInBrief, sittingsOfExam } from './queries/exams.ts'
import { placedFor } from './taking.ts'

const send = (c: Http, name: string, made: Buffer): Response =>
  c.body(new Uint8Array(made), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
    'cache-control': 'no-store',
  })

/** The paper of a candidate who sits on paper; what is right is not on it. */
export async function paperPdf(ctx: Ctx, c: Http, row: Sitting): Promise<Answer> {
  const sheet = await paperSheet(ctx, row)
  return async () => send(c, `试卷-${row.person_name}`, await pdf('exam-paper', sheet))
}

export async function paperSheet(ctx: Ctx, row: Sitting): Promise<ExamPaperSheet> {
  const exam = await examInBrief(ctx, row.exam_id)
  if (!exam || (row.state !== 'on_paper' && row.handed !== 'paper')) throw notFound('这份纸质试卷')
  const paper = await placedFor(ctx, row)
  return {
    centre: ctx.centre.name,
    title: exam.title,
    about: exam.class_title,
    candidate: row.person_name,
    facts: [
      { label: '考生', value: row.person_name },
      { label: '时长', value: `${exam.minutes} 分钟` },
      { label: '总分', value: `${exam.theory_most} 分` },
      { label: '结束', value: inBrief(exam.closes_at, ctx.now) },
    ],
    rules: exam.rules,
    questions: paper.map(({ asked }) => ({
      ...{ number: asked.number, kind: kinds[asked.kind], marks: String(asked.marks), stem: asked.stem },
      options:
        asked.kind === 'judgement'
          ? ['（　）对　　（　）错']
          : asked.options.map((text, at) => `${letterOf(at)}. ${text}`),
    })),
    printedAt: dateTime(ctx.now),
  }
}

export async function scoreSheetsPdf(ctx: Ctx, c: Http, row: Exam): Promise<Answer> {
  const question = row.practical_id ? await questionById(ctx, row.practical_id) : null
  const exam = await examInBrief(ctx, row.id)
  if (!question || !exam) throw notFound('实操评分表')
  const points = pointsOf(question)
  const sheets: ExamScoreSheets = {
    centre: ctx.centre.name,
    title: row.title,
    about: exam.class_title,
    task: question.stem,
    points,
    total: points.reduce((sum, one) => sum + one.most, 0),
    candidates: (await sittingsOfExam(ctx, row.id, 300))
      .filter(one => one.state !== 'cancelled')
      .map(one => one.person_name),
    printedAt: dateTime(ctx.now),
  }
  return async () => send(c, `实操评分表-${row.title}`, await pdf('exam-score', sheets))
}
