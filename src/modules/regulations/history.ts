import { inWords } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { date } from '#platform/format'
import { settings } from '#platform/settings'
import { bindingsOf, settingsBehind } from './bindings.ts'
import type { Article } from './inputs.ts'
import { type SettingChange, settingChanges } from './queries.ts'
import { namedIn, ordinal } from './text.ts'

type Ranked = Article & { rank: number }

export interface Amendment {
  /** 第三条的受理时限由 1 个工作日改为 2 个工作日 */
  text: string
  by: string
  day: string
}

/** Codes of the settings that these articles say. */
export const codesIn = (articles: readonly Article[]): string[] => [
  ...new Set(
    articles.flatMap(one => [
      ...settingsBehind(bindingsOf(one.bindings)).map(setting => setting.code),
      ...namedIn(one.body),
    ]),
  ),
]

/**
 * What was changed in a text while it was in force, by changing the settings that it is bound to. Told from the
 * journal of those changes, so that it can say nothing else than what happened.
 */
export async function amendmentsOf(
  ctx: Ctx,
  articles: readonly Ranked[],
  { since, until }: { since: Date; until: Date | null },
): Promise<Amendment[]> {
  const changes = await settingChanges(ctx, codesIn(articles), since, until)
  return changes.flatMap(change => amendmentIn(articles, change) ?? [])
}

function amendmentIn(articles: readonly Ranked[], change: SettingChange): Amendment | null {
  const setting = settings.get(change.code)
  const where = articles.filter(one => codesIn([one]).includes(change.code))
  if (!setting || where.length === 0) return null
  const [before, after] = [inWords(setting, change.before), inWords(setting, change.after)]
  if (before === after) return null
  const which = where.map(one => ordinal(one.rank)).join('、')
  return {
    text: `${which}的${setting.label}由 ${before} 改为 ${after}`,
    by: change.by,
    day: date(change.at),
  }
}

/** What the settings of a text said at a time: for a text that is no longer in force, when it ended. */
export async function valuesAt(
  ctx: Ctx,
  articles: readonly Article[],
  at: Date | null,
): Promise<(code: string) => unknown> {
  const now = (code: string) => settings.get(code)?.of(ctx.centre)
  if (at === null) return now
  // Latest first, so the first change after that time is set last.
  const then = new Map<string, unknown>()
  for (const change of await settingChanges(ctx, codesIn(articles), at)) then.set(change.code, change.before)
  return code => (then.has(code) ? then.get(code) : now(code))
}
