import type { Typed } from './content.ts'
import { type Difficulty, difficulties, letterOf } from './kinds.ts'

/*
 * GIFT, the text format in which question banks travel (docs.moodle.org, "GIFT format"): one choice, several choices
 * by weights, true/false, short answers. Numbers, matching and essays have no counterpart in the bank and are told.
 */

export interface GiftFault {
  /** From 1. */
  line: number
  says: string
}
export interface GiftQuestion {
  /** Where it begins. */
  line: number
  typed: Typed
}
export interface Gift {
  questions: GiftQuestion[]
  faults: GiftFault[]
}

interface Block {
  line: number
  text: string
}

/** Reads a file. `topic` is that of questions before the first $CATEGORY. */
export function readGift(file: string, topic: string): Gift {
  const gift: Gift = { questions: [], faults: [] }
  let category = topic
  for (const block of blocksOf(file)) {
    const [, named] = /^\$CATEGORY:\s*(.+)$/.exec(block.text) ?? []
    if (named) {
      // The last part of a path of categories: 'top/电商/直播' is 直播.
      category = cleared(named.split('/').at(-1)?.trim() || topic)
      continue
    }
    try {
      gift.questions.push({ line: block.line, typed: questionIn(block.text, category) })
    } catch (error) {
      if (!(error instanceof GiftError)) throw error
      gift.faults.push({ line: block.line + error.below, says: error.message })
    }
  }
  return gift
}

class GiftError extends Error {
  /** Lines below the first of its question. */
  readonly below: number
  constructor(says: string, below = 0) {
    super(says)
    this.below = below
  }
}

/** Questions stand apart by empty lines; comments are left out; a category is a block of its own. */
function blocksOf(file: string): Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  for (const [at, raw] of file
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim()
    if (line.startsWith('//')) {
      if (open) open.text += '\n'
      continue
    }
    if (line === '' || line.startsWith('$CATEGORY:')) {
      open = null
      if (line) blocks.push({ line: at + 1, text: line })
      continue
    }
    if (open) open.text += `\n${line}`
    else {
      open = { line: at + 1, text: line }
      blocks.push(open)
    }
  }
  return blocks
}

const missing = '____'

function questionIn(text: string, topic: string): Typed {
  const [start, end] = braces(text)
  const { title, stem: before } = titled(text.slice(0, start))
  const after = text.slice(end + 1).trim()
  const stem = plain(after ? `${before.trimEnd()} ${missing} ${after}` : before)
  if (stem === '') throw new GiftError('没有题目')
  const { body, explanation } = explained(text.slice(start + 1, end))
  const [level] =
    Object.entries(difficulties).find(([, label]) => title === label || title.endsWith(`｜${label}`)) ?? []
  const base = { topic, difficulty: (level ?? 'medium') as Difficulty, stem, points: [], explanation }
  return { ...base, ...answersIn(body, newlines(text.slice(0, start))) }
}

const newlines = (text: string): number => text.split('\n').length - 1

/** Where the answers stand: the first brace that is not escaped, and its end. */
function braces(text: string): [number, number] {
  const start = find(text, '{', 0)
  if (start < 0) throw new GiftError('没有找到答案的大括号')
  const end = find(text, '}', start + 1)
  if (end < 0) throw new GiftError('大括号没有结束', newlines(text.slice(0, start)))
  return [start, end]
}

function find(text: string, sign: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at += 1
    else if (text.startsWith(sign, at)) return at
  }
  return -1
}

/** `::title:: stem`; the format of the text, [html] and the like, is left out. */
function titled(text: string): { title: string; stem: string } {
  const [, title, rest] = /^\s*::((?:\\.|[^\\])*?)::([\s\S]*)$/.exec(text) ?? []
  const stem = (rest ?? text).trim().replace(/^\[(?:html|moodle|plain|markdown)\]/, '')
  return { title: cleared(title?.trim() ?? ''), stem }
}

function explained(body: string): { body: string; explanation: string } {
  const at = find(body, '####', 0)
  return at < 0
    ? { body, explanation: '' }
    : { body: body.slice(0, at), explanation: plain(body.slice(at + 4)) }
}

type Answered = Pick<Typed, 'kind' | 'options' | 'answer'>

function answersIn(body: string, below: number): Answered {
  const [truth = ''] = split(body, ['#'])
  if (/^(?:t|true|f|false)$/i.test(truth.trim()))
    return { kind: 'judgement', options: [], answer: [/^t/i.test(truth.trim()) ? '对' : '错'] }
  if (body.trim() === '') throw new GiftError('问答题不能导入，题库里没有这种题型', below)
  if (body.trim().startsWith('#')) throw new GiftError('数值题不能导入，题库里没有这种题型', below)
  const answers = answersOf(body, below)
  if (answers.every(one => one.sign === '=')) {
    if (answers.some(one => find(one.text, '->', 0) >= 0))
      throw new GiftError('配对题不能导入，题库里没有这种题型', below)
    const whole = answers.filter(one => one.weight === null || one.weight === 100)
    if (whole.length === 0) throw new GiftError('填空题没有得满分的答案', below)
    return { kind: 'fill', options: [], answer: whole.map(one => plain(one.text)) }
  }
  return choiceOf(answers, below)
}

interface Answer {
  sign: '=' | '~'
  weight: number | null
  text: string
}

/** A choice with one right answer by `=`, or with several by weights. */
function choiceOf(answers: readonly Answer[], below: number): Answered {
  const weighted = answers.filter(one => one.weight !== null && one.weight > 0)
  const isRight = (one: Answer): boolean => one.sign === '=' || weighted.includes(one)
  const letters = answers.flatMap((one, at) => (isRight(one) ? [letterOf(at)] : []))
  if (letters.length === 0) throw new GiftError('没有正确答案', below)
  const kind = letters.length > 1 ? 'multiple' : 'single'
  return { kind, options: answers.map(one => plain(one.text)), answer: [letters.join('')] }
}

function answersOf(body: string, below: number): Answer[] {
  const parts = split(body, ['=', '~'], true).map(part => part.trim())
  const [first = '', ...rest] = parts
  if (first !== '') throw new GiftError('答案要用等号或波浪号开头', below)
  return rest.map(part => {
    const [, weight, text = ''] = /^.(?:%(-?\d+(?:\.\d+)?)%)?([\s\S]*)$/.exec(part) ?? []
    const [words = ''] = split(text, ['#'])
    if (plain(words) === '') throw new GiftError('有一个答案是空的', below)
    return {
      sign: part[0] as '=' | '~',
      weight: weight === undefined ? null : Number(weight),
      text: words,
    }
  })
}

/** Splits before (`keeping` the sign) or at signs that are not escaped. */
function split(text: string, signs: readonly string[], keeping = false): string[] {
  const parts = ['']
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    if (sign === '\\') {
      parts[parts.length - 1] += sign + (text[++at] ?? '')
    } else if (signs.includes(sign)) parts.push(keeping ? sign : '')
    else parts[parts.length - 1] += sign
  }
  return parts
}

const cleared = (text: string): string =>
  text.replaceAll(/\\([\s\S])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
const plain = (text: string): string => cleared(text.trim().replaceAll(/\s*\n\s*/g, ' ')).trim()
const escaped = (text: string): string =>
  text.replaceAll(/[\\~=#{}:]|(?<=-)>/g, sign => `\\${sign}`).replaceAll(/\r?\n/g, '\\n')
/** A text that begins like a weight gets one. */
const answered = (sign: '=' | '~', text: string): string =>
  `${sign}${text.startsWith('%') ? (sign === '=' ? '%100%' : '%0%') : ''}${escaped(text)}`

/** Writes questions so that they can be read again; practical ones have no place in the format and are left out. */
export function writeGift(questions: ReadonlyArray<Typed & { code: string }>): string {
  const byTopic = Map.groupBy(
    questions.filter(one => one.kind !== 'practical'),
    one => one.topic,
  )
  const parts = [...byTopic].flatMap(([topic, those]) => [
    `$CATEGORY: ${escaped(topic).replaceAll('/', '／')}`,
    ...those.map(
      one =>
        `::${escaped(`${one.code}｜${difficulties[one.difficulty]}`)}::${escaped(one.stem)}{${answersText(one)}${
          one.explanation ? `####${escaped(one.explanation)}` : ''
        }}`,
    ),
  ])
  return `${parts.join('\n\n')}\n`
}

function answersText({ kind, options, answer }: Typed): string {
  if (kind === 'judgement') return answer[0] === '对' ? 'TRUE' : 'FALSE'
  if (kind === 'fill') return answer.map(one => answered('=', one)).join(' ')
  const right = new Set(answer[0])
  // Several right ones: each its share, and a wrong one takes all away.
  const share = (Math.round((100 / right.size) * 100_000) / 100_000).toString()
  return options
    .map((text, at) => {
      const isRight = right.has(letterOf(at))
      if (kind === 'single') return answered(isRight ? '=' : '~', text)
      return `${isRight ? `~%${share}%` : '~%-100%'}${escaped(text)}`
    })
    .join(' ')
}
