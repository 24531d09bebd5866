import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { silentSince } from './settings.ts'
import { partyFlow } from './workflow.ts'

const href = '/desk/liaison'

defineClausePart({
  clause: '4.2.2',
  module: 'parties',
  does: '每个服务对象有一名服务专员，多久没有联系一看便知；一户一档记下全部往来。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      firms: sql`select count(*) from party where state = 'active' and kind <> 'person'`,
      fresh: sql`select count(*) from party where state = 'active' and ${inPeriod('registered_at', period)}`,
      without: sql`select count(*) from party where state = 'active' and kind <> 'person' and liaison_id is null`,
      silent: sql`select count(*) from party where state = 'active' and kind <> 'person' and liaison_id is not null
        and coalesce(last_contact_at, registered_at) < ${silentSince(ctx)}`,
    })
    return lookOf({
      evidence: [
        { label: '在册经营主体', count: n.firms, unit: '家', now: true, href: '/desk/parties' },
        { label: '新登记服务对象', count: n.fresh, unit: '个', href: '/desk/parties' },
      ],
      gaps: [
        n.without > 0 && {
          says: `${n.without} 家经营主体没有服务专员。`,
          mend: '按乡镇和类型分配服务专员。',
          href,
        },
        n.silent > 0 && {
          says: `${n.silent} 家经营主体太久没有联系。`,
          mend: '由服务专员联系并记下来。',
          href,
        },
      ],
    })
  },
})

definePackPart({
  clause: '4.2.2',
  module: 'parties',
  ledgers: [
    ledgerOf(partyFlow, {
      title: '服务对象台账',
      when: { at: 'registered_at' },
      columns: [
        {
          label: '名称',
          value: row => row.name,
          width: 40,
          personal: row => (row.kind === 'person' ? 'name' : null),
        },
        { label: '乡镇', value: row => row.town },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '登记', value: row => row.registered_at, kind: 'dateTime' },
        { label: '最近联系', value: row => row.last_contact_at, kind: 'dateTime' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'parties.no_phone',
  module: 'parties',
  kind: 'missing',
  label: '服务对象没有联系电话',
  mend: '联系上以后，在档案里补登电话。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, name as title, '/desk/parties/' || id as href, liaison_id as who, registered_at as at,
        '档案里没有联系电话，通知送不到。' as says
      from party where state = 'active' and coalesce(contact_phone, '') = '' and coalesce(counter_phone, '') = ''
        and (registered_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
defineQualityRule({
  code: 'parties.duplicate',
  module: 'parties',
  kind: 'duplicate',
  label: '服务对象可能重复登记',
  mend: '核对是不是同一个；是的，在档案里合并。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, name as title, '/desk/parties/' || id as href, liaison_id as who, registered_at as at,
        '同名的档案有 ' || same || ' 份。' as says
      from (select *, count(*) over (partition by kind, lower(regexp_replace(name, '\s', '', 'g'))) as same
        from party where state = 'active' and kind <> 'person') party
      where same > 1
        and (registered_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
