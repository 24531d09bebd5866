import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { inject } from 'vitest'
import { demoPassword } from '../../src/demo/people.ts'

export interface Device {
  width: number
  javaScript?: boolean
}
export const phone: Device = { width: 390 }
export const desktop: Device = { width: 1280 }

/** A phone asks for a code once a minute at most, so every story brings new ones. */
export const newPhone = (): string => `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`

/** A picture as it comes from a phone, but of one pixel. */
export const photo = {
  name: '贡糕.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** Somebody at a screen. What the browser complains about is kept, for the test to look at. */
export interface Person {
  page: Page
  complaints: string[]
  go(path: string): Promise<void>
  /** Presses a button or link and waits for the page it leads to. */
  press(name: string | RegExp, role?: 'button' | 'link', within?: Locator): Promise<void>
  fill(fields: Record<string, string>): Promise<void>
  text(): Promise<string>
  leave(): Promise<void>
}

export async function person(browser: Browser, { width, javaScript = true }: Device): Promise<Person> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 800 },
    javaScriptEnabled: javaScript,
    locale: 'zh-CN',
    baseURL: inject('site'),
  })
  context.setDefaultTimeout(8_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' && !/status of (401|403|404|409|422|429)/.test(message.text()))
      complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', error => complaints.push(`${page.url()}: ${error.message}`))
  // A page may say no; what a page is made of (pictures, styles, frames) may not be missing.
  page.on('response', answer => {
    const part = !['document', 'fetch', 'xhr'].includes(answer.request().resourceType())
    if (part && answer.status() >= 400) complaints.push(`${page.url()}: ${answer.url()} ${answer.status()}`)
  })
  page.on('requestfailed', request => {
    const failure = request.failure()?.errorText
    if (failure !== 'net::ERR_ABORTED') complaints.push(`${page.url()}: ${request.url()} ${failure}`)
  })
  const settled = async () => {
    await page.waitForLoadState('load')
    // Where Turbo put the page in place, its pictures may still be on their way.
    await page.waitForFunction(() =>
      [...document.images].every(one => one.loading === 'lazy' || one.complete),
    )
  }
  return {
    page,
    complaints,
    async go(path) {
      await page.goto(path)
      await settled()
    },
    async press(name, role = 'button', within = page.locator('body')) {
      const target = within.getByRole(role, { name, exact: typeof name === 'string' }).first()
      await page.evaluate(() => document.body.setAttribute('data-left', ''))
      await target.click()
      // A page that is loaded and one that Turbo puts in its place both come with a new body.
      await page.waitForSelector('body:not([data-left])')
      await settled()
    },
    async fill(fields) {
      for (const [name, value] of Object.entries(fields)) {
        const field = page.locator(`main [name="${name}"]:not([type=hidden])`)
        const kind = await field
          .first()
          .evaluate(element => `${element.tagName} ${element.getAttribute('type')}`)
        if (kind.startsWith('SELECT')) await field.selectOption({ label: value })
        else if (/radio|checkbox/.test(kind))
          await page.locator(`main [name="${name}"][value="${value}"]`).check({ force: true })
        else await field.first().fill(value)
      }
    },
    // biome-ignore lint/performance/useDomNodeTextContent: what is seen counts, not what is in the document
    text: async () => (await page.locator('body').innerText()).replaceAll(/\s+/g, ' '),
    leave: () => context.close(),
  }
}

/**
 * Signs in by phone; the demonstration shows the code on the page. A new phone says its name first, and who never
 * signed in here agrees to the privacy notice.
 */
export async function citizen(
  browser: Browser,
  number: string,
  device: Device,
  name?: string,
): Promise<Person> {
  const one = await person(browser, device)
  await one.go('/sign-in')
  await one.fill({ phone: number })
  await one.press('获取验证码')
  // Another story signed the same person in just now.
  while ((await one.page.locator('#f-phone-error').count()) > 0) {
    await one.page.waitForTimeout(5_000)
    await one.press('获取验证码')
  }
  const code = /验证码是\s*(\d{6})/.exec(await one.text())?.[1] ?? ''
  await one.fill({ code })
  await one.press('登录')
  if (name && one.page.url().includes('registerSelf')) {
    await one.fill({ person_name: name, consent: '1' })
    await one.press('登记姓名')
  }
  if (one.page.url().includes('consent')) {
    await one.fill({ consent: '1' })
    await one.press('同意并继续')
  }
  return one
}

export async function worker(browser: Browser, username: string, device: Device): Promise<Person> {
  const one = await person(browser, device)
  await one.go('/sign-in/staff')
  await one.fill({ username, password: demoPassword })
  await one.press('登录')
  return one
}
