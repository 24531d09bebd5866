import type { ExpressionBuilder } from 'kysely'
import type { Actor, Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, anyOf, type Who } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import type { DB } from '../../../db/types.gen.ts'
import { manageContests } from './duties.ts'

export type Contest = RowOf<'contest'>
export type Round = RowOf<'contest_round'>
export type Entry = RowOf<'contest_entry'>
export type Judge = RowOf<'contest_judge'>
export type Sheet = RowOf<'contest_sheet'>
export type Objection = RowOf<'contest_objection'>
export type Prize = RowOf<'contest_prize'>

export const owner: Addressee<Pick<Contest, 'owner_id'>> = {
  says: '负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}
export const inCharge = anyOf(owner, manageContests)

/** Every account that the person has here: as staff, and as a member of the public. */
export const accountsOf = (actor: Actor): string[] =>
  [actor.identityId, actor.twin?.identityId].filter(id => id !== null && id !== undefined)

/** With `not`: whoever judges a contest decides nothing else of it. */
export const itsJudge: Who<{ judge_ids: string[] }> = {
  says: '评委',
  test: (actor, row) => accountsOf(actor).some(id => row.judge_ids.includes(id)),
}

/** Waits for its time, not for a person. */
export const nobody: Addressee<unknown> = { says: '轮到它的时候', test: () => false, address: () => ({}) }

/** Contests that somebody judges or was asked to judge, as a condition: their entries are not shown to that person. */
export const judgedBy = ({ db, actor }: Pick<Ctx, 'db' | 'actor'>) =>
  db
    .selectFrom('contest_judge')
    .select('contest_judge.contest_id')
    .where('contest_judge.state', '!=', 'declined')
    .where(eb =>
      eb.or([
        eb('contest_judge.identity_id', 'in', [noId, ...accountsOf(actor)]),
        eb('contest_judge.staff_id', '=', actor.staffId ?? noId),
      ]),
    )

/** A judge's own row: their account, or while they are only invited, the phone that they sign in with. */
export const isInvited =
  ({ db, actor }: Pick<Ctx, 'db' | 'actor'>) =>
  // biome-ignore lint/suspicious/noExplicitAny: which other tables the query joins does not matter here
  (eb: ExpressionBuilder<DB, any>) =>
    eb.or([
      eb('contest_judge.identity_id', '=', actor.identityId ?? noId),
      eb('contest_judge.staff_id', '=', actor.staffId ?? noId),
      eb.and([
        eb('contest_judge.state', '=', 'invited'),
        eb('contest_judge.staff_id', 'is', null),
        eb(
          'contest_judge.phone',
          '=',
          db
            .selectFrom('identity')
            .select('phone_number')
            .where('identity.id', '=', actor.identityId ?? noId),
        ),
      ]),
    ])
