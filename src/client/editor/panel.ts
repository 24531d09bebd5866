import type { Editor } from '@tiptap/core'

/** What a link or a picture needs to be told, in a row below the buttons instead of a window of the browser's. */
export interface Panel {
  element: HTMLElement
  link(): void
  picture(): void
}

export function panelFor(editor: Editor, place: HTMLElement): Panel {
  const element = document.createElement('div')
  element.className = 'rich-panel'
  element.hidden = true
  const close = () => {
    element.hidden = true
    element.replaceChildren()
    editor.commands.focus()
  }
  const show = (...parts: HTMLElement[]) => {
    element.replaceChildren(...parts)
    element.hidden = false
    element.querySelector<HTMLElement>('input, select')?.focus()
  }
  element.addEventListener('keydown', event => {
    if (event.key === 'Escape') close()
    // The form around it is not sent by this.
    if (event.key !== 'Enter') return
    event.preventDefault()
    element.querySelector<HTMLButtonElement>('.button-primary')?.click()
  })
  return {
    element,
    link() {
      const address = field('网址', editor.getAttributes('link').href ?? '', '以 http 开头，或本站的 /news/…')
      const set = () => {
        const href = address.input.value.trim()
        close()
        if (href === '') editor.chain().focus().extendMarkRange('link').unsetLink().run()
        else if (/^(https?:\/\/|mailto:|tel:|\/(?!\/))/i.test(href))
          editor.chain().focus().extendMarkRange('link').setLink({ href }).run()
      }
      show(address.label, button('确定', set, true), button('取消', close))
    },
    picture() {
      const uploads = uploadsIn(place)
      if (uploads.length === 0)
        return show(words('还没有图片：请先在下面的“正文图片”里上传。'), button('知道了', close))
      const which = choice('图片', uploads)
      const alt = field('文字说明', '', '画面里是什么，给看不见的人听')
      const put = () => {
        const src = `/files/${which.select.value}`
        close()
        editor.chain().focus().setImage({ src, alt: alt.input.value.trim() }).run()
      }
      show(which.label, alt.label, button('插入', put, true), button('取消', close))
    },
  }
}

/** The pictures that lie in the form already, ticked or not. */
const uploadsIn = (place: HTMLElement): Array<{ id: string; name: string }> =>
  [...(place.closest('form')?.querySelectorAll<HTMLInputElement>('input[name="pictures"]') ?? [])]
    .filter(input => input.checked)
    .map(input => ({ id: input.value, name: input.closest('label')?.querySelector('a')?.textContent ?? '' }))

function field(name: string, value: string, placeholder: string) {
  const [label, input] = [document.createElement('label'), document.createElement('input')]
  Object.assign(input, { type: 'text', value, placeholder })
  label.append(name, input)
  return { label, input }
}

function choice(name: string, options: ReadonlyArray<{ id: string; name: string }>) {
  const [label, select] = [document.createElement('label'), document.createElement('select')]
  for (const one of options) select.append(new Option(one.name, one.id))
  label.append(name, select)
  return { label, select }
}

function button(name: string, press: () => void, leads = false): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = leads ? 'button button-primary' : 'button'
  made.textContent = name
  made.addEventListener('click', press)
  return made
}

function words(text: string): HTMLElement {
  const made = document.createElement('span')
  made.textContent = text
  return made
}
