import type pg from 'pg'
import type { Settled } from '../../src/demo/settle.ts'

/*
 * Scales a settled centre to any number of cases, each with its journal, and to a fifth as many parties: made in the
 * database from row numbers, so the same numbers always give the same rows. As the owner of the tables.
 */

/** A UUIDv7 of a moment and a row number: ids sort by time, as the program's own do. */
const uuid = (at: string, kind: string): string =>
  `(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7' || substr(md5('${kind}' || n), 1, 3) || '8' || substr(md5('${kind}' || n), 4, 15))::uuid`

/** Row n of N happened when: spread over the two years before now. */
const moment = (rows: number): string => `(now() - interval '730 days' * (1 - n::float8 / ${rows}))`

/** One in twenty cases is still open. */
const open = 'n % 20 = 0'

export async function fill(client: pg.ClientBase, settled: Settled, rows: number): Promise<void> {
  const centre = settled.id
  const parties = Math.max(10, Math.floor(rows / 5))
  const [item] = settled.items.values()
  const staff = [...settled.staff.values()]
    .filter(one => one.duties.has('case.handle'))
    .map(one => one.staffId)
  const at = moment(rows)
  const statements = [
    `insert into party (centre_id, id, state, kind, name, contact_name, contact_phone, registered_at)
     select ${centre}, ${uuid(moment(parties), 'party')}, 'active', 'sole_trader', '怀宁县第' || n || '号小店',
       '店主' || n, '139' || lpad(n::text, 8, '0'), ${moment(parties)}
     from generate_series(1, ${parties}) n`,
    `create temp table party_of as select row_number() over (order by id) as place, id from party where centre_id = ${centre}`,
    'create unique index on party_of (place)',
    `create temp table made as
     select n, ${uuid(at, 'case')} as id, ${at} as at, ${open} as open, p.id as party_id
     from generate_series(1, ${rows}) n join party_of p on p.place = 1 + n % (select count(*) from party_of)`,
    `insert into service_case (centre_id, id, state, number, lookup_code, item_id, item_version, handling, party_id,
       channel, title, answers, contact_name, contact_phone, assignee_id, promised_days, answer, outcome,
       submitted_at, accepted_at, closed_at)
     select ${centre}, id, case when open then 'accepted' else 'closed' end, '340822-20260101-' || lpad(n::text, 8, '0'),
       'ABC234', '${item}', 1, 'consultation', party_id, 'portal', '电商政策咨询',
       '{"question": "合作社能不能申请物流补助？需要哪些材料？"}', '店主', '139' || lpad(n::text, 8, '0'),
       ('{${staff.join(',')}}'::uuid[])[1 + n % ${staff.length}], 3,
       case when open then null else '可以申请，请在窗口期内准备营业执照和发票。' end,
       case when open then null else 'confirmed' end, at, at + interval '1 hour',
       case when open then null else at + interval '3 days' end
     from made`,
    `insert into task (centre_id, id, flow, record_id, state, title, staff_id, opened_at, due_at)
     select ${centre}, ${uuid('at', 'task')}, 'service_case', id, 'accepted', '电商政策咨询',
       ('{${staff.join(',')}}'::uuid[])[1 + n % ${staff.length}], at, at + interval '5 days'
     from made where open`,
    `insert into journal (centre_id, id, at, flow, action, record_id, from_state, to_state, actor_kind, party_id, digest)
     select ${centre}, ${uuid('at', 'journal')}, at, 'service_case', 'submit', id, null, 'submitted', 'person', party_id, md5(n::text)
     from made`,
    `insert into journal_detail (centre_id, journal_id, salt, actor_name, input)
     select ${centre}, ${uuid('at', 'journal')}, 'bench', '店主', '{}' from made`,
    `insert into journal (centre_id, id, at, flow, action, record_id, from_state, to_state, actor_kind, party_id, digest)
     select ${centre}, ${uuid("at + interval '3 days'", 'closed')}, at + interval '3 days', 'service_case', 'confirm', id,
       'answered', 'closed', 'person', party_id, md5(n::text)
     from made where not open`,
    `insert into journal_detail (centre_id, journal_id, salt, actor_name, input)
     select ${centre}, ${uuid("at + interval '3 days'", 'closed')}, 'bench', '店主', '{}' from made where not open`,
    'drop table made, party_of',
    'vacuum (analyze) party',
    'vacuum (analyze) service_case',
    'vacuum (analyze) task',
    'vacuum (analyze) journal',
    'vacuum (analyze) journal_detail',
  ]
  for (const statement of statements) await client.query(statement)
}
