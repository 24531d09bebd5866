import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/**
 * A real browser: the one of CHROMIUM_PATH, else the one that ships inside `@sparticuz/chromium`, else an installed one.
 * Null where none starts; then the reason has been printed.
 */
export async function openBrowser(): Promise<Browser | null> {
  const reasons: string[] = []
  for (const find of [given, shipped, installed]) {
    try {
      const executablePath = await find()
      if (executablePath)
        return await playwright.launch({ executablePath, args: chromium.args, headless: true })
    } catch (error) {
      reasons.push((error as Error).message.split('\n')[0] as string)
    }
  }
  console.warn(`没有可用的浏览器 no browser starts: ${reasons.join('; ')}`)
  return null
}

const given = async () => process.env.CHROMIUM_PATH
const shipped = () => chromium.executablePath()
const installed = async () =>
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
