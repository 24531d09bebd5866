import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { areaNames } from '#modules/facilities'
import { desk } from '#modules/shell'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { pdf, type StocktakingReport } from '#platform/documents'
import { count, date, money } from '#platform/format'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { remedies } from './counting.ts'
import { foundWords, isOpen, lineButtons, resultOf, whyWords } from './in-count.ts'
import {
  type CountLine,
  type StocktakingLine,
  StocktakingList,
  StocktakingPage,
} from './pages/stocktakings.tsx'
import { type LineRow, lineSums, linesOf, stocktakings } from './queries.ts'
import { type Stocktaking, stocktakingFlow } from './stocktaking.ts'
import { assetFlow } from './workflow.ts'

/** 盘点 at the workbench: all of them, one of them, its report on paper. */
export const stocktakingRoutes = new Hono<Env>()
  .get('/desk/assets/stocktakings', atDesk(showAll))
  .get('/desk/assets/stocktakings/:id', atDesk(showOne))
  .get('/desk/assets/stocktakings/:id/report.pdf', atDesk(report))

const crumbs = [
  { href: '/desk/assets', label: '固定资产' },
  { href: '/desk/assets/stocktakings', label: '资产盘点' },
]
const spanOf = (row: { started_on: string; ended_on: string | null }): string =>
  row.ended_on ? `${row.started_on} 至 ${row.ended_on}` : `${row.started_on} 起`

async function showAll(ctx: Ctx, c: Http): Promise<Answer> {
  const rows: StocktakingLine[] = (await stocktakings(ctx)).map(row => ({
    ...row,
    range: row.area ?? '全部资产',
    span: spanOf(row),
    state: badgeOf(stocktakingFlow, row.state),
  }))
  const page = (
    <StocktakingList rows={rows} query={c.req.query()} mayOpen={mayCreate(ctx, stocktakingFlow, 'open')} />
  )
  return desk(ctx, c, { title: '资产盘点', crumbs: crumbs.slice(0, 1) }, page)
}

/** Parts of the list that can be asked for. */
const shows = {
  waiting: { label: '待盘的', states: ['waiting'] },
  differing: { label: '有差异待说明的', states: ['differing'] },
  different: { label: '全部差异', states: ['differing', 'explained', 'dropped'] },
  found: { label: '盘到的', states: ['found'] },
  all: { label: '全部', states: undefined },
} as const
type Show = keyof typeof shows

/** What the reader came for, at this stage. */
const usualShow = (state: string): Show =>
  state === 'counting' ? 'waiting' : state === 'explaining' ? 'differing' : 'different'

const mostShown = 200

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, stocktakingFlow, c.req.param('id') ?? '')) as unknown as Stocktaking
  const query = c.req.query()
  const show = Object.hasOwn(shows, query.show ?? '') ? (query.show as Show) : usualShow(row.state)
  const [lines, sums, areas, names, buttons] = await Promise.all([
    linesOf(ctx, row.id, { states: shows[show].states, question: query.q?.trim() }, mostShown + 1),
    lineSums(ctx, row.id),
    areaNames(ctx),
    staffNames(ctx, row.took_part),
    buttonsFor(ctx, stocktakingFlow, row),
  ])
  const open = isOpen(row.state)
  const settled = sums.every(sum => ['found', 'explained'].includes(sum.state))
  const page = (
    <StocktakingPage
      stocktaking={{
        ...row,
        range: row.area_id ? (areas.get(row.area_id) ?? '') : '全部资产',
        span: spanOf(row),
        tookPart: [...names.values()].join('、'),
      }}
      state={badgeOf(stocktakingFlow, row.state)}
      buttons={buttons}
      mayResubmit={
        row.state === 'explaining' &&
        settled &&
        stocktakingFlow.actions.resubmit.by.test(ctx.actor, row, noFacts(ctx))
      }
      sums={summed(sums)}
      rows={
        await Promise.all(
          lines
            .slice(0, mostShown)
            .map(async line => shownLine(line, open ? await lineButtons(ctx, line) : [])),
        )
      }
      cut={lines.length > mostShown}
      filters={[
        {
          name: 'show',
          label: '清单',
          options: Object.entries(shows).map(([value, { label }]) => ({ value, label })),
        },
      ]}
      query={{ ...query, show }}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: row.name, crumbs }, page)
}

const noFacts = (ctx: Ctx) => ({ did: new Map(), now: ctx.now, centre: ctx.centre })

const stoodWords = (state: string): string => (state === 'in_use' ? '' : badgeOf(assetFlow, state).label)

const shownLine = (line: LineRow, buttons: CountLine['buttons']): CountLine => ({
  ...line,
  stood: stoodWords(line.stood),
  result: resultOf(line),
  counter: line.counter ?? '',
  details: foundWords(line, line.found_area),
  explanation: whyWords(line),
  // Where it is now and what is broken is said by whoever stands before it: on the page of its label.
  buttons: buttons.filter(button => !/\/(misplace|damage)\//.test(button.href)),
})

/** How many, and what they cost, by what was found. */
function summed(sums: Awaited<ReturnType<typeof lineSums>>) {
  const of = (label: string, show: Show, fits: (sum: (typeof sums)[number]) => boolean) => {
    const those = sums.filter(fits)
    return {
      label,
      show,
      n: those.reduce((n, sum) => n + sum.n, 0),
      fen: those.reduce((fen, sum) => fen + sum.fen, 0),
    }
  }
  return [
    of('应盘', 'all', () => true),
    of('待盘', 'waiting', sum => sum.state === 'waiting'),
    of('盘到', 'found', sum => sum.outcome === 'found'),
    of('位置不对', 'different', sum => sum.outcome === 'moved'),
    of('有损坏', 'different', sum => sum.outcome === 'damaged'),
    of('没找到', 'different', sum => sum.outcome === 'missing'),
  ]
}

/** Lines on paper at most. */
const mostPrinted = 5_000
const yuan = (fen: number): string => money(fen).slice(1)

async function report(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, stocktakingFlow, c.req.param('id') ?? '')) as unknown as Stocktaking
  const [lines, sums, areas, names] = await Promise.all([
    linesOf(ctx, row.id, {}, mostPrinted),
    lineSums(ctx, row.id),
    areaNames(ctx),
    staffNames(ctx, row.took_part),
  ])
  const shown = lines.map(line => shownLine(line, []))
  const data: StocktakingReport = {
    title: '资产盘点表',
    centre: ctx.centre.name,
    facts: [
      { label: '盘点', value: row.name },
      { label: '进展', value: badgeOf(stocktakingFlow, row.state).label },
      { label: '范围', value: row.area_id ? (areas.get(row.area_id) ?? '') : '全部资产' },
      { label: '起止', value: spanOf(row) },
      { label: '清点和说明', value: [...names.values()].join('、') || '还没有' },
      { label: '确认意见', value: row.opinion || '—' },
    ],
    sums: summed(sums).map(one => ({ label: one.label, count: count(one.n), cost: yuan(one.fen) })),
    differences: lines
      .filter(line => line.outcome !== null && line.outcome !== 'found')
      .map(line => ({
        number: line.number,
        name: line.name,
        outcome: resultOf(line).label,
        details: foundWords(line, line.found_area),
        ...explained(line),
      })),
    lines: shown.map(line => ({
      ...{ number: line.number, name: line.name, place: line.place, keeper: line.keeper },
      cost: yuan(line.cost_fen),
      result: line.result.label,
      counter: line.counter,
    })),
    printedAt: date(ctx.now),
  }
  return async () =>
    c.body(new Uint8Array(await pdf('stocktaking', data)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`盘点表-${row.name}.pdf`)}`,
      'cache-control': 'no-store',
    })
}

/** Why something differs and what becomes of it; or that nobody has said so yet. */
const explained = (line: LineRow): { explanation: string; remedy: string } =>
  line.explanation
    ? { explanation: line.explanation, remedy: remedies[line.remedy as keyof typeof remedies] }
    : { explanation: '待说明', remedy: '' }
