import { Hono } from 'hono'
import { buttonsFor, mayCreate } from '#modules/actions'
import { desk, exportTable, mayFollow, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { coverageOf } from './coverage.ts'
import { gapFlow } from './gap.ts'
import { type Evaluation, type EvaluationKind, evaluationKinds, kindNames } from './kinds.ts'
import { matrixOf } from './matrix.ts'
import { titleOf } from './messages.ts'
import { CoverPage, coverColumns, MatrixPage, matrixColumns, type ShownCover } from './pages/coverage.tsx'
import { RoundList, RoundPage, roundColumns } from './pages/desk.tsx'
import { gapsOf, roundList } from './queries/rounds.ts'
import { coverSentence, roundLine, roundView } from './view.ts'
import { evaluationFlow } from './workflow.ts'

/** 6.1 Rounds and their coverage at the workbench. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/evaluations', atDesk(showList))
  .get('/desk/evaluations/coverage', atDesk(showMatrix))
  .get('/desk/evaluations/:id', atDesk(showOne))
  .get('/desk/evaluations/:id/coverage', atDesk(showCoverage))

export const home = { href: '/desk/evaluations', label: '评价' }
const perPage = 50

const kindFilter = {
  name: 'kind',
  label: '评价主体',
  options: kindNames.map(kind => ({ value: kind, label: evaluationKinds[kind].label })),
}
const filters = [
  kindFilter,
  {
    name: 'state',
    label: '状态',
    options: Object.entries(evaluationFlow.states).map(([value, { label }]) => ({ value, label })),
  },
]

export const roundAt = async (ctx: Ctx, c: Http): Promise<Evaluation> =>
  (await find(ctx, evaluationFlow, c.req.param('id') ?? '')) as unknown as Evaluation

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const { kind = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await roundList(ctx, { kind, state }, number, size)
  const rows = found.slice(0, size).map(row => roundLine(ctx, row))
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, { title: '评价台账', columns: roundColumns, rows, filters, cut: more })
  const next = more ? { page: String(number + 1) } : null
  const mayPrepare = mayCreate(ctx, evaluationFlow, 'prepare')
  const page = <RoundList {...{ rows, filters, next, mayPrepare }} query={c.req.query()} />
  return desk(ctx, c, { title: '评价' }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const view = await roundView(ctx, await roundAt(ctx, c))
  return desk(ctx, c, { title: view.title, crumbs: [home] }, <RoundPage view={view} />)
}

async function showMatrix(ctx: Ctx, c: Http): Promise<Answer> {
  const asked = c.req.query('kind') ?? ''
  const kind = kindNames.includes(asked as EvaluationKind) ? (asked as EvaluationKind) : ''
  const matrix = await matrixOf(ctx, kind)
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '评价覆盖情况', columns: matrixColumns(matrix), rows: matrix.rows, filters: [kindFilter] },
    })
  const page = <MatrixPage matrix={matrix} query={c.req.query()} filters={[kindFilter]} />
  return desk(ctx, c, { title: '覆盖情况', crumbs: [home] }, page)
}

async function showCoverage(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await roundAt(ctx, c)
  const [lines, gaps] = [await coverageOf(ctx, row), await gapsOf(ctx, row.id)]
  const gapOf = new Map(gaps.map(gap => [gap.service, gap]))
  const rows: ShownCover[] = []
  for (const line of lines) {
    const gap = gapOf.get(line.service)
    const open = gap && row.state !== 'closed'
    rows.push({
      ...line,
      mayFollow: mayFollow(ctx.actor, line.href),
      refusal: gap?.state === 'open' ? (gap.refusal ?? '') : '',
      buttons: open ? await buttonsFor(ctx, gapFlow, gap) : [],
    })
  }
  const file = wantedFile(c)
  const title = titleOf(row)
  if (file) return exportTable(ctx, c, file, { title: `${title}覆盖情况`, columns: coverColumns, rows })
  const page = (
    <CoverPage
      {...{ title, rows }}
      id={row.id}
      says={coverSentence(lines)}
      query={c.req.query()}
      isRecipients={row.kind === 'recipients'}
    />
  )
  const crumbs = [home, { href: `/desk/evaluations/${row.id}`, label: title }]
  return desk(ctx, c, { title: '覆盖情况', crumbs }, page)
}
