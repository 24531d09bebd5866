import { Hono } from 'hono'
import { badgeOf, mayCreate } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { dueSources, whatIsDue } from '#platform/due'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { firstDay, isPeriod, lastDay, periodAfter, periodFrom, periodOf } from '#platform/periods'
import { adoptionFlow, type Level, levels } from './adoption.ts'
import { kindRoutes } from './desk-kinds.tsx'
import { AdoptionList, adoptionColumns } from './pages/adoptions.tsx'
import { BriefPage } from './pages/brief.tsx'
import { Calendar } from './pages/calendar.tsx'
import { type BriefLine, BriefList, briefColumns } from './pages/list.tsx'
import { type Brief, seesAll } from './people.ts'
import { briefPdf, briefWord, numberOf } from './printed.ts'
import { activeKinds, adoptionList, type BriefRow, briefList } from './queries/briefs.ts'
import { spanFrom } from './rhythms.ts'
import { adoptionShares } from './statistics.ts'
import { briefView, shownVersion } from './view.ts'
import { briefFlow } from './workflow.ts'

/** 5.6.2 工作信息 at the workbench, and the one calendar of what is due. */
export const briefRoutes = new Hono<Env>()
  .get('/desk/briefs', atDesk(showList))
  .get('/desk/briefs/adoptions', atDesk(showAdoptions))
  .get('/desk/briefs/calendar', atDesk(showCalendar))
  .route('/', kindRoutes)
  .get('/desk/briefs/:id', atDesk(showOne))
  .get(
    '/desk/briefs/:id/brief.pdf',
    atDesk(async (ctx, c) => printed(ctx, c, briefPdf)),
  )
  .get(
    '/desk/briefs/:id/brief.docx',
    atDesk(async (ctx, c) => printed(ctx, c, briefWord)),
  )

const perPage = 50
export const home = { href: '/desk/briefs', label: '工作信息' }

const options = (of: Record<string, string | { label: string }>) =>
  Object.entries(of).map(([value, words]) => ({
    value,
    label: typeof words === 'string' ? words : words.label,
  }))

function lineOf(row: BriefRow, today: string): BriefLine {
  const due = row.due_on ?? ''
  return {
    ...{ id: row.id, title: row.title, kind: row.kind_name, number: numberOf(row), due },
    period: row.period ? spanFrom(row.period).label : '',
    state: badgeOf(briefFlow, row.state),
    late: due !== '' && due < today && row.first_sent_at === null && row.state !== 'dropped',
    author: row.author ?? '',
    ...{ sent: row.first_sent_at, received: row.received_at, adopted: Number(row.adopted ?? 0) },
  }
}

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const { kind = '', state = '', q = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const filter = { kind, state, question: q.trim().slice(0, 40), sentOnly: !seesAll(ctx.actor) }
  const found = await briefList(ctx, filter, number, size)
  const rows = found.slice(0, size).map(row => lineOf(row, dayOf(ctx.now)))
  const kinds = (await activeKinds(ctx)).map(one => ({ value: one.code, label: one.name }))
  const filters = [
    { name: 'kind', label: '种类', options: kinds },
    { name: 'state', label: '状态', options: options(briefFlow.states) },
  ]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '工作信息报送台账', columns: briefColumns, rows, filters, cut: more },
    })
  const page = (
    <BriefList
      {...{ rows, filters }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      mayStart={mayCreate(ctx, briefFlow, 'start')}
    />
  )
  return desk(ctx, c, { title: home.label }, page)
}

const asked = async (ctx: Ctx, c: Http): Promise<Brief> =>
  (await find(ctx, briefFlow, c.req.param('id') ?? '')) as unknown as Brief

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const view = await briefView(ctx, await asked(ctx, c), c.req.query())
  return desk(ctx, c, { title: view.title, crumbs: [home] }, <BriefPage view={view} />)
}

async function printed(ctx: Ctx, c: Http, print: typeof briefPdf): Promise<Answer> {
  const row = await asked(ctx, c)
  return print(ctx, c, row, await shownVersion(ctx, row, c.req.query('version')))
}

async function showAdoptions(ctx: Ctx, c: Http): Promise<Answer> {
  const { level = '', state = '', year: typed = '' } = c.req.query()
  const year = /^20\d\d$/.test(typed) ? typed : dayOf(ctx.now).slice(0, 4)
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await adoptionList(ctx, { level, state }, number, size)
  const rows = found.slice(0, size).map(row => ({
    ...{ id: row.id, brief: { id: row.brief_id, title: row.title }, kind: row.kind_name },
    ...{ level: levels[row.level as Level], unit: row.unit, publication: row.publication },
    ...{ issue: row.issue, on: row.adopted_on, instruction: row.instruction },
    state: badgeOf(adoptionFlow, row.state),
  }))
  const filters = [
    { name: 'level', label: '级别', options: options(levels) },
    { name: 'state', label: '状态', options: options(adoptionFlow.states) },
  ]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '工作信息采用台账', columns: adoptionColumns, rows, filters, cut: more },
    })
  const page = (
    <AdoptionList
      {...{ rows, filters, year }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      shares={await adoptionShares(ctx, year)}
    />
  )
  return desk(ctx, c, { title: '采用情况', crumbs: [home] }, page)
}

async function showCalendar(ctx: Ctx, c: Http): Promise<Answer> {
  const { month: typed = '', source = '' } = c.req.query()
  const today = dayOf(ctx.now)
  const month =
    typed.length === 7 && isPeriod(typed) && !typed.includes('Q') && !typed.includes('H')
      ? periodFrom(typed)
      : periodOf('month', today)
  const only = dueSources.has(source) ? source : ''
  const lines = await whatIsDue(ctx, firstDay(month.code), lastDay(month.code), only)
  const page = (
    <Calendar
      {...{ label: month.label, today, month: month.code, only }}
      before={periodAfter(month, -1).code}
      after={periodAfter(month).code}
      sources={[...dueSources].map(([code, { label }]) => ({ code, label }))}
      days={[...Map.groupBy(lines, line => line.day)].map(([day, of]) => ({ day, lines: of }))}
      late={lines.filter(line => line.state === 'late').length}
    />
  )
  return desk(ctx, c, { title: '报送日历', crumbs: [home] }, page)
}
