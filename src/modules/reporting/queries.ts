import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Cells, Definition } from './definition.ts'
import type { ReportForm, Round, Sheet } from './people.ts'

export const definitionOf = (form: Pick<ReportForm, 'definition'>): Definition =>
  form.definition as unknown as Definition
export const cellsIn = (row: Pick<Sheet, 'cells'>): Cells => row.cells as unknown as Cells
export const reasonsIn = (row: Pick<Sheet, 'reasons'>): Record<string, string> =>
  row.reasons as unknown as Record<string, string>

export const activeForms = (ctx: Ctx): Promise<ReportForm[]> =>
  ctx.db
    .selectFrom('report_form')
    .selectAll()
    .where('state', '=', 'active')
    .orderBy('code')
    .limit(100)
    .execute()

/** Every version of every form, those in use first. */
export const allForms = (ctx: Ctx) =>
  ctx.db.selectFrom('report_form').selectAll().orderBy('code').orderBy('version', 'desc').limit(300).execute()

export const formById = (ctx: Ctx, id: string): Promise<ReportForm> =>
  ctx.db.selectFrom('report_form').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const roundById = (ctx: Ctx, id: string): Promise<Round> =>
  ctx.db.selectFrom('report_round').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** For a job: what was announced may be gone by the time that it runs. */
export const roundIfThere = (ctx: Ctx, id: string): Promise<Round | undefined> =>
  ctx.db.selectFrom('report_round').selectAll().where('id', '=', id).executeTakeFirst()

/** How many sheets of a round are in each state. */
export async function countByState(ctx: Ctx, roundId: string): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('report')
    .select(({ fn }) => ['state', fn.countAll<number>().as('n')])
    .where('round_id', '=', roundId)
    .groupBy('state')
    .limit(20)
    .execute()
  return new Map(rows.map(row => [row.state, Number(row.n)]))
}

/** States in which the reporter still has something to do. */
export const withReporter = ['due', 'stats', 'head', 'returned'] as const

/** The newest approved correction of each cell, over what was locked. Both stay; this is what holds. */
export async function corrected(
  ctx: Ctx,
  sheets: ReadonlyArray<Pick<Sheet, 'id' | 'cells'>>,
): Promise<Map<string, Cells>> {
  const found = new Map(sheets.map(row => [row.id, { ...cellsIn(row) }]))
  const slips = await ctx.db
    .selectFrom('report_correction')
    .select(['report_id', 'cell', 'new_value'])
    .where('report_id', 'in', [noId, ...found.keys()])
    .where('state', '=', 'approved')
    .orderBy('decided_at')
    .limit(10_000)
    .execute()
  for (const slip of slips) {
    const cells = found.get(slip.report_id)
    if (cells) cells[slip.cell] = Number(slip.new_value)
  }
  return found
}

/** Rounds with what came of them; newest first. */
export async function roundList(
  ctx: Ctx,
  filter: { form: string; state: string },
  page: number,
  size: number,
) {
  const rounds = await ctx.db
    .selectFrom('report_round')
    .selectAll()
    .$if(filter.form !== '', query => query.where('form_code', '=', filter.form))
    .$if(filter.state !== '', query => query.where('state', '=', filter.state))
    .orderBy('lock_on', 'desc')
    .orderBy('id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()
  const counts = await ctx.db
    .selectFrom('report')
    .select(({ fn }) => ['round_id', 'state', fn.countAll<number>().as('n')])
    .where('round_id', 'in', [noId, ...rounds.map(row => row.id)])
    .groupBy(['round_id', 'state'])
    .limit(5_000)
    .execute()
  return rounds.map(row => ({
    ...row,
    counts: new Map(counts.filter(one => one.round_id === row.id).map(one => [one.state, Number(one.n)])),
  }))
}

/** The approved sheets of a round, for sums. */
export const approvedOf = (ctx: Ctx, roundId: string) =>
  ctx.db
    .selectFrom('report')
    .select(['id', 'cells', 'town', 'party_id', 'station_id', 'name', 'filler_name', 'filled_at'])
    .where('round_id', '=', roundId)
    .where('state', '=', 'approved')
    .orderBy('name')
    .limit(5_000)
    .execute()
