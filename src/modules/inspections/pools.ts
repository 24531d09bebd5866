import { sql } from 'kysely'
import { staffWithDuty } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { inspectables } from '#platform/inspectable'
import { perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { apart } from './conflict.ts'
import { digestOf, draw, type Pools, writePools } from './draw.ts'
import { inspect } from './duties.ts'
import { inspectionFlow } from './inspection.ts'
import { type Drawing, kindLabel } from './plan.ts'

type Plan = RowOf<'inspection_plan'>

const houses = { bureau: '主管部门', assessor: '专家' } as const

/** Everything on the lists that the plan draws from. */
export async function targetsOf(ctx: Ctx, kinds: readonly string[]) {
  const lists = await Promise.all(
    kinds.map(async kind => ((await inspectables.get(kind)?.list(ctx)) ?? []).map(one => ({ ...one, kind }))),
  )
  return lists.flat().map((one, at) => ({ ...one, number: at + 1 }))
}

/** Who may inspect: people of the bureau and named experts in post, never the centre's own. */
export async function inspectorsOf(ctx: Ctx) {
  const able = (await staffWithDuty(ctx, inspect)).map(one => one.id)
  const rows = await ctx.db
    .selectFrom('staff')
    .select(['id', 'name', 'organisation'])
    .where(sql<boolean>`id = any (${able}::uuid[])`)
    .where('organisation', '!=', 'centre')
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map(({ organisation, ...one }, at) => ({
    ...one,
    house: houses[organisation as keyof typeof houses],
    number: at + 1,
  }))
}

/** The two lists as they stand now, with what is kept apart; 409 where they do not suffice for a draw. */
async function poolsOf(ctx: Ctx, plan: Plan) {
  const [targets, inspectors] = await Promise.all([targetsOf(ctx, plan.kinds), inspectorsOf(ctx)])
  const pick = plan.measure === 'count' ? plan.amount : Math.ceil((targets.length * plan.amount) / 100)
  if (targets.length === 0) throw conflict('名单里还没有可以检查的对象。')
  if (pick > targets.length) throw conflict(`名单里只有 ${targets.length} 个对象，抽不出 ${pick} 个。`)
  const near = await apart(
    ctx,
    inspectors.map(one => one.id),
    targets,
  )
  const avoid = targets.flatMap(target =>
    inspectors
      .filter(one => near.between(target, one.id))
      .map(one => ({ target: target.number, inspector: one.number })),
  )
  for (const { number, name } of targets) {
    const free = inspectors.length - avoid.filter(one => one.target === number).length
    if (free < plan.inspectors_each)
      throw conflict(`能检查「${name}」的只有 ${free} 人，不足 ${plan.inspectors_each} 人，请先增加检查员。`)
  }
  const pools: Pools = {
    pick,
    each: plan.inspectors_each,
    targets: targets.map(one => ({ number: one.number, name: `${kindLabel(one.kind)}：${one.name}` })),
    inspectors: inspectors.map(one => ({ number: one.number, name: `${one.name}（${one.house}）` })),
    avoid,
  }
  return { targets, inspectors, pools }
}

/** Before the draw both lists are numbered, written down and given their digest: from now on nobody changes them. */
export async function fixPools(ctx: Ctx, plan: Plan) {
  const { targets, inspectors, pools } = await poolsOf(ctx, plan)
  await ctx.db
    .insertInto('inspection_pool_target')
    .values(
      targets.map(({ number, kind, id, name, href, partyId }) => ({
        ...{ plan_id: plan.id, number, kind, target_id: id, name, href },
        party_id: partyId ?? null,
      })),
    )
    .execute()
  await ctx.db
    .insertInto('inspection_pool_inspector')
    .values(inspectors.map(({ number, id, name }) => ({ plan_id: plan.id, number, staff_id: id, name })))
    .execute()
  const text = writePools(`${plan.number} ${plan.title}`, pools)
  return { pools: text, digest: digestOf(text), fixed_at: ctx.now }
}

/** The draw: computed from what was published and the number, written down once, and each team sent out. */
export async function drawLots(ctx: Ctx, plan: Plan, { number, witnesses }: Drawing): Promise<void> {
  const drawn = draw(plan.pools as string, number)
  if (drawn.digest !== plan.digest) throw conflict('名单与公布的摘要不符，不能抽取。')
  await ctx.db
    .insertInto('inspection_draw')
    .values({
      plan_id: plan.id,
      number,
      seed: drawn.seed,
      witnesses: JSON.stringify(witnesses),
      inspectors: drawn.inspectors,
      teams: JSON.stringify(drawn.teams),
      drawn_at: ctx.now,
      drawn_by: ctx.actor.name,
    })
    .execute()
  const [targets, inspectors] = await Promise.all([poolTargets(ctx, plan.id), poolInspectors(ctx, plan.id)])
  const staffOf = new Map(inspectors.map(one => [one.number, one.staff_id]))
  for (const team of drawn.teams) {
    const { name, href: _href, ...target } = targets.find(one => one.number === team.target) as PoolTarget
    await perform({ ...ctx, actor: system }, inspectionFlow, 'assign', null, {
      plan_id: plan.id,
      target: target.number,
      kind: target.kind,
      target_id: target.target_id,
      target_name: name,
      party_id: target.party_id,
      sheet_id: plan.sheet_id,
      sheet_version: plan.sheet_version,
      first_day: plan.first_day,
      last_day: plan.last_day,
      plan_title: plan.title,
      inspector_ids: team.inspectors.map(one => staffOf.get(one)),
    })
  }
}

export type PoolTarget = Awaited<ReturnType<typeof poolTargets>>[number]

export const poolTargets = (ctx: Ctx, planId: string) =>
  ctx.db
    .selectFrom('inspection_pool_target')
    .select(['number', 'kind', 'target_id', 'name', 'href', 'party_id'])
    .where('plan_id', '=', planId)
    .orderBy('number')
    .limit(3_000)
    .execute()

export const poolInspectors = (ctx: Ctx, planId: string) =>
  ctx.db
    .selectFrom('inspection_pool_inspector')
    .select(['number', 'staff_id', 'name'])
    .where('plan_id', '=', planId)
    .orderBy('number')
    .limit(200)
    .execute()
