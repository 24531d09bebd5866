// The two floors that our figures are ratios of: a bare `node:http` answer, and hand-written SQL behind `node:http`. The
// SQL floor does by hand what a careful programmer would for one page: the session, one transaction as the restricted
// role, the rows, and JSON. What it leaves out (layout, permissions, forms, journal rules) is what ours adds.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'
import pg from 'pg'
import { attend } from './floor-attendance.ts'
import { examStep } from './floor-exams.ts'
import { register } from './floor-rush.ts'

const { DATABASE_URL, CENTRE = '1', SESSION = '', PAGE = '', ITEM = '', PARTY = '' } = process.env
const page = Buffer.from(PAGE, 'base64')
const connection: pg.PoolConfig = process.env.SOCKET
  ? { host: process.env.SOCKET, port: 5432, user: 'postgres', database: 'postgres', max: 10 }
  : { connectionString: DATABASE_URL as string, max: 20 }
const pool = new pg.Pool({
  ...connection,
  ...(process.env.SOCKET ? {} : { pipeline: true }),
} as pg.PoolConfig)
const opening = (mode: string) =>
  `${mode}; set local role centre_app; set local app.centre = '${Math.trunc(Number(CENTRE))}'`

async function transaction(
  mode: string,
  work: (client: pg.PoolClient) => Promise<unknown>,
): Promise<unknown> {
  await pool.query('select * from resolve_actor($1, $2, now())', [SESSION, Number(CENTRE)])
  return inOne(mode, work)
}

/** For strangers: nobody has to be found out. */
const open = (work: (client: pg.PoolClient) => Promise<unknown>) => inOne('begin read only', work)

async function inOne(mode: string, work: (client: pg.PoolClient) => Promise<unknown>): Promise<unknown> {
  const client = await pool.connect()
  try {
    const opened = client.query(opening(mode))
    opened.catch(() => {})
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    client.release()
  }
}

const list = () =>
  transaction('begin read only', async client => {
    const { rows } = await client.query(
      `select c.id, c.number, c.title, c.state, c.submitted_at, p.name as party, s.name as assignee, t.due_at
       from service_case c
       join party p on p.centre_id = c.centre_id and p.id = c.party_id
       left join staff s on s.centre_id = c.centre_id and s.id = c.assignee_id
       left join task t on t.centre_id = c.centre_id and t.flow = 'service_case' and t.record_id = c.id and t.closed_at is null
       order by c.id desc limit 31`,
    )
    return rows
  })

const detail = (id: string) =>
  transaction('begin read only', async client => {
    const [found, history] = await Promise.all([
      client.query(
        `select c.*, p.name as party, v.name as item, s.name as assignee, t.due_at
         from service_case c
         join party p on p.centre_id = c.centre_id and p.id = c.party_id
         join service_item_version v on v.centre_id = c.centre_id and v.item_id = c.item_id and v.number = c.item_version
         left join staff s on s.centre_id = c.centre_id and s.id = c.assignee_id
         left join task t on t.centre_id = c.centre_id and t.flow = 'service_case' and t.record_id = c.id and t.closed_at is null
         where c.id = $1`,
        [id],
      ),
      client.query(
        `select j.*, d.actor_name, d.note from journal j
         left join journal_detail d on d.centre_id = j.centre_id and d.journal_id = j.id
         where j.record_id = $1 order by j.id desc limit 100`,
        [id],
      ),
    ])
    return { ...found.rows[0], history: history.rows }
  })

let made = 0
/** A case with its number, its journal entry and its task: what no serious program could leave out. */
const create = () =>
  transaction('begin', async client => {
    const id = crypto.randomUUID()
    const journal = crypto.randomUUID()
    const { rows } = await client.query(
      `insert into case_counter (day, last) values (current_date, 1)
       on conflict (centre_id, day) do update set last = case_counter.last + 1 returning last`,
    )
    const number = `floor-${process.pid}-${rows[0].last}-${made++}`
    await Promise.all([
      client.query(
        `insert into service_case (id, state, number, lookup_code, item_id, item_version, handling, party_id, channel, title,
           answers, contact_name, contact_phone, promised_days, submitted_at)
         values ($1, 'submitted', $2, 'ABC234', $3, 1, 'consultation', $4, 'portal', '电商政策咨询', '{}', '店主', '13900000001', 3, now())`,
        [id, number, ITEM, PARTY],
      ),
      client.query(
        `insert into journal (id, at, flow, action, record_id, to_state, actor_kind, party_id, digest)
         values ($1, now(), 'service_case', 'submit', $2, 'submitted', 'person', $3, 'x')`,
        [journal, id, PARTY],
      ),
      client.query(
        `insert into journal_detail (journal_id, salt, actor_name, input) values ($1, 'x', '店主', '{}')`,
        [journal],
      ),
      client.query(
        `insert into task (id, flow, record_id, state, title, duty, opened_at, due_at)
         values ($1, 'service_case', $2, 'submitted', '电商政策咨询', 'case.accept', now(), now() + interval '1 day')`,
        [crypto.randomUUID(), id],
      ),
    ])
    return { id, number }
  })

const card = `select i.id, i.family, v.name, v.summary, v.price_kind, v.price_fen, v.price_unit, v.promised_days
  from service_item i join service_item_version v on v.centre_id = i.centre_id and v.item_id = i.id and v.number = i.published_version
  where i.shown`

/** The directory as cards, by a word and by a family; and 50 services with all that belongs to them, in three queries. */
const directory: Record<string, () => Promise<unknown>> = {
  search: () =>
    open(async client => {
      const hits = await client.query(
        "select record_id from search_documents(array['冷链'], array['public'], 'service_item', 200)",
      )
      const ids = hits.rows.map(row => row.record_id)
      return (await client.query(`${card} and i.id = any ($1) order by i.rank limit 500`, [ids])).rows
    }),
  facet: () =>
    open(
      async client => (await client.query(`${card} and i.family = 'support' order by i.rank limit 500`)).rows,
    ),
  hsds: () =>
    open(async client => {
      const { rows } = await client.query(
        `select i.id, i.family, i.published_at, v.* from service_item i
         join service_item_version v on v.centre_id = i.centre_id and v.item_id = i.id and v.number = i.published_version
         where i.shown order by i.id limit 50 offset 1950`,
      )
      const ids = rows.map(row => row.item_id)
      const [count, offers] = await Promise.all([
        client.query('select count(*) from service_item where shown'),
        client.query(
          `select o.item_id, o.price_fen, o.price_note, p.id, p.name from provider_item o
           join provider p on p.centre_id = o.centre_id and p.id = o.provider_id
           where p.shown and o.item_id = any ($1)`,
          [ids],
        ),
      ])
      return { total: count.rows[0], contents: rows, offers: offers.rows }
    }),
}

/** The library by a word that forty have, and what may answer a question as somebody types it. */
const library: Record<string, () => Promise<unknown>> = {
  policies: () =>
    open(async client => {
      const hits = await client.query(
        "select record_id from search_documents(array['贷款', '款贴', '贴息'], array['public'], 'policy', 200)",
      )
      const { rows } = await client.query(
        `select p.id, v.title, v.number, v.issuer, v.level, v.issued_on, v.plain_gains, v.amount, v.window_kind, v.opens_on, v.closes_on
         from policy p join policy_version v on v.centre_id = p.centre_id and v.policy_id = p.id and v.version = p.version
         where p.shown and p.in_force and p.id = any ($1) order by p.issued_on desc, p.id desc limit 21`,
        [hits.rows.map(row => row.record_id)],
      )
      return rows
    }),
  knowledge: () =>
    open(async client => {
      const hits = await client.query(
        "select record_id from found_documents(array['贷款', '款贴', '贴息'], 'knowledge_entry')",
      )
      return answers(
        client,
        hits.rows.map(row => row.record_id),
      )
    }),
  suggest: () =>
    open(async client => {
      const hits = await client.query("select record_id from similar_documents($1, 'knowledge_entry', 5)", [
        [
          '合作',
          '作社',
          '想申',
          '申请',
          '贷款',
          '款贴',
          '贴息',
          '蓝莓',
          '莓冷',
          '冷链',
          '链仓',
          '仓储',
          '储也',
          '也能',
          '能补',
        ],
      ])
      return answers(
        client,
        hits.rows.map(row => row.record_id),
      )
    }),
}

const answers = async (client: pg.PoolClient, ids: string[]) =>
  (
    await client.query(
      `select e.id, v.title, v.form, v.kind, v.body, v.basis, coalesce(c.reads, 0) as reads
       from knowledge_entry e join knowledge_version v on v.centre_id = e.centre_id and v.entry_id = e.id and v.version = e.version
       left join knowledge_count c on c.centre_id = e.centre_id and c.entry_id = e.id and c.version = e.version
       where not e.hidden and e.state <> 'withdrawn' and e.id = any ($1) order by reads desc, e.id desc limit 100`,
      [ids],
    )
  ).rows

const server = createServer((request, response) => {
  const { url = '/' } = request
  const answer = (work: Promise<unknown>) =>
    work.then(
      result => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result)),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  if (url === '/bare')
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' })
      .end(page)
  else if (url === '/list') answer(list())
  else if (url.startsWith('/detail/')) answer(detail(url.slice(8)))
  else if (library[url.slice(9)]) answer((library[url.slice(9)] as () => Promise<unknown>)())
  else if (url.startsWith('/exam/')) {
    request.resume()
    answer(examStep(pool, inOne, Number(CENTRE), url.slice(6).split('/')))
  } else if (url.startsWith('/register/')) {
    const [activity = '', party = '', token = ''] = url.slice(10).split('/')
    request.resume()
    answer(register(pool, inOne, Number(CENTRE), { activity, party, token }))
  } else if (url.startsWith('/attend/')) {
    const [session = '', token = ''] = url.slice(8).split('/')
    request.resume()
    answer(attend(pool, inOne, Number(CENTRE), session, token))
  } else if (directory[url.slice(11)]) answer((directory[url.slice(11)] as () => Promise<unknown>)())
  else if (url === '/create') {
    request.resume()
    answer(create())
  } else response.writeHead(404).end()
})
// The page is what our server answers; a floor of other bytes would not be one.
if (page.length > 0) brotliDecompressSync(page)
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
