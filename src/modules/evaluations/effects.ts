import { type Raised, raiseFinding } from '#modules/improvements'
import type { ClauseNumber } from '#platform/clauses'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { blocking, type CoverLine, coverageOf } from './coverage.ts'
import { gapFlow } from './gap.ts'
import { type Beginning, currentSelf, type Opening, partKey } from './inputs.ts'
import { broughtIn, type Evaluation, type EvaluationKind } from './kinds.ts'
import { type Mark, markFlow, rowOf } from './mark.ts'
import { titleOf, told } from './messages.ts'
import { marksOf } from './queries/marks.ts'
import { gapsOf, roundOf } from './queries/rounds.ts'
import { sheetById } from './queries/sheets.ts'
import { indicatorOf, partOf, partsOf } from './score-sheet.ts'
import { lowShare, workDays } from './settings.ts'
import { pointWords } from './words.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

export async function opened(ctx: Ctx, _row: Evaluation, input: Opening) {
  return { ...input, days: workDays[input.kind].of(ctx.centre), opened_at: ctx.now }
}

/** The period that still goes on; whoever was quicker has opened it already. */
export async function prepared(ctx: Ctx) {
  const { code, first, last } = currentSelf(ctx)
  if (await roundOf(ctx, 'self', code)) throw invalid({ period: '这一期的自评已经开启。' })
  return opened(ctx, {} as Evaluation, { kind: 'self', period: code, first_day: first, last_day: last })
}

export async function toldKind(ctx: Ctx, row: Evaluation): Promise<void> {
  await broughtIn(row.kind)?.opened?.(ctx, row)
}

/** Every row of the sheet becomes a record of its own, which waits for whoever scores its part. */
export async function handOutMarks(ctx: Ctx, round: Evaluation, { parts }: Beginning): Promise<void> {
  const sheet = await sheetById(ctx, round.sheet_id as string)
  const rows = sheet?.rows ?? []
  const names = partsOf(rows)
  const given = new Map<string, number>()
  for (const [at, row] of rows.entries()) {
    const team = parts[partKey(names.indexOf(partOf(row)))] as { owner_id: string; head_id: string }
    given.set(team.owner_id, (given.get(team.owner_id) ?? 0) + 1)
    await perform(asSystem(ctx), markFlow, 'assign', null, {
      ...{ evaluation_id: round.id, place: at + 1, row, ...team },
    })
  }
  await tell(ctx, ...[...given].map(([staff, count]) => told.marks(round, staff, count)))
}

/** The results as they are now; the kind itself says what is missing. */
export async function concluded(ctx: Ctx, row: Evaluation) {
  const kind = broughtIn(row.kind)
  if (!kind) throw conflict('这一种评价还没有开通。')
  return { results: JSON.stringify(await kind.results(ctx, row)), results_at: ctx.now }
}

/** Whoever scored a row of it does not approve the whole. */
export async function approved(ctx: Ctx, row: Evaluation, { opinion }: { opinion: string }) {
  const own = (await marksOf(ctx, row.id)).some(mark => mark.owner_id === ctx.actor.staffId)
  if (own) throw conflict('您给其中的自评项打过分，请由另一人审定。')
  return { opinion, approved_at: ctx.now }
}

/** Brings the records of gaps in line with what is covered by now. */
export async function lookForGaps(ctx: Ctx, round: Evaluation): Promise<void> {
  const [lines, known] = [await coverageOf(ctx, round), await gapsOf(ctx, round.id)]
  const gapOf = new Map(known.map(gap => [gap.service, gap]))
  let found = 0
  for (const { service, label, clause, count, state } of lines) {
    if (state !== 'gap') continue
    const gap = gapOf.get(service)
    if (gap?.state === 'open') continue
    found++
    await (gap
      ? perform(asSystem(ctx), gapFlow, 'reopen', gap.id, { served: count })
      : perform(asSystem(ctx), gapFlow, 'find', null, {
          ...{ evaluation_id: round.id, service, label, clause, served: count },
        }))
  }
  const missing = new Set(lines.filter(line => line.state !== 'covered').map(line => line.service))
  for (const gap of known)
    if ((gap.state === 'open' || gap.state === 'explained') && !missing.has(gap.service))
      await perform(asSystem(ctx), gapFlow, 'cover', gap.id)
  if (found > 0) await tell(ctx, told.gaps(round, found))
}

/** Also what turned up since the gaps were looked for last. */
export async function closed(ctx: Ctx, row: Evaluation) {
  const lines = await coverageOf(ctx, row)
  const open = blocking(lines)
  if (open.length > 0)
    throw conflict(
      `还没有评到，也没有说明清楚：${open.map(line => line.label).join('、')}。请先说明，再办结。`,
    )
  return { coverage: JSON.stringify(lines), closed_at: ctx.now }
}

/** 6.2.1 What was scored low, and what nobody looked at, goes on as a finding; the same row of the next round comes back to it. */
export async function raiseFindings(ctx: Ctx, round: Evaluation): Promise<void> {
  const least = lowShare.of(ctx.centre) / 100
  const low = (await marksOf(ctx, round.id)).filter(
    mark => !mark.bonus && (mark.score ?? 0) < mark.points * least,
  )
  for (const mark of low) await raiseFinding(ctx, lowMark(round, mark, least))
  for (const line of blocking(await coverageOf(ctx, round))) await raiseFinding(ctx, uncovered(round, line))
}

function lowMark(round: Evaluation, mark: Mark, least: number): Raised {
  const row = rowOf(mark)
  const [score, full] = [pointWords(mark.score ?? 0), pointWords(mark.points)]
  return {
    source: 'self',
    key: row.key,
    clause: (mark.clause ?? '6.1.1') as ClauseNumber,
    severity: (mark.score ?? 0) < mark.points / 2 ? 'major' : 'minor',
    title: `自评得分低：${indicatorOf(row)}`.slice(0, 80),
    facts: `${titleOf(round)}得 ${score} 分，满分 ${full} 分。${mark.words}`,
    evidence: {
      label: `自评项：${indicatorOf(row)}`.slice(0, 80),
      href: `/desk/evaluations/marks/${mark.id}`,
    },
    rule: `得分不到满分的 ${Math.round(least * 100)}%`,
    since: round.first_day,
  }
}

function uncovered(round: Evaluation, line: CoverLine): Raised {
  return {
    source: round.kind as EvaluationKind,
    key: `coverage:${line.service}`,
    clause: '6.1.3',
    severity: 'minor',
    title: `没有评到：${line.label}`.slice(0, 80),
    facts: `${titleOf(round)}期内提供 ${line.count} 次，没有评到。`,
    evidence: { label: `${titleOf(round)}覆盖情况`, href: `/desk/evaluations/${round.id}/coverage` },
    rule: '期内提供过的服务都要评到（标准第 6.1.3 条）',
    since: round.first_day,
  }
}
