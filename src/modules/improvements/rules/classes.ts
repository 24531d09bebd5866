import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { Raised } from '../raise.ts'
import { attendanceBelow, because, lookBack, opinionBelow } from './settings.ts'

/** Fewer opinions could be told apart (decision 0004). */
const fewestOpinions = 5

interface Held {
  id: string
  title: string
  number: string
  starts_on: string
  expected: number
  came: number
  opinions: number
  tenths: number | null
}

/** Classes that ended lately: few came, or found little in it. Several of them are one problem. */
export async function fromClasses(ctx: Ctx): Promise<Raised[]> {
  const held = await lately(ctx)
  return held.flatMap(one => [...attendance(ctx, one), ...opinion(ctx, one)])
}

const at = (one: Held, tab: string) => ({
  evidence: {
    label: `第 ${one.number} 期：${one.title}`.slice(0, 80),
    href: `/desk/classes/${one.id}${tab}`,
  },
  since: one.starts_on,
})

function attendance(ctx: Ctx, one: Held): Raised[] {
  const least = attendanceBelow.of(ctx.centre)
  const share = one.expected > 0 ? (one.came / one.expected) * 100 : 100
  if (share >= least) return []
  return [
    {
      ...{ source: 'classes', key: 'attendance', clause: '5.3.1', title: '培训班出勤率偏低' },
      severity: share < least - 20 ? 'major' : 'minor',
      facts: `「${one.title}」应到 ${one.expected} 人次，实到 ${one.came} 人次，出勤率 ${share.toFixed(1)}%。`,
      ...at(one, '/learners'),
      rule: because(attendanceBelow, ctx.centre),
    },
  ]
}

function opinion(ctx: Ctx, one: Held): Raised[] {
  if (one.tenths === null || one.opinions < fewestOpinions || one.tenths >= opinionBelow.of(ctx.centre))
    return []
  return [
    {
      ...{
        source: 'classes',
        key: 'opinion',
        clause: '5.3.1',
        title: '培训班学员评分偏低',
        severity: 'minor',
      },
      facts: `「${one.title}」收到 ${one.opinions} 份意见，平均 ${(one.tenths / 10).toFixed(1)} 分（满分 5 分）。`,
      ...at(one, '/opinions'),
      rule: because(opinionBelow, ctx.centre),
    },
  ]
}

async function lately(ctx: Ctx): Promise<Held[]> {
  const from = addDays(dayOf(ctx.now), -lookBack.of(ctx.centre))
  const { rows } = await sql<Held>`
    select c.id, c.title, c.number, c.starts_on::text as starts_on, coalesce(a.expected, 0)::int as expected,
      coalesce(a.came, 0)::int as came, coalesce(o.opinions, 0)::int as opinions, o.tenths
    from training_class c
    left join lateral (
      select count(*) as expected, count(*) filter (where attendance.state = 'present') as came
      from attendance join attendance_session s on s.id = attendance.session_id
      join enrolment e on e.id = attendance.enrolment_id and e.state in ('accepted', 'completed', 'failed')
      where s.class_id = c.id
    ) a on true
    left join lateral (
      select count(*) as opinions, (avg(mark) * 10)::int as tenths from training_opinion
      where class_id = c.id and lecturer_id is null
    ) o on true
    where c.state in ('completed', 'archived') and c.ends_on >= ${from}::date
    order by c.ends_on, c.id limit 200`.execute(ctx.db)
  return rows
}
