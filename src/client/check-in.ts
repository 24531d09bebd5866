import { Controller } from '@hotwired/stimulus'

/** What became of what was sent. */
interface Answer {
  done: string[]
  refused: Array<{ id: string; reason: string }>
}

/**
 * Signing in at a door without a network: what is ticked is kept in the browser with its time, and sent when the server
 * answers again. Sending twice is the same as once, for the server counts who is in already. Without scripts the form
 * sends itself.
 */
export class CheckIn extends Controller<HTMLFormElement> {
  static override values = { key: String }
  static override targets = ['box', 'row', 'said']
  declare keyValue: string
  declare boxTargets: HTMLInputElement[]
  declare rowTargets: HTMLElement[]
  declare saidTarget: HTMLElement
  declare hasSaidTarget: boolean
  #timer = 0
  #sending = false

  override connect(): void {
    const kept = this.#kept()
    for (const box of this.boxTargets) if (kept[box.value]) box.checked = true
    window.addEventListener('online', this.#soon)
    this.#search?.addEventListener('input', this.#narrow)
    if (Object.keys(kept).length > 0) this.#soon()
  }

  override disconnect(): void {
    clearTimeout(this.#timer)
    window.removeEventListener('online', this.#soon)
    this.#search?.removeEventListener('input', this.#narrow)
  }

  tick({ target }: Event): void {
    const box = target as HTMLInputElement
    const kept = this.#kept()
    if (box.checked) kept[box.value] = new Date().toISOString()
    else delete kept[box.value]
    this.#keep(kept)
    this.#soon()
  }

  send(event: Event): void {
    event.preventDefault()
    void this.#send()
  }

  readonly #soon = (): void => {
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.#send(), 600)
  }

  async #send(): Promise<void> {
    const kept = Object.entries(this.#kept())
    if (this.#sending || kept.length === 0) return
    this.#sending = true
    const form = new FormData()
    for (const [id, at] of kept.slice(0, 100)) {
      form.append('came', id)
      form.append(`at.${id}`, at)
    }
    const answer = await fetch(this.element.action, {
      method: 'POST',
      body: form,
      headers: { accept: 'application/json' },
    }).catch(() => null)
    this.#sending = false
    if (!answer?.ok) {
      const signedOut = answer && [401, 403].includes(answer.status)
      this.#say(
        signedOut
          ? `登录已过期：${kept.length} 人记在本机，请刷新页面重新登录，登录后自动上传`
          : `没有网络：${kept.length} 人已记在本机，恢复后自动上传`,
      )
      clearTimeout(this.#timer)
      this.#timer = window.setTimeout(() => void this.#send(), 15_000)
      return
    }
    this.#settle((await answer.json()) as Answer)
    if (Object.keys(this.#kept()).length > 0) this.#soon()
  }

  #settle({ done, refused }: Answer): void {
    const left = this.#kept()
    for (const id of done) {
      delete left[id]
      this.#mark(id, '已签到')
    }
    for (const { id, reason } of refused) {
      delete left[id]
      this.#mark(id, reason)
    }
    this.#keep(left)
    this.#say(refused.length > 0 ? `${refused.length} 人没有签上，原因见名单` : `已上传 ${done.length} 人`)
  }

  #mark(id: string, words: string): void {
    const row = this.rowTargets.find(one => one.dataset.id === id)
    const said = row?.querySelector('[data-said]')
    if (said) said.textContent = words
    const box = this.boxTargets.find(one => one.value === id)
    if (!box) return
    box.checked = words === '已签到'
    box.disabled = box.checked
  }

  #say(words: string): void {
    if (this.hasSaidTarget) this.saidTarget.textContent = words
  }

  /** The search narrows the list as one types, off the net too. */
  readonly #narrow = (): void => {
    const words = this.#search?.value.trim() ?? ''
    for (const row of this.rowTargets) row.hidden = !(row.dataset.words ?? '').includes(words)
  }

  get #search(): HTMLInputElement | null {
    return document.querySelector('[data-check-in-search]')
  }

  #kept(): Record<string, string> {
    try {
      return JSON.parse(localStorage.getItem(this.keyValue) ?? '{}') as Record<string, string>
    } catch {
      return {}
    }
  }

  #keep(ticks: Record<string, string>): void {
    if (Object.keys(ticks).length === 0) localStorage.removeItem(this.keyValue)
    else localStorage.setItem(this.keyValue, JSON.stringify(ticks))
  }
}
