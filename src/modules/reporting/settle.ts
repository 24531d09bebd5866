import { whenFounded } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { formFlow } from './form.ts'
import { standardForms } from './standard-forms.ts'

/** Puts the default forms in use that a new centre does not have yet; returns how many. */
export async function settleForms(given: Ctx): Promise<number> {
  const ctx: Ctx = { ...given, actor: system }
  const known = await ctx.db.selectFrom('report_form').select('code').distinct().limit(100).execute()
  const missing = standardForms.filter(one => !known.some(row => row.code === one.code))
  for (const one of missing) await perform(ctx, formFlow, 'settle', null, { ...one })
  return missing.length
}

whenFounded(async ctx => void (await settleForms(ctx)))
