import type { Ctx } from '#platform/ctx'
import { normaliseCode, normaliseMobile } from '#platform/identifiers'
import { rateLimit } from '#platform/rate-limit'
import { learnerStates } from './queries/records.ts'

/** How many digits of the ID number somebody gives besides their phone number. */
export const lastDigits = 4

export interface Claimed {
  phone: string
  digits: string
}

/** The learner of this class to whom phone and last digits belong; null where there is none, or more than one. */
export async function identified(ctx: Ctx, classId: string, claimed: Claimed): Promise<string | null> {
  const rows = await ctx.db
    .selectFrom('enrolment')
    .select(['id', 'id_number_encrypted'])
    .where('class_id', '=', classId)
    .where('phone', '=', normaliseMobile(claimed.phone))
    .where('state', 'in', learnerStates)
    .limit(20)
    .execute()
  const digits = normaliseCode(claimed.digits)
  const those = rows.filter(
    row =>
      row.id_number_encrypted !== null &&
      ctx.centre.keys.decrypt(row.id_number_encrypted).slice(-lastDigits) === digits,
  )
  return those.length === 1 ? (those[0]?.id ?? null) : null
}

/** Tries by phone number that is tried, and by device; by address where a device costs nothing. One process at a time. */
const brakes = new Map<number, ReturnType<typeof rateLimit>>()
const byAddress = rateLimit(600)
const hour = 3_600_000
const wrong = new Map<string, { count: number; until: number }>()
/** Wrong digits for one phone number in an hour: past that staff help. */
const mostWrong = 20

export function mayTry(
  perMinute: number,
  { session, device, phone, address }: { session: string; device: string; phone: string; address: string },
  now: Date,
): boolean {
  const brake = brakes.get(perMinute) ?? rateLimit(perMinute)
  brakes.set(perMinute, brake)
  const target = wrong.get(`${session} ${phone}`)
  const spent = target !== undefined && target.until > now.getTime() && target.count >= mostWrong
  return (
    byAddress.allows(address) &&
    brake.allows(`device ${device}`) &&
    brake.allows(`${session} ${phone}`) &&
    !spent
  )
}

export function noteWrong(session: string, phone: string, now: Date): void {
  const key = `${session} ${phone}`
  const known = wrong.get(key)
  if (wrong.size > 20_000) wrong.clear()
  wrong.set(
    key,
    known && known.until > now.getTime()
      ? { ...known, count: known.count + 1 }
      : { count: 1, until: now.getTime() + hour },
  )
}
