import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { uuidv7, V7Generator } from 'uuidv7'

/** A new record id: UUIDv7, so that ids sort by time of creation. */
export const newId = (): string => {
  const then = past.getStore()
  return then ? pastIds.generateOrResetCore(then.getTime(), 0).toString() : uuidv7()
}

const past = new AsyncLocalStorage<Date>()
const pastIds = new V7Generator()

/** Does work that belongs to a moment of the past: the ids of its records sort there. */
export const asOf = <T>(then: Date, work: () => Promise<T>): Promise<T> => past.run(then, work)

/** The id that no record has: before the first page of a list, or in an `in (…)` that may be empty. */
export const noId = '00000000-0000-0000-0000-000000000000'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const isId = (text: string): boolean => uuidPattern.test(text)

/**
 * The id of what is no record of its own but always derives from one (a price, a document asked for): a UUIDv5 of RFC
 * 9562, section 5.5, so the same for everybody and for ever.
 */
export function derivedId(of: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(of.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80
  return hash
    .toString('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Letters and digits that cannot be taken for one another when read out on the phone. */
const readable = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** A random code of `length` readable characters, e.g. the 查询码 of a case. */
export const readableCode = (length: number): string =>
  Array.from({ length }, () => readable[randomInt(readable.length)]).join('')

/** A secret for links and keys: 144 random bits, URL-safe. */
export const secretToken = (): string => randomBytes(18).toString('base64url')
