import type pg from 'pg'
import { pino } from 'pino'
import { conversion } from '#modules/tracking'
import { readConfig } from '#platform/config'
import { system } from '#platform/ctx'
import type { Db } from '#platform/db'
import { openKernel } from '../../src/kernel.ts'

/*
 * 5.3.1 What a year of training led to: a hundred thousand half days of attendance are 25,000 learners in 1,000 classes, of
 * whom each was asked four times. As the owner of the tables.
 */
const perClass = 25
const perLearner = 4

export interface Report {
  /** Seconds of the report by class, lecturer, kind and town together, and of the same by hand-written SQL. */
  ours: number
  floor: number
  learners: number
  /** Whether both count the same shops and the same sales. */
  equal: boolean
}

const uuid = (kind: string, n = 'n'): string =>
  `(substr(md5('${kind}' || ${n}), 1, 12) || '7' || substr(md5('${kind}' || ${n}), 13, 3) || '8' || substr(md5('${kind}' || ${n}), 16, 15))::uuid`

type Client = Pick<pg.ClientBase, 'query'>

/** Classes of the year 2025 with lecturers, learners, costs and what learners said at 1, 3, 6 and 12 months. */
export async function prepareReport(client: Client, centre: number, learners: number): Promise<void> {
  const classes = Math.ceil(learners / perClass)
  const owner = `(select id from staff where centre_id = ${centre} order by id limit 1)`
  const ofClass = `from generate_series(1, ${classes}) n`
  const ofLearner = `from generate_series(0, ${learners - 1}) n`
  const inClass = `(1 + n / ${perClass})`
  const statements = [
    `insert into lecturer (centre_id, id, state, name, about)
     select ${centre}, ${uuid('bench-lecturer')}, 'active', '讲师' || n, '讲课。' from generate_series(0, 19) n`,
    `insert into training_class (centre_id, id, state, number, kind, title, owner_id, about, organiser, place, capacity, starts_on, ends_on,
       opens_at, closes_at, hours_tenths, teaching_plan, completed_at)
     select ${centre}, ${uuid('bench-class')}, 'completed', '2025-b' || n, (array['basic', 'skill', 'advanced', 'live', 'management'])[1 + n % 5],
       '培训班' || n, ${owner}, '讲课。', '中心', '会展中心', 50, date '2025-01-01' + n % 360, date '2025-01-02' + n % 360,
       '2024-12-01', '2024-12-31', 160, '讲两天。', '2025-12-31' ${ofClass}`,
    `insert into lesson (centre_id, id, state, class_id, title, starts_at, ends_at, half, form, hours_tenths, lecturer_id, place)
     select ${centre}, ${uuid('bench-lesson', `n || '-' || part`)}, 'planned', ${uuid('bench-class')}, '课',
       timestamptz '2025-01-01 00:00+08' + (n * 2 + part) * interval '4 hours', timestamptz '2025-01-01 03:00+08' + (n * 2 + part) * interval '4 hours',
       '2025-01-01 am', 'theory', 40 + part * 40, ${uuid('bench-lecturer', '((n + part) % 20)')}, '教室' || n from generate_series(1, ${classes}) n, generate_series(0, 1) part`,
    `insert into enrolment (centre_id, id, state, class_id, turn, person_name, phone, id_hash, town, channel, applied_at, accepted_at, reason)
     select ${centre}, ${uuid('bench-enrolment')}, case when n % 20 = 0 then 'failed' else 'completed' end, ${uuid('bench-class', inClass)},
       n % ${perClass} + 1, '学员' || n, '13800000000', md5('p' || n % ${Math.max(1, Math.floor(learners * 0.8))}), '3408221' || lpad((n % 20)::text, 2, '0'),
       'sheet', '2025-01-01', '2025-01-01', '缺课' ${ofLearner}`,
    `insert into training_cost (centre_id, id, state, class_id, item, what, payee, receipt, amount_fen, paid_on)
     select ${centre}, ${uuid('bench-cost')}, 'settled', ${uuid('bench-class')}, '讲课费', '讲课', '讲师', 'b' || n, 500000 + n, '2025-12-31' ${ofClass}`,
    `insert into follow_round (centre_id, id, state, class_id, class_number, title, owner_id, months, due_on, closes_on, opened_at, closed_at)
     select ${centre}, ${uuid('bench-round', `n || '-' || months`)}, 'closed', ${uuid('bench-class')}, '2025-b' || n, '培训班' || n, ${owner}, months,
       '2026-01-01', '2026-02-01', '2026-01-01', '2026-02-01' ${ofClass}, unnest(array[1, 3, 6, 12]) months`,
    `insert into follow_up (centre_id, id, state, round_id, class_id, enrolment_id, months, answered_on, channel, shop, sales_fen, employment)
     select ${centre}, ${uuid('bench-follow', `n || '-' || months`)}, case when answered then 'answered' else 'unreachable' end,
       ${uuid('bench-round', `(1 + n / ${perClass}) || '-' || months`)}, ${uuid('bench-class', inClass)}, ${uuid('bench-enrolment')}, months,
       case when answered then date '2026-01-15' end, case when answered then 'phone' end, case when answered then n % 3 = 0 end,
       case when answered then (n % 50) * 10000 end, case when answered then 'own' end
     from (select n, months, (n + months) % 4 > 0 as answered ${ofLearner}, unnest(array[1, 3, 6, 12]) months where n % 20 <> 0) asked`,
  ]
  for (const statement of statements) await client.query(statement)
}

/** What somebody would write who knows the tables and wants the two sums only, by class. */
const byHand = (centre: number): string => `
  select c.id, count(*) filter (where f.shop) as shops, sum(f.sales_fen) as sales from training_class c
  join enrolment e on e.centre_id = c.centre_id and e.class_id = c.id and e.state in ('completed', 'failed')
  left join (select distinct on (enrolment_id) enrolment_id, shop, sales_fen from follow_up
    where centre_id = ${centre} and state = 'answered' order by enrolment_id, months desc) f on f.enrolment_id = e.id
  where c.centre_id = ${centre} and c.state in ('completed', 'archived') and c.ends_on between '2025-01-01' and '2025-12-31'
  group by c.id`

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** The report four ways, by our statement and by hand; `read` opens a transaction of the centre. */
export async function timeReport(
  client: Client,
  centre: number,
  learners: number,
  read: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
): Promise<Report> {
  const report = (by: 'class' | 'lecturer' | 'kind' | 'town') =>
    read(db => conversion({ db, actor: system } as never, by, '2025-01-01', '2025-12-31', 5_000))
  const all = ['class', 'lecturer', 'kind', 'town'] as const
  const lines = await report('class')
  const { rows } = await client.query<{ shops: string; sales: string }>(byHand(centre))
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  const ours = await seconds(async () => {
    for (const by of all) await report(by)
  })
  const floor = await seconds(async () => {
    for (const _ of all) await client.query(byHand(centre))
  })
  return {
    ...{ ours, floor, learners },
    equal:
      sum(lines.map(one => one.shops)) === sum(rows.map(one => Number(one.shops))) &&
      sum(lines.map(one => one.sales_fen)) === sum(rows.map(one => Number(one.sales))),
  }
}

export async function measureReport(
  env: Record<string, string>,
  client: pg.ClientBase,
  centre: number,
  halfDays: number,
): Promise<Report> {
  const learners = halfDays / perLearner
  await prepareReport(client, centre, learners)
  for (const table of ['training_class', 'lesson', 'enrolment', 'training_cost', 'follow_up'])
    await client.query(`vacuum (analyze) ${table}`)
  const kernel = await openKernel(readConfig({ ...env, DEMO: '0' }), { log: pino({ level: 'error' }) })
  try {
    return await timeReport(client, centre, learners, work => kernel.database.read({ centre }, work))
  } finally {
    await kernel.close()
  }
}
