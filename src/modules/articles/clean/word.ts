import { type ChildNode, Element, isTag, isText } from 'domhandler'

/**
 * Lists of a word processor arrive as paragraphs whose style says `mso-list:l0 level1 lfo1` and whose mark (1. or ·) is text.
 * Those that follow each other become one list; deeper levels become lists within.
 */
export function listsOf(nodes: readonly ChildNode[]): ChildNode[] {
  const out: ChildNode[] = []
  let open: Array<{ level: number; list: Element }> = []
  for (const node of nodes) {
    if (isText(node) && node.data.trim() === '' && open.length > 0) continue
    const level = levelOf(node)
    if (level === 0) {
      if (node.type !== 'comment' && node.type !== 'directive') open = []
      out.push(node)
      continue
    }
    const { name, children } = withoutMark(node as Element)
    open = open.filter(one => one.level <= level)
    let last = open.at(-1)
    if (!last || last.level < level) {
      const list = new Element(name, {})
      const parent = last?.list.children.at(-1)
      if (parent && isTag(parent)) parent.children.push(list)
      else out.push(list)
      last = { level, list }
      open.push(last)
    }
    last.list.children.push(new Element('li', {}, children))
  }
  return out
}

function levelOf(node: ChildNode): number {
  if (!isTag(node) || !['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(node.name)) return 0
  if (/^h/.test(node.name)) return 0
  const style = node.attribs.style ?? ''
  const level = /mso-list\s*:\s*l\d+\s+level(\d)/i.exec(style)?.[1]
  return level ? Number(level) : 0
}

/** The mark is told by `mso-list:Ignore`; letters and numbers make a numbered list. */
function withoutMark(paragraph: Element): { name: 'ul' | 'ol'; children: ChildNode[] } {
  let mark = ''
  const strip = (nodes: readonly ChildNode[]): ChildNode[] =>
    nodes.flatMap((node): ChildNode[] => {
      if (!isTag(node)) return [node]
      if (/mso-list\s*:\s*ignore/i.test(node.attribs.style ?? '')) {
        mark += textIn(node)
        return []
      }
      node.children = strip(node.children)
      return [node]
    })
  const children = strip(paragraph.children)
  return {
    name: /[0-9a-z一二三四五六七八九十]/i.test(mark) && !/^\s*[o§]\s*$/i.test(mark) ? 'ol' : 'ul',
    children,
  }
}

const textIn = (node: ChildNode): string =>
  isText(node) ? node.data : isTag(node) ? node.children.map(textIn).join('') : ''
