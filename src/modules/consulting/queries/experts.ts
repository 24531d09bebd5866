import { sql } from 'kysely'
import { staffOfCentre } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Candidate } from '../recommending.ts'

const openStates = ['offered', 'accepted'] as const

/** How many questions an expert has now. */
export async function openOfExpert(ctx: Ctx, expertId: string): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('consultation_transfer')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('expert_id', '=', expertId)
    .where('state', 'in', [...openStates])
    .executeTakeFirstOrThrow()
  return n
}

/** Experts with their load: of the pool, those in it first. */
export const experts = (ctx: Ctx, options: { ended?: boolean } = {}) =>
  ctx.db
    .selectFrom('consulting_expert')
    .selectAll()
    .select(eb => [
      eb
        .selectFrom('consultation_transfer')
        .whereRef('consultation_transfer.expert_id', '=', 'consulting_expert.id')
        .where('consultation_transfer.state', 'in', [...openStates])
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('open'),
      eb
        .selectFrom('consultation_transfer')
        .whereRef('consultation_transfer.expert_id', '=', 'consulting_expert.id')
        .where('consultation_transfer.state', '=', 'answered')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('answered'),
    ])
    .$if(!options.ended, query => query.where('state', '=', 'active'))
    .orderBy('state')
    .orderBy('name')
    .limit(200)
    .execute()

/** The pool as it is chosen from. */
export async function candidates(ctx: Ctx): Promise<Candidate[]> {
  const [rows, names, people] = await Promise.all([experts(ctx), topicNames(ctx), staffOfCentre(ctx)])
  const away = new Map(people.map(one => [one.id, one.away_until]))
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    introduction: row.introduction,
    kinds: row.kinds,
    topics: row.topic_ids.flatMap(id => names.get(id) ?? []),
    leaves: row.leaves as unknown as Candidate['leaves'],
    awayUntil: (row.staff_id && away.get(row.staff_id)) || null,
    open: row.open,
    mostOpen: row.most_open,
    ready: row.staff_id !== null || row.identity_id !== null,
  }))
}

export async function topicNames(ctx: Ctx): Promise<Map<string, string>> {
  const rows = await ctx.db.selectFrom('knowledge_topic').select(['id', 'name']).limit(300).execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

/** Topics that a question speaks of: their names, or half of them, stand in it. */
export async function topicsIn(ctx: Ctx, question: string): Promise<string[]> {
  const names = [...new Set((await topicNames(ctx)).values())]
  const halves = (name: string) => name.match(/.{2}/gu) ?? [name]
  return names.filter(name => halves(name).some(half => question.includes(half)))
}

/** What the actor is as an expert: taken on, or still to be taken on with their phone. */
export const ownExperts = (ctx: Ctx) => {
  const { identityId } = ctx.actor
  const phone = ctx.db.selectFrom('identity').select('phone_number').where('id', '=', identityId)
  return ctx.db
    .selectFrom('consulting_expert')
    .selectAll()
    .where('state', '=', 'active')
    .where(eb =>
      eb.or([
        eb('identity_id', '=', identityId ?? noId),
        eb.and([eb('identity_id', 'is', null), eb('phone', '=', phone)]),
      ]),
    )
    .limit(5)
    .execute()
}

/** What was passed on to the actor from outside the centre's staff: as an expert or as a provider. */
export const ownTransfers = (ctx: Ctx) =>
  ctx.db
    .selectFrom('consultation_transfer')
    .innerJoin('consultation', 'consultation.id', 'consultation_transfer.consultation_id')
    .leftJoin('task', join =>
      join
        .onRef('task.record_id', '=', 'consultation_transfer.id')
        .on('task.flow', '=', 'consultation_transfer')
        .on('task.closed_at', 'is', null),
    )
    .select([
      'consultation_transfer.id',
      'consultation_transfer.state',
      'consultation_transfer.question',
      'consultation_transfer.offered_at',
      'consultation.kind',
      'task.due_at',
    ])
    .where(eb =>
      eb.or([
        eb('consultation_transfer.identity_id', '=', ctx.actor.identityId ?? noId),
        eb('consultation_transfer.party_id', 'in', [noId, ...ctx.actor.parties]),
      ]),
    )
    .orderBy(sql`consultation_transfer.state in ('offered', 'accepted')`, 'desc')
    .orderBy('consultation_transfer.id', 'desc')
    .limit(50)
    .execute()

export const offices = (ctx: Ctx, options: { ended?: boolean } = {}) =>
  ctx.db
    .selectFrom('government_office')
    .selectAll()
    .$if(!options.ended, query => query.where('state', '=', 'active'))
    .orderBy('state')
    .orderBy('name')
    .limit(200)
    .execute()
