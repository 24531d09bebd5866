import type { Ctx } from '#platform/ctx'
import type { Round } from '../people.ts'

export interface Issued {
  party_id?: string
  station_id?: string
  name: string
  town: string | null
  small: boolean
}

/** Who reports in a round: the parties on the list, all stations that serve, or the centre. */
export async function reportersOf(ctx: Ctx, row: Round): Promise<Issued[]> {
  const form = await ctx.db
    .selectFrom('report_form')
    .select('reporters')
    .where('id', '=', row.form_id)
    .executeTakeFirstOrThrow()
  if (form.reporters === 'centre') return [{ name: ctx.centre.name, town: null, small: false }]
  if (form.reporters === 'station') {
    const stations = await ctx.db
      .selectFrom('station')
      .select(['id', 'name', 'town'])
      .where('state', 'in', ['open', 'rectifying'])
      .orderBy('code')
      .limit(1_000)
      .execute()
    return stations.map(({ id, name, town }) => ({ station_id: id, name, town, small: true }))
  }
  const parties = await ctx.db
    .selectFrom('report_reporter')
    .innerJoin('party', 'party.id', 'report_reporter.party_id')
    .select(['party.id', 'party.name', 'party.town', 'small'])
    .where('form_code', '=', row.form_code)
    .where('report_reporter.state', '=', 'active')
    .where('party.state', '=', 'active')
    .orderBy('party.name')
    .limit(2_000)
    .execute()
  return parties.map(({ id, name, town, small }) => ({ party_id: id, name, town, small }))
}
