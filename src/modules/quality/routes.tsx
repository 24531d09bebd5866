import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { readClauses } from '#modules/clauses'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, pageKey, requireStaff, writing } from '#platform/http'
import { enqueue } from '#platform/jobs'
import { find } from '#platform/perform'
import { type FindingKind, findingKinds } from '#platform/quality'
import { holds } from '#platform/who'
import { lookForIssues } from './looking.ts'
import { IssuePage } from './pages/issue.tsx'
import { CountsPage, countColumns, IssuesPage, issueColumns } from './pages/issues.tsx'
import { type By, issueCounts, issueList } from './queries.ts'
import { moduleLabel, moduleLabels, ruleWords } from './words.ts'
import { type Issue, issueFlow } from './workflow.ts'

/** 数据质量: everybody sees what concerns their own entries; the director and the bureau see all. */
export const qualityRoutes = new Hono<Env>()
  .get('/desk/data-quality', atDesk(showIssues))
  .get('/desk/data-quality/people', atDesk(countsBy('people'), readClauses))
  .get('/desk/data-quality/modules', atDesk(countsBy('modules'), readClauses))
  .post('/desk/data-quality/look', c => {
    requireStaff(c, readClauses)
    return look(c, async () => {}) as Promise<Response>
  })
  .get('/desk/data-quality/:id', atDesk(showIssue))

const pageSize = 50
const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(issueFlow.states).map(([value, { label }]) => ({ value, label })),
  },
  {
    name: 'kind',
    label: '问题',
    options: Object.entries(findingKinds).map(([value, { label }]) => ({ value, label })),
  },
  {
    name: 'module',
    label: '模块',
    options: Object.entries(moduleLabels).map(([value, label]) => ({ value, label })),
  },
]

const shown = <Row extends { rule: string; module: string; kind: string; state: string }>(row: Row) => ({
  ...row,
  rule: ruleWords(row.rule).label,
  module: moduleLabel(row.module),
  kind: findingKinds[row.kind as FindingKind].label,
  state: badgeOf(issueFlow, row.state),
})

async function showIssues(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { rows: all, next } = await issueList(
    ctx,
    {
      ...{ state: query.state ?? '', module: query.module ?? '', kind: query.kind ?? '' },
      ...{ question: query.q ?? '', after: pageKey(c) },
    },
    file?.most ?? pageSize,
  )
  const rows = all.map(shown)
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '数据质量', rows, columns: issueColumns, filters },
      cut: next !== null,
    })
  const seesAll = holds(ctx.actor, readClauses)
  return desk(ctx, c, { title: '数据质量' }, <IssuesPage {...{ rows, query, next, filters, seesAll }} />)
}

const titles: Record<By, string> = { people: '数据质量（按人员）', modules: '数据质量（按模块）' }

function countsBy(by: By) {
  return async (ctx: Ctx, c: Http): Promise<Answer> => {
    const query = c.req.query()
    const rows = (await issueCounts(ctx, by)).map(row => ({
      ...row,
      name: by === 'modules' ? moduleLabel(row.name) : row.name || '不属于个人',
    }))
    const columns = countColumns(by === 'people' ? '人员' : '模块')
    const file = wantedFile(c)
    if (file) return exportTable(ctx, c, file, { title: titles[by], rows, columns })
    const crumbs = [{ href: '/desk/data-quality', label: '数据质量' }]
    const page = <CountsPage {...{ rows, query, columns, by }} title={titles[by]} />
    return desk(ctx, c, { title: titles[by], crumbs }, page)
  }
}

const look = writing(async (ctx, c) => {
  await enqueue(ctx, lookForIssues, {})
  return c.redirect('/desk/data-quality', 303)
})

async function showIssue(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, issueFlow, c.req.param('id') ?? '')) as unknown as Issue
  const names = await ctx.db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('id', 'in', [row.staff_id ?? row.id, row.settled_by ?? row.id])
    .execute()
  const nameOf = (id: string | null) => names.find(one => one.id === id)?.name ?? null
  const crumbs = [{ href: '/desk/data-quality', label: '数据质量' }]
  const page = (
    <IssuePage
      issue={{ ...shown(row), mend: ruleWords(row.rule).mend }}
      who={nameOf(row.staff_id)}
      settledBy={nameOf(row.settled_by)}
      buttons={await buttonsFor(ctx, issueFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs }, page)
}
