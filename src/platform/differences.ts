import { diffArrays } from 'diff'

/** A run of words: as it was, as it is, or both. */
export interface Piece {
  kind: 'same' | 'gone' | 'new'
  text: string
}
/** A paragraph, by the runs it is made of. */
export interface Changed {
  place: string
  pieces: Piece[]
}

/** A heading or another line of its own; nothing where it stayed. */
export const lineBetween = (place: string, before: string, after: string): Changed[] =>
  before === after ? [] : [{ place, pieces: wordsBetween(before, after) }]

/**
 * What changed between two texts: paragraphs that stayed are left out, of the others every word that went and came. Words are
 * those of the language (Intl.Segmenter), not single characters: 「蓝莓鲜果」 does not fall apart. Paragraphs first: what was
 * taken out beside what came in is the same paragraph, changed.
 */
export function paragraphsBetween(before: readonly string[], after: readonly string[]): Changed[] {
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
