import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { countAll, defineClausePart, inPeriod, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { resourceFlow } from './resource.ts'
import { bookingFlow } from './workflow.ts'

const href = '/desk/bookings'

defineClausePart({
  clause: '4.3.3',
  module: 'bookings',
  does: '会议室、直播间、工位在手机上免费预约，同一时间只给一家，用没用过有记录。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      open: sql`select count(*) from resource where state = 'open' and kind <> 'vehicle'`,
      used: sql`select count(*) from booking where state = 'done' and ${inPeriod('starts_at', period)}`,
    })
    return lookOf({
      evidence: [
        { label: '可预约的场地', count: n.open, unit: '个', now: true, href },
        { label: '场地和车辆使用', count: n.used, unit: '次', href },
      ],
      nothing: n.open === 0 && {
        says: '没有可以预约的场地。',
        mend: '在“场地预约”登记会议室、直播间或工位。',
        href,
      },
    })
  },
})

defineClausePart({
  clause: '4.3.5',
  module: 'bookings',
  does: '登记车辆的年检和保险期限并提醒，每次出车记驾驶人、去向和里程。',
  async look(ctx, period) {
    const today = dayOf(ctx.now)
    const n = await countAll(ctx, {
      vehicles: sql`select count(*) from resource where state = 'open' and kind = 'vehicle'`,
      trips: sql`select count(*) from booking join resource on resource.id = resource_id and kind = 'vehicle'
        where booking.state = 'done' and ${inPeriod('starts_at', period)}`,
      over: sql`select count(*) from resource where state = 'open' and kind = 'vehicle'
        and least(inspection_until, insurance_until) < ${today}::date`,
    })
    return lookOf({
      evidence: [
        { label: '车辆', count: n.vehicles, unit: '辆', now: true, href },
        { label: '出车', count: n.trips, unit: '次', href },
      ],
      nothing: n.vehicles === 0 && {
        says: '没有登记与服务相适应的交通工具。',
        mend: '有车辆的，在“场地预约”登记；没有的，说明怎样解决用车。',
        href,
      },
      gaps: [
        n.over > 0 && { says: `${n.over} 辆车的年检或保险已过期。`, mend: '办理后登记新的期限。', href },
      ],
    })
  },
})

definePackPart({
  clause: '4.3.5',
  module: 'bookings',
  ledgers: [
    ledgerOf(resourceFlow, {
      title: '场地和车辆台账',
      when: 'now',
      columns: [
        { label: '名称', value: row => row.name, width: 30 },
        { label: '位置', value: row => row.place, width: 30 },
        { label: '车牌', value: row => row.plate },
        { label: '年检至', value: row => row.inspection_until, kind: 'date' },
        { label: '保险至', value: row => row.insurance_until, kind: 'date' },
      ],
    }),
    ledgerOf(bookingFlow, {
      title: '场地和车辆使用台账',
      when: { at: 'starts_at' },
      columns: [
        { label: '开始', value: row => row.starts_at, kind: 'dateTime' },
        { label: '结束', value: row => row.ends_at, kind: 'dateTime' },
        { label: '用途', value: row => row.purpose, width: 40 },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '人数', value: row => row.people, kind: 'number' },
        { label: '去向', value: row => row.destination, width: 24 },
        { label: '里程起', value: row => row.km_from, kind: 'number' },
        { label: '里程止', value: row => row.km_to, kind: 'number' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'bookings.mileage',
  module: 'bookings',
  kind: 'implausible',
  label: '出车里程不合常理',
  mend: '对照里程表核对，登错的请车辆管理人员更正。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select booking.id, resource.name || '：' || booking.purpose as title, '/desk/bookings' as href,
        booking.driver_id as who, starts_at as at, '一次出车 ' || (km_to - km_from) || ' 公里。' as says
      from booking join resource on resource.id = resource_id
      where km_to is not null and (km_to < km_from or km_to - km_from > 800)
        and (starts_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
      order by booking.id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
