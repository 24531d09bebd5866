import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

export { articleList, countByState, type ListFilter } from './queries/list.ts'
export * from './queries/public.ts'

export const versionOf = (ctx: Ctx, articleId: string, version: number) =>
  ctx.db
    .selectFrom('article_version')
    .selectAll()
    .where('article_id', '=', articleId)
    .where('version', '=', version)
    .executeTakeFirst()
export type Version = NonNullable<Awaited<ReturnType<typeof versionOf>>>

export const versionsOf = (ctx: Ctx, articleId: string) =>
  ctx.db
    .selectFrom('article_version')
    .selectAll()
    .where('article_id', '=', articleId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()

/** Every saving of the text, in order. */
export const editsOf = (ctx: Ctx, articleId: string) =>
  ctx.db
    .selectFrom('article_edit')
    .leftJoin('staff', 'staff.id', 'article_edit.staff_id')
    .selectAll('article_edit')
    .select('staff.name as who')
    .where('article_id', '=', articleId)
    .orderBy('version')
    .orderBy('number')
    .limit(500)
    .execute()
export type Edit = Awaited<ReturnType<typeof editsOf>>[number]

export const reviewsOf = (ctx: Ctx, articleId: string) =>
  ctx.db
    .selectFrom('article_review')
    .leftJoin('staff', 'staff.id', 'article_review.staff_id')
    .selectAll('article_review')
    .select('staff.name as who')
    .where('article_id', '=', articleId)
    .orderBy('article_review.at')
    .limit(500)
    .execute()
export type Review = Awaited<ReturnType<typeof reviewsOf>>[number]

/** Columns in their order; `shown` only those that new articles go to. */
export const columns = (ctx: Ctx, which: 'shown' | 'all' = 'shown') =>
  ctx.db
    .selectFrom('article_column')
    .select(['id', 'state', 'name', 'about', 'position'])
    .$if(which === 'shown', query => query.where('state', '=', 'shown'))
    .orderBy('position')
    .orderBy('id')
    .limit(100)
    .execute()
export type Column = Awaited<ReturnType<typeof columns>>[number]

export const columnChoices = async (ctx: Ctx) =>
  (await columns(ctx)).map(one => ({ value: one.id, label: one.name }))

/** Policies that the public can read, to be named beside an article. */
export const policyChoices = (ctx: Ctx) =>
  ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version', join =>
      join
        .onRef('policy_version.policy_id', '=', 'policy.id')
        .onRef('policy_version.version', '=', 'policy.version'),
    )
    .select(['policy.id as value', 'policy_version.title as label'])
    .where('policy.shown', '=', true)
    .orderBy('policy.id', 'desc')
    .limit(300)
    .execute()

export const activeTerms = (ctx: Ctx) =>
  ctx.db
    .selectFrom('article_term')
    .select(['id', 'kind', 'term', 'suggestion', 'fine'])
    .where('state', '=', 'active')
    .limit(5_000)
    .execute()

/** What the clock has to publish. */
export const dueToPublish = (ctx: Ctx) =>
  ctx.db
    .selectFrom('article')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('publish_at', '<=', ctx.now)
    .orderBy('publish_at')
    .limit(100)
    .execute()

/** Public articles whose validity is over and of which that was not yet told. */
export const newlyExpired = (ctx: Ctx, today: string) =>
  ctx.db
    .selectFrom('article')
    .select('id')
    .where('version', 'is not', null)
    .where('state', '!=', 'withdrawn')
    .where('valid_until', '<', today)
    .where(sql<boolean>`expiry_told is distinct from valid_until`)
    .limit(200)
    .execute()

/** The title of a policy that the public can read; none where it no longer can. */
export const policyTitle = (ctx: Ctx, id: string | null) =>
  ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version', join =>
      join
        .onRef('policy_version.policy_id', '=', 'policy.id')
        .onRef('policy_version.version', '=', 'policy.version'),
    )
    .select(['policy.id', 'policy_version.title'])
    .where('policy.id', '=', id)
    .where('policy.shown', '=', true)
    .executeTakeFirst()
