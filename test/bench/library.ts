import type pg from 'pg'
import { indexTokens } from '#platform/tokens'

/*
 * A library of so many policies and as many questions with answers, made in the database from row numbers. Forty of each
 * speak of 贷款贴息, however large it is; every other word is spread over all. As the owner of the tables.
 */
export const asked = '贷款贴息'
/** As somebody types it: rare and common words together. */
export const typed = '合作社想申请贷款贴息，蓝莓冷链仓储也能补吗'

const things =
  '蓝莓 贡糕 茶叶 油茶 瓜蒌 板栗 大米 土鸡 鱼虾 竹笋 山野菜 中药材 豆制品 粉丝 挂面 菌菇 桑蚕 花木 剪纸 竹编'.split(
    ' ',
  )
const matters =
  `冷链仓储 产地预冷 包装设计 商标注册 直播设备 网店装修 快递下乡 村级站点 电商培训 创业孵化 质量追溯 检测认证 品牌推广
  展会参展 仓储用地 用电优惠 人才引进 税费减免 平台入驻 短视频拍摄`.split(/\s+/)
const combinations = things.flatMap(thing => matters.map(matter => `${thing}${matter}`))

const uuid = (kind: string): string =>
  `(substr(md5('${kind}' || n), 1, 12) || '7' || substr(md5('${kind}' || n), 13, 3) || '8' || substr(md5('${kind}' || n), 16, 15))::uuid`
const named = `((select names from words))[1 + n % ${combinations.length}]`

export async function fillLibrary(client: pg.ClientBase, centre: number, size: number): Promise<void> {
  const every = Math.max(1, Math.floor(size / 40))
  const title = `${named} || case when n % ${every} = 0 then '${asked}' else '' end`
  const rows = `from generate_series(1, ${size}) n`
  await client.query('create temp table words (names text[], tokens jsonb, rare text[])')
  await client.query('insert into words values ($1, $2, $3)', [
    combinations,
    JSON.stringify(
      combinations.map(one =>
        indexTokens(`${one}补助怎么申请\n${one}由县商务局受理，合作社和企业都能申请。`),
      ),
    ),
    indexTokens(asked),
  ])
  const statements = [
    `insert into policy (centre_id, id, state, title, latest_version, version, published_at, changed_at, level, issued_on, audience,
       topics, window_kind)
     select ${centre}, ${uuid('policy')}, 'published', ${title} || '办法', 1, 1, now(), now(), 'county', current_date - n % 900,
       '{cooperative,enterprise}', '{logistics}', 'always' ${rows}`,
    `insert into policy_version (centre_id, policy_id, version, title, issuer, level, issued_on, from_on, region, audience, topics,
       window_kind, amount, plain_gains, plain_who, plain_how, plain_when, body, saved_at, published_at)
     select ${centre}, ${uuid('policy')}, 1, ${title} || '办法', '怀宁县商务局', 'county', current_date - n % 900, current_date - n % 900,
       '340822', '{cooperative,enterprise}', '{logistics}', 'always', '最高 5 万元', '补一部分费用', '合作社和企业', '到窗口申请', '全年',
       repeat('按实际支出的三成补助。', 20), now(), now() ${rows}`,
    `insert into knowledge_entry (centre_id, id, state, title, version, latest_version, published_at, confirmed_at)
     select ${centre}, ${uuid('entry')}, 'published', ${title} || '怎么办', 1, 1, now(), now() ${rows}`,
    `insert into knowledge_version (centre_id, entry_id, version, form, kind, title, body, saved_at, published_at)
     select ${centre}, ${uuid('entry')}, 1, 'question', 'policy', ${title} || '怎么办', repeat('带执照到窗口办理。', 20), now(), now()
     ${rows}`,
    ...(['policy', 'knowledge_entry'] as const).map(
      subject => `insert into search_document
       select ${centre}, '${subject}', ${uuid(subject === 'policy' ? 'policy' : 'entry')}, 'public', ${title}, '', '/', 1,
         array(select jsonb_array_elements_text(tokens -> (n % ${combinations.length})))
           || case when n % ${every} = 0 then rare else '{}' end
       ${rows} cross join words`,
    ),
    'drop table words',
    ...['policy', 'policy_version', 'knowledge_entry', 'knowledge_version', 'search_document'].map(
      table => `vacuum (analyze) ${table}`,
    ),
  ]
  for (const statement of statements) await client.query(statement)
}
