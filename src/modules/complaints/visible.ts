import type { Ctx } from '#platform/ctx'
import { holds } from '#platform/who'
import type { Visible } from '#platform/workflow'
import { bureauComplaints, seesComplaints } from './duties.ts'

/**
 * Who may know of a complaint: whoever complained, signed in or by the receipt code; staff who work on complaints, but
 * never those whom it is about; and of what is about the centre itself the bureau alone.
 */
export const visibleComplaints: Visible<'complaint'> = ({ actor }: Ctx, query) => {
  if (actor.kind === 'system') return query
  if (actor.holdsCodeOf) return query.where('complaint.id', '=', actor.holdsCodeOf)
  const { identityId, staffId } = actor
  return query.where(eb => {
    const own = identityId === null ? [] : [eb('complaint.identity_id', '=', identityId)]
    if (staffId === null || !seesComplaints(actor)) return eb.or([...own, eb('complaint.id', 'is', null)])
    const notAboutThem = eb.not(eb(eb.val(staffId), '=', eb.fn.any('complaint.concerned_ids')))
    const theirs = holds(actor, bureauComplaints)
      ? notAboutThem
      : eb.and([notAboutThem, eb('complaint.for_bureau', '=', false)])
    return eb.or([...own, theirs])
  })
}
