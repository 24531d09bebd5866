import { badgeOf } from '#modules/actions'
import { spanInWords } from '#modules/activities'
import {
  classFileSection,
  classTab,
  completionRule,
  ownClassPart,
  type Section,
  type TrainingClass,
  type Verdict,
  whenClassCancelled,
} from '#modules/training'
import { type Ctx, system } from '#platform/ctx'
import { filesByRecord } from '#platform/files'
import { dateTime } from '#platform/format'
import { on } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { Card } from '#ui/card'
import type { Pool } from './drawing.ts'
import { kinds, marksText } from './kinds.ts'
import { type Exam, type Sitting, seesExams } from './people.ts'
import {
  examsOfClass,
  learnersToExamine,
  openSittingsOf,
  sittingOfLearner,
  sittingsOfClass,
} from './queries/exams.ts'
import { sittingFlow } from './sitting.ts'
import { partsText } from './view.ts'
import { examFlow } from './workflow.ts'

/** What exams add to a class: its tab, the condition 考核合格, parts of its file, what becomes of them when it ends. */

classTab({ order: 40, label: '考试', href: id => `/desk/classes/${id}/exams`, only: seesExams })

const unfinished: Partial<Record<Exam['state'], string>> = {
  draft: '还没有批准',
  approving: '还没有批准',
  scheduled: '还没有考完',
  marking: '还没有公布成绩',
}

completionRule({
  name: '考核',
  /** Nobody is judged while an exam is open or a result is looked at again. */
  async ready(ctx, trainingClass) {
    const exams = await examsOfClass(ctx, trainingClass.id)
    const open = exams.find(one => one.state !== 'released')
    if (open) return `考试“${open.title}”${unfinished[open.state]}。`
    if (exams.length === 0) return trainingClass.has_exam ? '这个班要考核，还没有安排考试。' : null
    const reviewing = (await sittingsOfClass(ctx, trainingClass.id)).filter(one => one.state === 'reviewing')
    return reviewing.length > 0 ? `有 ${reviewing.length} 人的成绩正在复核。` : null
  },
  /** The best of all attempts counts. A class without an exam asks for nothing. */
  async judge(ctx, trainingClass) {
    if ((await examsOfClass(ctx, trainingClass.id)).length === 0) return new Map()
    const [learners, sittings] = await Promise.all([
      learnersToExamine(ctx, trainingClass.id),
      sittingsOfClass(ctx, trainingClass.id),
    ])
    const byLearner = Map.groupBy(sittings, one => one.enrolment_id)
    return new Map(learners.map(one => [one.id, verdictOn(byLearner.get(one.id) ?? [])]))
  },
})

function verdictOn(sittings: readonly Pick<Sitting, 'score_tenths' | 'passed'>[]): Verdict {
  const scored = sittings.filter(one => one.score_tenths !== null)
  if (scored.length === 0) return { met: false, says: '没有参加考核' }
  const best = Math.max(...scored.map(one => one.score_tenths as number))
  const met = scored.some(one => one.passed)
  return { met, says: `考核${met ? '合格' : '不合格'}（${marksText(best)} 分）` }
}

classFileSection({
  order: 92,
  title: '考试安排和试卷',
  async build(ctx, trainingClass): Promise<Section | null> {
    const exams = await examsOfClass(ctx, trainingClass.id)
    if (exams.length === 0) return null
    return {
      tables: [
        {
          columns: [
            { label: '考试' },
            { label: '时间' },
            { label: '考什么' },
            { label: '合格线', number: true },
            { label: '状态' },
          ],
          rows: exams.map(one => [
            one.title,
            spanInWords({ starts_at: one.opens_at, ends_at: one.closes_at }),
            partsText(one),
            String(one.pass_mark),
            badgeOf(examFlow, one.state).label,
          ]),
        },
      ],
      paragraphs: exams.flatMap(one =>
        ((one.pools ?? []) as unknown as Pool[]).length > 0 ? [poolsText(one)] : [],
      ),
    }
  },
})

function poolsText({ title, pools, theory_most }: Exam): string {
  const all = (pools ?? []) as unknown as Pool[]
  const byKind = [...Map.groupBy(all, one => one.kind)].map(
    ([kind, those]) => `${kinds[kind]} ${those.reduce((sum, one) => sum + one.count, 0)} 题`,
  )
  return `${title}：${byKind.join('、')}，共 ${theory_most} 分。`
}

classFileSection({
  order: 93,
  title: '考试成绩',
  async build(ctx, trainingClass): Promise<Section | null> {
    const [exams, sittings] = await Promise.all([
      examsOfClass(ctx, trainingClass.id),
      sittingsOfClass(ctx, trainingClass.id),
    ])
    if (sittings.length === 0) return null
    const files = await filesByRecord(
      ctx,
      'exam_sitting',
      sittings.map(one => one.id),
    )
    return {
      tables: exams.map(exam => ({
        caption: exam.title,
        columns: [
          { label: '考生' },
          { label: '交卷' },
          { label: '理论', number: true },
          { label: '实操', number: true },
          { label: '总成绩', number: true },
          { label: '结果' },
        ],
        rows: sittings.filter(one => one.exam_id === exam.id).map(rowOf),
      })),
      files: [...files.values()].flat().map(({ id, name }) => ({ id, name })),
    }
  },
})

const rowOf = (one: Sitting): string[] => {
  const out = one.state === 'released' || one.state === 'reviewing'
  const marks = (tenths: number | null) => (out && tenths !== null ? marksText(tenths) : '')
  return [
    one.person_name,
    one.handed_in_at ? dateTime(one.handed_in_at) : '',
    marks(one.theory_tenths),
    marks(one.practical_tenths),
    marks(one.score_tenths),
    out ? (one.passed ? '合格' : '不合格') : badgeOf(sittingFlow, one.state).label,
  ]
}

ownClassPart({
  order: 40,
  async part(ctx, _trainingClass, enrolment) {
    const rows = (await sittingOfLearner(ctx, enrolment.id)).filter(
      one => one.identity_id === ctx.actor.identityId,
    )
    return rows.length === 0 ? null : (
      <Card title="考试">
        <ul class="bullets">
          {rows.map(one => (
            <li>
              <a href={`/my/exams/${one.id}`}>{one.exam_title}</a>（
              {spanInWords({ starts_at: one.opens_at, ends_at: one.closes_at })}）
            </li>
          ))}
        </ul>
      </Card>
    )
  },
})

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

whenClassCancelled(async (ctx: Ctx, trainingClass: TrainingClass) => {
  const open = (await examsOfClass(ctx, trainingClass.id)).filter(one => one.state !== 'released')
  await performMany(
    asSystem(ctx),
    examFlow,
    'cancel',
    open.map(one => one.id),
    { reason: '培训班已经取消' },
  )
})

/** Whoever leaves the class leaves its exams. */
on('enrolment.withdraw', 'exam.leave', (work, { recordId }) =>
  work.write(async ctx => {
    const open = (await openSittingsOf(ctx, recordId)).map(one => one.id)
    await performMany(asSystem(ctx), sittingFlow, 'callOff', open, { reason: '已经退出培训班' })
  }),
)
