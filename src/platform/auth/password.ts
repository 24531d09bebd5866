import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { invalid } from '../errors.ts'
import { newId } from '../ids.ts'

/** scrypt with N=2^15, r=8, p=1: about 60 ms and 32 MB a try. */
const cost: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((done, failed) =>
    scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? failed(error) : done(key))),
  )

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`
}

/** False for a wrong password. Without a hash it takes the same time, so that unknown names cannot be told apart. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, salt = '', key = ''] = (
    hash ?? 'scrypt$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  ).split('$')
  const derived = await derive(password, Buffer.from(salt, 'base64url'))
  const wanted = Buffer.from(key, 'base64url')
  return wanted.length === derived.length && timingSafeEqual(derived, wanted) && hash !== null
}

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
