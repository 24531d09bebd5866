import { people as hall } from './attendance.ts'
import { candidates } from './exams.ts'
import type { Figures, Pair } from './measure.ts'
import { people, seats } from './rush.ts'
import type { Services } from './services.ts'

interface Measured {
  title: string
  figures: Figures
}

const ratio = ({ ours, floor }: Pair): number => ours / floor
export const percent = (share: number): string => `${Math.round(share * 100)} %`
const verdict = (good: boolean): string => (good ? 'holds' : 'MISSED')

/** What is measured as a ratio to its floor, and the least it should be on a server. */
const paths: Array<{ name: string; of: (figures: Figures) => Pair; target: number; everywhere?: true }> = [
  { name: 'public page / bare answer', of: figures => figures.page, target: 0.7, everywhere: true },
  { name: 'list with three relations / SQL', of: figures => figures.list, target: 0.5 },
  { name: 'detail / SQL', of: figures => figures.detail, target: 0.5 },
  { name: 'create / SQL', of: figures => figures.create, target: 0.4 },
  { name: 'directory by search / SQL', of: figures => figures.search, target: 0.3 },
  { name: 'directory by facet / SQL', of: figures => figures.facet, target: 0.3 },
  { name: 'HSDS page of 50 in full / SQL', of: figures => figures.hsds, target: 0.3 },
  { name: 'policies by search / SQL', of: figures => figures.policies, target: 0.3 },
  { name: 'questions by search / SQL', of: figures => figures.knowledge, target: 0.3 },
  { name: 'answers while typing / SQL', of: figures => figures.suggest, target: 0.3 },
]

/** The table of the run, in Markdown: ratios first, then what is absolute (memory, weight) or a start. */
export function report(measured: readonly Measured[]): string {
  const lines = ['', '| what | where | ratio | target | |', '| --- | --- | --- | --- | --- |']
  for (const { name, of, target, everywhere } of paths) {
    for (const { title, figures } of measured) {
      const found = ratio(of(figures))
      const bound = everywhere || title.startsWith('PostgreSQL')
      lines.push(
        `| ${name} | ${title} | ${percent(found)} | ${bound ? `≥ ${percent(target)}` : '–'} | ${bound ? verdict(found >= target) : ''} |`,
      )
    }
  }
  lines.push(
    ...growth(measured),
    ...measured.flatMap(({ title, figures }) => services(title, figures)),
    ...rest(measured),
  )
  return lines.join('\n')
}

/** Cost at the large table over cost at the small one; by the floor of each, so that a slower minute does not count. */
function growth(measured: readonly Measured[]): string[] {
  const [small, large] = measured.filter(one => one.title.startsWith('PostgreSQL'))
  if (!small || !large) return []
  return paths.slice(1).map(({ name, of }) => {
    const grown = of(small.figures).ours / of(large.figures).ours
    return `| ${name.split(' /')[0]}: cost at many / at few | ${large.title.slice(12)} / 10,000 | ${grown.toFixed(2)} | ≤ 1.30 | ${verdict(grown <= 1.3)} |`
  })
}

/** Matching, the rushes and the year's conversion report: how they grow, and that they are right. */
export function services(title: string, figures: Partial<Services>): string[] {
  const { matching, rush, signIn, exams } = figures
  const lines: string[] = []
  const [few, many] = matching ?? []
  if (few && many) {
    const grown = many.seconds / few.seconds
    const each = many.postings / few.postings
    lines.push(
      `| matching ${many.postings} × ${many.postings}: time at ${each} times as many of each | ${title} | ${grown.toFixed(1)} | ≤ ${each * each} | ${verdict(grown <= each * each)} |`,
      `| matching ${many.postings} × ${many.postings}: memory | ${title} | ${Math.round(many.memory)} MB, ${many.seconds.toFixed(0)} s, ${many.matches} matches | ≤ 200 MB | ${verdict(many.memory <= 200)} |`,
    )
  }
  if (rush) {
    const right = rush.seated === seats && rush.waiting === people - seats && rush.inOrder
    lines.push(
      `| ${people} register for ${seats} seats / SQL | ${title} | ${percent(ratio(rush))} | ≥ 30 % | ${verdict(ratio(rush) >= 0.3)} |`,
      `| … seated, waiting, in order | ${title} | ${rush.seated}, ${rush.waiting}, ${rush.inOrder ? 'yes' : 'no'} | ${seats}, ${people - seats}, yes | ${verdict(right)} |`,
    )
  }
  if (signIn) {
    const minute = signIn.ours * 60
    lines.push(
      `| ${hall} sign in by the code of the hall / SQL | ${title} | ${percent(ratio(signIn))} | ≥ 20 % | ${verdict(ratio(signIn) >= 0.2)} |`,
      `| … all in within a minute | ${title} | ${Math.round(minute)} a minute, ${signIn.there} there | ≥ ${hall}, ${hall} | ${verdict(minute >= hall && signIn.there === hall)} |`,
    )
  }
  if (exams)
    lines.push(
      `| ${candidates} sit an exam (begin, save, hand in) / SQL | ${title} | ${percent(ratio(exams))} | ≥ 30 % | ${verdict(ratio(exams) >= 0.3)} |`,
      `| … handed in and marked | ${title} | ${exams.marked} | ${candidates} | ${verdict(exams.marked === candidates)} |`,
    )
  return [...lines, ...counting(title, figures)]
}

/** What is counted over many rows: how long, against the same by hand, and that both come to the same. */
function counting(title: string, { report, quarter, surveys, proof }: Partial<Services>): string[] {
  const lines: string[] = []
  const equal = (what: string, same: boolean) =>
    lines.push(`| … ${what} as by hand | ${title} | ${same ? 'yes' : 'no'} | yes | ${verdict(same)} |`)
  if (report) {
    lines.push(
      `| conversion of ${report.learners} learners, four ways / SQL of two sums | ${title} | ${(report.ours / report.floor).toFixed(1)} ×, ${report.ours.toFixed(2)} s | ≤ 6 ×, ≤ 4 s | ${verdict(report.ours <= 6 * report.floor && report.ours <= 4)} |`,
    )
    equal('shops and sales', report.equal)
  }
  if (quarter) {
    lines.push(
      `| a quarter's figures of ${quarter.records} records, with towns / one pass of SQL | ${title} | ${quarter.ours.toFixed(2)} s, ${(quarter.ours / quarter.floor).toFixed(1)} × | ≤ 1 s | ${verdict(quarter.ours <= 1)} |`,
    )
    equal('counted', quarter.equal)
  }
  if (surveys) {
    lines.push(
      `| a quarter's statistics of ${surveys.sheets} answered sheets / SQL over the sheets | ${title} | ${surveys.ours.toFixed(3)} s, ${(surveys.ours / surveys.floor).toFixed(3)} × | ≤ 1 s | ${verdict(surveys.ours <= 1)} |`,
      `| … put in their last order and counted, once | ${title} | ${surveys.closing.toFixed(0)} s | – | |`,
    )
    equal('mean', surveys.equal)
  }
  if (proof) {
    const { seconds, memory, records, notes } = proof.pack
    lines.push(
      `| clause matrix over ${proof.journal} journal rows / SQL of bare counts | ${title} | ${Math.round(proof.ours * 1000)} ms, ${Math.round(proof.ours / proof.floor)} × | ≤ 300 ms | ${verdict(proof.ours <= 0.3)} |`,
      `| pack of ${records} records | ${title} | ${seconds.toFixed(1)} s, +${Math.round(memory)} MB, ${notes} states of progress | ≤ 20 s, ≤ 300 MB, ≥ 2 | ${verdict(seconds <= 20 && memory <= 300 && notes >= 2)} |`,
    )
  }
  return lines
}

function rest(measured: readonly Measured[]): string[] {
  return measured.flatMap(({ title, figures: { memory, start, weight } }) => {
    const most = title.startsWith('PostgreSQL') ? 200 : 450
    return [
      `| idle memory | ${title} | ${Math.round(memory)} MB | ≤ ${most} MB | ${verdict(memory <= most)} |`,
      `| start to first page | ${title} | ${start.toFixed(2)} s | ≤ 2 s | ${verdict(start <= 2)} |`,
      `| first portal page over the wire | ${title} | ${weight.toFixed(1)} KB | ≤ 60 KB | ${verdict(weight <= 60)} |`,
    ]
  })
}
