import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { type FieldErrors, Problem } from '#platform/errors'
import { filesOf, fileToRead, removeFiles } from '#platform/files'
import { validate } from '#platform/forms'
import { type ImportDefinition, imports } from '#platform/imports'
import type { Work } from '#platform/jobs'
import { find, perform } from '#platform/perform'
import { cellOf, columnsOf, inputOf, readWorkbook, type SheetColumn, type SheetRow } from '#platform/workbook'
import type { RowOf } from '#platform/workflow'
import { theFlow } from './flow.ts'
import { openCells, sealCells, withoutSealed } from './sealing.ts'
import { mostRows } from './settings.ts'

/** Rows that one transaction looks at: short enough for the others to come in between. */
const rowsAtOnce = 500

export interface Fault {
  label: string
  text: string
  value: string
}
export interface Change {
  label: string
  before: string
  after: string
}
export interface Verdict {
  number: number
  outcome: 'new' | 'change' | 'same' | 'wrong'
  key: string | null
  title: string
  /** The record that it changes. */
  recordId: string | null
  input: Record<string, unknown> | null
  changes: Change[]
  faults: Fault[]
}

/** Reads the sheet, unless that is done, looks at every row, and reports. May be done again at any time. */
export async function lookAtAll(work: Work, id: string): Promise<void> {
  const batch = await work.read(ctx => batchIn(ctx, id, 'checking'))
  const definition = imports.get(batch?.kind ?? '')
  if (!batch || !definition) return
  const columns = columnsOf(await work.read(ctx => definition.schema(ctx)), definition.columns)
  if (batch.headings.length === 0 && !(await read(work, batch, definition, columns))) return
  const { headings } = await work.read(
    ctx => find(ctx, theFlow(), id) as unknown as Promise<RowOf<'import_batch'>>,
  )
  const present = columns.filter(column => headings.includes(column.field.label))
  const counts = { new: 0, change: 0, same: 0, wrong: 0 }
  const first = new Map<string, number>()
  for (let after = 0; ; ) {
    const rows = await work.read(ctx => rowsAfter(ctx, id, after))
    if (rows.length === 0) break
    const verdicts = await work.read(ctx => judgeRows(ctx, definition, present, rows))
    for (const verdict of verdicts) {
      refuseTwin(verdict, first)
      counts[verdict.outcome]++
    }
    await work.write(ctx =>
      keep(
        ctx,
        id,
        verdicts.map(verdict => withoutSealed(ctx, definition, present, verdict)),
      ),
    )
    after = rows.at(-1)?.number ?? 0
  }
  await work.write(async ctx => {
    if (!(await batchIn(ctx, id, 'checking'))) return
    await perform(ctx, theFlow(), 'report', id, {
      total: counts.new + counts.change + counts.same + counts.wrong,
      ...{ fresh: counts.new, changed: counts.change, same: counts.same, wrong: counts.wrong },
    })
  })
}

/** The batch, if it is in this state. */
export const batchIn = (ctx: Ctx, id: string, state: 'checking' | 'running') =>
  ctx.db
    .selectFrom('import_batch')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst()

export const rowsAfter = (ctx: Ctx, id: string, after: number, limit = rowsAtOnce) =>
  ctx.db
    .selectFrom('import_row')
    .selectAll()
    .where('batch_id', '=', id)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()

/** Takes the rows out of the file, which then goes: from here on they lie in the database, and only as long as needed. */
async function read(
  work: Work,
  batch: RowOf<'import_batch'>,
  definition: ImportDefinition,
  columns: readonly SheetColumn[],
): Promise<boolean> {
  const file = await work.read(async ctx => {
    const [one] = await filesOf(ctx, 'import_batch', batch.id)
    return one && fileToRead(ctx, one.id, async () => true)
  })
  const parts: Buffer[] = []
  if (file) for await (const part of work.outside.store.read(file.sha256)) parts.push(part)
  const sheet = await readWorkbook(Buffer.concat(parts), columns, mostRows.of(work.centre))
  if ('problem' in sheet) {
    await work.write(async ctx => {
      await removeFiles(ctx, { subject: 'import_batch', recordIds: [batch.id] })
      await perform(ctx, theFlow(), 'refuse', batch.id, { problem: sheet.problem })
    })
    return false
  }
  for (let at = 0; at < sheet.rows.length; at += rowsAtOnce)
    await work.write(ctx =>
      store(ctx, batch.id, sealCells(ctx, definition, columns, sheet.rows.slice(at, at + rowsAtOnce))),
    )
  await work.write(async ctx => {
    await removeFiles(ctx, { subject: 'import_batch', recordIds: [batch.id] })
    await ctx.db
      .updateTable('import_batch')
      .set({ headings: sheet.headings, file_name: file?.name ?? '' })
      .where('id', '=', batch.id)
      .execute()
  })
  return true
}

const store = (ctx: Ctx, id: string, rows: readonly SheetRow[]) =>
  sql`
    insert into import_row (batch_id, number, cells)
    select ${id}, number, cells from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (number int, cells jsonb)
    on conflict (centre_id, batch_id, number) do update set cells = excluded.cells`.execute(ctx.db)

/** What each row would do: by the schema of the action itself, and by what the database knows. */
export async function judgeRows(
  ctx: Ctx,
  definition: ImportDefinition,
  columns: readonly SheetColumn[],
  rows: ReadonlyArray<{ number: number; cells: unknown }>,
): Promise<Verdict[]> {
  const schema = await definition.schema(ctx)
  const read = rows.map(row => {
    const cells = openCells(ctx, definition, columns, row.cells as Record<string, string>)
    const input = inputOf(columns, cells)
    return { number: row.number, cells, input, key: definition.keyOf(input) }
  })
  const inputs = read.map(row => row.input)
  const existing = await definition.find(ctx, inputs)
  const known = (await definition.check?.(ctx, inputs, existing)) ?? []
  return read.map(({ number, cells, input, key }, at) => {
    const there = existing[at]
    const whole = there ? { ...there.input, ...blankOf(columns, definition.keeps), ...input } : input
    const { checked, errors } = tryOut(schema, whole)
    const faults = faultsOf(columns, cells, {
      ...known[at],
      ...errors,
      ...(there?.blocked && { '': there.blocked }),
    })
    const changes = there && checked ? changesOf(columns, there.input, checked) : []
    const outcome = faults.length > 0 ? 'wrong' : !there ? 'new' : changes.length > 0 ? 'change' : 'same'
    const title = definition.titleOf(whole).slice(0, 80)
    return { number, outcome, key, title, recordId: there?.id ?? null, input: checked, changes, faults }
  })
}

/** A column that is there and empty says that there is nothing; one that is not there says nothing. */
const blankOf = (columns: readonly SheetColumn[], keeps: readonly string[] = []) =>
  Object.fromEntries(
    columns.filter(({ field }) => !keeps.includes(field.name)).map(({ field }) => [field.name, undefined]),
  )

function tryOut(
  schema: z.ZodType,
  input: unknown,
): { checked: Record<string, unknown> | null; errors: FieldErrors } {
  try {
    return { checked: validate(schema, input) as Record<string, unknown>, errors: {} }
  } catch (error) {
    if (error instanceof Problem) return { checked: null, errors: error.errors }
    throw error
  }
}

/** Errors by field become faults by column; within a cell of several lines it is told in which. */
function faultsOf(
  columns: readonly SheetColumn[],
  cells: Record<string, string>,
  errors: FieldErrors,
): Fault[] {
  return Object.entries(errors).map(([path, text]) => {
    const [name = '', line] = path.split('.')
    const label = columns.find(column => column.field.name === name)?.field.label ?? ''
    const where = line !== undefined && /^\d+$/.test(line) ? `第 ${Number(line) + 1} 项：` : ''
    return { label, text: where + text, value: cells[label] ?? '' }
  })
}

export const changesOf = (
  columns: readonly SheetColumn[],
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Change[] =>
  columns
    .map(({ field }) => ({
      label: field.label,
      before: cellOf(field, before[field.name]),
      after: cellOf(field, after[field.name]),
    }))
    .filter(change => change.before !== change.after)

/** A record stands in the sheet once: the second time it is wrong, whatever it says. */
function refuseTwin(verdict: Verdict, first: Map<string, number>): void {
  const names = [verdict.key, verdict.recordId].filter(name => name !== null)
  const before = names.map(name => first.get(name)).find(number => number !== undefined)
  for (const name of names) if (!first.has(name)) first.set(name, verdict.number)
  if (before === undefined) return
  verdict.outcome = 'wrong'
  verdict.faults.push({ label: '', text: `与第 ${before} 行重复。`, value: '' })
}

async function keep(ctx: Ctx, id: string, verdicts: readonly Verdict[]): Promise<void> {
  await ctx.db.updateTable('import_batch').set({ beat_at: ctx.now }).where('id', '=', id).execute()
  await sql`
    update import_row set outcome = found.outcome, key = found.key, title = found.title, input = found.input,
      changes = found.changes, faults = found.faults
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb)
      as found (number int, outcome text, key text, title text, input jsonb, changes jsonb, faults jsonb)
    where import_row.batch_id = ${id} and import_row.number = found.number`.execute(ctx.db)
}
