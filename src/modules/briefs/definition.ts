import { indicatorList, isReadable } from '#modules/indicators'
import type { Ctx } from '#platform/ctx'
import type { Kind } from './people.ts'
import type { Rhythm } from './rhythms.ts'

/** A part of a kind of brief: what stands there every time, and which figures it tells. */
export interface SectionPlan {
  heading: string
  /** Standing words that begin it; '' where none. */
  words: string
  /** Indicators, by their codes, in their order. */
  codes: readonly string[]
  /** What was made public in the period and was chosen stands here. */
  events: boolean
}

export const sectionsOf = (kind: Pick<Kind, 'definition'>): SectionPlan[] =>
  (kind.definition as unknown as { sections: SectionPlan[] }).sections

/** The indicators that people named, one in a line or parted by 、; by label or by code. */
export async function codesNamed(
  ctx: Ctx,
  text: string,
  rhythm: Rhythm,
): Promise<{ codes: string[]; faults: string[] }> {
  const entries = (await indicatorList(ctx)).filter(one => one.state === 'active')
  const [codes, faults]: [string[], string[]] = [[], []]
  for (const name of text
    .split(/[\n、，,]/)
    .map(one => one.trim())
    .filter(Boolean)) {
    const entry = entries.find(one => one.label === name || one.code === name)
    if (!entry) faults.push(`指标字典里没有「${name}」`)
    else if (rhythm === 'none') faults.push('不定期的信息没有统计期，不能自动取数')
    else if (!isReadable(entry, rhythm)) faults.push(`「${name}」没有这么短的统计期的数`)
    else if (!codes.includes(entry.code)) codes.push(entry.code)
  }
  return { codes, faults }
}

/** The same the other way round, for the form. */
export async function labelsOf(ctx: Ctx, codes: readonly string[]): Promise<Map<string, string>> {
  const entries = await indicatorList(ctx, { retired: true })
  return new Map(entries.filter(one => codes.includes(one.code)).map(one => [one.code, one.label]))
}
