import { inWords } from '#modules/team'
import type { Setting } from '#platform/settings'
import { bindingOf, nameable } from './bindings.ts'

/** A piece of an article: words, or a limit that the program holds. */
export type Piece = string | { code: string; value: string }

const mark = /\{([a-z][a-z0-9_.]*)\}/g

/** The settings that a text names. */
export const namedIn = (body: string): string[] => [
  ...new Set([...body.matchAll(mark)].map(match => match[1] as string)),
]

/** A text with every limit as it holds, by the value of its setting. */
export function piecesOf(body: string, valueBy: (code: string) => unknown): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of body.matchAll(mark)) {
    const code = match[1] as string
    const binding = bindingOf(`setting:${code}`)
    if (binding?.kind !== 'setting') continue
    if (match.index > from) pieces.push(body.slice(from, match.index))
    pieces.push({ code, value: inWords(binding.setting, valueBy(code)) })
    from = match.index + match[0].length
  }
  if (from < body.length) pieces.push(body.slice(from))
  return pieces
}

/** How whoever writes a text names a limit: 服务反馈·受理时限. */
export const writtenName = ({ group, label }: Setting<unknown>): string => `${group}·${label}`

/** A text as its writer sees it, with limits by their names. */
export const asWritten = (body: string): string =>
  body.replaceAll(mark, (whole, code: string) => {
    const binding = bindingOf(`setting:${code}`)
    return binding?.kind === 'setting' ? `{${writtenName(binding.setting)}}` : whole
  })

const braces = /\{([^{}]{1,80})\}/g
/** A text as it is kept, with limits by their codes; what is in braces and names none stays as it is. */
export function asKept(body: string): string {
  const codes = new Map(nameable().map(setting => [writtenName(setting), setting.code]))
  return body.replaceAll(braces, (whole, name: string) => {
    const code = codes.get(name.trim()) ?? name.trim()
    return bindingOf(`setting:${code}`) ? `{${code}}` : whole
  })
}

/** What stands in braces and names no limit. */
export const unknownIn = (kept: string): string[] =>
  [...kept.matchAll(braces)].map(match => match[1] as string).filter(name => !bindingOf(`setting:${name}`))

export const plain = (pieces: readonly Piece[]): string =>
  pieces.map(piece => (typeof piece === 'string' ? piece : piece.value)).join('')

const digits = '零一二三四五六七八九'
/** 3 → 第三条, 21 → 第二十一条; up to 99. */
export function ordinal(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  const words = `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${ones === 0 ? '' : digits[ones]}`
  return `第${words}条`
}
