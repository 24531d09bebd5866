/** A piece of a text: kept, taken out, or put in its place. */
interface Piece {
  kind: 'kept' | 'out' | 'in'
  text: string
}

/**
 * A text with what was taken out struck through and what stands there now beside it. Works for texts that differ by a
 * few replaced pieces, as a redaction does: from every difference it goes on at the next place where both agree again.
 */
export const Marked = ({ before, after }: { before: string; after: string }) => (
  <p class="prose marked">
    {piecesOf(before, after).map(({ kind, text }) =>
      kind === 'out' ? <del>{text}</del> : kind === 'in' ? <ins>{text}</ins> : text,
    )}
    {before === after && <span class="quiet">（没有找到姓名、号码）</span>}
  </p>
)

const instead = /(（(?:电话|证件号|账号|信用代码|邮箱|住址)略）|某某)/

/** The redacted text says itself where something was replaced: what lies between is found again in the original. */
export function piecesOf(before: string, after: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  let pending: string | null = null
  const put = (kind: Piece['kind'], text: string) => void (text && pieces.push({ kind, text }))
  for (const part of after.split(instead)) {
    if (instead.test(part)) {
      pending = (pending ?? '') + part
      continue
    }
    if (part === '') continue
    const at = before.indexOf(part, from)
    if (at < 0) continue
    put('out', before.slice(from, at))
    if (pending) put('in', pending)
    put('kept', part)
    pending = null
    from = at + part.length
  }
  put('out', before.slice(from))
  if (pending) put('in', pending)
  return pieces
}
