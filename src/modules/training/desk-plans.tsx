import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { answerFlow, takesAnswers } from './answer.ts'
import { DeskPlan, DeskPlans, DeskSurvey, type ItemLine, itemColumns } from './pages/plans.tsx'
import { planFlow } from './plan.ts'
import type { YearPlan } from './plan-inputs.ts'
import { itemsOf, plans, progressOf, surveys } from './queries/plans.ts'
import { type Survey, surveyFlow } from './survey.ts'
import { surveyResult } from './view.ts'
import { kindLabel } from './words.ts'

/** What is needed and what is planned. */
export const planRoutes = new Hono<Env>()
  .get('/desk/training-plans', atDesk(showPlans))
  .get('/desk/training-plans/surveys/:id', atDesk(showSurvey))
  .get('/desk/training-plans/:id', atDesk(showPlan))

const home = { href: '/desk/training-plans', label: '年度培训计划' }

async function showPlans(ctx: Ctx, c: Http): Promise<Answer> {
  const [all, asked] = await Promise.all([plans(ctx), surveys(ctx)])
  const page = (
    <DeskPlans
      plans={all.map(row => ({
        ...{ id: row.id, title: planFlow.title(row), owner: row.owner ?? '', change: row.change },
        state: badgeOf(planFlow, row.state),
      }))}
      surveys={asked.map(row => ({
        ...{ id: row.id, title: row.title, closes: row.closes_on, answers: Number(row.answers ?? 0) },
        state: badgeOf(surveyFlow, row.state),
      }))}
      mayDraft={mayCreate(ctx, planFlow, 'draft')}
    />
  )
  return desk(ctx, c, { title: '年度培训计划' }, page)
}

/** Each item with what of it was carried out. */
export async function itemLines(ctx: Ctx, plan: Pick<YearPlan, 'id' | 'year'>): Promise<ItemLine[]> {
  const [items, progress] = await Promise.all([itemsOf(ctx, plan.id), progressOf(ctx, plan.year)])
  const done = new Map(progress.map(row => [row.code, row]))
  return items.map(item => ({
    ...{ title: item.title, audience: item.audience, goal: item.goal, months: item.months },
    ...{ course: item.course ?? '', outline: item.outline, certificate: item.certificate },
    kind: kindLabel(item.kind),
    hours: item.hours_tenths / 10,
    ...{ classes: item.classes, people: item.people, budget: item.budget_fen },
    held: done.get(item.code)?.held ?? 0,
    came: done.get(item.code)?.people ?? 0,
    spent: Number(done.get(item.code)?.spent_fen ?? 0),
  }))
}

async function showPlan(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, planFlow, c.req.param('id') ?? '')) as unknown as YearPlan
  const rows = await itemLines(ctx, row)
  const title = planFlow.title(row)
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title, columns: itemColumns, rows })
  const [names, buttons, survey] = await Promise.all([
    staffNames(ctx, [row.owner_id]),
    buttonsFor(ctx, planFlow, row),
    row.survey_id
      ? ctx.db
          .selectFrom('training_survey')
          .select(['id', 'title'])
          .where('id', '=', row.survey_id)
          .executeTakeFirst()
      : undefined,
  ])
  const revise =
    row.state === 'approved' && mayCreate(ctx, planFlow, 'revise')
      ? [
          {
            href: `/act/training_plan/revise?plan_id=${row.id}`,
            label: '调整计划',
            tone: 'secondary' as const,
            direct: false,
          },
        ]
      : []
  const page = (
    <DeskPlan
      {...{ id: row.id, title, rows, buttons, revise }}
      state={badgeOf(planFlow, row.state)}
      basis={row.basis}
      goal={row.goal}
      change={row.change}
      owner={names.get(row.owner_id) ?? ''}
      survey={survey ? { href: `/desk/training-plans/surveys/${survey.id}`, label: survey.title } : null}
      query={c.req.query()}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title, crumbs: [home] }, page)
}

async function showSurvey(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, surveyFlow, c.req.param('id') ?? '')) as unknown as Survey
  const enter =
    takesAnswers(row, ctx.now) && mayCreate(ctx, answerFlow, 'enter')
      ? [
          {
            href: `/act/training_answer/enter?survey_id=${row.id}&back=${encodeURIComponent(`/desk/training-plans/surveys/${row.id}`)}`,
            label: '录入纸质问卷',
            tone: 'primary' as const,
            direct: false,
          },
        ]
      : []
  const page = (
    <DeskSurvey
      id={row.id}
      title={row.title}
      state={badgeOf(surveyFlow, row.state)}
      about={row.about}
      closes={row.closes_on}
      finding={row.finding}
      result={await surveyResult(ctx, row)}
      buttons={await buttonsFor(ctx, surveyFlow, row)}
      enter={enter}
      shown={row.state === 'open' || row.state === 'closed' ? `/training/surveys/${row.id}` : null}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs: [home] }, page)
}
