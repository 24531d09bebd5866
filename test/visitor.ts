import { type HTMLElement, parse } from 'node-html-parser'

export interface Answer {
  status: number
  location: string | null
  text: string
  headers: Headers
  /** Read as a page when it is first asked for: most answers are never looked at so closely. */
  readonly page: HTMLElement
  json<T = Record<string, unknown>>(): T
}

/** Somebody with a browser: keeps cookies, follows no redirect unasked, and fills in the forms it is shown. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly #send: (path: string, init: RequestInit) => Promise<Response>
  readonly #host: string

  constructor(send: (path: string, init: RequestInit) => Promise<Response>, host: string) {
    this.#send = send
    this.#host = host
  }

  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers)
    if (this.cookies.size > 0) headers.set('cookie', this.#cookie())
    if (init.method && init.method !== 'GET' && !headers.has('origin'))
      headers.set('origin', `http://${this.#host}`)
    const response = await this.#send(path, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    const text = await response.text()
    let page: HTMLElement | undefined
    return {
      status: response.status,
      location: response.headers.get('location'),
      text,
      headers: response.headers,
      get page() {
        page ??= parse(text)
        return page
      },
      json: () => JSON.parse(text),
    }
  }

  readonly #cookie = (): string => [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  /** A file, as it arrives. */
  async bytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.#send(path, { headers: { cookie: this.#cookie() } })
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }

  get(path: string): Promise<Answer> {
    return this.request(path)
  }

  /** What lies at an address, byte by byte: a PDF. */
  async file(path: string): Promise<Buffer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return Buffer.from(await (await this.#send(path, { headers: { cookie } })).arrayBuffer())
  }

  /** Posts fields as a form does; several values of a name as a list, files as File. */
  post(path: string, fields: Record<string, FormValue> = {}): Promise<Answer> {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) {
      for (const one of Array.isArray(value) ? value : [value]) form.append(name, one as string)
    }
    return this.request(path, { method: 'POST', body: form })
  }

  /** Opens the page, fills in its form to that address (keeping hidden fields) and sends it. */
  async submit(
    pagePath: string,
    fields: Record<string, FormValue> = {},
    action = pagePath.split('?')[0],
  ): Promise<Answer> {
    const shown = await this.get(pagePath)
    const form = shown.page
      .querySelectorAll('form')
      .find(
        one =>
          one.getAttribute('method')?.toLowerCase() === 'post' &&
          one.getAttribute('action')?.split('?')[0] === action,
      )
    if (!form)
      throw new Error(
        `${pagePath} (${shown.status}) has no form to ${action}: ${shown.page.textContent.replaceAll(/\s+/g, ' ').slice(0, 400)}`,
      )
    const hidden: Record<string, FormValue> = {}
    for (const input of form.querySelectorAll('input[type=hidden]'))
      hidden[input.getAttribute('name') ?? ''] = input.getAttribute('value') ?? ''
    return this.post(form.getAttribute('action') ?? action ?? '', { ...hidden, ...fields })
  }

  call(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const init: RequestInit = {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    }
    return this.request(path, body === undefined ? init : { ...init, body: JSON.stringify(body) })
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';')
    const [name = '', ...value] = pair.split('=')
    const gone = attributes.some(attribute => /max-age=0/i.test(attribute)) || value.join('=') === ''
    if (gone) this.cookies.delete(name.trim())
    else this.cookies.set(name.trim(), value.join('='))
  }
}
export type FormValue = string | File | ReadonlyArray<string | File>
