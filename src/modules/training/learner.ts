import { actsByProxy } from '#modules/parties'
import type { Actor } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Addressee } from '#platform/who'
import type { Enrolment } from './doors.ts'

type Row = Pick<Enrolment, 'identity_id' | 'party_id' | 'proxy_id' | 'proxy_identity_id'>

/** Whoever learns: by their own account, by the recipient's people, or by who enrolled them (代办). */
export const learner: Addressee<Row> = {
  says: '报名人',
  test: (actor, row) => isLearner(actor, row),
  address: row => ({ party_id: row.party_id ?? noId }),
}

export const isLearner = (actor: Actor, row: Row): boolean =>
  (row.identity_id !== null && actor.identityId === row.identity_id) ||
  (row.party_id !== null && actor.parties.includes(row.party_id)) ||
  actsByProxy(actor, row)
