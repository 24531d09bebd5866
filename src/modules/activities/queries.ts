import { type ExpressionBuilder, sql } from 'kysely'
import type { Actor, Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { noId } from '#platform/ids'
import type { RowOf } from '#platform/workflow'
import type { DB } from '../../../db/types.gen.ts'

/** The usual kinds, and whatever staff called others. */
export async function kindsInUse(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('activity')
    .select('kind')
    .distinct()
    .orderBy('kind')
    .limit(30)
    .execute()
  const usual = ['沙龙', '讲座', '参观', '考察', '招聘会', '创业交流']
  return [...new Set([...usual, ...rows.map(row => row.kind)])]
}

export async function activityOf(ctx: Ctx, id: string): Promise<RowOf<'activity'>> {
  const row = await ctx.db.selectFrom('activity').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('这个活动')
  return row
}

/** The people of registrations, whoever registered first. */
export const participantsOf = (ctx: Ctx, registrationIds: readonly string[]) =>
  ctx.db
    .selectFrom('activity_participant')
    .selectAll()
    .where('registration_id', 'in', [noId, ...registrationIds])
    .orderBy('id')
    .limit(2_500)
    .execute()

/** Everybody who may be signed in, by name. */
export const expectedPeople = (ctx: Ctx, activityId: string) =>
  ctx.db
    .selectFrom('activity_participant')
    .innerJoin('activity_registration', 'activity_registration.id', 'activity_participant.registration_id')
    .select([
      'activity_participant.id',
      'activity_participant.name',
      'activity_participant.phone',
      'activity_participant.arrived_at',
      'activity_participant.method',
      'activity_participant.backfill_reason',
      'activity_registration.id as registration_id',
      'activity_registration.state',
      'activity_registration.group_code',
      'activity_registration.contact_name',
      'activity_registration.contact_phone',
    ])
    .where('activity_participant.activity_id', '=', activityId)
    .where('activity_registration.state', 'in', ['registered', 'offered', 'confirming', 'attended', 'missed'])
    .orderBy('activity_participant.name')
    .orderBy('activity_participant.id')
    .limit(2_500)
    .execute()

/** Published activities that are still to end, the next first; of a kind and month where asked. */
export function comingActivities(ctx: Ctx, filter: { kind?: string; month?: string } = {}, limit = 100) {
  const query = ctx.db
    .selectFrom('activity')
    .selectAll()
    .where('state', '=', 'published')
    .where('ends_at', '>', ctx.now)
    .orderBy('starts_at')
    .limit(limit)
  return narrowed(query, filter).execute()
}

/** What was held, or was to be held and was called off; latest first. */
export function pastActivities(ctx: Ctx, filter: { kind?: string; month?: string } = {}, limit = 60) {
  const query = ctx.db
    .selectFrom('activity')
    .selectAll()
    .where('published_at', 'is not', null)
    .where(eb => eb.or([eb('state', 'in', ['held', 'closed', 'cancelled']), eb('ends_at', '<=', ctx.now)]))
    .orderBy('starts_at', 'desc')
    .limit(limit)
  return narrowed(query, filter).execute()
}

const narrowed = <Q extends { where(condition: ReturnType<typeof sql<boolean>>): Q }>(
  query: Q,
  { kind, month }: { kind?: string; month?: string },
): Q => {
  const ofKind = kind ? query.where(sql<boolean>`activity.kind = ${kind}`) : query
  return month
    ? ofKind.where(sql<boolean>`to_char(starts_at at time zone 'Asia/Shanghai', 'YYYY-MM') = ${month}`)
    : ofKind
}

/** How many seats are taken, how many people wait and how many came, by activity. */
export async function countsOf(ctx: Ctx, ids: readonly string[]) {
  const [rows, came] = await Promise.all([
    ctx.db
      .selectFrom('activity_registration')
      .select([
        'activity_id',
        sql<number>`coalesce(sum(people) filter (where state in ('registered', 'offered', 'confirming', 'attended')), 0)::int`.as(
          'taken',
        ),
        sql<number>`count(*) filter (where state = 'waiting')::int`.as('waiting'),
        sql<number>`count(*) filter (where state = 'missed')::int`.as('missed'),
      ])
      .where('activity_id', 'in', [noId, ...ids])
      .groupBy('activity_id')
      .execute(),
    ctx.db
      .selectFrom('activity_participant')
      .select(({ fn }) => ['activity_id', fn.countAll<number>().as('came')])
      .where('activity_id', 'in', [noId, ...ids])
      .where('arrived_at', 'is not', null)
      .groupBy('activity_id')
      .execute(),
  ])
  const cameBy = new Map(came.map(row => [row.activity_id, row.came]))
  const known = new Map(rows.map(row => [row.activity_id, row]))
  return new Map(
    ids.map(id => [
      id,
      { ...{ taken: 0, waiting: 0, missed: 0, ...known.get(id) }, came: cameBy.get(id) ?? 0 },
    ]),
  )
}

/** 人次 and 人数 of what was held in a span of time: the same phone, or the same name of a party, is one person. */
export async function attendance(ctx: Ctx, from: Date, to: Date) {
  const { held, times, persons } = await ctx.db
    .selectFrom('activity_participant')
    .innerJoin('activity', 'activity.id', 'activity_participant.activity_id')
    .innerJoin('activity_registration', 'activity_registration.id', 'activity_participant.registration_id')
    .select([
      sql<number>`count(*)::int`.as('times'),
      sql<number>`count(distinct activity.id)::int`.as('held'),
      sql<number>`count(distinct coalesce(nullif(activity_participant.phone, ''),
        activity_participant.name || coalesce(activity_registration.party_id, activity_registration.id)::text))::int`.as(
        'persons',
      ),
    ])
    .where('arrived_at', 'is not', null)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .executeTakeFirstOrThrow()
  return { held, times, persons }
}

/** The registrations of the actor's parties, latest activity first. */
export const registrationsOfActor = (ctx: Ctx, limit = 100) =>
  withActivity(ctx)
    .where(registeredBy(ctx.actor))
    .orderBy('activity.starts_at', 'desc')
    .limit(limit)
    .execute()

/** For whom one acts, and what one registered for others (代办), as a condition on `activity_registration`. */
export const registeredBy =
  ({ identityId, parties, proxies = [] }: Actor) =>
  // biome-ignore lint/suspicious/noExplicitAny: which other tables the query joins does not matter here
  (eb: ExpressionBuilder<DB, any>) =>
    eb.or([
      eb('activity_registration.party_id', 'in', [noId, ...parties]),
      eb.and([
        eb('activity_registration.party_id', 'in', [noId, ...proxies]),
        eb('activity_registration.proxy_identity_id', '=', identityId),
      ]),
    ])

const withActivity = (ctx: Ctx) =>
  ctx.db
    .selectFrom('activity_registration')
    .innerJoin('activity', 'activity.id', 'activity_registration.activity_id')
    .leftJoin('party', 'party.id', 'activity_registration.party_id')
    .selectAll('activity_registration')
    .select([
      'activity.title',
      'activity.kind',
      'activity.place',
      'activity.starts_at',
      'activity.ends_at',
      'activity.closes_at',
      'activity.fee_fen',
      'activity.state as activity_state',
      'party.name as party',
    ])
export type RegistrationRow = Awaited<ReturnType<typeof registrationsOfActor>>[number]

export const registrationById = (ctx: Ctx, id: string) =>
  withActivity(ctx).where('activity_registration.id', '=', id).executeTakeFirst()

/** All registrations of an activity, in the order of their turns; of some states where asked. */
export const registrationsOf = (
  ctx: Ctx,
  activityId: string,
  states: readonly string[] = [],
  limit = 2_000,
) =>
  withActivity(ctx)
    .where('activity_id', '=', activityId)
    .$if(states.length > 0, query => query.where('activity_registration.state', 'in', states as never))
    .orderBy('behind')
    .orderBy('turn')
    .limit(limit)
    .execute()

/** '您排第 3 位': how many stand before, and oneself. Null for who does not wait. */
export async function placeInLine(
  ctx: Ctx,
  row: Pick<RowOf<'activity_registration'>, 'activity_id' | 'state' | 'behind' | 'turn'>,
): Promise<number | null> {
  if (row.state !== 'waiting') return null
  const { before } = await ctx.db
    .selectFrom('activity_registration')
    .select(({ fn }) => fn.countAll<number>().as('before'))
    .where('activity_id', '=', row.activity_id)
    .where('state', '=', 'waiting')
    .where(sql<boolean>`(behind, turn) < (${row.behind}, ${row.turn})`)
    .executeTakeFirstOrThrow()
  return before + 1
}

export const evidenceOf = (ctx: Ctx, activityId: string, only: { shown?: true } = {}) =>
  ctx.db
    .selectFrom('activity_evidence')
    .leftJoin('staff', 'staff.id', 'activity_evidence.added_by')
    .selectAll('activity_evidence')
    .select('staff.name as by')
    .where('activity_id', '=', activityId)
    .$if(only.shown === true, query =>
      query.where('shown', '=', true).where('activity_evidence.state', '=', 'kept'),
    )
    .orderBy('activity_evidence.id')
    .limit(200)
    .execute()

/** Marks of an activity, once at least five were mixed. */
export const opinionsOf = (ctx: Ctx, activityId: string) =>
  ctx.db
    .selectFrom('activity_opinion')
    .select(['mark', 'comment'])
    .where('activity_id', '=', activityId)
    .orderBy('id')
    .limit(2_000)
    .execute()
