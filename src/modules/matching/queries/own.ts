import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { visibleIntroductions } from '../people.ts'

/** The actor's introductions, newest first: those that they asked for, and those that they know of already. */
export const introductionsOfActor = (ctx: Ctx) =>
  visibleIntroductions({ ...ctx, actor: { ...ctx.actor, staffId: null } }, ctx.db.selectFrom('introduction'))
    .innerJoin('party as a', 'a.id', 'introduction.asker_party_id')
    .innerJoin('party as o', 'o.id', 'introduction.owner_party_id')
    .selectAll('introduction')
    .select(['a.name as asker', 'o.name as owner'])
    .where(eb =>
      eb.or([
        eb('asker_party_id', 'in', [noId, ...ctx.actor.parties]),
        eb('owner_party_id', 'in', [noId, ...ctx.actor.parties]),
      ]),
    )
    .orderBy('introduction.id', 'desc')
    .limit(100)
    .execute()
