/** Whether somebody sent HTML: any tag that a text could have. Everything else is plain text. */
export const looksLikeHtml = (text: string): boolean =>
  /<\/?(p|div|section|article|span|h[1-6]|ul|ol|li|table|tbody|tr|t[dh]|blockquote|strong|b|em|i|a|img|br|hr|html|body|font|script|style|svg|iframe|form|input|o:p)\b[^>]*>/i.test(
    text,
  )

/**
 * Plain text as it is typed where no script runs: a blank line parts paragraphs, '## ' begins a heading, '### ' a smaller
 * one, '- ' an item of a list, '1. ' of a numbered one, '> ' a quotation, **words** are bold.
 */
export function fromMarkup(text: string): string {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .flatMap(block => groupLines(block.split('\n').filter(line => line.trim() !== '')))
  return blocks.join('')
}

/** Lines of one kind that follow each other are one block. */
function groupLines(lines: readonly string[]): string[] {
  const blocks: Array<{ kind: Kind; lines: string[] }> = []
  for (const line of lines) {
    const kind = kindOf(line)
    const last = blocks.at(-1)
    if (last?.kind === kind && !kind.startsWith('h')) last.lines.push(line)
    else blocks.push({ kind, lines: [line] })
  }
  return blocks.map(({ kind, lines: own }) =>
    drawn[kind](own.map(line => inline(line.replace(marks[kind], '')))),
  )
}

type Kind = 'h2' | 'h3' | 'ul' | 'ol' | 'quote' | 'p'
const marks: Record<Kind, RegExp> = {
  h3: /^\s*###\s+/,
  h2: /^\s*##?\s+/,
  ul: /^\s*[-*•]\s+/,
  ol: /^\s*\d{1,2}[.、]\s+/,
  quote: /^\s*>\s?/,
  p: /^\s*/,
}
const kindOf = (line: string): Kind =>
  (Object.keys(marks) as Kind[]).find(kind => marks[kind].test(line)) ?? 'p'

const items = (lines: readonly string[]): string => lines.map(line => `<li><p>${line}</p></li>`).join('')
const drawn: Record<Kind, (lines: string[]) => string> = {
  h2: lines => `<h2>${lines.join('')}</h2>`,
  h3: lines => `<h3>${lines.join('')}</h3>`,
  ul: lines => `<ul>${items(lines)}</ul>`,
  ol: lines => `<ol>${items(lines)}</ol>`,
  quote: lines => `<blockquote><p>${lines.join('<br>')}</p></blockquote>`,
  p: lines => `<p>${lines.join('<br>')}</p>`,
}

const inline = (line: string): string =>
  escaped(line.trim()).replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
