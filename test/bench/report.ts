import type { Figures, Pair } from './measure.ts'
import { people, seats } from './rush.ts'

interface Measured {
  title: string
  figures: Figures
}

const ratio = ({ ours, floor }: Pair): number => ours / floor
const percent = (share: number): string => `${Math.round(share * 100)} %`
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
  lines.push(...growth(measured), ...measured.flatMap(services), ...rest(measured))
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

/** Matching and the hot registration: how they grow, and that they are right. */
function services({ title, figures: { matching, rush } }: Measured): string[] {
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
