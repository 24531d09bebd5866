import {
  correctionFlow,
  reporterFlow,
  roundFlow,
  settleForms,
  sheetFlow,
  sheetStart,
} from '#modules/reporting'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { type Period, periodBefore, periodOf } from '#platform/periods'
import { runJob } from '../worker.ts'
import { identify } from './identify.ts'
import { providers, recipients } from './people.ts'
import { drawn, type Picture } from './pictures.ts'
import type { Settled } from './settle.ts'

/** Who reports every month: name, usual sales of goods in 元, orders, live shows; whether it is small. */
const usual = recipients
  .filter(one => one.kind !== 'person')
  .concat(providers.slice(0, 1))
  .map((one, at) => ({
    ...one,
    goods: 42_000 + at * 17_300,
    orders: 610 + at * 190,
    live: at % 3 === 0 ? 0 : 6 + at,
    small: one.kind !== 'enterprise',
  }))

type Fate = 'approved' | 'submitted' | 'returned' | 'signing' | 'due' | 'jump'
/** How the month that is being collected stands, in the order of those who report. */
const fates: readonly Fate[] = [
  ...(['jump', 'approved', 'submitted', 'approved', 'returned', 'approved'] as const),
  ...(['submitted', 'due', 'signing', 'approved', 'approved', 'submitted'] as const),
]

/** The bookkeeper and the head of each enterprise, who sign after the one who fills in. */
const signers = [
  ['周丽娟', '程为民'],
  ['余小燕', '朱长春'],
  ['叶红梅', '丁自强'],
  ['方晓云', '方国栋'],
] as const

interface Scene {
  settled: Settled
  now: Date
  people: readonly Actor[]
  /** By the name of the enterprise. */
  colleagues: ReadonlyMap<string, readonly [Actor, Actor]>
  picture: Picture
}

/**
 * Three months of 企业电商月报 from a dozen who report: two locked, the first with a correction slip, the last still coming
 * in with one late, one sent back, one that grew by half; the stations' sheets beside it.
 */
export async function liveReporting(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const people: Actor[] = []
  for (const one of usual) {
    const parties = [settled.parties.get(one.name) as string]
    people.push({ ...(await identify(kernel, one.contact, one.phone)), parties })
  }
  const colleagues = new Map<string, readonly [Actor, Actor]>()
  for (const [n, one] of usual.filter(one => !one.small).entries()) {
    const [stats, head] = signers[n % signers.length] as (typeof signers)[number]
    const parties = [settled.parties.get(one.name) as string]
    colleagues.set(one.name, [
      { ...(await identify(kernel, stats, `138000051${String(n).padStart(2, '0')}`)), parties },
      { ...(await identify(kernel, head, `138000052${String(n).padStart(2, '0')}`)), parties },
    ])
  }
  const scene = {
    settled,
    now,
    people,
    colleagues,
    picture: await drawn(kernel, '结算单.png', '#f7f4ec', '#a9b58b'),
  }
  const month = periodBefore(periodOf('month', dayOf(now)))
  const months = [periodBefore(periodBefore(month)), periodBefore(month), month]
  await settled.at(system, at(months[0] as Period, 1), ctx => settleForms(ctx))
  await settled.at(staffOf(scene, '张涛'), at(months[0] as Period, 1), async ctx => {
    for (const one of usual) {
      const party_id = settled.parties.get(one.name)
      await perform(ctx, reporterFlow, 'enrol', null, { form_code: 'Q1', party_id, small: one.small })
    }
  })
  for (const [n, period] of months.entries()) await collect(scene, period, n)
  await stations(kernel, scene, month)
  await county(scene)
}

/** The sums of locked rounds stand in the dictionary before its own months are locked, as the clock would have it. */
export async function feedReports(kernel: Kernel, settled: Settled): Promise<void> {
  const locked = await settled.at(system, kernel.outside.now(), ctx =>
    ctx.db
      .selectFrom('report_round')
      .select('id')
      .where('state', '=', 'locked')
      .orderBy('locked_at')
      .execute(),
  )
  for (const { id } of locked)
    await runJob(kernel, { job: 'report.after_lock', centre: settled.id, data: { recordId: id } })
}

const staffOf = ({ settled }: Scene, name: string): Actor => settled.staff.get(name) as Actor
/** So many days after the end of a period, in the morning. */
const at = (period: Period, days: number): Date => new Date(`${addDays(period.last, days)}T09:30:00+08:00`)
/** Nothing of the demonstration happens after now. */
const then = ({ now }: Scene, when: Date): Date => (when < now ? when : now)

async function collect(scene: Scene, period: Period, n: number): Promise<void> {
  const { settled } = scene
  const isLast = n === 2
  const form = await formOf(scene, 'Q1')
  const { id: round } = await settled.at(system, then(scene, at(period, 1)), ctx =>
    perform(ctx, roundFlow, 'open', null, { form_id: form, period: period.code }),
  )
  const sheets = await sheetsOf(scene, round)
  for (const [who, one] of usual.entries()) {
    const sheet = sheets.get(settled.parties.get(one.name) as string)
    const fate = isLast ? fateOf(scene, period, who) : 'approved'
    if (sheet && fate !== 'due') await report(scene, { sheet, who, n, period, fate })
  }
  const late = [...sheets.values()].find((_, index) => fates[index] === 'due')
  if (isLast) {
    if (late && dayOf(scene.now) > addDays(period.last, 6))
      await settled.at(staffOf(scene, '张涛'), scene.now, ctx => perform(ctx, sheetFlow, 'urge', late))
    return
  }
  await settled.at(staffOf(scene, '李卫东'), at(period, 8), ctx =>
    perform(ctx, roundFlow, 'sum', round, {
      summary:
        n === 0
          ? '十几家全部按时报送，农产品上行平稳，直播场次略有增加。'
          : '全部按时报送，秋季新品上市，零售额小幅增长，没有异常。',
    }),
  )
  await settled.at(staffOf(scene, '周健'), at(period, 10), ctx => perform(ctx, roundFlow, 'lock', round))
  await correct(scene, period, [...sheets.values()], n)
}

/** The centre audits in time: after its day, what came in is approved but for the last. */
function fateOf({ now }: Scene, period: Period, who: number): Fate {
  const fate = fates[who] ?? 'approved'
  const isPast = dayOf(now) > addDays(period.last, 8)
  return fate === 'submitted' && isPast && who < fates.lastIndexOf('submitted') ? 'approved' : fate
}

interface Reporting {
  sheet: string
  who: number
  n: number
  period: Period
  fate: Fate
}

/** One sheet, signed by one where the reporter is small, and by three otherwise. */
async function report(scene: Scene, { sheet, who, n, period, fate }: Reporting): Promise<void> {
  const { settled, picture } = scene
  const one = usual[who] as (typeof usual)[number]
  const person = scene.people[who] as Actor
  const cells = figures(who, n, fate)
  const when = then(scene, at(period, 3))
  const why = '双节期间参加平台促销，老客复购集中，订单比平时多了一半。'
  await settled.at(person, when, async ctx =>
    perform(ctx, sheetFlow, 'fill', sheet, {
      ...cells,
      ...(fate === 'jump' && {
        ...{ why_c01_1: why, why_c04_1: why, why_c05_1: why },
        proof: [await stage(ctx, picture, 'proof')],
      }),
      ...{ filler_name: one.contact, ...(one.small && { all_mine: true }) },
    }),
  )
  if (fate === 'signing' && !one.small) return
  if (!one.small) await sign(scene, one.name, sheet, when)
  const director = staffOf(scene, '李卫东')
  const later = then(scene, at(period, 6))
  if (fate === 'returned')
    await settled.at(director, later, ctx =>
      perform(ctx, sheetFlow, 'return', sheet, {
        reason: '第 08 行发出快递比订单数多，请核对是不是把换货也算进去了。',
      }),
    )
  if (fate === 'approved' || fate === 'jump')
    await settled.at(director, later, ctx => perform(ctx, sheetFlow, 'approve', sheet))
}

async function sign(scene: Scene, firm: string, sheet: string, when: Date): Promise<void> {
  const [stats, head] = scene.colleagues.get(firm) as readonly [Actor, Actor]
  await scene.settled.at(stats, when, ctx =>
    perform(ctx, sheetFlow, 'signStats', sheet, { name: stats.name }),
  )
  await scene.settled.at(head, when, ctx => perform(ctx, sheetFlow, 'signHead', sheet, { name: head.name }))
}

function figures(who: number, n: number, fate: Fate): Record<string, number> {
  const { goods, orders, live } = usual[who] as (typeof usual)[number]
  const growth = fate === 'jump' ? 1.52 : 1 + n * 0.04 + (who % 4) * 0.01
  const [sold, served, ordered] = [
    Math.round(goods * growth) * 100,
    who % 4 === 1 ? 260_000 : 0,
    Math.round(orders * growth),
  ]
  return {
    ...{ c01_1: sold + served, c02_1: sold, c03_1: served, c04_1: Math.round((sold * (70 + who)) / 100) },
    ...{ c05_1: ordered, c06_1: live, c07_1: live > 0 ? Math.round(sold * 0.3) : 0 },
    ...{
      c08_1: ordered + (fate === 'returned' ? 240 : -3),
      c09_1: 40 + who * 3,
      c10_1: 6 + who,
      c11_1: who % 4,
    },
  }
}

/** Of the first month one slip was approved; of the second, one waits. */
async function correct(scene: Scene, period: Period, sheets: readonly string[], n: number): Promise<void> {
  const { settled, picture } = scene
  // What waits for the bureau was asked for yesterday.
  const asked = n === 0 ? at(period, 14) : new Date(scene.now.getTime() - 86_400_000)
  const { id } = await settled.at(staffOf(scene, '张涛'), then(scene, asked), async ctx =>
    perform(ctx, correctionFlow, 'ask', null, {
      ...{ report_id: sheets[n + 1], cell: 'c10_1', new_value: 30 + n },
      reason: '漏报了分拣车间的临时用工，已按工资表补上。',
      proof: [await stage(ctx, picture, 'proof')],
    }),
  )
  if (n === 0)
    await settled.at(staffOf(scene, '周健'), at(period, 16), ctx =>
      perform(ctx, correctionFlow, 'approve', id, { opinion: '工资表与银行代发一致，同意更正。' }),
    )
}

/** The stations' sheets of the month: some heads looked through what their days add up to and signed, the others have not. */
async function stations(kernel: Kernel, scene: Scene, period: Period): Promise<void> {
  const { settled } = scene
  const form = await formOf(scene, 'Z1')
  const { id: round } = await settled.at(system, then(scene, at(period, 1)), ctx =>
    perform(ctx, roundFlow, 'open', null, { form_id: form, period: period.code }),
  )
  const rows = await read(scene, ctx =>
    ctx.db
      .selectFrom('report')
      .innerJoin('station', 'station.id', 'report.station_id')
      .selectAll('report')
      .select(['station.head_name as keeper', 'station.head_phone as phone'])
      .where('round_id', '=', round)
      .where('head_identity_id', 'is not', null)
      .orderBy('station.code')
      .limit(20)
      .execute(),
  )
  for (const [n, { keeper, phone, ...row }] of rows.slice(0, 3).entries()) {
    const head = await identify(kernel, keeper, phone)
    await settled.at(head, then(scene, at(period, 4)), async ctx => {
      const start = await sheetStart(ctx, row as never)
      await perform(ctx, sheetFlow, 'fill', row.id, {
        ...start,
        ...{ c07_1: 260 + n * 45, filler_name: keeper, all_mine: true },
      })
    })
    if (n < 2 || dayOf(scene.now) > addDays(period.last, 8))
      await settled.at(staffOf(scene, '李卫东'), then(scene, at(period, 6)), ctx =>
        perform(ctx, sheetFlow, 'approve', row.id),
      )
  }
}

/** Last year's facts of the county, signed by three of the centre, audited and locked by the bureau. */
async function county(scene: Scene): Promise<void> {
  const { settled, picture } = scene
  const period = periodBefore(periodOf('year', dayOf(scene.now)))
  const on = (days: number) => then(scene, at(period, days))
  const form = await formOf(scene, 'X1')
  const { id: round } = await settled.at(system, on(1), ctx =>
    perform(ctx, roundFlow, 'open', null, { form_id: form, period: period.code }),
  )
  const { id } = await read(scene, ctx =>
    ctx.db.selectFrom('report').select('id').where('round_id', '=', round).executeTakeFirstOrThrow(),
  )
  const facts = [3_480_000, 1_620_000, 472_000, 2_186_500, 152_300, 9_860, 31_400, 4_085, 612, 3_473]
  const cells = Object.fromEntries(
    [...facts, 231, 236].map((value, row) => [`c${String(row + 1).padStart(2, '0')}_1`, value]),
  )
  await settled.at(staffOf(scene, '陈静'), on(70), async ctx =>
    perform(ctx, sheetFlow, 'fill', id, {
      ...cells,
      ...{ filler_name: '陈静', proof: [await stage(ctx, { ...picture, name: '统计公报.png' }, 'proof')] },
    }),
  )
  await settled.at(staffOf(scene, '张涛'), on(71), ctx =>
    perform(ctx, sheetFlow, 'signStats', id, { name: '张涛' }),
  )
  await settled.at(staffOf(scene, '李卫东'), on(72), ctx =>
    perform(ctx, sheetFlow, 'signHead', id, { name: '李卫东' }),
  )
  await settled.at(staffOf(scene, '周健'), on(75), ctx => perform(ctx, sheetFlow, 'approve', id))
  await settled.at(staffOf(scene, '李卫东'), on(76), ctx =>
    perform(ctx, roundFlow, 'sum', round, { summary: '各项数字取自统计公报和部门函复，凭据附后。' }),
  )
  await settled.at(staffOf(scene, '周健'), on(80), ctx => perform(ctx, roundFlow, 'lock', round))
}

const read = <T>({ settled, now }: Scene, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  settled.at(system, now, work)

const formOf = async (scene: Scene, code: string): Promise<string> =>
  (
    await read(scene, ctx =>
      ctx.db
        .selectFrom('report_form')
        .select('id')
        .where('code', '=', code)
        .where('state', '=', 'active')
        .executeTakeFirstOrThrow(),
    )
  ).id

/** The sheets of a round by party, in the order of those who report. */
async function sheetsOf(scene: Scene, round: string): Promise<Map<string, string>> {
  const rows = await read(scene, ctx =>
    ctx.db.selectFrom('report').select(['id', 'party_id']).where('round_id', '=', round).limit(100).execute(),
  )
  const known = new Map(rows.map(row => [row.party_id as string, row.id]))
  return new Map(
    usual.flatMap(one => {
      const party = scene.settled.parties.get(one.name) as string
      const sheet = known.get(party)
      return sheet ? [[party, sheet] as const] : []
    }),
  )
}
