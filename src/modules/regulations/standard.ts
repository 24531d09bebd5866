import type { Ctx } from '#platform/ctx'
import { perform } from '#platform/perform'
import { bindingOf } from './bindings.ts'
import type { Kind } from './inputs.ts'
import { adopted } from './queries.ts'
import { type StandardRegulation, standardTexts } from './standard-texts.ts'
import { namedIn } from './text.ts'
import { regulationFlow } from './workflow.ts'

/** Bindings of the standard texts whose code this program does not have: they are left out. */
export const leftOut = (): string[] =>
  standardTexts.flatMap(text =>
    text.articles.flatMap(article => (article.bindings ?? []).filter(code => bindingOf(code) === null)),
  )

/** Articles that name a limit which this program does not have say nothing true here, and are left out whole. */
const articlesFor = ({ articles }: StandardRegulation) =>
  articles
    .filter(one => namedIn(one.body).every(code => bindingOf(`setting:${code}`) !== null))
    .map(({ heading, body, bindings = [] }) => ({ heading, body, bindings: bindings.join(' ') }))

/** Which standard texts the centre does not have yet. */
export async function notAdopted(ctx: Ctx): Promise<StandardRegulation[]> {
  const known = await adopted(ctx)
  return standardTexts.filter(text => !known.has(text.code))
}

/** Puts the standard texts that are still missing before whoever approves; returns how many. */
export async function adoptStandard(ctx: Ctx): Promise<number> {
  const missing = await notAdopted(ctx)
  for (const text of missing)
    await perform(ctx, regulationFlow, 'adopt', null, {
      standard: text.code,
      name: text.name,
      kind: text.kind satisfies Kind,
      articles: articlesFor(text),
    })
  return missing.length
}
