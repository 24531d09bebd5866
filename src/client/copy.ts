import { Controller } from '@hotwired/stimulus'

/** Copies a text, or with `from` what stands on another page of this site: its layout too, so that it survives pasting. */
export class Copy extends Controller<HTMLElement> {
  static override targets = ['source', 'button', 'said']
  static override values = { from: String }
  declare sourceTarget: HTMLTextAreaElement
  declare buttonTarget: HTMLButtonElement
  declare saidTarget: HTMLElement
  declare fromValue: string

  /** Browsers copy on secure pages only; elsewhere one marks the text oneself. */
  override connect(): void {
    this.buttonTarget.hidden = !('clipboard' in navigator)
  }

  async copy(): Promise<void> {
    const done = await (this.fromValue
      ? this.#article()
      : navigator.clipboard.writeText(this.sourceTarget.value)
    ).then(
      () => true,
      () => false,
    )
    this.saidTarget.textContent = done ? '已复制' : '没有复制成功，请选中后手工复制'
  }

  async #article(): Promise<void> {
    const html = (await (await fetch(this.fromValue)).text()).replace(/^.*<main>|<\/main>.*$/gs, '')
    const plain = new DOMParser().parseFromString(html, 'text/html').body.textContent ?? ''
    const as = (type: string, text: string) => [type, new Blob([text], { type })] as const
    await navigator.clipboard.write([
      new ClipboardItem(Object.fromEntries([as('text/html', html), as('text/plain', plain)])),
    ])
  }
}
