import { badgeOf } from '#modules/actions'
import { inBrief, spanInWords } from '#modules/activities'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { dateTime, time } from '#platform/format'
import { minutesLeft } from './clock.ts'
import { marksText, pointsOf } from './kinds.ts'
import type { Answers } from './marking.ts'
import type { Sitting } from './people.ts'
import { questionById, questionsById } from './queries/bank.ts'
import { examInBrief, type sittingsOfActor } from './queries/exams.ts'
import { showKey } from './settings.ts'
import { answerText, rightText } from './sheet.ts'
import { sittingFlow } from './sitting.ts'
import { placedFor } from './taking.ts'

/** Until when one may answer; both moments for the browser, which counts by them alone. */
export function clockView(ctx: Ctx, row: Sitting) {
  const due = row.due_at ?? ctx.now
  return {
    due: due.toISOString(),
    now: ctx.now.toISOString(),
    until: time(due),
    left: minutesLeft(due, ctx.now),
  }
}
export type ClockView = ReturnType<typeof clockView>

type OwnRow = Awaited<ReturnType<typeof sittingsOfActor>>[number]

/** An exam in a line, for whoever sits it. Marks are there once they are released to all. */
export function ownLine(ctx: Ctx, row: OwnRow) {
  const out = row.state === 'released' || row.state === 'reviewing'
  return {
    id: row.id,
    title: row.title,
    about: row.class_title,
    when: spanInWords({ starts_at: row.opens_at, ends_at: row.closes_at }),
    place: row.place,
    minutes: row.minutes,
    state: badgeOf(sittingFlow, hidden(row.state)),
    until: row.state === 'sitting' && row.due_at ? inBrief(row.due_at, ctx.now) : null,
    score: out ? marksText(row.score_tenths ?? 0) : null,
    passed: out ? row.passed : null,
  }
}
export type OwnLine = ReturnType<typeof ownLine>

/** Between hand-in and release nothing about marks is told, not even that there are some. */
const hidden = (state: string): string => (state === 'marked' ? 'handed_in' : state)

/** One's own sitting: what is asked of one before, and the result afterwards. */
export async function ownView(ctx: Ctx, row: Sitting) {
  const exam = await examInBrief(ctx, row.exam_id)
  if (!exam) throw notFound('这场考试')
  const out = row.state === 'released' || row.state === 'reviewing'
  return {
    id: row.id,
    title: row.exam_title,
    about: exam.class_title,
    state: badgeOf(sittingFlow, hidden(row.state)),
    phase: row.state,
    when: spanInWords({ starts_at: row.opens_at, ends_at: row.closes_at }),
    place: exam.place,
    minutes: row.has_theory ? exam.minutes : null,
    parts: partsText(exam),
    pass: `总成绩 ${exam.pass_mark} 分合格，满分 100 分`,
    retake:
      exam.retakes > 0
        ? `不合格的可以补考 ${exam.retakes} 次，公布成绩 ${exam.retake_days} 天以后安排`
        : '不安排补考',
    rules: exam.rules,
    attempt: row.attempt,
    handedIn: row.handed_in_at
      ? `${dateTime(row.handed_in_at)}${row.handed === 'clock' ? '，到时间自动收卷' : ''}`
      : null,
    result: out ? await resultView(ctx, row, exam) : null,
    review: out && row.appealed_at ? { asked: row.appeal ?? '', answer: row.appeal_answer } : null,
  }
}
export type OwnView = Awaited<ReturnType<typeof ownView>>

type Brief = NonNullable<Awaited<ReturnType<typeof examInBrief>>>

/** '理论占 60%，实操占 40%' */
export function partsText(exam: Pick<Brief, 'theory_weight' | 'practical_weight'>): string {
  if (exam.practical_weight === 0) return '理论'
  if (exam.theory_weight === 0) return '实操'
  return `理论占 ${exam.theory_weight}%，实操占 ${exam.practical_weight}%`
}

/** The result in all its parts. What is right is in it only where the centre shows that. */
export async function resultView(ctx: Ctx, row: Sitting, exam: Brief) {
  const [paper, points] = await Promise.all([
    row.drawn ? placedFor(ctx, row) : [],
    exam.practical_id ? questionById(ctx, exam.practical_id) : null,
  ])
  const marks = row.theory as unknown as number[]
  const given = row.practical as unknown as number[]
  const answers = row.answers as unknown as Answers
  const withKey = showKey.of(ctx.centre)
  const ids = withKey ? paper.map(one => one.question.id) : []
  const known = await questionsById(ctx, ids)
  return {
    score: marksText(row.score_tenths ?? 0),
    passed: row.passed === true,
    theory: row.theory_tenths === null ? null : `${marksText(row.theory_tenths)} / ${exam.theory_most} 分`,
    practice:
      row.practical_tenths === null ? null : `${marksText(row.practical_tenths)} / ${exam.practical_most} 分`,
    changed: row.mark_reason,
    points: (points ? pointsOf(points) : []).map(({ label, most }, at) => ({
      label,
      marks: `${marksText(given[at] ?? 0)} / ${most} 分`,
    })),
    questions: paper.map((one, at) => ({
      explanation: known.get(one.question.id)?.explanation ?? '',
      number: one.asked.number,
      stem: one.asked.stem,
      answer: answerText(one, answers[one.asked.number]),
      marks: `${marksText(marks[at] ?? 0)} / ${one.asked.marks} 分`,
      full: (marks[at] ?? 0) === one.asked.marks * 10,
      key: withKey ? rightText(one) : null,
    })),
  }
}
