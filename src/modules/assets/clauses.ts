import { sql } from 'kysely'
import { addDays } from '#platform/calendar'
import { countAll, dayIn, defineClausePart, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { addMonths } from '#platform/periods'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { categories, onTheBooks } from './kinds.ts'
import { stocktakingFlow } from './stocktaking.ts'
import { assetFlow } from './workflow.ts'

const href = '/desk/assets'
const inUse = sql.join([...onTheBooks])

defineClausePart({
  clause: '4.3.2',
  module: 'assets',
  does: '办公、网络和多媒体设备从登记到报废都有台账、标签和经手人，定期盘点，差异逐件说明。',
  async look(ctx, period) {
    const since = addDays(addMonths(period.last, -12), 1)
    const n = await countAll(ctx, {
      office: sql`select count(*) from asset where category = 'office' and state in (${inUse})`,
      computer: sql`select count(*) from asset where category = 'computer' and state in (${inUse})`,
      media: sql`select count(*) from asset where category = 'media' and state in (${inUse})`,
      counted: sql`select count(*) from stocktaking where state = 'done' and ended_on between ${since}::date and ${period.last}::date`,
      missing: sql`select count(*) from asset where state = 'missing'`,
    })
    const without = (['office', 'computer', 'media'] as const).filter(category => n[category] === 0)
    return lookOf({
      evidence: [
        { label: '办公设备', count: n.office, unit: '件', now: true, href },
        { label: '计算机与网络设备', count: n.computer, unit: '件', now: true, href },
        { label: '摄影直播与多媒体设备', count: n.media, unit: '件', now: true, href },
        { label: '一年内完成的盘点', count: n.counted, unit: '次', href },
      ],
      nothing: without.length === 3 && {
        says: '没有登记办公、网络和多媒体设备。',
        mend: '在“固定资产”登记设备。',
        href,
      },
      gaps: [
        without.length > 0 && {
          says: `没有登记${without.map(category => categories[category]).join('、')}。`,
          mend: '在“固定资产”补登。',
          href,
        },
        n.counted === 0 && { says: '一年内没有完成过盘点。', mend: '开始一次盘点并确认结果。', href },
        n.missing > 0 && { says: `${n.missing} 件资产盘亏待查。`, mend: '查找，或按程序核销。', href },
      ],
    })
  },
})

definePackPart({
  clause: '4.3.2',
  module: 'assets',
  ledgers: [
    ledgerOf(assetFlow, {
      title: '固定资产台账',
      when: 'now',
      columns: [
        { label: '编号', value: row => row.number },
        { label: '名称', value: row => row.name, width: 30 },
        { label: '类别', value: row => categories[row.category as keyof typeof categories] ?? row.category },
        { label: '型号', value: row => row.model, width: 24 },
        { label: '存放', value: row => row.place, width: 24 },
        { label: '原值（元）', value: row => row.cost_fen, kind: 'money' },
        { label: '购置', value: row => row.acquired_on, kind: 'date' },
      ],
    }),
    ledgerOf(stocktakingFlow, {
      title: '盘点台账',
      when: { day: 'started_on' },
      columns: [
        { label: '名称', value: row => row.name, width: 30 },
        { label: '开始', value: row => row.started_on, kind: 'date' },
        { label: '结束', value: row => row.ended_on, kind: 'date' },
        { label: '意见', value: row => row.opinion, width: 40 },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'assets.no_keeper',
  module: 'assets',
  kind: 'missing',
  label: '资产没有保管人',
  mend: '在资产页登记保管人。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, number || ' ' || name as title, '/desk/assets/' || id as href, null as who,
        acquired_on::timestamptz as at, '没有登记保管人。' as says
      from asset where keeper_id is null and state in (${inUse}) and ${dayIn('acquired_on', { first, last })}
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
