import type pg from 'pg'
import { pino } from 'pino'
import { readConfig } from '#platform/config'
import { openKernel } from '../../src/kernel.ts'
import { runJob } from '../../src/worker.ts'

/*
 * 5.2.1 Everything that is sold against everything that is wanted: the nightly pass over so many supplies and as many
 * demands, made in the database from row numbers. As the owner of the tables.
 */

/** What the pass over so many of each side took. */
export interface Pass {
  /** Supplies, and as many demands. */
  postings: number
  seconds: number
  /** MB that the process grew by at most. */
  memory: number
  /** Matches that stand afterwards. */
  matches: number
}

const categories =
  `tea.green tea.black fungus.shiitake fungus.ear fruit.blueberry fruit.peach fruit.pear fruit.melon vegetable.leaf
  vegetable.root grain.rice grain.oil grain.cake aquatic.crayfish aquatic.fish livestock.egg livestock.pork herb.root
  nut.chestnut craft.bamboo packaging.box freight.cold work.dry`.split(/\s+/)

const uuid = (kind: string): string =>
  `(substr(md5('${kind}' || n), 1, 12) || '7' || substr(md5('${kind}' || n), 13, 3) || '8' || substr(md5('${kind}' || n), 16, 15))::uuid`

/** Postings number `from` to `to` of both sides; whose they are is spread over the parties that there are. */
async function post(client: pg.ClientBase, centre: number, from: number, to: number): Promise<void> {
  for (const side of ['supply', 'demand'])
    await client.query(
      `insert into posting (centre_id, id, state, kind, party_id, category, title, quantity, unit, low_fen, high_fen, place, months,
         valid_until, contact_name, contact_phone, channel, submitted_at, published_at)
       select ${centre}, ${uuid(side)}, 'published', '${side}', p.id, (array['${categories.join("','")}'])[1 + n * 7 % ${categories.length}],
         '供需信息' || n, 100 + n % 900, 'jin', 1000 + n % 3000, 2000 + n % 3000, '3408221' || lpad((n % 20)::text, 2, '0'),
         array[1 + n % 12, 1 + (n + 1) % 12], current_date + 60, '经理', '13800000000', 'portal', now(), now()
       from generate_series(${from}, ${to}) n
       join (select id, row_number() over (order by id) - 1 as place, count(*) over () as many from party where centre_id = ${centre}) p
         on p.place = (n * ${side === 'supply' ? 1 : 13} + ${side === 'supply' ? 0 : 5}) % p.many`,
    )
  await client.query('vacuum (analyze) posting')
}

/** The pass over 1,000 a side, then over 10,000. */
export async function measureMatching(
  env: Record<string, string>,
  client: pg.ClientBase,
  centre: number,
): Promise<Pass[]> {
  const kernel = await openKernel(readConfig({ ...env, DEMO: '0' }), { log: pino({ level: 'error' }) })
  const passes: Pass[] = []
  let posted = 0
  for (const postings of [1_000, 10_000]) {
    await post(client, centre, posted + 1, postings)
    posted = postings
    const before = process.memoryUsage().rss
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
    }, 50)
    const began = performance.now()
    await runJob(kernel, { job: 'match.refresh', centre, data: {} })
    const seconds = (performance.now() - began) / 1000
    clearInterval(watch)
    const { rows } = await client.query('select count(*)::int as n from posting_match where stands')
    passes.push({ postings, seconds, memory: (most - before) / 1024 / 1024, matches: rows[0].n })
    console.error(`  matching ${postings} × ${postings}: ${rows[0].n} matches`)
  }
  await kernel.close()
  return passes
}
