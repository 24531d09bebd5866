import { sha256, shuffled, streamOf } from '#platform/draw'

/*
 * The assessor's draw (抽样), a pure function of the list of a register as it stood and of a seed that the assessor named.
 * Whoever has both can do it again anywhere:
 *
 *   digest = SHA-256 of the list (UTF-8), in hexadecimal
 *   the numbers 1 … n are shuffled by the stream digest + ':' + seed + '/sample' (see src/platform/draw.ts)
 *   the first so many are looked into, in this order
 */

/** The list as it is fixed by its digest; one line each, every line ended. Ids tell records apart and name nobody. */
export function writeFrame(of: { register: string; period: string; ids: readonly string[] }): string {
  const lines = [
    '第三方评价抽样名单（算法 1）',
    `台账 ${of.register}`,
    `统计期 ${of.period}`,
    ...of.ids.map((id, at) => `记录 ${at + 1} ${id}`),
  ]
  return lines.map(line => `${line}\n`).join('')
}

const readFrame = (frame: string): string[] =>
  [...frame.matchAll(/^记录 \d+ ([0-9a-f-]{36})$/gm)].map(match => match[1] as string)

export const digestOf = (frame: string): string => sha256(frame).toString('hex')

/** The ids that are looked into, in drawn order. */
export const drawSample = (frame: string, seed: string, size: number): string[] =>
  shuffled(readFrame(frame), streamOf(`${digestOf(frame)}:${seed}/sample`)).slice(0, size)
