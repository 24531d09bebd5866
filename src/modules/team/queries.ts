import type { Ctx } from '#platform/ctx'
import type { Duty } from '#platform/who'

/** Staff in post who hold a duty, by name. */
export const staffWithDuty = (ctx: Ctx, duty: Duty): Promise<Array<{ id: string; name: string }>> =>
  ctx.db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('state', '=', 'active')
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('staff_post')
          .innerJoin('post', 'post.id', 'staff_post.post_id')
          .whereRef('staff_post.staff_id', '=', 'staff.id')
          .where('post.state', '=', 'active')
          .where(one => one(one.val(duty.code), '=', one.fn.any('post.duties'))),
      ),
    )
    .orderBy('name')
    .limit(200)
    .execute()

/** Names of staff by id, for lists that show who handles what. */
export async function staffNames(ctx: Ctx, ids: ReadonlyArray<string | null>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await ctx.db.selectFrom('staff').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

export const posts = (ctx: Ctx) => ctx.db.selectFrom('post').selectAll().where('state', '=', 'active').orderBy('rank').orderBy('name').limit(100).execute()

/** The team with the posts that everyone holds; who left comes last. */
export const team = (ctx: Ctx) =>
  ctx.db
    .selectFrom('staff')
    .select(eb => [
      'id', 'state', 'name', 'phone', 'email', 'organisation', 'full_time', 'joined_on', 'left_on',
      eb
        .selectFrom('staff_post')
        .innerJoin('post', 'post.id', 'staff_post.post_id')
        .whereRef('staff_post.staff_id', '=', 'staff.id')
        .select(({ fn }) => fn.coalesce(fn.agg<string[]>('array_agg', ['post.name']), eb.val<string[]>([])).as('names'))
        .as('posts'),
    ])
    .orderBy('state')
    .orderBy('organisation', 'desc')
    .orderBy('name')
    .limit(300)
    .execute()
