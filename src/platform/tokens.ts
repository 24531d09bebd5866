import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { customPinyin, pinyin } from 'pinyin-pro'

/*
 * Search compares tokens for equality: a document is found when it has every token of the question.
 *
 * Chinese is indexed as its characters and its pairs of neighbours, so nothing depends on how a text is cut
 * into words. Only the question is cut (jieba), and each word is asked for by its pairs: 合作社 by 合作 and 作社.
 * Hence a question that is a piece of a text always finds the text, and its words may stand apart in it.
 *
 * Pinyin is what people type when they look for a name. So names (short lines) are spelled by words and by
 * rows of words, in full and by initials: 短视频拍摄 is found by duanshipin, dsp, shipinpaishe, spps. Longer lines
 * are spelled word by word and in full only, since two-letter initials would make a long text match nearly
 * everything.
 *
 * Latin words, figures and codes are indexed in lower case as they stand, cut at whatever is no letter or
 * digit.
 */

const limits = {
  text: 8_000,
  indexTokens: 3000,
  queryTokens: 24,
  tokenLength: 40,
  nameLength: 30,
  wordsInRow: 6,
}

/** The tokens under which a text is found: distinct, those of the first lines first. */
export const indexTokens = (text: string): string[] =>
  distinct(text.slice(0, limits.text).split('\n').flatMap(lineTokens), limits.indexTokens)

/** The tokens that a document must have to answer a question; none when the question says nothing. */
export function queryTokens(text: string): string[] {
  const parts = partsOf(text)
  const asked = parts.flatMap(part => (isHan(part) ? tellingWords(part).flatMap(pairs) : part))
  return distinct(asked.length > 0 ? asked : parts.flatMap(pairs), limits.queryTokens)
}

/**
 * What a text asks about, as pairs of characters and as short codes such as SC or EMS: what is asked in other words still
 * meets. Pairs that only say how somebody asks are left out.
 */
export const tellingTokens = (text: string): string[] =>
  indexTokens(text).filter(
    token =>
      /^\p{Script=Han}{2}$|^[a-z0-9]{2,8}$/v.test(token) && !/^[a-z]{4,}$/.test(token) && !asking.has(token),
  )

/** Pairs that say how somebody asks, and nothing of what. */
const asking = new Set(
  `我们 想要 要想 请问 怎么 么办 怎样 如何 什么 哪里 哪些 可以 以吗 需要 要不 不要 有没 没有 是不 不是 一个 这个 那个 的话 我想 想问 问一 一下 能不 不能 吗我 了吗 我是 你们 您好 你好 他们 自己 现在 还是 就是 知道 老师`.split(
    ' ',
  ),
)

/** How a name is spelled: its words, and up to six words in a row, in full pinyin and by their initials. */
export const pinyinTokens = (name: string): string[] =>
  distinct(partsOf(name).filter(isHan).flatMap(phrases).flatMap(spellings), limits.indexTokens)

function lineTokens(line: string): string[] {
  const parts = partsOf(line)
  const isName = line.length <= limits.nameLength
  const written = parts.flatMap(part => (isHan(part) ? [...part, ...pairs(part)] : part))
  const spelled = isName ? pinyinTokens(line) : parts.filter(isHan).flatMap(spelledWords)
  return [...written, ...spelled]
}

const distinct = (tokens: string[], most: number): string[] =>
  [...new Set(tokens.map(token => token.slice(0, limits.tokenLength)))].slice(0, most)

/** Runs of Chinese characters and runs of other letters and digits, in lower case and half width. */
const partsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? []

const isHan = (part: string): boolean => /^\p{Script=Han}/v.test(part)

/** '短视频' → 短视, 视频; a single character stays as it is. */
function pairs(word: string): string[] {
  const characters = [...word]
  if (characters.length === 1) return [word]
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`)
}

/** Words that say how somebody asks, not what for: 我想学…, 怎么办…, 哪里可以…. */
const filler = new Set(
  `我 我们 想 要 想要 请 请问 怎么 怎样 如何 什么 哪里 哪些 哪个 可以 能 会 需要 有 有没有 是 在
  去 找 学 做 办 办理 开 个 一个 吗 呢 的 了 和 与 及 或`.split(/\s+/),
)

/**
 * The words of a question without filler. Single characters side by side are taken for one word that the
 * dictionary lacks: 带 货.
 */
const tellingWords = (part: string): string[] =>
  wordsOf(part)
    .map(word => (filler.has(word) ? ' ' : [...word].length > 1 ? ` ${word} ` : word))
    .join('')
    .split(' ')
    .filter(Boolean)

/**
 * Short words, one after the other: a compound that the dictionary also has, as 视频剪辑, is cut into its own.
 */
const wordsOf = (part: string): string[] => jieba().cut(part, false).flatMap(wordsWithin)

function wordsWithin(word: string): string[] {
  const shorter = wordsAnywhere(word).filter(inner => inner !== word)
  const tiles = word.match(new RegExp(shorter.join('|'), 'gv')) ?? []
  return tiles.join('') === word ? tiles : [word]
}

/** All words of two or more characters, overlapping: 农产品 → 农产, 产品, 农产品. */
const wordsAnywhere = (part: string): string[] =>
  jieba()
    .cutForSearch(part, false)
    .filter(word => [...word].length > 1)

/** The words of a run, up to six of them in a row, and the words within them. */
function phrases(part: string): string[] {
  const words = wordsOf(part)
  const rows = words.flatMap((_, from) =>
    words.slice(from, from + limits.wordsInRow).map((_, more) => words.slice(from, from + more + 1).join('')),
  )
  return [...rows, ...wordsAnywhere(part)]
}

/** Full pinyin and initials: '直播' → zhibo, zb. The initial of a single character would find too much. */
function spellings(phrase: string): string[] {
  const syllables = syllablesOf(phrase)
  const full = syllables.join('')
  return syllables.length > 1 ? [full, syllables.map(syllable => syllable.charAt(0)).join('')] : [full]
}

const spelledWords = (part: string): string[] => wordsAnywhere(part).map(word => syllablesOf(word).join(''))

/** Without tones, ü as v, by the reading that the phrase calls for: 银行 yin hang, 行人 xing ren. */
const syllablesOf = (phrase: string): string[] => pinyin(phrase, { toneType: 'none', type: 'array', v: true })

// Names of counties that the dictionary of readings gets wrong.
customPinyin({ 歙县: 'shè xiàn', 涡阳: 'guō yáng', 蚌山: 'bèng shān' })

let loaded: Jieba | undefined

/** The dictionary takes 0.2 s and 40 MB: it is loaded when somebody first searches or writes. */
const jieba = (): Jieba => {
  loaded ??= Jieba.withDict(dict)
  return loaded
}
