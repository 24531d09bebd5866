import type { Ctx } from '#platform/ctx'

/** Published classes that are still to begin, the next first. */
export const comingClasses = (ctx: Ctx, limit = 60) =>
  ctx.db
    .selectFrom('training_class')
    .selectAll()
    .where('state', '=', 'published')
    .orderBy('starts_on')
    .orderBy('id')
    .limit(limit)
    .execute()

/** What runs or was held, and what was called off; the latest first. */
export const pastClasses = (ctx: Ctx, limit = 30) =>
  ctx.db
    .selectFrom('training_class')
    .selectAll()
    .where('published_at', 'is not', null)
    .where('state', 'in', ['running', 'finishing', 'completed', 'archived', 'cancelled'])
    .orderBy('starts_on', 'desc')
    .limit(limit)
    .execute()

/** Lecturers who agreed to be shown, by name. */
export const shownLecturers = (ctx: Ctx) =>
  ctx.db
    .selectFrom('lecturer')
    .selectAll()
    .where('state', '=', 'active')
    .where('consent_on', 'is not', null)
    .orderBy('name')
    .limit(60)
    .execute()

/** Surveys that take answers, and those whose finding is told; the latest first. */
export const shownSurveys = (ctx: Ctx) =>
  ctx.db
    .selectFrom('training_survey')
    .selectAll()
    .where('state', 'in', ['open', 'closed'])
    .orderBy('id', 'desc')
    .limit(6)
    .execute()
