import { manageTeam, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { profileOf } from '#platform/profile'
import { type About, isGrievance, type Kind } from './codes.ts'

export interface Given {
  kind: Kind
  about: About
  case_id?: string | undefined
  provider_id?: string | undefined
  staff_id?: string | undefined
  body: string
}

export interface Route {
  /** About the centre, its director or its operator. */
  for_bureau: boolean
  /** Staff whom it is about. */
  concerned_ids: string[]
  /** Of the case that it is about: whose it is. */
  party_id: string | null
}

/**
 * Where a complaint goes. The bureau gets what is about the centre, its operator or its director: chosen so, by the case
 * that the director handles, or because the text names them. That costs the bureau a glance too many rather than the
 * complainant a glance too few.
 */
export async function routeOf(ctx: Ctx, given: Given): Promise<Route> {
  const [directors, serviceCase, provider] = await Promise.all([
    staffWithDuty(ctx, manageTeam),
    given.case_id ? caseOf(ctx, given.case_id) : null,
    given.provider_id ? providerOf(ctx, given.provider_id) : null,
  ])
  const concerned_ids = [given.staff_id, serviceCase?.assignee_id].filter(id => typeof id === 'string')
  const { operator } = profileOf(ctx.centre)
  const named = [...directors.map(one => one.name), operator].filter(name => name.length > 1)
  const ofCentre =
    given.about === 'centre' ||
    directors.some(one => concerned_ids.includes(one.id)) ||
    (operator !== '' && provider?.name === operator) ||
    named.some(name => given.body.includes(name))
  return {
    for_bureau: isGrievance(given) && ofCentre,
    concerned_ids,
    party_id: serviceCase?.party_id ?? null,
  }
}

async function caseOf(ctx: Ctx, id: string) {
  const found = await ctx.db
    .selectFrom('service_case')
    .select(['assignee_id', 'party_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw invalid({ case_id: '这件办件不存在，请重新选择。' })
  return found
}

async function providerOf(ctx: Ctx, id: string) {
  const found = await ctx.db.selectFrom('provider').select('name').where('id', '=', id).executeTakeFirst()
  if (!found) throw invalid({ provider_id: '这家服务商不存在，请重新选择。' })
  return found
}
