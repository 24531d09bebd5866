import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/**
 * A real browser: the one of CHROMIUM_PATH, else the one that ships inside `@sparticuz/chromium`, else an installed
 * one. Throws where none starts, with what each said.
 */
export async function openBrowser(): Promise<Browser> {
  const reasons: string[] = []
  for (const find of [given, shipped, installed]) {
    try {
      const executablePath = await find()
      if (executablePath) return await playwright.launch({ executablePath, args: [...plain], headless: true })
    } catch (error) {
      reasons.push((error as Error).message.split('\n')[0] as string)
    }
  }
  throw new Error(`没有可用的浏览器 no browser starts: ${reasons.join('; ')}`)
}

/**
 * Not those that the packaged browser comes with: they put everything into one process and switch off web security,
 * which these tests are to see.
 */
const plain = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
] as const

const given = async () => process.env.CHROMIUM_PATH
const shipped = () => chromium.executablePath()
const installed = async () =>
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
