import type pg from 'pg'
import { indexTokens } from '#platform/tokens'

/*
 * A directory far larger than a county's: 5,000 items and 10,000 providers with three offers each, made in the database
 * from row numbers, so the same rows each time. As the owner of the tables.
 */
const items = 5_000
const providers = 10_000

const names = [
  '短视频拍摄',
  '产品摄影',
  '商标注册',
  '冷链物流',
  '财税代理',
  '直播培训',
  '网店装修',
  '品牌策划',
]

const uuid = (kind: string): string =>
  `(substr(md5('${kind}' || n), 1, 12) || '7' || substr(md5('${kind}' || n), 13, 3) || '8' || substr(md5('${kind}' || n), 16, 15))::uuid`

export async function fillDirectory(client: pg.ClientBase, centre: number): Promise<void> {
  const tokens = names.map(name => indexTokens(name))
  const named = `(array['${names.join("','")}'])[1 + n % ${names.length}]`
  const family = `(array['consulting','matching','training','startup','publicity','support'])[1 + n % 6]`
  const statements = [
    `insert into service_item (centre_id, id, state, code, family, handling, latest_version, published_version, published_at, confirmed_on, changed_at, rank)
     select ${centre}, ${uuid('item')}, 'published', 'BM-' || n, ${family}, 'order', 1, 1, now() - interval '1 day' * (n % 300), current_date,
       now() - interval '1 day' * (n % 300), n
     from generate_series(1, ${items}) n`,
    `insert into service_item_version (centre_id, item_id, number, name, summary, content, audience, steps, materials,
       price_kind, price_fen, promised_days, legal_basis, saved_at, published_at)
     select ${centre}, ${uuid('item')}, 1, ${named} || n, '按约定时限办理，价格公开。', repeat('服务内容分几步说明。', 20),
       '{企业,个体工商户,农民专业合作社}', '[{"title":"申请","text":"","days":0},{"title":"办理","text":"专人办理","days":3}]',
       '[{"name":"营业执照","required":true,"note":"复印件"}]', 'standard', 10000 + n, 5, 'DB34/T 4229-2022', now(), now()
     from generate_series(1, ${items}) n`,
    `insert into party (centre_id, id, state, kind, name, contact_name, contact_phone, registered_at)
     select ${centre}, ${uuid('firm')}, 'active', 'enterprise', ${named} || n || '有限公司', '经理', '138' || lpad(n::text, 8, '0'), now()
     from generate_series(1, ${providers}) n`,
    `insert into provider (centre_id, id, state, party_id, name, introduction, contact_name, contact_phone, listed_at, confirmed_on,
       changed_at)
     select ${centre}, ${uuid('provider')}, 'listed', ${uuid('firm')}, ${named} || n || '有限公司',
       '做电商服务多年，团队稳定，交付及时。', '经理', '138' || lpad(n::text, 8, '0'), now(), current_date, now()
     from generate_series(1, ${providers}) n`,
    `insert into provider_item (centre_id, provider_id, item_id, price_fen)
     select ${centre}, p.id, i.id, 9900
     from (select n, ${uuid('provider')} as id from generate_series(1, ${providers}) n) p
     cross join generate_series(0, 2) k
     join (select n, ${uuid('item')} as id from generate_series(1, ${items}) n) i on i.n = 1 + (p.n * 7 + k * 1667) % ${items}`,
    ...(['service_item', 'provider'] as const).map(
      subject => `insert into search_document
       select ${centre}, '${subject}', ${uuid(subject === 'provider' ? 'provider' : 'item')}, 'public', ${named} || n, '', '/', 3,
         (select array_agg(value) from json_array_elements_text($1::json -> (n % ${names.length})))
       from generate_series(1, ${subject === 'provider' ? providers : items}) n`,
    ),
    ...['service_item', 'service_item_version', 'provider', 'provider_item', 'search_document', 'party'].map(
      table => `vacuum (analyze) ${table}`,
    ),
  ]
  for (const statement of statements)
    await client.query(statement, statement.includes('$1') ? [JSON.stringify(tokens)] : undefined)
}
