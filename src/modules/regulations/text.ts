import { inWords } from '#modules/team'
import { bindingOf } from './bindings.ts'

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

export const plain = (pieces: readonly Piece[]): string =>
  pieces.map(piece => (typeof piece === 'string' ? piece : piece.value)).join('')

const digits = '零一二三四五六七八九'
/** 3 → 第三条, 21 → 第二十一条; up to 99. */
export function ordinal(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  const words = `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${ones === 0 ? '' : digits[ones]}`
  return `第${words}条`
}
