import type { ExpressionBuilder } from 'kysely'
import { actsByProxy } from '#modules/parties'
import type { Actor } from '#platform/ctx'
import { noId } from '#platform/ids'
import { anyOf, applicant, defineDuty, holds, type Who } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import type { DB } from '../../../db/types.gen.ts'

export const registerCases = defineDuty('case.register', '窗口登记')
export const acceptCases = defineDuty('case.accept', '受理办件')
export const assignCases = defineDuty('case.assign', '分派与转办')
export const handleCases = defineDuty('case.handle', '承办办件')
export const readCases = defineDuty('case.read', '查阅全部办件')

/** Those who work on cases; whoever only reads them writes nothing there. */
export const caseWork = [registerCases, acceptCases, assignCases, handleCases] as const
export const caseWorker = anyOf(...caseWork)

/** Every duty that opens the cases of the centre to a member of staff. */
export const caseDuties = [readCases, ...caseWork] as const

interface AppliedFor {
  party_id: string
  proxy_id: string | null
  applicant_identity_id: string | null
}

/** 代办: whoever asked for it on somebody's behalf, as long as that person's mandate lasts. */
const whoAskedForThem: Who<RowOf<'service_case'>> = {
  says: '代办人',
  test: (actor, row) => isProxy(actor, row),
}
const isProxy = (actor: Actor, row: AppliedFor): boolean =>
  actsByProxy(actor, { ...row, proxy_identity_id: row.applicant_identity_id })

/** The side that asked: the party itself, and who acts for it in this. */
export const applicants = anyOf<RowOf<'service_case'>>(applicant, whoAskedForThem)
export const isApplicant = (actor: Actor, row: AppliedFor): boolean =>
  actor.parties.includes(row.party_id) || isProxy(actor, row)

/** The same as a condition of a query on `service_case`. */
export const askedBy =
  ({ identityId, parties, proxies = [] }: Actor) =>
  // biome-ignore lint/suspicious/noExplicitAny: which other tables the query joins does not matter here
  (eb: ExpressionBuilder<DB, any>) =>
    eb.or([
      eb('service_case.party_id', 'in', [noId, ...parties]),
      eb.and([
        eb('service_case.party_id', 'in', [noId, ...proxies]),
        eb('service_case.applicant_identity_id', '=', identityId),
        eb('service_case.proxy_id', 'is not', null),
      ]),
    ])

export const seesCases = (actor: Actor): boolean => holds(actor, ...caseDuties)
