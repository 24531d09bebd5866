import { type ChildNode, Element, isTag, isText } from 'domhandler'

/**
 * Lists of a word processor arrive as paragraphs whose style says `mso-list:l0 level1 lfo1` and whose mark (1. or ·) is text.
 * Those that follow each other become one list; deeper levels become lists within.
 */
export function listsOf(nodes: readonly ChildNode[]): ChildNode[] {
  const out: ChildNode[] = []
  let open: Array<{ level: number; of: string; list: Element }> = []
  for (const node of nodes) {
    if (isText(node) && node.data.trim() === '' && open.length > 0) continue
    const { level, of } = levelOf(node)
    if (level === 0) {
      if (node.type !== 'comment' && node.type !== 'directive') open = []
      out.push(node)
      continue
    }
    const { name, children } = withoutMark(node as Element)
    // Another list at the same level is a list of its own.
    open = open.filter(
      one => one.level < level || (one.level === level && one.of === of && one.list.name === name),
    )
    let last = open.at(-1)
    if (!last || last.level < level) {
      const list = new Element(name, {})
      const parent = last?.list.children.at(-1)
      if (parent && isTag(parent)) parent.children.push(list)
      else out.push(list)
      last = { level, of, list }
      open.push(last)
    }
    last.list.children.push(new Element('li', {}, children))
  }
  return out
}

function levelOf(node: ChildNode): { level: number; of: string } {
  const none = { level: 0, of: '' }
  if (!isTag(node) || (node.name !== 'p' && node.name !== 'div')) return none
  const [, of = '', level] = /mso-list\s*:\s*(l\d+)\s+level(\d)/i.exec(node.attribs.style ?? '') ?? []
  return level ? { level: Number(level), of } : none
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
