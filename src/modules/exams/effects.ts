import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden, invalid, notFound } from '#platform/errors'
import { perform, performMany } from '#platform/perform'
import { totalOf } from './drawing.ts'
import { type Move, type Plan, planned } from './inputs.ts'
import { pointsOf } from './kinds.ts'
import { poolsOfPaper } from './paper.ts'
import type { Exam, Sitting } from './people.ts'
import { paperById, questionById } from './queries/bank.ts'
import {
  classesToExamine,
  examById,
  examsOfClass,
  identitiesOfPhones,
  learnersToExamine,
  sittingsIn,
  sittingsOfExam,
} from './queries/exams.ts'
import { multipleRuleOf } from './settings.ts'
import { sittingFlow } from './sitting.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

export async function drafted(ctx: Ctx, _row: Exam, input: Plan) {
  if (!ctx.actor.staffId) throw forbidden()
  if (!(await classesToExamine(ctx)).some(one => one.id === input.class_id)) throw notFound('这个培训班')
  if (input.retake_of) await refuseRetake(ctx, input.retake_of, input)
  return { ...planned(input), ...fixedRule(ctx), owner_id: ctx.actor.staffId }
}

const fixedRule = ({ centre }: Ctx) => ({ multiple_rule: multipleRuleOf(centre) })

export async function redrafted(ctx: Ctx, row: Exam, input: Plan) {
  if (input.retake_of) await refuseRetake(ctx, input.retake_of, input)
  return planned({ ...input, class_id: row.class_id, retake_of: row.retake_of ?? undefined })
}

/** 补考 follows a released exam of the same class that allows it, and not too soon. */
async function refuseRetake(ctx: Ctx, of: string, input: Plan): Promise<void> {
  const first = await examById(ctx, of)
  if (!first || first.class_id !== input.class_id || first.retake_of !== null) throw notFound('原来的考试')
  const chain = chainOf(await examsOfClass(ctx, first.class_id), first.id)
  const last = chain.filter(one => one.released_at !== null).at(-1)
  if (first.state !== 'released' || !last?.released_at)
    throw conflict('原来的考试公布成绩以后才能安排补考。', `/desk/exams/${of}`)
  if (first.retakes === 0) throw conflict('这场考试没有补考。', `/desk/exams/${of}`)
  const earliest = new Date(last.released_at.getTime() + first.retake_days * 86_400_000)
  if (input.opens_at < earliest) throw invalid({ opens_at: `公布成绩 ${first.retake_days} 天以后才可以补考` })
}

/** An exam with those that are taken again for it, the first one first. */
export const chainOf = (all: readonly Exam[], first: string): Exam[] =>
  all.filter(one => one.id === first || one.retake_of === first)

/** From here on it is fixed what is drawn from, however the bank goes on. */
export async function approved(ctx: Ctx, row: Exam) {
  const paper = row.paper_id ? await paperById(ctx, row.paper_id) : null
  if (row.paper_id && paper?.state !== 'in_use') throw conflict('试卷已经停用，请退回修改。')
  const pools = paper ? await poolsOfPaper(ctx, paper) : null
  const practical = row.practical_id ? await questionById(ctx, row.practical_id) : null
  return {
    pools: pools && JSON.stringify(pools),
    theory_most: pools ? totalOf(pools) : 0,
    practical_most: practical ? pointsOf(practical).reduce((sum, one) => sum + one.most, 0) : 0,
  }
}

/** Everybody who is to sit it and is not on the list yet gets a place. */
export async function listed(ctx: Ctx, row: Exam): Promise<void> {
  const [learners, seated] = await Promise.all([
    learnersToExamine(ctx, row.class_id),
    sittingsOfExam(ctx, row.id),
  ])
  const known = new Set(seated.map(one => one.enrolment_id))
  const attempts = await attemptsLeft(ctx, row)
  const missing = learners.filter(one => !known.has(one.id) && attempts(one.id) !== null)
  const accounts = await identitiesOfPhones(
    ctx,
    missing.filter(one => one.identity_id === null).map(one => one.phone),
  )
  for (const { id, identity_id, party_id, phone, person_name } of missing)
    await perform(asSystem(ctx), sittingFlow, 'seat', null, {
      ...{ exam_id: row.id, class_id: row.class_id, enrolment_id: id, person_name, phone, party_id },
      ...{
        exam_title: row.title,
        has_theory: row.paper_id !== null,
        has_practice: row.practical_id !== null,
      },
      identity_id: identity_id ?? accounts.get(phone) ?? null,
      ...{ attempt: attempts(id), opens_at: row.opens_at, closes_at: row.closes_at },
    })
}

/** The number of somebody's next attempt; null where they passed or have none left. */
async function attemptsLeft(ctx: Ctx, row: Exam): Promise<(enrolment: string) => number | null> {
  if (!row.retake_of) return () => 1
  const first = await examById(ctx, row.retake_of)
  const chain = chainOf(await examsOfClass(ctx, row.class_id), row.retake_of).filter(one => one.id !== row.id)
  const before = await sittingsIn(
    ctx,
    chain.map(one => one.id),
    ['released', 'reviewing', 'absent'],
  )
  return enrolment => {
    const theirs = before.filter(one => one.enrolment_id === enrolment)
    if (theirs.some(one => one.passed)) return null
    return theirs.length <= (first?.retakes ?? 0) ? theirs.length + 1 : null
  }
}

export async function moved(ctx: Ctx, row: Exam, { opens_at, closes_at, place, reason }: Move) {
  if (row.opens_at <= ctx.now) throw conflict('考试已经开始，时间不能再调整。')
  if (opens_at <= ctx.now) throw invalid({ opens_at: '要晚于现在' })
  return { opens_at, closes_at, place, move_reason: reason }
}

/** Places follow their exam. */
export async function placesMoved(ctx: Ctx, row: Exam): Promise<void> {
  const ids = (await sittingsOfExam(ctx, row.id)).map(one => one.id)
  await performMany(asSystem(ctx), sittingFlow, 'move', ids, {
    ...{ opens_at: row.opens_at, closes_at: row.closes_at, reason: row.move_reason ?? '' },
  })
}

/** Whoever did not come to the theory is absent. Papers on paper and practice are entered afterwards. */
export async function closed(ctx: Ctx, row: Exam): Promise<void> {
  if (!row.paper_id) return
  const missing = (await sittingsOfExam(ctx, row.id)).filter(one => one.state === 'expected')
  await performMany(
    asSystem(ctx),
    sittingFlow,
    'miss',
    missing.map(one => one.id),
  )
}

const unmarked: readonly Sitting['state'][] = ['expected', 'sitting', 'on_paper', 'handed_in']

export async function releasable(ctx: Ctx, row: Exam) {
  const open = await sittingsIn(ctx, [row.id], unmarked)
  if (open.length > 0)
    throw conflict(
      `还有 ${open.length} 位考生没有评完分，评完（或登记缺考）以后才能公布。`,
      `/desk/exams/${row.id}`,
    )
  return { released_at: ctx.now }
}

/** Everybody learns their own result at the same time. */
export async function released(ctx: Ctx, row: Exam): Promise<void> {
  const marked = await sittingsIn(ctx, [row.id], ['marked'])
  await performMany(
    asSystem(ctx),
    sittingFlow,
    'publish',
    marked.map(one => one.id),
  )
}

export async function calledOff(ctx: Ctx, row: Exam): Promise<void> {
  const open = await sittingsIn(ctx, [row.id], [...unmarked, 'marked'])
  await performMany(
    asSystem(ctx),
    sittingFlow,
    'callOff',
    open.map(one => one.id),
    { reason: row.cancel_reason ?? '' },
  )
}
