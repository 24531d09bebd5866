import type { JsonWebKey } from 'node:crypto'
import type { Ctx } from '#platform/ctx'
import { addresses, makeKey, signed } from './credential.ts'

/** Signs on behalf of the centre with its newest key; makes the first one where there is none. */
export async function signer(ctx: Ctx): Promise<(payload: object) => string> {
  const key = (await newestKey(ctx)) ?? (await firstKey(ctx))
  const pem = ctx.centre.keys.decrypt(key.private_encrypted)
  const kid = addresses(ctx.centre.origin).key(key.kid)
  return payload => signed(payload, kid, pem)
}

/** The same where nothing may be written; null while the centre has no key. */
export async function signerIfAny(ctx: Ctx): Promise<((payload: object) => string) | null> {
  return (await newestKey(ctx)) ? signer(ctx) : null
}

const newestKey = (ctx: Ctx) =>
  ctx.db
    .selectFrom('credential_key')
    .select(['kid', 'private_encrypted'])
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst()

async function firstKey(ctx: Ctx) {
  const { kid, publicJwk, privatePem } = await makeKey()
  const key = {
    ...{ kid, public_jwk: JSON.stringify(publicJwk), made_at: ctx.now },
    private_encrypted: ctx.centre.keys.encrypt(privatePem),
  }
  await ctx.db.insertInto('credential_key').values(key).execute()
  return key
}

/** Every key that the centre ever signed with, for whoever verifies: its public half, named by its address. */
export async function publicKeys(ctx: Ctx) {
  const rows = await ctx.db
    .selectFrom('credential_key')
    .select(['kid', 'public_jwk', 'made_at'])
    .orderBy('made_at')
    .limit(50)
    .execute()
  return rows.map(({ kid, public_jwk, made_at }) => ({
    ...{ kid, madeAt: made_at },
    jwk: {
      ...(public_jwk as unknown as JsonWebKey),
      kid: addresses(ctx.centre.origin).key(kid),
      use: 'sig',
      alg: 'RS256',
    },
  }))
}
