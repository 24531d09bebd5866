import { diffArrays } from 'diff'
import type { Words } from './inputs.ts'

/** A run of words: as it was, as it is, or both. */
export interface Piece {
  kind: 'same' | 'gone' | 'new'
  text: string
}
/** A paragraph, by the runs it is made of; `look` says what it is besides words. */
export interface Changed {
  place: string
  pieces: Piece[]
}

/**
 * What changed between two savings: paragraphs that stayed are left out, of the others every word that went and came.
 * Words are those of the language (Intl.Segmenter), not single characters: 「蓝莓鲜果」 does not fall apart.
 */
export async function changesBetween(before: Words | null, after: Words): Promise<Changed[]> {
  const { blocksOf } = await import('#platform/rich-text')
  const head = (place: string, old: string, now: string): Changed[] =>
    old === now ? [] : [{ place, pieces: wordsBetween(old, now) }]
  return [
    ...head('标题', before?.title ?? '', after.title),
    ...head('摘要', before?.summary ?? '', after.summary),
    ...paragraphsBetween(before ? blocksOf(before.body) : [], blocksOf(after.body)),
  ]
}

/** Paragraphs first: what was taken out beside what came in is the same paragraph, changed. */
function paragraphsBetween(before: readonly string[], after: readonly string[]): Changed[] {
  const changed: Changed[] = []
  let gone: string[] = []
  let at = 0
  const say = (pieces: Piece[], number = at): number =>
    changed.push({ place: `正文第 ${Math.max(1, number)} 段`, pieces })
  const flush = (): void => {
    for (const text of gone) say([{ kind: 'gone', text }], at + 1)
    gone = []
  }
  for (const part of diffArrays([...before], [...after])) {
    if (part.removed) gone.push(...part.value)
    else if (part.added)
      for (const [position, text] of part.value.entries()) {
        at++
        const old = gone.shift()
        say(old === undefined ? [{ kind: 'new', text }] : wordsBetween(old, text))
        if (position === part.value.length - 1) flush()
      }
    else {
      flush()
      at += part.value.length
    }
  }
  flush()
  return changed
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const wordsOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment)

function wordsBetween(before: string, after: string): Piece[] {
  if (before === '') return [{ kind: 'new', text: after }]
  if (after === '') return [{ kind: 'gone', text: before }]
  return diffArrays(wordsOf(before), wordsOf(after)).map(({ value, added, removed }) => ({
    kind: added ? 'new' : removed ? 'gone' : 'same',
    text: value.join(''),
  }))
}
