import type { Day } from '#platform/calendar'
import { type Kind, kinds } from './codes.ts'

export interface Candidate {
  id: string
  name: string
  introduction: string
  kinds: readonly string[]
  topics: readonly string[]
  leaves: ReadonlyArray<{ from: Day; to: Day }>
  /** Of a member of staff: until which day they are away. */
  awayUntil: Day | null
  open: number
  mostOpen: number
  /** Somebody from outside has confirmed with their phone that it is they. */
  ready: boolean
}

export interface Recommendation {
  id: string
  name: string
  /** Why, in words for who chooses. */
  reason: string
}

/**
 * Experts for a question, the best first: whose topic it is, whose kind it is, and who has least to do. Whoever is away or
 * has as much as they take is not among them, and `left` says why.
 */
export function recommended(
  candidates: readonly Candidate[],
  { kind, topics }: { kind: Kind; topics: readonly string[] },
  today: Day,
): { fit: Recommendation[]; left: string[] } {
  const left: string[] = []
  const fit = candidates.flatMap(one => {
    const until = awayUntil(one, today)
    if (!one.ready) left.push(`${one.name}（还没有登录确认）`)
    else if (until) left.push(`${one.name}（不在，至 ${until}）`)
    else if (one.open >= one.mostOpen) left.push(`${one.name}（手上已有 ${one.open} 件，满了）`)
    else return [{ one, score: scoreOf(one, kind, topics) }]
    return []
  })
  fit.sort((a, b) => b.score - a.score || a.one.name.localeCompare(b.one.name, 'zh'))
  return { fit: fit.map(({ one }) => ({ ...one, reason: reasonOf(one, kind, topics) })), left }
}

/** Until which day somebody is away on this day; null while they are here. */
export const awayUntil = (
  { leaves, awayUntil }: Pick<Candidate, 'leaves' | 'awayUntil'>,
  today: Day,
): Day | null => awayUntil ?? leaves.find(({ from, to }) => from <= today && today <= to)?.to ?? null

const shared = (one: Candidate, topics: readonly string[]): string[] =>
  one.topics.filter(topic => topics.includes(topic))

const scoreOf = (one: Candidate, kind: Kind, topics: readonly string[]): number =>
  (shared(one, topics).length > 0 ? 4 : 0) + (one.kinds.includes(kind) ? 2 : 0) - one.open / one.mostOpen

function reasonOf(one: Candidate, kind: Kind, topics: readonly string[]): string {
  const same = shared(one, topics)
  return [
    same.length > 0 && `主题“${same.join('、')}”相符`,
    one.kinds.includes(kind) ? `擅长${kinds[kind]}` : `不以${kinds[kind]}见长`,
    `手上 ${one.open} 件，最多 ${one.mostOpen} 件`,
    one.introduction,
  ]
    .filter(Boolean)
    .join('；')
}
