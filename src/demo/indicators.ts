import {
  correctionFlow,
  indicatorFlow,
  periodFlow,
  putAllReported,
  type Reported,
  settleIndicators,
  subscriptionFlow,
  versionFlow,
} from '#modules/indicators'
import { dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { perform } from '#platform/perform'
import { type Period, periodAfter, periodBefore, periodOf, yearBefore } from '#platform/periods'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

interface Scene {
  settled: Settled
  now: Date
  dice: Random
  /** The last month that is over, and so many before it. */
  month(ago: number): Period
  as(name: string, at: Date, work: (ctx: Ctx) => Promise<unknown>): Promise<unknown>
}

/** So many days after the end of a period, at ten in the morning, but never later than now. */
const after = ({ now }: Scene, period: Period, days: number): Date =>
  new Date(Math.min(now.getTime(), Date.parse(`${period.last}T02:00:00Z`) + days * day))

/** Two years of reported months and quarters; a definition that changed; periods locked, corrections, what is open. */
export async function liveIndicators(settled: Settled, now: Date): Promise<void> {
  const scene: Scene = {
    ...{ settled, now, dice: random(5602) },
    month: ago => periodAfter(periodOf('month', dayOf(now)), -1 - ago),
    as: (name, at, work) => settled.at(settled.staff.get(name) as Actor, at, work),
  }
  await settled.at(system, after(scene, scene.month(23), 0), settleIndicators)
  await changeDefinition(scene)
  await report(scene)
  await own(scene)
}

/** Afterwards, when the night has counted what the records say. */
export async function lockIndicators(settled: Settled, now: Date): Promise<void> {
  const scene: Scene = {
    ...{ settled, now, dice: random(5603) },
    month: ago => periodAfter(periodOf('month', dayOf(now)), -1 - ago),
    as: (name, at, work) => settled.at(settled.staff.get(name) as Actor, at, work),
  }
  await lockMonths(scene)
  await correct(scene)
  await leaveOpen(scene)
}

/** Since eight months ago what was not paid is not counted any more. */
async function changeDefinition(scene: Scene): Promise<void> {
  const from = scene.month(8)
  const at = after(scene, periodBefore(from), -12)
  let id = ''
  await scene.as('张涛', at, async ctx => {
    id = (
      await perform(ctx, versionFlow, 'draft', null, {
        ...{ code: 'live.sales', label: '直播实际结算额', unit: '元', holds_from: from.code },
        definition:
          '当期直播带货实际结算到账的金额；下单未付款、七天内退款、平台补贴的都不计，不是场内显示的成交额。',
        formula: '当期实际结算额减去平台补贴之和',
        reason: '上级来文明确平台补贴不计入，与各县保持一致。',
      })
    ).id
    await perform(ctx, versionFlow, 'submit', id)
  })
  await scene.as('李卫东', new Date(at.getTime() + 2 * day), ctx => perform(ctx, versionFlow, 'approve', id))
}

/** Busier before festivals and in November, and a little more every month. */
const seasons = [1.08, 0.78, 0.92, 0.95, 0.98, 1.16, 0.9, 0.93, 1.1, 1.04, 1.42, 1.2]
const level = (scene: Scene, period: Period, ago: number): number =>
  (seasons[Number(period.code.slice(5)) - 1] as number) * 1.009 ** -ago * (0.97 + scene.dice.next() * 0.06)

/** Towns by their share of the county's trade; the last ones have a firm or two. */
const shares = [30, 14, 10, 8, 7, 6, 5, 4, 4, 3, 2, 2, 1, 1, 1, 1, 0.6, 0.4, 0.3, 0.2]
const reportersIn = (share: number): number => Math.max(1, Math.round(share * 1.6))

/** Each figure of the county by month, of a usual month: value, and whether towns tell it. */
const monthly = [
  ['retail.goods', 11_800_000_000, true],
  ['retail.services', 2_100_000_000, true],
  ['retail.farm', 3_600_000_000, false],
  ['retail.rural', 7_900_000_000, false],
  ['parcels.sent', 1_180_000, false],
  ['parcels.received', 2_060_000, false],
  ['sellers.new', 46, false],
  ['live.sessions', 1_350, true],
  ['live.sales', 460_000_000, true],
] as const

/** What there is at the end of a month: it grows slowly. */
const standing = [
  ['sellers.firms', 612],
  ['sellers.persons', 3_480],
  ['shops.total', 4_930],
  ['parcels.villages', 962],
  ['parcels.carriers', 9],
  ['live.hosts', 286],
  ['live.rooms', 74],
] as const

async function report(scene: Scene): Promise<void> {
  const rows: Reported[] = []
  for (let ago = 23; ago >= 0; ago--) rows.push(...monthOf(scene, ago))
  rows.push(...quarters(scene), ...years(scene))
  await scene.settled.at(system, after(scene, scene.month(0), 9), ctx => putAllReported(ctx, rows))
}

function monthOf(scene: Scene, ago: number): Reported[] {
  const period = scene.month(ago)
  const rows: Reported[] = []
  const goods: number[] = []
  for (const [code, usual, byTown] of monthly) {
    const whole = Math.round(usual * level(scene, period, ago))
    const towns = byTown ? spread(scene, code, period, whole) : [county(code, period, whole)]
    // The last month's parcels are late: somebody has to be asked.
    if (ago === 0 && code === 'parcels.received') continue
    rows.push(...towns)
    if (code === 'retail.goods') goods.push(...towns.map(one => one.value))
    if (code === 'retail.services')
      rows.push(
        ...towns.map((one, at) => ({ ...one, code: 'retail.online', value: one.value + (goods[at] ?? 0) })),
      )
  }
  for (const [code, now] of standing) {
    const grown = code === 'parcels.villages' ? now - ago * 4 : Math.round(now * 1.006 ** -ago)
    rows.push(
      code === 'parcels.villages'
        ? { ...county(code, period, Math.round((grown * 243) / 1000)), base: 243 }
        : county(code, period, grown),
    )
  }
  return rows
}

const county = (code: string, { code: period }: Period, value: number): Reported => ({
  ...{ code, period, town: null, value, reporters: null },
})

/** The county's value over its towns; what does not divide goes to the largest. */
function spread(scene: Scene, code: string, { code: period }: Period, whole: number): Reported[] {
  const towns = townsOf('340822')
  const parts = towns.map((_, at) => Math.floor((whole * (shares[at] ?? 0.2)) / 100.5))
  parts[0] = (parts[0] ?? 0) + whole - parts.reduce((sum, part) => sum + part, 0)
  return towns.map((town, at) => ({
    ...{ code, period, town: town.code, value: parts[at] ?? 0 },
    reporters: reportersIn(shares[at] ?? 0.2) + scene.dice.below(at < 8 ? 3 : 1),
  }))
}

function quarters(scene: Scene): Reported[] {
  const last = periodBefore(periodOf('quarter', dayOf(scene.now)))
  return Array.from({ length: 8 }, (_, ago) => periodAfter(last, -ago)).flatMap((period, ago) => [
    county('jobs.direct', period, 5_240 - ago * 70),
    county('jobs.led', period, 12_900 - ago * 180),
    county('jobs.households', period, 1_310 - ago * 15),
  ])
}

function years({ now }: Scene): Reported[] {
  const last = periodBefore(periodOf('year', dayOf(now)))
  return [last, yearBefore(last)].flatMap((period, ago) => [
    county('shops.active', period, 1_120 - ago * 96),
    county('upstream.firms', period, 11 - ago),
    county('county.gdp', period, 3_480_000_000_000 - ago * 140_000_000_000),
    county('county.retail', period, 1_620_000_000_000 - ago * 70_000_000_000),
    county('county.people', period, 472_000 + ago * 2_400),
    county('county.income', period, 2_186_500 - ago * 120_300),
    county('county.broadband', period, 152_300 - ago * 4_100),
    county('county.firms', period, 9_860 - ago * 420),
    county('county.traders', period, 31_400 - ago * 900),
  ])
}

/** Somebody is in charge of each group; two want the figures by mail. */
async function own(scene: Scene): Promise<void> {
  const { settled, now } = scene
  const staffId = (name: string) => settled.staff.get(name)?.staffId ?? ''
  await scene.as('张涛', now, async ctx => {
    const rows = await ctx.db
      .selectFrom('indicator')
      .select(['id', 'theme', 'origin'])
      .where('theme', 'in', ['网络零售', '快递物流', '办件'])
      .orderBy('rank')
      .limit(16)
      .execute()
    for (const { id, theme, origin } of rows)
      await perform(ctx, indicatorFlow, 'assign', id, {
        owner_id: staffId(theme === '办件' ? '王敏' : '张涛'),
        theme,
        origin,
      })
  })
  for (const [name, rhythm] of [
    ['李卫东', 'weekly'],
    ['周健', 'monthly'],
  ] as const)
    await scene.as(name, now, ctx => perform(ctx, subscriptionFlow, 'subscribe', null, { rhythm }))
}

/** Five months are locked; the last one was looked through and waits for its lock. */
async function lockMonths(scene: Scene): Promise<void> {
  const { settled } = scene
  for (let ago = 5; ago >= 1; ago--)
    for (const source of ['counted', 'reported'] as const) {
      const period = scene.month(ago)
      const input = { source, period: period.code }
      let id = ''
      await settled.at(system, after(scene, period, 1), async ctx => {
        id = (await perform(ctx, periodFlow, 'begin', null, input)).id
      })
      const note =
        source === 'counted'
          ? '与各项台账抽查核对一致，没有发现漏登。'
          : '各单位报送齐全，变动较大的已电话问明原因。'
      await scene.as('张涛', after(scene, period, 8), ctx =>
        perform(ctx, periodFlow, 'propose', id, { note }),
      )
      await scene.as(source === 'counted' ? '李卫东' : '周健', after(scene, period, 10), ctx =>
        perform(ctx, periodFlow, 'lock', id),
      )
    }
  await scene.as('张涛', scene.now, async ctx => {
    const row = await ctx.db
      .selectFrom('indicator_period')
      .select('id')
      .where('source', '=', 'counted')
      .where('period', '=', scene.month(0).code)
      .executeTakeFirst()
    if (row) await perform(ctx, periodFlow, 'propose', row.id, { note: '与台账核对一致。' })
  })
}

/** One slip was approved, one refused, one waits for the bureau. */
async function correct(scene: Scene): Promise<void> {
  const slips = [
    ['parcels.sent', 3, 1.012, '一家快递企业的乡镇网点漏报，已补交盖章报表。', 'approve'],
    ['live.hosts', 2, 1.2, '有人认为主播人数偏少，没有提供名单。', 'refuse'],
    ['sellers.new', 2, 1.08, '市场监管部门补充了三户新登记的网店。', null],
  ] as const
  for (const [n, [code, ago, factor, reason, answer]] of slips.entries()) {
    const period = scene.month(ago)
    const held = await scene.settled.at(system, scene.now, ctx =>
      ctx.db
        .selectFrom('indicator_value')
        .select('value')
        .where('code', '=', code)
        .where('period', '=', period.code)
        .where('town', '=', 'county')
        .executeTakeFirstOrThrow(),
    )
    const asked = {
      code,
      period: period.code,
      town: 'county',
      value: Math.round(held.value * factor) + n,
      reason,
    }
    // What waits for the bureau was asked for yesterday.
    const at = answer ? after(scene, scene.month(1), 14 + n) : new Date(scene.now.getTime() - day)
    let id = ''
    await scene.as('张涛', at, async ctx => {
      id = (await perform(ctx, correctionFlow, 'ask', null, asked)).id
    })
    if (answer)
      await scene.as('周健', new Date(Math.min(scene.now.getTime(), at.getTime() + 2 * day)), ctx =>
        perform(ctx, correctionFlow, answer, id, {
          reason:
            answer === 'approve'
              ? '核对了企业的揽收台账，同意更正。'
              : '没有凭据，不予更正；有名单后可以再申请。',
        }),
      )
  }
}

/** A new indicator waits for its definition, and a change for approval. */
async function leaveOpen(scene: Scene): Promise<void> {
  await scene.as('张涛', scene.now, async ctx => {
    await perform(ctx, indicatorFlow, 'add', null, {
      ...{
        label: '电商产业园入驻企业',
        theme: '经营主体',
        unit: '家',
        measure: 'count',
        frequency: 'quarter',
      },
      definition: '期末入驻县电商产业园并实际经营的企业数，签约未入驻的不计。',
      ...{ formula: '期末实有数', adds: false, origin: '产业园管理处' },
    })
    const { id } = await perform(ctx, versionFlow, 'draft', null, {
      ...{ code: 'shops.active', label: '活跃网店数', unit: '家' },
      definition: '全年网上销售额超过 2 万元的网店数，按店计；同一主体的几家店分别计。',
      formula: '年销售额大于 2 万元的网店之和',
      holds_from: periodAfter(periodOf('year', dayOf(scene.now))).code,
      reason: '示范县创建方案提高了活跃网店的标准。',
    })
    await perform(ctx, versionFlow, 'submit', id)
  })
}
