import { openBrowser } from './e2e/browser.ts'
import { faultsOf } from './e2e/faults.ts'

const b = await openBrowser()
const site = 'http://huaining.localhost:3115'
for (const width of [390, 1280] as const) {
  const page = await b.newPage({ viewport: { width, height: 900 } })
  page.on('console', m => console.log(width, 'console', m.type(), m.text()))
  page.on('pageerror', e => console.log('pageerror', e.message))
  await page.goto(`${site}/open-data`)
  console.log(width, 'open-data', await faultsOf(page, { width, senior: false }, 'all'))
  await page.screenshot({ path: `${process.env.TMPDIR}/open-${width}.png`, fullPage: true })
  await page.goto(`${site}/`)
  const state = () =>
    page.evaluate(() => ({
      path: location.pathname,
      ld: [...document.querySelectorAll('script[type="application/ld+json"]')].map(
        s => JSON.parse(s.textContent!)['@type'],
      ),
      alt: [...document.querySelectorAll('link[rel=alternate]')].map(l => l.getAttribute('href')),
    }))
  console.log(await state())
  await page.click('a[href="/items"]:visible >> nth=0')
  await page.waitForURL('**/items')
  await page.waitForTimeout(800)
  console.log(await state())
  await page.click('a.item-card >> nth=0')
  await page.waitForURL('**/items/*')
  await page.waitForTimeout(800)
  console.log(await state())
  await page.goBack()
  await page.waitForTimeout(800)
  console.log(await state())
  await page.goto(`${site}/providers`)
  await page.click('a.item-card >> nth=0')
  await page.waitForTimeout(800)
  console.log(await state())
  await page.goto(`${site}/notices`)
  await page.click('.link-list a >> nth=0')
  await page.waitForTimeout(800)
  console.log(await state())
  // another site reads
  await page.goto('about:blank')
  await page.close()
}
const p = await b.newPage()
await p.goto('http://taihu.localhost:3115/imprint')
console.log(
  'cross',
  await p
    .evaluate(async s => {
      const r = await fetch(`${s}/hsds/services?per_page=1`, { headers: { 'if-none-match': '"x"' } })
      return [r.status, (await r.json()).total_items]
    }, site)
    .catch(e => e.message.slice(0, 200)),
)
await b.close()
process.exit(0)
