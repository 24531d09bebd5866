import { sql } from 'kysely'
import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { ownStations, type Sheet } from '../people.ts'
import { withReporter } from '../queries.ts'

export interface SheetFilter {
  question: string
  form: string
  period: string
  state: string
  /** Late by today. */
  late: boolean
  round: string | null
}

/** Sheets for the desk: what is late first, then by name. */
export async function sheetList(ctx: Ctx, filter: SheetFilter, page: number, size: number): Promise<Sheet[]> {
  const today = dayOf(ctx.now)
  return ctx.db
    .selectFrom('report')
    .selectAll()
    .$if(filter.round !== null, query => query.where('round_id', '=', filter.round ?? noId))
    .$if(filter.form !== '', query => query.where('form_code', '=', filter.form))
    .$if(filter.period !== '', query => query.where('period', '=', filter.period))
    .$if(filter.state !== '', query => query.where('state', '=', filter.state))
    .$if(filter.late, query => query.where('state', 'in', [...withReporter]).where('due_on', '<', today))
    .$if(filter.question !== '', query => query.where('name', 'like', `%${filter.question}%`))
    .orderBy(sql`state in ('due', 'stats', 'head', 'returned')`, 'desc')
    .orderBy('due_on', 'desc')
    .orderBy('name')
    .orderBy('id')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute() as Promise<Sheet[]>
}

export const sheetsIn = async (ctx: Ctx, roundId: string, states: readonly string[]): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('report')
      .select('id')
      .where('round_id', '=', roundId)
      .where('state', 'in', [...states])
      .limit(5_000)
      .execute()
  ).map(row => row.id)

/** Who has not handed in, of a round of which the day is over. */
export const lateOf = (ctx: Ctx, roundId: string) =>
  ctx.db
    .selectFrom('report')
    .select(['id', 'name'])
    .where('round_id', '=', roundId)
    .where('state', 'in', [...withReporter])
    .where('due_on', '<', dayOf(ctx.now))
    .orderBy('name')
    .limit(2_000)
    .execute()

/** How many are late, over all rounds. */
export async function lateCount(ctx: Ctx): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('report')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('state', 'in', [...withReporter])
    .where('due_on', '<', dayOf(ctx.now))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** The periods that there are sheets of, newest first. */
export const periodsKnown = async (ctx: Ctx): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('report_round')
      .select('period')
      .distinct()
      .orderBy('period', 'desc')
      .limit(60)
      .execute()
  ).map(row => row.period)

/** One's own, newest first: of the parties one acts for and the station one heads. */
export const ownSheets = (ctx: Ctx): Promise<Sheet[]> =>
  ctx.db
    .selectFrom('report')
    .selectAll()
    .where(eb =>
      eb.or([eb('party_id', 'in', [noId, ...ctx.actor.parties]), eb('station_id', 'in', ownStations(ctx))]),
    )
    .orderBy('due_on', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute() as Promise<Sheet[]>

/** Rounds of which something is due in these days. */
export const roundsDue = (ctx: Ctx, from: Day, until: Day) =>
  ctx.db
    .selectFrom('report_round')
    .selectAll()
    .where('due_on', '<=', until)
    .where('lock_on', '>=', from)
    .orderBy('due_on')
    .limit(200)
    .execute()
