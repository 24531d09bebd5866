/* The records of a ZIP (APPNOTE 6.3.10), for who writes it and for who reads it. ZIP64 for where things lie, not for how long one is. */

export const signatures = {
  localHeader: 0x04034b50,
  descriptor: 0x08074b50,
  centralEntry: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const

/** What a field says that is told elsewhere, as ZIP64. */
export const whole32 = 0xffff_ffff
export const whole16 = 0xffff
/** The extra field that holds what did not fit. */
export const zip64Field = 1

export interface Header {
  path: Buffer
  at: Date
  /** 0 stored, 8 deflated */
  method: number
  /** Where its local header begins. */
  offset: number
  crc: number
  packed: number
  size: number
}

/** Names are UTF-8, and sums follow the content. */
const flags = 0x0808
const version = 20
const version64 = 45

/** Little-endian fields one after the other: a digit for the bytes of each, and their values. */
function record(bytes: string, ...values: readonly number[]): Buffer {
  const sizes = [...bytes].map(Number)
  const made = Buffer.alloc(sizes.reduce((sum, size) => sum + size, 0))
  let at = 0
  for (const [n, size] of sizes.entries()) {
    const value = values[n] ?? 0
    if (size === 8) made.writeBigUInt64LE(BigInt(value), at)
    else made.writeUIntLE(value, at, size)
    at += size
  }
  return made
}

/** Date and time of DOS, in local time: two seconds are the smallest step. */
function dosTime(at: Date): [time: number, date: number] {
  const local = new Date(at.getTime() + 8 * 3_600_000)
  const time =
    (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | Math.floor(local.getUTCSeconds() / 2)
  const date = ((local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate()
  return [time, date]
}

export function localHeader({ path, at, method }: Header): Buffer {
  const [time, date] = dosTime(at)
  const head = record('4222', signatures.localHeader, version, flags, method)
  // Sum and sizes are not known yet: zero here, told after the content.
  return Buffer.concat([head, record('2244422', time, date, 0, 0, 0, path.length, 0), path])
}

export const dataDescriptor = ({ crc, packed, size }: Header): Buffer =>
  record('4444', signatures.descriptor, crc, packed, size)

export function centralEntry({ path, at, method, offset, crc, packed, size }: Header, zip64From: number) {
  const far = offset >= zip64From
  const extra = far ? record('228', zip64Field, 8, offset) : Buffer.alloc(0)
  const [time, date] = dosTime(at)
  return Buffer.concat([
    record('42222', signatures.centralEntry, version64, far ? version64 : version, flags, method),
    record('22444', time, date, crc, packed, size),
    record('2222244', path.length, extra.length, 0, 0, 0, 0, far ? whole32 : offset),
    path,
    extra,
  ])
}

/** The end: where the directory begins and ends, and how many entries it has; in ZIP64's form before it, where that is needed. */
export function endOfArchive(
  { count, directory, end }: { count: number; directory: number; end: number },
  zip64From: number,
): Buffer {
  const far = directory >= zip64From || count >= whole16
  const length = end - directory
  const short = far ? whole16 : count
  const last = Buffer.concat([
    record('42222', signatures.end, 0, 0, short, short),
    record('442', far ? whole32 : length, far ? whole32 : directory, 0),
  ])
  if (!far) return last
  return Buffer.concat([
    record('482244', signatures.end64, 44, version64, version64, 0, 0),
    record('8888', count, count, length, directory),
    record('4484', signatures.locator64, 0, end, 1),
    last,
  ])
}
