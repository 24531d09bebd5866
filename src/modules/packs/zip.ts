import { signatures, whole16, whole32, zip64Field } from './records.ts'

/* The directory of a ZIP, read from its end: what other programs unpack is what is checked. */

export interface Source {
  size: number
  read(at: number, length: number): Promise<Buffer>
}

export interface Member {
  path: string
  /** 0 stored, 8 deflated */
  method: number
  /** Where its data begins, how long it is there, and how long once unpacked. */
  start: number
  packed: number
  size: number
}

/** A sentence for whoever brought the file. */
export class NoArchive extends Error {}

const mostDirectory = 64 * 1024 * 1024

/** The members that the directory names. */
export async function membersOf(source: Source): Promise<Member[]> {
  const { count, offset, length } = await endOf(source)
  if (length > mostDirectory || offset + length > source.size) throw new NoArchive('压缩包的目录不完整。')
  const directory = await source.read(offset, length)
  const members: Member[] = []
  for (let at = 0; members.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== signatures.centralEntry)
      throw new NoArchive('压缩包的目录不完整。')
    const [name, extra, comment] = [28, 30, 32].map(field => directory.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ]
    const path = directory.subarray(at + 46, at + 46 + name)
    const [size, packed, place] = placesOf(directory, at, at + 46 + name, extra)
    members.push({
      path: path.toString('utf8'),
      method: directory.readUInt16LE(at + 10),
      start: await dataOf(source, place, path),
      ...{ packed, size },
    })
    at += 46 + name + extra + comment
  }
  return members
}

/** Size, packed size and place of an entry; what does not fit stands in the extra field of ZIP64, in this order. */
function placesOf(directory: Buffer, at: number, from: number, length: number): [number, number, number] {
  const fields = [24, 20, 42].map(field => directory.readUInt32LE(at + field)) as [number, number, number]
  const end = Math.min(from + length, directory.length)
  for (let next = from; next + 4 <= end; next += 4 + directory.readUInt16LE(next + 2)) {
    if (directory.readUInt16LE(next) !== zip64Field) continue
    let value = next + 4
    for (const [n, field] of fields.entries())
      if (field === whole32 && value + 8 <= end) {
        fields[n] = Number(directory.readBigUInt64LE(value))
        value += 8
      }
    break
  }
  return fields
}

interface End {
  count: number
  offset: number
  length: number
}

async function endOf(source: Source): Promise<End> {
  const tail = Math.min(source.size, 22 + 65_535)
  const end = await source.read(source.size - tail, tail)
  for (let at = end.length - 22; at >= 0; at--) {
    if (end.readUInt32LE(at) !== signatures.end) continue
    if (at + 22 + end.readUInt16LE(at + 20) !== end.length) throw new NoArchive('压缩包末尾有多余的内容。')
    const found = {
      count: end.readUInt16LE(at + 10),
      length: end.readUInt32LE(at + 12),
      offset: end.readUInt32LE(at + 16),
    }
    const far = found.count === whole16 || found.length === whole32 || found.offset === whole32
    return far ? await endOf64(source, source.size - end.length + at, found) : found
  }
  throw new NoArchive('这不是压缩包，或者没有下载完整。')
}

/** The larger form of the end, which a locator before the plain one points to; without it the plain one holds. */
async function endOf64(source: Source, plain: number, found: End): Promise<End> {
  const locator = plain < 20 ? null : await source.read(plain - 20, 20)
  if (locator?.readUInt32LE(0) !== signatures.locator64) return found
  const at = Number(locator.readBigUInt64LE(8))
  if (at + 56 > plain) throw new NoArchive('压缩包的目录不完整。')
  const end = await source.read(at, 56)
  if (end.readUInt32LE(0) !== signatures.end64) throw new NoArchive('压缩包的目录不完整。')
  const [count, length, offset] = [32, 40, 48].map(field => Number(end.readBigUInt64LE(field))) as [
    number,
    number,
    number,
  ]
  return { count, length, offset }
}

/** Where a member's data begins; programs that read from the front must find the same name there. */
async function dataOf(source: Source, at: number, name: Buffer): Promise<number> {
  if (at + 30 + name.length > source.size) throw new NoArchive('压缩包的目录不完整。')
  const header = await source.read(at, 30 + name.length)
  if (
    header.readUInt32LE(0) !== signatures.localHeader ||
    !header.subarray(30).equals(name) ||
    header.readUInt16LE(26) !== name.length
  )
    throw new NoArchive('压缩包的目录和内容对不上。')
  return at + 30 + name.length + header.readUInt16LE(28)
}

/** A ZIP that lies in memory. */
export const sourceOf = (content: Uint8Array): Source => ({
  size: content.length,
  read: async (at, length) => {
    const part = Buffer.from(content.buffer, content.byteOffset + at, Math.min(length, content.length - at))
    if (part.length < length) throw new NoArchive('压缩包不完整。')
    return part
  },
})
