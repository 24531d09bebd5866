import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  advancing,
  type Final,
  finalRanking,
  placesFor,
  type RoundScores,
  type Standing,
  standings,
  totalOf,
} from './ranking.ts'

/** The public file: blind entries, blind judges, rubric, weights, rule, every score, and the ranking that was published. */
const whole = z.number().int()
const figures = { mean: whole, trimmed: whole, zscore: whole, value: whole, rank: whole }
const roundShape = z.object({
  name: z.string(),
  weight: whole.min(1).max(100),
  advance: z.object({ by: z.enum(['count', 'share', 'all']), number: whole }),
  blind: z.boolean(),
  criteria: z
    .array(z.object({ label: z.string(), weight: whole, anchors: z.string() }))
    .min(1)
    .max(30),
  draw: z.object({ digest: z.string(), number: z.string(), order: z.array(whole) }),
  scores: z
    .array(
      z.object({
        entry: whole,
        judge: whole,
        marks: z.array(whole).max(30),
        total: whole,
        unlocked: whole,
      }),
    )
    .max(20_000),
  votes: z.array(z.object({ entries: z.array(whole), note: z.string() })),
  ranking: z.array(z.object({ entry: whole, ...figures, advanced: z.boolean() })),
})
export const replayShape = z.object({
  format: z.literal('contest-replay/1'),
  centre: z.string(),
  contest: z.string(),
  version: whole,
  note: z.string(),
  made: z.string(),
  how: z.string(),
  rule: z.enum(['mean', 'trimmed', 'zscore']),
  ties: z.enum(['shared', 'vote']),
  rounds: z.array(roundShape).min(1).max(9),
  disqualified: z.array(whole),
  final: z.array(z.object({ entry: whole, reached: whole, value: whole, rank: whole })),
})
export type Replay = z.infer<typeof replayShape>
export type ReplayRound = Replay['rounds'][number]

export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** A round of a file as the ranking takes it. */
export const scoresOf = (round: Pick<ReplayRound, 'criteria' | 'scores' | 'votes'>): RoundScores => ({
  weights: round.criteria.map(one => one.weight),
  scores: round.scores,
  votes: round.votes.map(one => one.entries),
})

export interface Recomputed {
  rounds: Array<{ name: string; standings: Standing[] }>
  final: Final[]
  /** In words: which place differs, and how. Empty where all is as published. */
  differences: string[]
}

/** Computes everything in a replay file again. Throws where the text is no such file. */
export function replayed(text: string): Recomputed {
  const file = replayShape.parse(JSON.parse(text))
  const differences: string[] = []
  const rounds = file.rounds.map(round => {
    const rows = standings(scoresOf(round), file.rule, file.ties)
    differences.push(...sheetFaults(round), ...roundFaults(round, rows))
    return { name: round.name, weight: round.weight, standings: rows }
  })
  const votes = file.ties === 'vote' ? (file.rounds.at(-1)?.votes ?? []).map(one => one.entries) : []
  const final = finalRanking(rounds, votes, new Set(file.disqualified))
  differences.push(...compare('总排名', file.final, final, ['rank', 'value', 'reached']))
  return { rounds, final, differences }
}

/** Sheets that do not add up, or that a round should not hold. */
function sheetFaults({ name, criteria, draw, scores }: ReplayRound): string[] {
  const weights = criteria.map(one => one.weight)
  const seen = new Set<string>()
  return scores.flatMap(score => {
    const where = `${name}：${numberText(score.entry)}，${judgeText(score.judge)}`
    const key = `${score.entry} ${score.judge}`
    const twice = seen.has(key)
    seen.add(key)
    return [
      ...(twice ? [`${where}有两张评分表`] : []),
      ...(draw.order.includes(score.entry) ? [] : [`${where}不在抽签名单里`]),
      ...(score.marks.length === criteria.length ? [] : [`${where}的分项数目不对`]),
      ...(score.marks.every(mark => mark >= 0 && mark <= 100) ? [] : [`${where}有分数不在 0 到 100 之间`]),
      ...(score.total === totalOf(weights, score.marks)
        ? []
        : [`${where}的合计应为 ${points(totalOf(weights, score.marks))}，文件写的是 ${points(score.total)}`]),
    ]
  })
}

function roundFaults(round: ReplayRound, rows: readonly Standing[]): string[] {
  const places = placesFor(round.advance.by, round.advance.number, rows.length)
  const on = advancing(rows, places)
  const wrong = round.ranking.filter(row => row.advanced !== on.has(row.entry))
  return [
    ...compare(round.name, round.ranking, rows, ['rank', 'mean', 'trimmed', 'zscore', 'value']),
    ...wrong.map(row => `${round.name}：${numberText(row.entry)}${row.advanced ? '不应晋级' : '应当晋级'}`),
  ]
}

const labels: Record<string, string> = {
  rank: '名次',
  mean: '平均分',
  trimmed: '去头去尾平均分',
  zscore: '标准分',
  value: '计入的分数',
  reached: '到达的轮次',
}

function compare<Row extends { entry: number }>(
  where: string,
  published: readonly Row[],
  computed: ReadonlyArray<{ entry: number }>,
  keys: ReadonlyArray<keyof Row & string>,
): string[] {
  const by = new Map(computed.map(row => [row.entry, row as unknown as Row]))
  const missing = computed.filter(row => !published.some(one => one.entry === row.entry))
  return [
    ...published.flatMap(row => {
      const own = by.get(row.entry)
      if (!own) return [`${where}：${numberText(row.entry)}没有评分`]
      return keys.flatMap(key =>
        row[key] === own[key]
          ? []
          : [
              `${where}：${numberText(row.entry)}的${labels[key]}重算为 ${String(own[key])}，公布的是 ${String(row[key])}`,
            ],
      )
    }),
    ...missing.map(row => `${where}：没有公布${numberText(row.entry)}`),
  ]
}

/** '07 号作品' */
export const numberText = (number: number): string => `${String(number).padStart(2, '0')} 号作品`
/** '评委 3' */
export const judgeText = (number: number): string => `评委 ${number}`

/** A total in words: 8,425 → '84.25'. */
export const points = (hundredths: number): string => (hundredths / 100).toFixed(2)
/** A mean in words: 8,425,333 → '84.253'. */
export const meanText = (value: number): string => (value / 100_000).toFixed(3)
/** A z-score in words: −512,345 → '-0.512'. */
export const zText = (value: number): string => (value / 1_000_000).toFixed(3)
