import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { citizen, desktop, newPhone, type Person, phone, photo, worker } from './people.ts'

/** An order in a real browser: two firms quote, one is chosen, delivers, is asked for changes, and is rated. */
let browser: Browser
let farmer: Person
let shijie: Person
let yunshang: Person
let mine = ''
let number = ''
let invitation = ''
const farmersPhone = newPhone()

beforeAll(async () => {
  browser = await openBrowser()
  farmer = await citizen(browser, farmersPhone, phone, '查满园')
  shijie = await citizen(browser, '13800003001', desktop)
  yunshang = await citizen(browser, '13800003002', phone)
})
afterAll(() => browser?.close())

const idIn = (address: string): string => /[0-9a-f-]{36}/.exec(address)?.[0] ?? ''
const sheet = { name: '报价单.txt', mimeType: 'text/plain', buffer: Buffer.from('白底图 5 张，详情页 1 套') }

test('a farmer asks for pictures, the centre invites two firms', async () => {
  await farmer.go('/items?q=产品拍摄')
  await farmer.press(/产品拍摄与详情页设计/, 'link')
  await farmer.press('立即办理', 'link')
  await farmer.fill({ 'answers.product': '瓜蒌子', 'answers.count': '2' })
  await farmer.press('提交申请')
  mine = farmer.page.url()
  number = /\d{6}-\d{8}-\d{4}/.exec(await farmer.text())?.[0] ?? ''
  const counter = await worker(browser, 'chenjing', desktop)
  await counter.go(`/desk/cases/${idIn(mine)}`)
  await counter.press('受理', 'link')
  await counter.fill({ assignee_id: '张涛' })
  await counter.press('受理')
  const matcher = await worker(browser, 'zhangtao', desktop)
  await matcher.go(`/desk/cases/${idIn(mine)}`)
  await matcher.press('邀请报价', 'link')
  for (const firm of [/安庆视界/, /怀宁云上/]) await matcher.page.getByLabel(firm).check({ force: true })
  await matcher.fill({ reason: '两家都有农产品拍摄案例，按轮换邀请。' })
  await matcher.press('邀请报价')
  expect(await matcher.text()).toContain('邀请 2 家，已报 0 家')
  for (const one of [counter, matcher]) {
    expect(one.complaints).toEqual([])
    await one.leave()
  }
})

test('each firm sees the need but not whose it is, and quotes with a file', async () => {
  for (const [firm, price] of [
    [shijie, '1600'],
    [yunshang, '1180.50'],
  ] as const) {
    await firm.go('/my')
    await firm.press('产品拍摄与详情页设计', 'link', firm.page.locator('li', { hasText: number }))
    const need = await firm.text()
    expect(need).toContain('瓜蒌子')
    expect(need).not.toContain('查满园')
    expect(need).not.toContain(farmersPhone)
    await firm.press('报价', 'link')
    await firm.fill({ price_fen: price, days: '5', proposal: '白底图和场景图，含两次修改。' })
    await firm.page.getByLabel(/^附件/).setInputFiles(firm === shijie ? photo : sheet)
    await firm.press('报价')
    expect(await firm.text()).toContain('已报价')
  }
  invitation = yunshang.page.url()
})

test('the farmer compares on a phone, opens the files, and chooses', async () => {
  await farmer.go(mine)
  const compared = await farmer.text()
  for (const words of ['待确认报价', '¥1,600', '¥1,180.50', '5 个工作日']) expect(compared).toContain(words)
  for (const name of [photo.name, sheet.name]) {
    const file = await farmer.page.getByRole('link', { name }).first().getAttribute('href')
    expect((await farmer.page.request.get(file ?? '')).status()).toBe(200)
    expect((await yunshang.page.request.get(file ?? '')).status()).toBe(name === sheet.name ? 200 : 404)
  }
  const row = farmer.page.locator('tr', { hasText: '安庆视界' })
  await farmer.press('选定这家', 'button', row)
  expect(await farmer.text()).toContain('服务中')
  expect(await farmer.text(), 'now one may call').toContain('13800003001')
})

test('the firm that was not chosen learns no more than that', async () => {
  await yunshang.go(invitation)
  const told = await yunshang.text()
  expect(told).toContain('未选定')
  for (const secret of [farmersPhone, '查满园', '瓜蒌子', '¥1,600']) expect(told).not.toContain(secret)
  for (const address of [mine, `${mine}/receipt`])
    expect((await yunshang.page.goto(address))?.status()).toBe(404)
})

test('the chosen one delivers, is asked for changes, and delivers again', async () => {
  await shijie.go(mine)
  const seen = await shijie.text()
  expect(seen).toContain(farmersPhone)
  expect(seen, 'what others asked for is theirs').not.toContain('¥1,180.50')
  await deliver('主图和详情页都在附件里，请看。')
  await farmer.go(mine)
  expect(await farmer.text()).toContain('待确认交付')
  const file = await farmer.page.getByRole('link', { name: /成片/ }).first().getAttribute('href')
  expect((await farmer.page.request.get(file ?? '')).status()).toBe(200)
  await farmer.press('需要修改或补充', 'link')
  await farmer.fill({ reason: '第二张图的背景太暗，请换成白底。' })
  await farmer.press('需要修改或补充')
  await shijie.go(mine)
  expect(await shijie.text()).toContain('第二张图的背景太暗')
  await deliver('第二张已换成白底，请再看。')
})

async function deliver(note: string): Promise<void> {
  await shijie.press('交付', 'link')
  await shijie.fill({ note })
  await shijie.page.getByLabel(/^成果文件/).setInputFiles({ ...photo, name: '成片.png' })
  await shijie.press('交付')
  expect(await shijie.text()).toContain('待确认交付')
}

test('the farmer confirms and rates by name', async () => {
  await farmer.go(mine)
  await farmer.press('确认办结')
  await farmer.press('去评价', 'link')
  await farmer.page.getByText('满意', { exact: true }).click()
  await farmer.fill({ by: 'name' })
  await farmer.press('提交评价')
  expect(await farmer.text()).toContain('谢谢您')
  await farmer.go(mine)
  expect(await farmer.text()).toContain('已办结')
  for (const one of [farmer, shijie, yunshang]) {
    expect(one.complaints).toEqual([])
    await one.leave()
  }
})
