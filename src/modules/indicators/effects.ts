import { sql } from 'kysely'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { perform } from '#platform/perform'
import { isPeriod, periodFrom } from '#platform/periods'
import type { RowOf } from '#platform/workflow'
import { entryOf, versionsOf } from './dictionary.ts'
import { type Asking, heldOf, type NewIndicator, type NewVersion } from './inputs.ts'
import { sumTowns } from './reporting.ts'
import type { Definition } from './standard.ts'
import { valuesOf } from './values.ts'
import { versionFlow } from './version.ts'
import { indicatorFlow, type Settled } from './workflow.ts'

type Correction = RowOf<'indicator_correction'>

/** The code of what a centre adds itself: 'local.a', 'local.b' … It never changes and never comes again. */
export async function nextCode(ctx: Ctx): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended('indicator code', ${ctx.centre.id}))`.execute(
    ctx.db,
  )
  const { n } = await ctx.db
    .selectFrom('indicator')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('code', 'like', 'local.%')
    .executeTakeFirstOrThrow()
  return `local.${letters(n + 1)}`
}

const letters = (n: number): string =>
  n === 0 ? '' : letters(Math.floor((n - 1) / 26)) + String.fromCharCode(97 + ((n - 1) % 26))

export const definitionOf = (one: Definition): Definition => ({
  ...{ label: one.label, definition: one.definition, formula: one.formula, unit: one.unit },
  ...{ measure: one.measure, frequency: one.frequency, adds: one.adds },
})

/** Of the standard set the definition holds from the beginning; what is counted has it in the code. */
export async function settleVersion(ctx: Ctx, row: RowOf<'indicator'>, input: Settled): Promise<void> {
  if (row.source === 'reported') await perform(ctx, versionFlow, 'settle', null, { ...input })
}

/** One letter for each: whoever subscribes again had ended it. */
export async function subscribe(ctx: Ctx, _row: unknown, { rhythm }: { rhythm: 'weekly' | 'monthly' }) {
  const staff_id = ctx.actor.staffId ?? ''
  await ctx.db.selectFrom('staff').select('id').where('id', '=', staff_id).forUpdate().execute()
  const open = await ctx.db
    .selectFrom('indicator_subscription')
    .select('id')
    .where('staff_id', '=', staff_id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (open) throw conflict('您已经订阅了；要改成别的，请先取消。', '/desk/indicators')
  return { staff_id, rhythm, since: ctx.now }
}

/** A new indicator comes with the draft of its first definition. */
export async function draftFirst(ctx: Ctx, row: RowOf<'indicator'>, input: NewIndicator): Promise<void> {
  await perform(ctx, versionFlow, 'draftFirst', null, { ...input, code: row.code })
}

/** The columns of a new version: what may not change is taken over from the one before. */
export async function newVersion(ctx: Ctx, input: NewVersion) {
  // Of two who draft at once the second finds the first.
  await ctx.db.selectFrom('indicator').select('id').where('code', '=', input.code).forUpdate().execute()
  const versions = await versionsOf(ctx, input.code)
  const last = versions.at(-1)
  if (!last) throw notFound('这个指标')
  if (versions.some(one => one.state === 'draft' || one.state === 'for_approval'))
    throw conflict(`「${last.label}」已经有一版口径在起草或报审。`)
  const { measure, frequency, adds } = last
  return { ...input, measure, frequency, adds, number: last.number + 1, drafted_at: ctx.now }
}

/** A period that is locked keeps the definition under which it was locked. */
export async function refuseLockedPeriods(ctx: Ctx, code: string, from: string): Promise<void> {
  if (from === '') return
  const first = periodFrom(from)
  const locked = await ctx.db
    .selectFrom('indicator_value')
    .select('period')
    .distinct()
    .where('code', '=', code)
    .where('state', '=', 'locked')
    .limit(1000)
    .execute()
  const held = locked.map(row => periodFrom(row.period)).filter(one => one.first >= first.first)
  if (held[0])
    throw invalid({
      holds_from: `${held.map(one => one.label).join('、')}已经锁定，新口径只能从以后的统计期起适用。`,
    })
}

/** The version before gives way, and the dictionary shows the new one. */
export async function putInForce(ctx: Ctx, row: RowOf<'indicator_version'>): Promise<void> {
  const asSystem = { ...ctx, actor: system }
  const before = (await versionsOf(ctx, row.code)).find(one => one.state === 'in_force' && one.id !== row.id)
  if (before) await perform(asSystem, versionFlow, 'supersede', before.id)
}

export async function show(ctx: Ctx, row: RowOf<'indicator_version'>): Promise<void> {
  const entry = await entryOf(ctx, row.code)
  if (!entry?.id) throw notFound('这个指标')
  const input = { version: row.number, label: row.label }
  await perform({ ...ctx, actor: system }, indicatorFlow, 'renew', entry.id, input)
}

/** What stands now is what stays. */
export async function lockValues(ctx: Ctx, row: RowOf<'indicator_period'>): Promise<void> {
  await ctx.db
    .updateTable('indicator_value')
    .set({ state: 'locked' })
    .where('period', '=', row.period)
    .where('state', '=', 'provisional')
    .where('code', 'in', eb =>
      eb.selectFrom('indicator').select('indicator.code').where('source', '=', row.source),
    )
    .execute()
}

/** The columns of a slip: both values, so that the old one is never lost. */
export async function askCorrection(ctx: Ctx, input: Asking) {
  const entry = await entryOf(ctx, input.code)
  if (!entry || !isPeriod(input.period)) throw notFound('这个指标')
  const row = (await valuesOf(ctx, entry, [input.period])).find(one => one.town === input.town)
  if (row?.state !== 'locked') throw invalid({ town: '这个数没有锁定，不用填更正单。' })
  const held = heldOf(entry, input)
  if (held.value === row.value && held.base === row.base) throw invalid({ '': '更正后的数与原来的一样。' })
  const summed = await isSummed(ctx, input, row.version)
  if (summed) throw invalid({ town: '全县合计由各乡镇相加，请更正有误的乡镇。' })
  const open = await ctx.db
    .selectFrom('indicator_correction')
    .select('id')
    .where('code', '=', input.code)
    .where('period', '=', input.period)
    .where('town', '=', input.town)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (open) throw conflict('这个数已经有一张更正单在审定。', `/desk/indicators/corrections/${open.id}`)
  return {
    ...{ source: entry.source, code: entry.code, period: input.period, town: input.town },
    ...{
      version: row.version,
      label: entry.label,
      measure: entry.measure,
      unit: entry.unit,
      old_value: row.value,
      old_base: row.base,
    },
    ...{ new_value: held.value, new_base: held.base, reason: input.reason },
    ...{ asked_by: ctx.actor.name, asked_at: ctx.now },
  }
}

/** Held until the slip stands: whoever asks at the same time then finds it. */
const isSummed = async (ctx: Ctx, { code, period, town }: Asking, version: number): Promise<boolean> =>
  (
    await ctx.db
      .selectFrom('indicator_value')
      .select('summed')
      .where('code', '=', code)
      .where('period', '=', period)
      .where('town', '=', town)
      .where('version', '=', version)
      .forUpdate()
      .executeTakeFirst()
  )?.summed === true

/** The database lets a locked value change only to what an approved slip says. */
export async function correct(ctx: Ctx, row: Correction): Promise<void> {
  const { code, period, version } = row
  const done = await ctx.db
    .updateTable('indicator_value')
    .set({ value: row.new_value, base: row.new_base, since_value: null, since_base: null })
    .where('code', '=', code)
    .where('period', '=', period)
    .where('version', '=', version)
    .where('town', '=', row.town)
    .where('value', '=', row.old_value)
    .where(sql<boolean>`base is not distinct from ${row.old_base}`)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) throw conflict('这个数在申请之后又更正过，请退回后重新申请。')
  const entry = await entryOf(ctx, code)
  if (row.town !== 'county' && entry?.adds) await sumTowns(ctx, code, [period])
}
