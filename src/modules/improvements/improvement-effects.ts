import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import { indicators } from '#platform/indicators'
import { perform } from '#platform/perform'
import { addMonths, lastOver, periodFrom } from '#platform/periods'
import { improvementPage } from './addresses.ts'
import { gaugeOf, held as heldAs, inUnits, reached, valueIn } from './figures.ts'
import { findingFlow } from './finding.ts'
import { type Begun, byHand, type Measured, type Planned } from './improvement-inputs.ts'
import { measureFlow } from './measure.ts'
import { type Finding, type Improvement, isForBureau, keeper } from './people.ts'
import { raiseFinding } from './raise.ts'
import { lookMonths } from './settings.ts'
import { graver, higher, type Severity, type Source } from './words.ts'

const bySystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** The problems that it is for, held fast: of two improvements begun at once the second finds them taken. */
async function heldFindings(ctx: Ctx, ids: readonly string[]): Promise<Finding[]> {
  const rows = await ctx.db
    .selectFrom('finding')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .limit(50)
    .execute()
  if (rows.some(row => row.state !== 'open')) throw conflict('有的问题已经立项或办结，请刷新后重选。')
  const facts = { did: new Map(), now: ctx.now, centre: ctx.centre }
  if (rows.some(row => !keeper.test(ctx.actor, row, facts)))
    throw forbidden('其中有升级到上一级的问题，由上一级立项。')
  return rows
}

export async function begun(ctx: Ctx, _row: Improvement, { finding_ids, title, owner_id }: Begun) {
  const findings = await heldFindings(ctx, finding_ids)
  const [first] = findings
  if (!first) throw invalid({ finding_ids: '请至少选一个问题。' })
  const before = findings.find(one => one.previous_id !== null)?.previous_id
  const previous = before
    ? await ctx.db.selectFrom('finding').select('improvement_id').where('id', '=', before).executeTakeFirst()
    : undefined
  return {
    ...{ title, owner_id, opened_at: ctx.now, previous_id: previous?.improvement_id ?? null },
    number: sql<string>`next_improvement_number('improvement', ${Number(dayOf(ctx.now).slice(0, 4))}, 2)`,
    clause: first.clause,
    severity: findings.map(one => one.severity).reduce(graver),
    level: findings.map(one => one.level).reduce(higher),
    indicator_code: findings.find(one => one.indicator_code !== null)?.indicator_code ?? null,
  }
}

export async function takeUp(ctx: Ctx, row: Improvement, { finding_ids }: Begun): Promise<void> {
  for (const id of finding_ids.toSorted())
    await perform(bySystem(ctx), findingFlow, 'takeUp', id, { improvement_id: row.id })
}

/** The value before: of an indicator its last whole period, counted here; otherwise as it was measured. */
export async function planned(ctx: Ctx, _row: Improvement, input: Planned) {
  const { indicator: code, measured, unit, baseline: typed, target: wanted, options, ...plan } = input
  const indicator = code === byHand ? null : indicators.get(code)
  const gauge = gaugeOf({ indicator_code: indicator?.code ?? null, measured, unit })
  const period = indicator && lastOver(indicator.frequency, dayOf(ctx.now))
  const baseline =
    indicator && period ? await valueIn(ctx, indicator, period) : heldAs(typed ?? 0, gauge.measure)
  if (baseline === null) throw invalid({ indicator: '这个指标上一期没有数据，请换一个，或者自己量。' })
  const target = heldAs(wanted, gauge.measure)
  const isBetter = input.better === 'up' ? target > baseline : target < baseline
  if (!isBetter) throw invalid({ target: `现在是 ${inUnits(baseline, gauge)}，目标值要比它好。` })
  return {
    ...plan,
    ...{ options: JSON.stringify(options), baseline, target },
    ...{ indicator_code: indicator?.code ?? null, measured, unit: indicator ? '' : unit },
    baseline_says: period?.label ?? `${dayOf(ctx.now)} 量得`,
  }
}

export async function submitted(ctx: Ctx, row: Improvement) {
  const late = await ctx.db
    .selectFrom('measure')
    .select('what')
    .where('improvement_id', '=', row.id)
    .where('state', '=', 'planned')
    .where('due_on', '>', row.due_on)
    .limit(1)
    .executeTakeFirst()
  if (late) throw conflict(`措施「${late.what}」晚于全部落实的日期，请先修改。`)
  return { for_bureau: isForBureau(row, ctx.centre) }
}

async function measuresIn(ctx: Ctx, row: Improvement, ...states: string[]): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('measure')
    .select('id')
    .where('improvement_id', '=', row.id)
    .where('state', 'in', states)
    .orderBy('rank')
    .limit(50)
    .execute()
  return rows.map(one => one.id)
}

export async function start(ctx: Ctx, row: Improvement): Promise<void> {
  for (const id of await measuresIn(ctx, row, 'planned'))
    await perform(bySystem(ctx), measureFlow, 'start', id)
}

/** Where every measure was dropped nothing was carried out, and nothing can be verified: the plan is made anew. */
export async function finished(ctx: Ctx, row: Improvement) {
  if ((await measuresIn(ctx, row, 'done')).length === 0) throw conflict('没有一条措施落实，不能验证。')
  return { carried_at: ctx.now }
}

/** The figure as it is now: counted for an indicator, whoever verifies; otherwise as measured. */
async function figure(ctx: Ctx, row: Improvement, input: Measured) {
  const gauge = gaugeOf(row)
  if (!gauge.indicator)
    return { gauge, value: heldAs(input.value ?? 0, gauge.measure), says: input.says ?? '' }
  const period = periodFrom(input.period ?? '')
  const value = await valueIn(ctx, gauge.indicator, period)
  if (value === null) throw invalid({ period: '这一期没有数据，请换一期。' })
  return { gauge, value, says: period.label }
}

/** 销号: only what reached its target is closed. */
export async function verified(ctx: Ctx, row: Improvement, input: Measured) {
  const { gauge, value, says } = await figure(ctx, row, input)
  if (!reached(row, value))
    throw conflict(
      `「${gauge.label}」${says}是 ${inUnits(value, gauge)}，没有达到目标 ${inUnits(row.target, gauge)}，不能销号；请选「没有达到，补充措施」。`,
    )
  return {
    ...{ after_value: value, after_says: says, verified_by: ctx.actor.staffId, closed_at: ctx.now },
    look_on: addMonths(dayOf(ctx.now), lookMonths.of(ctx.centre)),
  }
}

const findingsOf = (ctx: Ctx, row: Improvement, state: string) =>
  ctx.db
    .selectFrom('finding')
    .selectAll()
    .where('improvement_id', '=', row.id)
    .where('state', '=', state)
    .orderBy('id')
    .limit(50)
    .execute()

export async function closeFindings(ctx: Ctx, row: Improvement): Promise<void> {
  for (const { id } of await findingsOf(ctx, row, 'improving'))
    await perform(bySystem(ctx), findingFlow, 'close', id)
}

export async function looked(ctx: Ctx, row: Improvement, input: Measured) {
  const { value, says } = await figure(ctx, row, input)
  return { look_value: value, look_says: says, looked_by: ctx.actor.staffId, ended_at: ctx.now }
}

export async function held(ctx: Ctx, row: Improvement, input: Measured) {
  const seen = await looked(ctx, row, input)
  if (!reached(row, seen.look_value))
    throw conflict(
      `${seen.look_says}是 ${inUnits(seen.look_value, gaugeOf(row))}，没有保持在目标 ${inUnits(row.target, gaugeOf(row))}；请选「问题复发」。`,
    )
  return seen
}

/** 复发则升级: each problem stands anew, one level higher. */
export async function raiseAgain(ctx: Ctx, row: Improvement): Promise<void> {
  for (const one of await findingsOf(ctx, row, 'closed'))
    await raiseFinding(ctx, {
      ...{ source: one.source as Source, key: one.key, title: one.title, clause: one.clause as never },
      severity: one.severity as Severity,
      facts: `回头看时${row.look_says}是 ${inUnits(row.look_value, gaugeOf(row))}，没有保持住。`,
      evidence: { label: `改进事项 ${row.number} 的回头看`, href: improvementPage(row.id) },
      ...{ partyId: one.party_id, causedBy: one.caused_by },
      rule: '销号后回头看，指标没有保持在目标值。',
    })
}

export async function stopped(ctx: Ctx, row: Improvement, { reason }: { reason: string }): Promise<void> {
  for (const id of await measuresIn(ctx, row, 'planned', 'doing'))
    await perform(bySystem(ctx), measureFlow, 'end', id, { reason })
  for (const { id } of await findingsOf(ctx, row, 'improving'))
    await perform(bySystem(ctx), findingFlow, 'release', id, { reason })
}
