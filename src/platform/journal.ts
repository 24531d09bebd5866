import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { mayKnow } from './confidence.ts'
import { type Ctx, unnamed } from './ctx.ts'
import { noId } from './ids.ts'
import type { Facts } from './who.ts'

export interface Entry {
  flow: string
  action: string
  recordId: string
  from: string | null
  to: string | null
  partyId: string | null
  note: string | null
  input: unknown
}

/** Writes one journal row, under the id that its caller gives it, and its erasable detail. */
export async function record(ctx: Ctx, id: string, entry: Entry): Promise<void> {
  const salt = randomBytes(16).toString('hex')
  const input = canonical(entry.input ?? {})
  const { actor } = ctx
  await sql`
    with entry as (
      insert into journal (id, at, flow, action, record_id, from_state, to_state, actor_kind, identity_id, staff_id, party_id, digest)
      values (${id}, ${ctx.now}, ${entry.flow}, ${entry.action}, ${entry.recordId}, ${entry.from}, ${entry.to},
        ${actor.kind}, ${actor.identityId}, ${actor.staffId}, ${entry.partyId}, ${digest(salt, input)})
      returning id
    )
    insert into journal_detail (journal_id, salt, actor_name, note, input)
    select id, ${salt}, ${actor.name === unnamed ? '本人' : actor.name}, ${entry.note}, ${input}::jsonb from entry`.execute(
    ctx.db,
  )
}

/** What rules that look back need to know of a record. */
export async function factsOf(ctx: Ctx, flow: string, recordId: string): Promise<Facts> {
  const did = new Map<string, Set<string>>()
  if (ctx.actor.staffId !== null) {
    const rows = await ctx.db
      .selectFrom('journal')
      .select(['staff_id', 'action'])
      .distinct()
      .where('flow', '=', flow)
      .where('record_id', '=', recordId)
      .where('staff_id', 'is not', null)
      .limit(500)
      .execute()
    for (const { staff_id, action } of rows)
      did.set(staff_id as string, (did.get(staff_id as string) ?? new Set()).add(action))
  }
  return { did, now: ctx.now, centre: ctx.centre }
}

export interface TimelineEntry {
  id: string
  at: Date
  flow: string
  action: string
  recordId: string
  from: string | null
  to: string | null
  actorKind: string
  actorName: string
  staffId: string | null
  note: string | null
}

/**
 * Whose journal: one record's, if need be only from a time on; or that of one party across everything that happened,
 * also under the ids of files that were merged into its own; `before` an entry, for the next page.
 */
export type Of =
  | { recordId: string; since?: Date | null }
  | { partyIds: readonly string[]; before?: string | undefined }

/** The journal of a record or party, newest first. */
export async function timeline(ctx: Ctx, of: Of, limit = 100): Promise<TimelineEntry[]> {
  const query = ctx.db
    .selectFrom('journal')
    .leftJoin('journal_detail', join =>
      join
        .onRef('journal_detail.journal_id', '=', 'journal.id')
        .onRef('journal_detail.centre_id', '=', 'journal.centre_id'),
    )
    .select([
      'journal.id',
      'at',
      'flow',
      'action',
      'record_id as recordId',
      'from_state as from',
      'to_state as to',
      'actor_kind as actorKind',
      'staff_id as staffId',
      'note',
    ])
    .select(sql<string>`coalesce(actor_name, '（已删除）')`.as('actorName'))
    .orderBy('journal.id', 'desc')
    .limit(limit)
  if ('partyIds' in of) {
    const { partyIds, before } = of
    const all = query.where('party_id', 'in', partyIds).where(mayKnow(ctx, 'journal'))
    return before ? all.where('journal.id', '<', before).execute() : all.execute()
  }
  const whole = query.where('record_id', '=', of.recordId)
  return of.since ? whole.where('at', '>=', of.since).execute() : whole.execute()
}

/** JSON with sorted keys, so that the same input always has the same digest. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner) && !(inner instanceof Date)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

const digest = (salt: string, input: string): string =>
  createHash('sha256').update(salt).update(input).digest('hex')

/** The key pair that signs seals: kept in the data folder, outside the database. */
export function sealingKey(dataDir: string): { privateKey: string; publicKey: string } {
  const file = join(dataDir, 'journal-key.pem')
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  }
  const privateKey = readFileSync(file, 'utf8')
  return {
    privateKey,
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
  }
}

const nothingYet = '0'.repeat(64)

/**
 * Seals the journal rows that are older than every running transaction into the centre's hash chain. (Order of
 * time or id would miss rows that commit late.) Returns how many rows were sealed.
 */
export async function seal(ctx: Ctx, privateKey: string, most = 5_000): Promise<number> {
  await sql`select pg_advisory_xact_lock(340822, ${ctx.centre.id})`.execute(ctx.db)
  const rows = await sql<SealedRow>`
    select ${sealedColumns} from journal
    where seal is null and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, id limit ${most}`.execute(ctx.db)
  if (rows.rows.length === 0) return 0
  const last = await ctx.db
    .selectFrom('journal_seal')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  const previous = last?.hash ?? nothingYet
  const hash = chain(previous, rows.rows)
  const signature = sign(null, Buffer.from(hash), createPrivateKey(privateKey)).toString('base64')
  await ctx.db
    .insertInto('journal_seal')
    .values({ number, at: ctx.now, rows: rows.rows.length, previous, hash, signature })
    .execute()
  await ctx.db
    .updateTable('journal')
    .set({ seal: number })
    .where(
      'id',
      'in',
      rows.rows.map(row => row.id),
    )
    .execute()
  return rows.rows.length
}

interface SealedRow {
  id: string
  seal: number | null
}
const sealedColumns =
  sql.raw(`id, seal, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, xid::text, flow, action,
  record_id, from_state, to_state, actor_kind, identity_id, staff_id, party_id, digest`)

const chain = (previous: string, rows: readonly SealedRow[]): string => {
  const hash = createHash('sha256').update(previous)
  for (const { seal: _, ...row } of rows) hash.update(canonical(row))
  return hash.digest('hex')
}

export interface Verification {
  seals: number
  rows: number
  unsealed: number
  /** Each in a sentence; empty when the journal is whole. */
  faults: string[]
  head: string | null
}

/** Recomputes the whole chain of the centre, and the digest of every detail that was not erased. */
export async function verifyJournal(ctx: Ctx, publicKey: string): Promise<Verification> {
  const faults: string[] = []
  let previous = nothingYet
  let rows = 0
  const seals = await ctx.db.selectFrom('journal_seal').selectAll().orderBy('number').execute()
  for (const [index, seal] of seals.entries()) {
    const sealed = await sql<SealedRow>`
      select ${sealedColumns} from journal where seal = ${seal.number} order by xid, id`.execute(ctx.db)
    rows += sealed.rows.length
    if (seal.number !== index + 1) faults.push(`封存序号不连续：第 ${index + 1} 号缺失`)
    if (seal.previous !== previous) faults.push(`第 ${seal.number} 号封存与上一号不相连`)
    if (sealed.rows.length !== seal.rows)
      faults.push(`第 ${seal.number} 号封存应有 ${seal.rows} 行，现有 ${sealed.rows.length} 行`)
    if (chain(seal.previous, sealed.rows) !== seal.hash) faults.push(`第 ${seal.number} 号封存的内容被改动`)
    const genuine = verify(
      null,
      Buffer.from(seal.hash),
      createPublicKey(publicKey),
      Buffer.from(seal.signature, 'base64'),
    )
    if (!genuine) faults.push(`第 ${seal.number} 号封存的签名不符`)
    previous = seal.hash
  }
  faults.push(...(await changedDetails(ctx)))
  const open = await ctx.db
    .selectFrom('journal')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('seal', 'is', null)
    .executeTakeFirstOrThrow()
  return { seals: seals.length, rows, unsealed: open.n, faults, head: seals.at(-1)?.hash ?? null }
}

async function changedDetails(ctx: Ctx): Promise<string[]> {
  const faults: string[] = []
  let after = noId
  for (;;) {
    const page = await ctx.db
      .selectFrom('journal')
      .innerJoin('journal_detail', 'journal_detail.journal_id', 'journal.id')
      .select(['journal.id', 'digest', 'salt', 'input'])
      .where('journal.id', '>', after)
      .where('salt', '!=', erased)
      .orderBy('journal.id')
      .limit(2_000)
      .execute()
    for (const row of page)
      if (digest(row.salt, canonical(row.input)) !== row.digest) faults.push(`日志 ${row.id} 的明细被改动`)
    const last = page.at(-1)
    if (!last) return faults
    after = last.id
  }
}

/** The salt of a detail that was erased for a person: its digest can no longer be tried against guesses. */
export const erased = ''
