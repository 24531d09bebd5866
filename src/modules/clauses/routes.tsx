import { Hono } from 'hono'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { isPeriod, type Period, periodFrom, periodOf } from '#platform/periods'
import { readClauses } from './duties.ts'
import { clauseMatrix, periodChoices, stateInWords, stateLabels, tally } from './matrix.ts'
import { ClausesPage, clauseColumns } from './pages/clauses.tsx'

/** The proof: how far each clause is kept, for the director and the bureau. */
export const clauseRoutes = new Hono<Env>().get('/desk/clauses', atDesk(showMatrix, readClauses))

/** The period that an address names; the present quarter where it names none. */
export const periodAsked = (ctx: Ctx, code: string | undefined): Period =>
  code && isPeriod(code) && code >= '2000' && code < '2100'
    ? periodFrom(code)
    : periodOf('quarter', dayOf(ctx.now))

async function showMatrix(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const period = periodAsked(ctx, query.period)
  const all = (await clauseMatrix(ctx, period)).map(line => ({
    ...line,
    shown: stateInWords(line.state, line.verb),
  }))
  const lines =
    query.state && query.state in stateLabels ? all.filter(one => one.shown.key === query.state) : all
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      title: `条款对照（${period.label}）`,
      rows: lines,
      columns: clauseColumns,
      filters: [
        {
          name: 'state',
          label: '状态',
          options: Object.entries(stateLabels).map(([value, label]) => ({ value, label })),
        },
      ],
    })
  const page = (
    <ClausesPage
      {...{ period, lines, query }}
      tally={tally(all)}
      choices={periodChoices(dayOf(ctx.now))}
      over={dayOf(ctx.now) > period.last}
      // The module of packs stands below; its duty goes with the same posts.
      mayBuild={ctx.actor.duties.has('pack.build')}
    />
  )
  return desk(ctx, c, { title: '条款对照' }, page)
}
