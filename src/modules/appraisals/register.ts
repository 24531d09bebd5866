import { type RawBuilder, sql } from 'kysely'
import type { ClauseNumber } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { dateTime, money } from '#platform/format'
import { maskName, maskPhone } from '#platform/identifiers'
import { instantsOf, type Period } from '#platform/periods'
import { workflows } from '#platform/workflow'

/** First and last day and instant of a period, as queries compare with them. */
export interface Span {
  first: string
  last: string
  from: Date
  until: Date
}

type Kind = 'text' | 'name' | 'phone' | 'day' | 'moment' | 'money' | 'number'

/** One ledger of the evidence room, and at the same time a frame to draw from. */
export interface Register {
  /** Codes stay what they are: draws name them. */
  name: string
  /** 培训班 */
  label: string
  clause: ClauseNumber
  /** The flow whose records they are. */
  subject: string
  /** Under which key of `ItemServed` a looked-into record counts; absent: the record itself says its item. */
  service?: string
  /** Columns of the query by key. What names a person is masked, and so is every number in a text. */
  columns: ReadonlyArray<{ key: string; label: string; kind?: Kind; aside?: true }>
  /**
   * Exactly the records of the period: `select id, state, title, <columns> …`; a register of items served also selects
   * `item_id`.
   */
  records(span: Span): RawBuilder<unknown>
  /** Whom to call about a record: one row `name, phone`. Absent: nobody is called. */
  person?(id: string): RawBuilder<unknown>
  /** Files that may be read: those that show work and name nobody. One query of `file.id` a register. */
  files?(id: string): RawBuilder<unknown>
}

/** A record as it stands in the room: every cell in words, personal values masked. */
export interface RoomRecord {
  id: string
  title: string
  state: string
  cells: Record<string, string>
}

interface Row {
  id: string
  title: string
  state: string
  item_id: string | null
  cells: Record<string, unknown>
}

export const spanOf = (period: Period): Span => {
  const { first, last } = period
  return { first, last, ...instantsOf(period) }
}

export interface Wanted {
  question?: string
  page?: number
  size: number
}

/** Records of the period, oldest first; `size` + 1 of them where there are more. */
export async function recordsOf(
  ctx: Ctx,
  register: Register,
  period: Period,
  { question = '', page = 1, size }: Wanted,
): Promise<RoomRecord[]> {
  const like = `%${question.replaceAll(/[%_\\]/g, '\\$&')}%`
  const { rows } = await sql<Row>`
    select r.id, r.title, r.state, to_jsonb(r) as cells from (${register.records(spanOf(period))}) as r
    where ${question === ''} or r.title ilike ${like}
    order by r.id limit ${size + 1} offset ${(page - 1) * size}`.execute(ctx.db)
  return rows.map(row => shownRecord(register, row))
}

/** One record, if it is of the period. */
export async function recordOf(
  ctx: Ctx,
  register: Register,
  period: Period,
  id: string,
): Promise<RoomRecord | null> {
  const { rows } = await sql<Row>`
    select r.id, r.title, r.state, to_jsonb(r) as cells from (${register.records(spanOf(period))}) as r
    where r.id = ${id} limit 1`.execute(ctx.db)
  return rows[0] ? shownRecord(register, rows[0]) : null
}

/** How many records there are, exactly. */
export async function countOf(ctx: Ctx, register: Register, period: Period): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from (${register.records(spanOf(period))}) as r limit 1`.execute(ctx.db)
  return Number(rows[0]?.count ?? 0)
}

/** Ids of all records in a fixed order, `most` + 1 where there are more: what is drawn from. */
export async function frameOf(
  ctx: Ctx,
  register: Register,
  period: Period,
  most: number,
): Promise<Array<{ id: string; title: string }>> {
  const { rows } = await sql<{ id: string; title: string }>`
    select r.id, r.title from (${register.records(spanOf(period))}) as r
    order by r.id limit ${most + 1}`.execute(ctx.db)
  return rows.map(({ id, title }) => ({ id, title: withoutNumbers(title) }))
}

/** Which item each of these records was about. */
export async function itemsOf(
  ctx: Ctx,
  register: Register,
  period: Period,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ item_id: string }>`
    select r.item_id from (${register.records(spanOf(period))}) as r
    where r.id = any (${ids}::uuid[]) and r.item_id is not null limit 5000`.execute(ctx.db)
  return rows.map(row => row.item_id)
}

/** Who is called about a record. The number is for the moment of the call: nothing keeps it. */
export async function personOf(
  ctx: Ctx,
  register: Register,
  id: string,
): Promise<{ name: string; phone: string } | null> {
  if (!register.person) return null
  const { rows } = await sql<{
    name: string
    phone: string
  }>`select p.name, p.phone from (${register.person(id)}) as p limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

/** Ids of the files of a record that may be read in the room. */
export async function fileIdsOf(ctx: Ctx, register: Register, id: string): Promise<string[]> {
  if (!register.files) return []
  const { rows } = await sql<{
    id: string
  }>`select f.id from (${register.files(id)}) as f order by f.id limit 60`.execute(ctx.db)
  return rows.map(row => row.id)
}

/** Numbers of phones and identity papers, wherever in a text they stand. */
export const withoutNumbers = (text: string): string =>
  text
    .replaceAll(/(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g, '$1********$2')
    .replaceAll(/(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)/g, '$1****$2')

const shownRecord = (register: Register, { id, title, state, cells }: Row): RoomRecord => ({
  id,
  title: withoutNumbers(title),
  state: workflows.get(register.subject)?.states[state]?.label ?? state,
  cells: Object.fromEntries(register.columns.map(({ key, kind }) => [key, inWords(cells[key], kind)])),
})

function inWords(value: unknown, kind: Kind = 'text'): string {
  if (value === null || value === undefined || value === '') return ''
  switch (kind) {
    case 'name':
      return maskName(String(value))
    case 'phone':
      return maskPhone(String(value))
    case 'day':
      return String(value).slice(0, 10)
    case 'moment':
      return dateTime(new Date(String(value)))
    case 'money':
      return money(Number(value))
    case 'number':
      return String(value)
    case 'text':
      return withoutNumbers(String(value))
  }
}
