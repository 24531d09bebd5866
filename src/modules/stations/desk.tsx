import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook } from '#platform/http'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import { sortedRows } from '#ui/table'
import { checkFlow } from './check.ts'
import { checkRoutes } from './desk-checks.tsx'
import { inspectStations, manageStations } from './duties.ts'
import { type Errand, errandFlow } from './errand.ts'
import { type Grade, grades } from './grades.ts'
import { isWorking, type Level, levels } from './levels.ts'
import { checkLines, entryPage, errandLines, errandView } from './own.tsx'
import { type FigureLine, figureColumns, StationFigures, StationList, stationColumns } from './pages/desk.tsx'
import { DeskErrand } from './pages/errand.tsx'
import { DeskStation } from './pages/station.tsx'
import { daysOfMonth, type MonthRow, monthByStation, rectificationsOf } from './queries/doings.ts'
import { stationList } from './queries.ts'
import { rectificationFlow } from './rectification.ts'
import {
  headPhone,
  mapOf,
  monthAfter,
  monthAsked,
  monthBefore,
  monthLabel,
  monthView,
  placeName,
  townName,
} from './shown.ts'
import { type Station, stationFlow } from './workflow.ts'

export const deskStationRoutes = new Hono<Env>()
  .get('/desk/stations', atDesk(showList))
  .get('/desk/stations/figures', atDesk(showFigures))
  .route('/', checkRoutes)
  .get('/desk/stations/entries/:id', atDesk(showEntry))
  .get('/desk/stations/errands/:id', atDesk(showErrand, manageStations, inspectStations))
  .get('/desk/stations/:id', atDesk(showStation))

export const home = { href: '/desk/stations', label: '服务站点' }

const filtersOf = (ctx: Ctx) => [
  {
    name: 'town',
    label: '乡镇',
    options: townsOf(ctx.centre.division).map(town => ({ value: town.code, label: town.name })),
  },
  {
    name: 'level',
    label: '级别',
    options: Object.entries(levels).map(([value, label]) => ({ value, label })),
  },
  {
    name: 'state',
    label: '状态',
    options: Object.entries(stationFlow.states).map(([value, { label }]) => ({ value, label })),
  },
]

/** A county has some hundreds of stations: they are shown at once. */
const mostStations = 1_000

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const { q: question = '', town = '', state = '', level = '' } = query
  const rows = await stationList(
    ctx,
    { question: question.trim().slice(0, 40), town, state, level },
    mostStations,
  )
  const lines = rows.map(row => ({
    id: row.id,
    code: row.code,
    name: row.name,
    level: levels[row.level as Level],
    place: placeName(row),
    address: row.address,
    head: row.head_name,
    headPhone: headPhone(ctx.actor, row.head_phone),
    phone: row.phone,
    keeper: row.keeper ?? '',
    openedOn: row.opened_on,
    lastEntry: row.last_entry,
    lastCheck: row.last_check,
    grade: row.last_grade ? grades[row.last_grade as Grade] : null,
    state: badgeOf(stationFlow, row.state),
  }))
  const filters = filtersOf(ctx).filter(filter => filter.options.length > 0)
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      title: '服务站点登记表',
      columns: registerColumns,
      rows: lines,
      filters,
    })
  const page = (
    <StationList
      rows={lines}
      query={query}
      filters={filters}
      total={String(rows.length)}
      mayApply={mayCreate(ctx, stationFlow, 'apply')}
    />
  )
  return desk(ctx, c, { title: '服务站点' }, page)
}

/** On paper the register also says where each station is, and how to reach it. */
const registerColumns = [
  ...stationColumns.slice(0, 4),
  { key: 'address', label: '地址', width: 30, value: (row: { address: string }) => row.address },
  ...stationColumns.slice(4, 5),
  { key: 'headPhone', label: '站长电话', value: (row: { headPhone: string }) => row.headPhone },
  ...stationColumns.slice(5),
]

/** The days of the month on which a station was open, up to today. */
const openDays = (opened: Day, month: string, today: Day): number => {
  const [first, last] = daysOfMonth(month)
  const from = opened > first ? opened : first
  const to = last < today ? last : today
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1)
}

const figureLine = (row: MonthRow, month: string, today: Day): FigureLine => ({
  ...row,
  buy_fen: Number(row.buy_fen),
  sell_fen: Number(row.sell_fen),
  parcel_fen: Number(row.parcel_fen),
  errand_fen: Number(row.errand_fen),
  place: townName(row.town),
  expected: openDays(row.opened_on, month, today),
})

async function showFigures(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const month = monthAsked(ctx, query.month)
  const today = dayOf(ctx.now)
  const rows = (await monthByStation(ctx, month)).map(row => figureLine(row, month, today))
  const file = wantedFile(c)
  const withTotal = (lines: readonly FigureLine[]) => (lines.length > 0 ? [...lines, totalOf(lines)] : [])
  if (file)
    return exportTable(ctx, c, file, {
      title: `服务站业务量 ${monthLabel(month)}`,
      columns: figureColumns,
      // In another order the sum would stand among the stations.
      rows: query.sort ? rows : withTotal(rows),
    })
  const page = (
    <StationFigures
      month={month}
      label={monthLabel(month)}
      earlier={monthBefore(month)}
      later={month < today.slice(0, 7) ? monthAfter(month) : null}
      rows={withTotal(sortedRows(figureColumns, rows, query))}
      query={query}
    />
  )
  return desk(ctx, c, { title: '服务站业务量', crumbs: [home] }, page)
}

function totalOf(rows: readonly FigureLine[]): FigureLine {
  const sum = (key: Exclude<keyof FigureLine, 'id' | 'code' | 'name' | 'place'>) =>
    rows.reduce((all, row) => all + row[key], 0)
  return {
    ...{ id: '', code: '', name: '合计', place: '' },
    ...{ entered: sum('entered'), expected: sum('expected'), late: sum('late') },
    ...{ buy_count: sum('buy_count'), buy_fen: sum('buy_fen') },
    ...{ sell_count: sum('sell_count'), sell_fen: sum('sell_fen') },
    ...{ parcel_count: sum('parcel_count'), parcel_fen: sum('parcel_fen') },
    ...{ errand_count: sum('errand_count'), errand_fen: sum('errand_fen') },
  }
}

async function showStation(ctx: Ctx, c: Http): Promise<Answer> {
  const station = (await find(ctx, stationFlow, c.req.param('id') ?? '')) as unknown as Station
  const mayRead = holds(ctx.actor, manageStations, inspectStations)
  const [buttons, month, made, orders, errands, files, told, names] = await Promise.all([
    buttonsFor(ctx, stationFlow, station),
    monthView(ctx, station, monthAsked(ctx, c.req.query('month')), false),
    checkLines(ctx, station.id),
    rectificationsOf(ctx, station.id),
    mayRead ? errandLines(ctx, station.id, null) : null,
    filesOf(ctx, 'station', station.id),
    story(ctx, { recordId: station.id }),
    staffNames(ctx, [station.keeper_id]),
  ])
  const page = (
    <DeskStation
      station={{
        ...station,
        level: levels[station.level as Level],
        place: placeName(station),
        map: mapOf(station),
        head: station.head_name,
        headPhone: headPhone(ctx.actor, station.head_phone),
        taken: station.head_identity_id !== null,
        offers: station.offers.join('、'),
        keeper: names.get(station.keeper_id ?? '') ?? '',
        openedOn: station.opened_on,
        closedReason: station.closed_reason,
      }}
      state={badgeOf(stationFlow, station.state)}
      buttons={buttons}
      checkAt={
        isWorking(station.state) && mayCreate(ctx, checkFlow, 'make')
          ? `/act/station_check/make?station_id=${station.id}`
          : null
      }
      month={month}
      checks={made}
      rectifications={orders.map(one => ({
        id: one.id,
        issues: one.issues,
        day: date(one.opened_at),
        state: badgeOf(rectificationFlow, one.state),
      }))}
      errands={errands}
      photos={files.filter(file => file.field === 'photos')}
      papers={mayRead ? files.filter(file => file.field === 'papers') : []}
      story={told}
    />
  )
  return desk(ctx, c, { title: station.name, crumbs: [home] }, page)
}

async function showErrand(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, errandFlow, c.req.param('id') ?? '')) as unknown as Errand
  noteLook(c, '查看代办授权', row.id)
  const { mandateState: _, ...view } = await errandView(ctx, row)
  const page = (
    <DeskErrand errand={view} mandate={row.mandate_id} story={await story(ctx, { recordId: row.id })} />
  )
  const station = { href: `/desk/stations/${row.station_id}`, label: view.station }
  return desk(ctx, c, { title: '代办授权', crumbs: [home, station] }, page)
}

async function showEntry(ctx: Ctx, c: Http): Promise<Answer> {
  const { row, station, page } = await entryPage(ctx, c.req.param('id') ?? '', '/desk/stations/entries')
  const up = {
    href: `/desk/stations/${row.station_id}?month=${row.day.slice(0, 7)}`,
    label: station?.name ?? '',
  }
  return desk(ctx, c, { title: `${row.day} 日报`, crumbs: [home, up] }, page)
}
