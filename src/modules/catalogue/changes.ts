import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { differencesOf, type Version } from './versions.ts'

/** What the public is told of the directory (4.4.2), by the action that did it: a word, and what it is about. */
const told = [
  ['service_item', 'publish', '上架'],
  ['service_item', 'withdraw', '下架'],
  ['provider', 'list', '入库'],
  ['provider', 'suspend', '暂停'],
  ['provider', 'leave', '退出'],
  ['provider', 'resume', '恢复'],
] as const

export interface Change {
  /** Of the journal row: it never changes. */
  id: string
  at: Date
  kind: 'item' | 'provider'
  /** 上架, 更新, 下架, 入库 … */
  word: string
  name: string
  /** What was published or what changed, in a line. */
  line: string
  /** The page of it, where the public can see it today. */
  href: string | null
}

interface Row {
  id: string
  at: Date
  flow: 'service_item' | 'provider'
  action: string
  record_id: string
}

/**
 * What came, changed and went in the public directory, newest first, from the journal. No names of staff, no reasons,
 * nothing that was never published; `after` the change with this id.
 */
export async function changesOf(ctx: Ctx, after: string, limit: number): Promise<Change[]> {
  // Each kind by its own index, so that a long journal is not gone through for a few lines.
  const { rows } = await sql<Row>`
    with start as (select at, id from journal where id = ${after || noId})
    select found.* from unnest(${told.map(([flow]) => flow)}::text[], ${told.map(([, action]) => action)}::text[]) as kind (flow, action),
      lateral (
        select id, at, journal.flow, journal.action, record_id from journal
        where journal.flow = kind.flow and journal.action = kind.action
          and (${!after} or (at, id) < (select at, id from start))
        order by at desc, id desc limit ${limit}
      ) as found
    order by at desc, id desc limit ${limit}`.execute(ctx.db)
  const [items, providers] = await Promise.all([
    itemsOf(ctx, idsOf(rows, 'service_item')),
    providersOf(ctx, idsOf(rows, 'provider')),
  ])
  return rows.flatMap(row => (row.flow === 'provider' ? providers(row) : items(row)))
}

const idsOf = (rows: readonly Row[], flow: Row['flow']): string[] => [
  noId,
  ...new Set(rows.filter(row => row.flow === flow).map(row => row.record_id)),
]

/** Since when there could have been a change: the founding of the centre. */
export const begunAt = async (ctx: Ctx): Promise<Date> =>
  (
    await ctx.db
      .selectFrom('centre')
      .select('created_at')
      .where('id', '=', ctx.centre.id)
      .executeTakeFirstOrThrow()
  ).created_at

const wordOf = (row: Row): string =>
  told.find(([flow, action]) => flow === row.flow && action === row.action)?.[2] ?? ''

async function itemsOf(ctx: Ctx, ids: readonly string[]): Promise<(row: Row) => Change[]> {
  const [items, versions] = await Promise.all([
    ctx.db.selectFrom('service_item').select('id').where('id', 'in', ids).where('shown', '=', true).execute(),
    ctx.db
      .selectFrom('service_item_version')
      .selectAll()
      .where('item_id', 'in', ids)
      .where('published_at', 'is not', null)
      .orderBy('number', 'desc')
      .limit(2_000)
      .execute(),
  ])
  const shown = new Set(items.map(item => item.id))
  const byItem = Map.groupBy(versions, version => version.item_id)
  return row => {
    const published = (byItem.get(row.record_id) ?? []).filter(version => publishedBy(version, row.at))
    const [version, before] = published
    if (!version) return []
    const changed = row.action === 'publish' && before !== undefined
    return [
      {
        id: row.id,
        at: row.at,
        kind: 'item',
        word: changed ? '更新' : wordOf(row),
        name: version.name,
        line:
          row.action === 'withdraw'
            ? '不再受理新的申请，已受理的照常办理。'
            : changed
              ? `第 ${version.number} 版：${differenceInALine(before, version)}`
              : `第 ${version.number} 版：${version.summary}`,
        href: shown.has(row.record_id) ? `/items/${row.record_id}` : null,
      },
    ]
  }
}

const publishedBy = (version: Version, at: Date): boolean =>
  version.published_at !== null && version.published_at.getTime() <= at.getTime()

/** What is short is told from what to what; of what is long, that it was changed. */
const short = new Set(['名称', '收费', '承诺时限', '办理地点', '咨询电话'])

/** '收费由「¥300.00 每次」改为「¥380.00 每次」，修改了服务内容。' */
function differenceInALine(before: Version, after: Version): string {
  const differences = differencesOf(before, after)
  const told = differences.filter(one => short.has(one.label))
  const named = differences.filter(one => !short.has(one.label)).map(one => one.label)
  const parts = [
    ...told.map(one => `${one.label}由「${one.before || '未填'}」改为「${one.after || '未填'}」`),
    ...(named.length > 0 ? [`修改了${named.join('、')}`] : []),
  ]
  return parts.length > 0 ? `${parts.join('，')}。` : '重新上架，内容未变。'
}

async function providersOf(ctx: Ctx, ids: readonly string[]): Promise<(row: Row) => Change[]> {
  const providers = await ctx.db
    .selectFrom('provider')
    .select(['id', 'name', 'shown'])
    .where('id', 'in', ids)
    .execute()
  const byId = new Map(providers.map(provider => [provider.id, provider]))
  return row => {
    const provider = byId.get(row.record_id)
    if (!provider) return []
    return [
      {
        id: row.id,
        at: row.at,
        kind: 'provider',
        word: wordOf(row),
        name: provider.name,
        line: lines[row.action] ?? '',
        href: provider.shown ? `/providers/${provider.id}` : null,
      },
    ]
  }
}

const lines: Record<string, string> = {
  list: '登记入库，可以受邀报价。',
  suspend: '暂停服务，不再受邀报价；正在办理的照常办完。',
  leave: '退出服务商名录；正在办理的照常办完。',
  resume: '恢复服务，可以受邀报价。',
}
