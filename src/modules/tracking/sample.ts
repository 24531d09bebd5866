import { sha256, shuffled, streamOf } from '#platform/draw'

/*
 * Who is phoned (电话抽查), a pure function of a list that was fixed when the class was completed and of a number that was
 * drawn afterwards, once. Whoever has both can do it again anywhere:
 *
 *   digest = SHA-256 of the list (UTF-8), in hexadecimal
 *   seed   = digest + ':' + number
 *   the learners' numbers 1 … n are shuffled by the stream seed + '/learners' (see src/platform/draw.ts)
 *   size   = the greater of `least` and the share of n, rounded up; never more than n. The first so many are phoned.
 */

/** The list as it is fixed by its digest; one line each, every line ended. Ids tell learners apart and name nobody. */
export function writeList(of: {
  classNumber: string
  title: string
  share: number
  least: number
  learners: readonly string[]
}): string {
  const lines = [
    '电话抽查名单（算法 1）',
    `培训班 ${of.classNumber} ${of.title.replaceAll(/\s+/g, ' ').trim()}`,
    `比例 ${of.share}%`,
    `最少 ${of.least}`,
    ...of.learners.map((id, at) => `学员 ${at + 1} ${id}`),
  ]
  return lines.map(line => `${line}\n`).join('')
}

/** The learners' ids in the order of their numbers. */
const readList = (text: string): string[] =>
  [...text.matchAll(/^学员 \d+ ([0-9a-f-]{36})$/gm)].map(match => match[1] as string)

export const digestOf = (text: string): string => sha256(text).toString('hex')

/** How many of so many are phoned. */
export const sizeOf = (people: number, share: number, least: number): number =>
  Math.min(people, Math.max(least, Math.ceil((people * share) / 100)))

/** The ids of whoever is phoned, in drawn order. */
export function drawSample(list: string, number: string): string[] {
  const learners = readList(list)
  const figure = (pattern: RegExp) => Number(pattern.exec(list)?.[1])
  const size = sizeOf(learners.length, figure(/^比例 (\d+)%$/m), figure(/^最少 (\d+)$/m))
  return shuffled(learners, streamOf(`${digestOf(list)}:${number}/learners`)).slice(0, size)
}
