import type { Ctx } from '#platform/ctx'
import type { ImportDefinition } from '#platform/imports'
import type { SheetColumn } from '#platform/workbook'
import type { Verdict } from './check.ts'

/* What a sheet says that must not lie readable in the database (numbers of identity cards), until its row is carried out. */

type Cells = Record<string, string>

const labelsOf = ({ sealed = [] }: ImportDefinition, columns: readonly SheetColumn[]): string[] =>
  columns.filter(({ field }) => sealed.includes(field.name)).map(({ field }) => field.label)

const each = (cells: Cells, labels: readonly string[], change: (text: string) => string): Cells => ({
  ...cells,
  ...Object.fromEntries(labels.flatMap(label => (cells[label] ? [[label, change(cells[label])]] : []))),
})

export const sealCells = <Row extends { cells: Cells }>(
  ctx: Ctx,
  definition: ImportDefinition,
  columns: readonly SheetColumn[],
  rows: readonly Row[],
): Row[] => {
  const labels = labelsOf(definition, columns)
  return rows.map(row => ({ ...row, cells: each(row.cells, labels, ctx.centre.keys.encrypt) }))
}

export const openCells = (
  ctx: Ctx,
  definition: ImportDefinition,
  columns: readonly SheetColumn[],
  cells: Cells,
): Cells => each(cells, labelsOf(definition, columns), ctx.centre.keys.decrypt)

/** A verdict as it may lie there: its key as a keyed hash, and nothing of what is sealed. */
export function withoutSealed(
  ctx: Ctx,
  definition: ImportDefinition,
  columns: readonly SheetColumn[],
  verdict: Verdict,
): Verdict {
  const { sealed = [] } = definition
  if (sealed.length === 0) return verdict
  const labels = labelsOf(definition, columns)
  const { key, input, changes, faults } = verdict
  return {
    ...verdict,
    key: key === null ? null : ctx.centre.keys.hash(key),
    input: input && Object.fromEntries(Object.entries(input).filter(([name]) => !sealed.includes(name))),
    changes: changes.filter(change => !labels.includes(change.label)),
    faults: faults.map(fault => (labels.includes(fault.label) ? { ...fault, value: '' } : fault)),
  }
}
