import { Controller } from '@hotwired/stimulus'
import { renderStreamMessage, type StreamElement } from '@hotwired/turbo'

/** Saves what is typed as a draft on the server, a moment after the last key; chosen files go at once. */
export class Autosave extends Controller<HTMLFormElement> {
  static override values = { url: String }
  static override targets = ['said']
  declare urlValue: string
  declare saidTarget: HTMLElement
  #timer = 0
  #sending = new AbortController()
  #sent = Promise.resolve()

  override connect(): void {
    this.element.addEventListener('input', this.#later)
    this.element.addEventListener('submit', this.#stop)
  }

  override disconnect(): void {
    this.element.removeEventListener('input', this.#later)
    this.element.removeEventListener('submit', this.#stop)
    this.#stop()
  }

  /** What is sent in earnest is no draft any more. */
  readonly #stop = (): void => {
    clearTimeout(this.#timer)
    this.#sending.abort()
  }

  readonly #later = ({ target }: Event): void => {
    clearTimeout(this.#timer)
    const chosen = target instanceof HTMLInputElement && target.type === 'file' ? target : undefined
    // One after the other: the later one knows what became of the files of the one before.
    const save = () => {
      this.#sent = this.#sent.then(() => this.#save(chosen))
    }
    if (chosen) save()
    else this.#timer = window.setTimeout(save, 800)
  }

  /** Files travel once, when they were chosen; the answer shows them in the form, and the input is empty again. */
  async #save(chosen?: HTMLInputElement): Promise<void> {
    const form = new FormData(this.element)
    for (const [name, value] of [...form])
      if (value instanceof File && name !== chosen?.name) form.delete(name)
    if (chosen) this.saidTarget.textContent = '正在上传……'
    this.#sending = new AbortController()
    const { signal } = this.#sending
    // The whole answer, or none: who sends the form in earnest may do so in the middle of it.
    const answer = await fetch(this.urlValue, { method: 'POST', body: form, signal })
      .then(async said => ({ ok: said.ok, status: said.status, text: await said.text() }))
      .catch(() => null)
    if (signal.aborted) return
    const at = new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit' })
    const refused = answer?.status === 422 ? answer.text : ''
    const saved = answer?.ok || (refused && chosen)
    this.saidTarget.className = saved ? 'quiet' : 'field-error'
    if (answer?.ok) this.saidTarget.textContent = `草稿已保存 ${at}`
    else if (refused) this.saidTarget.textContent = chosen ? '' : refused
    else this.saidTarget.textContent = '草稿没有保存，请检查网络'
    if (!chosen || !saved) return
    tellAt(chosen, refused)
    // Only then: whoever sends the form meanwhile sends the file with it.
    if (!refused && answer) await rendered(answer.text)
    chosen.value = ''
    chosen.dispatchEvent(new Event('change'))
  }
}

/** Turbo waits for the next repaint before it changes the page. */
async function rendered(message: string): Promise<void> {
  renderStreamMessage(message)
  await Promise.all([...document.querySelectorAll<StreamElement>('turbo-stream')].map(one => one.render()))
}

/** Says at the field itself what is wrong with what was chosen there, or that nothing is any more. */
function tellAt(input: HTMLInputElement, text: string): void {
  const id = `${input.id}-error`
  document.getElementById(id)?.remove()
  input.closest('.field')?.classList.toggle('has-error', text !== '')
  input.removeAttribute('aria-invalid')
  if (!text) return
  input.setAttribute('aria-invalid', 'true')
  const said = document.createElement('p')
  said.id = id
  said.className = 'field-error'
  said.setAttribute('role', 'alert')
  said.textContent = text
  const place = input.closest('[data-controller~=preview]') ?? input
  place.before(said)
}
