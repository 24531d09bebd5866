import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx, Organisation } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { message, tell } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import type { RowOf } from '#platform/workflow'
import { manageAccounts, manageTeam } from './duties.ts'
import { type Held, heldBy } from './holdings.ts'
import type { HandingOn, PostInput } from './inputs.ts'

/** The chart is a tree: no post stands, over others, above itself. */
export async function placed(ctx: Ctx, row: { id: string }, input: PostInput) {
  // Two who hang two posts below each other at once would both still see a tree.
  await sql`select pg_advisory_xact_lock(hashtextextended('chart', ${ctx.centre.id}))`.execute(ctx.db)
  for (let above = input.reports_to; above; ) {
    if (above === row.id) throw invalid({ reports_to: '这个岗位在它的下级之中，不能作为上级。' })
    const post = await ctx.db
      .selectFrom('post')
      .select('reports_to')
      .where('id', '=', above)
      .executeTakeFirst()
    above = post?.reports_to ?? undefined
  }
  return { ...input, reports_to: input.reports_to ?? null }
}

/** Nobody may still hold an abolished post, and no post may be left hanging below it. */
export async function abolish(ctx: Ctx, row: RowOf<'post'>): Promise<undefined> {
  const holder = await holders(ctx).where('staff_post.post_id', '=', row.id).executeTakeFirst()
  if (holder) throw conflict(`${holder.name}仍担任此岗位，请先调整人员的岗位。`)
  const below = await ctx.db
    .selectFrom('post')
    .select('name')
    .where('reports_to', '=', row.id)
    .where('state', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  if (below) throw conflict(`「${below.name}」的上级是此岗位，请先调整。`)
}

/** The first of an organisation are appointed by whoever sets the centre up; from then on it appoints its own. */
export async function mayAppoint<T extends { organisation: Organisation }>(ctx: Ctx, staff: T): Promise<T> {
  if (staff.organisation === 'assessor' && ctx.actor.organisation === 'centre')
    throw invalid({ organisation: '第三方评价机构和外部专家的人员由主管部门任用。' })
  if (!ctx.actor.organisation || ctx.actor.organisation === staff.organisation) return staff
  const theirs = await ctx.db
    .selectFrom('staff')
    .innerJoin('staff_post', 'staff_post.staff_id', 'staff.id')
    .innerJoin('post', 'post.id', 'staff_post.post_id')
    .select('staff.name')
    .where('staff.organisation', '=', staff.organisation)
    .where('staff.state', '=', 'active')
    .where(eb =>
      eb.or([manageTeam, manageAccounts].map(duty => eb(eb.val(duty.code), '=', eb.fn.any('post.duties')))),
    )
    .limit(1)
    .executeTakeFirst()
  if (theirs) throw invalid({ organisation: `这个单位的人员由${theirs.name}等本单位人员管理。` })
  return staff
}

export const postsOf = async (ctx: Ctx, staffId: string): Promise<string[]> =>
  (await ctx.db.selectFrom('staff_post').select('post_id').where('staff_id', '=', staffId).execute()).map(
    row => row.post_id,
  )

export async function setPosts(ctx: Ctx, row: { id: string }, { posts }: { posts: string[] }): Promise<void> {
  await ctx.db.deleteFrom('staff_post').where('staff_id', '=', row.id).execute()
  await ctx.db
    .insertInto('staff_post')
    .values(posts.map(post_id => ({ staff_id: row.id, post_id })))
    .execute()
}

const holders = (ctx: Ctx) =>
  ctx.db
    .selectFrom('staff_post')
    .innerJoin('staff', 'staff.id', 'staff_post.staff_id')
    .innerJoin('post', 'post.id', 'staff_post.post_id')
    .select('staff.name')
    .where('staff.state', '=', 'active')
    .where('post.state', '=', 'active')
    .limit(1)

/** Somebody must be left who may manage the team, or the centre would lock itself out. */
export async function keepOneManager(ctx: Ctx): Promise<void> {
  // One after the other: two who remove each other at once would both still see the other there.
  await sql`select pg_advisory_xact_lock(hashtextextended('one manager', ${ctx.centre.id}))`.execute(ctx.db)
  const manager = await holders(ctx)
    .where(eb => eb(eb.val(manageTeam.code), '=', eb.fn.any('post.duties')))
    .executeTakeFirst()
  if (!manager) throw conflict(`至少要有一名在岗人员担任含「${manageTeam.label}」职责的岗位。`)
}

/** Hands on all that hangs on somebody, each to whom it was given; nothing may be left that awaits only them. */
export async function handAllOn(ctx: Ctx, row: RowOf<'staff'>, { to, reason }: HandingOn): Promise<void> {
  const held = await heldBy(ctx, row.id)
  await handOn(ctx, row, held, ({ name }) => to[name], reason)
  const left = await ctx.db
    .selectFrom('task')
    .select('title')
    .where('staff_id', '=', row.id)
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (left) throw conflict(`名下还有待办（${left.title}），请先办结或转办。`)
}

/** Hands everything on, though one stays. */
export async function handOver(ctx: Ctx, row: RowOf<'staff'>, input: HandingOn): Promise<void> {
  if ((await heldBy(ctx, row.id)).length === 0) throw conflict('名下没有要移交的工作。')
  await handAllOn(ctx, row, input)
}

/** While somebody is away their deputy works on what they had under way; whom they are in charge of stays theirs. */
export async function handToDeputy(
  ctx: Ctx,
  row: RowOf<'staff'>,
  deputyId: string,
  reason: string,
): Promise<void> {
  const held = await heldBy(ctx, row.id)
  await handOn(
    ctx,
    row,
    held.filter(({ holding }) => !holding.lasting),
    () => deputyId,
    reason,
  )
}

const handedOn = defineTemplate('staff.handed-on', '{name}的{what}（{count}）已转给您。')

async function handOn(
  ctx: Ctx,
  row: RowOf<'staff'>,
  held: readonly Held[],
  to: (one: Held) => string | undefined,
  reason: string,
): Promise<void> {
  for (const one of held) {
    const successor = to(one)
    // Something came in while the form was being filled.
    if (!successor) throw invalid({ '': `名下又有了${one.holding.label}，请再选一次由谁接手。` })
    await one.holding.handOn(ctx, row.id, successor, `${row.name}：${reason}`)
    const { label: what } = one.holding
    const values = { name: row.name, what, count: String(one.count) }
    await tell(ctx, message({ staff: successor }, handedOn, values, '/desk'))
  }
}

/** Whoever has left is not on duty any more. */
async function freeDays(ctx: Ctx, row: RowOf<'staff'>): Promise<void> {
  const ahead = ctx.db.selectFrom('duty_day').select('id').where('day', '>', dayOf(ctx.now))
  await ctx.db
    .deleteFrom('duty_shift')
    .where('staff_id', '=', row.id)
    .where('duty_day_id', 'in', ahead)
    .execute()
}

/** The account stays, for the journal's sake; no password opens it any more, and its sessions end. */
const noPassword = ''

export async function leave(ctx: Ctx, row: RowOf<'staff'>, input: HandingOn) {
  const standsInFor = await ctx.db
    .selectFrom('absence')
    .innerJoin('staff', 'staff.id', 'absence.staff_id')
    .select('staff.name')
    .where('deputy_id', '=', row.id)
    .where('absence.state', 'in', ['asked', 'granted', 'away'])
    .limit(1)
    .executeTakeFirst()
  if (standsInFor) throw conflict(`${standsInFor.name}的请假由其代班，请先另行安排。`)
  await handAllOn(ctx, row, input)
  await freeDays(ctx, row)
  await sql`select reset_password(${row.id}, ${noPassword})`.execute(ctx.db)
  return { left_on: dayOf(ctx.now) }
}
