import { sql } from 'kysely'
import { mayKnow } from '#platform/confidence'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'

export interface TaskRow {
  id: string
  flow: string
  record_id: string
  title: string
  state: string
  due_at: Date | null
  urged_at: Date | null
  staff: string | null
  duty: string | null
}

const columns = [
  'task.id',
  'task.flow',
  'task.record_id',
  'task.title',
  'task.state',
  'task.due_at',
  'task.urged_at',
  'task.duty',
  'staff.name as staff',
] as const

/** What waits for this person, by name or by a duty held; what is due first comes first. */
export const myTasks = (ctx: Ctx): Promise<TaskRow[]> =>
  ctx.db
    .selectFrom('task')
    .leftJoin('staff', 'staff.id', 'task.staff_id')
    .select(columns)
    .where('closed_at', 'is', null)
    .where(eb =>
      eb.or([
        eb('task.staff_id', '=', ctx.actor.staffId),
        ...(ctx.actor.duties.size > 0 ? [eb('task.duty', 'in', [...ctx.actor.duties])] : []),
      ]),
    )
    .where(mayKnow(ctx, 'task'))
    .orderBy('due_at', order => order.asc().nullsLast())
    .limit(200)
    .execute()

/** What waits for anybody at the centre. */
export const teamTasks = (ctx: Ctx): Promise<TaskRow[]> =>
  ctx.db
    .selectFrom('task')
    .leftJoin('staff', 'staff.id', 'task.staff_id')
    .select(columns)
    .where('closed_at', 'is', null)
    .where(eb => eb.or([eb('task.staff_id', 'is not', null), eb('task.duty', 'is not', null)]))
    .where(mayKnow(ctx, 'task'))
    .orderBy('due_at', order => order.asc().nullsLast())
    .limit(300)
    .execute()

/** 代办: what the actor applied or registered for on behalf of others. */
const doneByProxy = (ctx: Ctx) =>
  ctx.db
    .selectFrom('service_case')
    .select('id')
    .where('applicant_identity_id', '=', ctx.actor.identityId)
    .where('proxy_id', 'is not', null)
    .unionAll(
      ctx.db
        .selectFrom('activity_registration')
        .select('id')
        .where('proxy_identity_id', '=', ctx.actor.identityId)
        .where('proxy_id', 'is not', null),
    )

/** What the public is asked to do: for one's own place. */
export const tasksOfParties = (ctx: Ctx): Promise<TaskRow[]> =>
  ctx.actor.parties.length === 0 && !ctx.actor.proxies?.length
    ? Promise.resolve([])
    : ctx.db
        .selectFrom('task')
        .leftJoin('staff', 'staff.id', 'task.staff_id')
        .select(columns)
        .where('closed_at', 'is', null)
        .where(eb =>
          eb.or([
            eb('task.party_id', 'in', [noId, ...ctx.actor.parties]),
            eb.and([
              eb('task.flow', 'in', ['service_case', 'activity_registration']),
              eb('task.party_id', 'in', [noId, ...(ctx.actor.proxies ?? [])]),
              eb('task.record_id', 'in', doneByProxy(ctx)),
            ]),
          ]),
        )
        .orderBy('due_at', order => order.asc().nullsLast())
        .limit(50)
        .execute()

export interface Months {
  months: string[]
  submitted: number[]
  closed: number[]
  /** Of the closed ones: confirmed by time, because nobody answered. */
  byTime: number[]
  onTime: Array<number | null>
}

/**
 * Twelve months: cases submitted, cases closed, and the on-time rate: of the tasks of the centre's own people that
 * were due and closed in the month, the share that was closed by its deadline.
 */
export async function monthlyFigures(ctx: Ctx): Promise<Months> {
  const { rows } = await sql<{
    month: string
    submitted: number
    closed: number
    by_time: number
    due: number
    on_time: number
  }>`
    with months as (
      select to_char(month, 'YYYY-MM') as month
      from generate_series(date_trunc('month', ${ctx.now} at time zone 'Asia/Shanghai') - interval '11 months',
        date_trunc('month', ${ctx.now} at time zone 'Asia/Shanghai'), interval '1 month') month
    ), since as (
      select (date_trunc('month', ${ctx.now} at time zone 'Asia/Shanghai') - interval '11 months') at time zone 'Asia/Shanghai' as at
    ), submitted as (
      select to_char(submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*) as n
      from service_case where submitted_at >= (select at from since) group by 1
    ), closed as (
      select to_char(closed_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*) as n,
        count(*) filter (where outcome = 'confirmed_by_time') as by_time
      from service_case where state = 'closed' and closed_at >= (select at from since) group by 1
    ), tasks as (
      select to_char(closed_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*) as due, count(*) filter (where closed_at <= due_at) as on_time
      from task where closed_at >= (select at from since) and due_at is not null and coalesce(duty, staff_id::text) is not null
      group by 1
    )
    select months.month, coalesce(submitted.n, 0) as submitted, coalesce(closed.n, 0) as closed,
      coalesce(by_time, 0) as by_time, coalesce(due, 0) as due, coalesce(on_time, 0) as on_time
    from months left join submitted using (month) left join closed using (month) left join tasks using (month) order by months.month`.execute(
    ctx.db,
  )
  return {
    months: rows.map(row => row.month),
    submitted: rows.map(row => row.submitted),
    closed: rows.map(row => row.closed),
    byTime: rows.map(row => row.by_time),
    onTime: rows.map(row => (row.due > 0 ? row.on_time / row.due : null)),
  }
}

/** Cases of the last twelve months by family of service item. */
export const casesByFamily = (ctx: Ctx) =>
  ctx.db
    .selectFrom('service_case')
    .innerJoin('service_item', 'service_item.id', 'service_case.item_id')
    .select(['family', ({ fn }) => fn.countAll<number>().as('n')])
    .where('submitted_at', '>', new Date(ctx.now.getTime() - 365 * 86_400_000))
    .groupBy('family')
    .orderBy('n', 'desc')
    .execute()

/** Open cases by state. */
export const openByState = (ctx: Ctx) =>
  ctx.db
    .selectFrom('service_case')
    .select(['state', ({ fn }) => fn.countAll<number>().as('n')])
    .where('closed_at', 'is', null)
    .groupBy('state')
    .execute()

export const notificationsOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('notification')
    .select(['id', 'at', 'body', 'href', 'read_at'])
    .where('identity_id', '=', ctx.actor.identityId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
