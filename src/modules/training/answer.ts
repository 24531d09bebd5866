import { z } from 'zod'
import { partiesOfActor } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { isId, noId } from '#platform/ids'
import { anyOf, anyPerson, applicant, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { enrolsLearners, runsClasses } from './duties.ts'
import { text, townField, words } from './fields.ts'
import type { Survey } from './survey.ts'
import { answerForms } from './words.ts'

export type TrainingAnswer = RowOf<'training_answer'>

interface Answering {
  survey_id: string
  party_id?: string | undefined
  paper?: string | undefined
  topics: string[]
  times: string[]
  form: keyof typeof answerForms
  town?: string | undefined
  wish: string
}

export const times = ['工作日白天', '工作日晚上', '周末', '农闲时'] as const

async function surveyFor(ctx: Ctx, id: unknown): Promise<Survey> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('training_survey').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row?.published_at) throw notFound('这次调查')
  return row
}

const fields = (ctx: Ctx, survey: Survey) => ({
  topics: z
    .array(z.enum(survey.topics as [string, ...string[]]))
    .min(1, '请至少选一项')
    .max(10, '最多选 10 项')
    .meta({
      label: '想学什么',
      widget: 'checkboxes',
      options: survey.topics.map(value => ({ value, label: value })),
    }),
  times: z
    .array(z.enum(times))
    .max(4)
    .default([])
    .meta({
      label: '什么时候方便',
      widget: 'checkboxes',
      options: times.map(value => ({ value, label: value })),
    }),
  form: oneOf(answerForms, '怎么学', 'radio'),
  town: townField(ctx, '您在哪个乡镇'),
  wish: text('还想说的', 300, { help: '请不要写姓名、电话。' }),
})

async function answering(ctx: Ctx, row: TrainingAnswer | null, raw: Record<string, unknown>) {
  const survey = await surveyFor(ctx, row?.survey_id ?? raw.survey_id)
  if (survey.state !== 'open') throw conflict('这次调查已经结束，谢谢您。')
  const whom = (await partiesOfActor(ctx)).map(({ id, name }) => ({ value: id, label: name }))
  if (whom.length === 0 && ctx.actor.staffId)
    throw conflict('您现在是以工作人员身份登录的。纸质问卷请在需求调查的页面上录入。')
  if (whom.length === 0) throw invalid({ '': '请先在“我的”中登记您的姓名。' })
  return z.object({
    survey_id: z.literal(survey.id).meta({ widget: 'hidden' }),
    ...(!row && {
      party_id: z.enum(whom.map(one => one.value) as [string, ...string[]]).meta({
        label: '替谁填',
        widget: whom.length > 4 ? 'select' : 'radio',
        options: whom,
      }),
    }),
    ...fields(ctx, survey),
  }) as unknown as z.ZodType<Answering>
}

async function entering(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const survey = await surveyFor(ctx, raw.survey_id)
  return z.object({
    survey_id: z.literal(survey.id).meta({ widget: 'hidden' }),
    paper: words('问卷编号', 1, 20, { help: '写在纸上的编号，同一张不会录两次。' }),
    ...fields(ctx, survey),
  }) as unknown as z.ZodType<Answering>
}

const columns = (ctx: Ctx, { party_id: _party, paper: _paper, ...input }: Answering) => ({
  ...input,
  town: input.town ?? null,
  answered_at: ctx.now,
})

async function refuseTwice(ctx: Ctx, survey: string, column: 'party_id' | 'paper', value: string) {
  const before = await ctx.db
    .selectFrom('training_answer')
    .select('id')
    .where('survey_id', '=', survey)
    .where(column, '=', value)
    .where('state', '=', 'given')
    .limit(1)
    .executeTakeFirst()
  if (!before) return
  if (column === 'paper') throw invalid({ paper: '这个编号的问卷已经录过' })
  throw conflict('已经填过了，可以修改。', `/my/training/answers/${before.id}`)
}

/** One recipient's answer to a survey of needs; or that of a paper. */
export const answerFlow = defineWorkflow({
  subject: 'training_answer',
  label: '需求问卷',
  clause: '5.3.1',
  states: {
    given: { label: '已填', tone: 'green', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('training_answer.party_id', 'in', [noId, ...actor.parties]),
  title: () => '培训需求问卷',
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('training_answer')
      .innerJoin('training_survey', 'training_survey.id', 'training_answer.survey_id')
      .select(['training_answer.id', 'training_survey.title'])
      .where('training_answer.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.title]))
  },
  href: (row, actor) =>
    actor.staffId ? `/desk/training-plans/surveys/${row.survey_id}` : `/my/training/answers/${row.id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    survey_id: z.uuid(),
    topics: z.array(z.string()),
    times: z.array(z.string()),
    form: z.string(),
  }),
  actions: action => ({
    give: action<Answering>({
      label: '填写问卷',
      past: '填了需求问卷',
      from: 'new',
      to: 'given',
      by: anyPerson,
      tone: 'primary',
      done: '已收到，谢谢您；截止前可以修改',
      about: async (ctx, raw) => (await surveyFor(ctx, raw.survey_id).catch(() => null))?.title ?? null,
      input: answering,
      prefill: async ctx => {
        const [own, ...others] = await partiesOfActor(ctx)
        return own && others.length === 0 ? { party_id: own.id, town: own.town ?? undefined } : {}
      },
      effect: async (ctx, _row, input) => {
        await refuseTwice(ctx, input.survey_id, 'party_id', input.party_id as string)
        return { ...columns(ctx, input), party_id: input.party_id as string, channel: 'self' as const }
      },
    }),
    enter: action<Answering>({
      label: '录入纸质问卷',
      past: '录入了纸质问卷',
      from: 'new',
      to: 'given',
      by: anyOf(enrolsLearners, runsClasses),
      tone: 'primary',
      about: async (ctx, raw) => (await surveyFor(ctx, raw.survey_id).catch(() => null))?.title ?? null,
      input: entering,
      effect: async (ctx, _row, input) => {
        await refuseTwice(ctx, input.survey_id, 'paper', input.paper as string)
        return { ...columns(ctx, input), paper: input.paper as string, channel: 'paper' as const }
      },
    }),
    change: action<Answering>({
      label: '修改',
      past: '修改了需求问卷',
      from: ['given'],
      by: applicant,
      input: answering,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (ctx, _row, input) => columns(ctx, input),
    }),
    withdraw: action({
      label: '撤回',
      past: '撤回了需求问卷',
      from: ['given'],
      to: 'withdrawn',
      by: anyOf(applicant, theSystem),
      confirm: '撤回后不再计入结果。',
    }),
  }),
})

/** Whether the survey still takes answers on a day. */
export const takesAnswers = (survey: Pick<Survey, 'state' | 'closes_on'>, now: Date): boolean =>
  survey.state === 'open' && survey.closes_on >= dayOf(now)
