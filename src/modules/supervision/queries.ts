import type { ExpressionBuilder } from 'kysely'
import { mayKnow } from '#platform/confidence'
import type { Ctx } from '#platform/ctx'
import { templatesNotFor } from '#platform/templates'
import { duties } from '#platform/who'
import { workflows } from '#platform/workflow'
import type { DB } from '../../../db/types.gen.ts'

/** What waits for the bureau itself: the centre is neither urged about it nor told of it. Joins `staff`. */
const dutiesOfBureau = (): string[] =>
  [...duties.values()].filter(({ only }) => only === 'bureau').map(({ code }) => code)
export const isOfCentre = (eb: ExpressionBuilder<DB, 'task' | 'staff'>) =>
  eb.and([
    eb.or([eb('staff.organisation', 'is', null), eb('staff.organisation', '!=', 'bureau')]),
    eb.or([eb('task.duty', 'is', null), eb('task.duty', 'not in', ['', ...dutiesOfBureau()])]),
  ])

/** Open tasks of the centre's own people that are late, the latest first. What awaits the public is not theirs to be urged. */
export const overdueTasks = (ctx: Ctx) =>
  ctx.db
    .selectFrom('task')
    .leftJoin('staff', 'staff.id', 'task.staff_id')
    .select([
      'task.id',
      'task.title',
      'task.flow',
      'task.record_id',
      'task.duty',
      'task.due_at',
      'task.urged_at',
      'staff.name as staff',
    ])
    .where('closed_at', 'is', null)
    .where('due_at', '<', ctx.now)
    .where('party_id', 'is', null)
    .where(isOfCentre as never)
    .where(mayKnow(ctx, 'task'))
    .orderBy('due_at')
    .limit(200)
    .execute()

/** The last 督办: who issued each, who is to answer it, and until when. */
export const recentUrges = (ctx: Ctx) =>
  ctx.db
    .selectFrom('urge')
    .leftJoin('staff', 'staff.id', 'urge.staff_id')
    .leftJoin('task', join =>
      join
        .onRef('task.record_id', '=', 'urge.id')
        .on('task.flow', '=', 'urge')
        .on('task.closed_at', 'is', null),
    )
    .leftJoin('journal', join =>
      join
        .onRef('journal.record_id', '=', 'urge.id')
        .on('journal.flow', '=', 'urge')
        .on('journal.action', '=', 'issue'),
    )
    .leftJoin('journal_detail', 'journal_detail.journal_id', 'journal.id')
    .selectAll('urge')
    .select(['staff.name as staff', 'task.due_at', 'journal_detail.actor_name as issuer'])
    .orderBy('urge.id', 'desc')
    .limit(50)
    .execute()

/** Messages that left or failed, newest first; one more than `most`, which tells that there are more. */
export const outboxPage = (ctx: Ctx, state: string, after: string, most: number) => {
  let query = ctx.db
    .selectFrom('outbox')
    .select(['id', 'channel', 'recipient', 'template', 'body', 'state', 'tries', 'error', 'at', 'sent_at'])
    .orderBy('id', 'desc')
    .limit(most + 1)
  const others = templatesNotFor(ctx.actor.organisation)
  if (others.length > 0) query = query.where('template', 'not in', others)
  if (state) query = query.where('state', '=', state as 'sent')
  if (after) query = query.where('id', '<', after)
  return query.execute()
}

/** The journal, newest first, page by key; one more than `most`. */
export const journalPage = (ctx: Ctx, flow: string, after: string, most: number) => {
  let query = ctx.db
    .selectFrom('journal')
    .leftJoin('journal_detail', 'journal_detail.journal_id', 'journal.id')
    .select([
      'journal.id',
      'at',
      'flow',
      'action',
      'record_id',
      'from_state',
      'to_state',
      'actor_kind',
      'actor_name',
      'note',
      'seal',
    ])
    .where(mayKnow(ctx, 'journal'))
    .orderBy('journal.id', 'desc')
    .limit(most + 1)
  if (flow) query = query.where('flow', '=', flow)
  if (after) query = query.where('journal.id', '<', after)
  return query.execute()
}

export const lastSeal = (ctx: Ctx) =>
  ctx.db
    .selectFrom('journal_seal')
    .select(['number', 'at', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Which records of these lines the reader may open: what is somebody's own (a consent, a key) stays closed. */
export async function openable(
  ctx: Ctx,
  lines: ReadonlyArray<{ flow: string; record_id: string }>,
): Promise<Set<string>> {
  const found = await Promise.all(
    [...Map.groupBy(lines, line => line.flow)].map(async ([name, of]) => {
      const flow = workflows.get(name)
      if (!flow) return []
      const id = `${flow.subject}.id` as never
      const ids = of.map(line => line.record_id) as never
      const query = ctx.db.selectFrom(flow.subject).select(id).where(id, 'in', ids)
      return flow.visible(ctx, query as never).execute() as Promise<Array<{ id: string }>>
    }),
  )
  return new Set(found.flat().map(row => row.id))
}
