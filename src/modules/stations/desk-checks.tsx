import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { pdf } from '#platform/documents'
import { filesOf } from '#platform/files'
import { date, percent } from '#platform/format'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { metresBetween } from '#platform/position'
import type { RowOf } from '#platform/workflow'
import { checkFlow } from './check.ts'
import { type Grade, grades, partNames, parts } from './grades.ts'
import { CheckList, CheckPage, type CheckView, checkColumns, RectificationPage } from './pages/check.tsx'
import { checks, rectificationsOf, uncheckedSince } from './queries/doings.ts'
import { stationById } from './queries.ts'
import { type Rectification, rectificationFlow } from './rectification.ts'
import { placeName } from './shown.ts'
import type { Station } from './workflow.ts'

export const checkRoutes = new Hono<Env>()
  .get('/desk/stations/checks', atDesk(listChecks))
  .get('/desk/stations/checks/:id', atDesk(showCheck))
  .get('/desk/stations/checks/:id/sheet.pdf', atDesk(sheetPdf))
  .get('/desk/stations/rectifications/:id', atDesk(showRectification))

const home = { href: '/desk/stations', label: '服务站点' }

async function listChecks(ctx: Ctx, c: Http): Promise<Answer> {
  const file = wantedFile(c)
  const first = `${dayOf(ctx.now).slice(0, 7)}-01`
  const [made, unchecked] = await Promise.all([
    checks(ctx, null, file?.most ?? 200),
    uncheckedSince(ctx, first),
  ])
  const rows = made.map(row => ({
    id: row.id,
    station: row.station,
    code: row.code,
    day: row.checked_on,
    inspector: row.inspector,
    score: Number(row.score),
    grade: grades[row.grade as Grade],
  }))
  if (file) return exportTable(ctx, c, file, { title: '服务站检查记录', columns: checkColumns, rows })
  const page = <CheckList rows={rows} unchecked={unchecked} query={c.req.query()} />
  return desk(ctx, c, { title: '服务站检查', crumbs: [home] }, page)
}

/** A score sheet with the station it is about. */
async function checkAsked(ctx: Ctx, c: Http) {
  const row = (await find(ctx, checkFlow, c.req.param('id') ?? '')) as unknown as RowOf<'station_check'>
  const [station, names] = await Promise.all([
    stationById(ctx, row.station_id),
    staffNames(ctx, [row.checked_by]),
  ])
  const sum = row.weights.reduce((all, one) => all + one, 0)
  const view: CheckView = {
    id: row.id,
    station: { id: row.station_id, name: station?.name ?? '' },
    day: row.checked_on,
    inspector: names.get(row.checked_by) ?? '',
    parts: partNames.map((part, at) => ({
      label: parts[part].label,
      score: row[part],
      weight: percent(sum === 0 ? 1 / partNames.length : (row.weights[at] ?? 0) / sum),
    })),
    score: String(Number(row.score)),
    grade: grades[row.grade as Grade],
    remarks: row.remarks,
    issues: row.issues,
    distance: station ? distanceOf(row, station) : null,
  }
  return { row, station: station as Station, view }
}

/** Whether the inspector was there is for whoever reads it to say. */
function distanceOf(row: RowOf<'station_check'>, station: Station): string | null {
  if (row.longitude === null) return '检查时没有取位置'
  const metres = metresBetween(row, station)
  if (metres === null) return '站点没有登记位置，无法比对'
  return metres < 1_000 ? `距站点约 ${metres} 米` : `距站点约 ${(metres / 1_000).toFixed(1)} 公里`
}

async function showCheck(ctx: Ctx, c: Http): Promise<Answer> {
  const { row, view } = await checkAsked(ctx, c)
  const [photos, told, orders] = await Promise.all([
    filesOf(ctx, 'station_check', row.id),
    story(ctx, { recordId: row.id }),
    rectificationsOf(ctx, row.station_id),
  ])
  const page = (
    <CheckPage
      check={view}
      photos={photos}
      rectification={orders.find(one => one.check_id === row.id)?.id ?? null}
      story={told}
    />
  )
  const up = { href: `/desk/stations/${row.station_id}`, label: view.station.name }
  return desk(ctx, c, { title: `${view.station.name}检查`, crumbs: [home, up] }, page)
}

async function sheetPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const { station, view } = await checkAsked(ctx, c)
  const name = `${view.station.name}检查表-${view.day}.pdf`
  const document = {
    centre: ctx.centre.name,
    station: view.station.name,
    code: station.code,
    place: placeName(station),
    address: station.address,
    head: station.head_name,
    day: view.day,
    inspector: view.inspector,
    parts: partNames.map((part, at) => ({
      label: parts[part].label,
      about: parts[part].help,
      weight: view.parts[at]?.weight ?? '',
      score: String(view.parts[at]?.score ?? ''),
    })),
    score: view.score,
    grade: view.grade.label,
    remarks: view.remarks,
    issues: view.issues,
    printedAt: dayOf(ctx.now),
  }
  return async () =>
    c.body(new Uint8Array(await pdf('check', document)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    })
}

async function showRectification(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, rectificationFlow, c.req.param('id') ?? '')) as unknown as Rectification
  const [station, buttons, photos, told, names, task] = await Promise.all([
    stationById(ctx, row.station_id),
    buttonsFor(ctx, rectificationFlow, row),
    filesOf(ctx, 'station_rectification', row.id),
    story(ctx, { recordId: row.id }),
    staffNames(ctx, [row.ordered_by]),
    ctx.db
      .selectFrom('task')
      .select('due_at')
      .where('flow', '=', 'station_rectification')
      .where('record_id', '=', row.id)
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
  ])
  const up = { href: `/desk/stations/${row.station_id}`, label: station?.name ?? '' }
  const page = (
    <RectificationPage
      rectification={{
        id: row.id,
        issues: row.issues,
        report: row.report,
        round: `第 ${row.round} 次，最多 ${row.most_rounds} 次`,
        until: task?.due_at ? `${date(task.due_at)}（${row.state === 'open' ? '完成整改' : '复核'}）` : null,
        station: { id: row.station_id, name: station?.name ?? '' },
        orderedBy: names.get(row.ordered_by) ?? '',
        checkId: row.check_id,
      }}
      state={badgeOf(rectificationFlow, row.state)}
      buttons={buttons}
      photos={photos}
      story={told}
    />
  )
  return desk(ctx, c, { title: '服务站整改', crumbs: [home, up] }, page)
}
