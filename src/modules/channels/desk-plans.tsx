import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import { addDays, type Day, dayOf, mondayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { columnLabel } from '#platform/publications'
import { listPage, recordPage } from './frame.tsx'
import { planned } from './marks.ts'
import { type PlanLine, PlanPage, PlansPage, planColumns } from './pages/plans.tsx'
import { type Plan, planFlow } from './plan.ts'
import { type PlanRow, plansBetween } from './queries.ts'

/** 宣传计划: a month at a time, as a calendar and as a list. */
export const deskPlanRoutes = new Hono<Env>()
  .get('/desk/channels/plans', atDesk(showMonth))
  .get('/desk/channels/plans/:id', atDesk(showOne))

async function showMonth(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const today = dayOf(ctx.now)
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(query.month ?? '')
    ? (query.month as string)
    : today.slice(0, 7)
  const [first, last] = monthOf(month)
  const file = wantedFile(c)
  const rows = (await plansBetween(ctx, first, last)).map(row => lineOf(row, today))
  if (file) return exportTable(ctx, c, file, { title: `${month} 宣传计划`, columns: planColumns, rows })
  const page = (
    <PlansPage
      month={month}
      before={dayBefore(first).slice(0, 7)}
      after={addDays(last, 1).slice(0, 7)}
      weeks={weeksOf(ctx, first, last, rows, today)}
      rows={rows}
      query={query}
      mayPlan={mayCreate(ctx, planFlow, 'plan')}
    />
  )
  return listPage(ctx, c, '宣传计划', page)
}

const dayBefore = (day: Day): Day => addDays(day, -1)

/** The first and the last day of a month. */
function monthOf(month: string): [Day, Day] {
  const first = `${month}-01`
  const next = addDays(first, 31).slice(0, 7)
  return [first, dayBefore(`${next}-01`)]
}

const lineOf = (row: PlanRow, today: Day): PlanLine => ({
  id: row.id,
  day: row.on_day,
  title: row.title,
  column: columnLabel(row.column_code),
  channels: row.channels.map(code => planned[code as keyof typeof planned] ?? code).join('、'),
  assignee: row.assignee ?? '',
  state:
    row.state === 'planned' && row.on_day < today
      ? { label: '已逾期', tone: 'red' as const }
      : badgeOf(planFlow, row.state),
  publication: row.publication_title,
})

/** Weeks from Monday, with what is planned on each day and whether people work on it. */
function weeksOf(ctx: Ctx, first: Day, last: Day, rows: readonly PlanLine[], today: Day) {
  const weeks = []
  for (let monday = mondayOf(first); monday <= last; monday = addDays(monday, 7))
    weeks.push(
      [0, 1, 2, 3, 4, 5, 6].map(n => {
        const day = addDays(monday, n)
        return {
          day,
          within: day >= first && day <= last,
          working: ctx.centre.calendar.isWorkingDay(day),
          today: day === today,
          plans: rows.filter(row => row.day === day),
        }
      }),
    )
  return weeks
}
export type Week = ReturnType<typeof weeksOf>[number]

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, planFlow, c.req.param('id') ?? '')) as unknown as Plan
  const names = await staffNames(ctx, [row.assignee_id])
  const page = (
    <PlanPage
      path={`/desk/channels/plans/${row.id}`}
      plan={lineOf({ ...row, assignee: names.get(row.assignee_id) ?? null }, dayOf(ctx.now))}
      remark={row.remark}
      reason={row.reason}
      publication={row.subject ? `/desk/channels/publications/${row.subject}/${row.publication_id}` : null}
      buttons={await buttonsFor(ctx, planFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return recordPage(ctx, c, row.title, { path: 'plans', label: '宣传计划' }, page)
}
