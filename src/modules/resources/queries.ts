import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { foundIds, search } from '#platform/search'

const shown = ['listed', 'due'] as const
const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

export interface PublicFilter {
  question: string
  kind: string
  audience: string
  town: string
}

/** For everyone: what the centre can bring together. No name or number of a person. */
export async function publicResources(ctx: Ctx, filter: PublicFilter, limit: number) {
  let query = ctx.db
    .selectFrom('pooled_resource')
    .select([
      'id',
      'kind',
      'name',
      'holder_name',
      'offers',
      'cost',
      'town',
      'audiences',
      'valid_until',
      'confirmed_on',
    ])
    .where('state', 'in', [...shown])
    .where(eb => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', dayOf(ctx.now))]))
    .orderBy('id', 'desc')
    .limit(limit)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.town) query = query.where(eb => eb.or([eb('town', 'is', null), eb('town', '=', filter.town)]))
  if (filter.audience)
    query = query.where(sql<boolean>`(audiences = '{}' or ${filter.audience} = any (audiences))`)
  if (filter.question) {
    const ids = await foundIds(ctx, filter.question, 'pooled_resource')
    if (ids) query = query.where('id', 'in', [noId, ...ids])
  }
  return query.execute()
}

export const publicResource = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('pooled_resource')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', [...shown])
    .executeTakeFirst()

/** What other centres of the installation have opened. */
export async function openedElsewhere(ctx: Ctx, filter: PublicFilter, limit: number) {
  let query = ctx.db
    .selectFrom('opened_resource')
    .selectAll()
    .where('centre_id', '!=', ctx.centre.id)
    .where(eb => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>=', dayOf(ctx.now))]))
    .orderBy('id', 'desc')
    .limit(limit)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.audience)
    query = query.where(sql<boolean>`(audiences = '{}' or ${filter.audience} = any (audiences))`)
  if (filter.question)
    query = query.where(eb =>
      eb.or([eb('name', 'like', like(filter.question)), eb('offers', 'like', like(filter.question))]),
    )
  return query.execute()
}

export const openedById = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('opened_resource')
    .selectAll()
    .where('id', '=', id)
    .where('centre_id', '!=', ctx.centre.id)
    .executeTakeFirst()

export interface ListFilter {
  question: string
  kind: string
  state: string
  after: string
}

/** 资源台账, newest first, page by key. */
export async function resourceList(ctx: Ctx, filter: ListFilter, limit: number) {
  let query = ctx.db
    .selectFrom('pooled_resource')
    .selectAll()
    .select(eb => [
      eb
        .selectFrom('resource_referral')
        .whereRef('resource_referral.resource_id', '=', 'pooled_resource.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('recommended'),
      eb
        .selectFrom('resource_referral')
        .whereRef('resource_referral.resource_id', '=', 'pooled_resource.id')
        .where('introduced_at', 'is not', null)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('introduced'),
      eb
        .selectFrom('resource_referral')
        .whereRef('resource_referral.resource_id', '=', 'pooled_resource.id')
        .where('state', 'in', ['succeeded', 'closed'])
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('succeeded'),
    ])
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.after) query = query.where('id', '<', filter.after)
  if (filter.question)
    query = query.where(eb =>
      eb.or([eb('name', 'like', like(filter.question)), eb('holder_name', 'like', like(filter.question))]),
    )
  return page(await query.execute(), limit)
}

const page = <R extends { id: string }>(rows: R[], limit: number) => ({
  rows: rows.slice(0, limit),
  next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
})

/** 对接需求台账, newest first, page by key. */
export async function needList(ctx: Ctx, filter: ListFilter, limit: number) {
  let query = ctx.db
    .selectFrom('resource_need')
    .innerJoin('party', 'party.id', 'resource_need.party_id')
    .leftJoin('staff', 'staff.id', 'resource_need.officer_id')
    .selectAll('resource_need')
    .select(['party.name as party', 'staff.name as officer'])
    .select(eb => [
      eb
        .selectFrom('resource_referral')
        .whereRef('resource_referral.need_id', '=', 'resource_need.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('recommended'),
      eb
        .selectFrom('resource_referral')
        .whereRef('resource_referral.need_id', '=', 'resource_need.id')
        .select(({ fn }) => fn.sum<number>('amount_fen').as('n'))
        .as('amount_fen'),
    ])
    .orderBy('resource_need.id', 'desc')
    .limit(limit + 1)
  if (filter.kind) query = query.where('resource_need.kind', '=', filter.kind)
  if (filter.state) query = query.where('resource_need.state', '=', filter.state)
  if (filter.after) query = query.where('resource_need.id', '<', filter.after)
  if (filter.question) {
    const hits = await search(ctx, filter.question, { asStaff: true, subject: 'party', limit: 100 })
    query = query.where(eb =>
      eb.or([
        eb('resource_need.body', 'like', like(filter.question)),
        eb('resource_need.party_id', 'in', [noId, ...hits.map(hit => hit.record_id)]),
      ]),
    )
  }
  return page(await query.execute(), limit)
}

export const referralsOf = (ctx: Ctx, needId: string) =>
  ctx.db
    .selectFrom('resource_referral')
    .innerJoin('pooled_resource', 'pooled_resource.id', 'resource_referral.resource_id')
    .selectAll('resource_referral')
    .select([
      'pooled_resource.holder_name',
      'pooled_resource.contact_name',
      'pooled_resource.contact_phone',
      'pooled_resource.state as resource_state',
    ])
    .where('need_id', '=', needId)
    .orderBy('resource_referral.id')
    .limit(100)
    .execute()

/** Who was recommended this resource, for its page at the desk. */
export const referralsFor = (ctx: Ctx, resourceId: string) =>
  ctx.db
    .selectFrom('resource_referral')
    .innerJoin('party', 'party.id', 'resource_referral.party_id')
    .select([
      'resource_referral.id',
      'resource_referral.need_id',
      'resource_referral.state',
      'recommended_at',
      'party.name as party',
    ])
    .where('resource_id', '=', resourceId)
    .orderBy('resource_referral.id', 'desc')
    .limit(50)
    .execute()

export const needsOfActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('resource_need')
    .selectAll()
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export const resourcesOfActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('pooled_resource')
    .selectAll()
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .where('state', '!=', 'draft')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

/** Who was introduced to the actor as somebody who needs what they hold. */
export const introducedToActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('resource_referral')
    .innerJoin('party', 'party.id', 'resource_referral.party_id')
    .select([
      'resource_referral.id',
      'resource_referral.name',
      'resource_referral.state',
      'party.name as party',
    ])
    .where('holder_party_id', 'in', [noId, ...ctx.actor.parties])
    .where('introduced_at', 'is not', null)
    .orderBy('resource_referral.id', 'desc')
    .limit(100)
    .execute()

/** Open needs and referrals that an officer is in charge of. */
export const needsHeldBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('resource_need')
    .select('id')
    .where('officer_id', '=', staffId)
    .where('state', 'in', ['accepted', 'recommended', 'introduced'])
    .limit(1_000)
    .execute()

export const referralsHeldBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('resource_referral')
    .select('id')
    .where('officer_id', '=', staffId)
    .where('state', 'in', ['offered', 'wanted', 'introduced', 'succeeded'])
    .limit(2_000)
    .execute()

/** Public resources whose validity ends, or nears its end. */
export const ending = (ctx: Ctx, before: string) =>
  ctx.db
    .selectFrom('pooled_resource')
    .select(['id', 'valid_until', 'warned'])
    .where('state', 'in', [...shown])
    .where('valid_until', '<=', before)
    .orderBy('valid_until')
    .limit(1_000)
    .execute()
