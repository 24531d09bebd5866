import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { citizen, desktop, newPhone, type Person, phone, photo, worker } from './people.ts'

/** At the counter with nothing but the keyboard, and at home on a phone in 关怀版, left half way and finished. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const grandfather = newPhone()
/** A phone is sent a code once a minute: on the other device he signs in a minute after the first. */
let codeAgainAt = 0
let item = ''

describe('somebody of sixty at home, in 关怀版', () => {
  test('begins on his phone, and is called away', async () => {
    const he = await citizen(browser, grandfather, phone, '程家和')
    codeAgainAt = Date.now() + 60_000
    await he.go('/items')
    await he.press('关怀版')
    expect(await he.page.locator('html').getAttribute('class')).toBe('senior')
    await he.fill({ q: '产品拍摄' })
    await he.page.getByRole('link', { name: /产品拍摄与详情页设计/ }).waitFor()
    await he.press(/产品拍摄与详情页设计/, 'link')
    await he.press('立即办理', 'link')
    item = he.page.url()
    await he.fill({ 'answers.product': '高河镇的贡糕，自家作坊做的' })
    await he.page.getByLabel(/^照片或文件/).setInputFiles(photo)
    await he.page.getByRole('checkbox', { name: photo.name }).waitFor()
    await he.page.getByText('草稿已保存').waitFor()
    expect(he.complaints).toEqual([])
    await he.leave()
  })
})

describe('a clerk who has no mouse', () => {
  let she: Person
  const stranger = newPhone()

  test('finds a walk-in by the end of the phone, writes one sentence, and the receipt is there', async () => {
    she = await worker(browser, 'chenjing', desktop)
    await she.go('/desk/counter')
    expect(await focused(she.page), 'one may type at once').toBe('手机号或尾号')
    await she.page.keyboard.type('0012')
    await enter(she.page)
    await tabTo(she.page, /金橘农民专业合作社/)
    await enter(she.page)
    expect(await she.text()).toContain('二、为“怀宁县石牌镇金橘农民专业合作社”登记')
    await tabTo(she.page, /^办什么事/)
    await pick(she.page, '电商政策咨询')
    await tabTo(she.page, /^事由/)
    await she.page.keyboard.insertText('问橘子的物流补助怎么申请。')
    await tabTo(she.page, /^经办人/)
    await pick(she.page, '王敏')
    await tabTo(she.page, '登记并打印回执')
    await enter(she.page)
    expect(await she.page.getByRole('heading', { level: 1 }).textContent()).toBe('受理回执')
    expect(await she.text()).toMatch(/电商政策咨询.*怀宁县石牌镇金橘农民专业合作社/)
    await she.page.getByRole('img', { name: '评价二维码' }).waitFor()
    await isPdf(she.page)
  })

  test('registers somebody who never came before', async () => {
    await she.go('/desk/counter')
    await she.page.keyboard.type(stranger)
    await enter(she.page)
    expect(await she.text()).toContain('没有找到这个号码，请在下面按首次来访登记。')
    await tabTo(she.page, /^单位或姓名/)
    await she.page.keyboard.insertText('祝爱莲')
    await tabTo(she.page, /^办什么事/)
    await pick(she.page, '开网店咨询')
    await tabTo(she.page, /^事由/)
    await she.page.keyboard.insertText('想在网上卖手工布鞋。')
    await tabTo(she.page, /^经办人/)
    await pick(she.page, '王敏')
    await tabTo(she.page, '登记并打印回执')
    await enter(she.page)
    const receipt = await she.text()
    expect(receipt).toContain('受理回执')
    expect(receipt, 'paper gets lost').not.toContain('祝爱莲')
    await she.go(`/desk/counter?phone=${stranger.slice(-4)}`)
    expect(await she.text(), 'the next time she is known').toContain('祝爱莲')
  })

  test('accepts what came in over night', async () => {
    const other = await citizen(browser, newPhone(), phone, '吴根生')
    await other.go(item)
    await other.fill({ 'answers.product': '手工挂面', 'answers.count': '2' })
    await other.press('提交申请')
    const id = /[0-9a-f-]{36}/.exec(other.page.url())?.[0] ?? ''
    await she.go(`/desk/cases/${id}`)
    await tabTo(she.page, '受理')
    await enter(she.page)
    await tabTo(she.page, /^由谁承办/)
    await pick(she.page, '张涛')
    await tabTo(she.page, '受理')
    await enter(she.page)
    expect(await she.text()).toMatch(/办理中.*张涛/)
    await other.leave()
  })

  test('prints the receipt of a case again', async () => {
    await tabTo(she.page, '打印回执')
    await enter(she.page)
    await isPdf(she.page)
    expect(she.complaints).toEqual([])
    await she.leave()
  })
})

describe('the one of sixty, on the tablet of a grandchild', () => {
  test('finds what he typed, is told of a mistake, corrects it and is done', async () => {
    await new Promise(later => setTimeout(later, Math.max(0, codeAgainAt - Date.now())))
    const he = await citizen(browser, grandfather, { width: 820 })
    await he.go(item)
    expect(await he.text()).toContain('保存的草稿')
    const product = he.page.getByLabel(/^什么产品/)
    expect(await product.inputValue()).toBe('高河镇的贡糕，自家作坊做的')
    await he.page.getByRole('checkbox', { name: photo.name }).waitFor()
    const another = { ...photo, name: '作坊.png' }
    await he.page.getByLabel(/^照片或文件/).setInputFiles(another)
    await he.page.getByRole('checkbox', { name: another.name }).waitFor()
    await he.fill({ 'answers.count': '三款', contact_phone: '1380000' })
    await he.press('提交申请')
    expect(await he.page.evaluate(() => document.activeElement?.className)).toBe('form-summary')
    const summary = he.page.locator('.form-summary')
    expect(await summary.getByRole('link').count()).toBe(2)
    expect(await product.inputValue()).toBe('高河镇的贡糕，自家作坊做的')
    expect(await he.page.getByLabel(/^几款/).inputValue()).toBe('三款')
    for (const { name } of [photo, another])
      expect(await he.text(), 'what was sent need not be sent again').toContain(name)
    await product.fill('高河镇的贡糕')
    await summary.getByRole('link', { name: /^几款/ }).click()
    expect(await focused(he.page)).toMatch(/^几款/)
    expect(await product.inputValue(), 'a link within the page keeps the page').toBe('高河镇的贡糕')
    await he.fill({ 'answers.count': '3', contact_phone: grandfather })
    await he.press('提交申请')
    expect(await he.text()).toMatch(/待受理.*贡糕/)
    for (const { name } of [photo, another]) {
      const file = he.page.getByRole('link', { name })
      const answer = await he.page.request.get((await file.getAttribute('href')) ?? '')
      expect(answer.status()).toBe(200)
    }
    await he.go(item)
    expect(await he.text(), 'the draft is gone with the sending').not.toContain('保存的草稿')
    expect(he.complaints).toEqual([])
    await he.leave()
  })
})

/** What a screen reader would call the element that has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const one = document.activeElement
    const labels = one && 'labels' in one ? [...((one as HTMLInputElement).labels ?? [])] : []
    const words = labels.map(label => label.textContent).join(' ') || one?.getAttribute('aria-label')
    return (words || one?.textContent || '').trim()
  })

/** Presses Tab until the element of this name has the focus; what cannot be reached so fails. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (typeof name === 'string' ? now === name : name.test(now)) return
  }
  throw new Error(`Tab never comes to ${name} on ${page.url()}`)
}

/** Presses Enter and waits for the page that it leads to. */
async function enter(page: Page): Promise<void> {
  await page.evaluate(() => document.body.setAttribute('data-left', ''))
  await page.keyboard.press('Enter')
  await page.waitForSelector('body:not([data-left])')
  await page.waitForLoadState('load')
}

/** Goes down a closed list until it shows the words. */
async function pick(page: Page, words: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const shown = await page.evaluate(
      () => (document.activeElement as HTMLSelectElement).selectedOptions[0]?.label,
    )
    if (shown === words) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`${words} is not in the list on ${page.url()}`)
}

/** The receipt that is open, as the file that is printed. */
async function isPdf(page: Page): Promise<void> {
  const address = await page.getByRole('link', { name: '下载 PDF' }).getAttribute('href')
  const answer = await page.request.get(address ?? '')
  expect(answer.headers()['content-type']).toBe('application/pdf')
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
}
