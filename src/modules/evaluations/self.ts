import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { type Covered, type Evaluation, evaluationRound } from './kinds.ts'
import { marksOf } from './queries/marks.ts'
import { type ItemServed, servedIn } from './queries/served.ts'
import { sheetById } from './queries/sheets.ts'
import type { Results } from './results.ts'
import { scoreOf } from './score-sheet.ts'

type Marks = Awaited<ReturnType<typeof marksOf>>

/** 中心自评: the sheet, scored by several hands. */
evaluationRound({ kind: 'self', results, covered })

async function results(ctx: Ctx, round: Evaluation): Promise<Results> {
  const marks = await marksOf(ctx, round.id)
  const open = marks.filter(mark => mark.state !== 'confirmed').length
  const sheet = round.sheet_id && (await sheetById(ctx, round.sheet_id))
  if (!sheet || marks.length === 0) throw conflict('自评还没有开始。')
  if (open > 0) throw conflict(`还有 ${open} 个自评项没有评分或没有确认。`)
  const served = await servedIn(ctx, { first: round.first_day, last: round.last_day })
  const bonus = marks.filter(mark => mark.bonus)
  return {
    ...{ score: scoreOf(scoresOf(marks)), full: 100, n: marks.length, unit: '项' },
    ...{ invited: null, interval: null },
    distribution: distribution(marks),
    parts: [...Map.groupBy(marks, mark => mark.part)].map(([label, those]) => partResult(label, those)),
    byService: byService(marks, served),
    instrument: { id: sheet.id, label: sheet.name, version: sheet.version },
    notes: [
      `评分表“${sheet.name}”第 ${sheet.version} 版，满分 ${sheet.points / 10} 分，得分折算为百分制。`,
      '各项服务的得分，是核对过它的自评项的得分率。',
      ...(bonus.length > 0 ? ['加分项的得分计入总分，不计入满分。'] : []),
    ],
    warnings: [],
  }
}

const scoresOf = (marks: Marks) =>
  marks.map(({ points, score, bonus }) => ({ points, score: score ?? 0, bonus }))

/** In points of the part's own full marks; a part of bonus rows alone has none. */
function partResult(label: string, marks: Marks): Results['parts'][number] {
  const full = marks.filter(mark => !mark.bonus).reduce((sum, mark) => sum + mark.points, 0) / 10
  const score = marks.reduce((sum, mark) => sum + (mark.score ?? 0), 0) / 10
  return { label, score, full, n: marks.length }
}

/** How many rows reached which share of their points. */
export const bands = [
  { label: '九成以上', from: 0.9 },
  { label: '七成到九成', from: 0.7 },
  { label: '五成到七成', from: 0.5 },
  { label: '不到五成', from: 0 },
] as const

function distribution(marks: Marks): Results['distribution'] {
  const shares = marks.map(mark => (mark.score ?? 0) / mark.points)
  return bands.map(({ label, from }, at) => {
    const below = bands[at - 1]?.from ?? Number.POSITIVE_INFINITY
    return { label, count: shares.filter(share => share >= from && share < below).length }
  })
}

/** What the rows that looked at a service reached of their points, of a hundred. */
function byService(marks: Marks, served: readonly ItemServed[]): Results['byService'] {
  return served.flatMap(({ service, label }) => {
    const those = marks.filter(mark => mark.services.includes(service))
    if (those.length === 0) return []
    const full = those.reduce((sum, mark) => sum + mark.points, 0)
    const reached = those.reduce((sum, mark) => sum + (mark.score ?? 0), 0)
    return [{ service, label, n: those.length, score: (reached / full) * 100 }]
  })
}

async function covered(ctx: Ctx, round: Evaluation): Promise<Map<string, Covered>> {
  const counts = new Map<string, number>()
  for (const mark of await marksOf(ctx, round.id)) {
    if (mark.state === 'open') continue
    for (const service of mark.services) counts.set(service, (counts.get(service) ?? 0) + 1)
  }
  return new Map([...counts].map(([service, count]) => [service, { count, says: `${count} 个自评项核对过` }]))
}
