import { sql } from 'kysely'
import { mayKnow } from '#platform/confidence'
import type { Ctx } from '#platform/ctx'

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
            // Never by the stand-in id: what belongs to nobody's account (entered at the desk) is nobody's task here.
            sql<boolean>`task.party_id = any (${[...ctx.actor.parties]}::uuid[])`,
            eb.and([
              eb('task.flow', 'in', ['service_case', 'activity_registration']),
              sql<boolean>`task.party_id = any (${[...(ctx.actor.proxies ?? [])]}::uuid[])`,
              eb('task.record_id', 'in', doneByProxy(ctx)),
            ]),
          ]),
        )
        .orderBy('due_at', order => order.asc().nullsLast())
        .limit(50)
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
