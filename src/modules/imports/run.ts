import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { savepoint } from '#platform/db'
import { Problem } from '#platform/errors'
import { type ImportDefinition, imports } from '#platform/imports'
import type { Work } from '#platform/jobs'
import { perform } from '#platform/perform'
import { columnsOf, type SheetColumn } from '#platform/workbook'
import type { RowOf } from '#platform/workflow'
import { batchIn, type Change, judgeRows, rowsAfter } from './check.ts'
import { theFlow } from './flow.ts'
import { actorOfStaff } from './queries.ts'

/** Rows that one transaction brings in: a tenth of a second or two, in which the embedded database has no turn for others. */
const rowsAtOnce = 20
/** Milliseconds after which other jobs get their turn. */
const turn = 3_000

/**
 * Brings in what was previewed and is still as it was previewed (docs/decisions/0022-imports.md). First every row is
 * looked at once more: if one has changed since, nothing is brought in. Then some rows at a time, each marked in the
 * very transaction that performs it: whatever breaks in between, it goes on from there, and no row twice. Returns
 * whether there is more to do.
 */
export async function carryOut(work: Work, id: string): Promise<boolean> {
  const batch = await work.read(ctx => batchIn(ctx, id, 'running'))
  const definition = imports.get(batch?.kind ?? '')
  if (!batch || !definition) return false
  const schema = await work.read(ctx => definition.schema(ctx))
  const columns = columnsOf(schema, definition.columns).filter(column =>
    batch.headings.includes(column.field.label),
  )
  if (!batch.looked_again && !(await lookAgain(work, batch, definition, columns))) return false
  const began = performance.now()
  while (performance.now() - began < turn)
    if (!(await work.write(ctx => someRows(ctx, batch, definition, columns)))) return false
  return true
}

/** True where all rows would still do what the preview said; otherwise it is checked and shown anew. */
async function lookAgain(
  work: Work,
  batch: RowOf<'import_batch'>,
  definition: ImportDefinition,
  columns: readonly SheetColumn[],
): Promise<boolean> {
  let different = 0
  for (let after = 0; ; ) {
    const rows = await work.read(ctx => rowsAfter(ctx, batch.id, after, 500))
    if (rows.length === 0) break
    const planned = rows.filter(row => isPlanned(row) && row.done_at === null)
    const verdicts = await work.read(ctx => judgeRows(ctx, definition, columns, planned))
    different += verdicts.filter((verdict, at) => !isAsPreviewed(planned[at] as Row, verdict)).length
    after = rows.at(-1)?.number ?? 0
  }
  await work.write(async ctx => {
    if (different === 0)
      await ctx.db
        .updateTable('import_batch')
        .set({ looked_again: true })
        .where('id', '=', batch.id)
        .execute()
    else
      await perform(ctx, theFlow(), 'turnBack', batch.id, {
        problem: `预览以后有 ${different} 行的情况变了，所以什么都没有导入。已重新核对，请看一遍再导入。`,
      })
  })
  return different === 0
}

type Row = Awaited<ReturnType<typeof rowsAfter>>[number]
const isPlanned = (row: Row): boolean => row.outcome === 'new' || row.outcome === 'change'

const isAsPreviewed = (row: Row, verdict: { outcome: string; changes: Change[] }): boolean =>
  row.outcome === verdict.outcome &&
  JSON.stringify((row.changes as unknown as Change[]).map(inOrder)) ===
    JSON.stringify(verdict.changes.map(inOrder))
const inOrder = ({ label, before, after }: Change): string[] => [label, before, after]

/** Performs the next rows as whoever sent the sheet. Two imports of a kind never look at the same records at once. */
async function someRows(
  ctx: Ctx,
  batch: RowOf<'import_batch'>,
  definition: ImportDefinition,
  columns: readonly SheetColumn[],
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import.${ctx.centre.id}.${batch.kind}`}, 2))`.execute(
    ctx.db,
  )
  if (!(await batchIn(ctx, batch.id, 'running'))) return false
  const rows = await rowsLeft(ctx, batch.id)
  if (rows.length === 0) {
    await perform(ctx, theFlow(), 'finish', batch.id)
    return false
  }
  const actor = await actorOfStaff(ctx, batch.staff_id)
  const verdicts = await judgeRows(ctx, definition, columns, rows)
  const done: Array<{ number: number; record_id: string }> = []
  const refused: Array<{ number: number; reason: string }> = []
  for (const [at, row] of rows.entries()) {
    const verdict = verdicts[at]
    if (!verdict?.input || !isAsPreviewed(row, verdict)) {
      refused.push({ number: row.number, reason: '导入途中这条记录被别人改过，没有覆盖。' })
      continue
    }
    try {
      const input = verdict.input
      const record_id = await savepoint(ctx.db, () =>
        definition.perform({ ...ctx, actor }, input, verdict.recordId),
      )
      done.push({ number: row.number, record_id })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      refused.push({ number: row.number, reason: Object.values(error.errors)[0] ?? error.message })
    }
  }
  await mark(ctx, batch.id, done, refused)
  return true
}

const rowsLeft = (ctx: Ctx, id: string): Promise<Row[]> =>
  ctx.db
    .selectFrom('import_row')
    .selectAll()
    .where('batch_id', '=', id)
    .where('outcome', 'in', ['new', 'change'])
    .where('done_at', 'is', null)
    .where('refused', 'is', null)
    .orderBy('number')
    .limit(rowsAtOnce)
    .forUpdate()
    .execute()

/** In the transaction that performed them. What a row said is not needed any more: the record says it. */
async function mark(
  ctx: Ctx,
  id: string,
  done: ReadonlyArray<{ number: number; record_id: string }>,
  refused: ReadonlyArray<{ number: number; reason: string }>,
): Promise<void> {
  await sql`
    update import_row set done_at = ${ctx.now}, record_id = row.record_id, input = null, cells = '{}'
    from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as row (number int, record_id uuid)
    where batch_id = ${id} and import_row.number = row.number`.execute(ctx.db)
  await sql`
    update import_row set refused = row.reason
    from jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) as row (number int, reason text)
    where batch_id = ${id} and import_row.number = row.number`.execute(ctx.db)
  await ctx.db
    .updateTable('import_batch')
    .set(eb => ({
      beat_at: ctx.now,
      done: eb('done', '+', done.length),
      refused: eb('refused', '+', refused.length),
    }))
    .where('id', '=', id)
    .execute()
}
