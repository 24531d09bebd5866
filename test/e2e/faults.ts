import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { staff } from '../../src/demo/people.ts'

/** Selectors of what axe judges. */
interface Within {
  include: string[][]
}

declare global {
  interface Window {
    axe: { run(within: Within, options: RunOptions): Promise<AxeResults> }
  }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** How a page is looked at. */
export interface Look {
  width: 390 | 1280
  /** 关怀版, which promises letters of 18 px, targets of 44 px and a contrast of 7:1. */
  senior: boolean
}

/** WCAG 2.2 A and AA, and what axe holds for good practice. */
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Colours and sizes are those of the marks of which a page is made, and more than half of the work: judged where a mark is new. */
const rulesOfMarks = ({ senior }: Look): string[] => [
  'color-contrast',
  'target-size',
  ...(senior ? ['color-contrast-enhanced'] : []),
]

/** What depends on what is shown: the rest is the same in every look of one page. */
const rulesOfLooks = [
  'button-name',
  'heading-order',
  'landmark-unique',
  'link-name',
  'region',
  'scrollable-region-focusable',
]

/** How much axe judges of how a page is put together: by all rules, by those that depend on the look, or not at all. */
export type Depth = 'all' | 'look' | 'none'

async function axeFaults(page: Page, look: Look, depth: Depth, marks: 'all' | 'fresh' | 'none') {
  if (depth === 'none' && marks === 'none') return []
  // The pages' own policy lets no script in; what is evaluated from outside it does not concern.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const judged = (within: Within, options: RunOptions) =>
    page.evaluate(([where, how]) => window.axe.run(where, how), [within, options] as const)
  const whole = { include: [['html']] }
  const results: AxeResults[] = []
  if (depth !== 'none')
    results.push(
      await judged(whole, {
        ...(depth === 'look' ? only(rulesOfLooks) : { runOnly: { type: 'tag', values: standards } }),
        rules: Object.fromEntries(rulesOfMarks(look).map(rule => [rule, { enabled: false }])),
        resultTypes: ['violations'],
      }),
    )
  if (marks !== 'none')
    results.push(
      await judged(marks === 'all' ? whole : { include: [[`[${fresh}]`]] }, {
        ...only(rulesOfMarks(look)),
        resultTypes: ['violations'],
      }),
    )
  return results
    .flatMap(({ violations }) => violations)
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(node => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`),
    )
}

const only = (values: string[]): RunOptions => ({ runOnly: { type: 'rule', values } })
/** Stands on elements with a mark that was not seen before. */
const fresh = 'data-fresh'

/** What stands in Latin letters in good Chinese text: names, formats, units, codes, and who signed in. */
const latin = new RegExp(
  [
    'https?://\\S+',
    // Codes: 34082220261125-0001, SX-001, 9334…, a SHA-256 or its beginning; a 查询码 of six or eight may have no digit.
    '\\b(?=[A-Z-]*\\d)[A-Z\\d-]+\\b',
    '\\b(?:[A-Z]{6}|[A-Z]{8})\\b',
    '\\b(?:[\\da-f]{16}|[\\da-f]{64})\\b',
    '\\b(?:PDF|Word|CSV|XLSX|Excel|Atom|RSS|Feed|targets|inspectors|ICP|OpenAPI|Webhook|Linux|VI|LOGO|KB|MB|GB|DB|GB/T)\\b',
    // 食品生产许可 and its mark.
    '\\bSC\\b',
    // Files that somebody sent.
    '[^\\s（“]+\\.(?:png|jpg|pdf|txt|xlsx)\\b',
    // Names of formats, which programmers look for.
    'Open Referral|\\bHSDS\\b|CPSV-AP|JSON-LD|\\bJSON\\b',
    // The example of searching by first letters.
    '\\bdsp\\b',
    ...staff.map(one => `\\b${one.username}\\b`),
  ].join('|'),
  'g',
)

/** What is wrong with the page that is open, as it looks now. */
export async function faultsOf(
  page: Page,
  look: Look,
  depth: Depth = 'all',
  marks: 'all' | 'fresh' | 'none' = 'all',
): Promise<string[]> {
  const seen = await page.evaluate(whatIsSeen)
  const foreign = new Set(seen.words.replaceAll(latin, '').match(/[A-Za-z]{2,}/g))
  return [
    ...(look.width === 390 && seen.tooWide > 0 ? [`wider than the screen by ${seen.tooWide} px`] : []),
    ...(seen.headings.length === 1 ? [] : [`${seen.headings.length} h1`]),
    ...(seen.headings.some(left => left < 12) ? ['the heading sticks to the edge of the screen'] : []),
    ...seen.nameless.map(name => `no label: ${name}`),
    ...(foreign.size > 0 ? [`foreign words: ${[...foreign].join(' ')}`] : []),
    ...(look.senior ? await page.evaluate(whatIsSmall) : []),
    ...(await axeFaults(page, look, depth, marks)),
  ]
}

/** Runs in the browser. Code is no text: `<code>` holds what is typed as it stands. */
function whatIsSeen() {
  const shown = (one: Element) => one.checkVisibility({ visibilityProperty: true })
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
  const nameless = [...document.querySelectorAll<HTMLInputElement>('input, select, textarea')]
    .filter(one => one.type !== 'hidden' && shown(one))
    .filter(one => ![...(one.labels ?? [])].some(label => label.textContent?.trim()))
    .filter(one => !one.getAttribute('aria-label') && !one.getAttribute('aria-labelledby'))
  // biome-ignore-start lint/performance/useDomNodeTextContent: what is seen counts, not what is in the document
  const code = all('code, .code').map(one => one.innerText)
  const text = code.reduce((rest, part) => rest.replace(part, ''), document.body.innerText)
  // biome-ignore-end lint/performance/useDomNodeTextContent: as above
  const attributes = all('[aria-label], [placeholder], [title], [alt]').flatMap(one =>
    ['aria-label', 'placeholder', 'title', 'alt'].map(name => one.getAttribute(name) ?? ''),
  )
  return {
    tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: all('h1')
      .filter(shown)
      .map(one => one.getBoundingClientRect().left),
    nameless: nameless.map(one => one.name || one.outerHTML),
    words: [text, ...attributes].join('\n'),
  }
}

/** Runs in the browser: letters under 18 px, and what is pressed under 44 px, unless it stands within a sentence. */
function whatIsSmall(): string[] {
  const shown = (one: Element) => one.checkVisibility({ visibilityProperty: true })
  const named = (one: Element) =>
    `${one.localName}.${[...one.classList].join('.')} ${one.textContent?.trim().slice(0, 20)}`
  const written = (one: Element) =>
    [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
  const letters = [
    ...document.querySelectorAll('body *:not(script, noscript, option, .visually-hidden, .skip)'),
  ]
    .filter(one => written(one) && shown(one) && !one.closest('svg'))
    .filter(one => Number.parseFloat(getComputedStyle(one).fontSize) < 18)
    .map(one => `letters of ${getComputedStyle(one).fontSize}: ${named(one)}`)
  const targets = [...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden])')]
    .filter(one => shown(one) && !one.closest('.visually-hidden, .skip'))
    .filter(one => getComputedStyle(one).display !== 'inline' && !one.closest('label'))
    .filter(one => one.getBoundingClientRect().height < 43.5)
    .map(one => `a target of ${Math.round(one.getBoundingClientRect().height)} px: ${named(one)}`)
  return [...letters, ...targets].slice(0, 8)
}

/**
 * What the page is made of, each element as its name and classes within its parent's, as far as it is not known. The first
 * few elements of each such mark are told from the others.
 */
export const freshMarks = (page: Page, known: ReadonlySet<string>): Promise<string[]> =>
  page.evaluate(
    ([before, attribute]) => {
      const name = (one: Element | null) => (one ? `${one.localName}.${[...one.classList].join('.')}` : '')
      const old = new Set(before)
      const times = new Map<string, number>()
      for (const one of document.querySelectorAll('body *')) {
        const mark = `${name(one.parentElement)}>${name(one)}`
        if (old.has(mark)) continue
        const count = (times.get(mark) ?? 0) + 1
        times.set(mark, count)
        if (count <= 3) one.setAttribute(attribute, '')
      }
      return [...times.keys()]
    },
    [[...known], fresh] as const,
  )
