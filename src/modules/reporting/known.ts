import { monthByStation } from '#modules/stations'
import type { Ctx } from '#platform/ctx'
import { monthsOf, partsOf, periodBefore, periodFrom, periodKinds, yearBefore } from '#platform/periods'
import type { Known, Limits } from './checks.ts'
import { type Cells, cellsOf, type Definition, type SourceKey } from './definition.ts'
import { ofCentre, type Sheet } from './people.ts'
import { corrected } from './queries.ts'
import { changeFloor, changeLimit } from './settings.ts'

export const limitsOf = (centre: Ctx['centre']): Limits => ({
  change: changeLimit.of(centre),
  floor: changeFloor.of(centre),
})

type About = Pick<Sheet, 'form_code' | 'period' | 'party_id' | 'station_id' | 'round_id'>

/** What a sheet is checked against: the reporter's own earlier sheets, other forms, the records of the platform. */
export async function knownOf(ctx: Ctx, row: About, definition: Definition): Promise<Known> {
  const period = periodFrom(row.period)
  const [before, lastYear] = [periodBefore(period), yearBefore(period)]
  const smaller = Object.keys(periodKinds) as Array<keyof typeof periodKinds>
  const parts = smaller
    .filter(kind => periodKinds[kind].months < periodKinds[period.kind].months)
    .map(kind => partsOf(period, kind).map(part => part.code))
  const codes = [row.period, before.code, lastYear.code, ...parts.flat()]
  const sheets = await ownSheets(ctx, row, codes)
  const cells = await corrected(ctx, sheets)
  const own = (code: string) => {
    const found = sheets.find(one => one.form_code === row.form_code && one.period === code)
    return found ? { label: periodFrom(code).label, cells: cells.get(found.id) ?? {} } : null
  }
  const others = new Map<string, Cells>()
  for (const [form, those] of Map.groupBy(
    sheets.filter(one => one.form_code !== row.form_code),
    one => one.form_code,
  )) {
    const same = those.find(one => one.period === row.period)
    const whole = same ? [same] : wholeOf(those, parts)
    if (whole) others.set(form, added(whole.map(one => cells.get(one.id) ?? {})))
  }
  return {
    previous: own(before.code),
    lastYear: own(lastYear.code),
    others,
    records: await recordsOf(ctx, row, definition),
  }
}

/** The sheets of all months (or quarters) of the period, where none is missing. */
const wholeOf = <Part extends { period: string }>(sheets: readonly Part[], kinds: ReadonlyArray<string[]>) =>
  kinds
    .map(codes => codes.map(code => sheets.find(one => one.period === code)))
    .find((found): found is Part[] => found.every(one => one !== undefined)) ?? null

const added = (sheets: readonly Cells[]): Cells => {
  const sum: Cells = {}
  for (const cells of sheets)
    for (const [key, value] of Object.entries(cells)) sum[key] = (sum[key] ?? 0) + value
  return sum
}

const ownSheets = (ctx: Ctx, row: About, periods: readonly string[]) =>
  ctx.db
    .selectFrom('report')
    .select(['id', 'form_code', 'period', 'cells'])
    .where('party_id', 'is not distinct from', row.party_id)
    .where('station_id', 'is not distinct from', row.station_id)
    .where('round_id', '<>', row.round_id)
    .where('period', 'in', [...periods])
    .where('state', 'in', ['submitted', 'approved'])
    .limit(200)
    .execute()

/** What a station entered day by day, summed over the period, for the cells that are taken from it. */
export async function recordsOf(ctx: Ctx, row: About, definition: Definition): Promise<Cells> {
  const taken = cellsOf(definition).filter(cell => cell.item.source && !cell.code.includes('.'))
  if (!row.station_id || ofCentre(row) || taken.length === 0) return {}
  const sum = new Map<SourceKey, number>()
  for (const month of monthsOf(row.period)) {
    const station = (await monthByStation(ctx, month)).find(one => one.id === row.station_id)
    if (!station) continue
    for (const { item } of taken) {
      const key = item.source as SourceKey
      sum.set(key, (sum.get(key) ?? 0) + Number(station[key]))
    }
  }
  return Object.fromEntries(
    taken.flatMap(cell => {
      const value = sum.get(cell.item.source as SourceKey)
      return value === undefined ? [] : [[cell.key, value]]
    }),
  )
}
