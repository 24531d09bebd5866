import { z } from 'zod'
import { moment, momentText } from '#modules/activities'
import { staffField, staffOfCentre, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { contestDuties, manageContests } from './duties.ts'
import type { Contest, Round } from './people.ts'
import type { Prize } from './ranking.ts'
import { judgesLeast, publicityDays } from './settings.ts'

export const kinds = { startup: '创业大赛', skills: '技能大赛' } as const
export const ruleNames = {
  mean: '平均分',
  trimmed: '去掉最高分和最低分后的平均分',
  zscore: '按评委换算的标准分',
} as const
export const tieNames = { shared: '名次并列', vote: '由评委会投票决定' } as const
export const entrantNames = { both: '个人或团队', person: '个人', team: '团队' } as const
export const advanceNames = { count: '前几名', share: '前百分之几', all: '全部（决赛）' } as const

export interface Line {
  item: string
  amount_fen: number
}
export interface Criterion {
  label: string
  weight: number
  anchors: string
}

const amount = (label: string) =>
  z.number().int().min(0).max(1_000_000_000).meta({ label, widget: 'money', unit: '元' })

export async function planInput(ctx: Ctx) {
  const people = await staffWithDuty(ctx, manageContests)
  return z
    .object({
      kind: oneOf(kinds, '类别', 'radio'),
      title: z.string().trim().min(4).max(40).meta({ label: '大赛名称' }),
      organiser: z.string().trim().min(2).max(60).meta({ label: '主办单位' }),
      about: z.string().trim().min(10).max(2_000).meta({
        label: '大赛通知',
        widget: 'textarea',
        rows: 6,
        help: '比什么、怎么比、什么时候比。对外公开。',
      }),
      eligibility: z
        .string()
        .trim()
        .min(4)
        .max(1_000)
        .meta({ label: '参赛条件', widget: 'textarea', rows: 3, help: '资格审查就看这些。对外公开。' }),
      place: z.string().trim().max(80).default('').meta({ label: '地点' }),
      owner_id: staffField(people, '负责人'),
      entrants: oneOf(entrantNames, '谁可以报名', 'radio'),
      team_most: z.number().int().min(1).max(20).default(5).meta({ label: '团队最多几人', unit: '人' }),
      opens_at: moment('报名开始'),
      closes_at: moment('报名截止', '到这一刻为止，之后不再接收。'),
      rule: oneOf(ruleNames, '名次按哪种分数排', 'radio').meta({
        help: '三种分数都会算出来公开，但只有选定的这一种算数；第一轮抽签后不能再改。',
      }),
      ties: oneOf(tieNames, '同分怎么办', 'radio').meta({
        help: '先按评分标准的先后比较各项平均分；仍然相同的，按这里的办法。',
      }),
      plan: z
        .string()
        .trim()
        .min(10)
        .max(3_000)
        .meta({ label: '工作方案', widget: 'textarea', rows: 5, help: '只在内部看。' }),
      budget: z
        .array(
          z.object({
            item: z.string().trim().min(1).max(40).meta({ label: '项目' }),
            amount_fen: amount('金额'),
          }),
        )
        .max(30)
        .meta({ label: '预算（奖金以外）', widget: 'rows' }),
      prizes: z
        .array(
          z.object({
            name: z.string().trim().min(1).max(20).meta({ label: '奖项', placeholder: '例如：一等奖' }),
            places: z.number().int().min(1).max(100).meta({ label: '几个', unit: '个' }),
            amount_fen: amount('每个奖金（税前）'),
          }),
        )
        .min(1, '请至少设一个奖项')
        .max(10)
        .meta({
          label: '奖项，从高到低',
          widget: 'rows',
          help: '没有奖金的填 0。合计就是奖金总额，不能超发。',
        }),
    })
    .superRefine((input, issues) => {
      if (input.closes_at <= input.opens_at)
        issues.addIssue({ code: 'custom', path: ['closes_at'], message: '要晚于报名开始', input: undefined })
    })
}
export type Plan = z.infer<Awaited<ReturnType<typeof planInput>>>

export const planned = ({ budget, prizes, ...plain }: Plan) => ({
  ...plain,
  budget: JSON.stringify(budget),
  prizes: JSON.stringify(prizes),
  prize_fen: prizes.reduce((sum, one) => sum + one.places * one.amount_fen, 0),
})

export const knownPlan = async (ctx: Ctx, row: Contest | null): Promise<Record<string, unknown>> =>
  row
    ? { ...row, opens_at: momentText(row.opens_at), closes_at: momentText(row.closes_at) }
    : { organiser: ctx.centre.name, owner_id: ctx.actor.staffId ?? undefined, entrants: 'both' }

export const prizesOf = ({ prizes }: Pick<Contest, 'prizes'>): Prize[] => prizes as unknown as Prize[]
export const budgetOf = ({ budget }: Pick<Contest, 'budget'>): Line[] => budget as unknown as Line[]
export const criteriaOf = ({ criteria }: Pick<Round, 'criteria'>): Criterion[] =>
  criteria as unknown as Criterion[]
export interface Vote {
  entries: number[]
  note: string
}
export const votesOf = ({ votes }: Pick<Round, 'votes'>): Vote[] => votes as unknown as Vote[]

const roundFields = (ctx: Ctx) => ({
  name: z.string().trim().min(2).max(20).meta({ label: '轮次名称', placeholder: '例如：预赛' }),
  weight: z.number().int().min(1).max(100).meta({ label: '占总分', unit: '%', help: '各轮合计 100%。' }),
  advance_by: oneOf(advanceNames, '晋级办法', 'radio'),
  advance: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(1)
    .meta({ label: '名次或百分比', help: '“前几名”填名次，“前百分之几”填百分比；决赛不用改。' }),
  blind: z.boolean().default(false).meta({
    label: '盲评：评委只看编号，不看姓名、单位和项目名称',
    widget: 'checkbox',
  }),
  judges_each: z
    .number()
    .int()
    .min(judgesLeast.of(ctx.centre), `每件作品至少 ${judgesLeast.of(ctx.centre)} 位评委`)
    .max(20)
    .meta({ label: '每件作品几位评委', unit: '位', help: '由系统均匀分派，回避的除外。' }),
  starts_on: z.iso.date('请填写日期').meta({ label: '日期', widget: 'date' }),
  place: z.string().trim().max(80).default('').meta({ label: '地点' }),
  criteria: z
    .array(
      z.object({
        label: z.string().trim().min(2).max(20).meta({ label: '评分项' }),
        weight: z.number().int().min(1).max(100).meta({ label: '权重', unit: '%' }),
        anchors: z
          .string()
          .trim()
          .min(2)
          .max(300)
          .meta({ label: '打分尺度', placeholder: '例如：90 分以上：……；60 分以下：……' }),
      }),
    )
    .min(1, '请至少写一项')
    .max(10)
    .meta({ label: '评分标准', widget: 'rows', help: '每项 100 分制，权重合计 100%。抽签后不能再改。' }),
})

export type RoundPlan = z.infer<z.ZodObject<ReturnType<typeof roundFields>>>

const wholeRubric = (input: RoundPlan, issues: z.RefinementCtx): void => {
  const sum = input.criteria.reduce((all, one) => all + one.weight, 0)
  if (sum !== 100)
    issues.addIssue({
      code: 'custom',
      path: ['criteria'],
      message: `权重合计应为 100%，现在是 ${sum}%`,
      input: undefined,
    })
  if (input.advance_by === 'share' && input.advance > 100)
    issues.addIssue({ code: 'custom', path: ['advance'], message: '不能超过 100%', input: undefined })
}
export const roundInput = async (ctx: Ctx) => z.object(roundFields(ctx)).superRefine(wholeRubric)
export const newRoundInput = async (ctx: Ctx) =>
  z.object({ contest_id: z.uuid().meta({ widget: 'hidden' }), ...roundFields(ctx) }).superRefine(wholeRubric)

/** A judge from the house: nobody who organises, checks or decides contests, or pays their prizes. */
export async function colleagueInput(ctx: Ctx) {
  const holders = await Promise.all(contestDuties.map(duty => staffWithDuty(ctx, duty)))
  const busy = new Set(holders.flat().map(one => one.id))
  const people = (await staffOfCentre(ctx)).filter(one => !busy.has(one.id))
  if (people.length === 0)
    throw invalid({ '': '没有可以请的同事：组织、审查、审批大赛和发奖金的人不能当评委。' })
  return z.object({
    contest_id: z.uuid().meta({ widget: 'hidden' }),
    staff_id: staffField(people, '评委'),
    about: z.string().trim().min(2).max(100).meta({ label: '专长' }),
  })
}

export const reason = (label: string, help?: string) =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(4)
      .max(500)
      .meta({ label, widget: 'textarea', ...(help && { help }) }),
  })

export const publicising =
  (label = '公示期') =>
  async (ctx: Ctx) => {
    const least = publicityDays.of(ctx.centre)
    return z.object({
      days: z.number().int().min(least).max(60).default(least).meta({ label, unit: '个工作日' }),
    }) as unknown as z.ZodType<{ days: number }>
  }
