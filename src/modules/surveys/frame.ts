import { sha256, shuffled, streamOf } from '#platform/draw'
import { sampleSize } from '#platform/statistics'

/*
 * Who is asked (抽样), a pure function of a list that was fixed first and of a number that was drawn afterwards, once.
 * Whoever has both can do it again anywhere:
 *
 *   digest  = SHA-256 of the list (UTF-8), in hexadecimal
 *   needed  = ⌈n0 / (1 + (n0 − 1) / N)⌉ with n0 = z² · 0.25 / margin²: answers for the wanted margin, of N people
 *   invited = ⌈needed / expected response⌉, at most N, at least `least` of each service (or all of it)
 *   each service has first its `least`; what is left of its proportional share is given by largest remainder, ties to
 *   the one that comes first in the list; the places of a service go to its towns by largest remainder in the same way
 *   people of a service and town are shuffled by the stream digest + ':' + number + '/' + service + '/' + town (see
 *   src/platform/draw.ts); the first so many are asked. They are asked in the order of the stream '/order'.
 */

/** One person of the list: a code that names nobody, and the stratum. */
export interface Listed {
  ref: string
  service: string
  /** '' where it is not known. */
  town: string
}

export interface Plan {
  title: string
  first: string
  last: string
  /** Per cent. */
  margin: number
  /** Per cent. */
  confidence: number
  /** Of each service. */
  least: number
  /** Expected response, per cent. */
  response: number
}

/** The list as it is fixed by its digest; one line each, every line ended. */
export function writeFrame(plan: Plan, people: readonly Listed[]): string {
  const lines = [
    '满意度调查抽样名单（算法 1）',
    `调查 ${plan.title.replaceAll(/\s+/g, ' ').trim()}`,
    `服务时间 ${plan.first} 至 ${plan.last}`,
    `误差 ${plan.margin}%`,
    `置信度 ${plan.confidence}%`,
    `每类至少 ${plan.least}`,
    `预计回收 ${plan.response}%`,
    ...people.map((one, at) => `人员 ${at + 1} ${one.service} ${one.town || '-'} ${one.ref}`),
  ]
  return lines.map(line => `${line}\n`).join('')
}

export const digestOf = (frame: string): string => sha256(frame).toString('hex')

export interface Drawn {
  /** Answers that are needed for the margin. */
  needed: number
  /** Numbers of the list, in the order in which they are asked. */
  turns: number[]
}

/** Whoever is asked, from the list and the number alone. Linear in the list. */
export function drawSample(frame: string, number: string): Drawn {
  const people = readFrame(frame)
  const figure = (pattern: RegExp) => Number(pattern.exec(frame)?.[1])
  const needed = sampleSize(people.length, figure(/^误差 (\d+)%$/m) / 100, figure(/^置信度 (\d+)%$/m) / 100)
  const wanted = Math.ceil((needed * 100) / figure(/^预计回收 (\d+)%$/m))
  const services = [...Map.groupBy(people, one => one.service)]
  const places = allocate(
    wanted,
    services.map(([, those]) => those.length),
    figure(/^每类至少 (\d+)$/m),
  )
  const seed = `${digestOf(frame)}:${number}`
  const turns = services.flatMap(([service, those], at) => {
    const towns = [...Map.groupBy(those, one => one.town)]
    const shares = apportion(
      places[at] as number,
      towns.map(([, some]) => some.length),
    )
    return towns.flatMap(([town, some], i) =>
      shuffled(
        some.map(one => one.turn),
        streamOf(`${seed}/${service}/${town}`),
      ).slice(0, shares[i]),
    )
  })
  return { needed, turns: shuffled(turns, streamOf(`${seed}/order`)) }
}

const readFrame = (frame: string): Array<Listed & { turn: number }> =>
  [...frame.matchAll(/^人员 (\d+) (\S+) (\S+) (\S+)$/gm)].map(
    ([, turn, service = '', town = '', ref = '']) => ({
      ...{ turn: Number(turn), service, town, ref },
    }),
  )

/**
 * How many of each service are asked: its least (or all of it), and of what is left its proportional share by largest
 * remainder. More than `wanted` only where the leasts alone come to more; never more than there are.
 */
export function allocate(wanted: number, sizes: readonly number[], least: number): number[] {
  const people = sizes.reduce((sum, size) => sum + size, 0)
  const total = Math.min(wanted, people)
  const base = sizes.map(size => Math.min(least, size))
  const left = total - base.reduce((sum, one) => sum + one, 0)
  if (left <= 0) return base
  const more = sizes.map((size, at) => Math.max(0, (total * size) / people - (base[at] as number)))
  const extra = apportion(left, more)
  return base.map((one, at) => one + (extra[at] as number))
}

/** Whole parts of a total in proportion to weights, by largest remainder; ties go to the first. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum === 0) return weights.map(() => 0)
  const quotas = weights.map(weight => (total * weight) / sum)
  const parts = quotas.map(quota => Math.floor(quota + 1e-9))
  const rest = total - parts.reduce((all, part) => all + part, 0)
  const order = quotas
    .map((quota, at) => ({ at, remainder: quota - (parts[at] as number) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (const { at } of order.slice(0, rest)) parts[at] = (parts[at] as number) + 1
  return parts
}

/**
 * Everybody is asked once, about one service: of those that somebody had, the one that the fewest had, so that small ones
 * are covered too; ties by its code.
 */
export function oneEach<Row extends { person: string; service: string; at: Date }>(
  rows: readonly Row[],
): Row[] {
  const people = Map.groupBy(rows, row => row.service)
  const reach = new Map(
    [...people].map(([service, those]) => [service, new Set(those.map(one => one.person)).size]),
  )
  const rarer = (a: Row, b: Row) =>
    (reach.get(a.service) ?? 0) - (reach.get(b.service) ?? 0) ||
    (a.service < b.service ? -1 : a.service > b.service ? 1 : b.at.getTime() - a.at.getTime())
  return [...Map.groupBy(rows, row => row.person).values()].map(those => those.sort(rarer)[0] as Row)
}
