import { sql } from 'kysely'
import { dayOf, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { addMonths } from '#platform/periods'
import { inHouse } from '../codes.ts'
import * as settings from '../settings.ts'

export interface Indicator {
  code: string
  label: string
  /** As shown; null while there is nothing to count. */
  value: string | null
  target: string
  met: boolean | null
  /** What is counted, in words. */
  definition: string
  /** The records it was computed from. */
  href: string
}

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 10

/** The indicators of 5.4.1 at this moment, each with its definition, computed from the records alone. */
export async function indicators(ctx: Ctx): Promise<Indicator[]> {
  const [over, space, jobs, activities, longest] = await Promise.all([
    overOf(ctx),
    spaceOf(ctx),
    jobsOf(ctx),
    activitiesOf(ctx),
    longestOf(ctx),
  ])
  const of = (setting: { of(centre: Ctx['centre']): number }) => setting.of(ctx.centre)
  const rate = (
    about: Omit<Indicator, 'value' | 'target' | 'met'>,
    value: number | null,
    least: number,
  ): Indicator => ({
    ...about,
    value: value === null ? null : `${value}%`,
    target: `不低于 ${least}%`,
    met: value === null ? null : value >= least,
  })
  const most = of(settings.longestMonths)
  const year = dayOf(ctx.now).slice(0, 4)
  return [
    rate(
      {
        ...{ code: 'success', label: '孵化成功率', href: '/desk/incubation/exits' },
        definition: `毕业的项目数 ÷ 结束孵化的项目数（毕业和退出），从开办至今：${over.graduated} ÷ ${over.all}。`,
      },
      share(over.graduated, over.all),
      of(settings.successTarget),
    ),
    rate(
      {
        ...{ code: 'on_time', label: '按期退出率', href: '/desk/incubation/exits' },
        definition: `在协议届满日当天或之前毕业、退出的项目数 ÷ 结束孵化的项目数：${over.on_time} ÷ ${over.all}。`,
      },
      share(over.on_time, over.all),
      of(settings.onTimeTarget),
    ),
    rate(
      {
        ...{ code: 'space', label: '场地利用率', href: '/desk/bookings' },
        definition: `已安排给在孵项目的工位数 ÷ 孵化工位总数（不对外零星预约的、加上已安排的）：${space.let} ÷ ${space.all}。`,
      },
      share(space.let, space.all),
      of(settings.spaceTarget),
    ),
    {
      ...{ code: 'jobs', label: '带动就业', href: '/desk/incubation/figures' },
      value: `${jobs} 人`,
      target: `不少于 ${of(settings.jobsTarget)} 人`,
      met: jobs >= of(settings.jobsTarget),
      definition: '在孵项目最近一次月报的从业人数之和，加上毕业项目最近一次回访的从业人数。',
    },
    {
      ...{ code: 'activities', label: '每年创业活动', href: '/desk/activities' },
      value: `${activities} 场`,
      target: `不少于 ${of(settings.activityTarget)} 场`,
      met: activities >= of(settings.activityTarget),
      definition: `${year} 年已举办的活动中，类型或名称含有“${settings.activityWords.of(ctx.centre)}”之一的。`,
    },
    {
      ...{ code: 'term', label: '超过最长孵化期的项目', href: '/desk/incubation?state=in_house' },
      value: `${longest} 个`,
      target: '没有',
      met: longest === 0,
      definition: `在孵项目中，从协议起始日到今天超过 ${most} 个月的。`,
    },
  ]
}

const overOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('incubation')
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`(count(*) filter (where state <> 'left'))::int`.as('graduated'),
      sql<number>`(count(*) filter (where on_time))::int`.as('on_time'),
    ])
    .where('state', 'in', ['graduated', 'closed', 'left'])
    .executeTakeFirstOrThrow()

/** Seats of workplaces: let now, and kept for incubation at all. */
export async function spaceOf(ctx: Ctx): Promise<{ let: number; all: number; free: number }> {
  const row = await ctx.db
    .selectFrom('resource')
    .select(eb => {
      const taken = eb.exists(
        eb
          .selectFrom('booking')
          .select('booking.id')
          .whereRef('booking.resource_id', '=', 'resource.id')
          .where('booking.lease', '=', true)
          .where('booking.state', '=', 'in_use'),
      )
      return [
        sql<number>`coalesce(sum(capacity) filter (where ${taken}), 0)::int`.as('let'),
        sql<number>`coalesce(sum(capacity) filter (where ${taken} or not for_public), 0)::int`.as('all'),
      ]
    })
    .where('kind', '=', 'workplace')
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return { ...row, free: row.all - row.let }
}

async function jobsOf(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(jobs), 0)::int as n from (
      select distinct on (m.incubation_id) m.jobs from incubation_month m
      join incubation i on i.centre_id = m.centre_id and i.id = m.incubation_id and i.state = any (${[...inHouse]})
      where m.state <> 'due' order by m.incubation_id, m.month desc) now_in
    `.execute(ctx.db)
  const { rows: after } = await sql<{ n: number }>`
    select coalesce(sum(jobs), 0)::int as n from (
      select distinct on (t.incubation_id) t.jobs from incubation_tracking t
      where t.state = 'recorded' and t.operating order by t.incubation_id, t.due_on desc) since`.execute(
    ctx.db,
  )
  return (rows[0]?.n ?? 0) + (after[0]?.n ?? 0)
}

async function activitiesOf(ctx: Ctx): Promise<number> {
  const words = settings.activityWords
    .of(ctx.centre)
    .split(/[、，,\s]+/)
    .filter(Boolean)
    .slice(0, 20)
  const year = dayOf(ctx.now).slice(0, 4)
  const { n } = await ctx.db
    .selectFrom('activity')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('state', 'in', ['held', 'closed'])
    .where('starts_at', '>=', startOfDay(`${year}-01-01`))
    .where('starts_at', '<', startOfDay(`${Number(year) + 1}-01-01`))
    .where(
      sql<boolean>`exists (select from unnest(${words}::text[]) as word where strpos(kind || title, word) > 0)`,
    )
    .executeTakeFirstOrThrow()
  return n
}

async function longestOf(ctx: Ctx): Promise<number> {
  const since = addMonths(dayOf(ctx.now), -settings.longestMonths.of(ctx.centre))
  const { n } = await ctx.db
    .selectFrom('incubation')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('state', 'in', [...inHouse])
    .where('first_day', '<', since)
    .executeTakeFirstOrThrow()
  return n
}
