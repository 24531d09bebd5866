import { sql } from 'kysely'
import { type ClauseNumber, dayIn, inPeriod } from './clauses.ts'
import type { Ctx } from './ctx.ts'
import { maskName, maskPhone } from './identifiers.ts'
import type { Period } from './periods.ts'
import type { Column } from './spreadsheet.ts'
import type { FlowTable, RowOf, Visible } from './workflow.ts'

/* What goes into 迎检资料包: every module declares it beside its records, so that a pack is nobody's list to keep. */

/** A column of a ledger. What is personal is masked unless the pack is made whole. */
export interface LedgerColumn<Row> extends Column<Row> {
  personal?: 'name' | 'phone' | ((row: Row) => 'name' | 'phone' | null)
}

// biome-ignore lint/suspicious/noExplicitAny: rows differ from ledger to ledger
type AnyRow = any

/** 台账: read page by page, so that it never lies in memory with its joins. */
export interface Ledger {
  title: string
  columns: ReadonlyArray<LedgerColumn<AnyRow>>
  count(ctx: Ctx, period: Period): Promise<number>
  /** The next rows after an id ('' for the first), in the order of their ids. */
  page(ctx: Ctx, period: Period, after: string, limit: number): Promise<Array<{ id: string }>>
}

/** A file of a pack: content that lies in the store, or a paper that is made once its turn has come. */
export type PackFile = { id: string; name: string } & ({ sha256: string } | { make(): Promise<Uint8Array> })

export interface PackFiles {
  /** The folder that they lie in: 活动照片 */
  title: string
  count(ctx: Ctx, period: Period): Promise<number>
  /** What they weigh together, where that is known before they are read. */
  bytes?(ctx: Ctx, period: Period): Promise<number>
  page(ctx: Ctx, period: Period, after: string, limit: number): Promise<PackFile[]>
}

export interface PackPart {
  clause: ClauseNumber
  module: string
  ledgers?: readonly Ledger[]
  files?: readonly PackFiles[]
}

export const packParts: PackPart[] = []

export function definePackPart(part: PackPart): void {
  packParts.push(part)
}

/** By which column records belong to a period; 'now': a register, as it is today. */
type When<T extends FlowTable> = { at: keyof RowOf<T> & string } | { day: keyof RowOf<T> & string } | 'now'

/** A flow by its table: states for their labels, and who may see its rows. */
interface FlowOf<T extends FlowTable> {
  subject: T
  states: Readonly<Record<string, { label: string }>>
  visible: Visible<T>
}

/** The rows of a flow that this actor may see, in a period. To the compiler, any table with an id is as good as another. */
function rowsIn<T extends FlowTable>(ctx: Ctx, flow: FlowOf<T>, when: When<T>, period: Period) {
  const { subject, visible } = flow as unknown as FlowOf<'notice'>
  const all = visible(ctx, ctx.db.selectFrom(subject) as unknown as Parameters<typeof visible>[1])
  if (when === 'now') return all
  return all.where(
    'at' in when
      ? inPeriod(`${flow.subject}.${when.at}`, period)
      : dayIn(`${flow.subject}.${when.day}`, period),
  )
}

/** The ledger of a flow's own table: its columns, and the state in words. */
export const ledgerOf = <T extends FlowTable>(
  flow: FlowOf<T>,
  { title, when, columns }: { title: string; when: When<T>; columns: ReadonlyArray<LedgerColumn<RowOf<T>>> },
): Ledger => ({
  title,
  columns: [
    ...columns,
    {
      label: '状态',
      value: (row: { state: string }) => flow.states[row.state]?.label ?? row.state,
    },
  ],
  async count(ctx, period) {
    const found = await rowsIn(ctx, flow, when, period)
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
    return found.n
  },
  page(ctx, period, after, limit) {
    const id = `${flow.subject}.id` as 'notice.id'
    const rows = rowsIn(ctx, flow, when, period)
      .selectAll(flow.subject as 'notice')
      .orderBy(id)
      .limit(limit)
    return (after ? rows.where(id, '>', after) : rows).execute()
  },
})

/** The uploaded files of these fields of a flow's records; a field that is not named stays where it is. */
export const attachmentsOf = <T extends FlowTable>(
  flow: FlowOf<T>,
  { title, when, fields }: { title: string; when: When<T>; fields: readonly string[] },
): PackFiles => {
  const files = (ctx: Ctx, period: Period) =>
    ctx.db
      .selectFrom('file')
      .where('subject', '=', flow.subject)
      .where('field', 'in', [...fields])
      .where(
        'record_id',
        'in',
        rowsIn(ctx, flow, when, period).select(`${flow.subject}.id` as 'notice.id') as never,
      )
  return {
    title,
    async count(ctx, period) {
      const found = await files(ctx, period)
        .select(sql<number>`count(*)::int`.as('n'))
        .executeTakeFirstOrThrow()
      return found.n
    },
    async bytes(ctx, period) {
      const found = await files(ctx, period)
        .select(sql<string>`coalesce(sum(size), 0)`.as('bytes'))
        .executeTakeFirstOrThrow()
      return Number(found.bytes)
    },
    page(ctx, period, after, limit) {
      const rows = files(ctx, period).select(['id', 'name', 'sha256']).orderBy('id').limit(limit)
      return (after ? rows.where('id', '>', after) : rows).execute()
    },
  }
}

/** Papers that are made of records, some at a time. */
export const papersOf = <T extends FlowTable>(
  flow: FlowOf<T>,
  {
    title,
    when,
    paper,
  }: {
    title: string
    when: When<T>
    /** Read while the transaction is open; `make` runs when it is over. */
    paper(ctx: Ctx, row: RowOf<T>): Promise<{ name: string; make(): Promise<Uint8Array> }>
  },
): PackFiles => {
  const { count, page } = ledgerOf(flow, { title, when, columns: [] })
  return {
    title,
    count,
    async page(ctx, period, after, limit) {
      const files: PackFile[] = []
      for (const row of await page(ctx, period, after, limit))
        files.push({ id: row.id, ...(await paper(ctx, row as unknown as RowOf<T>)) })
      return files
    },
  }
}

/** What a masked pack shows of a cell that names somebody. */
export function maskedCell(column: LedgerColumn<AnyRow>, row: AnyRow): unknown {
  const value = column.value(row)
  const personal = typeof column.personal === 'function' ? column.personal(row) : column.personal
  if (!personal || typeof value !== 'string') return value
  return personal === 'phone' ? maskPhone(value) : maskName(value)
}
