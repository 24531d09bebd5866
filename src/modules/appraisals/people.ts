import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Actor, Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, allOf, holds, isOutsider, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { assess, commission, replyToAppraisal } from './duties.ts'

export type Appraisal = RowOf<'appraisal'>
export type Member = RowOf<'appraisal_member'>
export type Check = RowOf<'appraisal_check'>
export type Finding = RowOf<'appraisal_finding'>

/** States in which the centre and the bureau read scores and findings; before, they are the assessor's work. */
export const issuedStates = ['replying', 'weighing', 'delivered', 'closed'] as const
export const isIssued = (row: Pick<Appraisal, 'state'>): boolean =>
  (issuedStates as readonly string[]).includes(row.state)
/** States in which the evidence room is open, as long as the term lasts. */
export const roomStates = ['working', 'signing', 'replying', 'weighing'] as const

export const inTerm = (row: Pick<Appraisal, 'first_day' | 'last_day'>, now: Date): boolean =>
  dayOf(now) >= row.first_day && dayOf(now) <= row.last_day

export const isOnTeam = (actor: Actor, row: Pick<Appraisal, 'team_ids'>): boolean =>
  holds(actor, assess) && row.team_ids.includes(actor.staffId ?? noId)

/** Who has declared independence, as long as the contract runs. */
export const onTeam: Who<Appraisal> = {
  says: '作过独立性声明的评价人员（合同期内）',
  test: (actor, row, { now }) => isOnTeam(actor, row) && inTerm(row, now),
}

const isHead: Addressee<Appraisal> = {
  says: '评价机构负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.head_id,
  address: row => ({ staff_id: row.head_id }),
}
/** Signs for the assessor; the record waits for them. */
export const head: Addressee<Appraisal> = { ...allOf(isHead, onTeam), address: isHead.address }

/** With `not`: two pairs of eyes see a report before it leaves the house. */
export const drafter: Who<Appraisal> = {
  says: '起草报告的人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.drafted_by,
}

export const readsAll = (actor: Actor): boolean =>
  actor.kind === 'system' || holds(actor, commission, replyToAppraisal)

/** Appraisals that somebody sits on: asked or declared, and not after the term. */
const seatsOf = ({ actor, now }: Ctx, on: string) => sql<boolean>`exists (
  select from appraisal_member m join appraisal a on a.centre_id = m.centre_id and a.id = m.appraisal_id
  where m.appraisal_id = ${sql.ref(on)} and m.staff_id = ${actor.staffId ?? noId}
    and m.state in ('asked', 'declared') and a.last_day >= ${dayOf(now)})`

/** Of those seats only who declared and only within the term: the work itself. */
const worksOn = ({ actor, now }: Ctx, on: string) => sql<boolean>`exists (
  select from appraisal a
  where a.id = ${sql.ref(on)} and ${actor.staffId ?? noId}::uuid = any (a.team_ids)
    and ${dayOf(now)}::date between a.first_day and a.last_day)`

export const visibleAppraisals: Visible<'appraisal'> = (ctx, query) =>
  readsAll(ctx.actor)
    ? query
    : query.where(holds(ctx.actor, assess) ? seatsOf(ctx, 'appraisal.id') : sql<boolean>`false`)

export const visibleMembers: Visible<'appraisal_member'> = (ctx, query) =>
  readsAll(ctx.actor)
    ? query
    : query.where(
        holds(ctx.actor, assess) ? seatsOf(ctx, 'appraisal_member.appraisal_id') : sql<boolean>`false`,
      )

/** Who was called and what they said stays with the assessor. */
export const visibleChecks: Visible<'appraisal_check'> = (ctx, query) =>
  ctx.actor.kind === 'system'
    ? query
    : query.where(
        holds(ctx.actor, assess) ? worksOn(ctx, 'appraisal_check.appraisal_id') : sql<boolean>`false`,
      )

/** Whoever answers and who commissioned read findings once the report is issued. */
export const visibleFindings: Visible<'appraisal_finding'> = (ctx, query) => {
  if (ctx.actor.kind === 'system') return query
  if (readsAll(ctx.actor)) return query.where('appraisal_finding.state', 'not in', ['noted', 'dropped'])
  // What became a problem of 6.2 is read by everybody who works on it.
  if (ctx.actor.staffId && !isOutsider(ctx.actor))
    return query.where('appraisal_finding.raised_id', 'is not', null)
  return query.where(
    holds(ctx.actor, assess) ? worksOn(ctx, 'appraisal_finding.appraisal_id') : sql<boolean>`false`,
  )
}
