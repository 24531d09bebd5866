import { inBrief } from '#modules/activities'
import { money } from '#platform/format'
import { advanceNames, criteriaOf, entrantNames, kinds, ruleNames, tieNames } from './inputs.ts'
import type { Contest, Round } from './people.ts'
import type { Prize, Rule } from './ranking.ts'
import { meanText, zText } from './replay.ts'

type Tone = 'green' | 'orange' | 'red' | 'grey' | 'blue'
export interface Phase {
  label: string
  tone: Tone
  /** Whether entries are taken now. */
  open: boolean
}

/** How a contest stands for the public, by its state and the clock. */
export function phaseOf(row: Contest, now: Date): Phase {
  const at = (label: string, tone: Tone): Phase => ({ label, tone, open: false })
  switch (row.state) {
    case 'published':
      if (now < row.opens_at) return at(`${inBrief(row.opens_at, now)} 开始报名`, 'blue')
      if (now >= row.closes_at) return at('报名已截止，资格审查中', 'grey')
      return { label: `报名中，${inBrief(row.closes_at, now)} 截止`, tone: 'green', open: true }
    case 'judging':
      return at('评审中', 'blue')
    case 'publicity':
      return at('结果公示中', 'orange')
    case 'objected':
      return at('公示中止，正在核实异议', 'red')
    case 'correcting':
      return at('结果更正中', 'red')
    case 'decided':
      return at('公示期满', 'blue')
    case 'cancelled':
      return at('已取消', 'red')
    default:
      return at('已结束', 'grey')
  }
}

export const kindName = (row: Pick<Contest, 'kind'>): string => kinds[row.kind as keyof typeof kinds]
export const ruleName = (row: Pick<Contest, 'rule'>): string => ruleNames[row.rule as Rule]
export const tieName = (row: Pick<Contest, 'ties'>): string => tieNames[row.ties as keyof typeof tieNames]
export const entrantsText = (row: Contest): string =>
  `${entrantNames[row.entrants as keyof typeof entrantNames]}${row.entrants === 'person' ? '' : `，团队最多 ${row.team_most} 人`}`

export const advanceText = ({ advance_by, advance }: Round): string =>
  advance_by === 'all'
    ? '全部计入总排名'
    : advance_by === 'count'
      ? `前 ${advance} 名晋级`
      : `前 ${advance}% 晋级`
export const advanceName = (by: string): string => advanceNames[by as keyof typeof advanceNames]

export const prizeText = (prizes: readonly Prize[]): string =>
  prizes
    .map(
      one =>
        `${one.name} ${one.places} 个${one.amount_fen > 0 ? `，每个 ${money(one.amount_fen)}（税前）` : ''}`,
    )
    .join('\n')

/** A figure that counts, in its own unit. */
export const valueText = (rule: string, value: number | null): string =>
  value === null ? '' : rule === 'zscore' ? zText(value) : meanText(value)

/** A round as everybody may read of it. */
export const roundWords = (round: Round) => ({
  id: round.id,
  name: round.name,
  weight: round.weight,
  when: [round.starts_on, round.place].filter(Boolean).join(' '),
  advance: advanceText(round),
  blind: round.blind,
  judges: round.judges_each,
  criteria: criteriaOf(round),
})
export type RoundWords = ReturnType<typeof roundWords>

/** A digest in groups that the eye can compare. */
export const digestText = (digest: string): string => digest.match(/.{1,16}/g)?.join(' ') ?? ''

/** Where a winner goes on: the form of the incubation, with the project filled in. */
export const incubationLink = (title: string): string =>
  `/incubation/apply?project=${encodeURIComponent(title)}`
