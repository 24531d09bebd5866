import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { invalid } from '../errors.ts'
import { newId } from '../ids.ts'

/** What a try costs: N is 2^ln; memory is 128 · N · r bytes. */
interface Cost {
  ln: number
  r: number
  p: number
}

/** At least what the Password Storage Cheat Sheet of OWASP asks of scrypt: about 0.2 s and 32 MB a try. */
const asked: Cost = { ln: 15, r: 8, p: 3 }
let cost = asked

/** Tests sign in a thousand times; what a password costs is not what they are about. */
export function makePasswordsCheap(): void {
  cost = { ln: 4, r: 8, p: 1 }
}

const derive = (password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> =>
  new Promise((done, failed) =>
    scrypt(
      password.normalize('NFKC'),
      salt,
      32,
      { N: 2 ** ln, r, p, maxmem: 64 * 1024 * 1024 },
      (error, key) => (error ? failed(error) : done(key)),
    ),
  )

const parameters = ({ ln, r, p }: Cost): string => `ln=${ln},r=${r},p=${p}`
/** Of hashes that were made before they said it. */
const unsaid = 'ln=15,r=8,p=1'

function partsOf(hash: string): { said: string; salt: string; key: string } {
  const [key = '', salt = '', said] = hash.split('$').slice(1).reverse()
  return { said: said ?? unsaid, salt, key }
}

/** `scrypt$ln=15,r=8,p=3$salt$key`: each says what it cost, so that the cost can be raised. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', parameters(cost), salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** False for a wrong password. Without a hash it takes the same time, so that unknown names cannot be told apart. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const none = { said: parameters(cost), salt: 'A'.repeat(22), key: '' }
  const { said, salt, key } = hash === null ? none : partsOf(hash)
  const [ln = 0, r = 0, p = 0] = [...said.matchAll(/\d+/g)].map(Number)
  const derived = await derive(password, Buffer.from(salt, 'base64url'), { ln, r, p })
  const wanted = Buffer.from(key, 'base64url')
  return hash !== null && wanted.length === derived.length && timingSafeEqual(derived, wanted)
}

/** Of a hash that was right: made when less was asked, and to be made anew. */
export const isOutdated = (hash: string): boolean => partsOf(hash).said !== parameters(cost)

const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]

/** Ten characters and three of four classes, as graded protection (等级保护) customarily asks. */
export const passwordRule = z
  .string()
  .min(10, '至少 10 个字符')
  .max(100)
  .refine(
    text => classes.filter(one => one.test(text)).length >= 3,
    '须含大写字母、小写字母、数字、符号中的至少三类',
  )

/** What the person wants to be called; inside the caller's transaction. */
export const renameIdentity = (db: Db, id: string, name: string) =>
  db.updateTable('identity').set({ name }).where('id', '=', id).execute()

export interface NewAccount {
  username: string
  password: string
  name: string
  mustChangePassword: boolean
}

/** Creates an identity that signs in by name and password, inside the caller's transaction; returns its id. */
export async function createPasswordAccount(
  db: Db,
  { username, password, name, mustChangePassword }: NewAccount,
): Promise<string> {
  const taken = await db
    .selectFrom('identity')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirst()
  if (taken) throw invalid({ username: '这个登录名已有人使用，请换一个。' })
  const id = newId()
  await db
    .insertInto('identity')
    .values({
      id,
      name,
      username,
      password_hash: await hashPassword(password),
      must_change_password: mustChangePassword,
    })
    .execute()
  return id
}
