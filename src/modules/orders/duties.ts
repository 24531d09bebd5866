import { assignCases, handleCases, seesCases } from '#modules/cases'
import type { Actor, Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, allOf, anyOf, defineDuty, isConcerned, not, type Who } from '#platform/who'

export const editKinds = defineDuty('support.edit', '维护业务支持类别')
export const decideOrders = defineDuty('order.decide', '裁定服务订单')

/** What every record of an order carries: the two sides, and who asked on the recipient's behalf. */
export interface Sides {
  party_id: string
  provider_party_id: string
  proxy_identity_id: string | null
}

export const isRecipient = (actor: Actor, row: Sides): boolean =>
  actor.parties.includes(row.party_id) ||
  (row.proxy_identity_id !== null &&
    row.proxy_identity_id === actor.identityId &&
    (actor.proxies ?? []).includes(row.party_id))

export const isProvider = (actor: Actor, row: Sides): boolean => actor.parties.includes(row.provider_party_id)

export const recipient: Addressee<Sides> = {
  says: '服务对象',
  test: isRecipient,
  address: row => ({ party_id: row.party_id }),
}
export const provider: Addressee<Sides> = {
  says: '服务商',
  test: isProvider,
  address: row => ({ party_id: row.provider_party_id }),
}

/** With `not`: nobody works on, or decides, what is their own on either side, by whichever of their accounts. */
export const ownOrder: Who<Sides> = {
  says: '双方本人',
  test: (actor, row) =>
    isConcerned(actor, row) ||
    isConcerned(actor, { party_id: row.provider_party_id }) ||
    isRecipient(actor, row),
}

/** Staff who work on cases act on orders too: a colleague on leave holds nobody up. */
export const handler: Who<Sides> = allOf<Sides>(anyOf(handleCases, assignCases), not(ownOrder))
/** 裁定: by the director, never on an order of one's own. */
export const decider: Who<Sides> = allOf<Sides>(decideOrders, not(ownOrder))

export type Side = 'recipient' | 'provider' | 'centre'
/** For which side the actor reads and acts; staff who are a side themselves are that side. */
export const sideOf = (actor: Actor, row: Sides): Side =>
  isRecipient(actor, row) ? 'recipient' : isProvider(actor, row) ? 'provider' : 'centre'

type Table = 'service_order' | 'milestone' | 'order_amendment' | 'order_payment' | 'warranty_claim'

/**
 * Who may know of an order and what belongs to it: both sides, and whoever sees the centre's cases. Not the firms whose
 * quotes were not chosen.
 */
export const visibleTo =
  (table: Table) =>
  // biome-ignore lint/suspicious/noExplicitAny: one condition for five tables that carry the same three columns
  ({ actor }: Ctx, query: any): any => {
    if (actor.kind === 'system' || seesCases(actor)) return query
    const parties = [noId, ...actor.parties]
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return query.where((eb: any) =>
      eb.or([
        eb(`${table}.party_id`, 'in', parties),
        eb(`${table}.provider_party_id`, 'in', parties),
        eb.and([
          eb(`${table}.party_id`, 'in', [noId, ...(actor.proxies ?? [])]),
          eb(`${table}.proxy_identity_id`, '=', actor.identityId),
        ]),
      ]),
    )
  }
