import { Hono } from 'hono'
import { badgeOf, buttonsFor } from '#modules/actions'
import { exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { filesByRecord } from '#platform/files'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { costFlow } from './cost.ts'
import { classPage, newOfClass } from './frame.tsx'
import { budgetOf } from './inputs.ts'
import { fewestOpinions, marks } from './opinions.ts'
import { ClassOpinions, type CostLine, Costs, costColumns } from './pages/money.tsx'
import { costsOf, opinionsOf } from './queries/desk.ts'
import { classById } from './workflow.ts'

/** What a class cost, and how its learners found it. */
export const moneyRoutes = new Hono<Env>()
  .get('/desk/classes/:id/costs', atDesk(showCosts))
  .get('/desk/classes/:id/opinions', atDesk(showOpinions))

async function showCosts(ctx: Ctx, c: Http): Promise<Answer> {
  const one = await classById(ctx, c.req.param('id') ?? '')
  const found = await costsOf(ctx, one.id)
  const files = await filesByRecord(
    ctx,
    'training_cost',
    found.map(row => row.id),
  )
  const rows: CostLine[] = await Promise.all(
    found.map(async row => ({
      ...{ id: row.id, item: row.item, what: row.what, payee: row.payee, receipt: row.receipt },
      ...{ amount: row.amount_fen, paid: row.paid_on, reason: row.reason ?? '' },
      files: files.get(row.id) ?? [],
      buttons: await buttonsFor(ctx, costFlow, row),
      state: badgeOf(costFlow, row.state),
    })),
  )
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: `经费台账 ${one.title}`, columns: costColumns, rows })
  const counted = found.filter(row => row.state === 'checked' || row.state === 'settled')
  const sum = (of: typeof counted) => of.reduce((all, row) => all + row.amount_fen, 0)
  const here = `/desk/classes/${one.id}/costs`
  const spending = ['published', 'running', 'finishing', 'completed'].includes(one.state)
  const page = (
    <Costs
      {...{ here, rows }}
      query={c.req.query()}
      lines={budgetOf(one).map(line => ({
        ...{ item: line.item, budget: line.amount_fen },
        spent: sum(counted.filter(row => row.item === line.item)),
      }))}
      budget={one.budget_fen}
      over={one.over_fen}
      asked={one.over_asked_fen}
      overReason={one.over_reason}
      spent={sum(counted)}
      actions={
        spending && one.settled_at === null && one.budget_fen > 0
          ? newOfClass(ctx, costFlow, 'note', one.id, here)
          : []
      }
    />
  )
  return classPage(ctx, c, one, here, [], page)
}

/** '4.6' */
export const meanOf = (values: readonly number[]): string =>
  (values.reduce((sum, one) => sum + one, 0) / values.length).toFixed(1)

async function showOpinions(ctx: Ctx, c: Http): Promise<Answer> {
  const one = await classById(ctx, c.req.param('id') ?? '')
  const rows = await opinionsOf(ctx, { class: one.id })
  const whole = rows.filter(row => row.lecturer_id === null)
  const of = Map.groupBy(
    rows.filter(row => row.lecturer_id !== null),
    row => row.lecturer ?? '',
  )
  const page = (
    <ClassOpinions
      whole={
        whole.length < fewestOpinions
          ? null
          : {
              mean: meanOf(whole.map(row => row.mark)),
              people: whole.length,
              bars: Object.entries(marks)
                .reverse()
                .map(([value, label]) => ({
                  label,
                  count: whole.filter(row => row.mark === Number(value)).length,
                })),
            }
      }
      lecturers={[...of]
        .filter(([, those]) => those.length >= fewestOpinions)
        .map(([name, those]) => ({
          ...{ name, people: those.length },
          mean: meanOf(those.map(row => row.mark)),
        }))}
      comments={whole.flatMap(row => (row.comment ? [row.comment] : [])).slice(0, 50)}
      fewest={fewestOpinions}
    />
  )
  return classPage(ctx, c, one, `/desk/classes/${one.id}/opinions`, [], page)
}
