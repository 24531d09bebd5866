import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

/** The items of a plan, in its order. */
export const itemsOf = (ctx: Ctx, planId: string) =>
  ctx.db
    .selectFrom('training_plan_item')
    .leftJoin('course', 'course.id', 'training_plan_item.course_id')
    .selectAll('training_plan_item')
    .select('course.title as course')
    .where('plan_id', '=', planId)
    .orderBy('rank')
    .limit(100)
    .execute()

/** Plans, the latest year and version first. */
export const plans = (ctx: Ctx) =>
  ctx.db
    .selectFrom('training_plan')
    .leftJoin('staff', 'staff.id', 'training_plan.owner_id')
    .selectAll('training_plan')
    .select('staff.name as owner')
    .orderBy('year', 'desc')
    .orderBy('version', 'desc')
    .limit(100)
    .execute()

/**
 * What of each item of a year was carried out: classes that have begun and were not called off, and their learners (人次);
 * by the code of the item, whichever version a class was opened under.
 */
export const progressOf = (ctx: Ctx, year: number) =>
  ctx.db
    .selectFrom('training_class')
    .innerJoin('training_plan_item as item', 'item.id', 'training_class.plan_item_id')
    .innerJoin('training_plan as plan', 'plan.id', 'item.plan_id')
    .select('item.code')
    .select(({ fn }) => fn.countAll<number>().as('opened'))
    .select([
      sql<number>`count(*) filter (where training_class.state in ('running', 'finishing', 'completed', 'archived'))::int`.as(
        'held',
      ),
      sql<number>`coalesce(sum((select count(*) from enrolment where enrolment.centre_id = training_class.centre_id
        and enrolment.class_id = training_class.id and enrolment.state in ('accepted', 'completed', 'failed')))
        filter (where training_class.state in ('running', 'finishing', 'completed', 'archived')), 0)::int`.as(
        'people',
      ),
      sql<number>`coalesce(sum((select sum(amount_fen) from training_cost where training_cost.centre_id = training_class.centre_id
        and training_cost.class_id = training_class.id and training_cost.state in ('checked', 'settled'))), 0)::bigint`.as(
        'spent_fen',
      ),
    ])
    .where('plan.year', '=', year)
    .where('training_class.state', '!=', 'cancelled')
    .groupBy('item.code')
    .limit(500)
    .execute()

/** Surveys, the latest first, with how many answered. */
export const surveys = (ctx: Ctx) =>
  ctx.db
    .selectFrom('training_survey')
    .selectAll('training_survey')
    .select(eb =>
      eb
        .selectFrom('training_answer')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('training_answer.survey_id', '=', 'training_survey.id')
        .where('training_answer.state', '=', 'given')
        .as('answers'),
    )
    .orderBy('training_survey.id', 'desc')
    .limit(50)
    .execute()

/** How often each topic was asked for in each town, and how people want to learn. */
export async function countedAnswers(ctx: Ctx, surveyId: string) {
  const given = ctx.db
    .selectFrom('training_answer')
    .where('survey_id', '=', surveyId)
    .where('state', '=', 'given')
  const [byTopic, byForm, byChannel] = await Promise.all([
    given
      .select([sql<string>`unnest(topics)`.as('topic'), 'town'])
      .select(({ fn }) => fn.countAll<number>().as('people'))
      .groupBy([sql`1`, 'town'])
      .limit(3_000)
      .execute(),
    given
      .select(['form'])
      .select(({ fn }) => fn.countAll<number>().as('people'))
      .groupBy('form')
      .limit(10)
      .execute(),
    given
      .select(['channel'])
      .select(({ fn }) => fn.countAll<number>().as('people'))
      .groupBy('channel')
      .limit(10)
      .execute(),
  ])
  return { byTopic, byForm, byChannel }
}
