import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { conflictFlow } from './conflict.ts'
import { home } from './desk.tsx'
import { inspectionFlow, showsAll } from './inspection.ts'
import {
  AvoidPage,
  type ExceptionLine,
  ExceptionsPage,
  exceptionColumns,
  LedgerPage,
  ledgerColumns,
  SheetPage,
  SheetsPage,
} from './pages/registers.tsx'
import { kindLabel } from './plan.ts'
import {
  conflicts,
  exceptions,
  ledger,
  ordersByInspection,
  seatsOf,
  sheets,
  sheetVersions,
} from './queries.ts'
import { type Point, sheetFlow } from './sheet.ts'
import { blankPoints, placeOf, readsAvoided, readsLedger, results } from './view.ts'

/** 4.5.1 The registers: ledger, exceptions, sheets, what is avoided. */
export const registerRoutes = new Hono<Env>()
  .get('/desk/inspections/ledger', atDesk(showLedger, ...readsLedger))
  .get('/desk/inspections/exceptions', atDesk(showExceptions, ...readsLedger))
  .get('/desk/inspections/sheets', atDesk(listSheets))
  .get('/desk/inspections/sheets/:id', atDesk(showSheet))
  .get('/desk/inspections/avoid', atDesk(showAvoid, ...readsAvoided))

async function showLedger(ctx: Ctx, c: Http): Promise<Answer> {
  const thisYear = Number(dayOf(ctx.now).slice(0, 4))
  const asked = Number(c.req.query('year'))
  const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : thisYear
  const inspections = await ledger(ctx, year)
  const ids = inspections.map(one => one.id)
  const [found, seats] = await Promise.all([ordersByInspection(ctx, ids), seatsOf(ctx, ids)])
  const rows = inspections.map(one => {
    const orders = (found.get(one.id) ?? []).filter(order => order.state !== 'withdrawn')
    const struck = orders.filter(order => order.state === 'struck')
    const last = struck.map(order => order.closed_at as Date).sort((a, b) => a.getTime() - b.getTime())
    return {
      id: one.id,
      plan: one.plan_number,
      target: one.target_name,
      kind: kindLabel(one.kind),
      day: one.inspected_on,
      inspectors: (seats.get(one.id) ?? [])
        .filter(seat => seat.state !== 'replaced')
        .map(seat => seat.name)
        .join('、'),
      result: one.result ? (results[one.result] ?? '') : '',
      score: one.score,
      findings: orders.length,
      struck: struck.length,
      closed: struck.length === orders.length && last.length > 0 ? dayOf(last.at(-1) as Date) : null,
      state: badgeOf(inspectionFlow, one.state),
    }
  })
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      title: `${year} 年监督检查工作台账`,
      rows,
      columns: ledgerColumns,
    })
  const others = [year - 1, year + 1].filter(other => other <= thisYear)
  const page = (
    <LedgerPage
      place={placeOf(ctx, 'ledger')}
      year={year}
      others={others}
      rows={rows}
      query={c.req.query()}
    />
  )
  return desk(ctx, c, { title: '工作台账', crumbs: [home] }, page)
}

async function showExceptions(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await exceptionLines(ctx)
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '监督检查例外', rows, columns: exceptionColumns })
  return desk(
    ctx,
    c,
    { title: '例外', crumbs: [home] },
    <ExceptionsPage place={placeOf(ctx, 'exceptions')} rows={rows} query={c.req.query()} />,
  )
}

const kinds: Record<string, string> = { excuse: '免检', extend: '延期', withdraw: '撤销整改单' }

async function exceptionLines(ctx: Ctx): Promise<ExceptionLine[]> {
  const { seats, sheets: bent, excused, changed } = await exceptions(ctx)
  const page = (id: string) => `/desk/inspections/${id}`
  const lines: ExceptionLine[] = [
    ...seats.map(one => ({
      at: one.at,
      kind: '换人',
      target: one.target_name,
      text: `${one.name} → ${one.taker ?? ''}：${one.reason ?? ''}`,
      href: page(one.id),
    })),
    ...bent.map(one => ({
      at: one.submitted_at ?? one.arrived_at,
      kind: one.entered_later ? '补录' : '迟填',
      target: one.target_name,
      text: one.entered_later
        ? `${one.inspected_on} 检查，${one.entered_later}`
        : one.submitted_at
          ? `期限 ${one.last_day}，${dateTime(one.submitted_at)} 提交`
          : `期限 ${one.last_day}，还没有提交检查表`,
      href: page(one.id),
    })),
    ...excused.map(one => ({
      at: one.at,
      kind: kinds[one.action] ?? '',
      target: one.target_name,
      text: one.note ?? '',
      href: page(one.id),
    })),
    ...changed.map(one => ({
      at: one.at,
      kind: kinds[one.action] ?? '',
      target: one.target_name,
      text: one.note ?? '',
      href: `/desk/inspections/orders/${one.id}`,
    })),
  ]
  return lines.sort((a, b) => (b.at?.getTime() ?? Number.MAX_VALUE) - (a.at?.getTime() ?? Number.MAX_VALUE))
}

async function listSheets(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await sheets(ctx)).map(row => ({ ...row, state: badgeOf(sheetFlow, row.state) }))
  const page = (
    <SheetsPage
      place={placeOf(ctx, 'sheets')}
      sheets={rows}
      mayDesign={mayCreate(ctx, sheetFlow, 'design')}
    />
  )
  return desk(ctx, c, { title: '检查表', crumbs: [home] }, page)
}

async function showSheet(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, sheetFlow, c.req.param('id') ?? '')) as unknown as RowOf<'inspection_sheet'>
  const versions = await sheetVersions(ctx, row.id)
  const page = (
    <SheetPage
      sheet={row}
      state={badgeOf(sheetFlow, row.state)}
      buttons={await buttonsFor(ctx, sheetFlow, row)}
      versions={versions.map(one => ({
        number: one.number,
        madeAt: one.made_at,
        points: blankPoints(one.points as unknown as Point[]),
      }))}
    />
  )
  const crumbs = [home, { href: '/desk/inspections/sheets', label: '检查表' }]
  return desk(ctx, c, { title: row.name, crumbs }, page)
}

async function showAvoid(ctx: Ctx, c: Http): Promise<Answer> {
  const all = showsAll(ctx.actor)
  const rows = await conflicts(ctx, !all)
  const page = (
    <AvoidPage
      place={placeOf(ctx, 'avoid')}
      all={all}
      mayDeclare={mayCreate(ctx, conflictFlow, 'declare')}
      rows={
        await Promise.all(
          rows.map(async row => ({
            id: row.id,
            who: row.name,
            target: row.target_name,
            reason: row.reason,
            declared: `${dateTime(row.declared_at)} 申报`,
            state: badgeOf(conflictFlow, row.state),
            buttons: await buttonsFor(ctx, conflictFlow, row),
          })),
        )
      }
    />
  )
  return desk(ctx, c, { title: '回避事项', crumbs: [home] }, page)
}
