import { whenFounded } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { kindFlow } from './kind.ts'
import { standardKinds } from './standard-kinds.ts'

/** Puts the default kinds in use that a centre does not have yet; returns how many. */
export async function settleKinds(given: Ctx): Promise<number> {
  const ctx: Ctx = { ...given, actor: system }
  const known = await ctx.db.selectFrom('brief_kind').select('code').distinct().limit(500).execute()
  const missing = standardKinds.filter(one => !known.some(row => row.code === one.code))
  for (const one of missing) await perform(ctx, kindFlow, 'settle', null, { ...one })
  return missing.length
}

whenFounded(async ctx => void (await settleKinds(ctx)))
