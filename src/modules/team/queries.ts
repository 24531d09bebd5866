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

export const posts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('post')
    .selectAll()
    .where('state', '=', 'active')
    .orderBy('rank')
    .orderBy('name')
    .limit(100)
    .execute()

/** The team with the posts that everyone holds; who left comes last. */
export const team = (ctx: Ctx) =>
  ctx.db
    .selectFrom('staff')
    .select(eb => [
      'id',
      'state',
      'name',
      'phone',
      'email',
      'organisation',
      'full_time',
      'joined_on',
      'left_on',
      eb
        .selectFrom('staff_post')
        .innerJoin('post', 'post.id', 'staff_post.post_id')
        .whereRef('staff_post.staff_id', '=', 'staff.id')
        .select(({ fn }) =>
          fn.coalesce(fn.agg<string[]>('array_agg', ['post.name']), eb.val<string[]>([])).as('names'),
        )
        .as('posts'),
    ])
    .orderBy('state')
    .orderBy('organisation', 'desc')
    .orderBy('name')
    .limit(300)
    .execute()

export const holdersOf = async (ctx: Ctx, postId: string): Promise<string[]> => {
  const query = ctx.db
    .selectFrom('staff_post')
    .innerJoin('staff', 'staff.id', 'staff_post.staff_id')
    .select('staff.name')
    .where('post_id', '=', postId)
  return (await query.where('staff.state', '=', 'active').orderBy('staff.name').limit(100).execute()).map(
    row => row.name,
  )
}

export const postNamesOf = async (ctx: Ctx, staffId: string): Promise<string[]> => {
  const query = ctx.db
    .selectFrom('staff_post')
    .innerJoin('post', 'post.id', 'staff_post.post_id')
    .select('post.name')
    .where('staff_id', '=', staffId)
  return (await query.limit(50).execute()).map(row => row.name)
}

export const calendarExceptions = (ctx: Ctx) =>
  ctx.db
    .selectFrom('calendar_exception')
    .select(['day', 'working', 'reason'])
    .orderBy('day', 'desc')
    .limit(100)
    .execute()

/** Ids of the latest changes of settings and calendar. */
export async function recentChanges(ctx: Ctx): Promise<string[]> {
  const [settings, days] = await Promise.all([
    ctx.db.selectFrom('setting_change').select('id').orderBy('id', 'desc').limit(10).execute(),
    ctx.db.selectFrom('calendar_change').select('id').orderBy('id', 'desc').limit(5).execute(),
  ])
  return [...settings, ...days]
    .map(row => row.id)
    .sort()
    .reverse()
}
