import { sql } from 'kysely'
import { type SubCentreKind, subCentres } from '#modules/facilities'
import type { Ctx } from '#platform/ctx'

/** Premises in use, open sub-centres, and when they or the centre's own particulars last changed. */
export async function placesOf(ctx: Ctx) {
  const [premises, open, { at }] = await Promise.all([
    ctx.db
      .selectFrom('premises')
      .select(['id', 'name', 'address'])
      .where('state', '=', 'in_use')
      .orderBy('id')
      .limit(100)
      .execute(),
    ctx.db
      .selectFrom('sub_centre')
      .select(['id', 'kind', 'place', 'hours', 'introduction'])
      .where('state', '=', 'open')
      .orderBy('id')
      .limit(8)
      .execute(),
    ctx.db
      .selectNoFrom(eb =>
        sql<Date | null>`greatest(${eb
          .selectFrom('journal')
          .select(({ fn }) => fn.max('at').as('at'))
          .where('flow', 'in', ['premises', 'sub_centre'])}, ${eb
          .selectFrom('setting_change')
          .select(({ fn }) => fn.max('at').as('at'))
          .where('code', 'like', 'centre.%')})`.as('at'),
      )
      .executeTakeFirstOrThrow(),
  ])
  const named = open.map(one => ({ ...one, name: subCentres[one.kind as SubCentreKind].label }))
  return { premises, subCentres: named, changedAt: at }
}
