import { Controller } from '@hotwired/stimulus'
import { visit } from '@hotwired/turbo'

/** Brings what went wrong into view. */
export class Focus extends Controller<HTMLElement> {
  override connect(): void {
    this.element.focus()
  }
}

/** The key / goes to the search box. */
export class Hotkey extends Controller<HTMLElement> {
  static override targets = ['field']
  declare fieldTarget: HTMLInputElement

  override connect(): void {
    document.addEventListener('keydown', this.#pressed)
  }

  override disconnect(): void {
    document.removeEventListener('keydown', this.#pressed)
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const typing =
      event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
    if (event.key !== '/' || typing) return
    event.preventDefault()
    this.fieldTarget.focus()
  }
}

/** Hides a question as long as what it depends on was not chosen; what was typed stays, and the server leaves it out. */
export class OnlyIf extends Controller<HTMLElement> {
  static override values = { name: String, values: Array }
  declare nameValue: string
  declare valuesValue: string[]

  override connect(): void {
    this.#form?.addEventListener('change', this.#changed)
    this.#changed()
  }

  override disconnect(): void {
    this.#form?.removeEventListener('change', this.#changed)
  }

  get #form(): HTMLFormElement | null {
    return this.element.closest('form')
  }

  readonly #changed = (): void => {
    const form = this.#form
    const chosen = form ? new FormData(form).getAll(this.nameValue) : []
    this.element.hidden = !chosen.some(one => this.valuesValue.includes(String(one)))
  }
}

/** Shows the photos that were chosen, before they are sent. */
export class Preview extends Controller<HTMLElement> {
  static override targets = ['input', 'button', 'shown']
  declare inputTarget: HTMLInputElement
  declare buttonTarget: HTMLElement
  declare shownTarget: HTMLElement

  /** The browser's own button speaks the browser's language, and cannot be told otherwise. */
  override connect(): void {
    this.buttonTarget.hidden = false
    this.inputTarget.classList.add('visually-hidden')
  }

  show(): void {
    const chosen = [...(this.inputTarget.files ?? [])].slice(0, 12)
    this.shownTarget.replaceChildren(
      ...chosen.map(file => (file.type.startsWith('image/') ? picture(file) : named(file))),
    )
  }
}

function picture(file: File): HTMLElement {
  const image = document.createElement('img')
  image.src = URL.createObjectURL(file)
  image.alt = file.name
  image.onload = () => URL.revokeObjectURL(image.src)
  return image
}

function named(file: File): HTMLElement {
  const name = document.createElement('span')
  name.textContent = file.name
  return name
}

/** Fills a place on the map in from where the phone is; without a position, or without leave, it is typed. */
export class Position extends Controller<HTMLElement> {
  static override targets = ['input', 'button', 'said']
  declare inputTarget: HTMLInputElement
  declare buttonTarget: HTMLButtonElement
  declare saidTarget: HTMLElement

  override connect(): void {
    this.buttonTarget.hidden = !('geolocation' in navigator) || !window.isSecureContext
  }

  take(): void {
    this.buttonTarget.disabled = true
    this.saidTarget.textContent = '正在取位置……'
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.inputTarget.value = `${coords.longitude.toFixed(6)},${coords.latitude.toFixed(6)}`
        this.inputTarget.dispatchEvent(new Event('input', { bubbles: true }))
        this.#say(`已取到，误差约 ${Math.round(coords.accuracy)} 米`)
      },
      ({ code }) =>
        this.#say(
          code === 1 ? '手机没有允许取位置，可以照地图填写。' : '没有取到位置，请到空旷处再试或照地图填写。',
        ),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }

  #say(text: string): void {
    this.buttonTarget.disabled = false
    this.saidTarget.textContent = text
  }
}

/** A list of rows in a form: adds, removes and moves them. The server reads them in the order in which they stand. */
export class Rows extends Controller<HTMLElement> {
  static override targets = ['list', 'blank', 'row']
  declare listTarget: HTMLElement
  declare blankTarget: HTMLTemplateElement
  declare rowTargets: HTMLElement[]

  override connect(): void {
    if (this.rowTargets.length === 0) this.add()
  }

  add(): void {
    const row = this.blankTarget.content.firstElementChild?.cloneNode(true) as HTMLElement
    const number = String(Date.now()) + String(this.rowTargets.length).padStart(3, '0')
    for (const input of row.querySelectorAll('[name]'))
      input.setAttribute('name', (input.getAttribute('name') ?? '').replace('.000.', `.${number}.`))
    for (const attribute of ['id', 'for', 'aria-describedby'])
      for (const one of row.querySelectorAll(`[${attribute}]`))
        one.setAttribute(attribute, (one.getAttribute(attribute) ?? '').replaceAll('-000-', `-${number}-`))
    this.listTarget.append(row)
    if (this.rowTargets.length > 1)
      row.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')?.focus()
  }

  remove(event: Event): void {
    this.#rowOf(event)?.remove()
    this.#changed()
  }

  up(event: Event): void {
    const row = this.#rowOf(event)
    if (row?.previousElementSibling) row.previousElementSibling.before(row)
    this.#changed()
  }

  down(event: Event): void {
    const row = this.#rowOf(event)
    if (row?.nextElementSibling) row.nextElementSibling.after(row)
    this.#changed()
  }

  #rowOf(event: Event): HTMLElement | null {
    return (event.currentTarget as HTMLElement).closest<HTMLElement>('[data-rows-target=row]')
  }

  /** Moving is a change like typing: the draft is saved. */
  #changed(): void {
    this.element.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** What is under way is looked at again every other second, as long as the page says that it is. */
export class Reload extends Controller<HTMLElement> {
  #timer = 0

  override connect(): void {
    this.#timer = window.setTimeout(() => visit(location.href, { action: 'replace' }), 2_000)
  }

  override disconnect(): void {
    clearTimeout(this.#timer)
  }
}

/** Searches while one types: sends its form into a turbo-frame a moment after the last key. */
export class Search extends Controller<HTMLFormElement> {
  #timer = 0

  override connect(): void {
    this.element.addEventListener('input', this.#later)
  }

  override disconnect(): void {
    this.element.removeEventListener('input', this.#later)
    clearTimeout(this.#timer)
  }

  readonly #later = (): void => {
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.element.requestSubmit(), 250)
  }
}

/** A button pressed twice sends once. */
export class SubmitOnce extends Controller<HTMLFormElement> {
  override connect(): void {
    this.element.addEventListener('submit', this.#sending)
  }

  override disconnect(): void {
    this.element.removeEventListener('submit', this.#sending)
  }

  readonly #sending = (event: SubmitEvent): void => {
    if (this.element.dataset.sending) {
      event.preventDefault()
      return
    }
    this.element.dataset.sending = '1'
    window.setTimeout(() => delete this.element.dataset.sending, 4_000)
  }
}

/** A choice takes effect at once. */
export class SubmitOnChange extends Controller<HTMLSelectElement> {
  override connect(): void {
    this.element.addEventListener('change', this.#changed)
  }

  override disconnect(): void {
    this.element.removeEventListener('change', this.#changed)
  }

  readonly #changed = (): void => this.element.form?.requestSubmit()
}
