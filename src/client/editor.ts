import './editor.css'
import { Editor } from '@tiptap/core'
import { Image } from '@tiptap/extension-image'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { StarterKit } from '@tiptap/starter-kit'
import { panelFor } from './editor/panel.ts'
import { pasted } from './editor/paste.ts'
import { toolbarFor } from './editor/toolbar.ts'

/**
 * The rich-text editor, an island of its own: it takes the place of a text box and writes HTML into it; the form is sent as
 * it always is, and the server cleans what arrives. Pages without such a box never load it.
 */
const open = new Map<Element, Editor>()

function start(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-rich]'))
    if (!open.has(place)) void take(place)
}

async function take(place: HTMLElement): Promise<void> {
  const box = place.querySelector('textarea')
  if (!box) return
  const content =
    box.value.trim() === '' || box.value.trim().startsWith('<') ? box.value : await pasted(box.value)
  const room = document.createElement('div')
  room.className = 'rich-room'
  const label = document.querySelector<HTMLLabelElement>(`label[for="${box.id}"]`)
  const editor = new Editor({
    element: room,
    content: content ?? '',
    // The style sheet has what it needs; nothing may be written into the page.
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3] },
        link: { openOnClick: false, protocols: ['http', 'https', 'mailto', 'tel'], autolink: false },
        ...{ code: false, codeBlock: false, strike: false, underline: false },
      }),
      Image,
      // Widths are the reader's: a table has no style of its own.
      Table.extend({ renderHTML: () => ['table', ['tbody', 0]] }).configure({ resizable: false }),
      ...[TableRow, TableHeader, TableCell],
    ],
    editorProps: {
      attributes: {
        id: box.id,
        class: 'article-body rich-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label?.firstChild?.textContent ?? '正文',
        ...(box.getAttribute('aria-describedby') && {
          'aria-describedby': box.getAttribute('aria-describedby') ?? '',
        }),
      },
      // Before the editor itself reads what is pasted: styles of elsewhere would be refused by the page's policy, aloud.
      handleDOMEvents: { paste: (_view, event) => takePaste(editor, place, event) },
    },
    onUpdate: () => {
      box.value = editor.isEmpty ? '' : editor.getHTML()
      box.dispatchEvent(new Event('input', { bubbles: true }))
    },
  })
  open.set(place, editor)
  // What says what is wrong leads to what is seen.
  box.removeAttribute('id')
  box.hidden = true
  place.querySelector('[data-light]')?.remove()
  label?.addEventListener('click', () => editor.commands.focus())
  const panel = panelFor(editor, place)
  place.append(toolbarFor(editor, panel), panel.element, room)
}

/** What comes from elsewhere is cleaned by the server first: one set of rules, whoever pastes. */
function takePaste(editor: Editor, place: HTMLElement, event: ClipboardEvent): boolean {
  const html = event.clipboardData?.getData('text/html') ?? ''
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (html === '' || html.includes('data-pm-slice')) return false
  event.preventDefault()
  const pictures = (html.match(/<img\b/gi) ?? []).length
  void pasted(html).then(clean => {
    editor
      .chain()
      .focus()
      .insertContent(clean ?? text)
      .run()
    if (pictures > 0) say(place, `有 ${pictures} 张图片没有带过来，请在“正文图片”上传后插入。`)
  })
  return true
}

function say(place: HTMLElement, words: string): void {
  const said = place.querySelector('.rich-said') ?? document.createElement('p')
  said.className = 'rich-said quiet'
  said.setAttribute('aria-live', 'polite')
  said.textContent = words
  place.append(said)
}

/** A page that is kept for going back is kept as the server sent it, with what was written. */
function leave(): void {
  for (const [place, editor] of open) {
    const box = place.querySelector('textarea')
    const id = place.querySelector('.rich-text')?.id
    editor.destroy()
    if (box) {
      box.hidden = false
      if (id) box.id = id
      box.textContent = box.value
    }
    for (const own of place.querySelectorAll('.rich-bar, .rich-panel, .rich-room, .rich-said')) own.remove()
  }
  open.clear()
}

document.addEventListener('turbo:before-cache', leave)
for (const event of ['turbo:load', 'turbo:render']) document.addEventListener(event, start)
start()
