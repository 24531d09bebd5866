import { sql } from 'kysely'
import { areaNames } from '#modules/facilities'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { perform, performMany } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { lineFlow } from './counting.ts'
import { type Stocktaking, stocktakingFlow } from './stocktaking.ts'
import { assetFlow } from './workflow.ts'

type Line = RowOf<'stocktaking_line'>

/** What is counted: whatever should be there. What is missing already is looked for, not counted again. */
const counted = ['in_use', 'repair', 'lent', 'scrapping', 'disposing']
export const underWay = ['counting', 'explaining', 'confirming']

/**
 * The books as they are now: one line for each thing. Written at once, without an action each: a line has no story
 * before it is counted.
 */
export async function snapshot(ctx: Ctx, row: Stocktaking): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('stocktaking', ${ctx.centre.id}))`.execute(ctx.db)
  let query = ctx.db
    .selectFrom('asset')
    .select(['id', 'state', 'number', 'name', 'area_id', 'place', 'keeper_id', 'cost_fen'])
    .where('state', 'in', counted)
    .limit(mostCounted + 1)
  if (row.area_id) query = query.where('area_id', '=', row.area_id)
  const [assets, areas] = await Promise.all([query.execute(), areaNames(ctx)])
  if (assets.length === 0) throw conflict('这个范围里还没有登记资产，没有可以盘点的。')
  if (assets.length > mostCounted) throw conflict(`一次最多盘点 ${mostCounted} 件，请按功能区分别发起。`)
  await refuseOverlap(ctx, row)
  const lines = assets.map(({ id, state, area_id, place, ...asset }) => ({
    ...asset,
    id: newId(),
    state: 'waiting',
    stocktaking_id: row.id,
    asset_id: id,
    stood: state,
    area_id,
    place: placeWords(areas, area_id, place),
  }))
  for (let at = 0; at < lines.length; at += 500)
    await ctx.db
      .insertInto('stocktaking_line')
      .values(lines.slice(at, at + 500))
      .execute()
}
const mostCounted = 5_000

/** '1 号直播间 · 二楼 203' */
export const placeWords = (
  areas: ReadonlyMap<string, string>,
  areaId: string | null,
  place: string | null,
): string => [areaId && areas.get(areaId), place].filter(Boolean).join(' · ')

/** A thing is counted in one stock-taking at a time, or it would be unclear in which it was found. */
async function refuseOverlap(ctx: Ctx, row: Stocktaking): Promise<void> {
  const assets = ctx.db.selectFrom('asset').select('id')
  const other = await ctx.db
    .selectFrom('stocktaking')
    .innerJoin('stocktaking_line', 'stocktaking_line.stocktaking_id', 'stocktaking.id')
    .select('stocktaking.name')
    .where('stocktaking.state', 'in', underWay)
    .where('stocktaking.id', '!=', row.id)
    .$if(row.area_id !== null, found =>
      found.where('stocktaking_line.asset_id', 'in', assets.where('area_id', '=', row.area_id)),
    )
    .limit(1)
    .executeTakeFirst()
  if (other) throw conflict(`「${other.name}」还没有结束，有资产正在那里盘点；请先完成或作废。`)
}

/** Somebody has a hand in it: from then on they do not confirm it. The stock-taking is held until they are done. */
export async function takePart(ctx: Ctx, line: Line): Promise<void> {
  const { state } = await ctx.db
    .updateTable('stocktaking')
    .set({
      took_part: sql`case when ${ctx.actor.staffId}::uuid = any (took_part) then took_part
        else array_append(took_part, ${ctx.actor.staffId}::uuid) end`,
    })
    .where('id', '=', line.stocktaking_id)
    .returning('state')
    .executeTakeFirstOrThrow()
  if (state !== 'counting' && state !== 'explaining')
    throw conflict(`这次盘点现为「${stocktakingFlow.states[state as 'done'].label}」，不能再清点或说明。`)
}

/** Once the last one is counted, what differs is to be explained. */
export async function moveOn(ctx: Ctx, line: Line): Promise<void> {
  const { state } = await ctx.db
    .selectFrom('stocktaking')
    .select('state')
    .where('id', '=', line.stocktaking_id)
    .executeTakeFirstOrThrow()
  if (state !== 'counting') return
  const open = await openLines(ctx, line.stocktaking_id)
  if (!open.has('waiting') && open.has('differing'))
    await perform({ ...ctx, actor: system }, stocktakingFlow, 'allCounted', line.stocktaking_id)
}

/** How many lines still wait to be counted or explained, by state. */
async function openLines(ctx: Ctx, id: string): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('stocktaking_line')
    .select(['state', ({ fn }) => fn.countAll<number>().as('n')])
    .where('stocktaking_id', '=', id)
    .where('state', 'in', ['waiting', 'differing'])
    .groupBy('state')
    .execute()
  return new Map(rows.map(row => [row.state, row.n]))
}

export async function refuseWhileOpen(ctx: Ctx, row: Stocktaking): Promise<undefined> {
  const open = await openLines(ctx, row.id)
  const { waiting = 0, differing = 0 } = Object.fromEntries(open)
  if (waiting + differing > 0) throw conflict(`还有 ${waiting} 件没有清点、${differing} 件差异没有说明。`)
}

/** Lines in a state that nobody is working on at this moment: whoever is holds the line and waits for us. */
const freeLines = async (ctx: Ctx, row: Stocktaking, state: string): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('stocktaking_line')
      .select('id')
      .where('stocktaking_id', '=', row.id)
      .where('state', '=', state)
      .orderBy('number')
      .forUpdate()
      .skipLocked()
      .execute()
  ).map(line => line.id)

/** Whatever was not found by now is not there; what somebody is just finding is left to them. */
export async function loseTheRest(ctx: Ctx, row: Stocktaking): Promise<void> {
  await performMany(ctx, lineFlow, 'lose', await freeLines(ctx, row, 'waiting'))
}

export async function callOff(ctx: Ctx, row: Stocktaking): Promise<void> {
  const free = await freeLines(ctx, row, 'differing')
  if (free.length < ((await openLines(ctx, row.id)).get('differing') ?? 0))
    throw conflict('有人正在清点或说明，请过一会儿再作废。')
  await performMany({ ...ctx, actor: system }, lineFlow, 'drop', free)
}

/** What was found becomes what the books say; where a thing has moved on since, it stays as it is now. */
export async function applyFindings(ctx: Ctx, row: Stocktaking): Promise<void> {
  const lines = await ctx.db
    .selectFrom('stocktaking_line')
    .select(['asset_id', 'remedy', 'note', 'explanation', 'found_area_id', 'found_place'])
    .where('stocktaking_id', '=', row.id)
    .where('state', '=', 'explained')
    .limit(mostCounted)
    .execute()
  const bySystem = { ...ctx, actor: system }
  for (const line of lines) {
    const done = {
      correct: ['relocate', { area_id: line.found_area_id ?? undefined, place: line.found_place ?? '' }],
      repair: ['sendToRepair', { fault: `盘点发现：${line.note}` }],
      write_down: ['loseTrack', { reason: line.explanation }],
    }[line.remedy ?? ''] as [string, Record<string, unknown>] | undefined
    if (done) await performMany(bySystem, assetFlow, done[0], [line.asset_id], done[1])
  }
}
