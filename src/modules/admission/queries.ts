import { sql } from 'kysely'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { reviewFlow } from './review.ts'

export interface AdmissionFilter {
  question: string
  state: string
  after: string
}

/** Applications, newest first, page by page. */
export async function admissionList(ctx: Ctx, { question, state, after }: AdmissionFilter, limit: number) {
  let found = ctx.db
    .selectFrom('admission')
    .select(['id', 'name', 'code', 'state', 'score', 'at_counter', 'applied_at', 'ended_at', 'refusal'])
    .select(eb =>
      eb
        .selectFrom('task')
        .select('due_at')
        .where('flow', '=', 'admission')
        .whereRef('record_id', '=', 'admission.id')
        .where('closed_at', 'is', null)
        .limit(1)
        .as('due_at'),
    )
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (state) found = found.where('state', '=', state)
  if (after) found = found.where('id', '<', after)
  if (question)
    found = found.where(eb =>
      eb.or([
        eb(sql`strpos(name, ${question})`, '>', 0 as never),
        eb('code', '=', question.trim().toUpperCase()),
      ]),
    )
  const rows = await found.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}

/** What everybody may read of applications: which firms are in 公示, and which came in lately. */
export const publicAdmissions = (ctx: Ctx, states: readonly string[], limit: number) =>
  ctx.db
    .selectFrom('admission')
    .select(['id', 'state', 'name', 'code', 'introduction', 'offers', 'score', 'provider_id', 'ended_at'])
    .where('state', 'in', [...states])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Firms that left the directory, latest first. */
export const publicExits = (ctx: Ctx) =>
  ctx.db
    .selectFrom('provider_exit')
    .select(['name', 'enforced', 'ended_at'])
    .where('state', '=', 'left')
    .orderBy('ended_at', 'desc')
    .limit(20)
    .execute()

/** The sheets of one application that the reader may see; of the others only whose they are and whether they are in. */
export async function reviewsOf(ctx: Ctx, admissionId: string) {
  const all = await ctx.db
    .selectFrom('admission_review')
    .selectAll()
    .where('admission_id', '=', admissionId)
    .orderBy('id')
    .limit(50)
    .execute()
  const open = await reviewFlow
    .visible(ctx, ctx.db.selectFrom('admission_review').select('admission_review.id') as never)
    .where('admission_review.admission_id', '=', admissionId)
    .execute()
  const shown = new Set((open as unknown as Array<{ id: string }>).map(row => row.id))
  const names = await staffNames(
    ctx,
    all.map(row => row.reviewer_id),
  )
  return all.map(row => ({
    row,
    reviewer: names.get(row.reviewer_id) ?? '',
    hidden: !shown.has(row.id),
  }))
}

export const objectionsOf = (ctx: Ctx, admissionId: string) =>
  ctx.db
    .selectFrom('admission_objection')
    .selectAll()
    .where('admission_id', '=', admissionId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export const ownAdmissions = (ctx: Ctx) =>
  ctx.db
    .selectFrom('admission')
    .select(['id', 'name', 'state', 'applied_at'])
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export const ownExits = (ctx: Ctx) =>
  ctx.db
    .selectFrom('provider_exit')
    .select(['id', 'name', 'state', 'asked_at'])
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export const exitList = (ctx: Ctx) =>
  ctx.db.selectFrom('provider_exit').selectAll().orderBy('id', 'desc').limit(300).execute()
