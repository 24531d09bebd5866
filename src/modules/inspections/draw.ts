import { sha256, shuffled, streamOf } from '#platform/draw'

/*
 * The draw (双随机抽取), a pure function of what is published: the text of the two numbered lists and a public number.
 * Whoever has both can do it again anywhere:
 *
 *   digest = SHA-256 of the text (UTF-8), in hexadecimal
 *   seed   = digest + ':' + number
 *   block i of a stream = SHA-256 of seed + '/' + stream + '/' + i  (i = 0, 1, 2 …, decimal), read as eight 32-bit
 *                         numbers, big-endian
 *   below(n) = the next number x of the stream that is less than the largest multiple of n up to 2^32; x mod n
 *   shuffle  = Fisher–Yates from the end: for i = n − 1 … 1 swap the items at i and below(i + 1)
 *
 * Targets are shuffled by the stream 'targets', inspectors by 'inspectors'. The first so many targets are inspected. For
 * each of them in turn the first so many inspectors in the queue who need not avoid it go there, and to the queue's end.
 */

/** What the published text of the lists says. */
export interface Pools {
  /** How many targets are drawn, and how many inspectors go to each. */
  pick: number
  each: number
  targets: ReadonlyArray<{ number: number; name: string }>
  inspectors: ReadonlyArray<{ number: number; name: string }>
  /** Numbers of target and inspector that are not brought together (回避). */
  avoid: ReadonlyArray<{ target: number; inspector: number }>
}

export interface Team {
  target: number
  /** The first leads. */
  inspectors: number[]
}

export interface Drawn {
  digest: string
  seed: string
  /** Numbers of all targets and all inspectors, in drawn order. */
  targets: number[]
  inspectors: number[]
  teams: Team[]
}

/** Draws from published lists. Throws where the text is none, or where too few may go to a target. */
export function draw(text: string, number: string): Drawn {
  const pools = readPools(text)
  const digest = sha256(text).toString('hex')
  const seed = `${digest}:${number}`
  const targets = shuffled(numbersOf(pools.targets), streamOf(`${seed}/targets`))
  const inspectors = shuffled(numbersOf(pools.inspectors), streamOf(`${seed}/inspectors`))
  return { digest, seed, targets, inspectors, teams: teamsOf(pools, targets, inspectors) }
}

/** The lists as they are published, fixed by their digest; one line each, every line ended. */
export function writePools(title: string, pools: Pools): string {
  const lines = [
    '双随机抽取名单（算法 1）',
    `计划 ${oneLine(title)}`,
    `抽取对象 ${pools.pick}`,
    `每个对象的检查人员 ${pools.each}`,
    ...pools.targets.map(({ number, name }) => `对象 ${number} ${oneLine(name)}`),
    ...pools.inspectors.map(({ number, name }) => `人员 ${number} ${oneLine(name)}`),
    ...pools.avoid.map(({ target, inspector }) => `回避 对象 ${target} 人员 ${inspector}`),
  ]
  return lines.map(line => `${line}\n`).join('')
}

/** Reads the lists from their published text. */
export function readPools(text: string): Pools {
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(match => match.slice(1))
  const named = (pattern: RegExp) =>
    found(pattern).map(([number, name]) => ({ number: Number(number), name: name as string }))
  const [[pick] = []] = found(/^抽取对象 (\d+)$/gm)
  const [[each] = []] = found(/^每个对象的检查人员 (\d+)$/gm)
  if (!pick || !each) throw new Error('this is no list to draw from')
  return {
    pick: Number(pick),
    each: Number(each),
    targets: named(/^对象 (\d+) (.+)$/gm),
    inspectors: named(/^人员 (\d+) (.+)$/gm),
    avoid: found(/^回避 对象 (\d+) 人员 (\d+)$/gm).map(([target, inspector]) => ({
      target: Number(target),
      inspector: Number(inspector),
    })),
  }
}

/**
 * Who takes over for `leaving` at a target: the next in the drawn order (after the last comes the first) who never sat on
 * it and may go there; null where nobody is left.
 */
export function nextInLine(
  order: readonly number[],
  leaving: number,
  mayGo: (inspector: number) => boolean,
): number | null {
  const from = order.indexOf(leaving) + 1
  return [...order.slice(from), ...order.slice(0, from)].find(one => one !== leaving && mayGo(one)) ?? null
}

export const digestOf = (text: string): string => sha256(text).toString('hex')

function teamsOf({ pick, each, avoid }: Pools, targets: readonly number[], order: readonly number[]): Team[] {
  let queue = order
  return targets.slice(0, pick).map(target => {
    const apart = new Set(avoid.filter(one => one.target === target).map(one => one.inspector))
    const inspectors = queue.filter(one => !apart.has(one)).slice(0, each)
    if (inspectors.length < each) throw new Error(`too few inspectors may go to target ${target}`)
    queue = [...queue.filter(one => !inspectors.includes(one)), ...inspectors]
    return { target, inspectors }
  })
}

const numbersOf = (list: ReadonlyArray<{ number: number }>): number[] => list.map(one => one.number)
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
