import { type ChildNode, isTag, isText } from 'domhandler'
import { parseDocument } from 'htmlparser2'

/** The paragraphs of a clean body as plain text, in order: headings, items and cells each count as one. */
export function passagesOf(body: string): string[] {
  const out: string[] = []
  const visit = (nodes: readonly ChildNode[]): void => {
    for (const node of nodes) {
      if (!isTag(node)) continue
      if (node.name === 'p' || node.name === 'h2' || node.name === 'h3') {
        const text = textIn(node.children).trim()
        if (text) out.push(text)
      } else if (node.name === 'img') {
        if (node.attribs.alt) out.push(`［图：${node.attribs.alt}］`)
      } else visit(node.children)
    }
  }
  visit(parseDocument(body).children)
  return out
}

/** The same with what a paragraph is besides its words, so that a heading made of a paragraph is a change. */
export function blocksOf(body: string): string[] {
  const out: string[] = []
  const visit = (nodes: readonly ChildNode[], mark: string): void => {
    for (const node of nodes) {
      if (!isTag(node)) continue
      const own = marks[node.name] ?? ''
      if (node.name === 'p' || node.name === 'h2' || node.name === 'h3') {
        const text = marked(node.children).trim()
        if (text) out.push(`${mark}${own}${text}`)
      } else if (node.name === 'img') out.push(`［图：${node.attribs.alt ?? ''}］`)
      else if (node.name === 'hr') out.push('［分隔线］')
      else visit(node.children, mark + own)
    }
  }
  visit(parseDocument(body).children, '')
  return out
}
const marks: Readonly<Record<string, string>> = {
  h2: '［小标题］',
  h3: '［三级标题］',
  li: '· ',
  blockquote: '［引文］',
}

/** Words with what is said of them: bold, and where a link leads. */
const marked = (nodes: readonly ChildNode[]): string =>
  nodes
    .map(node => {
      if (isText(node)) return node.data
      if (!isTag(node)) return ''
      const text = node.name === 'br' ? '\n' : marked(node.children)
      if (node.name === 'strong') return `【${text}】`
      return node.name === 'a' ? `${text}（${node.attribs.href ?? ''}）` : text
    })
    .join('')

/** All of it in one, a line for each paragraph. */
export const plainText = (body: string): string => passagesOf(body).join('\n')

/** Pictures that say nothing to who cannot see them. */
export const silentPictures = (body: string): number =>
  [...body.matchAll(/<img\b[^>]*>/g)].filter(([tag]) => !/ alt="[^"]+"/.test(tag)).length

/** The links of a body with their words, each once. */
export function webLinksIn(body: string): Array<{ url: string; label: string }> {
  const found = new Map<string, string>()
  const visit = (nodes: readonly ChildNode[]): void => {
    for (const node of nodes) {
      if (!isTag(node)) continue
      const href = node.name === 'a' ? (node.attribs.href ?? '') : ''
      if (href && !found.has(href)) found.set(href, textIn(node.children).trim().slice(0, 80))
      visit(node.children)
    }
  }
  visit(parseDocument(body).children)
  return [...found].map(([url, label]) => ({ url, label }))
}

const textIn = (nodes: readonly ChildNode[]): string =>
  nodes
    .map(node =>
      isText(node) ? node.data : isTag(node) ? (node.name === 'br' ? '\n' : textIn(node.children)) : '',
    )
    .join('')
