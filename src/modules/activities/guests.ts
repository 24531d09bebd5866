import { actsByProxy } from '#modules/parties'
import type { Actor } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Addressee } from '#platform/who'
import type { Registration } from './registration.ts'

/** Whoever registered, by whichever of the recipient's people. */
export const guest: Addressee<Pick<Registration, 'party_id' | 'proxy_id' | 'proxy_identity_id'>> = {
  says: '报名人',
  test: (actor, row) => isGuest(actor, row),
  address: row => ({ party_id: row.party_id ?? noId }),
}
/** Or who registered on their behalf (代办). */
export const isGuest = (
  actor: Actor,
  row: Pick<Registration, 'party_id' | 'proxy_id' | 'proxy_identity_id'>,
): boolean => (row.party_id !== null && actor.parties.includes(row.party_id)) || actsByProxy(actor, row)
