import { z } from 'zod'
import { moment, momentText } from '#modules/activities'
import type { Centre, Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { isId } from '#platform/ids'
import { choice, text, whole } from './fields.ts'
import type { Exam } from './people.ts'
import { papers, practicalsInUse } from './queries/bank.ts'
import { classesToExamine, examById } from './queries/exams.ts'
import { leastWeight, usualPassMark, usualRetakeDays, usualRetakes } from './settings.ts'

export interface Plan {
  class_id: string
  retake_of?: string | undefined
  title: string
  paper_id?: string | undefined
  practical_id?: string | undefined
  theory_weight: number
  pass_mark: number
  opens_at: Date
  closes_at: Date
  minutes: number
  place: string
  retakes: number
  retake_days: number
  rules: string
}

type Raw = Record<string, unknown>
const idOf = (value: unknown): string | null => (typeof value === 'string' && isId(value) ? value : null)

/** The plan of an exam: which class, what is asked, when, how it is marked. */
export async function planInput(ctx: Ctx, row: Exam | null, raw: Raw): Promise<z.ZodType<Plan>> {
  const [all, practicals, classes] = await Promise.all([
    papers(ctx),
    practicalsInUse(ctx),
    classesToExamine(ctx),
  ])
  const usable = all.filter(one => one.state === 'in_use' || one.id === row?.paper_id)
  if (usable.length === 0 && practicals.length === 0)
    throw invalid({ '': '还没有可用的试卷和实操题，请先在题库里准备。' })
  const retakeOf = row?.retake_of ?? idOf(raw.retake_of)
  return z
    .object({
      class_id: classField(row?.class_id ?? idOf(raw.class_id), classes),
      ...(retakeOf && { retake_of: z.literal(retakeOf).meta({ widget: 'hidden', label: '补考' }) }),
      title: text('考试名称', 4, 60),
      ...(usable.length > 0 && {
        paper_id: choice(
          '理论试卷',
          usable.map(one => ({ value: one.id, label: `${one.title}（${one.total} 分）` })),
          { help: '不考理论的不选。' },
        ),
      }),
      ...(practicals.length > 0 && {
        practical_id: choice(
          '实操题',
          practicals.map(one => ({ value: one.id, label: `题 ${one.number} ${one.stem.slice(0, 40)}` })),
          { help: '不考实操的不选；由评分人按评分要点打分。' },
        ),
      }),
      theory_weight: whole(
        '理论占总成绩',
        '%',
        [0, 100],
        `只考一样的，按 100% 算。两样都考的，各不低于 ${leastWeight.of(ctx.centre)}%。`,
      ),
      pass_mark: whole('合格线', '分', [1, 100], '总成绩满分 100 分。'),
      opens_at: moment('开始时间', '从这时起考生可以进入。'),
      closes_at: moment('结束时间', '到这时全部收卷。'),
      minutes: whole('答题时长', '分钟', [5, 600], '从考生开始答题时起算，不超过结束时间。'),
      place: text('地点', 2, 80, { placeholder: '例如：中心二楼培训室，或在线' }),
      retakes: whole('最多补考', '次', [0, 10]),
      retake_days: whole('补考间隔', '天', [0, 366], '公布成绩后多少天才可以补考。'),
      rules: text('考生须知', 0, 1_000, { widget: 'textarea', rows: 3 }).default(''),
    })
    .superRefine((input, issues) => consistent(ctx.centre, input, issues)) as unknown as z.ZodType<Plan>
}

function classField(
  known: string | null,
  classes: ReadonlyArray<{ id: string; title: string; number: string }>,
) {
  if (known) return z.literal(known).meta({ widget: 'hidden', label: '培训班' })
  if (classes.length === 0) throw invalid({ '': '现在没有可以安排考试的培训班。' })
  return oneOf(Object.fromEntries(classes.map(one => [one.id, `${one.number} ${one.title}`])), '培训班')
}

function consistent(centre: Centre, raw: Raw, issues: z.RefinementCtx): void {
  const input = raw as unknown as Plan
  const wrong = (field: keyof Plan, message: string) =>
    issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
  if (!input.paper_id && !input.practical_id) wrong('paper_id', '理论和实操至少考一样')
  if (input.closes_at <= input.opens_at) wrong('closes_at', '要晚于开始时间')
  if (!input.paper_id || !input.practical_id) return
  const least = leastWeight.of(centre)
  if (Math.min(input.theory_weight, 100 - input.theory_weight) < least)
    wrong('theory_weight', `理论和实操各不低于 ${least}%，请填 ${least} 到 ${100 - least} 之间的数`)
}

/** What the form starts with: the exam itself, the one that is taken again, or the usual. */
export async function knownPlan(ctx: Ctx, row: Exam | null, raw: Raw): Promise<Raw> {
  const first = row ? null : idOf(raw.retake_of)
  const before = row ?? (first ? await examById(ctx, first) : null)
  const { centre } = ctx
  if (!before)
    return {
      ...{ theory_weight: 50, pass_mark: usualPassMark.of(centre), minutes: 60 },
      ...{ retakes: usualRetakes.of(centre), retake_days: usualRetakeDays.of(centre) },
    }
  const { title, paper_id, practical_id, theory_weight, pass_mark, minutes, place, rules } = before
  const { class_id, retakes, retake_days } = before
  return {
    ...{
      class_id,
      paper_id,
      practical_id,
      theory_weight,
      pass_mark,
      minutes,
      place,
      rules,
      retakes,
      retake_days,
    },
    ...(row
      ? {
          title,
          opens_at: momentText(row.opens_at),
          closes_at: momentText(row.closes_at),
          retake_of: row.retake_of,
        }
      : { title: `${title}（补考）`.slice(0, 60), retake_of: before.retake_of ?? before.id }),
  }
}

/** The plan as columns. */
export const planned = ({ paper_id, practical_id, retake_of, ...plan }: Plan) => {
  const theory_weight = paper_id ? (practical_id ? plan.theory_weight : 100) : 0
  return {
    ...plan,
    ...{ paper_id: paper_id ?? null, practical_id: practical_id ?? null, retake_of: retake_of ?? null },
    ...{ theory_weight, practical_weight: 100 - theory_weight },
  }
}

export interface Move {
  opens_at: Date
  closes_at: Date
  place: string
  reason: string
}
export const moveInput = z
  .object({
    opens_at: moment('开始时间'),
    closes_at: moment('结束时间'),
    place: text('地点', 2, 80),
    reason: text('调整原因', 2, 200, { help: '会发给每一位考生。' }),
  })
  .refine(input => input.closes_at > input.opens_at, {
    path: ['closes_at'],
    message: '要晚于开始时间',
  }) as unknown as z.ZodType<Move>
