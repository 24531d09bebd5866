import type { Ctx } from '#platform/ctx'
import type { Duty } from '#platform/who'

export interface Colleague {
  id: string
  name: string
  /** Until which day they are away; null while they are here. */
  away_until: string | null
}

const colleagues = (ctx: Ctx) =>
  ctx.db
    .selectFrom('staff')
    .leftJoin('absence', join =>
      join.onRef('absence.staff_id', '=', 'staff.id').on('absence.state', '=', 'away'),
    )
    .select(['staff.id', 'staff.name', 'absence.last_day as away_until'])
    .where('staff.state', '=', 'active')
    .orderBy('staff.name')

/** Staff of the centre itself who are in post. */
export const staffOfCentre = (ctx: Ctx): Promise<Colleague[]> =>
  colleagues(ctx).where('staff.organisation', '=', 'centre').limit(200).execute()

/** Staff in post who hold a duty, by name. */
export const staffWithDuty = (ctx: Ctx, duty: Duty): Promise<Colleague[]> =>
  (duty.only ? colleagues(ctx).where('staff.organisation', '=', duty.only) : colleagues(ctx))
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

/** The chart's boxes: every post with who holds it. */
export const chartPosts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('post')
    .select(eb => [
      'id',
      'name',
      'unit',
      'reports_to',
      eb
        .selectFrom('staff_post')
        .innerJoin('staff', 'staff.id', 'staff_post.staff_id')
        .whereRef('staff_post.post_id', '=', 'post.id')
        .where('staff.state', '=', 'active')
        .select(({ fn }) =>
          fn.coalesce(fn.agg<string[]>('array_agg', ['staff.name']), eb.val<string[]>([])).as('names'),
        )
        .as('holders'),
    ])
    .where('state', '=', 'active')
    .orderBy('rank')
    .orderBy('name')
    .limit(100)
    .execute()

export const qualificationsOf = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('qualification')
    .selectAll()
    .where('staff_id', '=', staffId)
    .orderBy('state', 'desc')
    .orderBy('valid_until')
    .limit(50)
    .execute()

/** Absences, those asked for last first. */
export async function absences(ctx: Ctx, filter: { state: string; before: string }, limit: number) {
  let query = ctx.db
    .selectFrom('absence')
    .innerJoin('staff', 'staff.id', 'absence.staff_id')
    .innerJoin('staff as deputy', 'deputy.id', 'absence.deputy_id')
    .select([
      'absence.id',
      'absence.state',
      'absence.staff_id',
      'absence.kind',
      'first_day',
      'last_day',
      'staff.name as name',
      'deputy.name as deputy',
    ])
    .orderBy('absence.id', 'desc')
    .limit(limit + 1)
  if (filter.state) query = query.where('absence.state', '=', filter.state)
  if (filter.before) query = query.where('absence.id', '<', filter.before)
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}

/** Who is on duty on the days from `first` to `last`, by day and part. */
export const onDuty = (ctx: Ctx, first: string, last: string) =>
  ctx.db
    .selectFrom('duty_day')
    .innerJoin('duty_shift', 'duty_shift.duty_day_id', 'duty_day.id')
    .innerJoin('staff', 'staff.id', 'duty_shift.staff_id')
    .select(['duty_day.day', 'duty_shift.part', 'duty_shift.staff_id', 'staff.name'])
    .where('duty_day.day', '>=', first)
    .where('duty_day.day', '<=', last)
    .orderBy('staff.name')
    .limit(1_000)
    .execute()

export const dutyDays = (ctx: Ctx, first: string, last: string) =>
  ctx.db
    .selectFrom('duty_day')
    .select(['id', 'day', 'note'])
    .where('day', '>=', first)
    .where('day', '<=', last)
    .limit(62)
    .execute()

/** Who is away on any of the days from `first` to `last`. */
export const awayBetween = (ctx: Ctx, first: string, last: string) =>
  ctx.db
    .selectFrom('absence')
    .innerJoin('staff', 'staff.id', 'absence.staff_id')
    .select(['absence.staff_id', 'staff.name', 'first_day', 'last_day'])
    .where('absence.state', 'in', ['granted', 'away', 'over'])
    .where('first_day', '<=', last)
    .where('last_day', '>=', first)
    .orderBy('first_day')
    .limit(200)
    .execute()

/** 交接班 of the days from `first` to `last`, latest first. */
export const dutyNotes = (ctx: Ctx, first: string, last: string) =>
  ctx.db
    .selectFrom('duty_note')
    .innerJoin('staff as giver', 'giver.id', 'duty_note.from_id')
    .innerJoin('staff as taker', 'taker.id', 'duty_note.to_id')
    .selectAll('duty_note')
    .select(['giver.name as giver', 'taker.name as taker'])
    .where('day', '>=', first)
    .where('day', '<=', last)
    .orderBy('duty_note.id', 'desc')
    .limit(50)
    .execute()

/** Until which day somebody is away; null while they are here. */
export const awayUntil = async (ctx: Ctx, staffId: string): Promise<string | null> => {
  const away = ctx.db.selectFrom('absence').select('last_day').where('staff_id', '=', staffId)
  return (await away.where('state', '=', 'away').executeTakeFirst())?.last_day ?? null
}
