import { createHash } from 'node:crypto'
import { createInflateRaw } from 'node:zlib'
import {
  fingerprint,
  manifestLines,
  manifestName,
  type Seal,
  sealFaults,
  sealName,
  sealShape,
  sha256,
} from './sealing.ts'
import { type Member, membersOf, NoArchive, type Source } from './zip.ts'

export interface Verdict {
  /** Each in a sentence; empty where nothing was changed. */
  faults: string[]
  /** What the seal says of itself; null where there is none to be read. */
  seal: Seal | null
  /** SHA-256 of the key that sealed it. */
  key: string
  /** Files that were compared. */
  files: number
}

/** What the two papers of a pack may weigh. */
const mostOfPaper = 30 * 1024 * 1024

/**
 * Checks a pack as it lies there, without the platform: every file against the manifest, the manifest against the seal, the
 * seal against its key, and that key against `expected` where it is known. Reads it in pieces. `onlyGenuine`: looks into no
 * file where seal or manifest are not what was sealed; for a page that anybody may ask.
 */
export async function verifyPack(
  source: Source,
  expected?: string,
  { onlyGenuine = false }: { onlyGenuine?: boolean } = {},
): Promise<Verdict> {
  const members = await membersOf(source).catch((error: Error) => {
    if (error instanceof NoArchive) return error.message
    throw error
  })
  if (typeof members === 'string') return broken(members)
  const byPath = new Map<string, Member>()
  const twice: string[] = []
  for (const member of members) {
    if (byPath.has(member.path)) twice.push(member.path)
    byPath.set(member.path, member)
  }
  // Ours are stored as they are: what unpacks to far more than it weighs is made to keep whoever checks it busy.
  const unpacked = members.reduce((sum, member) => sum + member.size, 0)
  if (unpacked > 20 * source.size + mostOfPaper) return broken('压缩包的内容大得不合常理。')
  const [sealMember, manifestMember] = [byPath.get(sealName), byPath.get(manifestName)]
  if (!sealMember) return broken('缺少封存文件 seal.json，不是完整的资料包。')
  if (!manifestMember) return broken('缺少清单 manifest-sha256.txt，不是完整的资料包。')
  const sealText = await textOf(source, sealMember)
  const { seal, key, faults } = verifySeal(sealText ?? '', expected)
  const manifestText = await textOf(source, manifestMember)
  if (manifestText === null) return { faults: [...faults, '清单无法读取。'], seal, key, files: 0 }
  if (seal && sha256(manifestText) !== seal.manifest_sha256) faults.push('清单被改动：和封存时的不一样。')
  const lines = manifestLines(manifestText)
  if (!lines) return { faults: [...faults, '清单的格式不对。'], seal, key, files: 0 }
  if (seal && seal.files !== lines.size)
    faults.push(`封存时有 ${seal.files} 个文件，清单列了 ${lines.size} 个。`)
  faults.push(...twice.map(path => `有两个同名的文件：${path}`))
  if (onlyGenuine && faults.length > 0) return { faults, seal, key, files: 0 }
  for (const [path, sum] of lines) {
    const member = byPath.get(path)
    if (!member) faults.push(`缺少文件：${path}`)
    else if ((await sumOf(source, member)) !== sum) faults.push(`内容被改动：${path}`)
  }
  for (const { path } of members)
    if (!lines.has(path) && path !== sealName && path !== manifestName) faults.push(`多出文件：${path}`)
  return { faults, seal, key, files: lines.size }
}

/** The seal alone: whether it is whole, and by whose key. */
export function verifySeal(text: string, expected?: string): Verdict {
  const seal = readSeal(text)
  if (!seal) return broken('封存文件无法读取，或者不是资料包的封存文件。')
  const faults = sealFaults(seal)
  const key = fingerprint(seal.public_key)
  if (expected && key !== expected) faults.push('封存签名不符：不是这个中心的钥匙封存的。')
  return { faults, seal, key, files: seal.files }
}

const broken = (fault: string): Verdict => ({ faults: [fault], seal: null, key: '', files: 0 })

function readSeal(text: string): Seal | null {
  try {
    return sealShape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

async function textOf(source: Source, member: Member): Promise<string | null> {
  if (member.size > mostOfPaper) return null
  const parts: Uint8Array[] = []
  try {
    for await (const part of contentOf(source, member)) parts.push(part)
  } catch {
    return null
  }
  return Buffer.concat(parts).toString()
}

/** The sum of a file's content; '' where it cannot be read, which is a change as well. */
async function sumOf(source: Source, member: Member): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const part of contentOf(source, member)) hash.update(part)
  } catch {
    return ''
  }
  return hash.digest('hex')
}

/** What a member holds; more than it says it does (a bomb) is an error. */
async function* contentOf(source: Source, member: Member): AsyncGenerator<Uint8Array> {
  const raw = rawOf(source, member)
  if (member.method !== 0 && member.method !== 8) throw new Error('an unknown method')
  let size = 0
  const inflated = member.method === 8 ? inflate(raw) : raw
  for await (const part of inflated) {
    size += part.length
    if (size > member.size) throw new Error('more than it says')
    yield part
  }
  if (size !== member.size) throw new Error('less than it says')
}

async function* rawOf(source: Source, { start, packed }: Member): AsyncGenerator<Uint8Array> {
  const piece = 1024 * 1024
  for (let at = 0; at < packed; at += piece) yield await source.read(start + at, Math.min(piece, packed - at))
}

async function* inflate(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createInflateRaw()
  const feeding = (async () => {
    for await (const part of raw)
      if (!stream.write(part)) await new Promise(done => stream.once('drain', done))
    stream.end()
  })().catch((error: Error) => stream.destroy(error))
  for await (const part of stream) yield part as Uint8Array
  await feeding
}
