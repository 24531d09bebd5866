import render from 'dom-serializer'
import { type ChildNode, Element, hasChildren, isTag, isText } from 'domhandler'
import { parseDocument } from 'htmlparser2'
import { invalid } from '../errors.ts'
import { inlineOf, isBreak, marksOf, trimmed } from './inline.ts'
import { isUpload } from './vocabulary.ts'
import { listsOf } from './word.ts'

/**
 * HTML of any origin as a plain sequence of blocks: paragraphs, two sizes of headings, lists, quotations, tables, pictures.
 * Boxes within boxes are opened up, empty paragraphs fall away, lists of a word processor become lists.
 */
export function arrange(html: string): string {
  const document = parseDocument(html, { decodeEntities: true })
  refuseTowers(document.children)
  return render(blocksOf(document.children), { encodeEntities: 'utf8', selfClosingTags: false })
}

/** A tower of tags is no text, and would exhaust whoever climbs it. Counted without climbing. */
function refuseTowers(roots: readonly ChildNode[]): void {
  const waiting = roots.map(node => ({ node, depth: 1 }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.depth > mostDepth) throw invalid({ body: '内容的嵌套层数太多，请粘贴为纯文本。' })
    if (hasChildren(next.node))
      for (const node of next.node.children) waiting.push({ node, depth: next.depth + 1 })
  }
}
const mostDepth = 120

/** Nothing of these is text. */
const dropped = new Set(
  `script style svg math iframe frame frameset object embed applet template noscript head title meta link xml
  form input button select textarea option video audio canvas map area base w:sdt o:p v:shape`.split(/\s+/),
)
const headings: Readonly<Record<string, string>> = {
  h1: 'h2',
  h2: 'h2',
  h3: 'h3',
  h4: 'h3',
  h5: 'h3',
  h6: 'h3',
}
const boxes = new Set(
  `p div section article main header footer aside nav center figure figcaption address details summary dl dt dd
  fieldset body html tbody thead tfoot tr pre li td th caption colgroup col`.split(/\s+/),
)
const blockNames = new Set([
  ...boxes,
  ...Object.keys(headings),
  'ul',
  'ol',
  'table',
  'blockquote',
  'hr',
  'img',
])

/** The blocks that these nodes make; what stands loose between blocks is a paragraph. */
function blocksOf(nodes: readonly ChildNode[]): Element[] {
  const blocks: Element[] = []
  let loose: ChildNode[] = []
  const flush = () => {
    blocks.push(...paragraphsOf(loose))
    loose = []
  }
  for (const node of listsOf(nodes)) {
    if (isTag(node) && dropped.has(node.name)) continue
    if (isText(node) || (isTag(node) && !isBlock(node))) loose.push(node)
    else if (isTag(node)) {
      flush()
      blocks.push(...blockOf(node))
    }
  }
  flush()
  return blocks
}

/** Blocks can hide in what is no block: <b><p>…</p></b>, <span><section>…</section></span>. */
const isBlock = (node: Element): boolean =>
  blockNames.has(node.name) || node.children.some(child => isTag(child) && isBlock(child))

function blockOf(node: Element): Element[] {
  const { name } = node
  const heading = headings[name] ?? headings[wordHeading(node)]
  if (heading && !node.children.some(child => isTag(child) && isBlock(child) && child.name !== 'p')) {
    const content = inlineOf(flat(node.children), { bold: false })
    return content.length > 0 ? [element(heading, content)] : []
  }
  if (name === 'ul' || name === 'ol') return listOf(node)
  if (name === 'blockquote') {
    const inside = blocksOf(node.children)
    return inside.length > 0 ? [element('blockquote', inside)] : []
  }
  if (name === 'table') return tableOf(node)
  if (name === 'hr') return [element('hr', [])]
  if (name === 'img')
    return isUpload(node.attribs.src)
      ? [element('img', [], { src: node.attribs.src ?? '', alt: (node.attribs.alt ?? '').trim() })]
      : []
  return blocksOf(node.children)
}

/** MsoHeading1 and MsoTitle say it by the class; where the style was translated, only there. */
const wordHeading = ({ attribs }: Element): string =>
  /\bMsoTitle\b/.test(attribs.class ?? '')
    ? 'h2'
    : `h${/\bMsoHeading([1-6])\b/.exec(attribs.class ?? '')?.[1] ?? ''}`

const flat = (nodes: readonly ChildNode[]): ChildNode[] =>
  nodes.flatMap(node => (isTag(node) && node.name === 'p' ? node.children : [node]))

/** Two line breaks are the end of a paragraph, as they are where people type without knowing better. */
function paragraphsOf(nodes: readonly ChildNode[]): Element[] {
  const parts: ChildNode[][] = [[]]
  const inline = marksOf(nodes)
  for (const [at, node] of inline.entries()) {
    const next = inline.slice(at + 1).find(one => !(isText(one) && one.data.trim() === ''))
    if (isBreak(node) && next && isBreak(next)) parts.push([])
    else parts.at(-1)?.push(node)
  }
  return parts
    .map(trimmed)
    .filter(content => content.length > 0)
    .map(content => element('p', content))
}

function listOf(node: Element): Element[] {
  const items: Element[] = []
  for (const child of node.children) {
    if (!isTag(child)) continue
    // A list directly within a list belongs to the item before it.
    const last = items.at(-1)
    if ((child.name === 'ul' || child.name === 'ol') && last) {
      last.children.push(...listOf(child))
      continue
    }
    const content = blocksOf(child.name === 'li' ? child.children : [child])
    if (content.length > 0) items.push(element('li', content))
  }
  return items.length > 0 ? [element(node.name, items)] : []
}

function tableOf(node: Element): Element[] {
  const rows = rowsIn(node)
    .map(row => row.children.filter(isTag).filter(child => child.name === 'td' || child.name === 'th'))
    .filter(cells => cells.length > 0)
  // A table of one cell is a box that somebody drew around a text.
  const [only] = rows
  if (rows.length === 1 && only?.length === 1) return blocksOf(only[0]?.children ?? [])
  return rows.length > 0
    ? [
        element('table', [
          element(
            'tbody',
            rows.map(cells => element('tr', cells.map(cellOf))),
          ),
        ]),
      ]
    : []
}

const rowsIn = (node: Element): Element[] =>
  node.children.flatMap(child =>
    !isTag(child)
      ? []
      : child.name === 'tr'
        ? [child]
        : ['tbody', 'thead', 'tfoot'].includes(child.name)
          ? rowsIn(child)
          : [],
  )

function cellOf(cell: Element): Element {
  const spans = Object.fromEntries(
    ['colspan', 'rowspan'].flatMap(name => {
      const value = Number(cell.attribs[name])
      return Number.isInteger(value) && value > 1 && value <= 50 ? [[name, String(value)]] : []
    }),
  )
  const content = blocksOf(cell.children)
  return element(cell.name, content.length > 0 ? content : [element('p', [])], spans)
}

function element(name: string, children: ChildNode[], attributes: Record<string, string> = {}): Element {
  return new Element(name, attributes, children)
}
