import { findingFlow, improvementFlow, measureFlow, reportFlow } from '#modules/improvements'
import { addDays, dayOf, endOfDay } from '#platform/calendar'
import { type Actor, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { indicators } from '#platform/indicators'
import { perform } from '#platform/perform'
import { lastOver, periodFrom } from '#platform/periods'
import { type Case, type Plan, problems } from './improvement-cases.ts'
import type { Life } from './in-order.ts'
import { drawn, type Picture } from './pictures.ts'
import type { Settled } from './settle.ts'
import type { SimulatedYear } from './year.ts'

const day = 86_400_000

interface Scene {
  settled: Settled
  now: Date
  proof: Picture
  /** Performs something as somebody, so many days ago; returns the id of the record. */
  act: (
    who: string,
    daysAgo: number,
    flow: Flow,
    name: string,
    id: string | null,
    input?: object,
  ) => Promise<string>
  staffId(name: string): string
}
type Flow = Parameters<typeof perform>[1]

/** Problems of a year in all states: one improvement holds, one is to be looked at again, one came back, others are under way. */
export async function improvementLives(kernel: Kernel, year: SimulatedYear, now: Date): Promise<Life[]> {
  const proof = await drawn(kernel, '落实凭据.png', '#eef3f0', '#0b7a5a')
  const sceneOf = (settled: Settled): Scene => ({
    ...{ settled, now, proof },
    act: (who, daysAgo, flow, name, id, input = {}) =>
      settled.at(actorIn(settled, who), new Date(now.getTime() - daysAgo * day), async ctx => {
        const done = await perform(ctx, flow, name, id, { ...input })
        return done.id
      }),
    staffId: name => settled.staff.get(name)?.staffId ?? '',
  })
  // What is not closed and looked at again was found after the simulated year, on whatever day this is loaded.
  const since = Math.floor((now.getTime() - endOfDay(year.last).getTime()) / day) - 1
  return [
    ...problems.map(
      (one): Life =>
        settled => {
          const found = isDone(one) ? one.found : Math.min(one.found, since)
          return live(sceneOf(settled), { ...one, found })
        },
    ),
    settled => report(sceneOf(settled)),
  ]
}

const actorIn = (settled: Settled, name: string): Actor =>
  name === '' ? system : (settled.staff.get(name) as Actor)

const isDone = ({ improvement }: Case): boolean =>
  improvement?.until === 'holds' || improvement?.until === 'recurred'

async function live(scene: Scene, one: Case): Promise<void> {
  const { act } = scene
  const { by, title, facts, source, clause, severity } = one
  const found = one.found
  const finding = await act(by, found, findingFlow, 'enter', null, { title, facts, source, clause, severity })
  if (one.dismissed)
    await act(one.dismissed.by, found - 2, findingFlow, 'dismiss', finding, { reason: one.dismissed.reason })
  if (one.same) {
    const twin = await act(one.same.by, found - 1, findingFlow, 'enter', null, {
      ...one.same,
      source,
      clause,
      severity,
    })
    await act('李卫东', found - 2, findingFlow, 'join', twin, { into: finding, reason: '说的是同一件事。' })
  }
  if (one.improvement) await improve(scene, one, finding)
}

/** As far as its story goes: each step by who does it there. */
async function improve(scene: Scene, one: Case, finding: string): Promise<void> {
  const plan = one.improvement
  if (!plan) return
  const { act, staffId } = scene
  const [by, owner, began] = [plan.begunBy ?? '李卫东', plan.owner, one.found - 3]
  const id = await act(by, began, improvementFlow, 'begin', null, {
    ...{ finding_ids: [finding], title: plan.title, owner_id: staffId(owner) },
  })
  if (plan.until === 'analysing') return
  await act(owner, began - 3, improvementFlow, 'analyse', id, plan.analysis)
  if (plan.until === 'planning') return
  const last = dayOf(new Date(scene.now.getTime() - (began - plan.days) * day))
  const target = await targetOf(scene, plan, began - 5)
  await act(owner, began - 5, improvementFlow, 'plan', id, { ...plan.plan, ...target, due_on: last })
  for (const { what, who, early } of plan.measures)
    await act(owner, began - 5, measureFlow, 'add', null, {
      ...{ improvement_id: id, what, owner_id: staffId(who), due_on: addDays(last, -early) },
    })
  await act(owner, began - 6, improvementFlow, 'submit', id)
  if (plan.until === 'approving') return
  await act(plan.approver ?? '李卫东', began - 8, improvementFlow, 'approve', id)
  await carry(scene, plan, id, began)
  if (plan.until === 'carrying' || plan.until === 'verifying') return
  if (plan.until === 'refuted') {
    await act('孙丽', 5, improvementFlow, 'refute', id, { reason: plan.refuted })
    return
  }
  await act('孙丽', began - plan.days - 6, improvementFlow, 'verify', id, plan.after)
  if (plan.until === 'closed') return
  // Some days after the clock reminded of it.
  const looked = began - plan.days - 6 - 93
  await act('', looked, improvementFlow, 'comeDue', id)
  await act('孙丽', looked - 2, improvementFlow, plan.until === 'holds' ? 'hold' : 'recur', id, plan.look)
  if (plan.until === 'recurred') await again(scene, one, finding, looked - 4)
}

/** Of a figure that is counted here: half of what it was in the month before. */
async function targetOf({ settled, now }: Scene, plan: Plan, daysAgo: number): Promise<object> {
  const indicator = indicators.get((plan.plan as { indicator?: string }).indicator ?? '')
  if (!indicator) return {}
  const at = new Date(now.getTime() - daysAgo * day)
  const counted = await settled.at(system, at, ctx => indicator.count(ctx, lastOver('month', dayOf(at))))
  const baseline = counted.reduce((sum, { value }) => sum + value, 0)
  return baseline > 1
    ? { target: Math.floor(baseline / 2) }
    : { indicator: 'none', measured: '每月超期的待办', unit: '项', baseline: 6, target: 2 }
}

async function carry(scene: Scene, plan: Plan, id: string, began: number): Promise<void> {
  const approved = new Date(scene.now.getTime() - (began - 8) * day)
  const rows = await scene.settled.at(system, approved, ctx =>
    ctx.db
      .selectFrom('measure')
      .select(['id', 'what'])
      .where('improvement_id', '=', id)
      .where('state', '=', 'doing')
      .orderBy('rank')
      .execute(),
  )
  const done = plan.until === 'carrying' ? rows.slice(0, 1) : rows
  for (const row of done) {
    const measure = plan.measures.find(one => one.what === row.what)
    if (!measure) continue
    const at = new Date(scene.now.getTime() - (began - plan.days + measure.early + 2) * day)
    const actor = scene.settled.staff.get(measure.who) as Actor
    await scene.settled.at(actor, at, async ctx => {
      const proof = [await stage(ctx, scene.proof, 'proof')]
      await perform(ctx, measureFlow, 'carryOut', row.id, { result: measure.result, proof })
    })
  }
}

/** 复发: the director takes it up himself. */
async function again(scene: Scene, one: Case, finding: string, daysAgo: number): Promise<void> {
  const then = new Date(scene.now.getTime() - daysAgo * day)
  const back = await scene.settled.at(system, then, ctx =>
    ctx.db.selectFrom('finding').select('id').where('previous_id', '=', finding).executeTakeFirstOrThrow(),
  )
  const plan = one.improvement
  if (!plan?.again) return
  await improve(scene, { ...one, found: daysAgo, improvement: { ...plan.again, begunBy: '李卫东' } }, back.id)
}

/** The report of the last quarter, approved a few days ago: what is told above has happened by then. */
async function report({ act, now }: Scene): Promise<void> {
  const period = lastOver('quarter', dayOf(now)).code
  const since = (now.getTime() - endOfDay(periodFrom(period).last).getTime()) / day
  const ago = Math.min(10, since - 0.1)
  const id = await act('张涛', ago, reportFlow, 'start', null, { period })
  await act('张涛', ago * 0.9, reportFlow, 'write', id, {
    summary:
      '本季度针对村级站点周末无人值守、培训班缺课、业务订单验收慢等问题分析原因、落实措施，由未经手的人员对照指标验证后销号；站点抽查都有人值守。培训班缺课出现反复，已升级办理。',
    outlook: '继续抓好培训班缺课的整改，对已销号的事项按时回头看。',
  })
  await act('张涛', ago * 0.8, reportFlow, 'submit', id)
  await act('李卫东', ago * 0.5, reportFlow, 'approve', id)
}
