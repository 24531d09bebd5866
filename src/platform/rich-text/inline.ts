import { type ChildNode, Element, isTag, isText, Text } from 'domhandler'
import { isLink } from './vocabulary.ts'

export const isBreak = (node: ChildNode): boolean => isTag(node) && node.name === 'br'

/** What stays of the looks of words. */
const kept: Readonly<Record<string, string>> = {
  strong: 'strong',
  b: 'strong',
  em: 'em',
  i: 'em',
  sub: 'sub',
  sup: 'sup',
}

/**
 * The words of one block, without fonts, colours and boxes; bold that a word processor says by style is kept as bold.
 * Nothing where there are no words. Headings are bold by themselves.
 */
export const inlineOf = (nodes: readonly ChildNode[], { bold = true } = {}): ChildNode[] =>
  trimmed(marksOf(nodes, bold))

/** The same before its ends are trimmed. */
export const marksOf = (nodes: readonly ChildNode[], bold = true): ChildNode[] =>
  joined(nodes.flatMap(node => inlineNode(node, bold)))

function inlineNode(node: ChildNode, bold: boolean): ChildNode[] {
  if (isText(node)) {
    const text = node.data.replaceAll(/[\s\u00a0\u200b\ufeff]+/g, ' ')
    return text === '' ? [] : [new Text(text)]
  }
  if (!isTag(node) || skipped.has(node.name)) return []
  if (node.name === 'br') return [new Element('br', {})]
  const children = joined(node.children.flatMap(child => inlineNode(child, bold)))
  const as = kept[node.name] ?? (isBold(node) ? 'strong' : undefined)
  const meant = as === 'strong' && !bold ? undefined : as
  const href = node.attribs.href?.trim() ?? ''
  if (node.name === 'a' && isLink(href) && hasWords(children)) return [new Element('a', { href }, children)]
  if (meant && hasWords(children)) return [new Element(meant, {}, children)]
  return children
}
const skipped = new Set([
  'script',
  'style',
  'svg',
  'math',
  'iframe',
  'object',
  'embed',
  'template',
  'noscript',
  'img',
])

const isBold = ({ attribs }: Element): boolean =>
  /font-weight\s*:\s*(bold|bolder|[6-9]00)/i.test(attribs.style ?? '')

const hasWords = (nodes: readonly ChildNode[]): boolean =>
  nodes.some(node => (isText(node) ? node.data.trim() !== '' : isTag(node) && hasWords(node.children)))

/** Marks of one kind that touch are one: a word processor cuts a bold sentence into ten. */
function joined(nodes: readonly ChildNode[]): ChildNode[] {
  const out: ChildNode[] = []
  for (const node of nodes) {
    const last = out.at(-1)
    if (last && isText(last) && isText(node)) last.data = (last.data + node.data).replaceAll(/ +/g, ' ')
    else if (last && isTag(last) && isTag(node) && last.name === node.name && node.name in twins)
      last.children = joined([...last.children, ...node.children])
    else out.push(node)
  }
  return out
}
const twins = { strong: true, em: true }

/** Without blanks and breaks at the ends; the indent of a paragraph is the style sheet's. */
export function trimmed(nodes: readonly ChildNode[]): ChildNode[] {
  if (!hasWords(nodes)) return []
  const out = [...nodes]
  while (out[0] && isEmpty(out[0])) out.shift()
  for (let last = out.at(-1); last && isEmpty(last); last = out.at(-1)) out.pop()
  trimEnd(out[0], 'start')
  trimEnd(out.at(-1), 'end')
  return out
}
const isEmpty = (node: ChildNode): boolean => isBreak(node) || (isText(node) && node.data.trim() === '')

function trimEnd(node: ChildNode | undefined, end: 'start' | 'end'): void {
  if (!node) return
  if (isText(node)) node.data = end === 'start' ? node.data.trimStart() : node.data.trimEnd()
  else if (isTag(node)) trimEnd(end === 'start' ? node.children[0] : node.children.at(-1), end)
}
