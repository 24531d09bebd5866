import { type Message, message } from '#platform/notify'
import type { Template } from '#platform/templates'
import type { Addressee, Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { manageStations } from './duties.ts'

type Station = RowOf<'station'>

/** Staff see every station, its head their own; whoever holds the phone that was noted, the one they may take over. */
export const visibleStations: Visible<'station'> = ({ actor, db }, query) => {
  if (actor.staffId || actor.kind === 'system') return query
  const phone = db.selectFrom('identity').select('phone_number').where('id', '=', actor.identityId)
  return query.where(eb =>
    eb.or([
      eb('station.head_identity_id', '=', actor.identityId),
      eb.and([eb('station.head_identity_id', 'is', null), eb('station.head_phone', '=', phone)]),
    ]),
  )
}

/** Of records of a station, outside staff its head alone sees any: `visible` tells who that is. */
export const theHead: Who<unknown> = {
  says: '站长',
  test: actor => actor.kind === 'person' && actor.staffId === null,
}

/** Who takes care of the station at the centre, or else whoever manages stations. */
export const keeper: Addressee<{ keeper_id: string | null }> = {
  says: '中心联系人',
  test: (actor, row) =>
    row.keeper_id === null ? manageStations.test(actor, row, noFacts) : actor.staffId === row.keeper_id,
  address: row => (row.keeper_id ? { staff_id: row.keeper_id } : manageStations.address(row)),
}
const noFacts = undefined as never

/** To the head: in the app once they have taken the station over, and by SMS in any case. */
export const toHead = <V extends string>(
  row: Pick<Station, 'head_identity_id' | 'head_phone'>,
  template: Template<V>,
  variables: Record<V, string>,
): Message =>
  message(
    row.head_identity_id ? { identity: row.head_identity_id } : { phone: row.head_phone },
    template,
    variables,
    '/my/station',
  )
