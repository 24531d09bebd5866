import { badgeOf, buttonsFor } from '#modules/actions'
import { areaNames } from '#modules/facilities'
import type { Ctx } from '#platform/ctx'
import { friendly } from '#platform/format'
import type { RowOf } from '#platform/workflow'
import { placeWords } from './counted.ts'
import { lineFlow, type Outcome, outcomes, remedies } from './counting.ts'
import type { CountView } from './pages/parts.tsx'
import { lineSums, lineUnderWay } from './queries.ts'

type Line = RowOf<'stocktaking_line'>

export const isOpen = (stage: string): boolean => stage === 'counting' || stage === 'explaining'

/** The result of a line in a word. */
export const resultOf = (line: Pick<Line, 'state' | 'outcome'>) => ({
  label: line.outcome ? outcomes[line.outcome as Outcome] : badgeOf(lineFlow, line.state).label,
  tone: badgeOf(lineFlow, line.state).tone,
})

/** What was found, in words: '现在：实训教室 · 讲台' */
export const foundWords = (line: Pick<Line, 'note' | 'found_place'>, foundArea: string | null): string =>
  [[foundArea, line.found_place].filter(Boolean).join(' · '), line.note].filter(Boolean).join('；')

/** Why, and what becomes of it. */
export const whyWords = (line: Pick<Line, 'explanation' | 'remedy'>): string =>
  line.explanation ? `${line.explanation}（${remedies[line.remedy as keyof typeof remedies]}）` : ''

/** Who may do what with a line does not hang on what was done to it before. */
export const lineButtons = (ctx: Ctx, line: Line) =>
  buttonsFor(ctx, lineFlow, line, { did: new Map(), now: ctx.now, centre: ctx.centre })

/** How a thing stands in the stock-taking that is under way; null where it is in none. */
export async function countOf(ctx: Ctx, assetId: string): Promise<CountView | null> {
  const line = await lineUnderWay(ctx, assetId)
  if (!line) return null
  const open = isOpen(line.stage)
  const [sums, areas] = await Promise.all([lineSums(ctx, line.stocktaking_id), areaNames(ctx)])
  const buttons = open ? await lineButtons(ctx, line) : []
  const result = resultOf(line)
  const found = placeWords(areas, line.found_area_id, null) || null
  return {
    stocktakingId: line.stocktaking_id,
    of: line.of,
    waiting: line.state === 'waiting',
    outcome: line.outcome && result.label,
    tone: result.tone,
    counted: line.counted_at ? `${line.counter ?? ''} ${friendly(line.counted_at, ctx.now)}` : '',
    details: [foundWords(line, found), whyWords(line)].filter(Boolean).join('；'),
    expected: line.place,
    // Whoever stands before it has found it.
    buttons: buttons.filter(button => !button.href.includes('/lose/')),
    left: sums.filter(sum => sum.state === 'waiting').reduce((n, sum) => n + sum.n, 0),
    open,
  }
}
