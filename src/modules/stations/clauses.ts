import { sql } from 'kysely'
import { countAll, dayIn, defineClausePart, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { attachmentsOf, definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { checkFlow } from './check.ts'
import { entryFlow } from './entry.ts'
import { stationFlow } from './workflow.ts'

const href = '/desk/stations'

defineClausePart({
  clause: '4.3.3',
  module: 'stations',
  does: '乡镇和村级服务站从申请到撤销有档案，每天登记代办量，按月检查评分，不合格限期整改。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      open: sql`select count(*) from station where state = 'open'`,
      entries: sql`select count(*) from station_entry where ${dayIn('day', period)}`,
      checks: sql`select count(*) from station_check where ${dayIn('checked_on', period)}`,
      late: lateTasks(ctx, 'station', 'station_rectification'),
    })
    return lookOf({
      evidence: [
        { label: '开放的服务站', count: n.open, unit: '个', now: true, href },
        { label: '站点日报', count: n.entries, unit: '份', href },
        { label: '站点检查', count: n.checks, unit: '次', href: '/desk/stations/checks' },
      ],
      gaps: [lateGap(n.late, '服务站点')],
    })
  },
})

definePackPart({
  clause: '4.3.3',
  module: 'stations',
  ledgers: [
    ledgerOf(stationFlow, {
      title: '服务站台账',
      when: 'now',
      columns: [
        { label: '编码', value: row => row.code },
        { label: '名称', value: row => row.name, width: 30 },
        { label: '地址', value: row => row.address, width: 40 },
        { label: '站长', value: row => row.head_name, personal: 'name' },
        { label: '电话', value: row => row.head_phone, personal: 'phone' },
        { label: '开业', value: row => row.opened_on, kind: 'date' },
      ],
    }),
    ledgerOf(entryFlow, {
      title: '站点日报台账',
      when: { day: 'day' },
      columns: [
        { label: '日期', value: row => row.day, kind: 'date' },
        { label: '代买（笔）', value: row => row.buy_count, kind: 'number' },
        { label: '代买（元）', value: row => row.buy_fen, kind: 'money' },
        { label: '代卖（笔）', value: row => row.sell_count, kind: 'number' },
        { label: '代卖（元）', value: row => row.sell_fen, kind: 'money' },
        { label: '包裹（件）', value: row => row.parcel_count, kind: 'number' },
        { label: '补录原因', value: row => row.late_reason, width: 30 },
      ],
    }),
    ledgerOf(checkFlow, {
      title: '站点检查台账',
      when: { day: 'checked_on' },
      columns: [
        { label: '检查日', value: row => row.checked_on, kind: 'date' },
        { label: '得分', value: row => row.score, kind: 'number' },
        { label: '问题', value: row => row.issues, width: 60 },
      ],
    }),
  ],
  files: [
    attachmentsOf(checkFlow, { title: '站点检查照片', when: { day: 'checked_on' }, fields: ['photos'] }),
  ],
})

defineQualityRule({
  code: 'stations.entry_backfilled',
  module: 'stations',
  kind: 'backfilled',
  label: '站点日报补录',
  mend: '请站长当天登记；补录的核对流水，无误的写明“已核对”。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select entry.id, station.name || ' ' || entry.day as title, '/desk/stations/' || station.id as href,
        station.keeper_id as who, entered_at as at, '补录：' || late_reason as says
      from station_entry entry join station on station.id = station_id
      where coalesce(late_reason, '') <> '' and ${dayIn('day', { first, last })}
      order by entry.id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
defineQualityRule({
  code: 'stations.entry_amount',
  module: 'stations',
  kind: 'implausible',
  label: '站点日报数字不合常理',
  mend: '请站长核对笔数和金额，登错的更正。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select entry.id, station.name || ' ' || entry.day as title, '/desk/stations/' || station.id as href,
        station.keeper_id as who, entered_at as at, '笔数和金额对不上，或者一天的数量太大。' as says
      from station_entry entry join station on station.id = station_id
      where ${dayIn('day', { first, last })} and ((buy_count = 0) <> (buy_fen = 0) or (sell_count = 0) <> (sell_fen = 0)
        or buy_fen > 1000000 * greatest(buy_count, 1) or sell_fen > 5000000 * greatest(sell_count, 1)
        or buy_count > 500 or sell_count > 500 or parcel_count > 2000)
      order by entry.id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
