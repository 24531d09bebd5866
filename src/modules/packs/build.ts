import { type ClauseNumber, clauseNumbers, clauses } from '#platform/clauses'
import type { Actor, Ctx } from '#platform/ctx'
import type { Work } from '#platform/jobs'
import { seal, sealingKey } from '#platform/journal'
import { type Ledger, maskedCell, type PackFiles, packParts } from '#platform/packs'
import { type Period, periodFrom } from '#platform/periods'
import { xlsx } from '#platform/spreadsheet'
import { TooLarge } from '#platform/storage'
import type { RowOf } from '#platform/workflow'
import { archive, type Entry, type Packed } from './archive.ts'
import { indexPapers } from './papers.ts'
import { noteProgress } from './progress.ts'
import { sealHead } from './queries.ts'
import { format, manifestName, sealName, sha256, signed } from './sealing.ts'

type Pack = RowOf<'evidence_pack'>

/** Rows read at a time, and rows of one sheet: what is more goes on in a second one. */
const rowsAtOnce = 1_000
const rowsOfSheet = 10_000
/** Files looked up at a time; papers are set one by one. */
const filesAtOnce = 20
/** Milliseconds between two notes of how far it is. */
const noteEvery = 400

export interface Enclosure {
  clause: ClauseNumber
  /** 4.4.1-01 */
  number: string
  title: string
  /** Rows of a ledger, or files. */
  count: number
  path: string
}

interface Scene {
  work: Work
  pack: Pack
  period: Period
  /** Reads with the eyes of whoever asked. */
  read<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  note(step: string, more: number): Promise<void>
}

/** Streams a pack into the store and says what it is and how it is sealed. */
export async function putTogether(work: Work, pack: Pack, actor: Actor, mostBytes: number) {
  const { privateKey, publicKey } = sealingKey(work.outside.dataDir)
  // What was done up to now lies under the head that the pack names.
  while ((await work.write(ctx => seal(ctx, privateKey))) >= 5_000);
  const period = periodFrom(pack.period)
  const read: Scene['read'] = run => work.read(ctx => run({ ...ctx, actor }))
  const parts = clauseNumbers.filter(number => pack.clauses.includes(number)).map(number => partOf(number))
  const scene: Scene = {
    work,
    pack,
    period,
    read,
    note: await progress(work, pack, read, parts, period, mostBytes),
  }
  const files: Packed[] = []
  const enclosures: Enclosure[] = []
  const sealing = { manifest: '', number: null as number | null }
  const entries = async function* (): AsyncGenerator<Entry> {
    for (const part of parts) yield* entriesOf(scene, part, enclosures)
    await scene.note('编目录', 0)
    yield* indexPapers(scene, pack, enclosures)
    const text = `${files.map(file => `${file.sha256}  ${file.path}`).join('\n')}\n`
    sealing.manifest = sha256(text)
    const listed = files.length
    yield { path: manifestName, content: Buffer.from(text) }
    const head = await work.read(sealHead)
    if (!head) throw new Error('the journal has no seal yet')
    sealing.number = head.number
    const { centre } = work
    const body = {
      format: format as typeof format,
      centre: { name: centre.name, division: centre.division, origin: centre.origin },
      ...{ period: pack.period, clauses: pack.clauses, whole: pack.whole },
      built_at: work.outside.now().toISOString(),
      files: listed,
      manifest_sha256: sealing.manifest,
      journal: {
        ...{ number: head.number, at: head.at.toISOString(), rows: head.rows },
        ...{ previous: head.previous, hash: head.hash, signature: head.signature },
      },
      public_key: publicKey,
    }
    yield { path: sealName, content: Buffer.from(`${JSON.stringify(signed(body, privateKey), null, 1)}\n`) }
  }
  const stored = await work.outside.store.put(
    archive(entries(), work.now, file => void files.push(file)),
    mostBytes,
  )
  return {
    ...{ files: files.length, bytes: stored.size, sha256: stored.sha256 },
    ...{ manifest: sealing.manifest, seal_number: sealing.number },
  }
}

interface Part {
  clause: ClauseNumber
  folder: string
  ledgers: readonly Ledger[]
  files: readonly PackFiles[]
}

const partOf = (clause: ClauseNumber): Part => {
  const parts = packParts.filter(part => part.clause === clause)
  return {
    clause,
    folder: `${clause} ${clauses[clause].part}`,
    ledgers: parts.flatMap(part => part.ledgers ?? []),
    files: parts.flatMap(part => part.files ?? []),
  }
}

/** Counts what is to be done, and from then on notes now and then how far it is. */
async function progress(
  work: Work,
  pack: Pack,
  read: Scene['read'],
  parts: readonly Part[],
  period: Period,
  mostBytes: number,
): Promise<Scene['note']> {
  let total = 0
  let uploads = 0
  for (const { ledgers, files } of parts) {
    for (const one of [...ledgers, ...files]) total += await read(ctx => one.count(ctx, period))
    for (const one of files) uploads += (await read(async ctx => one.bytes?.(ctx, period))) ?? 0
  }
  // Known before the first byte is written.
  if (uploads > mostBytes) throw new TooLarge(mostBytes)
  let done = 0
  let noted = 0
  return async (step, more) => {
    work.stopping.throwIfAborted()
    done += more
    if (performance.now() - noted < noteEvery && more > 0) return
    noted = performance.now()
    await work.write(ctx =>
      noteProgress(ctx, pack.id, work.outside.now(), { step, done: Math.min(done, total), total }),
    )
  }
}

/** The ledgers and files of a clause, numbered. */
async function* entriesOf(scene: Scene, part: Part, enclosures: Enclosure[]): AsyncGenerator<Entry> {
  let n = 0
  const enclose = (title: string, ext: string): Enclosure => {
    const two = String(++n).padStart(2, '0')
    const path = `${part.folder}/${two} ${plain(title)}${ext}`
    return { clause: part.clause, number: `${part.clause}-${two}`, title, count: 0, path }
  }
  for (const ledger of part.ledgers)
    for await (const { rows, sheet } of sheetsOf(scene, ledger)) {
      const title = sheet === 1 ? ledger.title : `${ledger.title}（${sheet}）`
      const one = { ...enclose(title, '.xlsx'), count: rows.length }
      enclosures.push(one)
      yield { path: one.path, content: await workbookOf(ledger, title, rows) }
      await scene.note(`${part.clause} ${title}`, 0)
    }
  for (const files of part.files) {
    const one = enclose(files.title, '')
    for await (const { name, content } of contentsOf(scene, files)) {
      one.count++
      yield { path: `${one.path}/${String(one.count).padStart(4, '0')} ${plain(name)}`, content }
      await scene.note(`${part.clause} ${files.title}`, 1)
    }
    if (one.count > 0) enclosures.push(one)
  }
}

/** The rows of a ledger, masked as the pack asks, sheet by sheet; an empty one is a sheet as well: it says that there is nothing. */
async function* sheetsOf({ read, period, pack, note }: Scene, ledger: Ledger) {
  let rows: unknown[][] = []
  let sheet = 1
  for (let after = ''; ; ) {
    const page = await read(ctx => ledger.page(ctx, period, after, rowsAtOnce))
    for (const row of page)
      rows.push(ledger.columns.map(column => (pack.whole ? column.value(row) : maskedCell(column, row))))
    await note(ledger.title, page.length)
    after = page.at(-1)?.id ?? ''
    const over = page.length < rowsAtOnce
    if (over || rows.length >= rowsOfSheet) {
      if (rows.length > 0 || sheet === 1) yield { rows, sheet: sheet++ }
      rows = []
    }
    if (over) return
  }
}

const workbookOf = (ledger: Ledger, title: string, rows: readonly unknown[][]): Promise<Buffer> =>
  xlsx<unknown[]>(
    ledger.columns.map(({ value: _value, ...column }, at) => ({
      ...column,
      value: (row: unknown[]) => row[at] as string | number | Date | null | undefined,
    })),
    rows,
    { title },
  )

/** Papers that are set, and uploads that lie in the store; what is not there any more is told in its place. */
async function* contentsOf({ read, work, period }: Scene, files: PackFiles) {
  const { store } = work.outside
  for (let after = ''; ; ) {
    const page = await read(ctx => files.page(ctx, period, after, filesAtOnce))
    for (const file of page) {
      if ('make' in file) yield { name: file.name, content: await file.make() }
      else if (await store.has(file.sha256)) yield { name: file.name, content: store.read(file.sha256) }
      else yield { name: `${file.name}（缺失）.txt`, content: Buffer.from('这个文件的内容已经不在了。\n') }
    }
    after = page.at(-1)?.id ?? ''
    if (page.length < filesAtOnce) return
  }
}

/** A name that every file system takes. */
const plain = (name: string): string =>
  name
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-80)
