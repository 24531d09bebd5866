import { createHash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'
import { centralEntry, dataDescriptor, endOfArchive, type Header, localHeader, whole32 } from './records.ts'

/** One file of the archive: its content is read once, when its turn has come. */
export interface Entry {
  path: string
  content: Uint8Array | AsyncIterable<Uint8Array>
}
export interface Packed {
  path: string
  sha256: string
  bytes: number
}

/** As many as can be checked again: their directory and their manifest must fit into memory. */
const mostEntries = 200_000
export class TooManyFiles extends Error {}

/**
 * A ZIP as a stream: at any time only a chunk of it lies in memory. Every entry is told to `packed` once it is in, so that
 * later entries can list the earlier ones. From `zip64From` bytes on, places are told as ZIP64 does; up to there every program
 * reads it.
 */
export async function* archive(
  entries: AsyncIterable<Entry>,
  at: Date,
  packed: (file: Packed) => void,
  zip64From = whole32,
): AsyncGenerator<Uint8Array> {
  const headers: Header[] = []
  let written = 0
  const out = (part: Uint8Array): Uint8Array => {
    written += part.length
    return part
  }
  for await (const { path, content } of entries) {
    if (headers.length >= mostEntries) throw new TooManyFiles(`more than ${mostEntries} files`)
    // Of what we write ourselves only words; pictures, papers and workbooks are packed as they are.
    const deflated = content instanceof Uint8Array && /\.(txt|json|csv)$/.test(path)
    const header: Header = {
      ...{ path: Buffer.from(path), at, method: deflated ? 8 : 0, offset: written },
      ...{ crc: 0, packed: 0, size: 0 },
    }
    yield out(localHeader(header))
    const hash = createHash('sha256')
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      hash.update(chunk)
      header.crc = crc32(chunk, header.crc)
      header.size += chunk.length
      const stored = deflated ? deflateRawSync(chunk) : chunk
      header.packed += stored.length
      yield out(stored)
    }
    if (Math.max(header.size, header.packed) >= whole32) throw new Error(`${path} is too large for one file`)
    yield out(dataDescriptor(header))
    headers.push(header)
    packed({ path, sha256: hash.digest('hex'), bytes: header.size })
  }
  const directory = written
  for (const header of headers) yield out(centralEntry(header, zip64From))
  yield endOfArchive({ count: headers.length, directory, end: written }, zip64From)
}
