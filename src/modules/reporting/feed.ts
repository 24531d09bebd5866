import { entryOf, indicatorList, putReported } from '#modules/indicators'
import type { Ctx } from '#platform/ctx'
import { savepoint } from '#platform/db'
import { Problem } from '#platform/errors'
import type { Measure } from '#platform/indicators'
import { tell } from '#platform/notify'
import { type PeriodKind, periodFrom } from '#platform/periods'
import { isSensitive, type Part } from '#platform/suppression'
import { cellsOf, type Definition, type Item } from './definition.ts'
import { summaryOf } from './figures.ts'
import { texts, toManagers } from './messages.ts'
import { ofCentre, type Round } from './people.ts'
import { approvedOf, corrected, definitionOf, formById } from './queries.ts'
import { dominance } from './settings.ts'

/** Indicators that are reported and not counted, to choose from. */
export async function indicatorChoices(ctx: Ctx): Promise<Array<{ value: string; label: string }>> {
  const all = await indicatorList(ctx)
  return all
    .filter(one => one.source === 'reported' && one.state === 'active' && one.measure !== 'permille')
    .map(one => ({ value: one.code, label: `${one.label}（${one.unit}）` }))
}

/** What a figure is multiplied by to be the indicator's; null where it cannot be. */
export const factorFor = (item: Pick<Item, 'kind' | 'unit'>, measure: Measure): number | null => {
  if (measure === 'fen') return item.kind === 'money' ? 1 : item.unit === '万元' ? 1_000_000 : null
  if (measure === 'count') return item.kind === 'whole' ? 1 : null
  return null
}

/** What of a definition cannot be taken over by its indicator: another frequency, money for pieces. */
export async function feedFaults(ctx: Ctx, definition: Definition, frequency: PeriodKind) {
  const cells = new Map(cellsOf(definition).map(cell => [cell.code, cell]))
  const faults: Array<{ path: Array<string | number>; message: string }> = []
  for (const [at, { cell, indicator }] of definition.feeds.entries()) {
    const entry = await entryOf(ctx, indicator)
    const item = cells.get(cell)?.item
    if (!entry || !item) continue
    const path = ['feeds', at, 'indicator']
    if (entry.frequency !== frequency)
      faults.push({ path, message: `「${entry.label}」的频率和这张报表不一样` })
    else if (factorFor(item, entry.measure) === null)
      faults.push({ path, message: `「${entry.label}」的计量单位和这一行不一样` })
  }
  return faults
}

/**
 * Hands the sums of a locked round over to the indicators that its form feeds: by town where that tells on nobody, and for
 * the county. What the dictionary refuses (its own period is locked) is told to those who run the reports.
 */
export async function feed(ctx: Ctx, round: Round): Promise<void> {
  const definition = definitionOf(await formById(ctx, round.form_id))
  if (definition.feeds.length === 0) return
  const sheets = await approvedOf(ctx, round.id)
  const [cells, summary] = [await corrected(ctx, sheets), await summaryOf(ctx, round.id, definition)]
  // What the centre took from a department is no single reporter's figure. A sum that the summary hides (one makes nearly
  // all of it, or it would give away a town) is as good as one reporter's, and the dictionary then hides it too.
  const reportersOf = (key: string, parts: readonly Part[]): number | null =>
    sheets.every(ofCentre) ? null : summary.county.get(key)?.value === null ? 1 : parts.length
  for (const { cell: code, indicator } of definition.feeds) {
    const cell = cellsOf(definition).find(one => one.code === code)
    const entry = await entryOf(ctx, indicator)
    const factor = cell && entry && factorFor(cell.item, entry.measure)
    if (!cell || !entry || !factor) continue
    const parts = sheets.flatMap(sheet => {
      const value = cells.get(sheet.id)?.[cell.key]
      return value === undefined ? [] : [{ reporter: sheet.id, value: value * factor, town: sheet.town }]
    })
    try {
      const of = { code: indicator, period: round.period }
      await savepoint(ctx.db, () => hand(ctx, of, parts, entry, reportersOf(cell.key, parts)))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const about = { title: round.title, period: periodFrom(round.period).label, label: entry.label }
      const href = `/desk/reports/rounds/${round.id}`
      await tell(ctx, toManagers(texts.notFed, { ...about, reason: error.message }, href))
    }
  }
}

type Located = Part & { town: string | null }

async function hand(
  ctx: Ctx,
  of: { code: string; period: string },
  parts: readonly Located[],
  entry: { adds: boolean; opens: string },
  reporters: number | null,
): Promise<void> {
  if (parts.length === 0) return
  const sum = (some: readonly Part[]) => some.reduce((total, part) => total + part.value, 0)
  const towns = Map.groupBy(parts, part => part.town)
  const share = dominance.of(ctx.centre)
  // The dictionary hides few reporters itself; that one of them makes nearly all of it is known here only.
  const told = [...towns].some(([, some]) => some.length >= 3 && isSensitive(some, share))
  if (entry.adds && entry.opens === 'towns' && !told)
    for (const [town, some] of towns)
      if (town) await putReported(ctx, { ...of, town, value: sum(some), reporters: some.length })
  await putReported(ctx, { ...of, town: null, value: sum(parts), reporters })
}
