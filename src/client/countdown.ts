import { Controller } from '@hotwired/stimulus'

/**
 * Shows how long is left, by the clock of the server: what the phone's own clock says does not matter. When it is over,
 * what stands in the form is saved once more, and the page comes back as it then is.
 */
export class Countdown extends Controller<HTMLElement> {
  static override values = { due: String, now: String, form: String }
  declare dueValue: string
  declare nowValue: string
  declare formValue: string
  #timer = 0
  #due = 0

  override connect(): void {
    this.#due = performance.now() + Date.parse(this.dueValue) - Date.parse(this.nowValue)
    this.#timer = window.setInterval(this.#show, 1_000)
    this.#show()
  }

  override disconnect(): void {
    clearInterval(this.#timer)
  }

  readonly #show = (): void => {
    const left = Math.max(0, Math.ceil((this.#due - performance.now()) / 1_000))
    const [minutes, seconds] = [Math.floor(left / 60), left % 60]
    this.element.textContent = `还剩 ${minutes} 分 ${String(seconds).padStart(2, '0')} 秒`
    if (left > 0) return
    clearInterval(this.#timer)
    const form = document.querySelector<HTMLFormElement>(this.formValue)
    const keep = form?.querySelector<HTMLButtonElement>('button[name="_keep"]')
    if (form && keep) form.requestSubmit(keep)
  }
}
