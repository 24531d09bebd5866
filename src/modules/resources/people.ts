import type { Actor } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Recipient } from '#platform/notify'
import { type Addressee, holds, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { handleMatches, manageResources, registerMatches, reviewResources } from './duties.ts'

export type PooledResource = RowOf<'pooled_resource'>
export type ResourceNeed = RowOf<'resource_need'>
export type Referral = RowOf<'resource_referral'>

/** Whoever holds the resource, where that is a party of the centre. */
export const holder: Who<Pick<PooledResource, 'party_id'>> = {
  says: '资源的持有人',
  test: (actor, row) => row.party_id !== null && actor.parties.includes(row.party_id),
}

/** Who says whether it is still true: the holder, or else whoever keeps the register. */
export const confirmer: Addressee<PooledResource> = {
  says: '资源的持有人或维护人员',
  test: (actor, row) =>
    manageResources.test(actor, row, undefined as never) || holder.test(actor, row, undefined as never),
  address: row => (row.party_id ? { party_id: row.party_id } : { duty: manageResources.code }),
}

/** The member of staff who brings the two together. */
export const officer: Addressee<{ officer_id: string | null }> = {
  says: '承办人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.officer_id,
  address: row => ({ staff_id: row.officer_id ?? '' }),
}

/** Those who may read of what people need: staff who work on it, and the bureau. */
export const seesNeeds = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null &&
    (actor.organisation === 'bureau' ||
      holds(actor, handleMatches, registerMatches, manageResources, reviewResources)))

/** Staff see every resource, its holder their own; what is public stands on public pages. */
export const visibleResources: Visible<'pooled_resource'> = ({ actor }, query) =>
  actor.staffId || actor.kind === 'system'
    ? query
    : query.where('pooled_resource.party_id', 'in', [noId, ...actor.parties])

export const visibleNeeds: Visible<'resource_need'> = ({ actor }, query) =>
  seesNeeds(actor) ? query : query.where('resource_need.party_id', 'in', [noId, ...actor.parties])

/** Who holds the resource learns of whoever needs it once both were introduced, and not before. */
export const visibleReferrals: Visible<'resource_referral'> = ({ actor }, query) =>
  seesNeeds(actor)
    ? query
    : query.where(eb =>
        eb.or([
          eb('resource_referral.party_id', 'in', [noId, ...actor.parties]),
          eb.and([
            eb('resource_referral.holder_party_id', 'in', [noId, ...actor.parties]),
            eb('resource_referral.introduced_at', 'is not', null),
          ]),
        ]),
      )

/** The holder: in the app where it is a party, by its number where that can take an SMS. */
export const toHolder = (row: Pick<PooledResource, 'party_id' | 'contact_phone'>): Recipient | null =>
  row.party_id
    ? { party: row.party_id }
    : /^1[3-9]\d{9}$/.test(row.contact_phone)
      ? { phone: row.contact_phone }
      : null
