import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { issueFlow } from './workflow.ts'

export interface IssueFilter {
  state: string
  module: string
  kind: string
  question: string
  after: string
}

/** What rules found and this actor may see, newest first. */
export async function issueList(ctx: Ctx, filter: IssueFilter, limit: number) {
  let all = issueFlow
    .visible(ctx, ctx.db.selectFrom('quality_issue'))
    .leftJoin('staff', 'staff.id', 'quality_issue.staff_id')
    .leftJoin('staff as settler', 'settler.id', 'quality_issue.settled_by')
    .selectAll('quality_issue')
    .select(['staff.name as who', 'settler.name as settled_who'])
    .orderBy('quality_issue.id', 'desc')
    .limit(limit + 1)
  if (filter.state) all = all.where('quality_issue.state', '=', filter.state)
  if (filter.module) all = all.where('quality_issue.module', '=', filter.module)
  if (filter.kind) all = all.where('quality_issue.kind', '=', filter.kind)
  if (filter.after) all = all.where('quality_issue.id', '<', filter.after)
  if (filter.question)
    all = all.where(
      sql<boolean>`strpos(quality_issue.title || coalesce(staff.name, ''), ${filter.question}) > 0`,
    )
  const rows = await all.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}

export type By = 'people' | 'modules'
export interface CountedBy {
  name: string
  month: string
  entries: number
  open: number
  mended: number
  explained: number
}

/** Counts by person or module and month of the entry; the last twelve months, newest first. */
export async function issueCounts(ctx: Ctx, by: By): Promise<CountedBy[]> {
  const visible = issueFlow.visible(ctx, ctx.db.selectFrom('quality_issue')).select('quality_issue.id')
  const name = by === 'people' ? sql`coalesce(staff.name, '')` : sql`quality_issue.module`
  const { rows } = await sql<CountedBy>`
    select ${name} as name, to_char(entered_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as entries,
      count(*) filter (where quality_issue.state = 'open')::int as open,
      count(*) filter (where quality_issue.state = 'mended')::int as mended,
      count(*) filter (where quality_issue.state = 'explained')::int as explained
    from quality_issue left join staff on staff.id = quality_issue.staff_id
    where quality_issue.id in (${visible}) and entered_at > ${new Date(ctx.now.getTime() - 366 * 86_400_000)}
    group by 1, 2 order by 2 desc, 3 desc limit 500`.execute(ctx.db)
  return rows
}
