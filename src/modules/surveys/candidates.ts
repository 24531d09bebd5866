import { type Day, dayOf, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { addMonths } from '#platform/periods'
import { noPhone } from '#platform/personal-data'
import { type Served, servedSources } from '#platform/served'
import { oneEach } from './frame.ts'
import { restMonths } from './settings.ts'

/** Of one source; a county has a few thousand in a quarter. */
const mostServed = 20_000

export interface Candidate {
  ref: string
  service_key: string
  service_name: string
  town: string | null
  identity_id: string | null
  phone: string
  near: string[]
}
export interface Candidates {
  people: Candidate[]
  /** Left out: asked not long ago, do not want to be asked, left neither account nor phone. */
  recent: number
  declined: number
  unreachable: number
}

/**
 * Everybody who was really served in that time, each once, without those who are to be left in peace. Who has an account is
 * known by its phone, others by the phone that they left. Sorted by service, town and code, so that the list is the same
 * whoever makes it.
 */
export async function candidatesOf(
  ctx: Ctx,
  span: { first: Day; last: Day },
  surveyId: string,
): Promise<Candidates> {
  const served: Served[] = []
  for (const source of servedSources.values()) served.push(...(await source.list(ctx, span, mostServed)))
  const [phones, staff] = await Promise.all([phonesOf(ctx, served), staffPhones(ctx)])
  const known = served.map(one => {
    const phone = (one.identityId && phones.get(one.identityId)) || (one.phone === noPhone ? '' : one.phone)
    const person = phone || one.identityId || ''
    return { ...one, phone, person, service: one.serviceKey, at: one.servedAt }
  })
  const reachable = known.filter(one => one.person !== '' && !staff.has(one.phone))
  // Whoever served them in anything.
  const near = (person: string) => [...new Set(dealings.get(person)?.flatMap(one => [...one.servedBy]))]
  const dealings = Map.groupBy(reachable, one => one.person)
  const all = oneEach(reachable).map(one => ({
    ref: refOf(ctx, one.person),
    ...{ service_key: one.serviceKey, service_name: one.serviceName.slice(0, 60), town: one.town },
    ...{ identity_id: one.identityId, phone: one.phone, near: near(one.person) },
  }))
  const [declined, recent] = await Promise.all([declinedOf(ctx), recentOf(ctx, surveyId)])
  const willing = all.filter(one => !declined.has(one.ref))
  const people = willing.filter(one => !recent.has(one.ref)).sort(inOrder)
  return {
    people,
    ...{ recent: willing.length - people.length, declined: all.length - willing.length },
    unreachable: known.filter(one => one.person === '').length,
  }
}

/** A code of the person that is the same in every survey of the centre, and leads back to nobody without its key. */
export const refOf = (ctx: Ctx, person: string): string =>
  ctx.centre.keys.hash(`survey person ${person}`).slice(0, 20)

const inOrder = (a: Candidate, b: Candidate): number => (sortKey(a) < sortKey(b) ? -1 : 1)
const sortKey = (one: Candidate): string => `${one.service_key}\n${one.town ?? ''}\n${one.ref}`

async function phonesOf(ctx: Ctx, served: readonly Served[]): Promise<Map<string, string>> {
  const ids = [...new Set(served.flatMap(one => (one.identityId ? [one.identityId] : [])))]
  const phones = new Map<string, string>()
  for (let at = 0; at < ids.length; at += 1_000)
    for (const row of await ctx.db
      .selectFrom('identity')
      .select(['id', 'phone_number'])
      .where('id', 'in', ids.slice(at, at + 1_000))
      .execute())
      if (row.phone_number) phones.set(row.id, row.phone_number)
  return phones
}

/** Staff do not evaluate themselves. */
async function staffPhones(ctx: Ctx): Promise<Set<string | null>> {
  const rows = await ctx.db
    .selectFrom('staff')
    .select('phone')
    .where('phone', 'is not', null)
    .limit(2_000)
    .execute()
  return new Set(rows.map(row => row.phone))
}

async function declinedOf(ctx: Ctx): Promise<Set<string>> {
  const rows = await ctx.db.selectFrom('survey_refusal').select('ref').limit(100_000).execute()
  return new Set(rows.map(row => row.ref))
}

async function recentOf(ctx: Ctx, surveyId: string): Promise<Set<string>> {
  const months = restMonths.of(ctx.centre)
  if (months === 0) return new Set()
  const rows = await ctx.db
    .selectFrom('survey_invitation')
    .innerJoin('survey', 'survey.id', 'survey_invitation.survey_id')
    .select('ref')
    .where('survey.drawn_at', '>', startOfDay(addMonths(dayOf(ctx.now), -months)))
    .where('survey.id', 'not in', [noId, surveyId])
    .limit(100_000)
    .execute()
  return new Set(rows.map(row => row.ref))
}
