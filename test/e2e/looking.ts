import { crawl, type Place, registered } from './crawl.ts'
import { type Depth, faultsOf, freshMarks, type Look } from './faults.ts'
import type { Person } from './people.ts'

const wide: Look = { width: 1280, senior: false }
const narrow: Look = { width: 390, senior: false }
export const atWork = [wide, narrow]
export const inPublic = [wide, narrow, { ...narrow, senior: true }, { ...wide, senior: true }]

/** Two crawls share the site between them, each on a core of its own: what staff work with, and what the rest see. */
export type Side = 'desk' | 'portal'
const sideOf = (route: string): Side => (/^\/(desk|account\/keys)/.test(route) ? 'desk' : 'portal')
/** Forms of actions are everywhere. */
const liesOn = (side: Side, route: string): boolean => route.startsWith('/act/') || sideOf(route) === side

/** Looks at pages of one side, and remembers where it was. */
export function lookAround(side: Side) {
  const reached = new Set<string>()
  /**
   * What was looked at already, whoever saw it: kinds of pages, and marks of which pages are made. Where all marks are
   * known, a page of a new kind is judged in one look only, a form or a list only for width, words and labels, and one
   * of a known kind not again.
   */
  const kinds = new Set<string>()
  const marks = new Set<string>()
  /** The same, of pages as they were sent: in the browser programs add to them. */
  const marksSent = new Set<string>()

  /** What is wrong with the page that is open, in every look that it has. */
  async function faultsHere({ page }: Person, kind: string, looks: readonly Look[]): Promise<string[]> {
    const fresh = await freshMarks(page, marks)
    if (fresh.length === 0 && kinds.has(kind)) return []
    for (const mark of fresh) marks.add(mark)
    kinds.add(kind)
    const faults: string[] = []
    for (const look of looks) {
      const { width, senior } = look
      await page.setViewportSize({ width, height: 800 })
      await page.evaluate(on => document.documentElement.classList.toggle('senior', on), senior)
      const how = depth(kind, look === looks[0], fresh.length > 0)
      const found = await faultsOf(page, look, how, fresh.length > 0 ? 'fresh' : 'none')
      faults.push(...found.map(fault => `${kind} ${width}${senior ? ' 关怀版' : ''}: ${fault}`))
    }
    return faults
  }

  /** What is wrong anywhere on this side that this person gets to. */
  async function faultsSeenBy(
    one: Person,
    starts: readonly string[],
    looks: readonly Look[],
    mostRecords?: number,
  ): Promise<string[]> {
    const faults: string[] = []
    const look = async ({ kind }: Place, sent: readonly string[]) => {
      for (const mark of sent) marksSent.add(mark)
      faults.push(...(await faultsHere(one, kind, looks)))
    }
    const knows = ({ kind }: Place, sent: readonly string[] = []) =>
      kinds.has(kind) && sent.every(mark => marksSent.has(mark))
    const here = ({ route }: Place) => liesOn(side, route)
    const { routes, broken } = await crawl(one.page, starts, { look, knows, here, mostRecords })
    for (const route of routes) reached.add(route)
    return [...faults, ...broken, ...one.complaints]
  }

  /** Pages of this side that nobody got to, though nothing excuses it; and excuses for what is no page. */
  function missed(excused: Readonly<Record<string, string>>): string[] {
    const lost = registered.filter(route => sideOf(route) === side && !reached.has(route) && !excused[route])
    return [...lost, ...Object.keys(excused).filter(route => !registered.includes(route))]
  }

  return { faultsHere, faultsSeenBy, missed, reached }
}

const pages = {
  service_case: '/desk/cases',
  complaint: '/desk/complaints',
  activity: '/desk/activities',
  activity_registration: '/my/activities',
  training_class: '/desk/classes',
  exam: '/desk/exams',
  incubation: '/desk/incubation',
  internship: '/desk/jobs/internships',
  evaluation: '/desk/evaluations',
  appraisal: '/desk/appraisals',
  talent_introduction: '/desk/talents/introductions',
}

/** The newest record in a state, if there is one: each state has other buttons. */
export async function recordIn({ page }: Person, flow: keyof typeof pages, state: string): Promise<string[]> {
  const answer = await page.request.get(`/api/v1/${flow}?limit=1&state=${state}`)
  const { contents }: { contents: Array<{ id: string }> } = await answer.json()
  return contents.map(({ id }) => `${pages[flow]}/${id}`)
}

/** A form, and a list that is searched, are made by one hand: of known marks there is nothing to judge that is new. */
const made = (kind: string): boolean => kind.startsWith('/act/') || kind.endsWith('?')
const depth = (kind: string, first: boolean, fresh: boolean): Depth => {
  if (fresh) return first ? 'all' : 'look'
  return first && !made(kind) ? 'all' : 'none'
}
