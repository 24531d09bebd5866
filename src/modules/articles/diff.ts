import { type Changed, lineBetween, paragraphsBetween } from '#platform/differences'
import type { Words } from './inputs.ts'

export type { Changed }

/** What changed between two savings: title, summary, and the paragraphs of the text. */
export async function changesBetween(before: Words | null, after: Words): Promise<Changed[]> {
  const { blocksOf } = await import('#platform/rich-text')
  return [
    ...lineBetween('标题', before?.title ?? '', after.title),
    ...lineBetween('摘要', before?.summary ?? '', after.summary),
    ...paragraphsBetween(before ? blocksOf(before.body) : [], blocksOf(after.body)),
  ]
}
