import type { Ctx } from '#platform/ctx'
import { indicators } from '#platform/indicators'
import type { ChartTable } from '#ui/chart'
import { seriesTable } from './charts.ts'
import { declaredEntry } from './dictionary.ts'
import { seriesOf } from './series.ts'

/** A counted figure as other pages show it: drawn, with its definition and the table behind it. */
export interface FigureCard {
  title: string
  definition: string
  src: string
  href: string
  table: ChartTable
}

/** Throws where no module declares the code: that is a mistake of the program. */
export async function figureCard(ctx: Ctx, code: string): Promise<FigureCard> {
  const declared = indicators.get(code)
  if (!declared) throw new Error(`no indicator ${code}`)
  const entry = declaredEntry(declared)
  const { points } = await seriesOf(ctx, entry, entry.frequency)
  const href = `/desk/indicators/${code}`
  return {
    ...{ title: entry.label, definition: entry.definition, href, src: `${href}/chart.svg` },
    table: seriesTable(entry, points),
  }
}
