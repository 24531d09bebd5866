import type { Ctx } from '#platform/ctx'
import type { Complaint } from './duties.ts'
import { alikeWithin } from './settings.ts'
import { visibleComplaints } from './visible.ts'

/** Words in common, as a share of the shorter text, from which two are taken for the same matter. */
const alikeFrom = 0.3
const mostShown = 5

/** Texts are compared by their pairs of characters: words cut differently still meet. */
export async function wordsIn(text: string): Promise<string[]> {
  const { indexTokens } = await import('#platform/tokens')
  return indexTokens(text).filter(token => /^\p{Script=Han}{2}$/u.test(token))
}

export const likeness = (one: readonly string[], other: readonly string[]): number => {
  const shorter = Math.min(one.length, other.length)
  const known = new Set(other)
  return shorter === 0 ? 0 : one.filter(word => known.has(word)).length / shorter
}

export interface Alike {
  id: string
  number: string
  state: string
  excerpt: string
  /** It may still be joined. */
  open: boolean
  samePhone: boolean
  share: number
}

const open = ['submitted', 'accepted', 'handling', 'reviewing', 'disputed']

/**
 * Earlier ones that may be the same matter: from the same phone, or about the same respondent in similar words. For
 * whoever decides on acceptance; only among those that go the same way (the centre's, or the bureau's).
 */
export async function alikeTo(ctx: Ctx, row: Complaint): Promise<Alike[]> {
  const since = new Date(row.submitted_at.getTime() - alikeWithin.of(ctx.centre) * 86_400_000)
  const rows = await visibleComplaints(ctx, ctx.db.selectFrom('complaint'))
    .select([
      'id',
      'number',
      'state',
      'body',
      'tokens',
      'contact_phone',
      'about',
      'case_id',
      'provider_id',
      'staff_id',
      'place',
    ])
    .where('complaint.for_bureau', '=', row.for_bureau)
    .where('complaint.submitted_at', '>=', since)
    .where('complaint.id', '<', row.id)
    .where('complaint.state', 'not in', ['merged', 'withdrawn'])
    .orderBy('complaint.id', 'desc')
    .limit(300)
    .execute()
  return rows
    .map(one => ({
      id: one.id,
      number: one.number,
      state: one.state,
      excerpt: one.body.length > 60 ? `${one.body.slice(0, 60)}…` : one.body,
      open: open.includes(one.state),
      samePhone: row.contact_phone !== null && one.contact_phone === row.contact_phone,
      sameRespondent: sameRespondent(one, row),
      share: likeness(row.tokens, one.tokens),
    }))
    .filter(one => one.samePhone || (one.sameRespondent && one.share >= alikeFrom))
    .sort((a, b) => b.share - a.share)
    .slice(0, mostShown)
}

type Respondent = Pick<Complaint, 'about' | 'case_id' | 'provider_id' | 'staff_id' | 'place'>
const sameRespondent = (one: Respondent, other: Respondent): boolean =>
  one.about === other.about &&
  one.case_id === other.case_id &&
  one.provider_id === other.provider_id &&
  one.staff_id === other.staff_id
