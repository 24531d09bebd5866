import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage } from '@hotwired/turbo'

/** Shows what may help while one types a question; what the text says of who asks is filled in at a press. */
export class Suggest extends Controller<HTMLElement> {
  static override values = { url: String }
  static override targets = ['look']
  declare urlValue: string
  declare lookTargets: HTMLButtonElement[]
  #timer = 0
  #asked = ''

  /** The button is for browsers without script; Enter must not press it. */
  override connect(): void {
    for (const button of this.lookTargets) button.remove()
    this.element.addEventListener('input', this.#later)
  }

  override disconnect(): void {
    this.element.removeEventListener('input', this.#later)
    clearTimeout(this.#timer)
  }

  readonly #later = (event: Event): void => {
    if (!(event.target as HTMLElement).matches('textarea[name=question], input[name=contact_phone]')) return
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#ask(), 500)
  }

  async #ask(): Promise<void> {
    const form = new FormData()
    for (const name of ['question', 'contact_phone'])
      form.set(name, this.element.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? '')
    const asked = [...form.values()].join('|')
    if (asked === this.#asked) return
    this.#asked = asked
    const answer = await fetch(this.urlValue, { method: 'POST', body: form }).catch(() => null)
    // A slower answer to an earlier text says nothing any more.
    if (answer?.ok && asked === this.#asked) renderStreamMessage(await answer.text())
  }

  fill({ params }: { params: Record<string, string> }): void {
    for (const [name, value] of Object.entries(params)) {
      const input = this.element.querySelector<HTMLInputElement>(`input[name=contact_${name}]`)
      if (input && value) input.value = value
    }
  }
}
