import { dayOf } from '#platform/calendar'
import { lastOver } from '#platform/periods'
import type { TestApp, Visitor } from './app.ts'
import { does, idIn, picture } from './deeds.ts'
import type { World } from './world.ts'

/** What people do with problems and improvements, each by its form. */

export const problem = {
  title: '村级站点周末无人值守',
  facts: '十一月连续三个周六到五个村级站点查看，三个没有人，门上没有留电话。',
  source: 'staff',
  clause: '4.3.3',
  severity: 'major',
}

/** Points out a problem; returns its id. */
export const enters = (person: Visitor, more: Record<string, string> = {}): Promise<string> =>
  does(person, 'finding/enter', { ...problem, ...more })

export const analysis = {
  whys: '周六没有人开门\n站长周六要忙自家生意\n没有排班，也没有人替\n协议里没有写周末怎样服务',
  'causes.0.category': 'people',
  'causes.0.cause': '一站一人，没有替班',
  'causes.1.category': 'methods',
  'causes.1.cause': '协议没有写周末服务',
  'causes.1.main': 'on',
  'causes.2.category': 'checks',
  'causes.2.cause': '巡查只在工作日',
  root_cause: '服务协议没有约定周末服务时间和替班办法。',
}

export const plan = {
  'options.0.what': '修改服务协议，约定周末值守',
  'options.0.effect': '有据可依',
  'options.0.cost': '不花钱',
  'options.0.chosen': 'on',
  'options.1.what': '中心派人周末轮驻',
  'options.1.effect': '见效快',
  'options.1.cost': '每月加班费',
  goal: '周末到站点能找到人。',
  resources: '不需要另外的经费。',
  indicator: 'none',
  measured: '抽查的站点中无人值守的',
  unit: '个',
  baseline: '3',
  better: 'down',
  target: '0',
}

interface Begun {
  finding: string
  improvement: string
}

/** 孙丽 points it out, 李卫东 begins, 张涛 answers for it: analysed, planned with one measure of 王敏. */
export async function plannedImprovement(
  app: TestApp,
  world: World,
  more = {},
  worker = world.worker,
): Promise<Begun> {
  const finding = await enters(await worker('孙丽'), more)
  const improvement = await does(await worker('李卫东'), 'improvement/begin', {
    ...{ finding_ids: finding, title: '村级站点周末有人值守' },
    owner_id: world.staff.get('张涛')?.staffId ?? '',
  })
  const owner = await worker('张涛')
  await does(owner, `improvement/analyse/${improvement}`, analysis)
  await does(owner, `improvement/plan/${improvement}`, { ...plan, due_on: inDays(app, 30) })
  await does(owner, 'measure/add', {
    ...{ improvement_id: improvement, what: '与各站点补签周末值守的协议', due_on: inDays(app, 20) },
    owner_id: world.staff.get('王敏')?.staffId ?? '',
  })
  return { finding, improvement }
}

export const inDays = (app: TestApp, n: number): string =>
  new Date(app.clock.now.getTime() + n * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)

export const measureOf = async (app: TestApp, world: World, improvement: string): Promise<string> =>
  idIn(
    await app.kernel.database.read({ centre: world.id }, async db => {
      const row = await db
        .selectFrom('measure')
        .select('id')
        .where('improvement_id', '=', improvement)
        .where('state', '!=', 'dropped')
        .executeTakeFirstOrThrow()
      return row.id
    }),
  )

/** … approved by 李卫东, carried out by 王敏: it waits to be verified. */
export async function carriedOut(app: TestApp, world: World): Promise<Begun> {
  const begun = await plannedImprovement(app, world)
  await does(await world.worker('张涛'), `improvement/submit/${begun.improvement}`)
  await does(await world.worker('李卫东'), `improvement/approve/${begun.improvement}`)
  await does(
    await world.worker('王敏'),
    `measure/carryOut/${await measureOf(app, world, begun.improvement)}`,
    {
      ...{ result: '五个站点都补签了协议，门上贴了值守表。', 'proof:new': picture('补签的协议.png') },
    },
  )
  return begun
}

export const verdict = {
  value: '0',
  says: '连续两个周六实地看了五个站点',
  opinion: '五个站点都有人，值守表上的电话都打得通。',
}

/** What every part of it is called by: a problem, its planned improvement, the published report of the last quarter. */
export async function improved(app: TestApp, world: World) {
  // Signing in takes longer than all the rest.
  const known = new Map<string, Visitor>()
  const worker = async (name: string): Promise<Visitor> => {
    const visitor = known.get(name) ?? (await world.worker(name))
    known.set(name, visitor)
    return visitor
  }
  const { finding, improvement } = await plannedImprovement(app, world, {}, worker)
  const [owner, director] = [await worker('张涛'), await worker('李卫东')]
  const period = lastOver('quarter', dayOf(app.clock.now)).code
  const improvementReport = await does(owner, 'improvement_report/start', { period })
  await does(owner, `improvement_report/write/${improvementReport}`, {
    ...{ summary: '本季度没有发现较重的问题，各项服务正常开展。', outlook: '继续做好抽查和回访。' },
  })
  await does(owner, `improvement_report/submit/${improvementReport}`)
  await does(director, `improvement_report/approve/${improvementReport}`)
  return { finding, improvement, improvementReport }
}
