import type { Ctx } from '#platform/ctx'

/** Courses that classes may be held of, by title. */
export const coursesInUse = async (ctx: Ctx) =>
  (
    await ctx.db
      .selectFrom('course')
      .select(['id', 'title'])
      .where('state', '=', 'active')
      .orderBy('title')
      .limit(300)
      .execute()
  ).map(({ id, title }) => ({ value: id, label: title }))

/** Items of the plans that hold, the latest year first. */
export const planItemsToHold = async (ctx: Ctx) =>
  (
    await ctx.db
      .selectFrom('training_plan_item as item')
      .innerJoin('training_plan as plan', 'plan.id', 'item.plan_id')
      .select(['item.id', 'item.title', 'plan.year'])
      .where('plan.state', '=', 'approved')
      .orderBy('plan.year', 'desc')
      .orderBy('item.rank')
      .limit(300)
      .execute()
  ).map(({ id, title, year }) => ({ value: id, label: `${year} 年 ${title}` }))

/** Lecturers who may be asked to teach, by name. */
export const lecturersInUse = async (ctx: Ctx) =>
  (
    await ctx.db
      .selectFrom('lecturer')
      .select(['id', 'name', 'title'])
      .where('state', '=', 'active')
      .orderBy('name')
      .orderBy('id')
      .limit(300)
      .execute()
  ).map(({ id, name, title }) => ({ value: id, label: title ? `${name}（${title}）` : name }))
