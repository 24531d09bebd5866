import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { type Period, periodBefore, periodFrom, yearBefore } from '#platform/periods'
import { dueOf } from '#platform/tasks'
import type { RowOf } from '#platform/workflow'
import { anomaliesOf } from './analysis.ts'
import { correctionFlow, slipValue } from './correction.ts'
import { type Entry, indicatorList } from './dictionary.ts'
import { indicatorDuties, seesSingle } from './duties.ts'
import {
  CorrectionPage,
  CorrectionsPage,
  correctionColumns,
  type LockLine,
  PeriodPage,
  PeriodsPage,
  periodColumns,
} from './pages/locking.tsx'
import { sources } from './people.ts'
import { periodFlow } from './period.ts'
import { farChange, farDeviations, usualPeriods } from './settings.ts'
import { townName } from './towns.ts'
import { mayKnow } from './values.ts'
import { changeWords, plain, words } from './words.ts'

/** 5.6.2 锁定 and 更正单 at the workbench. */
export const lockingRoutes = new Hono<Env>()
  .get('/desk/indicators/periods', atDesk(showPeriods))
  .get('/desk/indicators/periods/:id', atDesk(showPeriod))
  .get('/desk/indicators/corrections', atDesk(showCorrections, ...indicatorDuties))
  .get('/desk/indicators/corrections/:id', atDesk(showCorrection, ...indicatorDuties))

type PeriodRow = RowOf<'indicator_period'>
type Correction = RowOf<'indicator_correction'>
const home = { href: '/desk/indicators', label: '数据总览' }
const optionsOf = (states: Record<string, { label: string }>) =>
  Object.entries(states).map(([value, { label }]) => ({ value, label }))

async function showPeriods(ctx: Ctx, c: Http): Promise<Answer> {
  const { state = '' } = c.req.query()
  const all = ctx.db.selectFrom('indicator_period').selectAll().orderBy('id', 'desc').limit(300)
  const found = await (state ? all.where('state', '=', state) : all).execute()
  const rows = found.map(row => ({
    ...{ id: row.id, label: periodFrom(row.period).label, source: sources[row.source as 'counted'] },
    state: badgeOf(periodFlow, row.state),
    ...{ opened_at: row.opened_at, locked_at: row.locked_at, note: row.note },
  }))
  const filters = [{ name: 'state', label: '状态', options: optionsOf(periodFlow.states) }]
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '统计期锁定', rows, columns: periodColumns, filters })
  return desk(
    ctx,
    c,
    { title: '统计期锁定', crumbs: [home] },
    <PeriodsPage {...{ rows, filters }} query={c.req.query()} seesSlips={seesSingle(ctx.actor)} />,
  )
}

async function showPeriod(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, periodFlow, c.req.param('id') ?? '')) as unknown as PeriodRow
  const [lines, buttons, told, due] = await Promise.all([
    lockLines(ctx, row),
    buttonsFor(ctx, periodFlow, row),
    story(ctx, { recordId: row.id }),
    dueOf(ctx, 'indicator_period', row.id),
  ])
  const title = periodFlow.title(row)
  const page = (
    <PeriodPage
      path={`/desk/indicators/periods/${row.id}`}
      {...{ title, lines, buttons }}
      state={badgeOf(periodFlow, row.state)}
      deadline={deadlineOf(ctx, due)}
      note={row.note}
      story={told}
    />
  )
  const crumbs = [home, { href: '/desk/indicators/periods', label: '统计期锁定' }]
  return desk(ctx, c, { title, crumbs }, page)
}

/** Every figure of the period beside the last one and last year's, with what is out of the usual, in one statement. */
async function lockLines(ctx: Ctx, row: PeriodRow): Promise<LockLine[]> {
  const period = periodFrom(row.period)
  const entries = (await indicatorList(ctx)).filter(
    one => one.source === row.source && (one.frequency === period.kind || row.source === 'counted'),
  )
  const rules = {
    change: farChange.of(ctx.centre),
    deviations: farDeviations.of(ctx.centre),
    periods: usualPeriods.of(ctx.centre),
  }
  const before: Period[] = [period]
  while (before.length <= rules.periods) before.unshift(periodBefore(before[0] as Period))
  const codes = [...before, yearBefore(period)].map(one => one.code)
  const rows = await ctx.db
    .selectFrom('indicator_value')
    .select(['code', 'period', 'value', 'base', 'reporters', 'state', 'since_value', 'since_base'])
    .where('town', '=', 'county')
    .where('period', 'in', codes)
    .orderBy('version')
    .limit(20_000)
    .execute()
  const found = new Map(rows.filter(one => mayKnow(ctx, one)).map(one => [`${one.code} ${one.period}`, one]))
  const at = (entry: Entry, of: Period) => found.get(`${entry.code} ${of.code}`)
  const valueAt = (entry: Entry, of: Period): number | null => {
    const held = at(entry, of)
    return held ? plain(held) : null
  }
  return entries.map(entry => {
    const points = before.map(one => ({
      ...{ period: one.code, value: valueAt(entry, one), before: valueAt(entry, periodBefore(one)) },
      yearBefore: one.code === period.code ? valueAt(entry, yearBefore(one)) : null,
    }))
    const point = points.at(-1)
    const held = at(entry, period)
    const { measure, unit } = entry
    const { value = null, before: last = null, yearBefore: year = null } = point ?? {}
    const since = held?.since_value == null ? null : { value: held.since_value, base: held.since_base }
    return {
      ...{ code: entry.code, theme: entry.theme, label: entry.label, missing: value === null },
      value: value === null ? '没有数据' : words(measure, unit, value),
      before: value === null ? '' : changeWords(measure, value, last),
      yearBefore: value === null ? '' : changeWords(measure, value, year),
      anomalies: anomaliesOf(points, rules)
        .filter(one => one.period === period.code)
        .map(one => one.says),
      since: since ? words(measure, unit, plain(since)) : '',
    }
  })
}

async function showCorrections(ctx: Ctx, c: Http): Promise<Answer> {
  const { state = '' } = c.req.query()
  const all = correctionFlow
    .visible(ctx, ctx.db.selectFrom('indicator_correction').selectAll())
    .orderBy('id', 'desc')
    .limit(300)
  const found = (await (state ? all.where('state', '=', state) : all).execute()) as Correction[]
  const rows = found.map(row => ({
    ...{ id: row.id, label: row.label, period: periodFrom(row.period).label, town: townName(row.town) },
    ...{ before: slipValue(row, 'old'), after: slipValue(row, 'new'), reason: row.reason },
    ...{ asked_by: row.asked_by, asked_at: row.asked_at, decided_by: row.decided_by ?? '' },
    ...{ decided_at: row.decided_at, state: badgeOf(correctionFlow, row.state) },
  }))
  const filters = [{ name: 'state', label: '状态', options: optionsOf(correctionFlow.states) }]
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, { title: '更正单台账', rows, columns: correctionColumns, filters })
  return desk(
    ctx,
    c,
    { title: '更正单', crumbs: [home] },
    <CorrectionsPage {...{ rows, filters }} query={c.req.query()} />,
  )
}

async function showCorrection(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, correctionFlow, c.req.param('id') ?? '')) as unknown as Correction
  const [buttons, told, due, files] = await Promise.all([
    buttonsFor(ctx, correctionFlow, row),
    story(ctx, { recordId: row.id }),
    dueOf(ctx, 'indicator_correction', row.id),
    filesOf(ctx, 'indicator_correction', row.id),
  ])
  const title = correctionFlow.title(row)
  const page = (
    <CorrectionPage
      path={`/desk/indicators/corrections/${row.id}`}
      {...{ title, buttons, files }}
      state={badgeOf(correctionFlow, row.state)}
      deadline={deadlineOf(ctx, due)}
      indicator={{ href: `/desk/indicators/${row.code}`, label: row.label }}
      facts={[
        { label: '统计期', value: periodFrom(row.period).label },
        { label: '范围', value: townName(row.town) },
        { label: '原数', value: slipValue(row, 'old') },
        { label: '更正为', value: slipValue(row, 'new') },
        { label: '理由', value: row.reason },
        { label: '申请人', value: row.asked_by },
        { label: '审定人', value: row.state === 'withdrawn' ? '' : (row.decided_by ?? '') },
        { label: '审定意见', value: row.opinion ?? '' },
      ]}
      story={told}
    />
  )
  const crumbs = [home, { href: '/desk/indicators/corrections', label: '更正单' }]
  return desk(ctx, c, { title, crumbs }, page)
}
