import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { faultsOf } from './faults.ts'
import { citizen, desktop, newPhone, phone, worker } from './people.ts'

/** The whole loop in a real browser on a real database: with JavaScript, and again without. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

for (const [javaScript, name] of [
  [true, '洪秀兰'],
  [false, '程满仓'],
] as const) {
  describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    test('a citizen asks on a phone, the centre answers, the citizen rates', async () => {
      const she = await citizen(browser, newPhone(), { ...phone, javaScript }, name)
      await she.go('/items')
      await she.fill({ q: 'dszc' })
      // While one types, or by the button where nothing runs in the browser.
      if (!javaScript) await she.press('查找')
      await she.press(/电商政策咨询/, 'link')
      await she.press('立即办理', 'link')
      await she.fill({ 'answers.question': '合作社能不能申请物流补助？需要哪些材料？' })
      await she.press('提交申请')
      expect(await she.text()).toContain('待受理')
      const mine = she.page.url()
      const id = /[0-9a-f-]{36}/.exec(mine)?.[0] ?? ''

      const counter = await worker(browser, 'chenjing', { ...desktop, javaScript })
      await counter.go(`/desk/cases/${id}`)
      await counter.press('受理', 'link')
      await counter.fill({ assignee_id: '王敏' })
      await counter.press('受理')
      expect(await counter.text()).toContain('办理中')

      const consultant = await worker(browser, 'wangmin', { ...desktop, javaScript })
      await consultant.go('/desk')
      expect(await consultant.text()).toContain('电商政策咨询')
      await consultant.go(`/desk/cases/${id}`)
      await consultant.press('答复', 'link')
      await consultant.fill({
        answer: '可以。请在 12 月 20 日前带营业执照和快递发票到窗口，或在网上提交照片。',
        answer_basis: '《怀宁县电商物流补助办法》第五条',
      })
      await consultant.press('答复')

      await she.go(mine)
      expect(await she.text()).toContain('第五条')
      await she.press('确认办结')
      await she.press('去评价', 'link')
      if (javaScript) expect(await faultsOf(she.page, { width: 390, senior: false })).toEqual([])
      await she.page.getByText('非常满意', { exact: true }).click()
      await she.page.getByText('匿名', { exact: false }).first().click()
      await she.press('提交评价')
      expect(await she.text()).toContain('谢谢您')
      for (const one of [she, counter, consultant]) {
        expect(one.complaints).toEqual([])
        await one.leave()
      }
    })
  })
}
