import type pg from 'pg'
import { measureSignIn, prepareSignIn, type SignIn } from './attendance.ts'
import { type ExamRush, measureExams, prepareExams } from './exams.ts'
import { measureFigures, type Quarter } from './figures.ts'
import { measureMatching, type Pass } from './matching.ts'
import type { Place } from './measure.ts'
import { measureProof, type Proof } from './proof.ts'
import { percent } from './report.ts'
import { measureRush, prepareRush, type Rush } from './rush.ts'
import type { SurveyFigures } from './surveys.ts'
import { measureReport, type Report } from './tracking.ts'

/** What single services cost under the load that they are made for; at one place only. */
export interface Services extends Counting {
  /** 5.2.2 Two thousand people for two hundred seats. */
  rush: Rush
  /** 5.3.1 Five hundred people in a hall, by the code on its screen. */
  signIn: SignIn
  /** 5.3.1 A thousand people sitting one exam. */
  exams: ExamRush
}

/** What counts much: measured inside the process, and therefore also alone (`--services=surveys,proof`). */
export interface Counting {
  /** 5.3.1 A year's conversion report. */
  report: Report
  /** 5.6.2 A quarter's statistics over a million records. */
  quarter: Quarter
  /** 6.2.1 A quarter's statistics over a million answered questionnaires. */
  surveys: SurveyFigures
  /** The clause matrix over a journal of years, and a pack of ten thousand records. */
  proof: Proof
  /** 5.2.1 Everything sold against everything wanted. */
  matching: Pass[]
}

/** How much is counted, each with its argument of `npm run bench`. */
export const usualSizes = {
  'half-days': 100_000,
  records: 1_000_000,
  sheets: 1_000_000,
  journal: 1_000_000,
  pack: 10_000,
}
export type Sizes = typeof usualSizes

interface Counted {
  place: Pick<Place, 'centre' | 'server'>
  client: pg.Client
  sizes: Sizes
}

const counting: { [Name in keyof Counting]: (counted: Counted) => Promise<Counting[Name]> } = {
  report: ({ place, client, sizes }) => measureReport(place.server, client, place.centre, sizes['half-days']),
  quarter: ({ place, client, sizes }) => measureFigures(place.server, client, place.centre, sizes.records),
  surveys: async ({ place, client, sizes }) => {
    // Later than the list of modules: what is measured must not decide in which order they are declared.
    const { measureSurveys } = await import('./surveys.ts')
    return measureSurveys(place.server, client, place.centre, sizes.sheets)
  },
  proof: ({ place, client, sizes }) => measureProof(place.server, client, place.centre, sizes),
  matching: ({ place, client }) => measureMatching(place.server, client, place.centre),
}
export const countingNames = Object.keys(counting) as Array<keyof Counting>

/** These alone, one after the other. */
export async function measureCounting(
  place: Counted['place'],
  owner: () => Promise<pg.Client>,
  sizes: Sizes,
  names: ReadonlyArray<keyof Counting>,
): Promise<Partial<Counting>> {
  const client = await owner()
  const found: Partial<Counting> = {}
  try {
    for (const name of names) {
      console.error(`  ${name} …`)
      Object.assign(found, { [name]: await counting[name]({ place, client, sizes }) })
    }
    return found
  } finally {
    await client.end()
  }
}

export async function measureServices(
  place: Place,
  owner: () => Promise<pg.Client>,
  site: string,
  floorPort: number,
  sizes: Sizes,
): Promise<Services> {
  const floor = `http://127.0.0.1:${floorPort}`
  const client = await owner()
  try {
    const rush = await measureRush(site, floor, client, await prepareRush(client, place.centre))
    console.error(`  rush: ${percent(rush.ours / rush.floor)}`)
    const halls = await prepareSignIn(client, place.centre)
    const signIn = await measureSignIn(place, site, floor, client, halls)
    console.error(`  sign-in: ${percent(signIn.ours / signIn.floor)}`)
    const exams = await measureExams(site, floor, client, await prepareExams(client, place.centre))
    console.error(`  exams: ${percent(exams.ours / exams.floor)}`)
    const counted = await measureCounting(place, owner, sizes, countingNames)
    return { rush, signIn, exams, ...(counted as Counting) }
  } finally {
    await client.end()
  }
}
