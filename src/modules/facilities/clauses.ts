import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { countAll, defineClausePart, lookOf } from '#platform/clauses'
import { attachmentsOf, definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { subCentreFlow } from './sub-centre.ts'
import { systemFlow } from './system.ts'
import { areaFlow, premisesFlow } from './workflow.ts'

const href = '/desk/facilities'

defineClausePart({
  clause: '4.3.1',
  module: 'facilities',
  does: '登记场所的地址、面积、产权和租期，租期到期提醒，平面图公开。',
  async look(ctx) {
    const n = await countAll(ctx, {
      premises: sql`select count(*) from premises where state = 'in_use'`,
      area: sql`select coalesce(sum(area_m2), 0) from premises where state = 'in_use'`,
      over: sql`select count(*) from premises where state = 'in_use' and lease_until < ${dayOf(ctx.now)}::date`,
    })
    return lookOf({
      evidence: [
        { label: '在用场所', count: n.premises, unit: '处', now: true, href },
        { label: '面积', count: n.area, unit: '平方米', now: true, href },
      ],
      nothing: n.premises === 0 && {
        says: '没有登记在用的场所。',
        mend: '在“场地设施”登记场所和面积。',
        href,
      },
      gaps: [
        n.over > 0 && { says: `${n.over} 处场所的租期已过。`, mend: '续租后登记新的租期，或停用。', href },
      ],
    })
  },
})

defineClausePart({
  clause: '4.3.3',
  module: 'facilities',
  does: '登记各功能区的用途、面积和设备；产品、品牌、培训孵化等八类分中心各有公开页面。',
  async look(ctx) {
    const n = await countAll(ctx, {
      areas: sql`select count(*) from functional_area where state = 'open'`,
      kinds: sql`select count(distinct kind) from functional_area where state = 'open'`,
      subs: sql`select count(*) from sub_centre where state = 'open'`,
      bare: sql`select count(*) from functional_area where state = 'open' and equipment = ''`,
    })
    return lookOf({
      evidence: [
        { label: '开放的功能区', count: n.areas, unit: '个', now: true, href },
        { label: '功能区种类', count: n.kinds, unit: '种', now: true, href },
        { label: '分中心', count: n.subs, unit: '个', now: true, href },
      ],
      nothing: n.areas === 0 && { says: '没有开放的功能区。', mend: '在“场地设施”登记功能区。', href },
      gaps: [n.bare > 0 && { says: `${n.bare} 个功能区没有写设备。`, mend: '补登功能区的设备配置。', href }],
    })
  },
})

defineClausePart({
  clause: '4.3.4',
  module: 'facilities',
  does: '本平台即信息系统；登记各系统的用途、备案和安全保护等级，不登记任何密码。',
  async look(ctx) {
    const n = await countAll(ctx, {
      running: sql`select count(*) from information_system where state = 'running'`,
      bare: sql`select count(*) from information_system where state = 'running' and filing = ''`,
    })
    return lookOf({
      evidence: [{ label: '运行的信息系统', count: n.running, unit: '个', now: true, href }],
      gaps: [
        n.running === 0 && {
          says: '信息系统没有登记。',
          mend: '把本平台和其他在用的系统登记在“场地设施”。',
          href,
        },
        n.bare > 0 && {
          says: `${n.bare} 个信息系统没有写备案号。`,
          mend: '备案后补登备案号。',
          href,
        },
      ],
    })
  },
})

definePackPart({
  clause: '4.3.1',
  module: 'facilities',
  ledgers: [
    ledgerOf(premisesFlow, {
      title: '场所台账',
      when: 'now',
      columns: [
        { label: '名称', value: row => row.name, width: 30 },
        { label: '地址', value: row => row.address, width: 40 },
        { label: '面积（平方米）', value: row => row.area_m2, kind: 'number' },
        { label: '租期至', value: row => row.lease_until, kind: 'date' },
      ],
    }),
  ],
  files: [attachmentsOf(premisesFlow, { title: '平面图', when: 'now', fields: ['plan'] })],
})
definePackPart({
  clause: '4.3.3',
  module: 'facilities',
  ledgers: [
    ledgerOf(areaFlow, {
      title: '功能区台账',
      when: 'now',
      columns: [
        { label: '名称', value: row => row.name, width: 30 },
        { label: '位置', value: row => row.place, width: 30 },
        { label: '面积（平方米）', value: row => row.area_m2, kind: 'number' },
        { label: '设备', value: row => row.equipment, width: 60 },
      ],
    }),
    ledgerOf(subCentreFlow, {
      title: '分中心台账',
      when: 'now',
      columns: [
        { label: '位置', value: row => row.place, width: 30 },
        { label: '开放时间', value: row => row.hours, width: 30 },
        { label: '介绍', value: row => row.introduction, width: 60 },
        { label: '开放日', value: row => row.opened_on, kind: 'date' },
      ],
    }),
  ],
  files: [attachmentsOf(areaFlow, { title: '功能区照片', when: 'now', fields: ['photos'] })],
})
definePackPart({
  clause: '4.3.4',
  module: 'facilities',
  ledgers: [
    ledgerOf(systemFlow, {
      title: '信息系统台账',
      when: 'now',
      columns: [
        { label: '名称', value: row => row.name, width: 40 },
        { label: '用途', value: row => row.purpose, width: 50 },
        { label: '备案', value: row => row.filing, width: 30 },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'facilities.lease_expired',
  module: 'facilities',
  kind: 'expired',
  label: '场所租期已过',
  mend: '续租后登记新的租期；不用了的停用。',
  async find(ctx, _span, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, name as title, '/desk/facilities' as href, null as who, lease_until::timestamptz as at,
        '租期到 ' || lease_until || ' 为止。' as says
      from premises where state = 'in_use' and lease_until < ${dayOf(ctx.now)}::date
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
