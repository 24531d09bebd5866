import type { Ctx } from '#platform/ctx'
import { type TermKind, termKinds } from './codes.ts'
import type { Article } from './inputs.ts'
import { activeTerms, versionOf } from './queries.ts'
import { blocks } from './settings.ts'

export interface Term {
  kind: string
  term: string
  suggestion: string
  /** Longer words in which it is meant otherwise: 第一 in 第一书记. */
  fine: readonly string[]
}

/** A word of the list, where it stands. */
export interface Found extends Term {
  /** '正文第 3 段' */
  place: string
  before: string
  after: string
}

/** A text under the name of its place. */
export interface Passage {
  place: string
  text: string
}

const most = 300
const around = 12

/**
 * Every word of the list in these passages, the longest at each place: one look at each character, whatever the length of
 * the list, because terms are known by their first character.
 */
export function findWords(terms: readonly Term[], passages: readonly Passage[]): Found[] {
  const byFirst = Map.groupBy(
    terms.filter(one => one.term !== '').toSorted((a, b) => b.term.length - a.term.length),
    one => one.term[0] as string,
  )
  const found: Found[] = []
  for (const { place, text } of passages)
    for (let at = 0; at < text.length && found.length < most; at++) {
      const hit = byFirst.get(text[at] as string)?.find(one => text.startsWith(one.term, at))
      if (!hit) continue
      if (!meantOtherwise(hit, text, at))
        found.push({
          ...hit,
          place,
          before: text.slice(Math.max(0, at - around), at),
          after: text.slice(at + hit.term.length, at + hit.term.length + around),
        })
      at += hit.term.length - 1
    }
  return found
}

const meantOtherwise = ({ term, fine }: Term, text: string, at: number): boolean =>
  fine.some(longer => {
    for (let inside = longer.indexOf(term); inside >= 0; inside = longer.indexOf(term, inside + 1))
      if (text.startsWith(longer, at - inside)) return true
    return false
  })

export interface ToCheck {
  /** What is wrong with the text whatever the words: a picture that says nothing to the blind. */
  faults: string[]
  words: Array<Found & { blocks: boolean; says: string }>
}

/** What the working text of an article gives to look at, for the writer and for every reviewer. */
export async function toCheck(
  ctx: Ctx,
  { id, latest_version }: Pick<Article, 'id' | 'latest_version'>,
): Promise<ToCheck> {
  const [terms, version] = await Promise.all([activeTerms(ctx), versionOf(ctx, id, latest_version)])
  if (!version) return { faults: [], words: [] }
  const { passagesOf, silentPictures } = await import('#platform/rich-text')
  const passages: Passage[] = [
    { place: '标题', text: version.title },
    { place: '摘要', text: version.summary },
    ...passagesOf(version.body).map((text, at) => ({ place: `正文第 ${at + 1} 段`, text })),
    { place: '封面说明', text: version.cover_alt },
    { place: '更正说明', text: version.correction ?? '' },
  ]
  const silent = silentPictures(version.body)
  return {
    faults: silent > 0 ? [`正文有 ${silent} 张图片没有文字说明`] : [],
    words: findWords(terms, passages).map(one => ({
      ...one,
      blocks: blocks[one.kind as TermKind].of(ctx.centre),
      says: inWords(one),
    })),
  }
}

/** '正文第 3 段“…全县最佳的蓝莓…”（广告法极限词，建议写“优质”）' */
const inWords = ({ place, before, term, after, kind, suggestion }: Found): string =>
  `${place}“${before}${term}${after}”中的“${term}”（${termKinds[kind as TermKind]}${suggestion ? `，建议：${suggestion}` : ''}）`
