import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import { countAll, defineClausePart, lookOf } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { definePackPart, type Ledger, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { confirmationFlow } from './confirmation.ts'
import { confirmEvery } from './freshness.ts'
import { providerFlow } from './provider.ts'
import { type Family, families } from './workflow.ts'

const items = '/desk/items'
const providers = '/desk/providers'
const oldest = (ctx: Ctx) => addDays(dayOf(ctx.now), -confirmEvery.of(ctx.centre))
const published = sql`service_item.state in ('published', 'revising', 'revising_review')`
const current = sql`service_item_version version on version.item_id = service_item.id and version.number = service_item.published_version`

defineClausePart({
  clause: '4.4.1',
  module: 'catalogue',
  does: '服务项目写明内容、流程、材料、价格和时限，服务商写明能力、案例、资质和报价，逐版留存。',
  async look(ctx) {
    const n = await countAll(ctx, {
      items: sql`select count(*) from service_item where ${published}`,
      providers: sql`select count(*) from provider where state = 'listed'`,
      thin: sql`select count(*) from service_item join ${current} where ${published} and jsonb_array_length(version.steps) = 0`,
      bare: sql`select count(*) from provider where state = 'listed'
        and not exists (select from provider_item where provider_id = provider.id)`,
    })
    return lookOf({
      evidence: [
        { label: '公布的服务项目', count: n.items, unit: '项', now: true, href: items },
        { label: '在库服务商', count: n.providers, unit: '家', now: true, href: providers },
      ],
      nothing: n.items === 0 && {
        says: '没有公布的服务项目。',
        mend: '编写服务项目，审核后公布。',
        href: items,
      },
      gaps: [
        n.providers === 0 && {
          says: '没有在库的服务商。',
          mend: '受理服务商入库申请。',
          href: '/desk/admissions',
        },
        n.thin > 0 && { says: `${n.thin} 个项目没有写办理流程。`, mend: '修订项目，补上流程。', href: items },
        n.bare > 0 && {
          says: `${n.bare} 家服务商没有写能做的项目和报价。`,
          mend: '请服务商在手机上补充报价。',
          href: providers,
        },
      ],
    })
  },
})

defineClausePart({
  clause: '4.4.2',
  module: 'catalogue',
  does: '名录在网站和大厅公布，每项每家按周期确认仍然属实，逾期不确认的自动暂不公开。',
  async look(ctx) {
    const before = oldest(ctx)
    const n = await countAll(ctx, {
      entries: sql`select (select count(*) from service_item where shown) + (select count(*) from provider where shown)`,
      oldItems: sql`select count(*) from service_item where ${published} and (confirmed_on is null or confirmed_on < ${before}::date)`,
      oldProviders: sql`select count(*) from provider where state = 'listed' and (confirmed_on is null or confirmed_on < ${before}::date)`,
      hidden: sql`select (select count(*) from service_item where ${published} and hidden_since is not null)
        + (select count(*) from provider where state = 'listed' and hidden_since is not null)`,
    })
    const old = n.oldItems + n.oldProviders
    const href = '/desk/confirmations'
    return lookOf({
      evidence: [{ label: '正在公布的项目和服务商', count: n.entries, unit: '个', now: true, href }],
      nothing: n.entries === 0 && {
        says: '没有正在公布的项目和服务商。',
        mend: '审核并公布服务项目。',
        href: items,
      },
      gaps: [
        old > 0 && {
          says: `${n.oldItems} 个项目、${n.oldProviders} 家服务商超过 ${confirmEvery.of(ctx.centre)} 天没有确认内容。`,
          mend: '在“内容确认”逐个确认，或催服务商在手机上确认。',
          href,
        },
        n.hidden > 0 && {
          says: `${n.hidden} 个因逾期或到期暂不公开。`,
          mend: '确认内容后自动恢复公开。',
          href,
        },
      ],
    })
  },
})

interface ItemRow {
  id: string
  code: string
  name: string
  family: string
  promised_days: number | null
  price_fen: number | null
  price_note: string
  published_at: Date | null
  confirmed_on: string | null
}

/** Items with what their public version says. */
const itemLedger: Ledger = {
  title: '服务项目台账',
  columns: [
    { label: '编码', value: (row: ItemRow) => row.code },
    { label: '名称', value: (row: ItemRow) => row.name, width: 40 },
    { label: '类别', value: (row: ItemRow) => families[row.family as Family]?.label ?? row.family },
    { label: '承诺工作日', value: (row: ItemRow) => row.promised_days, kind: 'number' },
    { label: '价格（元）', value: (row: ItemRow) => row.price_fen, kind: 'money' },
    { label: '价格说明', value: (row: ItemRow) => row.price_note, width: 30 },
    { label: '公布', value: (row: ItemRow) => row.published_at, kind: 'dateTime' },
    { label: '最近确认', value: (row: ItemRow) => row.confirmed_on, kind: 'date' },
  ],
  count: async ctx =>
    (await countAll(ctx, { n: sql`select count(*) from service_item join ${current} where ${published}` })).n,
  async page(ctx, _period, after, limit) {
    const { rows } = await sql<ItemRow>`
      select service_item.id, code, name, family, promised_days, price_fen, price_note, service_item.published_at, confirmed_on::text
      from service_item join ${current} where ${published} ${after ? sql`and service_item.id > ${after}` : sql``}
      order by service_item.id limit ${limit}`.execute(ctx.db)
    return rows
  },
}

definePackPart({
  clause: '4.4.1',
  module: 'catalogue',
  ledgers: [
    itemLedger,
    ledgerOf(providerFlow, {
      title: '服务商台账',
      when: 'now',
      columns: [
        { label: '名称', value: row => row.name, width: 40 },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '入库', value: row => row.listed_at, kind: 'dateTime' },
        { label: '最近确认', value: row => row.confirmed_on, kind: 'date' },
      ],
    }),
  ],
})
definePackPart({
  clause: '4.4.2',
  module: 'catalogue',
  ledgers: [
    ledgerOf(confirmationFlow, {
      title: '内容确认台账',
      when: { at: 'asked_at' },
      columns: [
        { label: '项目或服务商', value: row => row.name, width: 40 },
        { label: '上次确认', value: row => row.last_confirmed_on, kind: 'date' },
        { label: '请求确认', value: row => row.asked_at, kind: 'dateTime' },
        { label: '确认', value: row => row.confirmed_at, kind: 'dateTime' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'catalogue.paper_expired',
  module: 'catalogue',
  kind: 'expired',
  label: '服务商的资质过期',
  mend: '请服务商上传新的证照；必备的资质过期会建议暂停。',
  async find(ctx, _span, limit) {
    const { rows } = await sql<QualityFinding>`
      select provider.id, provider.name as title, '/desk/providers/' || provider.id as href, null as who,
        min(paper->>'valid_until')::timestamptz as at,
        string_agg(paper->>'name', '、') || '已过有效期。' as says
      from provider, jsonb_array_elements(qualifications) paper
      where state = 'listed' and paper->>'valid_until' <> '' and paper->>'valid_until' < ${dayOf(ctx.now)}
      group by provider.id, provider.name order by provider.id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
