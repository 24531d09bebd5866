import type { Editor } from '@tiptap/core'
import type { Panel } from './panel.ts'

interface Tool {
  label: string
  /** Pressed where the cursor stands in such a thing. */
  is?: (editor: Editor) => boolean
  press: (editor: Editor, panel: Panel) => void
}

const tools: readonly Tool[] = [
  {
    label: '小标题',
    is: editor => editor.isActive('heading', { level: 2 }),
    press: editor => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    label: '三级标题',
    is: editor => editor.isActive('heading', { level: 3 }),
    press: editor => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  {
    label: '加粗',
    is: editor => editor.isActive('bold'),
    press: editor => editor.chain().focus().toggleBold().run(),
  },
  {
    label: '列表',
    is: editor => editor.isActive('bulletList'),
    press: editor => editor.chain().focus().toggleBulletList().run(),
  },
  {
    label: '编号',
    is: editor => editor.isActive('orderedList'),
    press: editor => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    label: '引文',
    is: editor => editor.isActive('blockquote'),
    press: editor => editor.chain().focus().toggleBlockquote().run(),
  },
  { label: '链接', is: editor => editor.isActive('link'), press: (_editor, panel) => panel.link() },
  { label: '图片', press: (_editor, panel) => panel.picture() },
  {
    label: '表格',
    press: editor => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
  {
    label: '加行',
    is: editor => editor.isActive('table'),
    press: editor => editor.chain().focus().addRowAfter().run(),
  },
  { label: '加列', press: editor => editor.chain().focus().addColumnAfter().run() },
  { label: '删行', press: editor => editor.chain().focus().deleteRow().run() },
  { label: '删列', press: editor => editor.chain().focus().deleteColumn().run() },
  { label: '撤销', press: editor => editor.chain().focus().undo().run() },
  { label: '重做', press: editor => editor.chain().focus().redo().run() },
]
const withinTable = new Set(['加行', '加列', '删行', '删列'])

/** The row of buttons above the text; one stop for the keyboard, arrows within. */
export function toolbarFor(editor: Editor, panel: Panel): HTMLElement {
  const bar = document.createElement('div')
  bar.className = 'rich-bar'
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', '正文格式')
  const buttons = tools.map((tool, at) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = tool.label
    button.tabIndex = at === 0 ? 0 : -1
    button.addEventListener('click', () => tool.press(editor, panel))
    bar.append(button)
    return button
  })
  const refresh = () => {
    const inTable = editor.isActive('table')
    for (const [at, tool] of tools.entries()) {
      const button = buttons[at]
      if (!button) continue
      button.hidden = withinTable.has(tool.label) && !inTable
      if (tool.is && !withinTable.has(tool.label))
        button.setAttribute('aria-pressed', String(tool.is(editor)))
    }
  }
  editor.on('transaction', refresh)
  refresh()
  bar.addEventListener('keydown', event => move(event, buttons))
  return bar
}

function move(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  const seen = buttons.filter(button => !button.hidden)
  const at = seen.indexOf(document.activeElement as HTMLButtonElement)
  const next = seen[(at + step + seen.length) % seen.length]
  if (at < 0 || !next) return
  event.preventDefault()
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1
  next.focus()
}
