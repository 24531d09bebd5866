import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { findingsOf } from './checks.ts'
import { correctionFlow, mayAsk } from './correction.ts'
import { cellsOf } from './definition.ts'
import { knownOf, limitsOf } from './known.ts'
import type { Sheet } from './people.ts'
import { cellsIn, corrected, definitionOf, formById, reasonsIn, roundById } from './queries.ts'
import { sheetFlow } from './sheet.ts'
import { change, figure, isLate, periodWords } from './words.ts'

/** One sheet as its reporter and the statistics people see it. */
export async function sheetView(ctx: Ctx, row: Sheet) {
  const form = await formById(ctx, row.form_id)
  const definition = definitionOf(form)
  const [round, known, now, slips, buttons, files, told] = await Promise.all([
    roundById(ctx, row.round_id),
    knownOf(ctx, row, definition),
    corrected(ctx, [row]).then(found => found.get(row.id) ?? {}),
    slipsOf(ctx, row.id),
    buttonsFor(ctx, sheetFlow, row),
    filesOf(ctx, 'report', row.id),
    story(ctx, { recordId: row.id }),
  ])
  const reported = cellsIn(row)
  const reasons = reasonsIn(row)
  const filled = row.edited_at !== null
  const findings = filled ? findingsOf(definition, reported, known, limitsOf(ctx.centre)) : []
  const mayCorrect =
    round.state === 'locked' &&
    row.state === 'approved' &&
    mayCreate(ctx, correctionFlow, 'ask') &&
    mayAsk(ctx, row)
  return {
    row,
    form: { title: form.title, about: form.about, code: form.code },
    period: periodWords(row.period),
    state: badgeOf(sheetFlow, row.state),
    late: isLate(row, dayOf(ctx.now)),
    filled,
    locked: round.state === 'locked',
    mayCorrect,
    hasRecords: Object.keys(known.records).length > 0,
    lines: cellsOf(definition).map(cell => ({
      key: cell.key,
      label: cell.label,
      unit: cell.item.kind === 'money' ? '元' : cell.item.unit,
      value: figure(now[cell.key], cell.item),
      was: now[cell.key] === reported[cell.key] ? null : figure(reported[cell.key], cell.item) || '没有填',
      previous: figure(known.previous?.cells[cell.key], cell.item),
      onPrevious: change(now[cell.key], known.previous?.cells[cell.key]),
      onYear: change(now[cell.key], known.lastYear?.cells[cell.key]),
      reason: reasons[cell.key] ?? '',
      findings: findings.filter(one => one.cell === cell.key),
    })),
    signatures: [
      { who: '填表人', name: row.filler_name, at: row.filled_at },
      { who: '统计负责人', name: row.stats_name, at: row.stats_at },
      { who: '单位负责人', name: row.head_name, at: row.head_at },
    ].map(one => ({ ...one, at: one.at ? dateTime(one.at) : '' })),
    slips,
    // Once the round is summed nothing can be done with a sheet any more; a slip is asked for at its figure.
    buttons: round.state === 'open' ? buttons : [],
    files,
    story: told,
  }
}
export type SheetView = Awaited<ReturnType<typeof sheetView>>

async function slipsOf(ctx: Ctx, reportId: string) {
  const rows = await ctx.db
    .selectFrom('report_correction')
    .selectAll()
    .where('report_id', '=', reportId)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map(slipLine)
}

export type Slip = ReturnType<typeof slipLine>

/** A slip with both values in words. */
export const slipLine = (row: {
  id: string
  report_id: string
  state: string
  title: string
  label: string
  unit: string
  old_value: unknown
  new_value: unknown
  reason: string
  asked_name: string
  asked_at: Date
  opinion: string | null
}) => {
  const kind = row.unit === '元' ? 'money' : 'whole'
  return {
    ...{ id: row.id, report_id: row.report_id, title: row.title, label: row.label, unit: row.unit },
    before: row.old_value === null ? '没有填' : figure(Number(row.old_value), { kind }),
    after: figure(Number(row.new_value), { kind }),
    ...{ reason: row.reason, asked: row.asked_name, askedAt: row.asked_at, opinion: row.opinion ?? '' },
    state: badgeOf(correctionFlow, row.state),
  }
}
