import { badgeOf } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import type { Answer, Http } from '#platform/http'
import { noteLook } from '#platform/http'
import { find } from '#platform/perform'
import { type Period, periodBefore, periodFrom, yearBefore } from '#platform/periods'
import { seesSheets } from './duties.ts'
import { type Sum, type Summary, summaryOf } from './figures.ts'
import { type ItemLine, itemColumns, SummaryPage, type TownLine, townColumns } from './pages/summary.tsx'
import type { Round } from './people.ts'
import { countByState, definitionOf, formById } from './queries.ts'
import { change, figure, hiddenWords, periodWords } from './words.ts'
import { roundFlow } from './workflow.ts'

const audience = {
  name: 'view',
  label: '口径',
  options: [{ value: 'inner', label: '内部（全部数字）' }],
}
const grouping = { name: 'by', label: '汇总方式', options: [{ value: 'towns', label: '按乡镇' }] }

/** 汇总表: what everybody at the centre may see; all figures only for statistics people who ask for them, which is logged. */
export async function showSummary(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, roundFlow, c.req.param('id') ?? '')) as unknown as Round
  const inner = seesSheets(ctx.actor) && c.req.query('view') === 'inner'
  if (inner) noteLook(c, '查看统计报表内部汇总', row.id)
  const definition = definitionOf(await formById(ctx, row.form_id))
  const summary = await summaryOf(ctx, row.id, definition)
  const towns = c.req.query('by') === 'towns'
  const name = `${row.title}（${periodWords(row.period)}）汇总表`
  const counts = await countByState(ctx, row.id)
  const common = {
    title: name,
    path: `/desk/reports/rounds/${row.id}/summary`,
    query: c.req.query(),
    filters: [grouping, ...(seesSheets(ctx.actor) ? [audience] : [])],
    state: badgeOf(roundFlow, row.state),
    approved: counts.get('approved') ?? 0,
    all: [...counts.values()].reduce((sum, n) => sum + n, 0) - (counts.get('excused') ?? 0),
    ...{ inner, locked: row.state === 'locked' },
  }
  const crumbs = [
    { href: '/desk/reports', label: '统计报表' },
    { href: `/desk/reports/rounds/${row.id}`, label: `${row.title}（${periodWords(row.period)}）` },
  ]
  const file = wantedFile(c)
  const title = `${name}（${inner ? '内部口径' : '对外口径'}）`
  if (towns) {
    const table = { rows: townLines(summary, inner), columns: townColumns(columnsOf(summary)) }
    if (file) return exportTable(ctx, c, file, { ...table, title, filters: common.filters })
    return desk(ctx, c, { title: name, crumbs }, <SummaryPage {...common} {...table} />)
  }
  const rows = await itemLines(ctx, row, summary, inner)
  const table = { rows, columns: itemColumns(hiddenWords) }
  if (file) return exportTable(ctx, c, file, { ...table, title, filters: common.filters })
  return desk(ctx, c, { title: name, crumbs }, <SummaryPage {...common} {...table} />)
}

const columnsOf = ({ cells }: Summary) =>
  cells.map(cell => ({
    key: cell.key,
    label: cell.label,
    unit: cell.item.kind === 'money' ? '元' : cell.item.unit,
  }))

/** The value that this reader may see; null where it is hidden from them. */
const seen = (sum: Sum | undefined, inner: boolean): number | null =>
  !sum || sum.reporters === 0 ? null : inner ? sum.own : sum.value

const reporterWords = (sum: Sum | undefined, inner: boolean): string =>
  !sum || sum.reporters === 0 ? '' : !inner && sum.reporters < 3 ? '不足 3' : String(sum.reporters)

function townLines(summary: Summary, inner: boolean): TownLine[] {
  const line = (label: string, sums: Map<string, Sum>): TownLine => {
    const most = [...sums.values()].reduce<Sum | undefined>(
      (best, sum) => (best && best.reporters >= sum.reporters ? best : sum),
      undefined,
    )
    return {
      label,
      reporters: reporterWords(most, inner),
      values: new Map(
        summary.cells.map(cell => {
          const sum = sums.get(cell.key)
          const value = seen(sum, inner)
          return [
            cell.key,
            value !== null ? figure(value, cell.item) : sum && sum.reporters > 0 ? '不公布' : '',
          ]
        }),
      ),
    }
  }
  if (summary.towns.length === 0) return []
  return [...summary.towns.map(town => line(town.label, town.sums)), line('全县', summary.county)]
}

async function itemLines(ctx: Ctx, row: Round, summary: Summary, inner: boolean): Promise<ItemLine[]> {
  const period = periodFrom(row.period)
  const [before, year] = await Promise.all(
    [periodBefore(period), yearBefore(period)].map(one => earlier(ctx, row, one)),
  )
  if (summary.towns.length === 0) return []
  return summary.cells.map(({ key, label, item }) => {
    const sum = summary.county.get(key)
    const [now, then, last] = [
      seen(sum, inner),
      seen(before?.county.get(key), inner),
      seen(year?.county.get(key), inner),
    ]
    return {
      ...{ key, label, unit: item.kind === 'money' ? '元' : item.unit },
      value: figure(now, item),
      hidden: now === null && (sum?.reporters ?? 0) > 0,
      reporters: reporterWords(sum, inner),
      previous: figure(then, item),
      // Before everybody has reported a smaller sum is no decline.
      onPrevious: row.state === 'locked' ? change(now, then) : '',
      lastYear: figure(last, item),
      onYear: row.state === 'locked' ? change(now, last) : '',
    }
  })
}

/** The same form's summary of an earlier period; null where it was not locked. */
async function earlier(ctx: Ctx, row: Round, period: Period): Promise<Summary | null> {
  const round = await ctx.db
    .selectFrom('report_round')
    .select(['id', 'form_id'])
    .where('form_code', '=', row.form_code)
    .where('period', '=', period.code)
    .where('state', '=', 'locked')
    .executeTakeFirst()
  if (!round) return null
  return summaryOf(ctx, round.id, definitionOf(await formById(ctx, round.form_id)))
}
