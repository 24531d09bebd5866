import type pg from 'pg'
import { pino } from 'pino'
import { readConfig } from '#platform/config'
import { type Ctx, system } from '#platform/ctx'
import type { Db } from '#platform/db'
import { type Indicator, indicators } from '#platform/indicators'
import { periodFrom } from '#platform/periods'
import { openKernel } from '../../src/kernel.ts'

/* 5.6.2 A quarter's statistics over a million records: cases of two years, an eighth of them in the quarter. */
const quarter = '2025-Q4'

export interface Quarter {
  /** Seconds for all figures of cases together, and of one pass of hand-written SQL over the same quarter. */
  ours: number
  floor: number
  records: number
  /** Whether both count the same. */
  equal: boolean
}

const uuid = (kind: string): string =>
  `(substr(md5('${kind}' || n), 1, 12) || '7' || substr(md5('${kind}' || n), 13, 3) || '8' || substr(md5('${kind}' || n), 16, 15))::uuid`

type Client = Pick<pg.ClientBase, 'query'>

/** Cases that were submitted evenly over 2025 and 2026 and closed three days later, of the parties that are there. */
export async function prepareFigures(client: Client, centre: number, rows: number): Promise<void> {
  const at = `timestamptz '2025-01-01 00:00+08' + n * (interval '730 days' / ${rows})`
  await client.query(`
    insert into service_case (centre_id, id, state, number, lookup_code, item_id, item_version, handling, party_id, channel, title,
      contact_name, contact_phone, assignee_id, promised_days, answer, outcome, submitted_at, accepted_at, closed_at)
    select ${centre}, ${uuid('bench-figure')}, 'closed', 'b-' || n, 'ABC234',
      (select id from service_item where centre_id = ${centre} order by id limit 1), 1, 'consultation',
      parties.ids[1 + n % cardinality(parties.ids)], 'portal', '电商政策咨询', '店主', '13900000000',
      (select id from staff where centre_id = ${centre} order by id limit 1), 3, '可以申请。',
      case when n % 10 = 0 then 'confirmed_by_time' else 'confirmed' end, ${at}, ${at} + interval '1 hour', ${at} + interval '3 days'
    from generate_series(1, ${rows}) n,
      (select array_agg(id) as ids from (select id from party where centre_id = ${centre} order by id limit 5000) several) parties`)
}

/** What somebody would write who wants the quarter's figures of cases in one pass, for the county only. */
const byHand = (centre: number): string => `
  select count(*) filter (where submitted_at >= '2025-10-01 00:00+08' and submitted_at < '2026-01-01 00:00+08') as submitted,
    count(*) filter (where state = 'closed' and closed_at >= '2025-10-01 00:00+08' and closed_at < '2026-01-01 00:00+08') as closed
  from service_case where centre_id = ${centre}
    and submitted_at >= '2025-06-01 00:00+08' and submitted_at < '2026-01-01 00:00+08'`

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** The figures of cases of a quarter by ours, with their towns, and by hand; `read` opens a transaction of the centre. */
export async function timeFigures(
  client: Client,
  centre: number,
  rows: number,
  read: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
): Promise<Quarter> {
  const period = periodFrom(quarter)
  const all = [...indicators.values()].filter(one => one.code.startsWith('cases.'))
  const count = (one: Indicator) => read(db => one.count({ db, actor: system } as Ctx, period))
  const sum = async (code: string): Promise<number> =>
    (await count(indicators.get(code) as Indicator)).reduce((total, one) => total + one.value, 0)
  const { rows: found } = await client.query<{ submitted: string; closed: string }>(byHand(centre))
  const equal =
    (await sum('cases.submitted')) === Number(found[0]?.submitted) &&
    (await sum('cases.closed')) === Number(found[0]?.closed)
  const ours = await seconds(async () => {
    for (const one of all) await count(one)
  })
  const floor = await seconds(() => client.query(byHand(centre)))
  return { ours, floor, records: rows, equal }
}

export async function measureFigures(
  env: Record<string, string>,
  client: pg.ClientBase,
  centre: number,
  records: number,
): Promise<Quarter> {
  await prepareFigures(client, centre, records)
  await client.query('vacuum (analyze) service_case')
  const kernel = await openKernel(readConfig({ ...env, DEMO: '0' }), { log: pino({ level: 'error' }) })
  try {
    return await timeFigures(client, centre, records, work => kernel.database.read({ centre }, work))
  } finally {
    await kernel.close()
  }
}
